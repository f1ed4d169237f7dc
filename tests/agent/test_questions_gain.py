"""Expected information gain, against numbers worked by hand."""

import math

import pytest

from agent.questions import expected_gain


def test_two_equal_halves_without_error_tell_one_bit() -> None:
    gain = expected_gain([(("red",), 0.5), (("blue",), 0.5)], ["red", "blue"], error_rate=0.0)
    assert gain == pytest.approx(math.log(2))


def test_a_certain_answer_tells_nothing() -> None:
    assert expected_gain([(("red",), 0.7), (("red",), 0.3)], ["red", "blue"], error_rate=0.0) == pytest.approx(0.0)


def test_wrong_answers_make_a_question_worth_less() -> None:
    # eta = .1, 3 answers (red, blue, something else): rows (.9333, .0333, .0333) and mirrored; H(mean) - mean(H)
    row = [0.9 + 0.1 / 3, 0.1 / 3, 0.1 / 3]
    mean = [(row[0] + row[1]) / 2, (row[0] + row[1]) / 2, row[2]]
    expected = -sum(p * math.log(p) for p in mean) + sum(p * math.log(p) for p in row)
    gain = expected_gain([(("red",), 0.5), (("blue",), 0.5)], ["red", "blue"], error_rate=0.1)
    assert gain == pytest.approx(expected)
    assert gain < math.log(2)


def test_products_that_do_not_say_add_nothing() -> None:
    half_known = expected_gain([(("red",), 0.25), (("blue",), 0.25)], ["red", "blue"], error_rate=0.0)
    assert half_known == pytest.approx(0.5 * math.log(2))


def test_a_product_with_both_values_leaves_the_answer_open() -> None:
    gain = expected_gain([(("red", "blue"), 1.0)], ["red", "blue"], error_rate=0.0)
    assert gain == pytest.approx(0.0)


def test_values_that_are_not_offered_fall_under_something_else() -> None:
    gain = expected_gain([(("red",), 0.5), (("green",), 0.25), (("pink",), 0.25)], ["red"], error_rate=0.0)
    assert gain == pytest.approx(math.log(2))
