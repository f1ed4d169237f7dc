"""Chance that depends on what it is for, never on what happened before: so every system meets the same shopper."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chance:
    """Draws by name. The same name always gives the same draw, whatever was drawn in between."""

    seed: str

    def rng(self, *purpose: object) -> random.Random:
        """A generator of its own for a purpose ("error", "colour")."""
        return random.Random(":".join((self.seed, *map(str, purpose))))

    def happens(self, share: float, *purpose: object) -> bool:
        """True in that share of all purposes."""
        return self.rng(*purpose).random() < share
