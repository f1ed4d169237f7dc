"""What is done next, over the shelf of toys."""

from dataclasses import replace

import pytest

from agent.policy import decide
from agent.state import EMPTY, State, answered, heard
from agent.understand.parser import Parser
from domain.actions import Action, ActionType, Belief, Scored
from domain.inputs import Words
from domain.meaning import Act, Meaning
from domain.ports import Shop
from domain.session import Reply
from domain.wishes import Preference
from retrieval.catalogue import MemoryCatalogue
from retrieval.languages.english import English
from tests.agent.shelf import ITEMS, shelf

SCREEN = ("oak", "express", "kite", "world")


@pytest.fixture(scope="module")
def catalogue() -> MemoryCatalogue:
    return shelf()


def read(text: str, state: State, catalogue: MemoryCatalogue) -> Meaning:
    return Parser(English())(text, state, catalogue)


def after(*said: str, catalogue: MemoryCatalogue, on_screen: tuple[str, ...] = ()) -> tuple[State, Meaning]:
    """The state after these messages, and the meaning of the last."""
    state, meaning = replace(EMPTY, on_screen=on_screen), Meaning(Act.GREET)
    for number, text in enumerate(said, start=1):
        meaning = read(text, state, catalogue)
        state = heard(state, f"t{number}", Words(text), meaning)
    return state, meaning


def even(state: State, catalogue: MemoryCatalogue) -> Belief:
    """Everything that passes, all as probable."""
    passing = catalogue.passing(state.hard)
    share = 1 / max(len(passing), 1)
    return Belief(tuple(Scored(item_id, item_id, 0.0, share) for item_id in passing), 0.0, "even")


def decided(*said: str, catalogue: MemoryCatalogue, on_screen: tuple[str, ...] = ()) -> Action:
    state, meaning = after(*said, catalogue=catalogue, on_screen=on_screen)
    return decide(state, meaning, even(state, catalogue), catalogue)


def shown(action: Action) -> set[str]:
    return {slot.item_id for slot in action.slots}


def texts(preferences: tuple[Preference, ...]) -> set[tuple[str, str]]:
    return {(held.wish.attribute, held.wish.value) for held in preferences}


def test_a_kind_that_was_named_is_the_kind_that_is_shown(catalogue: MemoryCatalogue) -> None:
    assert shown(decided("puzzles", catalogue=catalogue)) == {"farm", "world"}


def test_a_kind_beyond_the_budget_is_said_with_its_nearest_price_and_what_fits_is_shown(
    catalogue: MemoryCatalogue,
) -> None:
    action = decided("outdoor play", "at most 9 pounds", catalogue=catalogue)
    assert (action.type, action.topic) == (ActionType.RELAX, "relax_kind_price")
    assert action.slots and not any(slot.extra for slot in action.slots)
    assert not shown(action) & {"kite", "ball", "rocker"}
    assert action.relaxation is not None and action.relaxation.nearest is not None
    assert action.relaxation.nearest.item_id == "kite"
    assert action.question is not None
    assert [(option.value, option.count) for option in action.question.options] == [("..12.50", 1)]


def test_a_kind_that_nothing_exact_allows_gives_way_before_an_exact_wish_does(catalogue: MemoryCatalogue) -> None:
    action = decided("puzzles for a 1 year old", catalogue=catalogue)
    assert (action.type, action.topic) == (ActionType.RELAX, "relax")
    action = decided("puzzles without card", catalogue=catalogue)
    assert (action.type, action.topic) == (ActionType.RELAX, "relax_kind")
    assert shown(action) and not shown(action) & {"farm", "world"}


def test_a_budget_that_nothing_at_all_meets_is_relaxed_with_marked_products(catalogue: MemoryCatalogue) -> None:
    action = decided("puzzles", "at most 5 pounds", catalogue=catalogue)
    assert (action.type, action.topic) == (ActionType.RELAX, "relax_price")
    assert all(slot.extra for slot in action.slots) and action.slots


def test_a_product_called_by_its_whole_title_is_shown_whatever_shelf_it_is_on(catalogue: MemoryCatalogue) -> None:
    mislaid = replace(ITEMS[6], item_id="mislaid", group_id="mislaid", title="Puzzles lantern")
    wider = MemoryCatalogue.of(Shop("shelf", "GBP", 2), (*ITEMS, mislaid), language=English())
    assert "mislaid" in shown(decided("puzzles lantern", catalogue=wider))
    assert "mislaid" not in shown(decided("puzzles", catalogue=wider))


def test_another_thing_replaces_the_last_one_and_keeps_the_budget(catalogue: MemoryCatalogue) -> None:
    state, _ = after("a red train under 30 pounds", "do you have a kite?", catalogue=catalogue)
    held = texts(state.preferences)
    assert ("price", "30.00") in held and ("text", "kite") in held
    assert not {attribute for attribute, _ in held} & {"category", "colour"}


