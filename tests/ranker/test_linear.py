"""The linear ranker: hand-worked terms, the laws of a belief, and the facts that speak for an item."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actions import Belief, Candidate
from domain.items import AGE, Item
from domain.ports import Found, Link, Query
from domain.wishes import Op, Wish
from ranker.linear import (
    ERROR_RATE,
    MOST_EVIDENCE,
    TEMPERATURE,
    WEIGHTS,
    LinearRanker,
    age_closeness,
    price_fit,
    wish_term,
)
from retrieval import search
from tests.fakes.shelf import Shelf, make_item, price_wish

RED = Wish("colour", Op.IS, ("red",))
SIX = Wish(AGE, Op.IS, ("72",), 72.0, "month")


def shelf(*items: Item) -> Shelf:
    return Shelf(*items)


def rank(catalogue: Shelf, query: Query, near: tuple[Link, ...] = (), **signals: dict[str, float]) -> Belief:
    """The belief over every item, with signals by item."""
    candidates = tuple(
        Candidate(item_id, item.group_id, tuple(signals.get(item_id, {}).items()))
        for item_id, item in catalogue.items.items()
    )
    return LinearRanker().rank(query, Found(candidates, near), (), catalogue)


def order(belief: Belief) -> list[str]:
    return [one.item_id for one in belief.candidates]


def test_search_chooses_candidates_by_the_same_weights_as_they_are_ranked_by() -> None:
    assert {name: weight for name, weight in search.WEIGHTS.items() if name != "wishes"} == dict(WEIGHTS)


def test_the_belief_is_the_softmax_of_the_weighted_signals() -> None:
    catalogue = shelf(make_item("a", "A"), make_item("b", "B"))
    belief = rank(catalogue, Query("x"), a={"dense": 0.5}, b={"dense": 0.6, "unheard of": 9.0})
    odds = math.exp(WEIGHTS["dense"] * 0.1 / TEMPERATURE)
    assert order(belief) == ["b", "a"]
    assert belief.candidates[0].probability == pytest.approx(odds / (1 + odds))
    assert belief.remainder == pytest.approx(0.0)


def test_a_wish_met_unmet_or_unknown_is_worth_what_the_error_rate_says() -> None:
    catalogue = shelf(
        make_item("red", "A", ("colour", "red")), make_item("blue", "B", ("colour", "blue")), make_item("?", "C")
    )
    # One of two says yes; with one of each added 2/4: unknown is ln(½·.95 + ½·.05) = ln ½.
    expected = [math.log(1 - ERROR_RATE), math.log(ERROR_RATE), math.log(0.5)]
    np.testing.assert_allclose(wish_term(RED, ["red", "blue", "?"], catalogue), expected)


def test_a_not_wish_and_a_negative_strength_turn_it_around() -> None:
    catalogue = shelf(make_item("red", "A", ("colour", "red")), make_item("blue", "B", ("colour", "blue")))
    met = wish_term(RED, ["red", "blue"], catalogue)
    for turned in (Wish("colour", Op.NOT, ("red",)), Wish("colour", Op.IS, ("red",), strength=-1.0)):
        np.testing.assert_allclose(wish_term(turned, ["red", "blue"], catalogue), met[::-1])


def test_a_weak_wish_counts_for_less() -> None:
    catalogue = shelf(make_item("red", "A", ("colour", "red")), make_item("blue", "B", ("colour", "blue")))
    strong, weak = (
        rank(catalogue, Query("", soft=(Wish("colour", Op.IS, ("red",), strength=strength),)))
        for strength in (1.0, 0.25)
    )
    assert strong.candidates[0].probability == pytest.approx(0.95)
    assert order(weak) == ["red", "blue"]
    assert weak.candidates[0].probability < 0.75


def test_a_wrong_wish_does_not_rule_out_what_everything_else_speaks_for() -> None:
    catalogue = shelf(make_item("red", "A", ("colour", "red")), make_item("blue", "B", ("colour", "blue")))
    assert order(rank(catalogue, Query("", soft=(RED,)), red={"dense": 0.1}, blue={"dense": 0.9})) == ["blue", "red"]


def test_prices_beyond_a_soft_wish_fall_off_gradually() -> None:
    catalogue = shelf(
        *(make_item(str(p), "A", price_minor=p, currency="GBP") for p in (800, 1000, 1250, 4000)), make_item("?", "B")
    )
    ids = ["800", "1000", "1250", "4000"]
    fits = [price_fit(price_wish(Op.MAX, 1000), item_id, catalogue) for item_id in ids]
    assert fits == pytest.approx([1.0, 1.0, math.exp(-0.5), 0.0], abs=1e-6)
    around = [price_fit(price_wish(Op.LIKE, 1000), item_id, catalogue) for item_id in ids]
    assert around == pytest.approx([math.exp(-0.5), 1.0, math.exp(-0.5), 0.0], abs=1e-6)
    assert price_fit(price_wish(Op.MAX, 1000), "?", catalogue) is None
    assert price_fit(Wish("price", Op.MAX, number=1000, unit="USD"), "800", catalogue) is None


def test_a_toy_made_for_about_the_age_beats_one_for_babies() -> None:
    catalogue = shelf(
        make_item("5+", "A", ("age_min", "60")), make_item("10m", "B", ("age_min", "10")), make_item("?", "C")
    )
    # ln(84/72) = 0.15415; −½ (0.15415/0.8)² = −0.018564. ln(84/22) = 1.33977; −1.40234.
    closeness = [age_closeness(72, item_id, catalogue) for item_id in ("5+", "10m", "?")]
    assert closeness == pytest.approx([-0.018564, -1.402340, -0.5], abs=1e-5)
    assert order(rank(catalogue, Query("", hard=(SIX,)))) == ["5+", "?", "10m"]


def test_products_beyond_the_limit_weigh_as_the_last_candidate_each() -> None:
    catalogue = shelf(*(make_item(str(n), "A") for n in range(10)))
    found = Found(tuple(Candidate(str(n), str(n)) for n in range(4)))
    belief = LinearRanker().rank(Query("", limit=4), found, (), catalogue)
    assert belief.remainder == pytest.approx(0.6)
    assert belief.candidates[0].probability == pytest.approx(0.1)


def test_without_candidates_all_of_the_belief_is_elsewhere() -> None:
    assert LinearRanker().rank(Query(""), Found(()), (), shelf()) == Belief((), 1.0, "linear-1")


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=8), st.integers(1, 8))
def test_ranking_is_a_permutation_and_all_probabilities_sum_to_one(values: list[float], limit: int) -> None:
    catalogue = shelf(*(make_item(str(n), "A") for n in range(len(values) + 2)))
    candidates = tuple(Candidate(str(n), str(n), (("dense", value),)) for n, value in enumerate(values))
    belief = LinearRanker().rank(Query("", limit=limit), Found(candidates), (), catalogue)
    assert sorted(order(belief)) == sorted(one.item_id for one in candidates)
    assert sum(one.probability for one in belief.candidates) + belief.remainder == pytest.approx(1.0)
    shares = [one.probability for one in belief.candidates]
    assert shares == sorted(shares, reverse=True)


def test_evidence_is_what_was_asked_for_then_what_is_near_then_the_price() -> None:
    item = make_item(
        "t",
        "Train",
        ("category", "trains"),
        ("age_min", "60"),
        ("quiet", "yes"),
        ("noise", "low"),
        price_minor=1500,
        currency="GBP",
    )
    near = tuple(Link(*pair, "meaning", 0.6, 0, 0) for pair in (("quiet", "yes"), ("noise", "low"), ("loud", "yes")))
    query = Query("", hard=(SIX, price_wish(Op.MAX, 2500, hard=True)), soft=(Wish("category", Op.IS, ("trains",)), RED))
    evidence = rank(shelf(item), query, near).candidates[0].evidence
    assert [fact.relation for fact in evidence] == ["category", "age_min", "quiet", "price", "noise"]


def test_no_more_evidence_than_can_be_read() -> None:
    said = [(f"quality{n}", "yes") for n in range(MOST_EVIDENCE + 3)]
    near = tuple(Link(relation, value, "meaning", 0.6, 0, 0) for relation, value in said)
    evidence = rank(shelf(make_item("t", "Train", *said)), Query(""), near).candidates[0].evidence
    assert [fact.relation for fact in evidence] == [relation for relation, _ in said[:MOST_EVIDENCE]]


def test_what_an_item_does_not_meet_is_no_evidence_for_it() -> None:
    item = make_item("t", "Train", ("colour", "blue"), price_minor=1500, currency="GBP")
    assert rank(shelf(item), Query("", soft=(RED, price_wish(Op.MAX, 900)))).candidates[0].evidence == ()


def test_another_value_is_evidence_for_an_exclusion() -> None:
    item = make_item("t", "Train", ("material", "wood"))
    query = Query("", hard=(Wish("material", Op.NOT, ("leather",), hard=True),))
    assert [fact.value for fact in rank(shelf(item), query).candidates[0].evidence] == ["wood"]


def dear(**prices: int) -> Shelf:
    return shelf(*(make_item(name, name, price_minor=price, currency="GBP") for name, price in prices.items()))


AROUND_30 = Query("", soft=(price_wish(Op.LIKE, 3000),))


def test_around_a_price_nothing_far_from_it_comes_before_what_is_near() -> None:
    catalogue = dear(over=3300, dear=9800, cheap=900, same=3000)
    best, good, fair = {"dense": 1.0}, {"dense": 0.8}, {"dense": 0.7}
    belief = rank(catalogue, AROUND_30, over=good, dear=best, cheap=best, same=fair)
    assert order(belief)[:2] == ["over", "same"]
    # ... and is no answer any more: less than a hundredth as probable.
    assert all(one.probability < belief.candidates[0].probability / 100 for one in belief.candidates[2:])


def test_around_a_price_that_nothing_fitting_has_the_nearest_of_what_fits_comes_first() -> None:
    catalogue = dear(mower=28900, reel=9800, rake=2400)
    signals = {"mower": {"lexical": 1.0}, "reel": {"lexical": 1.0}, "rake": {"lexical": 0.1}}
    assert order(rank(catalogue, AROUND_30, (), **signals))[0] == "reel"


def test_around_a_price_is_weighed_by_its_ratio() -> None:
    catalogue = dear(same=3000, over=3300, under=2700, more=3600)
    scores = {one.item_id: one.score for one in rank(catalogue, AROUND_30).candidates}
    # z = ln 1.1 / ln 1.15 = 0.68195; −½ z² = −0.23253. z = ln 1.2 / ln 1.15 = 1.30453; ½ − z = −0.80453.
    assert scores["same"] == pytest.approx(0.0)
    assert scores["over"] == pytest.approx(-0.23253, abs=1e-4)
    assert scores["more"] == pytest.approx(-0.80453, abs=1e-4)


def test_an_unknown_price_is_as_far_as_what_is_barely_near() -> None:
    catalogue = shelf(*dear(same=3000, edge=4500).items.values(), make_item("?", "B"))
    scores = {one.item_id: one.score for one in rank(catalogue, AROUND_30).candidates}
    assert scores["?"] == pytest.approx(scores["edge"])
    assert scores["?"] < scores["same"]
