"""Which question is worth most now: expected information gain about the product that is wanted, weighed by how
people answer.

For a question with answers y, o(i) the answer product i would give and eta the share of wrong answers:
    EIG = H(sum_i p_i T[o(i), .]) - sum_i p_i H(T[o(i), .])        (nats; Lindley 1956)
A product that does not say leaves the answer open, so it adds the same distribution to every answer and tells nothing.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

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

# Wrong answers happen; .05 held up under 0, 10 and 20% wrong answers (docs/experiments.md, from the LastFM* prototype).
ERROR_RATE = 0.05
# How often people can answer a question on an attribute: a prior until answers are counted. Nobody knows model numbers.
ANSWERABLE = {CATEGORY: 0.95, PRICE: 0.9, AGE: 0.9, COLOUR: 0.7, MATERIAL: 0.6, POWER: 0.6, BRAND: 0.1}
ANSWERABLE_BOOLEAN = 0.5
ANSWERABLE_OTHER = 0.25
# Below this many nats an answer changes nothing that a shopper would notice; once more for each question asked.
LEAST_GAIN = 0.12
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


@dataclass(frozen=True, slots=True)
class _Draft:
    """A question before its options are counted: answers by value with the share of the belief behind each."""

    attribute: str
    shares: Mapping[str, float]
    labels: Mapping[str, str]
    gain: float


def best_question(state: State, belief: Belief, catalogue: Catalogue) -> Question | None:
    """The question worth asking now, or `None`. Attributes that were asked, answered or wished for are left alone."""
    weighed = [(catalogue.item(scored.item_id), scored.probability) for scored in belief.candidates[:LOOKED_AT]]
    total = sum(share for _, share in weighed)
    if len(weighed) < 2 or total <= 0:
        return None
    weighed = [(item, share / total) for item, share in weighed]
    settled = state.asked | {
        preference.wish.attribute for preference in state.preferences if preference.wish.op is not Op.NOT
    }
    drafts = sorted(_drafts(weighed, settled, catalogue), key=lambda draft: -draft.gain)
    if not (state.preferences or state.liked or state.disliked):
        drafts = [draft for draft in drafts if draft.attribute in _ASKED_FIRST]
    # Patience wears thin: each question has to be worth more than the one before it.
    least = LEAST_GAIN * (1 + len(state.asked))
    for draft in drafts:
        if draft.gain < least:
            return None
        if question := _question(draft, state, catalogue):
            return question
    return None


def _drafts(
    weighed: Sequence[tuple[Item, float]], settled: frozenset[str] | set[str], catalogue: Catalogue
) -> Iterable[_Draft]:
    if CATEGORY not in settled:
        yield from _category_drafts(weighed)
    if PRICE not in settled:
        yield from _price_draft(weighed)
    if AGE not in settled:
        yield from _age_draft(weighed)
    yield from _value_drafts(weighed, settled, catalogue)


def _value_drafts(
    weighed: Sequence[tuple[Item, float]], settled: frozenset[str] | set[str], catalogue: Catalogue
) -> Iterable[_Draft]:
    attributes = catalogue.attributes()
    held: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for item, share in weighed:
        values: dict[str, list[str]] = {}
        for fact in item.facts:
            values.setdefault(fact.relation, []).append(fact.value)
        for relation, own in values.items():
            held.setdefault(relation, []).append((tuple(own), share))
    for relation, answers in held.items():
        attribute = attributes.get(relation)
        if attribute is None or relation in settled or not _askable(relation, attribute.kind):
            continue
        draft = _draft(relation, answers, answerable=_answerable(relation, attribute.kind))
        if draft is not None:
            yield draft


def _askable(relation: str, kind: AttributeKind) -> bool:
    paperwork = relation.endswith(_PAPERWORK) or relation in NEVER_ASKED | {CATEGORY, AGE_MIN, AGE_MAX}
    return not paperwork and kind in (
        AttributeKind.SET,
        AttributeKind.BOOLEAN,
        AttributeKind.ORDERED,
    )


def _answerable(relation: str, kind: AttributeKind) -> float:
    return ANSWERABLE.get(relation, ANSWERABLE_BOOLEAN if kind is AttributeKind.BOOLEAN else ANSWERABLE_OTHER)


def _category_drafts(weighed: Sequence[tuple[Item, float]]) -> Iterable[_Draft]:
    """One question per level of the category path: the level that splits the belief best wins."""
    for depth in range(max((len(item.category) for item, _ in weighed), default=0)):
        answers = [((item.category[depth].casefold(),), share) for item, share in weighed if len(item.category) > depth]
        labels = {
            item.category[depth].casefold(): item.category[depth] for item, _ in weighed if len(item.category) > depth
        }
        draft = _draft(CATEGORY, answers, answerable=ANSWERABLE[CATEGORY], labels=labels)
        if draft is not None:
            yield draft


def _price_draft(weighed: Sequence[tuple[Item, float]]) -> Iterable[_Draft]:
    prices = sorted((item.price.minor, share) for item, share in weighed if item.price)
    if not prices:
        return
    currency = next(item.price.currency for item, _ in weighed if item.price)
    cuts = _round_cuts(prices, currency)
    if not cuts:
        return
    edges = [None, *cuts, None]
    spans = list(pairwise(edges))
    values = [written_range(low.amount if low else "", high.amount if high else "") for low, high in spans]
    labels = {value: _price_label(low, high) for value, (low, high) in zip(values, spans, strict=True)}
    answers = [((values[sum(minor > cut.minor for cut in cuts)],), share) for minor, share in prices]
    draft = _draft(PRICE, answers, answerable=ANSWERABLE[PRICE], labels=labels)
    if draft is not None:
        yield draft


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


def _age_draft(weighed: Sequence[tuple[Item, float]]) -> Iterable[_Draft]:
    answers = []
    for item, share in weighed:
        youngest, oldest = _age_range(item)
        if youngest is None:
            continue
        fitting = tuple(
            written_range(str(low), str(high))
            for low, high, _ in _AGE_STAGES
            if youngest <= low and (oldest is None or oldest >= high)
        )
        if fitting:
            answers.append((fitting, share))
    labels = {written_range(str(low), str(high)): label for low, high, label in _AGE_STAGES}
    draft = _draft(AGE, answers, answerable=ANSWERABLE[AGE], labels=labels, ordered=[*labels])
    if draft is not None:
        yield draft


def _age_range(item: Item) -> tuple[float | None, float | None]:
    numbers = {fact.relation: fact.number for fact in item.facts if fact.relation in (AGE_MIN, AGE_MAX)}
    return numbers.get(AGE_MIN), numbers.get(AGE_MAX)


def _draft(
    attribute: str,
    answers: Sequence[tuple[tuple[str, ...], float]],
    *,
    answerable: float,
    labels: Mapping[str, str] | None = None,
    ordered: Sequence[str] | None = None,
) -> _Draft | None:
    """A question over the values that carry most of the belief, with its expected gain; `None` where it could tell
    nothing."""
    filled = sum(share for _, share in answers)
    if filled < LEAST_FILLED:
        return None
    shares: dict[str, float] = {}
    for values, share in answers:
        for value in values:
            shares[value] = shares.get(value, 0.0) + share / len(values)
    kept = [value for value in sorted(shares, key=lambda value: -shares[value]) if shares[value] >= LEAST_SHARE][
        :MOST_OPTIONS
    ]
    if len(kept) < 2:
        return None
    if sum(shares[value] for value in kept) < LEAST_COVERED * filled:
        return None
    gain = expected_gain(answers, kept) * answerable
    order = ordered if ordered is not None else ([*labels] if attribute == PRICE and labels else kept)
    return _Draft(attribute, {value: shares[value] for value in order if value in kept}, labels or {}, gain)


def expected_gain(
    answers: Sequence[tuple[tuple[str, ...], float]], kept: Sequence[str], *, error_rate: float = ERROR_RATE
) -> float:
    """EIG in nats of a choice among `kept` values plus "something else", for products with these values and shares
    of the belief.

    Shares may sum to less than 1: the rest does not say, and its answer is as open as the average.
    """
    size = len(kept) + 1
    place = {value: number for number, value in enumerate(kept)}
    heard = [0.0] * size
    inner = 0.0
    for values, share in answers:
        row = [error_rate / size] * size
        for value in values:
            row[place.get(value, size - 1)] += (1 - error_rate) / len(values)
        inner += share * _entropy(row)
        for number, probability in enumerate(row):
            heard[number] += share * probability
    filled = sum(heard)
    if filled <= 0:
        return 0.0
    return max(filled * _entropy([probability / filled for probability in heard]) - inner, 0.0)


def _entropy(distribution: Iterable[float]) -> float:
    return -sum(p * math.log(p) for p in distribution if p > 0)


def _question(draft: _Draft, state: State, catalogue: Catalogue) -> Question | None:
    """The draft with counts over the catalogue; answers that nothing meets are left out, and a question needs two
    that differ."""
    kind = kinds(state, catalogue)
    options = tuple(
        option for value in draft.shares if (option := _option(draft, value, kind, state, catalogue)).leads_to
    )
    if len(options) < 2:
        return None
    return Question(draft.attribute, "", options, draft.gain)


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
