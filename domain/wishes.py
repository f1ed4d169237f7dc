"""What a shopper wants: wishes as they are said, and preferences as a conversation keeps them."""

from dataclasses import dataclass
from enum import StrEnum


class Op(StrEnum):
    """How a wish relates an attribute to its value."""

    IS = "is"
    NOT = "not"
    MIN = "min"
    MAX = "max"
    LIKE = "like"


# Attributes of a wish that are no relation of the catalogue.
TEXT = "text"  # free words, compared by meaning (LIKE), or words a product may not plainly say of itself (NOT)
TITLE = "title"  # what a product's title calls it: "lamp" for a desk lamp (IS)


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish, fully resolved: reading it needs neither the shown products nor the clock.

    `values` are alternatives: any of them will do (with NOT: none may be). For `price`, `number` is in minor units
    and `unit` the currency; for `age`, `number` is in months and `unit` is "month". `strength` is in [-1, 1], 0
    neutral; a hard wish is an exact filter. `safety` marks allergies and the like, where unknown is removed too;
    `relative` marks what was said relative to shown products ("cheaper than the second").
    `words` are the shopper's own, where they name values in another way ("train" for "trains & railway sets").
    `text` says the wish in the shopper's terms ("at most £25").
    `given` are conditions, attribute and value, under which alone it holds ("if it's waterproof I'd pay 80"): for
    products known to meet them all it takes the place of the plain wish on the same side ("else 50").
    """

    attribute: str
    op: Op
    values: tuple[str, ...] = ()
    number: float | None = None
    unit: str | None = None
    strength: float = 1.0
    hard: bool = False
    safety: bool = False
    relative: bool = False
    words: str = ""
    text: str = ""
    given: tuple[tuple[str, str], ...] = ()

    @property
    def value(self) -> str:
        """The alternatives as one text, "red or blue"."""
        return " or ".join(self.values)


@dataclass(frozen=True, slots=True)
class Preference:
    """A wish that stands in a conversation, with the turn it came from."""

    preference_id: str
    turn_id: str
    wish: Wish
