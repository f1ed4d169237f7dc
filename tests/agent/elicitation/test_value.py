"""What a question is worth, against numbers worked by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.elicitation.answers import one_of, own_answers
from agent.elicitation.shortlist import most_open, pairs, values
from agent.elicitation.value import Goal, Weighed, asking, decide, information, recommending, top

# One card a list; a hit is worth 1, .9, .8 … by turn.
PATIENT = Goal(np.linspace(1.0, 0.5, 6)[:, None])
FOUR = np.full(4, 0.25)
NONE_BINARY = np.array([False])


def exact(*codes: int) -> np.ndarray:
    own = own_answers(np.array([codes]), max(codes) + 1)
    return np.swapaxes(one_of(max(codes) + 1, 0.0), -1, -2) @ own


def test_recommending_is_worth_the_likeliest_now_and_the_next_a_turn_later() -> None:
    assert recommending(np.array([0.2, 0.5, 0.3]), PATIENT, turn=0) == pytest.approx(0.5 * 1 + 0.3 * 0.9)


def test_a_question_is_worth_the_best_of_each_answer_a_turn_later() -> None:
    # four answers tell all: one card each, .9
    assert asking(FOUR, exact(0, 1, 2, 3), PATIENT, turn=0, asked=0).tolist() == pytest.approx([0.9])
    assert recommending(FOUR, PATIENT, turn=0) == pytest.approx(0.475)


def test_asks_where_the_answer_gains_more_than_two_lists() -> None:
    decision = decide(FOUR, exact(0, 1, 2, 3), NONE_BINARY, PATIENT, turn=0, asked=0)
    assert decision.question == 0 and decision.value == pytest.approx(0.425)


def test_recommends_where_the_belief_is_sure() -> None:
    decision = decide(np.array([0.97, 0.01, 0.01, 0.01]), exact(0, 1, 2, 3), NONE_BINARY, PATIENT, turn=0, asked=0)
    assert decision.question is None
    assert decision.value == pytest.approx(0.9 - (0.97 + 0.009))


def test_asking_costs_more_with_each_question() -> None:
    dear = Goal(PATIENT.gains, cost=0.1, growth=0.5)
    worth = [float(asking(FOUR, exact(0, 1, 2, 3), dear, turn=0, asked=asked)[0]) for asked in (0, 1, 2)]
    assert worth == pytest.approx([0.8, 0.75, 0.7])


def test_nothing_is_asked_on_the_last_turn() -> None:
    assert decide(FOUR, exact(0, 1, 2, 3), NONE_BINARY, PATIENT, turn=5, asked=0).question is None


def test_cards_beside_a_question_gain_now_and_leave_the_belief() -> None:
    beside = Goal(PATIENT.gains, beside=1)
    # .4 now; the answer tells the other two apart: (.3 + .3)·.9
    belief = np.array([0.4, 0.3, 0.3])
    assert asking(belief, exact(0, 0, 1), beside, turn=0, asked=0).tolist() == pytest.approx([0.4 + 0.54])


@given(st.lists(st.floats(0.01, 1), min_size=8, max_size=8), st.lists(st.integers(0, 1), min_size=8, max_size=8))
def test_yes_or_no_never_beats_two_lists(weights: list[float], codes: list[int]) -> None:
    belief = np.array(weights) / sum(weights)
    likelihood = np.swapaxes(one_of(2, 0.05), -1, -2) @ own_answers(np.array([codes]), 2)
    two_cards = Goal(np.linspace(1.0, 0.5, 12).reshape(6, 2))
    assert asking(belief, likelihood, two_cards, turn=0, asked=0)[0] <= recommending(belief, two_cards, turn=0) + 1e-12


def test_yes_or_no_is_asked_for_what_it_tells_while_nothing_is_likely() -> None:
    unsure = Goal(PATIENT.gains, sure=0.3)
    decision = decide(FOUR, exact(0, 0, 1, 1), np.array([True]), unsure, turn=0, asked=0)
    assert decision.weighed is Weighed.INFORMATION
    assert decision.question == 0 and decision.value == pytest.approx(math.log(2))
    sure = Goal(PATIENT.gains, sure=0.25)
    assert decide(FOUR, exact(0, 0, 1, 1), np.array([True]), sure, turn=0, asked=0).question is None


def test_an_answer_that_is_wrong_one_time_in_ten_tells_less_than_a_bit() -> None:
    likelihood = np.swapaxes(one_of(2, 0.1), -1, -2) @ own_answers(np.array([[0, 1]]), 2)
    # ln 2 − H(.1) = .6931 − .3251
    assert information(np.array([0.5, 0.5]), likelihood).tolist() == pytest.approx([0.3681], abs=1e-4)


def test_what_all_answer_alike_tells_nothing() -> None:
    assert information(FOUR, np.ones((1, 2, 4)) / 2).tolist() == pytest.approx([0.0])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.integers(0, 15))
def test_top_is_the_head_of_the_sorted_shares(shares: list[float], most: int) -> None:
    assert top(np.array(shares), most).tolist() == sorted(shares, reverse=True)[:most]


def test_the_shortlist_has_the_least_certain_answers_that_people_can_give() -> None:
    shares = np.array([[0.5, 0.5], [0.9, 0.1], [1.0, 0.0], [0.5, 0.5]])
    assert most_open(shares, np.array([0.2, 1.0, 1.0, 1.0]), 3).tolist() == [3, 1, 0]
    assert most_open(shares, np.ones(4), 4).tolist() == [0, 3, 1]


def test_a_value_is_open_by_how_often_it_is_accepted_for_either_of_two() -> None:
    # accepted by either: .3 → .51, .5 → .75
    assert values(np.array([0.5, 0.3]), 1.0, 1).tolist() == [1]
    assert values(np.array([0.5, 0.3]), 0.0, 1).tolist() == [0]


def test_a_pair_of_values_belongs_to_one_attribute() -> None:
    has = np.array([[1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 0]], dtype=np.float64)
    found = pairs(FOUR, has, np.array([7, 8, 7]), partner=0.0, most=9)
    assert {tuple(pair) for pair in found.tolist()} == {(0, 2), (0, 0), (1, 1), (2, 2)}
    # (0, 2): cells ½, 0, ¼, ¼ against ½, ½ and ¾, ¼
    assert found[0].tolist() == [0, 2]
