"""What a shopper and a system say to each other: the same few words for every system."""

from dataclasses import dataclass
from typing import Protocol

from bench.oracle.check import Card
from bench.shopper.shopper import Move
from domain.actions import Question

# So many cards are shown at once by every system: what the shop's own policy shows (a test compares them).
CARDS = 4
# So many times the shopper speaks.
TURNS = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """A system's answer: the cards (at most `CARDS`), a question or none, and its whole ranking of item ids, the shown
    ones first. `action` and `text` are for transcripts."""

    cards: tuple[Card, ...]
    question: Question | None = None
    ranking: tuple[str, ...] = ()
    text: str = ""
    action: str = "recommend"


class System(Protocol):
    """One that sells, for one conversation at a time."""

    name: str

    def start(self, seed: str) -> None:
        """Forget everything; a system that draws lots draws them from `seed`."""

    def hear(self, move: Move) -> Offer:
        """Take in what the shopper said or pressed, and answer."""
