"""The whole shop: large enough, of one piece with its sheets, related, and free of contradictions and twins."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest

from demo.authoring.__main__ import feed_rows, is_first
from demo.authoring.rows import RELATIONS
from demo.authoring.sheets import read_sheets
from demo.products import FEED, by_id

Row = Mapping[str, object]
# Two descriptions that share this much of their three-word runs are one description twice. Read by eye: the nearest
# honest neighbours (two covers of one make) share a tenth.
TWINS = 0.2
# What a kind must say of itself beside what every product says, by the shelf it stands on.
OF_SHELF: Mapping[str, tuple[str, ...]] = {
    "Kitchen electricals": ("power", "watts", "capacity_ml|slots"),
    "Headphones & speakers": ("material",),
    "Cookware": ("dishwasher_safe", "hob|capacity_ml|material"),
    "Tops": ("size", "gender", "care", "washable"),
    "Shoes": ("size", "gender", "vegan"),
    "Coats & jackets": ("size", "gender", "waterproof"),
    "Jams, honey & spreads": ("allergens", "vegan", "net_weight_g", "keeps_months"),
    "Chocolate & sweets": ("allergens", "vegan", "net_weight_g"),
    "Face & skin": ("capacity_ml", "vegan"),
    "Feeding": ("pet",),
    "Power tools": ("power",),
    "Cycling": ("care",),
    "Board games & cards": ("age_min_years", "players|number_of_pieces"),
}
AMERICAN = re.compile(
    r"\b(colou?rful(?<!colourful)|color\w*|gray\w*|favorite|center|meters?\b(?<!meter)|liters?|aluminum|jewelry|flavor\w*"
    r"|cozy|pajamas|mold\w*|tires?\b(?<!tires)|traveler\w*|organize\w*|sidewalk|diaper\w*|cookie\w*|plow|ax)\b",
    re.IGNORECASE,
)
# Words of running on electricity, each with the values of `power` that it fits.
POWERED: tuple[tuple[str, frozenset[str]], ...] = (
    (r"charges? (?:by|over) USB-C", frozenset(("rechargeable",))),
    (r"(?:one|two|three|four|six) (?:AAA?|button cells?|coin cells?) batter", frozenset(("batteries",))),
    (r"AAA? batter(?:y|ies)", frozenset(("batteries",))),
    (r"button cells?|coin cell", frozenset(("batteries",))),
)


def products() -> list[Row]:
    """One row of each product: its first variant."""
    return [row for row in by_id().values() if row["id"] == row["group_id"]]


def groups() -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in by_id().values():
        found[str(row["group_id"])].append(row)
    return found


def listed(row: Row, column: str) -> list[str]:
    value = row.get(column, [])
    assert isinstance(value, list)
    return [str(one) for one in value]


def test_the_shop_is_large_and_wide() -> None:
    departments = Counter(row["department"] for row in products())
    assert len(products()) >= 800
    assert len(departments) >= 8
    assert min(departments.values()) >= 35


def test_the_feed_is_what_the_sheets_say() -> None:
    lines = [json.dumps(row, ensure_ascii=False) for row in feed_rows()]
    assert lines == FEED.read_text(encoding="utf-8").splitlines(), "run python -m demo.authoring"


def test_no_two_products_have_one_title() -> None:
    counts = Counter(str(row["name"]).casefold() for row in products())
    assert [name for name, count in counts.items() if count > 1] == []


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z']+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def test_no_two_descriptions_are_nearly_the_same() -> None:
    said = {str(row["id"]): runs(str(row["description"])) for row in products()}
    having = defaultdict(list)
    for key, found in said.items():
        for run in found:
            having[run].append(key)
    shared: Counter[tuple[str, str]] = Counter(
        (one, other) for keys in having.values() for at, one in enumerate(keys) for other in keys[at + 1 :]
    )
    near = {pair: count / min(len(said[pair[0]]), len(said[pair[1]])) for pair, count in shared.items()}
    assert {pair: share for pair, share in near.items() if share >= TWINS} == {}


def test_descriptions_do_not_begin_alike() -> None:
    openings = Counter(" ".join(str(row["description"]).split()[:3]).casefold() for row in products())
    assert {opening: count for opening, count in openings.items() if count > 5} == {}


@pytest.mark.parametrize("department", sorted({str(row["department"]) for row in products()}))
def test_a_new_description_is_of_readable_length(department: str) -> None:
    new = [row for row in products() if row["department"] == department and not is_first(dict(row))]
    lengths = {str(row["name"]): len(str(row["description"]).split()) for row in new}
    assert {name: length for name, length in lengths.items() if not 24 <= length <= 60} == {}


def test_spelling_is_british() -> None:
    texts = {str(row["id"]): f"{row['name']} {row['description']}" for row in products()}
    assert {key: found[0] for key, text in texts.items() if (found := AMERICAN.search(text))} == {}


def test_prices_are_within_the_range_of_their_kind() -> None:
    for entry in read_sheets():
        if "kind" in entry.attributes:
            continue  # stands on the shelf of another kind: a case among headphones
        for row in groups()[entry.product_id]:
            price = row["price"]
            assert price is None or isinstance(price, int | float)
            assert price is None or entry.kind.lowest <= price <= entry.kind.highest, (entry.name, price)


def test_a_product_says_what_its_shelf_needs() -> None:
    for row in by_id().values():
        if is_first(dict(row)) or row["kind"] in ("refill", "case"):
            continue
        for columns in OF_SHELF.get(str(row["category"]).split(" > ")[1], ()):
            assert any(column in row for column in columns.split("|")), (row["name"], columns)


def test_most_products_have_a_dozen_attributes() -> None:
    frame = {"id", "group_id", "name", "department", "category", "kind", "description", "currency", "url", "image"}
    counts = [len(set(row) - frame - {"price", "stock", "rating", "rating_count"}) for row in by_id().values()]
    assert min(counts) >= 8
    assert sorted(counts)[len(counts) // 5] >= 11


def test_words_of_power_fit_the_power() -> None:
    for row in products():
        for words, fits in POWERED:
            if re.search(words, str(row["description"])) and not re.search(r"no batter|without a batter", str(row)):
                assert row.get("power") in fits, (row["name"], words)


def test_a_thing_without_batteries_speaks_of_none() -> None:
    for row in products():
        if row.get("power") == "no batteries" and not is_first(dict(row)):
            assert not re.search(r"\b(takes|needs|uses)\b[^.]*batter", str(row["description"])), row["name"]


def quantities(text: str) -> Iterator[tuple[float, str]]:
    for number, unit in re.findall(r"\b(\d+(?:\.\d+)?) (ml|kg|pieces)\b", text):
        yield float(number), unit


def test_figures_in_the_text_are_those_of_the_columns() -> None:
    columns = {"ml": "capacity_ml", "pieces": "number_of_pieces"}
    for row in products():
        for number, unit in quantities(str(row["description"])):
            if unit in columns and columns[unit] in row and not is_first(dict(row)):
                assert row[columns[unit]] == number, (row["name"], number, unit)


def test_vegan_things_are_of_no_animal() -> None:
    animal = re.compile(r"leather|wool|silk|suede|beeswax|sheepskin|feather|mohair|honey|milk|egg", re.IGNORECASE)
    for row in products():
        if row.get("vegan") == "yes":
            assert not animal.search(str(row["material"])), row["name"]
            assert not {"milk", "egg", "fish"} & set(listed(row, "allergens")), row["name"]


def test_waterproof_is_not_denied_in_the_text() -> None:
    denied = re.compile(r"not waterproof|keep (?:it )?(?:dry|from (?:the )?rain)\b", re.IGNORECASE)
    for row in products():
        if row.get("waterproof") == "yes":
            assert not denied.search(str(row["description"])), row["name"]


def test_relations_name_other_products_of_the_shop() -> None:
    ids = {str(row["group_id"]) for row in products()}
    for row in products():
        for relation in (*RELATIONS, "same_series"):
            named = listed(row, relation)
            assert set(named) <= ids - {str(row["id"])}, (row["name"], relation)
            assert len(set(named)) == len(named)


def test_a_spare_part_names_its_machine_and_costs_less() -> None:
    spare = [row for row in products() if listed(row, "spare_part_for")]
    assert len(spare) >= 7
    for row in spare:
        for other in listed(row, "spare_part_for"):
            machine = by_id()[other]
            assert machine["department"] == row["department"]
            assert float(str(row["price"])) < float(str(machine["price"])), row["name"]


def test_a_series_is_one_brand_and_says_its_name_or_shape() -> None:
    found = defaultdict(list)
    for row in products():
        if "series" in row:
            found[row["series"]].append(row)
    several = {name: rows for name, rows in found.items() if len(rows) > 1}
    assert len(several) >= 4
    assert all(len({row["brand"] for row in rows}) == 1 for rows in several.values())
    for rows in several.values():
        for row in rows:
            assert set(listed(row, "same_series")) == {str(other["id"]) for other in rows} - {str(row["id"])}


def test_variants_differ_in_colour_size_and_what_follows_from_them() -> None:
    own = {"id", "url", "image", "stock", "price", "colour", "size"}
    follows = {"weight_g", "width_mm", "depth_mm", "capacity_ml", "uk_size"}
    for rows in groups().values():
        assert len({(row["colour"], row.get("size")) for row in rows}) == len(rows)
        for one, other in pairwise(rows):
            different = {key for key in {*one, *other} if one.get(key) != other.get(key)} - own
            assert different <= (follows if one.get("size") != other.get("size") else set()), one["name"]


def test_shoes_come_in_size_forty_three() -> None:
    assert [row for row in by_id().values() if row.get("size") == "43" and row["kind"] == "shoe"]


def test_some_stock_and_some_prices_are_not_known() -> None:
    rows = list(by_id().values())
    assert len([row for row in rows if row["stock"] is None]) >= 20
    assert len([row for row in rows if row["stock"] == 0]) >= 40
    assert len([row for row in products() if row["price"] is None]) >= 8
    assert len([row for row in products() if row.get("rating") is None]) >= 10
