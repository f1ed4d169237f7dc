"""The demo shop's feed as the feed reader sees it: every row an item, with the facts that the rows state."""

from functools import cache

from demo.products import FEED, by_id
from domain.items import AGE_MAX, AGE_MIN, COLOUR, MATERIAL, POWER, Fact, Item
from retrieval.feeds import read_feed


@cache
def items() -> dict[str, Item]:
    read = list(read_feed(FEED, shop="demo"))
    return {found.item_id: found for found in read if isinstance(found, Item)}


def facts(item_id: str, relation: str) -> list[Fact]:
    return [fact for fact in items()[item_id].facts if fact.relation == relation]


def values(item_id: str, relation: str) -> set[str]:
    return {fact.value for fact in facts(item_id, relation)}


def test_every_row_becomes_an_item() -> None:
    assert set(items()) == set(by_id())


def test_ages_are_read_in_months() -> None:
    for item_id, row in by_id().items():
        for relation, column in ((AGE_MIN, "age_min_years"), (AGE_MAX, "age_max_years")):
            years = row.get(column)
            expected = [] if years is None else [12.0 * float(str(years))]
            assert [fact.number for fact in facts(item_id, relation)] == expected, (item_id, relation)


def test_power_is_read_as_stated() -> None:
    for item_id, row in by_id().items():
        if row["department"] == "Toys & Games":
            assert values(item_id, POWER) == {row["power"]}, item_id


def test_only_leather_things_are_said_to_be_leather() -> None:
    said = {item_id for item_id in items() if "leather" in values(item_id, MATERIAL)}
    assert said == {item_id for item_id, row in by_id().items() if row["material"] in ("leather", "suede")}


def test_lists_become_one_fact_for_each_of_their_values() -> None:
    assert values("garden-002", "suitable_for") == {"gardeners"}
    assert values("garden-008", "suitable_for") == {"gardeners", "cooks", "people in small flats", "students"}
    assert values("toy-002", "occasion") == {"birthday", "stocking filler"}


def test_price_stock_and_colour_are_those_of_the_variant() -> None:
    green = items()["home-001-green"]
    assert (str(green.price), green.stock, green.group_id) == ("£11", 21, "home-001")
    assert "green" in values("home-001-green", COLOUR)
    assert items()["toy-034"].price is None
