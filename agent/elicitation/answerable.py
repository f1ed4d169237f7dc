"""How often people can answer a question on an attribute: a prior, and what was counted (Beta-binomial).

a = (strength · prior + answered) / (strength + asked)
"""

from dataclasses import dataclass, replace
from math import sqrt

# A prior weighs as much as this many questions: twenty shoppers who cannot say outweigh a guess.
STRENGTH = 8.0


@dataclass(frozen=True, slots=True)
class Answerable:
    """Counts of one attribute; `prior` in (0, 1) is the guess before anybody was asked."""

    prior: float
    asked: int = 0
    answered: int = 0
    strength: float = STRENGTH

    @property
    def rate(self) -> float:
        """The expected share of shoppers who answer, in (0, 1)."""
        return (self.strength * self.prior + self.answered) / (self.strength + self.asked)

    def after(self, *, answered: int, asked: int = 1) -> "Answerable":
        """The counts with `asked` more questions, of which `answered` were answered."""
        return replace(self, asked=self.asked + asked, answered=self.answered + answered)


def human_prior(filled: float, separating: float, human: float) -> float:
    """A guess for an attribute nobody was asked about yet: `human` (people think in it at all) times the root of how
    filled it is in the catalogue and how evenly its values separate, all in [0, 1]; kept within [.02, .98]."""
    return min(0.98, max(0.02, human * sqrt(filled * separating)))
