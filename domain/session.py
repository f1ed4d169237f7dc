"""A conversation: a log of turns. Everything else about it is a fold of that log (`agent/state.py`)."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.actions import ActionType, Critique, Question
from domain.inputs import Input, Speaker
from domain.items import Fact
from domain.meaning import Meaning
from domain.money import Money
from domain.wishes import Preference


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to buy a group: its options ("colour: blue"), price and stock."""

    item_id: str
    options: tuple[tuple[str, str], ...]
    price: Money | None
    in_stock: bool | None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A card as it was shown, at `rank` (from 1) with `probability`. Price and stock are those of the moment it was
    shown; `list_price` is the one before, while a sale lowers it. `rating` is on a scale of 0 to 5."""

    item_id: str
    group_id: str
    title: str
    rank: int
    probability: float
    price: Money | None = None
    price_max: Money | None = None
    in_stock: bool | None = None
    rating: float | None = None
    rating_count: int | None = None
    url: str | None = None
    image_url: str | None = None
    reasons: tuple[Fact, ...] = ()
    variants: tuple[Variant, ...] = ()
    new: bool = False
    extra: str = ""
    list_price: Money | None = None


@dataclass(frozen=True, slots=True)
class Engine:
    """Who did what in a turn; `degraded` says that a configured model did not help."""

    understood_by: str = "built-in"
    spoken_by: str = "built-in"
    scorer: str = ""
    degraded: bool = False


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds per step of a turn. `encode` is the part of `search` that the sentence encoder took."""

    understand: float = 0.0
    search: float = 0.0
    encode: float = 0.0
    rank: float = 0.0
    decide: float = 0.0
    speak: float = 0.0
    save: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Reply:
    """The shop's answer to one input, complete: what the API sends and every face shows."""

    turn_id: str
    session_id: str
    text: str
    action: ActionType
    topic: str
    speaker: str = "shop"
    question: Question | None = None
    recommendations: tuple[Recommendation, ...] = ()
    preferences: tuple[Preference, ...] = ()
    critiques: tuple[Critique, ...] = ()
    engine: Engine = field(default_factory=Engine)
    timings_ms: Timings = field(default_factory=Timings)


@dataclass(frozen=True, slots=True)
class Turn:
    """One input with its meaning and the reply to it. `number` counts from 1 within the session."""

    turn_id: str
    number: int
    speaker: Speaker
    input: Input
    meaning: Meaning
    reply: Reply
    scorer: str
    seed: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation in one shop. `version` is the number of turns it was saved with; saving expects it."""

    shop: str
    session_id: str
    created_at: datetime
    user_id: str | None = None
    locale: str = "en-GB"
    turns: tuple[Turn, ...] = ()

    @property
    def version(self) -> int:
        """How many turns are saved."""
        return len(self.turns)


@dataclass(frozen=True, slots=True)
class Feedback:
    """Something a shopper did with a product outside the words: view, click, like, dislike, add_to_cart, purchase."""

    item_id: str
    type: str
    at: datetime
    turn_id: str | None = None
