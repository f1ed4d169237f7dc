"""Products that were shown and passed over, worked by hand."""

from dataclasses import replace

import pytest

from agent.passed import NAMED_OTHERWISE, TALKS_ON, going_on, passed_over
from agent.state import EMPTY
from domain.actions import Belief, Scored


def belief(**shares: float) -> Belief:
    candidates = tuple(Scored(name, f"group {name}", 0.0, share) for name, share in shares.items())
    return Belief(candidates, 1 - sum(shares.values()), "by hand")


def test_nothing_changes_before_anything_was_shown() -> None:
    assert passed_over(belief(a=0.6, b=0.3), EMPTY) == belief(a=0.6, b=0.3)


def test_a_group_that_was_shown_falls_behind_and_the_rest_grows() -> None:
    seen = replace(EMPTY, shown=("group a",))
    after = passed_over(belief(a=0.6, b=0.3), seen)
    total = 0.6 * TALKS_ON + 0.3 + 0.1
    assert [one.item_id for one in after.candidates] == ["b", "a"]
    assert [one.probability for one in after.candidates] == pytest.approx([0.3 / total, 0.6 * TALKS_ON / total])
    assert after.remainder == pytest.approx(0.1 / total)


def test_a_far_better_one_comes_back() -> None:
    seen = replace(EMPTY, shown=("group a",))
    assert passed_over(belief(a=0.98, b=0.01), seen).candidates[0].item_id == "a"


def test_other_kinds_are_weighed_down_among_the_named_one() -> None:
    within = belief(puzzle=0.2, jigsaw=0.1)
    mixed = going_on(within, belief(kite=0.5, puzzle=0.2, jigsaw=0.1))
    assert [one.item_id for one in mixed.candidates] == ["puzzle", "kite", "jigsaw"]
    assert mixed.candidates[1].probability == pytest.approx(0.5 * NAMED_OTHERWISE)
