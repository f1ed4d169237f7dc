"""Phrases linked to values, on a hand-made catalogue."""

import pytest

from domain.ports import CatalogueChange, Link
from tests.fakes.catalogue import ENGLISH, catalogue_of, item

CATALOGUE = catalogue_of(
    item(
        "1",
        "Engine",
        category=("Hobbies", "Trains & Railway Sets"),
        brand="Hornby",
        said={"colour": "red", "material": "wood"},
    ),
    item(
        "2", "Map", category=("Games", "Jigsaws & Puzzles"), brand="Best", said={"waterproof": "yes", "scale": "1:32"}
    ),
    item(
        "3",
        "Figures",
        category=("Model Trains",),
        brand="Orchard Toys",
        said={"power": "batteries", "material": "stainless steel"},
    ),
    item("4", "Rose ring", category=("Dinosaurs",), said={"colour": "rose", "material": "rose", "kind": "other"}),
)


def links(text: str) -> list[Link]:
    return list(CATALOGUE.link(ENGLISH.tokens(text)))


def named(text: str) -> list[tuple[str, str, str]]:
    return [(link.attribute, link.value, link.how) for link in links(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("red", ("colour", "red", "exact")),
        ("wooden", ("material", "wood", "stem")),
        ("hornby", ("brand", "hornby", "exact")),
        ("battery operated", ("power", "batteries", "exact")),
        ("waterproof", ("waterproof", "yes", "exact")),
        ("stainless steel", ("material", "stainless steel", "exact")),
        ("orchard toys", ("brand", "orchard toys", "exact")),
        ("trains and railway sets", ("category", "trains & railway sets", "exact")),
        ("puzzles", ("category", "jigsaws & puzzles", "stem")),
        ("railwai sets", ("category", "trains & railway sets", "typo")),
        ("dinasour", ("category", "dinosaurs", "typo")),
        ("hurnby", ("brand", "hornby", "typo")),
    ],
)
def test_links_a_phrase_to_a_value(text: str, expected: tuple[str, str, str]) -> None:
    assert named(text)[0] == expected


@pytest.mark.parametrize("text", ["the", "best", "1:32", "1 32", "other", "yes", "games of 32 1", "nephew", "birthday"])
def test_does_not_link_everyday_words_and_figures(text: str) -> None:
    assert [link for link in links(text) if link.attribute != "category"] == []


@pytest.mark.parametrize("text", ["wodo", "reed", "under", "horbny1", "jornby", "present"])
def test_does_not_correct_short_everyday_or_far_off_words(text: str) -> None:
    assert links(text) == []


def test_does_not_correct_to_one_of_two() -> None:
    catalogue = catalogue_of(item("1", said={"kind": "marble"}), item("2", said={"kind": "marblo"}))
    assert list(catalogue.link(["marblt"])) == []


def test_a_word_of_the_products_texts_is_not_misspelt() -> None:
    painted = item("1", said={"colour": "purple"})
    assert [link.how for link in catalogue_of(painted).link(["purpel"])] == ["typo"]
    assert list(catalogue_of(painted, item("2", "Purpel the hamster")).link(["purpel"])) == []


def test_the_longest_phrase_wins_and_links_do_not_overlap() -> None:
    catalogue = catalogue_of(
        item("1", said={"colour": "rose"}), item("2", said={"colour": "rose gold"}), item("3", said={"colour": "gold"})
    )
    assert [(link.value, link.start, link.end) for link in catalogue.link(["rose", "gold", "gold"])] == [
        ("rose gold", 0, 2),
        ("gold", 2, 3),
    ]


def test_one_phrase_may_name_values_of_several_attributes() -> None:
    assert {(link.attribute, link.start, link.end) for link in links("rose")} == {("colour", 0, 1), ("material", 0, 1)}


def test_a_part_of_a_categorys_name_is_a_hint_weaker_than_the_name() -> None:
    catalogue = catalogue_of(
        item("1", category=("Trains",)),
        item("2", category=("Trains & Railway Sets",)),
        item("3", category=("Toy Trains",)),
    )
    scores = {link.value: link.score for link in catalogue.link(["trains"])}
    assert scores["trains"] == 1.0 > scores["trains & railway sets"] == 0.85 > scores["toy trains"] > 0.35


def test_a_value_that_no_product_has_any_more_is_not_linked() -> None:
    later = CATALOGUE.updated(CatalogueChange(2, (), ("1",)))
    assert list(later.link(["red"])) == []