def test_one_in_another_colour_is_still_the_same_thing(catalogue: MemoryCatalogue) -> None:
    state, _ = after("a train under 30 pounds", "do you have a red one?", catalogue=catalogue)
    assert {"category", "colour", "price"} <= {attribute for attribute, _ in texts(state.preferences)}


def test_no_trains_takes_back_trains(catalogue: MemoryCatalogue) -> None:
    state, _ = after("a red train", "no trains", catalogue=catalogue)
    assert {held.wish.op.value for held in state.preferences if "train" in held.wish.text} == {"not"}


def test_cheaper_than_the_last_kind_does_not_bind_the_next(catalogue: MemoryCatalogue) -> None:
    state, _ = after("puzzles", "cheaper than the fourth", "bedroom things", catalogue=catalogue, on_screen=SCREEN)
    assert "price" not in {attribute for attribute, _ in texts(state.preferences)}


def test_an_extreme_is_told_over_the_whole_catalogue_and_within_what_is_wanted(catalogue: MemoryCatalogue) -> None:
    action = decided("puzzles", "what's your most expensive one?", catalogue=catalogue)
    assert action.topic == "superlative_within"
    assert [slot.item_id for slot in action.slots][:2] == ["rocker", "world"]


def test_an_extreme_that_no_product_states_is_not_answered_with_one(catalogue: MemoryCatalogue) -> None:
    action = decided("the heaviest one?", catalogue=catalogue)
    assert action.topic == "superlative_unknown"


def test_a_budget_in_another_currency_is_asked_about_even_where_nothing_fits(catalogue: MemoryCatalogue) -> None:
    action = decided("under 1 pound", "I have 30 dollars", catalogue=catalogue)
    assert (action.topic, action.subject) == ("foreign_budget_alone", "USD")


def test_when_nothing_is_cheaper_the_list_stays_and_the_wish_goes_with_the_answer(catalogue: MemoryCatalogue) -> None:
    state, meaning = after("puzzles", "something cheaper", catalogue=catalogue, on_screen=("farm", "world"))
    action = decide(state, meaning, even(state, catalogue), catalogue)
    assert (action.type, action.topic) == (ActionType.RELAX, "relax_relative")
    assert [(slot.item_id, bool(slot.extra)) for slot in action.slots] == [("farm", True), ("world", True)]
    reply = Reply("t2", "s", "words", action.type, action.topic, preferences=state.preferences)
    assert not any(held.wish.relative for held in answered(state, reply).preferences)


def test_a_budget_outlives_cheaper_than_the_second(catalogue: MemoryCatalogue) -> None:
    state, _ = after("puzzles under 20 pounds", "something cheaper", catalogue=catalogue, on_screen=("farm",))
    caps = {(held.wish.number, held.wish.relative) for held in state.preferences if held.wish.attribute == "price"}
    assert caps == {(2000.0, False), (849.0, True)}
    state = heard(state, "t3", Words("up to 30"), read("up to 30 pounds", state, catalogue))
    assert [held.wish.number for held in state.preferences if held.wish.attribute == "price"] == [3000.0]


def test_compared_products_show_the_same_attributes_and_only_those_that_differ(catalogue: MemoryCatalogue) -> None:
    action = decided("compare 1 and 2", catalogue=catalogue, on_screen=("oak", "express"))
    told = {slot.item_id: [(fact.relation, fact.value) for fact in slot.reasons] for slot in action.slots}
    assert [relation for relation, _ in told["oak"]] == [relation for relation, _ in told["express"]]
    assert ("price", "14.50") in told["oak"] and ("material", "plastic") in told["express"]
    assert not {"brand", "rating"} & {relation for relation, _ in told["oak"]}


def test_who_has_said_nothing_yet_sees_one_product_of_each_department(catalogue: MemoryCatalogue) -> None:
    departments = [catalogue.item(item_id).category[0] for item_id in shown(decided("hello", catalogue=catalogue))]
    assert sorted(departments) == ["Bedroom", "Outdoor Play", "Puzzles", "Trains & Tracks"]


def test_a_kind_named_after_free_words_is_another_thing(catalogue: MemoryCatalogue) -> None:
    state, _ = after("something with a moon under 30 pounds", "puzzles", catalogue=catalogue)
    assert texts(state.preferences) == {("price", "30.00"), ("category", "puzzles")}


def test_more_like_a_product_before_any_wish_keeps_the_order_of_likeness(catalogue: MemoryCatalogue) -> None:
    state, meaning = after("more like the first", catalogue=catalogue, on_screen=("oak", "kite"))
    order = ("tunnel", "express", "loco", "farm", "kite")
    belief = Belief(tuple(Scored(item_id, item_id, 0.0, 0.2) for item_id in order), 0.0, "fixed")
    assert [slot.item_id for slot in decide(state, meaning, belief, catalogue).slots] == list(order[:4])
