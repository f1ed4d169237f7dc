"""The laws of hard wishes, on hand-made items and on drawn ones."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.items import Item
from domain.wishes import Op, Wish
from retrieval.catalogue import MemoryCatalogue
from tests.fakes.catalogue import ages, catalogue_of, fact, item

LAW = settings(deadline=None, max_examples=60)
values = st.sampled_from(["plastic", "wood", "metal", "steel", "wool"])
numbers = st.one_of(st.none(), st.integers(0, 5000))


def price(op: Op, minor: float, unit: str = "GBP") -> Wish:
    return Wish("price", op, number=minor, unit=unit, hard=True)


def age(op: Op, months: float) -> Wish:
    return Wish("age", op, number=months, unit="month", hard=True)


@st.composite
def items(draw: st.DrawFn) -> Item:
    item_id = draw(st.uuids()).hex
    low, spread = draw(numbers), draw(st.integers(0, 900))
    said = tuple(fact(item_id, "material", value) for value in draw(st.sets(values, max_size=2)))
    youngest, oldest = draw(st.one_of(st.none(), st.integers(0, 120))), draw(st.one_of(st.none(), st.integers(60, 200)))
    text = draw(st.sampled_from(["", "It is plastic.", "No plastic.", "A steel frame", "wood effect"]))
    group = draw(st.sampled_from("abcdef"))
    made = item(
        item_id,
        price=low,
        group=group,
        text=text,
        stock=draw(st.sampled_from([None, 0, 3])),
        facts=said + ages(item_id, youngest, oldest),
    )
    return replace(made, price_max_minor=low + spread) if low is not None and spread else made


catalogues = st.lists(items(), max_size=8).map(lambda made: catalogue_of(*made))
wishes = st.one_of(
    st.builds(price, st.sampled_from([Op.MIN, Op.MAX, Op.IS]), st.integers(0, 5000)),
    st.builds(age, st.sampled_from([Op.MIN, Op.MAX, Op.IS]), st.integers(0, 200)),
    st.builds(lambda op, value: Wish("material", op, (value,), hard=True), st.sampled_from([Op.IS, Op.NOT]), values),
)


@LAW
@given(catalogues, st.integers(0, 5000))
def test_law_no_price_above_a_maximum_and_none_unknown(catalogue: MemoryCatalogue, cap: int) -> None:
    for item_id in catalogue.passing([price(Op.MAX, cap)]):
        highest = catalogue.item(item_id).price_max
        assert highest is not None and highest.minor <= cap


@LAW
@given(catalogues, st.integers(0, 200))
def test_law_no_item_that_starts_after_the_age_and_none_unknown(catalogue: MemoryCatalogue, months: int) -> None:
    for item_id in catalogue.passing([age(Op.IS, months)]):
        (youngest,) = catalogue.facts(item_id, "age_min")
        assert youngest.number is not None and youngest.number <= months
        assert all(
            oldest.number is not None and oldest.number >= months for oldest in catalogue.facts(item_id, "age_max")
        )


@LAW
@given(catalogues, st.lists(wishes, max_size=3))
def test_law_wishes_only_narrow_and_what_is_out_of_stock_never_passes(
    catalogue: MemoryCatalogue, hard: list[Wish]
) -> None:
    passing = set(catalogue.passing(hard))
    assert passing <= set(catalogue.passing(hard[1:])) <= set(catalogue.passing(()))
    assert all(catalogue.item(item_id).in_stock is not False for item_id in passing)
    assert catalogue.count(hard) == len({catalogue.item(item_id).group_id for item_id in passing})


@LAW
@given(catalogues, values)
def test_law_no_fact_of_what_is_ruled_out(catalogue: MemoryCatalogue, value: str) -> None:
    for item_id in catalogue.passing([Wish("material", Op.NOT, (value,), hard=True)]):
        assert value not in {fact.value for fact in catalogue.facts(item_id, "material")}


@LAW
@given(catalogues, st.lists(wishes, max_size=2))
def test_law_a_count_is_what_the_wish_would_leave(catalogue: MemoryCatalogue, hard: list[Wish]) -> None:
    for value, count in catalogue.value_counts("material", hard).items():
        assert count == catalogue.count([*hard, Wish("material", Op.IS, (value,), hard=True)]) > 0


@LAW
@given(catalogues, wishes)
def test_law_a_wish_is_met_by_what_a_hard_filter_lets_through(catalogue: MemoryCatalogue, wish: Wish) -> None:
    passing = set(catalogue.passing([wish]))
    for item_id in catalogue.passing(()):
        met = catalogue.meets(item_id, wish)
        assert (item_id in passing) == (met is not False if wish.op is Op.NOT else met is True)


@pytest.mark.parametrize(
    ("op", "minor", "passing"),
    [
        (Op.MAX, 1000, {"ten"}),
        (Op.MAX, 1499, {"ten"}),
        (Op.MAX, 1500, {"ten", "range"}),
        (Op.MIN, 1000, {"ten"}),
        (Op.MIN, 800, {"ten", "range"}),
        (Op.IS, 1000, {"ten", "range"}),
        (Op.IS, 1200, {"range"}),
    ],
)
def test_both_ends_of_a_price_range_count(op: Op, minor: int, passing: set[str]) -> None:
    catalogue = catalogue_of(item("ten", price=1000), item("range", price=800, price_max=1500), item("unknown"))
    assert set(catalogue.passing([price(op, minor)])) == passing


def test_a_price_in_another_currency_is_met_by_nothing() -> None:
    assert not catalogue_of(item("ten", price=1000)).passing([price(Op.MAX, 5000, "USD")])


@pytest.mark.parametrize(
    ("hard", "passing"),
    [
        ([age(Op.IS, 48)], {"3+", "3 to 5"}),
        ([age(Op.IS, 72)], {"3+", "6+"}),
        ([age(Op.MIN, 36), age(Op.MAX, 60)], {"3+", "3 to 5"}),
        ([age(Op.MIN, 36), age(Op.MAX, 84)], {"3+"}),
        ([age(Op.MAX, 60)], {"3+", "3 to 5"}),
        ([age(Op.MIN, 80)], {"3+", "3 to 5", "6+"}),
    ],
)
def test_ages_in_months(hard: list[Wish], passing: set[str]) -> None:
    made = {"3+": (36, None), "3 to 5": (36, 60), "6+": (72, None), "up to 5": (None, 60), "unknown": (None, None)}
    catalogue = catalogue_of(*(item(name, facts=ages(name, *ends)) for name, ends in made.items()))
    assert set(catalogue.passing(hard)) == passing


def test_ages_that_disagree_are_read_in_the_strictest_way() -> None:
    catalogue = catalogue_of(item("a", facts=ages("a", 0) + ages("a", 36)))
    assert not catalogue.passing([age(Op.IS, 12)])


def test_other_figures_in_their_unit_and_never_unknown() -> None:
    weight = fact("light", "weight", "200 g", 200.0, "g"), fact("both", "weight", "100 g", 100.0, "g")
    heavier = fact("both", "weight", "900 g", 900.0, "g")
    catalogue = catalogue_of(item("light", facts=weight[:1]), item("both", facts=(weight[1], heavier)), item("unknown"))
    at_most = Wish("weight", Op.MAX, number=500.0, unit="g", hard=True)
    assert list(catalogue.passing([at_most])) == ["light"]
    assert catalogue.meets("unknown", at_most) is None and catalogue.meets("both", at_most) is False
    assert not catalogue.passing([replace(at_most, unit="mm")])


def test_is_by_stem_by_kind_and_at_any_level_of_the_category() -> None:
    catalogue = catalogue_of(
        item("a", category=("Hobbies", "Trains & Railway Sets"), said={"material": "steel"}),
        item("b", said={"material": "wood"}),
        item("c"),
    )
    assert list(catalogue.passing([Wish("category", Op.IS, ("hobbies",), hard=True)])) == ["a"]
    assert list(catalogue.passing([Wish("category", Op.IS, ("train and railway set",), hard=True)])) == []
    assert list(catalogue.passing([Wish("category", Op.IS, ("train & railway set",), hard=True)])) == ["a"]
    metal = Wish("material", Op.IS, ("metal", "wooden"))
    assert [catalogue.meets(item_id, metal) for item_id in "abc"] == [True, True, None]
    assert catalogue.meets("b", Wish("material", Op.IS, ("metal",))) is False


def test_no_property_is_a_matter_of_the_property_and_its_name() -> None:
    catalogue = catalogue_of(
        item("yes", said={"waterproof": "yes"}),
        item("no", said={"waterproof": "no"}),
        item("said", text="It is waterproof."),
        item("silent"),
    )
    assert list(catalogue.passing([Wish("waterproof", Op.NOT, ("yes",), hard=True)])) == ["no", "silent"]
    assert list(catalogue.passing([Wish("waterproof", Op.NOT, ("no",), hard=True)])) == ["yes", "said", "silent"]


def test_an_unknown_attribute_meets_nothing_and_removes_nothing() -> None:
    catalogue = catalogue_of(item("a"))
    assert catalogue.meets("a", Wish("recipient", Op.LIKE, ("nephew",))) is None
    assert not catalogue.passing([Wish("flavour", Op.IS, ("mint",), hard=True)])
    assert list(catalogue.passing([Wish("flavour", Op.NOT, ("mint",), hard=True)])) == ["a"]


def test_a_cap_under_a_condition_takes_the_place_of_the_plain_one_where_the_condition_is_known_to_be_met() -> None:
    catalogue = catalogue_of(
        item("dry 70", price=7000, said={"waterproof": "yes"}),
        item("dry 90", price=9000, said={"waterproof": "yes"}),
        item("wet 70", price=7000, said={"waterproof": "no"}),
        item("unsaid 70", price=7000),
        item("unsaid 50", price=5000),
        item("priceless", said={"waterproof": "yes"}),
    )
    plain, dearer = price(Op.MAX, 5000), replace(price(Op.MAX, 8000), given=(("waterproof", "yes"),))
    assert set(catalogue.passing((plain, dearer))) == {"dry 70", "unsaid 50"}
    assert set(catalogue.passing((dearer, plain))) == {"dry 70", "unsaid 50"}
    # Alone it says nothing of the products that it does not speak of.
    assert set(catalogue.passing((dearer,))) == {"dry 70", "wet 70", "unsaid 70", "unsaid 50"}
