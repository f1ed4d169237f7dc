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
(every product that is no marked extra), `all_meet` ("material is wood": what every product says of itself), `all_not`
(what none says), `items` (ids, in their order), `fresh` (no product was shown before), `marked` (all, or none, are
extras), `departments` (at least so many), `counts` (the wishes whose number in the catalogue the reply says), `extreme`
("price max": the first product has it in the whole catalogue, or among what meets `of`).

What holds after every turn is checked without being written: `_standing_faults`.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from agent.state import State, fold
from agent.turn import Agent
from agent.wording import short
from domain.actions import ActionType
from domain.inputs import Answer, CardAction, CardActionType, Edit, Input, Undo, Words
from domain.meaning import NEED, Act, Meaning
from domain.money import Money
from domain.ports import Catalogue
from domain.session import Recommendation, Reply, Session
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
    all_not: list[str] = []
    items: list[str] = []
    fresh: bool = False
    marked: bool | None = None
    departments: int | None = None
    counts: list[str] | None = None
    extreme: str | None = None
    of: list[str] = []

    @model_validator(mode="after")
    def _one_input(self) -> "Turn":
        given = [one for one in (self.say, self.answer, self.press, self.forget) if one is not None]
        if len(given) + self.undo != 1:
            raise ValueError("a turn has one of say, answer, press, forget, undo")
        return self

    @property
    def looks(self) -> bool:
        """Whether the turn asserts what was shown."""
        return bool(self.shows or self.top or self.some or self.items or self.extreme)


