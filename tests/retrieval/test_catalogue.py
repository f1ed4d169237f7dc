"""The catalogue as the conversation asks it, and its versions."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import UnknownItem
from domain.items import AttributeKind, Item
from domain.ports import CatalogueChange
from domain.wishes import TEXT, Op, Wish
from retrieval.catalogue import MemoryCatalogue
from tests.fakes.catalogue import catalogue_of, fact, item

LAW = settings(deadline=None, max_examples=60)
RED = Wish("colour", Op.IS, ("red",), hard=True)


def shop_of_three() -> MemoryCatalogue:
    return catalogue_of(
        item("a1", "Red lamp", group="a", price=900, stock=1, rating=(5.0, 1), said={"colour": "red"}),
        item("a2", "Blue lamp", group="a", price=700, stock=0, said={"colour": "blue"}),
        item("b", "Red steel chair", price=4000, rating=(4.8, 400), said={"colour": "red", "material": "steel"}),
        item("c", "Stool", price=2000, price_max=5000, rating=(3.0, 50), said={"material": "metal"}),
    )


def test_knows_its_items_groups_and_words() -> None:
    catalogue = shop_of_three()
    assert len(catalogue) == 4
    assert [made.item_id for made in catalogue.variants("a")] == ["a2", "a1"]
    assert list(catalogue.variants("z")) == []
    assert catalogue.knows_word("lamps") and not catalogue.knows_word("sofa")
    with pytest.raises(UnknownItem, match="'z'"):
        catalogue.item("z")
    with pytest.raises(UnknownItem):
        catalogue.meets("z", RED)


def test_counts_groups_in_stock_and_kinds_for_their_family() -> None:
    catalogue = shop_of_three()
    assert catalogue.value_counts("colour", ()) == {"red": 2}
    assert catalogue.value_counts("material", ()) == {"metal": 2, "steel": 1}
    assert catalogue.value_counts("material", (RED,)) == {"steel": 1}
    assert catalogue.value_counts("flavour", ()) == {}
    assert catalogue.count(()) == 3 and catalogue.count((RED,)) == 2


def test_orders_by_the_end_of_a_range_that_counts_and_once_per_group() -> None:
    catalogue = shop_of_three()
    assert list(catalogue.ordered("price", (), descending=True, limit=5)) == ["c", "b", "a1"]
    assert list(catalogue.ordered("price", (), descending=False, limit=2)) == ["a1", "c"]
    assert list(catalogue.ordered("price", (RED,), descending=True, limit=1)) == ["b"]
    assert list(catalogue.ordered("weight", (), descending=True, limit=1)) == []


def test_one_perfect_rating_does_not_beat_hundreds_of_good_ones() -> None:
    # Mean (5 + 4.8 + 3) / 3 = 4.267, weight 10.
    # a1: (42.67 + 5) / 11 = 4.33, b: (42.67 + 1920) / 410 = 4.79, c: (42.67 + 150) / 60 = 3.21.
    assert list(shop_of_three().ordered("rating", (), descending=True, limit=3)) == ["b", "a1", "c"]


def test_price_and_stock_are_facts_and_facts_come_most_sure_first() -> None:
    sure, unsure = fact("a", "colour", "red"), replace(fact("a", "colour", "pink"), confidence=0.5)
    catalogue = catalogue_of(item("a", price=500, stock=2, facts=(unsure, sure)))
    assert list(catalogue.facts("a", "colour")) == [sure, unsure]
    assert [found.value for found in catalogue.facts("a", "price")] == ["5.00"]
    assert [found.value for found in catalogue.facts("a", "stock")] == ["yes"]


def test_describes_its_attributes() -> None:
    made = [
        item(
            str(number),
            price=100 + number,
            stock=0 if number == 0 else None,
            category=("Home", "Lamps"),
            said={"waterproof": "yes", "colour": "red" if number < 10 else "blue", "model_number": f"x{number}"},
            facts=(fact(str(number), "number_of_pieces", str(number), float(number), ""),),
        )
        for number in range(20)
    ]
    attributes = catalogue_of(*made, item("bare")).attributes()
    kinds = {name: attribute.kind for name, attribute in attributes.items()}
    assert kinds == {
        "category": AttributeKind.SET,
        "waterproof": AttributeKind.BOOLEAN,
        "colour": AttributeKind.SET,
        "model_number": AttributeKind.TEXT,
        "number_of_pieces": AttributeKind.NUMBER,
        "price": AttributeKind.NUMBER,
    }
    assert list(attributes["colour"].counts.items()) == [("blue", 10), ("red", 9)]
    assert attributes["category"].counts == {"home": 19, "lamps": 19}
    assert attributes["colour"].filled == pytest.approx(20 / 21)
    assert attributes["number_of_pieces"].label == "number of pieces"
    assert attributes["price"].unit == "GBP"


def test_a_change_makes_a_new_version_and_leaves_the_old_one_alone() -> None:
    old = shop_of_three()
    old.attributes()
    dearer = replace(old.item("b"), price_minor=9000)
    repainted = item("c", "Green stool", price=2000, said={"colour": "green"})
    new = old.updated(CatalogueChange(2, (dearer, repainted, item("d", "Sofa", price=5)), ("a1",)))
    assert (old.version, new.version, len(old), len(new)) == (1, 2, 4, 4)
    assert list(new.passing(())) == ["b", "c", "d"] and list(old.passing(())) == ["a1", "b", "c"]
    assert new.value_counts("colour", ()) == {"green": 1, "red": 1}
    assert new.value_counts("material", ()) == {"steel": 1}
    assert list(new.ordered("price", (), descending=True, limit=1)) == ["b"]
    assert new.knows_word("sofa") and not old.knows_word("sofa")
    assert new.attributes()["colour"].counts == {"green": 1, "red": 1}
    with pytest.raises(UnknownItem):
        new.item("a1")


def test_a_price_change_reads_nothing_again() -> None:
    old = shop_of_three()
    old.link(["red"])
    new = old.updated(CatalogueChange(2, (replace(old.item("b"), price_minor=1),), ()))
    assert new._table.mentions.segments is old._table.mentions.segments
    assert new._table.postings["colour"] is old._table.postings["colour"]
    assert new._cache.vocabulary is old._cache.vocabulary


@st.composite
def drawn(draw: st.DrawFn) -> Item:
    colour = draw(st.sampled_from(["red", "blue", "green"]))
    text = draw(st.sampled_from(["plastic", "no plastic", "steel"]))
    item_id = draw(st.sampled_from("abcdefgh"))
    said = {"colour": colour} if draw(st.booleans()) else {}
    return item(
        item_id,
        f"A {colour} thing",
        group=draw(st.sampled_from("xyz")),
        text=text,
        price=draw(st.integers(1, 9)),
        said=said,
    )


changes = st.lists(
    st.tuples(st.lists(drawn(), max_size=3), st.lists(st.sampled_from("abcdefgh"), max_size=2)), max_size=6
)


@LAW
@given(changes)
def test_law_many_changes_end_where_one_import_does(steps: list[tuple[list[Item], list[str]]]) -> None:
    grown = catalogue_of()
    held: dict[str, Item] = {}
    for number, (added, removed) in enumerate(steps):
        unique = {made.item_id: made for made in added}
        gone = tuple(item_id for item_id in removed if item_id not in unique)
        grown = grown.updated(CatalogueChange(number + 2, tuple(unique.values()), gone))
        held = {item_id: made for item_id, made in {**held, **unique}.items() if item_id not in gone}
    fresh = catalogue_of(*held.values())
    no_plastic = Wish(TEXT, Op.NOT, ("plastic",), hard=True)
    no_metal = Wish("material", Op.NOT, ("metal",), hard=True)
    for hard in ((), (RED,), (no_plastic,), (no_metal,)):
        assert set(grown.passing(hard)) == set(fresh.passing(hard))
        assert grown.value_counts("colour", hard) == fresh.value_counts("colour", hard)
    assert grown.attributes() == fresh.attributes()
    assert [grown.knows_word(word) for word in ("steel", "red", "blue")] == [
        fresh.knows_word(word) for word in ("steel", "red", "blue")
    ]
    assert grown.link(["red", "plastic"]) == fresh.link(["red", "plastic"])
