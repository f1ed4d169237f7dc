"""A written journey: what the shopper does turn by turn, and what has to hold after each, read from TOML.

```toml
[[journey]]
name = "a present within a budget"

[[journey.turn]]
say = "a present for my nephew, he's 6, 25 pounds at most"   # or answer, press, forget, undo (one of them)
held = ["price max 25.00", "age is 6"]                        # wishes that stand now; `gone` those that do not
shows = 1                                                      # at least so many products
```

The rest: `action`, `topic`, `question` (attribute, or "" for none), `says` and `never_says` (patterns over the reply),
`top` and `some` (patterns over the titles, of the first product and of any), `no_title`, `price_min` and `price_max`
(every product that is no marked extra), `all_meet` ("material is wood": what every product says of itself), `items`
(ids, in their order), `fresh` (no product was shown before), `marked` (all, or none, are extras).
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from agent.turn import Agent
from domain.inputs import Answer, CardAction, CardActionType, Edit, Input, Undo, Words
from domain.ports import Catalogue
from domain.session import Recommendation, Reply
from domain.wishes import Op, Preference, Wish


class Turn(BaseModel):
    """One input and what has to hold after it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    say: str | None = None
    answer: str | None = None
    press: str | None = None
    forget: str | None = None
    undo: bool = False

    held: list[str] = []
    gone: list[str] = []
    shows: int | None = None
    action: str | None = None
    topic: str | None = None
    question: str | None = None
    says: list[str] = []
    never_says: list[str] = []
    top: str | None = None
    some: list[str] = []
    no_title: str | None = None
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    all_meet: list[str] = []
    items: list[str] = []
    fresh: bool = False
    marked: bool | None = None

    @model_validator(mode="after")
    def _one_input(self) -> "Turn":
        given = [one for one in (self.say, self.answer, self.press, self.forget) if one is not None]
        if len(given) + self.undo != 1:
            raise ValueError("a turn has one of say, answer, press, forget, undo")
        return self

    @property
    def looks(self) -> bool:
        """Whether the turn asserts what was shown."""
        return bool(self.shows or self.top or self.some or self.items)


