"""What an input means, resolved against the catalogue and the products that were on the screen."""

from dataclasses import dataclass
from enum import StrEnum

from domain.wishes import Wish


class Act(StrEnum):
    """What the shopper does with a message. One per input: wishes that come with a greeting make it an INFORM."""

    INFORM = "inform"
    DONT_MIND = "dont_mind"
    SHOW_OTHERS = "show_others"
    MORE_LIKE = "more_like"
    REJECT = "reject"
    WHY = "why"
    ASK_FACT = "ask_fact"
    COMPARE = "compare"
    SUPERLATIVE = "superlative"
    COUNT = "count"
    HAVE = "have"
    UNDO = "undo"
    EDIT = "edit"
    START_OVER = "start_over"
    GREET = "greet"
    THANK = "thank"
    CLOSE = "close"
    HANDOFF = "handoff"
    ORDER_STATUS = "order_status"
    POLICY = "policy"
    HELP = "help"
    FOREIGN_BUDGET = "foreign_budget"
    REP = "rep"
    UNCLEAR = "unclear"


# The attribute of a question, and of an answer to it, that goes on to the next need.
NEED = "need"


@dataclass(frozen=True, slots=True)
class Need:
    """One more thing that a message asks for, with wishes of its own: "shoes under 60, and a sweater". `text` is how
    it was said."""

    wishes: tuple[Wish, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """An input, understood. Replaying a conversation needs nothing else of the input.

    `wishes` are added (one on the same attribute and side replaces the older one); `dropped` names preferences that
    no longer hold, by id; `item_ids` are the products referred to, in the order said. `attribute` and `descending`
    belong to SUPERLATIVE ("most expensive": price, True), to ASK_FACT, and to answers ("I don't mind" the colour);
    with FOREIGN_BUDGET it is the currency that was named. What a message looks for in plain words is a wish on
    `text`. `not_understood` holds words that could not be linked to anything.

    COUNT asks how many products meet `wishes` (beside what stands), HAVE whether there are any; COUNT and SUPERLATIVE
    narrow nothing, nor does ASK_FACT, whose wishes say which variant is meant ("in black?"). A SUPERLATIVE with
    `item_ids` is asked among those. `further` are the needs after the first; with the
    attribute NEED those that still wait after this one.
    """

    act: Act
    wishes: tuple[Wish, ...] = ()
    dropped: tuple[str, ...] = ()
    item_ids: tuple[str, ...] = ()
    attribute: str | None = None
    descending: bool = False
    not_understood: tuple[str, ...] = ()
    language: str = "en"
    understood_by: str = "built-in"
    further: tuple[Need, ...] = ()
