"""The belief, against numbers worked by hand."""

import numpy as np
import pytest

from agent.elicitation.answerable import Answerable, human_prior
from agent.elicitation.belief import Evidence, Forgetting, posterior, updated, without

THREE = np.full(3, 1 / 3)


def said(key: str, about: str, turn: int, *likelihood: float) -> Evidence:
    return Evidence(key, about, turn, np.array(likelihood))


def test_an_answer_multiplies_the_belief_by_its_likelihood() -> None:
    # (.5, .3, .2) · (.9, .1, .1) = (.45, .03, .02), sum .5
    belief = updated(np.array([0.5, 0.3, 0.2]), np.array([0.9, 0.1, 0.1]))
    assert belief.tolist() == pytest.approx([0.9, 0.06, 0.04])


def test_a_fold_of_evidence_is_bayes_where_nothing_is_forgotten() -> None:
    evidence = [said("a", "colour", 0, 0.9, 0.1, 0.1), said("b", "size", 1, 0.5, 1.0, 0.5)]
    # (.45, .1, .05) / .6
    assert posterior(THREE, evidence, now=1).tolist() == pytest.approx([0.75, 1 / 6, 1 / 12])


def test_evidence_heard_twice_counts_once() -> None:
    once = said("turn 1", "colour", 1, 0.9, 0.1, 0.1)
    assert posterior(THREE, [once, once], now=1).tolist() == posterior(THREE, [once], now=1).tolist()


def test_what_was_shown_in_vain_is_impossible_and_the_rest_keeps_its_proportions() -> None:
    prior = np.array([0.5, 0.3, 0.2])
    assert posterior(prior, [], now=0, shown=[0]).tolist() == pytest.approx([0.0, 0.6, 0.4])
    assert without(prior, np.array([True, False, False])).tolist() == pytest.approx([0.0, 0.6, 0.4])


def test_nothing_left_is_told_by_a_belief_of_zeros() -> None:
    assert posterior(THREE, [], now=0, shown=[0, 1, 2]).tolist() == [0.0, 0.0, 0.0]


def test_a_newer_word_on_the_same_thing_outweighs_the_older_one() -> None:
    red, blue = said("a", "colour", 0, 0.8, 0.2), said("b", "colour", 1, 0.2, 0.8)
    half = np.full(2, 0.5)
    # the older at weight .5: sqrt(.8)·.2 against sqrt(.2)·.8, that is 1 to 2
    belief = posterior(half, [red, blue], now=1, forgetting=Forgetting(per_newer=0.5))
    assert belief.tolist() == pytest.approx([1 / 3, 2 / 3])
    assert posterior(half, [red, blue], now=1).tolist() == pytest.approx([0.5, 0.5])


def test_a_change_of_mind_is_the_newest_word_alone_where_older_ones_weigh_nothing() -> None:
    red, blue = said("a", "colour", 0, 0.8, 0.2), said("b", "colour", 0, 0.3, 0.7)
    belief = posterior(np.full(2, 0.5), [red, blue], now=3, forgetting=Forgetting(per_newer=0.0))
    assert belief.tolist() == pytest.approx([0.3, 0.7])


def test_evidence_fades_by_the_turn() -> None:
    # .5 after two turns of sqrt(.5): (.9/.1) ** .5 = 3
    belief = posterior(np.full(2, 0.5), [said("a", "x", 0, 0.9, 0.1)], now=2, forgetting=Forgetting(per_turn=0.5**0.5))
    assert belief.tolist() == pytest.approx([0.75, 0.25])


def test_a_word_that_nothing_could_have_given_leaves_the_belief() -> None:
    assert updated(THREE, np.zeros(3)).tolist() == THREE.tolist()


def test_people_who_cannot_answer_outweigh_the_guess_that_they_can() -> None:
    guess = Answerable(prior=0.5, strength=8)
    assert guess.rate == 0.5
    assert guess.after(answered=2, asked=12).rate == pytest.approx((4 + 2) / 20)
    assert guess.after(answered=1).after(answered=0).rate == pytest.approx(5 / 10)


def test_a_guess_is_what_people_think_in_times_how_well_it_separates() -> None:
    assert human_prior(0.64, 1.0, 0.9) == pytest.approx(0.72)
    assert human_prior(0.0, 1.0, 0.9) == 0.02
