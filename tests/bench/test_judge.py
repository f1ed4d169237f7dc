"""The judge itself, on rows made up for it."""

from dataclasses import replace

import pytest

from bench.oracle.check import Card, of_cards, of_passing
from bench.oracle.judge import Age, Cap, CapIf, Demand, Judge, Verdict, Without, judged
from bench.oracle.labels import THINGS, Label, load
from bench.oracle.rows import RETAIL, TOYS, Row
from bench.oracle.things import THINGS as READABLE
from bench.oracle.wishes import Case, generate

PLAIN = Row(TOYS, "a", "Ball", "", "A ball.", "Games", 1000, None)
AGED = "Technical Details Manufacturer recommended age:{} Item model number1"


def toy(*, info: str = "", description: str = "", name: str = "Ball") -> Row:
    return replace(PLAIN, info=info, description=description, name=name)


def verdict(row: Row, demand: Demand) -> str:
    return judged(row, None, demand).value


@pytest.mark.parametrize(("price", "expected"), [(1000, "meets"), (1001, "violates"), (None, "unstated")])
def test_a_price_at_the_cap_meets_it_and_an_unknown_price_is_not_taken_for_a_low_one(
    price: int | None, expected: str
) -> None:
    assert verdict(replace(PLAIN, price_minor=price), Cap(1000)) == expected


@pytest.mark.parametrize(
    ("stated", "months", "expected"),
    [
        ("3 years and up", 35, "violates"),
        ("3 years and up", 36, "meets"),
        ("36 months - 8 years", 96, "meets"),
        ("36 months - 8 years", 108, "violates"),
        ("4 - 10 years", 36, "violates"),
        ("18 months and up", 18, "meets"),
        ("8 - 3 years", 84, "violates"),
        ("8 - 3 years", 120, "open"),
    ],
)
def test_ages_are_read_from_the_exports_own_field(stated: str, months: int, expected: str) -> None:
    assert verdict(toy(info=AGED.format(stated)), Age(months)) == expected


def test_a_second_age_in_the_text_leaves_a_fitting_age_open_but_not_a_wrong_one() -> None:
    row = toy(info=AGED.format("3 years and up"), description="For ages 5 and over.")
    assert verdict(row, Age(48)) == "open"
    assert verdict(row, Age(24)) == "violates"


def test_a_toy_without_any_age_is_unstated() -> None:
    assert verdict(PLAIN, Age(72)) == "unstated"
    assert verdict(toy(description="Fun for 3+"), Age(72)) == "open"


@pytest.mark.parametrize(
    ("info", "description", "expected"),
    [
        ("Batteries Required?Yes", "", "violates"),
        ("Batteries Required?No Batteries Included?No", "", "meets"),
        ("Batteries Required?No Batteries:3 AAA batteries required.", "", "violates"),
        ("", "Requires 3 x AAA batteries (not included).", "violates"),
        ("", "Fun without being battery powered at all.", "open"),
        ("", "No batteries are required.", "open"),
        ("", "A rechargeable car.", "open"),
    ],
)
def test_batteries_are_told_from_their_absence(info: str, description: str, expected: str) -> None:
    assert verdict(toy(info=info, description=description), Without("batteries")) == expected


@pytest.mark.parametrize(
    ("thing", "row", "expected"),
    [
        ("plastic", toy(info="Material Type(s)Plastic Remote Control Included?No"), "violates"),
        ("wood", toy(info="Material Type(s)Plastic Remote Control Included?No"), "meets"),
        ("wood", toy(description="Goes with wooden railways."), "open"),
        ("wood", toy(name="Wooden tractor"), "violates"),
        ("leather", toy(description="Made from faux leather."), "open"),
        ("leather", toy(description="Real leather bridle."), "violates"),
        ("red", toy(info="Colorred"), "violates"),
        ("red", toy(info="Colormulticoloured"), "open"),
        ("red", toy(description="A green ball."), "meets"),
        ("magnets", toy(name="Alphabet Magnets"), "violates"),
        ("magnets", toy(name="Magnetic board"), "open"),
    ],
)
def test_things_are_certain_only_where_the_row_says_so_plainly(thing: str, row: Row, expected: str) -> None:
    assert verdict(row, Without(thing)) == expected


