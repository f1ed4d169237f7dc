"""What cells come to mean: sales, variants, lists, and columns that cannot be read."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.errors import FeedError
from domain.items import Item, Sale
from retrieval.feeds import Rejected, Row, find_mapping, read_feed, read_rows
from retrieval.feeds.mapping import map_columns, stated_relation
from retrieval.feeds.values import parse_minor, parse_moment, parse_period, parse_stock


def rows_of(*rows: Mapping[str, str], columns: Mapping[str, str] | None = None) -> list[Item | Rejected]:
    """The rows read as one feed in pounds; ids and titles are there."""
    given = [Row(n, {"id": str(n), "title": f"Thing {n}", **row}) for n, row in enumerate(rows, start=1)]
    return list(read_rows(given, shop="s", currency="GBP", columns=columns))


def item_of(**cells: str) -> Item:
    (item,) = rows_of(cells)
    assert isinstance(item, Item)
    return item


def reject_of(**cells: str) -> Rejected:
    """The reject of a row beside a good one."""
    good = {name: "9.00" if name.endswith("price") else "" for name in cells}
    _, reject = rows_of(good, cells)
    assert isinstance(reject, Rejected)
    return reject


def money(item: Item) -> tuple[int | None, int | None, Sale | None]:
    return item.price_minor, item.price_max_minor, item.sale


def facts(item: Item, relation: str) -> set[str]:
    return {fact.value for fact in item.facts if fact.relation == relation}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"price": "10.00", "sale_price": "8.00"}, (1000, None, Sale(800))),
        ({"price": "10.00", "sale_price": ""}, (1000, None, None)),
        ({"price": "10.00", "sale_price": "12.00"}, (1000, None, None)),
        ({"price": "10.00", "sale_price": "0.00 GBP"}, (1000, None, None)),
        ({"price": "10.00", "compare_at_price": "0.00"}, (1000, None, None)),
        ({"price": "10.00", "sale_price": "10.00"}, (1000, None, None)),
        ({"price": "8.00", "compare_at_price": "10.00"}, (1000, None, Sale(800))),
        ({"price": "8.00", "compare_at_price": "8.00"}, (800, None, None)),
        ({"price": "8.00", "compare_at_price": "7.00"}, (800, None, None)),
        ({"price": "10.00", "sale_price": "8.00", "list_price": "15.00"}, (1000, None, Sale(800))),
        ({"Regular price": "10.00", "Sale price": "8.00"}, (1000, None, Sale(800))),
        ({"sale_price": "8.00"}, (800, None, None)),
        ({"price": "10.00 GBP", "sale_price": "8.00 EUR"}, (1000, None, None)),
        ({"price": "10.00-14.00", "sale_price": "8.00"}, (1000, 1400, Sale(800))),
        ({"price_in_cents": "1299"}, (1299, None, None)),
        ({"price": "", "compare_at_price": "10.00"}, (None, None, None)),
    ],
)
def test_prices_and_sales_are_told_apart(cells: dict[str, str], expected: tuple[int | None, ...]) -> None:
    assert money(item_of(**cells)) == expected


def test_a_sale_has_the_dates_of_its_columns() -> None:
    item = item_of(price="10", sale_price="8", date_sale_price_starts="2026-11-24", date_sale_price_ends="2026-11-26")
    assert item.sale == Sale(800, datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 11, 27, tzinfo=UTC))


@pytest.mark.parametrize(
    ("cell", "starts", "ends"),
    [
        ("2026-11-24T13:00-0800/2026-11-29T15:30-0800", "2026-11-24 21:00", "2026-11-29 23:30"),
        ("2026-11-24T13:00Z/2026-11-29T15:30+01:00", "2026-11-24 13:00", "2026-11-29 14:30"),
        ("2026-11-24/2026-11-24", "2026-11-24 00:00", "2026-11-25 00:00"),
        ("2026-11-24T13:00/", "2026-11-24 13:00", None),
        ("/2026-11-24T13:00", None, "2026-11-24 13:00"),
        ("", None, None),
    ],
)
def test_periods_are_read(cell: str, starts: str | None, ends: str | None) -> None:
    wanted = [datetime.fromisoformat(f"{moment}+00:00") if moment else None for moment in (starts, ends)]
    assert list(parse_period(cell)) == wanted


@pytest.mark.parametrize("cell", ["tomorrow", "2026-11-24", "2026-11-24/2026-13-01", "2026-11-25/2026-11-24", "1/2/3"])
def test_what_is_no_period_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r"date|end"):
        parse_period(cell)


def test_the_last_day_of_the_calendar_is_refused_and_does_not_overflow() -> None:
    with pytest.raises(ValueError, match="date"):
        parse_moment("9999-12-31", ends=True)


@pytest.mark.parametrize("cell", ["12.99", "-5", "1e3", "9" * 20])
def test_what_is_no_minor_unit_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="price"):
        parse_minor(cell, "GBP")


@pytest.mark.parametrize("column", ["price", "sale_price", "compare_at_price"])
def test_an_unreadable_price_of_any_kind_rejects_the_row_with_its_column(column: str) -> None:
    reject = reject_of(**{"price": "10.00", column: "ask"})
    assert (reject.column, reject.value, reject.item_id) == (column, "ask", "2")


def test_unreadable_dates_of_a_sale_reject_the_row() -> None:
    reject = reject_of(price="10", sale_price="8", sale_price_effective_date="soon")
    assert (reject.column, reject.value) == ("sale_price_effective_date", "soon")
    assert item_of(price="10", sale_price="", sale_price_effective_date="soon").price_minor == 1000


def test_a_price_column_of_which_nothing_can_be_read_is_not_passed_over() -> None:
    rows = rows_of({"price": "cheap"}, {"price": "dear"}, {"price": "free"})
    assert [row.column for row in rows if isinstance(row, Rejected)] == ["price"] * 3
    mapping = map_columns([Row(1, {"id": "1", "title": "A", "price": "cheap"})])
    assert mapping.fields["price"] == ("price",)
    assert "rows where it cannot are rejected" in mapping.notes[0]


def test_a_field_can_be_left_out_by_hand() -> None:
    (item,) = rows_of({"price": "cheap", "stock": "4"}, columns={"price": "-"})
    assert isinstance(item, Item) and (item.price_minor, item.stock) == (None, 4)


def test_words_for_stock_are_those_of_all_platforms() -> None:
    out = ("out_of_stock", "Out of stock", "OutOfStock", "https://schema.org/SoldOut", "discontinued", "no")
    here = ("in_stock", "InStock", "http://schema.org/InStock", "limited_stock", "LimitedAvailability", "yes")
    to_order = ("preorder", "pre-order", "PreOrder", "backorder", "BackOrder", "made to order", "available_for_order")
    stocks = [{parse_stock(word) for word in words} for words in (out, here, to_order)]
    assert stocks == [{0}, {1}, {None}]


def test_lists_of_many_combinations_are_facts_of_their_parts() -> None:
    uses = ("walking", "camping", "cycling", "sailing", "climbing", "skiing")
    pairs = [f"{one}, {other}" for one in uses for other in uses if one != other]
    rows = rows_of(*({"activities": pair} for pair in pairs))
    assert len(set(pairs)) == 30
    first = rows[0]
    assert isinstance(first, Item) and facts(first, "activities") == {"walking", "camping"}


def test_free_text_with_commas_is_no_fact() -> None:
    words = [f"this is thing {n}, which is unlike {n * 7}, and so on {n * 3}" for n in range(40)]
    assert all(isinstance(row, Item) and not facts(row, "remark") for row in rows_of(*({"remark": w} for w in words)))


def test_levels_of_categories_stand_once_however_they_are_spelt() -> None:
    item = item_of(category="Toys & Games > Puzzle", subcategory="Toys and games > Puzzles > Wooden puzzles")
    assert item.category == ("Toys & Games", "Puzzle", "Wooden puzzles")


def test_a_variant_has_the_options_of_its_columns_whatever_their_number() -> None:
    sizes = [f"{n} x {n + 1} cm" for n in range(60)]
    rows = rows_of(*({"item_group_id": "g", "size": size, "material": "oak", "color": ""} for size in sizes))
    assert all(isinstance(row, Item) for row in rows)
    assert [dict(row.options) for row in rows if isinstance(row, Item)] == [
        {"material": "oak", "size": size} for size in sizes
    ]


def test_variants_have_from_their_group_what_they_leave_empty() -> None:
    parent = {"id": "g", "title": "Larch bench", "description": "Seats two.", "brand": "Fernwick", "image": "a.jpg"}
    rows = rows_of(
        {"group_id": "g", "title": "", "description": "", "image": "", "size": "L"},
        {"group_id": "g", "title": "Bench, small", "description": "Seats one.", "image": "s.jpg", "size": "S"},
        {"group_id": "g", **parent},
        {"group_id": "h", "title": "Alone", "description": "", "image": "", "size": "S"},
    )
    large, small, bench, alone = rows
    assert isinstance(large, Item) and isinstance(small, Item) and isinstance(bench, Item) and isinstance(alone, Item)
    assert (large.title, large.description, large.image_url) == ("Larch bench", "Seats two.", "a.jpg")
    assert (small.title, small.description, small.image_url) == ("Bench, small", "Seats one.", "s.jpg")
    assert (small.brand, alone.brand, alone.image_url) == ("Fernwick", None, None)


@pytest.mark.parametrize("name", ["price", "Title", "stock", "id", "reviews", "g:price", "sku", "", "x" * 80])
def test_a_stated_property_never_stands_for_a_field(name: str) -> None:
    assert stated_relation(name) == ""


def test_json_ld_says_a_product_once_and_nothing_of_related_ones(tmp_path: Path) -> None:
    variant = {"@type": "Product", "@id": "#v", "sku": "V", "name": "Tern, red", "isVariantOf": {"@id": "#g"}}
    group = {"@type": "ProductGroup", "@id": "#g", "name": "Tern", "hasVariant": [{"@id": "#v"}]}
    other = {"@type": "Product", "sku": "R", "name": "Related"}
    page = {"@graph": [variant, group, {"@type": "WebPage", "isSimilarTo": other, "mainEntity": {"@id": "#v"}}]}
    path = tmp_path / "page.json"
    path.write_text(json.dumps(page), encoding="utf-8")
    (item,) = read_feed(path, shop="s")
    assert isinstance(item, Item) and (item.item_id, item.group_id) == ("V", "#g")


def test_a_page_without_products_is_an_error_that_says_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<!doctype html><html><body>Hello</body></html>", encoding="utf-8")
    with pytest.raises(FeedError, match="@type: Product"):
        list(read_feed(path, shop="s"))


def test_a_forced_format_is_taken_by_its_word(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("id;title\n1;A\n", encoding="utf-8")
    assert find_mapping(path, format="csv").fields["title"] == ("title",)
    for wrong in ("parquet", "jsonl", "acp", "shopify", "xml"):
        with pytest.raises(FeedError):
            list(read_feed(path, shop="s", format=wrong))


def test_variants_within_a_record_are_products_of_one_group(tmp_path: Path) -> None:
    tee = {
        "id": 7, "title": "Wren tee", "handle": "wren-tee", "body_html": "<p>Soft.</p>", "vendor": "Larkfield",
        "product_type": "Tee", "images": [{"id": 1, "src": "https://cdn.example/tee.jpg"}],
        "options": [{"name": "Color", "values": ["Red"]}, {"name": "Size", "values": ["M", "L"]}],
        "variants": [
            {"id": 71, "title": "Red / M", "option1": "Red", "option2": "M", "price": "19.00",
             "compare_at_price": "25.00", "available": True},
            {"id": 72, "title": "Red / L", "option1": "Red", "option2": "L", "price": "19.00",
             "compare_at_price": None, "available": False},
        ],
    }  # fmt: skip
    only_one = {"id": 81, "title": "Default Title", "option1": "Default Title", "price": "9.00", "available": True}
    mug = {"id": 8, "title": "Mug", "options": [{"name": "Title"}], "variants": [only_one]}
    path = tmp_path / "products.json"
    path.write_text(json.dumps({"products": [tee, mug]}), encoding="utf-8")
    medium, large, only = (row for row in read_feed(path, shop="s") if isinstance(row, Item))
    assert (medium.item_id, medium.group_id, medium.title, medium.description) == ("71", "7", "Wren tee", "Soft.")
    assert (medium.price_minor, medium.sale, medium.stock) == (2500, Sale(1900), 1)
    assert (large.price_minor, large.sale, large.stock) == (1900, None, 0)
    assert dict(large.options) == {"colour": "Red", "size": "L"}
    assert (large.image_url, large.category) == ("https://cdn.example/tee.jpg", ("Tee",))
    assert (only.title, only.group_id, only.options) == ("Mug", "8", ())


def test_two_products_of_one_line_with_one_id_are_one_and_a_reject(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    nodes = [{"@type": "Product", "sku": "1", "name": name} for name in ("Tern", "Plover")]
    path.write_text(f'<script type="application/ld+json">{json.dumps(nodes)}</script>', encoding="utf-8")
    tern, plover = read_feed(path, shop="s")
    assert isinstance(tern, Item) and isinstance(plover, Rejected)
    assert plover.reason == "the id stands on line 1 already"


def test_googles_own_names_count_before_those_of_rss(tmp_path: Path) -> None:
    item = """<item>
        <title>For readers</title><link>https://x.example/rss</link><description>By <b>RSS</b> &amp; co</description>
        <g:id>1</g:id><g:title>For shoppers</g:title><g:link>https://x.example/g</g:link><g:price>5 GBP</g:price>
        <g:product_highlight>Light</g:product_highlight><g:product_highlight>Strong</g:product_highlight>
        </item>"""
    path = tmp_path / "feed.xml"
    path.write_text(f'<rss xmlns:g="http://base.google.com/ns/1.0"><channel>{item}</channel></rss>', encoding="utf-8")
    (found,) = read_feed(path, shop="s")
    assert isinstance(found, Item)
    assert (found.title, found.url, found.description) == ("For shoppers", "https://x.example/g", "By RSS & co")
    assert "Light" in found.text and "Strong" in found.text


@pytest.mark.parametrize(
    "head",
    [
        '"version": 3, "categories": [{"id": "c", "name": "Mugs"}], "products"',
        '"data": {"shop": {"name": "x"}, "items"',
        '"made": "[{", "stools"',
    ],
)
def test_the_array_of_products_is_found_among_others(head: str, tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    end = "}" * head.count("{") if "data" in head else ""
    path.write_text(f'{{{head}: [\n{{"id": "1", "name": "Stool"}}]{end[:1]}}}', encoding="utf-8")
    (item,) = read_feed(path, shop="s")
    assert isinstance(item, Item) and item.title == "Stool"


def test_a_quote_that_is_not_closed_costs_its_own_row_only(tmp_path: Path) -> None:
    rows = [f"{number},Stool {number},{number}.50,Home" for number in range(1, 200)]
    rows[20] = '21,"Stool 21,21.50,Home'
    rows[90] = '91,"Stool, ""small""\nand round",91.50,Home'
    rows[150] = '151,"Stool 151,151.50,Home'
    path = tmp_path / "feed.csv"
    path.write_text("\n".join(["id,title,price,category", *rows]) + "\n", encoding="utf-8")
    found = list(read_feed(path, shop="s"))
    rejects = [row for row in found if isinstance(row, Rejected)]
    assert [(row.line, row.reason) for row in rejects] == [
        (22, "a quote of this row is not closed"),
        (153, "a quote of this row is not closed"),
    ]
    assert len(found) == 199
    assert 'Stool, "small" and round' in [row.title for row in found if isinstance(row, Item)]


def test_a_row_of_many_lines_with_a_cell_too_few_is_one_reject(tmp_path: Path) -> None:
    path = tmp_path / "feed.csv"
    path.write_text('id,title,price\n1,"Stool,\nof larch,\nfor two"\n2,Bench,5\n', encoding="utf-8")
    found = list(read_feed(path, shop="s"))
    assert [row.line if isinstance(row, Rejected) else row.item_id for row in found] == [2, "2"]


@pytest.mark.parametrize("break_at", ['"stock": 3', '"name": "Stool 3"', '"size": {"w": 1, "h": 2}, "id": "3"'])
def test_a_broken_object_of_an_array_costs_its_own_row_only(break_at: str, tmp_path: Path) -> None:
    rows = [{"size": {"w": 1, "h": 2}, "id": str(n), "name": f"Stool {n}", "stock": n} for n in range(1, 7)]
    text = json.dumps({"items": rows}, indent=1).replace("\n  ", " ").replace("\n ", " ")
    text = text.replace('{   "w": 1,   "h": 2  }', '{"w": 1, "h": 2}')
    path = tmp_path / "feed.json"
    path.write_text(" ".join(text.split()).replace(break_at, break_at.replace('": ', '" = ', 1)), encoding="utf-8")
    found = list(read_feed(path, shop="s"))
    assert [row.item_id for row in found if isinstance(row, Item)] == ["1", "2", "4", "5", "6"]
    (bad,) = (row for row in found if isinstance(row, Rejected))
    assert "not JSON here" in bad.reason


def test_what_is_within_a_broken_object_is_no_product(tmp_path: Path) -> None:
    parts = [{"id": "leg", "name": "Leg"}, {"id": "seat", "name": "Seat"}]
    rows = [{"id": str(n), "name": f"Stool {n}", "parts": parts, "stock": n} for n in range(1, 5)]
    path = tmp_path / "feed.json"
    path.write_text(json.dumps(rows).replace('"name": "Stool 3"', '"name" = "Stool 3"'), encoding="utf-8")
    found = list(read_feed(path, shop="s"))
    assert [row.item_id for row in found if isinstance(row, Item)] == ["1", "2", "4"]


def distinct_columns(name: str, cells: list[str]) -> list[Item]:
    rows = rows_of(*({name: cell} for cell in cells))
    return [row for row in rows if isinstance(row, Item)]


@pytest.mark.parametrize(
    "name", ["Care", "allergens", "pattern_type", "Season", "compatible with", "Fabric", "Farbe", "Pflegehinweise"]
)
def test_a_column_with_an_attributes_name_is_one_however_many_values_it_has(name: str) -> None:
    items = distinct_columns(name, [f"kind {chr(97 + n // 10)}{chr(97 + n % 10)}" for n in range(90)])
    assert len(items) == 90 and all(any(fact.source == name for fact in item.facts) for item in items)


def test_many_values_of_a_few_words_are_an_attribute_if_they_come_back() -> None:
    come_back = distinct_columns("mood", [f"kind of {n % 60}" for n in range(600)])
    alone = distinct_columns("mood", [f"kind of {n}" for n in range(90)])
    assert all(facts(item, "mood") for item in come_back) and not any(facts(item, "mood") for item in alone)


def test_figures_with_units_are_an_attribute_however_many_there_are() -> None:
    items = distinct_columns("reach", [f"{n + 3} cm" for n in range(90)])
    assert all([fact.unit for fact in item.facts if fact.relation == "reach"] == ["mm"] for item in items)


def test_sentences_in_a_column_of_an_attribute_are_text_and_no_fact() -> None:
    said = [f"Wash it at {n} degrees before you wear it. Then hang it up to dry in the shade." for n in range(30, 90)]
    items = distinct_columns("care", said)
    assert not any(facts(item, "care") for item in items)
    assert all(cell.split(".")[0] in item.text for item, cell in zip(items, said, strict=True))


def test_one_long_cell_does_not_make_an_attribute_text_and_is_read_as_text_itself() -> None:
    long = "It wants a wash by hand in cold water, with a mild soap, before it is worn for the first time by anybody"
    items = distinct_columns("care", [*(f"wash at {n}" for n in range(30, 90)), long])
    assert facts(items[0], "care") == {"wash at 30"} and not facts(items[-1], "care") and long in items[-1].text
