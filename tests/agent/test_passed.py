"""Products that were shown and passed over, worked by hand."""

from dataclasses import replace

import pytest

from agent.passed import TALKS_ON, passed_over
from agent.state import EMPTY
from domain.actions import Belief, Scored
from domain.meaning import Act


def belief(**shares: float) -> Belief:
    candidates = tuple(Scored(name, f"group {name}", 0.0, share) for name, share in shares.items())
    return Belief(candidates, 1 - sum(shares.values()), "by hand")


def test_nothing_changes_before_anything_was_shown() -> None:
    assert passed_over(belief(a=0.6, b=0.3), EMPTY, Act.INFORM) == belief(a=0.6, b=0.3)


@pytest.mark.parametrize("times", [1, 2])
def test_a_group_falls_behind_each_time_it_was_shown_and_the_rest_grows(times: int) -> None:
    state = replace(EMPTY, shown=("group a",) * times)
    after = passed_over(belief(a=0.6, b=0.3), state, Act.INFORM)
    total = 0.6 * TALKS_ON**times + 0.3 + 0.1
    assert [one.item_id for one in after.candidates] == ["b", "a"]
    assert [one.probability for one in after.candidates] == pytest.approx([0.3 / total, 0.6 * TALKS_ON**times / total])
    assert after.remainder == pytest.approx(0.1 / total)


def test_a_far_better_one_comes_back() -> None:
    state = replace(EMPTY, shown=("group a",))
    assert passed_over(belief(a=0.98, b=0.01), state, Act.INFORM).candidates[0].item_id == "a"