def test_leather_in_retail_is_the_things_own_and_not_its_companions() -> None:
    shoe = replace(PLAIN, shop=RETAIL, category="footwear")
    assert verdict(replace(shoe, description="Soft brown leather uppers."), Without("leather")) == "violates"
    assert verdict(replace(shoe, description="Pairs well with a brown leather jacket."), Without("leather")) == "open"
    assert verdict(replace(shoe, description="Sturdy vegan leather."), Without("leather")) == "open"


def test_a_label_outweighs_the_text() -> None:
    label = Label(48, 84, (36, 48), frozenset({"wood"}), frozenset({"metal"}))
    row = toy(info=AGED.format("3 years and up"), description="metal")
    assert judged(row, label, Age(36)) is Verdict.VIOLATES
    assert judged(row, label, Age(60)) is Verdict.MEETS
    assert judged(row, label, Age(96)) is Verdict.VIOLATES
    assert [judged(row, label, Without(thing)) for thing in ("wood", "metal", "red")] == [
        Verdict.VIOLATES,
        Verdict.MEETS,
        Verdict.OPEN,
    ]


ROWS = {
    "cheap": replace(PLAIN, item_id="cheap", price_minor=500),
    "dear": replace(PLAIN, item_id="dear", price_minor=5000),
    "priceless": replace(PLAIN, item_id="priceless", price_minor=None),
    "sold out": replace(PLAIN, item_id="sold out", price_minor=500, in_stock=False),
}
CASE = Case(0, TOYS, "cap", "under £10", (), (Cap(1000),))
HOPELESS = replace(CASE, demands=(Cap(100),))


def test_a_filter_that_lets_everything_through_is_caught() -> None:
    outcome = of_passing(CASE, Judge(ROWS), list(ROWS))
    assert (outcome.violations, outcome.unstated) == (("dear",), ("priceless",))


def test_a_filter_that_hides_everything_is_caught() -> None:
    outcome = of_passing(CASE, Judge(ROWS), [])
    assert outcome.hidden == ("cheap",)
    assert outcome.empty


def test_an_open_extra_excuses_what_is_unknown_but_no_violation_where_a_match_is_known() -> None:
    extras = [Card("priceless", "price not known"), Card("dear", "a little more")]
    outcome = of_cards(CASE, Judge(ROWS), extras)
    assert outcome.broken == ("dear",)
    assert outcome.empty


def test_a_wish_that_nothing_meets_may_be_answered_with_marked_products_only() -> None:
    marked = of_cards(HOPELESS, Judge(ROWS), [Card("cheap", "over your budget")])
    assert (marked.broken, marked.marked, marked.empty) == ((), ("cheap",), False)
    assert of_cards(HOPELESS, Judge(ROWS), [Card("cheap")]).broken == ("cheap",)


def test_sixty_labels_are_consistent_in_themselves() -> None:
    labels = load()
    assert len(labels) == 60
    for label in labels.values():
        assert label.yes <= set(THINGS) and label.no <= set(THINGS) and not label.yes & label.no
        assert label.age_min == max(label.ages_stated, default=None)
        assert label.age_max is None or (label.age_min is not None and label.age_max > label.age_min)
    assert set(READABLE) == set(THINGS)


def test_three_hundred_wishes_are_the_same_for_the_same_seed_and_a_third_each() -> None:
    cases = generate()
    assert cases == generate()
    assert cases != generate(seed=2)
    assert [sum(case.kind == kind for case in cases) for kind in ("cap", "age", "without")] == [100, 100, 100]
    assert len({(case.shop, case.text) for case in cases}) == 300
    assert all(wish.hard for case in cases for wish in case.wishes)


@pytest.mark.parametrize(
    ("price", "description", "expected"),
    [
        (500, "A ball.", "meets"),
        (1500, "A ball.", "violates"),
        (1500, "A ball made of wood.", "meets"),
        (2500, "A ball made of wood.", "violates"),
        (1500, "Looks like wood.", "open"),
        (2500, "Looks like wood.", "violates"),
        (None, "A ball made of wood.", "unstated"),
    ],
)
def test_a_cap_that_depends_is_judged_by_what_the_row_certainly_is(
    price: int | None, description: str, expected: str
) -> None:
    row = replace(toy(description=description), price_minor=price)
    assert verdict(row, CapIf("wood", 2000, 1000)) == expected
