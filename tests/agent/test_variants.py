"""One product in another way: colours and sizes."""

from dataclasses import replace

import pytest

from agent.policy import decide
from domain.actions import Action
from domain.items import COLOUR, Fact, Item
from domain.ports import Shop
from retrieval.catalogue import MemoryCatalogue
from retrieval.languages.english import English
from tests.agent.shelf import ITEMS
from tests.agent.test_policy import after, even


def variant(colour: str, size: str, stock: int, price_minor: int) -> Item:
    """A boot of one colour and size."""
    item_id = f"boot-{colour}-{size}"
    facts = (
        Fact(item_id, COLOUR, colour, f"Colour: {colour}", "colour"),
        Fact(item_id, "size", size, f"Size: {size}", "size"),
    )
    options = ((COLOUR, colour), ("size", size))
    boot = Item("shelf", item_id, "boot", "Puddle boots", "Boots.", "Puddle boots. Boots.", category=("Shoes",))
    return replace(
        boot, price_minor=price_minor, currency="GBP", stock=stock, options=options, facts=facts, content_hash=item_id
    )


@pytest.fixture(scope="module")
def catalogue() -> MemoryCatalogue:
    boots = (variant("red", "30", 3, 2200), variant("blue", "30", 0, 2200), variant("red", "34", 2, 2600))
    return MemoryCatalogue.of(Shop("shelf", "GBP", 1), (*ITEMS, *boots), language=English())


def asked(*said: str, catalogue: MemoryCatalogue, on_screen: tuple[str, ...] = ("boot-red-30", "oak")) -> Action:
    state, meaning = after(*said, catalogue=catalogue, on_screen=on_screen)
    return decide(state, meaning, even(state, catalogue), catalogue)


def test_the_variant_that_was_asked_for_is_shown_with_its_own_price(catalogue: MemoryCatalogue) -> None:
    action = asked("do you have the first in size 34?", catalogue=catalogue)
    assert (action.topic, [slot.item_id for slot in action.slots]) == ("variant", ["boot-red-34"])
    assert [fact.value for fact in action.slots[0].reasons] == ["34"]


def test_a_variant_that_is_out_of_stock_is_said_to_be(catalogue: MemoryCatalogue) -> None:
    action = asked("do you have the first in blue?", catalogue=catalogue)
    assert (action.topic, [slot.item_id for slot in action.slots]) == ("variant_out", ["boot-blue-30"])


def test_a_colour_that_no_variant_has_is_an_honest_no(catalogue: MemoryCatalogue) -> None:
    action = asked("do you have the first in green?", catalogue=catalogue)
    assert action.topic.startswith("variant_none")
    assert not any(slot.item_id.startswith("boot") for slot in action.slots)


def test_a_product_without_variants_is_answered_as_before(catalogue: MemoryCatalogue) -> None:
    assert not asked("do you have the second in green?", catalogue=catalogue).topic.startswith("variant")


def test_a_variant_beyond_the_budget_is_marked_so(catalogue: MemoryCatalogue) -> None:
    action = asked("under 24 pounds", "do you have the first in size 34?", catalogue=catalogue)
    assert [(slot.item_id, slot.extra) for slot in action.slots] == [("boot-red-34", "does not meet “£24 or less”")]


@pytest.mark.parametrize(
    ("said", "topic", "shown"),
    [
        ("is the first in stock in red?", "variant", ["boot-red-30"]),
        ("is the first available in blue?", "variant_out", ["boot-blue-30"]),
        ("does the first come in size 34?", "variant", ["boot-red-34"]),
        ("is the first available in red in a 34?", "variant", ["boot-red-34"]),
    ],
)
def test_a_question_about_stock_is_answered_of_the_colour_and_size_it_names(
    said: str, topic: str, shown: list[str], catalogue: MemoryCatalogue
) -> None:
    action = asked(said, catalogue=catalogue)
    assert (action.topic, [slot.item_id for slot in action.slots]) == (topic, shown)


def test_a_size_that_no_variant_has_is_an_honest_no(catalogue: MemoryCatalogue) -> None:
    assert asked("does the first come in size 43?", catalogue=catalogue).topic.startswith("variant_none")


def test_which_sizes_there_are_is_answered_from_what_is_in_stock(catalogue: MemoryCatalogue) -> None:
    assert [fact.value for fact in asked("what sizes does the first come in?", catalogue=catalogue).facts] == [
        "30",
        "34",
    ]
    assert [fact.value for fact in asked("does the first come in other colours?", catalogue=catalogue).facts] == ["red"]


def test_asking_for_a_colour_narrows_nothing(catalogue: MemoryCatalogue) -> None:
    state, _ = after("is the first in stock in red?", catalogue=catalogue, on_screen=("boot-red-30", "oak"))
    assert state.preferences == ()
