"""What a language finds in a message: amounts of money, and what is ruled out."""

from dataclasses import dataclass
from decimal import Decimal

from domain.wishes import Op

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Amount:
    """A price that was said: in major units, with its currency (`None`: none was named), and its place in the text as
    `plain` writes it. `op` says its side: MAX (以内), MIN (以上), LIKE (左右), IS where no side was said. `start` and
    `end` are those of the figure, `span` those of all that was said of it."""

    number: Decimal
    currency: str | None
    start: int
    end: int
    op: Op = Op.IS
    said: Span | None = None

    @property
    def span(self) -> Span:
        """The place of the figure with its side."""
        return self.said or (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Denial:
    """Something that must not be so, at its place with the words that say so; `safety` marks an allergy."""

    what: str
    span: Span
    safety: bool = False
