"""Which question is worth asking now: the questions that the belief's products could answer, put into the value
function of `agent/elicitation`.

Each attribute of the products makes one draft: answers to click, and every product's own shares of them. What an answer
would bring the next list, how often people can answer, and what a question costs decide between them (and for none).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from agent.elicitation.belief import Floats
from agent.elicitation.step import Menu, next_step
from agent.elicitation.value import Goal
from agent.kinds import kinds
from agent.state import State
from agent.understand.answers import written_range
from domain.actions import Belief, Option, Question
from domain.items import (
    AGE,
    AGE_MAX,
    AGE_MIN,
    BRAND,
    CATEGORY,
    COLOUR,
    MATERIAL,
    POWER,
    PRICE,
    AttributeKind,
    Item,
)
from domain.money import Money
from domain.ports import Catalogue
from domain.wishes import Op, Wish

# How often people can answer a question on an attribute: a prior until answers are counted. Nobody knows model numbers.
ANSWERABLE = {CATEGORY: 0.95, PRICE: 0.9, AGE: 0.9, COLOUR: 0.7, MATERIAL: 0.6, POWER: 0.6, BRAND: 0.1}
ANSWERABLE_BOOLEAN = 0.5
ANSWERABLE_OTHER = 0.25
# What is gained by showing what is wanted `t` turns from now on place `r` of the list: a shopper's patience, and her
# eye. A question stands beside a whole list, so it costs no places; what it costs is its reading.
PATIENCE = 0.8
PLACES = (1.0, 0.9, 0.8, 0.7)
HORIZON = 4
# In units of gain, for a first question, and more for each one asked before. Chosen on conversations that are not
# reported (`python -m bench.dialogue --seed 2`; docs/experiments.md).
COST = 0.01
GROWTH = 1.0
GOAL = Goal(
    np.array([[PATIENCE**turn * place for place in PLACES] for turn in range(HORIZON)]),
    beside=len(PLACES),
    cost=COST,
    growth=GROWTH,
)
# More answers than this are not read.
MOST_OPTIONS = 6
# A value is offered if at least this share of the belief has it.
LEAST_SHARE = 0.02
# Products looked at: the rest of the belief has too little mass to move a question.
LOOKED_AT = 120
# A question is worth asking about an attribute that this share of the belief has at all.
LEAST_FILLED = 0.35
# The answers offered must cover this much of what products say: six brands of two hundred are a lottery.
LEAST_COVERED = 0.5
# Figures that no shopper thinks in.
NEVER_ASKED = frozenset(
    {
        "weight",
        "length",
        "width",
        "height",
        "depth",
        "diameter",
        "capacity",
        "model",
        "scale",
        "main_language",
        "care",
        "rating",
        "made_in",
    }
)

# What is asked before anything is known: the colour of nobody knows what is not worth a question.
_ASKED_FIRST = frozenset({CATEGORY, PRICE, AGE})

# Endings of relations that a shopper has no wish about ("assembly required", "batteries included").
_PAPERWORK = ("_required", "_included")

# Stages of childhood, in months, as a shopper names them.
_AGE_STAGES = (
    (0, 12, "under 1"),
    (12, 35, "1 to 2"),
    (36, 71, "3 to 5"),
    (72, 107, "6 to 8"),
    (108, 155, "9 to 12"),
    (156, 191, "13 and over"),
)
# Round figures a price question may cut at, in major units.
_ROUND = tuple(mantissa * 10**power for power in range(5) for mantissa in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8))


# A product with what it says of an attribute (nothing: it does not say).
Said = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A question before its options are counted: its `values` in the order they are shown in, and the products' `own`
    answers (Y, C), the last of which may be "something else"."""

    attribute: str
    values: tuple[str, ...]
    labels: Mapping[str, str]
    own: Floats
    answered: float


def best_question(state: State, belief: Belief, catalogue: Catalogue) -> Question | None:
    """The question worth asking now, or `None`. Attributes that were asked, answered or wished for are left alone."""
    looked_at = belief.candidates[:LOOKED_AT]
    total = sum(scored.probability for scored in looked_at)
    if len(looked_at) < 2 or total <= 0:
        return None
    items = [catalogue.item(scored.item_id) for scored in looked_at]
    shares = np.array([scored.probability for scored in looked_at]) / total  # (C,)
    drafts = list(_open_drafts(items, shares, state, catalogue))
    while drafts:
        decision = next_step(shares, _menu(drafts), GOAL, turn=0, asked=len(state.asked))
        if decision.question is None:
            return None
        if question := _question(drafts.pop(decision.question), decision.value, state, catalogue):
            return question
    return None