class Journey(BaseModel):
    """A conversation from its first word to its last."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    turn: list[Turn]

    @model_validator(mode="after")
    def _useful(self) -> "Journey":
        if not any(turn.looks for turn in self.turn):
            raise ValueError(f"{self.name}: no turn asserts that something was shown")
        if not 6 <= len(self.turn) <= 12:
            raise ValueError(f"{self.name}: has {len(self.turn)} turns, not 6 to 12")
        return self


@dataclass(frozen=True, slots=True)
class Step:
    """A turn walked: the state before it, its meaning and its reply."""

    before: State
    meaning: Meaning
    reply: Reply
    catalogue: Catalogue


def journeys(path: Path) -> list[Journey]:
    """All journeys of a file."""
    return [Journey.model_validate(one) for one in tomllib.loads(path.read_text(encoding="utf-8"))["journey"]]


def walk(journey: Journey, agent: Agent) -> None:
    """Go through a journey; `AssertionError` says where it went wrong and what was said and shown there."""
    for number, (turn, step, faults) in enumerate(steps(journey, agent), start=1):
        assert not faults, f"{written(journey, number, turn, step)}\n{'; '.join(faults)}"


def steps(journey: Journey, agent: Agent) -> Iterator[tuple[Turn, Step, list[str]]]:
    """Every turn with its step and its faults. The wordings are the same every time: they follow from the name."""
    session_id = f"journey {journey.name}"
    agent.sessions.create(Session(agent.shop, session_id, datetime.now(UTC)))
    catalogue, reply = agent.floor.now().catalogue, None
    for turn in journey.turn:
        before = fold(agent.session(session_id).turns)
        reply = agent.respond(session_id, _input(turn, reply))
        step = Step(before, agent.session(session_id).turns[-1].meaning, reply, catalogue)
        yield turn, step, [*_faults(turn, step), *_standing_faults(step)]


def written(journey: Journey, number: int, turn: Turn, step: Step) -> str:
    """The turn as a person reads it."""
    said, reply = turn.say or turn.model_dump(exclude_defaults=True), step.reply
    shown = [f"   {one.rank}. {one.item_id} {one.title} {one.price} {one.extra}" for one in reply.recommendations]
    held = [_written(one) for one in reply.preferences]
    asked = f"asks {reply.question.attribute}" if reply.question else ""
    state = f"held: {held}; {reply.action} {reply.topic} {asked}"
    return "\n".join([f"{journey.name}, turn {number}: {said!r}", reply.text, *shown, state])


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


# -- what holds after every turn --------------------------------------------------------------------------------------


def _standing_faults(step: Step) -> Iterator[str]:
    """Words; no product that breaks an exact wish unmarked, twice, or after it was rejected; no product named that is
    not shown; no question asked twice, and none without answers that lead somewhere."""
    reply, catalogue = step.reply, step.catalogue
    if not reply.text.strip() or "{" in reply.text:
        yield "no words, or half-filled ones"
    plain = [card for card in reply.recommendations if not card.extra]
    yield from (f"shows {card.item_id} beyond a hard wish" for card in plain if _breaks(card, reply, catalogue))
    groups = [card.group_id for card in reply.recommendations]
    if len(groups) != len(set(groups)):
        yield "shows a product twice"
    if step.meaning.act in (Act.INFORM, Act.SHOW_OTHERS, Act.MORE_LIKE, Act.REJECT, Act.HAVE):
        rejected = {catalogue.item(item_id).group_id for item_id in step.before.rejected}
        yield from (f"repeats the rejected {group}" for group in groups if group in rejected)
    yield from (f"names {title!r} and does not show it" for title in _named_unseen(step))
    yield from _question_faults(step)


def _breaks(card: Recommendation, reply: Reply, catalogue: Catalogue) -> bool:
    """Whether an unmarked product breaks an exact wish; an answer about the whole catalogue may."""
    if reply.topic.startswith(("superlative", "count", "have")):
        return False
    hard = [held.wish for held in reply.preferences if held.wish.hard]
    if any(wish.given for wish in hard):  # a condition that it meets may lift another bound
        return card.item_id not in catalogue.passing(hard)
    return any(catalogue.meets(card.item_id, wish) is False for wish in hard)


def _named_unseen(step: Step) -> Iterator[str]:
    """Titles of two words or more that the text says, of products that are neither shown nor spoken about. The nearest
    beyond a budget is named with its price, and a click shows it."""
    known = {*step.meaning.item_ids, *step.before.liked, *(card.item_id for card in step.reply.recommendations)}
    text = step.reply.text
    if step.reply.topic == "relax_kind_price" and step.reply.question:
        text = re.sub(r"the nearest is .*? at ", "", text)
    own = {short(step.catalogue.item(item_id).title) for item_id in known}
    for title in sorted(own, key=len, reverse=True):
        text = text.replace(title, "")
    for item_id in step.catalogue.passing(()):
        title = short(step.catalogue.item(item_id).title)
        if " " in title and re.search(rf"(?<!\w){re.escape(title)}(?!\w)", text):
            yield title


def _question_faults(step: Step) -> Iterator[str]:
    question = step.reply.question
    if question is None or step.reply.action is ActionType.RELAX or step.meaning.act in (Act.START_OVER, Act.UNDO):
        return
    if question.attribute in step.before.asked:
        yield f"asks about {question.attribute} again"
    fewest = 1 if question.attribute == NEED else 2
    if len(question.options) < fewest or not all(option.leads_to for option in question.options):
        yield "offers answers that lead nowhere"
    if question.text not in step.reply.text:
        yield "does not say its question"


# -- what the journey says ---------------------------------------------------------------------------------------------


def _faults(turn: Turn, step: Step) -> Iterator[str]:
    yield from _state_faults(turn, step.reply)
    yield from _word_faults(turn, step.reply)
    yield from _card_faults(turn, step)
    plain = [card for card in step.reply.recommendations if not card.extra]
    yield from _wish_faults(turn, plain, step.catalogue)
    yield from _catalogue_faults(turn, step)


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
    yield from (f"does not say {one!r}" for one in turn.says if not re.search(one, reply.text, re.IGNORECASE))
    yield from (f"says {one!r}" for one in turn.never_says if re.search(one, reply.text, re.IGNORECASE))


def _card_faults(turn: Turn, step: Step) -> Iterator[str]:
    cards = step.reply.recommendations
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
    if turn.fresh and any(card.group_id in step.before.seen for card in cards):
        yield "repeats a product"
    if turn.marked is not None and any(bool(card.extra) is not turn.marked for card in cards):
        yield "marks are wrong"
    departments = {step.catalogue.item(card.item_id).category[:1] for card in cards}
    if turn.departments is not None and len(departments) < turn.departments:
        yield f"shows {len(departments)} departments"


def _wish_faults(turn: Turn, cards: Sequence[Recommendation], catalogue: Catalogue) -> Iterator[str]:
    for card in cards:
        amount = Decimal(card.price.amount) if card.price else None
        if turn.price_max is not None and (amount is None or amount > turn.price_max):
            yield f"{card.item_id} costs {amount}"
        if turn.price_min is not None and (amount is None or amount < turn.price_min):
            yield f"{card.item_id} costs {amount}"
        for wish in turn.all_meet:
            if not catalogue.meets(card.item_id, _read(wish, catalogue)):
                yield f"{card.item_id} is not known to be {wish}"
        for wish in turn.all_not:
            if catalogue.meets(card.item_id, _read(wish, catalogue)):
                yield f"{card.item_id} is {wish}"


def _catalogue_faults(turn: Turn, step: Step) -> Iterator[str]:
    """What is said of the catalogue as a whole, beside the catalogue."""
    catalogue, cards = step.catalogue, step.reply.recommendations
    if turn.counts is not None:
        count = catalogue.count([_read(wish, catalogue) for wish in turn.counts])
        if not re.search(rf"(?<![\d.,]){count}(?![\d.,]\d|\d)", step.reply.text):
            yield f"does not say {count}"
    if turn.extreme is not None:
        attribute, end = turn.extreme.split()
        hard = [_read(wish, catalogue) for wish in turn.of]
        best = catalogue.ordered(attribute, hard, descending=end == "max", limit=1)[0]
        figures = [_figure(card.item_id, attribute, catalogue) for card in cards[:1]]
        if figures != [_figure(best, attribute, catalogue)]:
            yield f"does not begin with {best}"


def _figure(item_id: str, attribute: str, catalogue: Catalogue) -> float | None:
    return next((fact.number for fact in catalogue.facts(item_id, attribute)), None)


def _read(wish: str, catalogue: Catalogue) -> Wish:
    attribute, op, value = wish.split(" ", 2)
    if attribute == "price":
        minor = Money.of(value, catalogue.currency).minor
        return Wish(attribute, Op(op), (value,), float(minor), catalogue.currency, hard=True)
    if attribute == "age":
        return Wish(attribute, Op(op), (value,), float(value) * 12, "month", hard=True)
    return Wish(attribute, Op(op), tuple(value.split("|")), hard=True)
