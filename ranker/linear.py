"""The plain ranker: a weighted sum of signals and one log-likelihood per soft wish, calibrated to a belief.

    score_i = (Σ_c w_c · signal_c,i) / T + Σ_wishes |strength| · log P(wish | item i) + age closeness_i
    P(i)    = exp(score_i) / (Σ_j exp(score_j) + everything else)

What is looked for in words enters through the signals alone, every other soft wish through its own term alone; hard
wishes have filtered already. No training, no torch: it serves from the first minute, and is the measure of what
replaces it.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.actions import Belief, Candidate, Scored
from domain.items import AGE, AGE_MAX, AGE_MIN, PRICE, Fact
from domain.ports import Catalogue, Found, Link, Query
from domain.wishes import TEXT, Op, Preference, Wish

Floats = NDArray[np.float64]

# From `python -m bench.calibration` (conditional logit on half of 900 made-up conversations in three catalogues),
# scaled to dense = 1 and pulled a little towards even: the fit itself is dense .2, lexical 1, title −.3, facts .7 of
# these per nat, but its queries borrow words from the products' own text and never their titles, which real shoppers do
# not and do. The price of the pull on the other half: NLL 2.20 for 2.06, MRR@10 .533 for .557 (words alone 2.25, .534;
# dense alone 3.77, .262; equal weights 2.57, .477). `liked` is what a press on "more like this" should do, not the
# fit's 0.1 (a similar product); `graph` is half of that, by judgement: `warmstart bench relations` doubles the hits
# with it, but on relations that know the answers in part; `named` (the whole title was said) outweighs one wish that
# is missed; `rating` only breaks ties, since hidden products are drawn evenly.
WEIGHTS: Mapping[str, float] = {
    "dense": 1.0,
    "lexical": 1.4,
    "title": 0.1,
    "named": 0.6,
    "facts": 1.2,
    "liked": 0.8,
    "graph": 0.4,
    "disliked": -0.15,
    "rating": 0.05,
}
# Weighted units per nat, from the same runs: candidates that differ by T differ by a factor e in belief (ECE .06).
TEMPERATURE = 0.2
# How often a stated wish or a fact is wrong. 0.05 holds when one answer in ten is wrong, where exact filters break down
# (experiment 1 of the methods: SR@15 .964 against .744).
ERROR_RATE = 0.05
# A soft price is missed gradually: at 25% above it, the fit has fallen from full to e^(−½) of the way to none.
PRICE_TOLERANCE = math.log(1.25)
# "Around £30" is about a figure that was said: most mean within some 15% of it. Half to one and a half of it is near.
AROUND_TOLERANCE = math.log(1.15)
NEAR_BELOW, NEAR_ABOVE = math.log(0.5), math.log(1.5)
# A product this much less probable than the best, in nats, is no answer to the wish any more (the policy shows none).
NO_ANSWER = math.log(100)
# Ages are compared as ln(months + 12): a year matters much to a baby and little to a ten-year-old. One standard
# deviation of 0.8 lets a toy from 3 years stand near a six-year-old (−0.2) and one from 10 months fall behind (−1.4).
AGE_OFFSET_MONTHS = 12.0
AGE_TOLERANCE = 0.8
# From this age on, everybody is grown up.
ADULT_MONTHS = 192.0
# The closeness of an item whose age is not known: worse than a good fit, better than a bad one.
AGE_UNKNOWN = -0.5
# Facts per candidate: a card shows three of them, those that answer what was just said first.
MOST_EVIDENCE = 8
# Candidates that get evidence: many times what is shown at once. Looking facts up for all 300 would take longer than
# ranking.
EXPLAINED = 50


@dataclass(frozen=True, slots=True)
class LinearRanker:
    """The `Ranker` port without training."""

    version: str = "linear-1"

    def rank(self, query: Query, found: Found, preferences: Sequence[Preference], catalogue: Catalogue) -> Belief:
        """The belief over the candidates; every candidate stays in it, the first `EXPLAINED` with their evidence.

        `preferences` stand in the query as wishes already.

        Candidates beyond those found (the search's limit) weigh at most as much as the last one found each: that mass
        is the `remainder`. It is 0 if everything that passes is a candidate, and 1 if there is none.
        """
        if not found.candidates:
            return Belief((), 1.0, self.version)
        scores = scored(query, found.candidates, catalogue)  # (C,)
        outside = _outside(query, found, catalogue)
        weights = np.exp(scores - scores.max())  # (C,)
        total = float(weights.sum()) + outside * float(weights.min())
        probabilities = weights / total
        order = np.argsort(-scores, kind="stable").tolist()
        reasons = _Reasons(query, found.near_facts, catalogue)
        ranked = tuple(
            _scored(
                found.candidates[row],
                float(scores[row]),
                float(probabilities[row]),
                reasons if place < EXPLAINED else None,
            )
            for place, row in enumerate(order)
        )
        return Belief(ranked, max(0.0, 1.0 - float(probabilities.sum())), self.version)


def _scored(candidate: Candidate, score: float, probability: float, reasons: "_Reasons | None") -> Scored:
    evidence = reasons.of(candidate.item_id) if reasons else ()
    return Scored(candidate.item_id, candidate.group_id, score, probability, evidence)


def scored(query: Query, candidates: Sequence[Candidate], catalogue: Catalogue) -> Floats:
    """Scores (C,) in nats."""
    total = weighted(candidates) / TEMPERATURE  # (C,)
    ids = [candidate.item_id for candidate in candidates]
    for wish in query.soft:
        if _has_own_term(wish) and not _is_around(wish):
            total += abs(wish.strength) * wish_term(wish, ids, catalogue)
    for wish in (*query.hard, *query.soft):
        if wish.attribute == AGE and wish.number is not None and wish.op in (Op.IS, Op.LIKE, Op.MIN):
            total += np.array([age_closeness(wish.number, item_id, catalogue) for item_id in ids])
    for wish in filter(_is_around, query.soft):
        total = around(total, wish, ids, catalogue)
    return total


def weighted(candidates: Sequence[Candidate]) -> Floats:
    """Σ w · signal (C,); a signal that was not measured adds nothing, one without a weight neither."""
    weight = WEIGHTS.get
    return np.array([sum([weight(name, 0.0) * value for name, value in one.signals]) for one in candidates])


def _has_own_term(wish: Wish) -> bool:
    """Words that are looked for are in the signals already."""
    return not (wish.attribute == TEXT and wish.op in (Op.IS, Op.LIKE))


def wish_term(wish: Wish, item_ids: Sequence[str], catalogue: Catalogue) -> Floats:
    """Log P(wish | item) (C,): ln(1−η) if the item meets it, ln η if not, and between where its facts do not say.

    Unknown is ln(p(1−η) + (1−p)η) with p the share of those that meet it among the candidates that say (one of each
    added): where most meet it, an item that does not say probably does. Prices fall off gradually (`price_fit`). A
    negative strength turns the wish around.
    """
    if wish.attribute == PRICE and wish.number is not None:
        fits = [price_fit(wish, item_id, catalogue) for item_id in item_ids]
    else:
        fits = [_as_share(catalogue.meets(item_id, wish)) for item_id in item_ids]
    known = [fit for fit in fits if fit is not None]
    common = (sum(known) + 1) / (len(known) + 2)
    shares = np.array([common if fit is None else fit for fit in fits])  # (C,) in [0, 1]
    if wish.strength < 0:
        shares = 1 - shares
    return np.log(shares * (1 - ERROR_RATE) + (1 - shares) * ERROR_RATE)


def _is_around(wish: Wish) -> bool:
    """Whether a wish is on a price to be near to: "around £30"."""
    return wish.attribute == PRICE and wish.op in (Op.LIKE, Op.IS) and bool(wish.number) and wish.strength > 0


def around(scores: Floats, wish: Wish, item_ids: Sequence[str], catalogue: Catalogue) -> Floats:
    """The scores (C,) with a price to be near to weighed in.

    −½z² with z = |ln(price/wished)|/ln 1.15, and linear from z = 1 on (Huber, 1964): of two that are too dear the
    cheaper one is better. An unknown price is as good as the upper end of what is near. In front stand the products
    that answer the wish in all other respects (within `NO_ANSWER` of the best), of these the near ones if there are
    any; beside them the others are no answers.
    """
    apart = np.array([_apart(wish, item_id, catalogue) for item_id in item_ids])  # (C,) in nats
    z = np.abs(apart) / AROUND_TOLERANCE
    weighed = scores - abs(wish.strength) * np.where(z <= 1, z**2 / 2, z - 0.5)  # (C,)
    answers = scores >= scores.max() - NO_ANSWER
    near = answers & (apart >= NEAR_BELOW) & (apart <= NEAR_ABOVE)
    front = near if near.any() else answers
    if front.all():
        return np.asarray(weighed)
    beyond = weighed[~front].max() - (weighed[front].max() - NO_ANSWER - 1)
    return np.asarray(np.where(front, weighed, weighed - max(beyond, 0.0)))


def _apart(wish: Wish, item_id: str, catalogue: Catalogue) -> float:
    """ln(price/wished) of an item; of an unknown price the upper end of what is near."""
    item = catalogue.item(item_id)
    if not item.price_minor or not wish.number or item.currency != (wish.unit or catalogue.currency):
        return NEAR_ABOVE
    return math.log(item.price_minor / wish.number)


def _as_share(met: bool | None) -> float | None:
    return None if met is None else float(met)


def price_fit(wish: Wish, item_id: str, catalogue: Catalogue) -> float | None:
    """How well a price fits a soft wish, in [0, 1]: 1 within it, exp(−½·(ln(price/wished)/ln 1.25)²) beyond, None
    unknown.

    Within is below a maximum, above a minimum; on a price (LIKE, IS) both sides are beyond.
    """
    item = catalogue.item(item_id)
    if not item.price_minor or not wish.number or item.currency != (wish.unit or catalogue.currency):
        return None
    over = math.log(item.price_minor / wish.number)
    miss = {Op.MAX: max(over, 0.0), Op.MIN: min(over, 0.0)}.get(wish.op, over)
    fit = math.exp(-0.5 * (miss / PRICE_TOLERANCE) ** 2)
    return 1 - fit if wish.op is Op.NOT else fit


def age_closeness(months: float, item_id: str, catalogue: Catalogue) -> float:
    """−½·(ln((age + 12)/(from + 12))/0.8)² for an item made for ages `from` on, in nats ≤ 0.

    A toy that may be given to a six-year-old is better when it is made for about that age than for babies.
    """
    facts = catalogue.facts(item_id, AGE_MIN)
    if not facts or facts[0].number is None:
        return AGE_UNKNOWN
    apart = math.log((min(months, ADULT_MONTHS) + AGE_OFFSET_MONTHS) / (facts[0].number + AGE_OFFSET_MONTHS))
    return -0.5 * (apart / AGE_TOLERANCE) ** 2


def _outside(query: Query, found: Found, catalogue: Catalogue) -> int:
    """How many groups pass but are no candidates. Counted only where the search stopped at its limit."""
    if len(found.candidates) < query.limit:
        return 0
    return max(0, catalogue.count(query.hard) - len(query.excluded) - len(found.candidates))


class _Reasons:
    """The facts that speak for an item: those that meet stated wishes, the nearest by meaning, its price, more by
    meaning."""

    def __init__(self, query: Query, near: Sequence[Link], catalogue: Catalogue) -> None:
        wishes = [wish for wish in (*query.soft, *query.hard) if wish.attribute != TEXT and wish.strength > 0]
        self._stated = [wish for wish in wishes if wish.attribute != PRICE]
        self._prices = [wish for wish in wishes if wish.attribute == PRICE]
        self._near = near
        self._catalogue = catalogue

    def of(self, item_id: str) -> tuple[Fact, ...]:
        """At most `MOST_EVIDENCE` distinct facts, strongest first."""
        near = [fact for link in self._near for fact in self._linked(item_id, link)]
        facts = [*self._meeting(item_id, self._stated), *near[:1], *self._meeting(item_id, self._prices), *near[1:]]
        return tuple({fact.fact_id: fact for fact in facts}.values())[:MOST_EVIDENCE]

    def _meeting(self, item_id: str, wishes: Sequence[Wish]) -> list[Fact]:
        found = [self._reason(item_id, wish) for wish in wishes if self._catalogue.meets(item_id, wish)]
        return [fact for fact in found if fact is not None]

    def _reason(self, item_id: str, wish: Wish) -> Fact | None:
        """The fact by which the item meets the wish."""
        relations = (AGE_MIN, AGE_MAX) if wish.attribute == AGE else (wish.attribute,)
        fits = _fits(wish)
        facts = (fact for relation in relations for fact in self._catalogue.facts(item_id, relation) if fits(fact))
        return next(facts, None)

    def _linked(self, item_id: str, link: Link) -> list[Fact]:
        return [fact for fact in self._catalogue.facts(item_id, link.attribute) if fact.value == link.value]


def _fits(wish: Wish) -> Callable[[Fact], bool]:
    """Which facts of its relation show that a wish is met, given that it is."""
    if wish.number is not None:
        return lambda fact: fact.number is not None
    if wish.op is Op.NOT:
        return lambda fact: fact.value not in wish.values
    return lambda fact: fact.value in wish.values
