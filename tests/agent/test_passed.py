"""Products that were shown and passed over, worked by hand."""

from dataclasses import replace

import pytest

from agent.passed import TALKS_ON, passed_over
from agent.state import EMPTY
from domain.actions import Belief, Scored
from domain.meaning import Act, Meaning
from domain.wishes import TEXT, Op, Wish

GOES_ON = Meaning(Act.INFORM)


def belief(**shares: float) -> Belief:
    candidates = tuple(Scored(name, f"group {name}", 0.0, share) for name, share in shares.items())
    return Belief(candidates, 1 - sum(shares.values()), "by hand")


def test_nothing_changes_before_anything_was_shown() -> None:
    assert passed_over(belief(a=0.6, b=0.3), EMPTY, GOES_ON) == belief(a=0.6, b=0.3)


@pytest.mark.parametrize("times", [1, 2])
def test_a_group_falls_behind_each_time_it_was_shown_and_the_rest_grows(times: int) -> None:
    state = replace(EMPTY, shown=("group a",) * times)
    after = passed_over(belief(a=0.6, b=0.3), state, GOES_ON)
    total = 0.6 * TALKS_ON**times + 0.3 + 0.1
    assert [one.item_id for one in after.candidates] == ["b", "a"]
    assert [one.probability for one in after.candidates] == pytest.approx([0.3 / total, 0.6 * TALKS_ON**times / total])
    assert after.remainder == pytest.approx(0.1 / total)


def test_a_far_better_one_comes_back() -> None:
    state = replace(EMPTY, shown=("group a",))
    assert passed_over(belief(a=0.98, b=0.01), state, GOES_ON).candidates[0].item_id == "a"


def test_a_new_wish_counts_each_group_once() -> None:
    state = replace(EMPTY, shown=("group a",) * 3)
    again = replace(GOES_ON, wishes=(Wish(TEXT, Op.LIKE, ("blue",)),))
    once = passed_over(belief(a=0.6, b=0.3), replace(EMPTY, shown=("group a",)), GOES_ON)
    assert passed_over(belief(a=0.6, b=0.3), state, again) == once


def test_who_asks_for_more_like_it_sees_what_is_new_first() -> None:
    state = replace(EMPTY, shown=("group a",))
    assert passed_over(belief(a=0.98, b=0.01), state, Meaning(Act.MORE_LIKE)).candidates[0].item_id == "b"