class Journey(BaseModel):
    """A conversation from its first word to its last."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    turn: list[Turn]

    @model_validator(mode="after")
    def _useful(self) -> "Journey":
        if not any(turn.looks for turn in self.turn):
            raise ValueError(f"{self.name}: no turn asserts that something was shown")
        return self


@dataclass(frozen=True, slots=True)
class Place:
    """Where a check failed, for the message."""

    journey: str
    number: int
    said: str
    reply: Reply

    def __str__(self) -> str:
        shown = (
            f"   {one.rank}. {one.item_id} {one.title} {one.price} {one.extra}" for one in self.reply.recommendations
        )
        cards = "\n".join(shown)
        held = [_written(one) for one in self.reply.preferences]
        head = f"{self.journey}, turn {self.number}: {self.said!r}\n{self.reply.text}\n{cards}\n"
        return f"{head}held: {held}; {self.reply.action} {self.reply.topic}; asks {self.reply.question}"


def journeys(path: Path) -> list[Journey]:
    """All journeys of a file."""
    return [Journey.model_validate(one) for one in tomllib.loads(path.read_text(encoding="utf-8"))["journey"]]


def walk(journey: Journey, agent: Agent) -> None:
    """Go through a journey; `AssertionError` says where it went wrong and what was said and shown there."""
    session, _ = agent.open()
    catalogue, reply, seen = agent.floor.now().catalogue, None, set[str]()
    for number, turn in enumerate(journey.turn, start=1):
        said = _input(turn, reply)
        reply = agent.respond(session.session_id, said)
        place = Place(journey.name, number, str(turn.say or said), reply)
        faults = list(_faults(turn, reply, seen, catalogue))
        assert not faults, f"{place}\n{'; '.join(faults)}"
        seen |= {card.group_id for card in reply.recommendations}


def _input(turn: Turn, before: Reply | None) -> Input:
    if turn.undo:
        return Undo()
    if turn.say is not None:
        return Words(turn.say)
    assert before is not None, "a journey begins with words"
    if turn.answer is not None:
        attribute, _, value = turn.answer.partition("=")
        return Answer(attribute, value)
    if turn.forget is not None:
        wanted = turn.forget
        return Edit(next(one.preference_id for one in before.preferences if _written(one) == wanted))
    action, *places = (turn.press or "").split()
    return CardAction(CardActionType(action), tuple(before.recommendations[int(place) - 1].item_id for place in places))


def _written(held: Preference) -> str:
    wish = held.wish
    value = f"{wish.number / 12:g}" if wish.unit == "month" and wish.number is not None else wish.value
    return f"{wish.attribute} {wish.op} {value}"


def _faults(turn: Turn, reply: Reply, seen: set[str], catalogue: Catalogue) -> Iterator[str]:
    yield from _state_faults(turn, reply)
    yield from _word_faults(turn, reply)
    yield from _card_faults(turn, reply.recommendations, seen)
    plain = [card for card in reply.recommendations if not card.extra]
    yield from _wish_faults(turn, plain, catalogue)
    yield from (f"shows {card.item_id} beyond a hard wish" for card in plain if _breaks(card, reply, catalogue))


def _breaks(card: Recommendation, reply: Reply, catalogue: Catalogue) -> bool:
    """Whether an unmarked product breaks an exact wish; an answer about the whole catalogue may."""
    if reply.topic.startswith(("superlative", "count", "have")):
        return False
    return any(catalogue.meets(card.item_id, held.wish) is False for held in reply.preferences if held.wish.hard)


def _state_faults(turn: Turn, reply: Reply) -> Iterator[str]:
    held = {_written(one) for one in reply.preferences}
    yield from (f"{wish!r} is not held" for wish in turn.held if wish not in held)
    yield from (f"{wish!r} is still held" for wish in turn.gone if any(one.startswith(wish) for one in held))
    if turn.action is not None and reply.action != turn.action:
        yield f"action is {reply.action}"
    if turn.topic is not None and reply.topic != turn.topic:
        yield f"topic is {reply.topic}"
    if turn.question is not None and (reply.question.attribute if reply.question else "") != turn.question:
        yield "another question, or none"


def _word_faults(turn: Turn, reply: Reply) -> Iterator[str]:
    if not reply.text.strip():
        yield "no words"
    yield from (f"does not say {one!r}" for one in turn.says if not re.search(one, reply.text, re.IGNORECASE))
    yield from (f"says {one!r}" for one in turn.never_says if re.search(one, reply.text, re.IGNORECASE))


def _card_faults(turn: Turn, cards: Sequence[Recommendation], seen: set[str]) -> Iterator[str]:
    titles = [card.title for card in cards]
    if turn.shows is not None and len(cards) < turn.shows:
        yield f"shows {len(cards)}"
    if turn.items and [card.item_id for card in cards][: len(turn.items)] != turn.items:
        yield f"does not show {turn.items}"
    if turn.top is not None and not (titles and re.search(turn.top, titles[0], re.IGNORECASE)):
        yield f"{turn.top!r} is not first"
    yield from (
        f"{one!r} is not shown" for one in turn.some if not any(re.search(one, title, re.I) for title in titles)
    )
    if turn.no_title and any(re.search(turn.no_title, title, re.IGNORECASE) for title in titles):
        yield f"shows {turn.no_title!r}"
    if turn.fresh and any(card.group_id in seen for card in cards):
        yield "repeats a product"
    if turn.marked is not None and any(bool(card.extra) is not turn.marked for card in cards):
        yield "marks are wrong"


def _wish_faults(turn: Turn, cards: Sequence[Recommendation], catalogue: Catalogue) -> Iterator[str]:
    for card in cards:
        amount = Decimal(card.price.amount) if card.price else None
        if turn.price_max is not None and (amount is None or amount > turn.price_max):
            yield f"{card.item_id} costs {amount}"
        if turn.price_min is not None and (amount is None or amount < turn.price_min):
            yield f"{card.item_id} costs {amount}"
        for wish in map(_read, turn.all_meet):
            if not catalogue.meets(card.item_id, wish):
                yield f"{card.item_id} is not known to be {wish.attribute} {wish.op} {wish.value}"


def _read(written: str) -> Wish:
    attribute, op, value = written.split(" ", 2)
    return Wish(attribute, Op(op), (value,), hard=True)
