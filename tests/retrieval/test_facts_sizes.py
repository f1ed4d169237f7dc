"""Sizes, weights, volumes and scales read of sentences written for these tests."""

import pytest

from tests.retrieval.test_facts import facts_of, item_of, values_of


@pytest.mark.parametrize(
    ("title", "description", "dimensions"),
    [
        ("Board 16x20 Inches", "", {"406.4 x 508 mm"}),
        ('Paper, 8-1/2" x 11", white', "", {"215.9 x 279.4 mm"}),
        ("Labels, 1-1/8'' x 3-1/2''", "", {"28.6 x 88.9 mm"}),
        ("Box", "It measures 26.2 by 16.3 by 11.9 inches.", {"665.5 x 414 x 302.3 mm"}),
        ("Tarp 9ft x 12ft", "", {"2743.2 x 3657.6 mm"}),
        ("Lounger 160Cm X 85Cm", "", {"1600 x 850 mm"}),
        ('Tape, 1/6" x 394"', "", {"4.2 x 10007.6 mm"}),
        ("Film 18\" x 65', clear", "", {"457.2 x 19812 mm"}),
        ('Binder, holds 8.5" x 11" paper', "", set()),
        ("Shredder", "It cuts paper into strips measuring 7/32 by 1-27/32 inches.", set()),
        ("Case for 200 4 x 6 cards", "", set()),
        ("Balloons", "Contents: 2 x 30 cm balloons.", set()),
        ("Batteries", "Needs 3 x 9V.", set()),
    ],
)
def test_sides_are_read_with_their_units_unless_they_are_of_something_else(
    title: str, description: str, dimensions: set[str]
) -> None:
    assert values_of("dimensions", title, description) == dimensions


def test_sides_with_their_axes_are_those_too() -> None:
    item = item_of("Folder", 'It measures 11-3/4" W x 10"H.')
    found = {fact.relation: (fact.number, fact.unit) for fact in item.facts}
    assert found == {"dimensions": (298.45, "mm"), "width": (298.45, "mm"), "height": (254, "mm")}


def test_the_figure_of_dimensions_is_the_longest_side() -> None:
    (fact,) = facts_of("dimensions", "Thing", "", "Product Dimensions43 x 63 x 188 mm Item Weight9 g")
    assert (fact.value, fact.number, fact.unit, fact.text) == (
        "43 x 63 x 188 mm",
        188,
        "mm",
        "Dimensions: 43 x 63 x 188 mm",
    )


@pytest.mark.parametrize(
    ("description", "relation", "number"),
    [
        ("This twenty five centimetre high puppet is a friend.", "height", 250),
        ("The toy stands an impressive 12 inches tall.", "height", 304.8),
        ("Height 14 cm.", "height", 140),
        ("Length: 25cm; that is all.", "length", 250),
        ("It is 9 inches (230 mm) in length.", "length", 228.6),
        ("Size: 2.6 Metre (260cm)", "size", 2600),
        ("It weighs about 1.5 kg.", "weight", 1500),
        ("Weight: 3 oz", "weight", 85.049),
        ("With a capacity of 1.5 litres.", "capacity", 1500),
        ("A 7-gallon capacity bin.", "capacity", 26497.882),
    ],
)
def test_labelled_and_spoken_quantities_come_in_base_units(description: str, relation: str, number: float) -> None:
    (fact,) = facts_of(relation, "Toy", description)
    assert fact.number == number
    assert fact.span is not None


@pytest.mark.parametrize(
    "description",
    [
        "This dinosaur could grow up to 17 metres long.",
        "It fits papers of up to 9 inches wide.",
        "With a 30 cm long strap.",
        'It has 4-1/2" high pockets.',
        "The tab is 1/2-inch high.",
        "Supports a weight of 200 lb. It holds up to 3 kg.",
        "Printed on 24 lb paper of everyday weight 15 lb. paper.",
    ],
)
def test_sizes_of_parts_and_of_other_things_stay_out(description: str) -> None:
    relations = {fact.relation for fact in item_of("Toy", description).facts}
    assert not relations & {"length", "width", "height", "size"}


@pytest.mark.parametrize(
    ("title", "size"),
    [
        ("Humming top 19 cm", {"190 mm"}),
        ('Foil balloon 32"', {"812.8 mm"}),
        ("3 ring binder, 2 Inch - 4-Pack", {"50.8 mm"}),
        ("4M Dinosaur kit", set()),
        ("5 in 1 games", set()),
        ('Box for TVs from 60" to 70"', set()),
        ('Envelope, 1-1/4" expansion', set()),
    ],
)
def test_a_title_names_one_size(title: str, size: set[str]) -> None:
    assert values_of("size", title) == size


@pytest.mark.parametrize("title", ["Gel pen, medium point (0.7mm)", "Gel pen, 0.7 mm, black"])
def test_the_millimetres_of_a_pen_are_its_tips(title: str) -> None:
    assert values_of("tip_size", title) == {"0.7 mm"}
    assert not values_of("size", title)


def test_a_lost_decimal_point_of_ounces_is_put_back() -> None:
    assert values_of("capacity", "Shampoo 33 8 fluid ounce") == {"999.585 ml"}


@pytest.mark.parametrize(
    ("title", "scale", "gauge"),
    [
        ("Tank 1:35", {"1:35"}, set()),
        ("1/35 army tank (plastic model)", {"1:35"}, set()),
        ("Engine, HO scale", {"1:87"}, {"h0"}),
        ("N gauge locomotive", set(), {"n"}),
        ("OO train wagon 1:76", {"1:76"}, {"00"}),
        ("Pen 3-1/2 x 1/16, 12 pack", set(), set()),
    ],
)
def test_scales_and_gauges_of_models_are_read(title: str, scale: set[str], gauge: set[str]) -> None:
    assert values_of("scale", title) == scale
    assert values_of("gauge", title) == gauge


def test_a_scale_that_only_follows_from_the_gauge_is_less_sure() -> None:
    (stated,) = facts_of("scale", "Engine 1:87")
    (derived,) = facts_of("scale", "Engine, HO scale")
    assert derived.confidence < stated.confidence


@pytest.mark.parametrize(
    ("key", "relation"),
    [("Item Weight", "weight"), ("Weight", "weight"), ("Product weight", "weight"), ("Net weight", "weight")],
)
def test_names_of_one_attribute_are_one_relation(key: str, relation: str) -> None:
    assert values_of(relation, "Lamp", "", f"{key}: 1.5 kg; Assembly: none") == {"1500 g"}
    assert values_of(relation, "Lamp", **{key.casefold().replace(" ", "_"): "1.5 kg"}) == {"1500 g"}