def _menu(drafts: Sequence[_Draft]) -> Menu:
    most = max(len(draft.own) for draft in drafts)
    own = np.stack([np.pad(draft.own, ((0, most - len(draft.own)), (0, 0))) for draft in drafts])  # (Q, Y, C)
    answers = np.array([len(draft.own) for draft in drafts])
    return Menu(own, answers, np.array([draft.answered for draft in drafts]))


def _open_drafts(items: Sequence[Item], shares: Floats, state: State, catalogue: Catalogue) -> Iterator[_Draft]:
    """The questions that may be asked: not settled, and before anything is known only what everybody knows."""
    settled = state.asked | {
        preference.wish.attribute for preference in state.preferences if preference.wish.op is not Op.NOT
    }
    knows_nothing = not (state.preferences or state.liked or state.disliked)
    for draft in _drafts(items, shares, settled, catalogue):
        if draft is not None and (draft.attribute in _ASKED_FIRST or not knows_nothing):
            yield draft


def _drafts(
    items: Sequence[Item], shares: Floats, settled: frozenset[str] | set[str], catalogue: Catalogue
) -> Iterator[_Draft | None]:
    if CATEGORY not in settled:
        yield from _category_drafts(items, shares)
    if PRICE not in settled:
        yield _price_draft(items, shares)
    if AGE not in settled:
        yield _age_draft(items, shares)
    yield from _value_drafts(items, shares, settled, catalogue)


def _value_drafts(
    items: Sequence[Item], shares: Floats, settled: frozenset[str] | set[str], catalogue: Catalogue
) -> Iterator[_Draft | None]:
    attributes = catalogue.attributes()
    held: dict[str, list[list[str]]] = {}
    for place, item in enumerate(items):
        for fact in item.facts:
            if fact.relation not in settled:
                held.setdefault(fact.relation, [[] for _ in items])[place].append(fact.value)
    for relation, said in held.items():
        attribute = attributes.get(relation)
        if attribute is not None and _askable(relation, attribute.kind):
            yield _draft(relation, [tuple(own) for own in said], shares, answered=_answerable(relation, attribute.kind))


def _askable(relation: str, kind: AttributeKind) -> bool:
    paperwork = relation.endswith(_PAPERWORK) or relation in NEVER_ASKED | {CATEGORY, AGE_MIN, AGE_MAX}
    return not paperwork and kind in (
        AttributeKind.SET,
        AttributeKind.BOOLEAN,
        AttributeKind.ORDERED,
    )


def _answerable(relation: str, kind: AttributeKind) -> float:
    return ANSWERABLE.get(relation, ANSWERABLE_BOOLEAN if kind is AttributeKind.BOOLEAN else ANSWERABLE_OTHER)


def _category_drafts(items: Sequence[Item], shares: Floats) -> Iterator[_Draft | None]:
    """One question per level of the category path: the level that splits the belief best wins."""
    for depth in range(max((len(item.category) for item in items), default=0)):
        said = [tuple(name.casefold() for name in item.category[depth : depth + 1]) for item in items]
        labels = {name.casefold(): name for item in items for name in item.category[depth : depth + 1]}
        yield _draft(CATEGORY, said, shares, answered=ANSWERABLE[CATEGORY], labels=labels)


def _price_draft(items: Sequence[Item], shares: Floats) -> _Draft | None:
    priced = [(item.price, float(share)) for item, share in zip(items, shares, strict=True) if item.price]
    if not priced:
        return None
    currency = priced[0][0].currency
    cuts = _round_cuts(sorted((price.minor, share) for price, share in priced), currency)
    if not cuts:
        return None
    spans = list(pairwise([None, *cuts, None]))
    values = [written_range(low.amount if low else "", high.amount if high else "") for low, high in spans]
    labels = {value: _price_label(low, high) for value, (low, high) in zip(values, spans, strict=True)}
    said = [(values[sum(item.price.minor > cut.minor for cut in cuts)],) if item.price else () for item in items]
    return _draft(PRICE, said, shares, answered=ANSWERABLE[PRICE], labels=labels, ordered=values)


def _round_cuts(prices: Sequence[tuple[int, float]], currency: str) -> list[Money]:
    """Two round prices that cut the belief into thirds, or fewer where prices are close together."""
    lowest, highest = prices[0][0], prices[-1][0]
    total, reached, targets = sum(share for _, share in prices), 0.0, [1 / 3, 2 / 3]
    steps = [Money.of(str(step), currency) for step in _ROUND]
    cuts: set[Money] = set()
    for minor, share in prices:
        reached += share
        while targets and reached >= targets[0] * total:
            cuts.add(min(steps, key=lambda money: abs(math.log(money.minor / max(minor, 1)))))
            targets.pop(0)
    return sorted((cut for cut in cuts if lowest <= cut.minor < highest), key=lambda cut: cut.minor)


