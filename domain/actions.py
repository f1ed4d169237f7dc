"""What the shop does next: decided purely, then spoken."""

from dataclasses import dataclass
from enum import StrEnum

from domain.items import Fact
from domain.wishes import Preference


class ActionType(StrEnum):
    """The contract's names of an action."""

    ASK = "ask"
    RECOMMEND = "recommend"
    COMPARE = "compare"
    ANSWER = "answer"
    RELAX = "relax"
    HANDOFF = "handoff"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to click. `count` = in-stock groups of the catalogue that meet every hard wish and have that value;
    `within` = those of them that are of the kind that is looked for (`None`: no kind was named)."""

    value: str
    label: str
    count: int
    within: int | None = None

    @property
    def leads_to(self) -> int:
        """How many products a click leaves."""
        return self.count if self.within is None else self.within


@dataclass(frozen=True, slots=True)
class Question:
    """A question with answers to click. `gain` is what it is expected to tell, in nats."""

    attribute: str
    text: str
    options: tuple[Option, ...]
    gain: float = 0.0


@dataclass(frozen=True, slots=True)
class Critique:
    """A change to what is shown, to click. `text` is what a shopper would say ("cheaper"); `count` = groups that
    answer the wishes about as well as those shown and lie beyond all of these in that direction."""

    attribute: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A retrieved item with its signals (higher is better, absent = not measured) by channel name."""

    item_id: str
    group_id: str
    signals: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score (log units), its share of the belief, and the facts that speak for it, strongest
    first."""

    item_id: str
    group_id: str
    score: float
    probability: float
    evidence: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Belief:
    """Candidates, most probable first, one per group; `remainder` is the mass of everything else. All probabilities
    sum to 1."""

    candidates: tuple[Scored, ...]
    remainder: float
    scorer: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A product to show. `extra` says why it is shown although it does not meet every hard wish ("price not known");
    "" if it does."""

    item_id: str
    probability: float
    reasons: tuple[Fact, ...] = ()
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A hard wish that cannot be met together with the others, and what giving it up would bring."""

    preference: Preference
    count: int
    nearest: Fact | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One step of the shop. `topic` names the template; `subject` and `facts` are what it speaks about.

    `not_understood` are words that no product knows, `unmet` words that nothing within the exact wishes says of itself,
    `later` the further needs of the message; `count` is the answer to "how many"; `kind` is
    the kind of product that an extreme was asked of, in the shopper's words. `otherwise` is the kind that was named and
    that the last products, marked, are not called: they stand beside those that are.
    """

    type: ActionType
    topic: str
    slots: tuple[Slot, ...] = ()
    question: Question | None = None
    relaxation: Relaxation | None = None
    subject: str = ""
    facts: tuple[Fact, ...] = ()
    not_understood: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    count: int | None = None
    kind: str = ""
    otherwise: str = ""
