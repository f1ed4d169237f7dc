"""How people answer, against numbers worked by hand."""

import numpy as np
import pytest

from agent.elicitation.answers import (
    UNSAID,
    each_of,
    likelihoods,
    one_of,
    own_answers,
    with_partner,
    with_silence,
)


def test_a_wrong_answer_is_any_of_the_others() -> None:
    assert one_of(3, 0.1).tolist() == [
        pytest.approx([0.9, 0.05, 0.05]),
        pytest.approx([0.05, 0.9, 0.05]),
        pytest.approx([0.05, 0.05, 0.9]),
    ]


def test_answers_that_only_fill_up_the_array_are_never_heard() -> None:
    assert one_of(2, 0.1, 3)[:2].tolist() == [pytest.approx([0.9, 0.1, 0.0]), pytest.approx([0.1, 0.9, 0.0])]
    assert one_of(2, 0.1, 3)[2].tolist() == [0.0, 0.0, 0.0]


def test_two_marks_are_wrong_independently() -> None:
    # own 3 = yes, yes; heard 2 = yes, no: .9 · .1
    assert each_of(2, 0.1)[3].tolist() == pytest.approx([0.01, 0.09, 0.09, 0.81])


def test_a_yes_may_come_from_the_partner() -> None:
    # own "no", partner yes with .4, partner weight .5: yes with .2; own "yes" stays yes
    heard = with_partner(each_of(1, 0.0), np.array([[0.6, 0.4]]), 0.5)
    assert heard[0].tolist() == [pytest.approx([0.8, 0.2]), pytest.approx([0.0, 1.0])]


def test_the_partner_s_answer_passes_through_the_errors_too() -> None:
    heard = with_partner(each_of(1, 0.1), np.array([[0.6, 0.4]]), 0.5)
    assert heard[0, 0].tolist() == pytest.approx([0.8 * 0.9 + 0.2 * 0.1, 0.8 * 0.1 + 0.2 * 0.9])


def test_a_candidate_that_does_not_say_answers_as_the_average() -> None:
    own = own_answers(np.array([[0, 1, UNSAID]]), 2)
    belief = np.array([0.3, 0.1, 0.6])
    # of those that say, 3 in 4 answer 0
    assert likelihoods(own, one_of(2, 0.0), belief)[0, :, 2].tolist() == pytest.approx([0.75, 0.25])


def test_what_nobody_says_is_as_open_as_can_be() -> None:
    own = own_answers(np.array([[UNSAID, UNSAID]]), 2)
    assert likelihoods(own, one_of(2, 0.1), np.array([0.5, 0.5]))[0].tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_dont_know_leaves_the_belief_where_all_are_as_likely_to_say_so() -> None:
    likelihood = likelihoods(own_answers(np.array([[0, 1]]), 2), one_of(2, 0.1), np.array([0.5, 0.5]))
    whole = with_silence(likelihood, np.array([[True, True]]), np.array([0.8]))
    assert whole[0, 2].tolist() == pytest.approx([0.2, 0.2])
    assert whole[0].sum(axis=0).tolist() == pytest.approx([1.0, 1.0])


def test_dont_know_speaks_for_what_does_not_say_where_that_is_rarer_to_answer() -> None:
    likelihood = likelihoods(own_answers(np.array([[0, UNSAID]]), 2), one_of(2, 0.0), np.array([0.5, 0.5]))
    whole = with_silence(likelihood, np.array([[True, False]]), np.array([0.8]), unsaid_factor=0.5)
    assert whole[0, 2].tolist() == pytest.approx([0.2, 0.6])
