"""The demo shop's feed: whole, free of contradictions, and fit for the conversation in the README."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from demo.pictures import kinds
from demo.products import FEED, by_id

Row = Mapping[str, object]

COMMON = (
    *(
        "id",
        "group_id",
        "name",
        "department",
        "category",
        "brand",
        "kind",
        "description",
        "currency",
        "stock",
        "rating_count",
    ),
    *(
        "url",
        "image",
        "colour",
        "material",
        "weight_g",
        "width_mm",
        "depth_mm",
        "height_mm",
        "design",
        "made_in",
        "suitable_for",
        "occasion",
    ),
)
OF_DEPARTMENT: Mapping[str, tuple[str, ...]] = {
    "Toys & Games": ("power", "subject"),
    "Home & Kitchen": (),
    "Garden & Outdoors": ("waterproof",),
    "Bags & Travel": ("waterproof",),
    "Books & Paper": (),
    "Sports & Fitness": (),
    "Electronics & Audio": (),
    "Beauty & Care": (),
    "Pets": ("pet",),
    "Fashion & Accessories": ("vegan", "gender"),
    "Food & Drink": ("vegan", "allergens", "keeps_months"),
    "Tools & DIY": (),
}
# What clothes say by their size.
MEASURES = ("weight_g", "width_mm", "depth_mm", "height_mm")
ANIMAL = ("leather", "wool", "beeswax")


def rows() -> list[Row]:
    return list(by_id().values())


def number(row: Row, column: str) -> float | None:
    value = row.get(column)
    assert value is None or isinstance(value, int | float)
    return value


def price(row: Row) -> float:
    """The price, with unknown as infinite: it is not below any cap."""
    known = number(row, "price")
    return float("inf") if known is None else known


def where(test: Callable[[Row], bool]) -> list[Row]:
    return [row for row in rows() if test(row)]


def suits_age(row: Row, years: int) -> bool:
    """An age that is not stated suits nobody for certain; an open end suits everybody above."""
    youngest, oldest = number(row, "age_min_years"), number(row, "age_max_years")
    return youngest is not None and youngest <= years and (oldest is None or years <= oldest)


def trains_at_six() -> list[Row]:
    return where(lambda row: row.get("subject") == "trains" and suits_age(row, 6) and row["stock"] != 0)


def names(found: Iterable[Row]) -> set[str]:
    return {str(row["name"]) for row in found}


def test_every_line_is_a_product_with_an_id_of_its_own() -> None:
    assert len(by_id()) == len(FEED.read_text(encoding="utf-8").splitlines())


def test_the_departments_are_those_of_the_shop() -> None:
    assert {str(row["department"]) for row in rows()} == set(OF_DEPARTMENT)


def test_a_product_states_what_its_department_states() -> None:
    for item_id in by_id():
        row = by_id()[item_id]
        required = (*COMMON, *OF_DEPARTMENT[str(row["department"])])
        open_ = ("stock", *MEASURES[1:]) if row["stock"] is None or "size" in row else ()
        assert [column for column in required if column not in open_ and row.get(column) in (None, "", [])] == [], (
            item_id
        )
        assert len(row) - len(COMMON) + 9 >= 12  # nine of the common columns are attributes of the thing
        assert str(row["category"]).startswith(f"{row['department']} > "), item_id
        assert row["department"] != "Bags & Travel" or row.get("vegan") in (None, "yes", "no")
        assert row["url"] == f"/products/{item_id}", item_id
        assert row["image"] == f"/media/demo/{item_id}.svg", item_id
        assert row["currency"] == "GBP", item_id
        assert row["kind"] in kinds(), item_id


def test_a_product_does_not_contradict_itself() -> None:
    for item_id in by_id():
        row = by_id()[item_id]
        youngest, oldest = number(row, "age_min_years"), number(row, "age_max_years")
        assert youngest is None or oldest is None or youngest <= oldest, item_id
        assert row.get("vegan") != "yes" or row["material"] not in ANIMAL, item_id
        assert row.get("washable") != "yes" or "wash" in str(row["care"]), item_id
        rated = number(row, "rating")
        assert (rated is None) == (row["rating_count"] == 0), item_id
        assert rated is None or 0 <= rated <= 5, item_id


def test_a_description_is_a_few_plain_sentences() -> None:
    for item_id in by_id():
        text = str(by_id()[item_id]["description"])
        assert 80 <= len(text) <= 400, item_id
        assert text.endswith("."), item_id
        assert "!" not in text, item_id
        hype = ("perfect", "amazing", "best ", "ultimate", "must-have", "stunning", "unique")
        assert [word for word in hype if word in text.casefold()] == [], item_id


def test_every_department_has_cheap_and_dear_things() -> None:
    prices = defaultdict(list)
    for row in where(lambda row: row["price"] is not None):
        prices[row["department"]].append(price(row))
    assert all(min(known) <= 15 and max(known) >= 60 for known in prices.values())
    everything = [one for known in prices.values() for one in known]
    assert (min(everything), max(everything)) == (0.99, 449.0)
    assert everything.count(449.0) == 1


def test_what_is_not_known_is_left_open() -> None:
    toys = where(lambda row: row["department"] == "Toys & Games")
    assert len({row["group_id"] for row in where(lambda row: row["price"] is None)}) >= 8
    assert 3 <= len([row for row in toys if "age_min_years" not in row]) <= 20
    assert len(where(lambda row: row["rating_count"] == 0)) >= 3
    assert len(where(lambda row: row["stock"] == 0)) >= 5
    assert len(where(lambda row: row["stock"] in (1, 2, 3))) >= 5


def test_a_present_for_a_nephew_of_six_who_is_mad_about_trains() -> None:
    trains = trains_at_six()
    within = [row for row in trains if price(row) <= 25]
    assert len(trains) >= 10
    assert len(within) >= 6
    assert len({row["kind"] for row in within}) >= 4


def test_not_battery_powered_takes_some_away_and_leaves_enough() -> None:
    within = [row for row in trains_at_six() if price(row) <= 25]
    powered = [row for row in within if row.get("power") == "batteries"]
    unpowered = [row for row in within if row.get("power") == "no batteries"]
    assert len(powered) >= 2
    assert len(unpowered) >= 4
    assert len([row for row in unpowered if row["material"] == "wood"]) >= 2


def test_cheaper_than_the_second_one_has_an_answer_wherever_the_second_stands() -> None:
    prices = sorted({price(row) for row in trains_at_six() if row.get("power") == "no batteries"})
    assert prices[0] < 5
    assert len([one for one in prices if one <= 25]) >= 5


def test_forty_pounds_open_up_more_trains() -> None:
    more = [row for row in trains_at_six() if 25 < price(row) <= 40]
    assert len(more) >= 3
    assert {"batteries", "no batteries"} <= {row.get("power") for row in more}
    assert "wood" in {row["material"] for row in more}


def test_a_train_without_a_stated_age_is_there_to_be_open_about() -> None:
    assert "Locomotive Money Box" in names(
        where(lambda row: row.get("subject") == "trains" and "age_min_years" not in row)
    )


def test_there_is_something_for_everybody_who_is_asked_for() -> None:
    def suits(whom: str) -> list[Row]:
        return where(lambda row: whom in str(row["suitable_for"]))

    assert all(len(suits(whom)) >= 10 for whom in ("gardeners", "cooks", "hikers", "people in small flats", "children"))
    assert len(where(lambda row: row.get("space_saving") == "yes")) >= 20
    vegan_bags = where(lambda row: row["department"] == "Bags & Travel" and row.get("vegan") == "yes")
    assert len(vegan_bags) >= 8
    leather = where(lambda row: row["department"] == "Bags & Travel" and row["material"] == "leather")
    assert leather
    assert {row["vegan"] for row in leather} == {"no"}
