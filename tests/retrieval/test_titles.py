"""What titles call their products, and the things that free words name by it."""

import pytest

from domain.wishes import TEXT, TITLE
from retrieval.titles import named
from tests.fakes.catalogue import ENGLISH, catalogue_of, ids, item

SHOP = catalogue_of(
    item("lamp", "Banker's Desk Lamp with a Brass Foot"),
    item("mat", "Desk Mat in Felt"),
    item("bag", "Three-Season Sleeping Bag"),
    item("tote", "Canvas Market Bag"),
    item("trail", "Black Hiking Boots"),
    item("shoes", "Hiking Shoes", text="Shoes for hiking."),
)


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("Banker's Desk Lamp with a Brass Foot", {"lamp"}),
        ("Set of Four Mugs", {"set", "mug"}),
        ("Ash-Handled Trowel and Fork", {"trowel", "fork"}),
        ("Expedition Goggles 2022", {"goggl"}),
        ("The Night Train to Everywhere", {"train"}),
        ("Jigsaw (500 pieces)", {"jigsaw"}),
        ("???", set()),
    ],
)
def test_a_title_names_its_thing(title: str, heads: set[str]) -> None:
    assert named(title, ENGLISH).heads == heads


def test_the_thing_among_the_words_is_told_by_titles_that_have_them_all() -> None:
    (wish,) = SHOP.things("lamp desk")
    assert (wish.attribute, wish.values) == (TITLE, ("lamp",))
    assert ids(SHOP.passing([wish])) == {"lamp"}


def test_two_words_that_stand_together_in_titles_are_one_thing() -> None:
    wishes = SHOP.things("sleeping bag")
    assert [wish.attribute for wish in wishes] == [TITLE, TEXT]
    assert not SHOP.things("sofa")
    assert [wish.text for wish in SHOP.things("hiking boots shoes")] == ["hiking boots or shoes", "hiking"]


def test_words_that_no_title_calls_a_product_name_no_thing() -> None:
    assert SHOP.things("brass") == () and SHOP.things("") == ()
