"""How many, whether any, and what nothing says, over the shelf of toys."""

import pytest

from agent.policy import decide
from domain.actions import Action
from retrieval.catalogue import MemoryCatalogue
from tests.agent.shelf import shelf
from tests.agent.test_policy import after, even, shown


@pytest.fixture(scope="module")
def catalogue() -> MemoryCatalogue:
    return shelf()


def decided(*said: str, catalogue: MemoryCatalogue) -> Action:
    state, meaning = after(*said, catalogue=catalogue)
    return decide(state, meaning, even(state, catalogue), catalogue)


def test_how_many_is_counted_over_the_catalogue_and_narrows_nothing(catalogue: MemoryCatalogue) -> None:
    action = decided("how many puzzles do you have?", catalogue=catalogue)
    assert (action.topic, action.count) == ("count", 2)
    state, _ = after("how many puzzles do you have?", catalogue=catalogue)
    assert state.preferences == ()


def test_how_many_is_meant_of_the_kind_that_is_looked_for(catalogue: MemoryCatalogue) -> None:
    action = decided("puzzles", "how many do you have under £10?", catalogue=catalogue)
    assert (action.topic, action.count, shown(action)) == ("count_one", 1, {"farm"})


def test_a_limit_of_the_question_replaces_the_standing_one_but_what_is_shown_keeps_it(
    catalogue: MemoryCatalogue,
) -> None:
    action = decided("puzzles under 10 pounds", "how many do you have under £30?", catalogue=catalogue)
    assert action.count == 2
    assert shown(action) <= {"farm"}


def test_none_at_all_is_said_so(catalogue: MemoryCatalogue) -> None:
    action = decided("how many puzzles do you have under £2?", catalogue=catalogue)
    assert (action.topic, [bool(slot.extra) for slot in action.slots]) == ("count_none_price", [True, True])


def test_do_you_have_is_answered_with_what_there_is(catalogue: MemoryCatalogue) -> None:
    action = decided("do you have a kite?", catalogue=catalogue)
    assert (action.topic, shown(action)) == ("have_one", {"kite"})


def test_do_you_have_is_an_honest_no_with_the_nearest(catalogue: MemoryCatalogue) -> None:
    within = decided("under 10 pounds", "do you have a kite?", catalogue=catalogue)
    assert (within.topic, within.subject) == ("relax_kind_price", "kite")
    assert within.slots and not any(slot.extra for slot in within.slots)
    nowhere = decided("do you have zorbs?", catalogue=catalogue)
    assert (nowhere.topic, nowhere.subject) == ("have_not", "zorbs")


def test_a_word_that_nothing_within_the_budget_says_is_told(catalogue: MemoryCatalogue) -> None:
    assert decided("something for the night under 10 pounds", catalogue=catalogue).unmet == ("night",)
    assert decided("a kite under 20 pounds", catalogue=catalogue).unmet == ()


def test_a_second_need_waits_and_is_told(catalogue: MemoryCatalogue) -> None:
    action = decided("a kite under 20 pounds, and a red quilt", catalogue=catalogue)
    assert action.later == ("a red quilt",)
    state, _ = after("a kite under 20 pounds, and a red quilt", catalogue=catalogue)
    assert not any("quilt" in held.wish.text or "red" in held.wish.text for held in state.preferences)


def test_which_of_these_ranks_only_these(catalogue: MemoryCatalogue) -> None:
    state, meaning = after("which of these is the cheapest?", catalogue=catalogue, on_screen=("oak", "loco", "kite"))
    action = decide(state, meaning, even(state, catalogue), catalogue)
    assert (action.topic, [slot.item_id for slot in action.slots]) == ("superlative_of", ["kite", "oak", "loco"])


def test_what_lies_beyond_a_standing_limit_is_counted_and_not_shown(catalogue: MemoryCatalogue) -> None:
    action = decided("puzzles under 5 pounds", "how many kites do you have under £20?", catalogue=catalogue)
    assert (action.topic, action.count, shown(action)) == ("count_alone", 1, set())


def test_do_you_have_anything_within_a_limit_that_nothing_meets_is_relaxed(catalogue: MemoryCatalogue) -> None:
    action = decided("do you have anything under 5 pounds?", catalogue=catalogue)
    assert action.topic == "relax_price" and shown(action)


def test_do_you_have_a_kind_that_is_too_dear_tells_the_nearest_price(catalogue: MemoryCatalogue) -> None:
    action = decided("at most 9 pounds", "do you have outdoor play things?", catalogue=catalogue)
    assert action.topic == "relax_kind_price" and not shown(action) & {"kite", "ball", "rocker"}