def _price_label(low: Money | None, high: Money | None) -> str:
    if low is None:
        return f"up to {high}"
    return f"over {low}" if high is None else f"{low} to {high}"


def _age_draft(items: Sequence[Item], shares: Floats) -> _Draft | None:
    labels = {written_range(str(low), str(high)): label for low, high, label in _AGE_STAGES}
    said = [_stages(item) for item in items]
    return _draft(AGE, said, shares, answered=ANSWERABLE[AGE], labels=labels, ordered=[*labels])


def _stages(item: Item) -> tuple[str, ...]:
    """The stages of childhood that a product is made for; none if it does not say."""
    youngest, oldest = _age_range(item)
    if youngest is None:
        return ()
    return tuple(
        written_range(str(low), str(high))
        for low, high, _ in _AGE_STAGES
        if youngest <= low and (oldest is None or oldest >= high)
    )


def _age_range(item: Item) -> tuple[float | None, float | None]:
    numbers = {fact.relation: fact.number for fact in item.facts if fact.relation in (AGE_MIN, AGE_MAX)}
    return numbers.get(AGE_MIN), numbers.get(AGE_MAX)


def _draft(
    attribute: str,
    said: Said,
    shares: Floats,
    *,
    answered: float,
    labels: Mapping[str, str] | None = None,
    ordered: Sequence[str] | None = None,
) -> _Draft | None:
    """A question over the values that carry most of the belief `shares` (C,); `None` where it could tell nothing."""
    filled = float(sum(share for own, share in zip(said, shares, strict=True) if own))
    if filled < LEAST_FILLED:
        return None
    held: dict[str, float] = {}
    for own, share in zip(said, shares, strict=True):
        for value in own:
            held[value] = held.get(value, 0.0) + float(share) / len(own)
    likeliest = sorted(held, key=lambda value: -held[value])
    kept = [value for value in likeliest if held[value] >= LEAST_SHARE][:MOST_OPTIONS]
    if len(kept) < 2 or sum(held[value] for value in kept) < LEAST_COVERED * filled:
        return None
    values = tuple(value for value in ordered if value in kept) if ordered is not None else tuple(kept)
    return _Draft(attribute, values, labels or {}, own_shares(said, values), answered)


def own_shares(said: Said, values: Sequence[str]) -> Floats:
    """Each product's own answers (Y, C) among `values` and, if any product has another one, "something else".

    A product with several values has an equal share of each; one that does not say has none.
    """
    place = {value: row for row, value in enumerate(values)}
    own = np.zeros((len(values) + 1, len(said)))
    for column, named in enumerate(said):
        for value in named:
            own[place.get(value, len(values)), column] += 1 / len(named)
    return own if own[-1].any() else own[:-1]


def _question(draft: _Draft, gain: float, state: State, catalogue: Catalogue) -> Question | None:
    """The draft with counts over the catalogue; answers that nothing meets are left out, and a question needs two
    that differ."""
    kind = kinds(state, catalogue)
    options = tuple(
        option for value in draft.values if (option := _option(draft, value, kind, state, catalogue)).leads_to
    )
    if len(options) < 2:
        return None
    return Question(draft.attribute, "", options, gain)


def _option(draft: _Draft, value: str, kind: Sequence[Wish], state: State, catalogue: Catalogue) -> Option:
    """An answer with what it leaves of the whole catalogue, and of the kind that is looked for."""
    wanted = (*state.hard, *_meant(draft.attribute, value, catalogue))
    within = catalogue.count((*wanted, *kind)) if kind else None
    return Option(value, draft.labels.get(value, _label(draft.attribute, value)), catalogue.count(wanted), within)


def _meant(attribute: str, value: str, catalogue: Catalogue) -> tuple[Wish, ...]:
    if attribute in (PRICE, AGE):
        low, _, high = value.partition("..")
        return _range_wishes(attribute, low, high, catalogue.currency)
    return (Wish(attribute, Op.IS, (value,), hard=True),)


def _range_wishes(attribute: str, low: str, high: str, currency: str) -> tuple[Wish, ...]:
    unit = currency if attribute == PRICE else "month"

    def number(end: str) -> float:
        return float(Money.of(end, currency).minor) if attribute == PRICE else float(end)

    ends = ((Op.MIN, low), (Op.MAX, high))
    return tuple(Wish(attribute, op, (end,), number(end), unit, hard=True) for op, end in ends if end)


def _label(attribute: str, value: str) -> str:
    name = attribute.replace("_", " ")
    return {"yes": f"yes, {name}", "no": f"not {name}"}.get(value, value)
