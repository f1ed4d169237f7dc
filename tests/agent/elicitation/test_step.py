"""One step from the candidates' codes to a question, and each kind of question as codes."""

import numpy as np
import pytest

from agent.elicitation.answers import UNSAID
from agent.elicitation.kinds import choice, open_value, ranges, this_or_that, yes_no
from agent.elicitation.step import Manner, Menu, heard, likeliest, next_step
from agent.elicitation.value import Goal

SIX = np.full(6, 1 / 6)
GOAL = Goal(np.linspace(1.0, 0.5, 6)[:, None])


def one_question(*codes: int) -> Menu:
    """Two answers, answered by four in five."""
    return Menu.of_codes(np.array([codes]), np.array([2]), np.array([0.8]))


def test_asks_the_question_whose_answers_tell_most_apart() -> None:
    menu = Menu.of_codes(np.array([[0, 0, 0, 0, 0, 1], [0, 1, 2, 3, 4, 5]]), np.array([2, 6]), np.array([0.9, 0.9]))
    decision = next_step(SIX, menu, GOAL, turn=0, asked=0)
    assert decision.question == 1
    assert decision.value > 0


def test_does_not_ask_what_nobody_can_answer() -> None:
    menu = Menu.of_codes(np.array([[0, 1, 2, 3, 4, 5]]), np.array([6]), np.array([0.05]))
    assert next_step(SIX, menu, GOAL, turn=0, asked=0).question is None


def test_without_questions_recommends() -> None:
    menu = Menu.of_codes(np.zeros((0, 6), dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    assert next_step(SIX, menu, GOAL, turn=0, asked=0).question is None


def test_a_question_that_no_product_says_anything_about_is_not_asked() -> None:
    menu = Menu.of_codes(np.full((1, 6), UNSAID), np.array([3]), np.array([1.0]))
    assert next_step(SIX, menu, GOAL, turn=0, asked=0).question is None


def test_an_answer_moves_the_belief_as_it_was_weighed() -> None:
    belief = heard(np.array([0.5, 0.5]), one_question(0, 1), 0, 0, manner=Manner(error_rate=0.1))
    assert belief.tolist() == pytest.approx([0.9, 0.1])


def test_dont_know_leaves_the_belief() -> None:
    belief = heard(np.array([0.7, 0.3]), one_question(0, 1), 0, UNSAID, manner=Manner())
    assert belief.tolist() == pytest.approx([0.7, 0.3])


def test_dont_know_speaks_for_products_that_do_not_say_where_those_are_hard_to_answer_about() -> None:
    manner = Manner(unsaid_factor=0.5)
    belief = heard(np.array([0.5, 0.5]), one_question(0, UNSAID), 0, UNSAID, manner=manner)
    # silent with 1 − .8 and 1 − .4
    assert belief.tolist() == pytest.approx([0.25, 0.75])


def test_a_product_of_two_colours_answers_either() -> None:
    menu = Menu(np.array([[[0.5, 1.0, 0.0], [0.5, 0.0, 1.0]]]), np.array([2]), np.array([1.0]))
    belief = heard(np.full(3, 1 / 3), menu, 0, 0, manner=Manner(error_rate=0.0))
    assert belief.tolist() == pytest.approx([1 / 3, 2 / 3, 0.0])


def test_the_likeliest_come_first() -> None:
    assert likeliest(np.array([0.1, 0.4, 0.2, 0.3]), 2).tolist() == [1, 3]
    assert likeliest(np.array([0.1, 0.9]), 5).tolist() == [1, 0]


def test_a_choice_keeps_the_values_with_the_most_belief_and_joins_the_rest() -> None:
    coded = choice(np.array([0, 1, 2, 2, UNSAID]), np.array([0.1, 0.3, 0.2, 0.2, 0.2]), most=2)
    assert coded.kept.tolist() == [2, 1]
    assert coded.codes.tolist() == [2, 1, 0, 0, UNSAID]
    assert coded.answers == 3


def test_a_choice_of_all_values_has_no_something_else() -> None:
    assert choice(np.array([0, 1]), np.array([0.5, 0.5])).answers == 2


def test_a_range_is_cut_where_the_belief_is_not_where_the_numbers_are() -> None:
    numbers = np.array([5.0, 9.0, 12.0, 100.0, np.nan])
    coded = ranges(numbers, np.array([0.4, 0.2, 0.3, 0.05, 0.05]), np.array([5.0, 10.0, 50.0]))
    assert coded.kept.tolist() == [5.0, 10.0]
    assert coded.codes.tolist() == [0, 1, 2, 2, UNSAID]


def test_numbers_that_are_all_alike_leave_nothing_to_ask() -> None:
    assert ranges(np.array([5.0, 5.0]), np.array([0.5, 0.5]), np.array([5.0, 10.0])).answers == 1
    assert ranges(np.array([np.nan]), np.array([1.0]), np.array([5.0])).answers == 0


def test_yes_or_no_is_unsaid_where_a_product_does_not_say() -> None:
    coded = yes_no(np.array([True, False, False]), np.array([True, True, False]))
    assert coded.codes.tolist() == [1, 0, UNSAID]


def test_this_or_that_goes_by_which_of_the_two_is_nearer() -> None:
    likeness = np.array([[1.0, 0.2, 0.8, 0.5], [0.2, 1.0, 0.3, 0.45]])
    assert this_or_that(likeness, 0, 1, margin=0.1).codes.tolist() == [0, 1, 0, UNSAID]


def test_an_open_question_is_worth_what_people_would_speak_of() -> None:
    assert open_value(np.array([0.4, -0.2, 0.1]), np.array([1.0, 1.0, 2.0])) == pytest.approx(0.15)
    assert open_value(np.array([0.4]), np.array([0.0])) == 0.0
