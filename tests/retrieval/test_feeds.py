"""Feeds of every format: columns found, rows stored or rejected, none lost."""

import csv
import gzip
import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import FeedError
from domain.items import Item
from retrieval.feeds import Rejected, Row, find_mapping, read_feed, read_rows
from retrieval.feeds.values import infer_currency, parse_price, parse_rating, parse_stock

CSV = """sku,product_name,price,quantity,category,description
A1,Tin drum,£12.50,4,Music > Drums,"A drum.
It is loud."
A2,Kite,"£1,299.00",,Outdoor,
A3,Ball,,0,Outdoor,"Round, red"
"""
RECORDS = [
    {"id": "007", "name": "Oak stool", "price": 49.9, "stock": 3, "category": ["Home", "Stools"], "sold": True},
    {"id": "008", "name": "Mug", "price": None, "stock": 0, "category": ["Kitchen"], "sold": False},
]
DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def items_of(path: Path, currency: str | None = None) -> list[Item]:
    return [row for row in read_feed(path, shop="s", currency=currency) if isinstance(row, Item)]


def rejects_of(path: Path) -> list[Rejected]:
    return [row for row in read_feed(path, shop="s") if isinstance(row, Rejected)]


def test_a_csv_with_line_breaks_in_cells_becomes_items(tmp_path: Path) -> None:
    drum, kite, ball = items_of(written(tmp_path, "f.csv", CSV))
    assert (drum.item_id, drum.title, drum.price_minor, drum.currency, drum.stock) == ("A1", "Tin drum", 1250, "GBP", 4)
    assert drum.category == ("Music", "Drums")
    assert drum.description == "A drum. It is loud."
    assert (kite.price_minor, kite.stock) == (129900, None)
    assert (ball.price_minor, ball.currency, ball.stock) == (None, None, 0)


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_other_delimiters_are_found(tmp_path: Path, delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(csv.reader(io.StringIO(CSV)))
    assert items_of(written(tmp_path, "f.csv", out.getvalue())) == items_of(written(tmp_path, "g.csv", CSV))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("f.json", json.dumps(RECORDS)),
        ("f.json", json.dumps({"version": 1, "items": RECORDS}, indent=1)),
        ("f.jsonl", "\n".join(map(json.dumps, RECORDS))),
        ("feed", "\n".join(map(json.dumps, RECORDS))),
        ("f.json.gz", gzip.compress(json.dumps(RECORDS).encode())),
        ("f.yaml", "- id: 007\n  name: Oak stool\n  price: 49.9\n  stock: 3\n  category: [Home, Stools]\n  sold: true\n"
                   "- id: 008\n  name: Mug\n  price: null\n  stock: 0\n  category: [Kitchen]\n  sold: false\n"),
        ("f.yml", "products:\n  - {id: 007, name: Oak stool, price: 49.9, stock: 3, "
                  "category: [Home, Stools], sold: yes}\n"
                  "  - {id: 008, name: Mug, price: ~, stock: 0, category: [Kitchen], sold: no}\n"),
    ],
)  # fmt: skip
def test_structured_formats_give_the_same_items(tmp_path: Path, name: str, text: str | bytes) -> None:
    stool, mug = items_of(written(tmp_path, name, text), currency="EUR")
    assert (stool.item_id, stool.title, stool.price_minor, stool.currency, stool.stock) == (
        "007",
        "Oak stool",
        4990,
        "EUR",
        3,
    )
    assert stool.category == ("Home", "Stools")
    assert (mug.item_id, mug.price_minor, mug.stock) == ("008", None, 0)


def test_rejects_name_the_first_line_of_the_row(tmp_path: Path) -> None:
    feed = (
        'id,title,price\n1,"Two\nlines",2\n,Nameless,3\n3,,4\n4,Dear,minus\n1,Again,5\n5,Free,-1\n6,short\n7,Fine,7\n'
    )
    path = written(tmp_path, "f.csv", feed)
    rejects = rejects_of(path)
    assert [(row.line, row.column) for row in rejects] == [
        (4, "id"),
        (5, "title"),
        (6, "price"),
        (7, "id"),
        (8, "price"),
        (9, ""),
    ]
    assert "line 2" in rejects[3].reason
    assert "--map item_id=COLUMN" in rejects[0].fix
    assert [item.item_id for item in items_of(path)] == ["1", "7"]


def test_a_truncated_last_line_is_one_reject(tmp_path: Path) -> None:
    text = "\n".join(map(json.dumps, RECORDS)) + '\n{"id": "9", "na'
    rows = list(read_feed(written(tmp_path, "f.jsonl", text), shop="s"))
    assert [isinstance(row, Item) for row in rows] == [True, True, False]
    assert isinstance(rows[2], Rejected) and rows[2].line == 3


def test_a_json_array_broken_in_the_middle_keeps_the_rows_before(tmp_path: Path) -> None:
    text = json.dumps(RECORDS, indent=1)[:-20]
    rows = list(read_feed(written(tmp_path, "f.json", text), shop="s"))
    assert [type(row) for row in rows] == [Item, Rejected]


def test_one_broken_yaml_item_stops_nothing(tmp_path: Path) -> None:
    text = "- id: 1\n  name: A\n- id: 2\n  name: [broken\n- id: 3\n  name: C\n"
    rows = list(read_feed(written(tmp_path, "f.yaml", text), shop="s"))
    assert [row.line if isinstance(row, Rejected) else row.item_id for row in rows] == ["1", 3, "3"]


def test_an_over_long_cell_is_a_reject_but_not_in_a_column_that_is_not_read(tmp_path: Path) -> None:
    long = "x" * 100_001
    path = written(tmp_path, "f.csv", f"id,title,description,customer_reviews\n1,A,{long},b\n2,B,b,{long}\n")
    assert [row.column for row in rejects_of(path)] == ["description"]
    assert [item.item_id for item in items_of(path)] == ["2"]


def test_two_products_with_one_title_are_both_kept(tmp_path: Path) -> None:
    assert len(items_of(written(tmp_path, "f.csv", "id,title\n1,Ball\n2,Ball\n"))) == 2


@pytest.mark.parametrize("text", ["", "\n\n", "id,title\n", "<xml/>", "a,b\n1,2\n", "{not json\n", "[]", '{"a": 1}'])
def test_a_feed_of_which_nothing_can_be_read_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(FeedError):
        list(read_feed(written(tmp_path, "f", text), shop="s"))


def test_a_mapped_column_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="nummer, titel"):
        list(read_feed(written(tmp_path, "f.csv", "nummer,titel\n1,Ball\n"), shop="s", columns={"item_id": "number"}))


def test_columns_given_by_hand_win(tmp_path: Path) -> None:
    path = written(tmp_path, "f.csv", "nummer,titel,title,farbe\n1,Ball,internal,rot\n")
    columns = {"item_id": "nummer", "title": "titel", "colour_de": "farbe"}
    (item,) = [row for row in read_feed(path, shop="s", columns=columns) if isinstance(row, Item)]
    assert item.title == "Ball"
    assert ("colour_de", "rot") in {(fact.relation, fact.value) for fact in item.facts}


def test_a_column_that_is_no_price_is_not_taken_for_one(tmp_path: Path) -> None:
    mapping = find_mapping(written(tmp_path, "f.csv", "id,title,price,unit_price\n1,A,cheap,3.00\n2,B,dear,4.00\n"))
    assert mapping.fields["price"] == ("unit_price",)
    assert any("price" in note for note in mapping.notes)


def test_reviews_sellers_and_other_products_are_never_text(tmp_path: Path) -> None:
    header = "id,title,description,customer_reviews,sellers,customers_who_bought_this_item_also_bought"
    feed = f"{header}\n1,Ball,Round,Zebra said,Yak Ltd,Gnu\n"
    (item,) = items_of(written(tmp_path, "f.csv", feed))
    assert not {"zebra", "yak", "gnu"} & set(item.text.casefold().split())


def test_windows_encoding_is_found_and_noted(tmp_path: Path) -> None:
    path = written(tmp_path, "f.csv", "id,title,price\n1,Café “au lait”,€3\n".encode("cp1252"))
    (item,) = items_of(path)
    assert (item.title, item.price_minor, item.currency) == ("Café “au lait”", 300, "EUR")
    assert "read as cp1252" in find_mapping(path).notes


def test_a_few_broken_bytes_do_not_spoil_utf_8(tmp_path: Path) -> None:
    path = written(tmp_path, "f.csv", "id,title\n1,Café crème brûlée\n2,Bad ".encode() + b"\xff\n")
    assert [item.title for item in items_of(path)] == ["Café crème brûlée", "Bad \ufffd"]


def test_hostile_addresses_are_dropped_and_the_row_kept(tmp_path: Path) -> None:
    (item,) = items_of(written(tmp_path, "f.csv", "id,title,url,image\n1,A,javascript:x,pics/1.jpg\n"))
    assert (item.url, item.image_url) == (None, "pics/1.jpg")


def test_the_content_hash_covers_the_price_and_the_text_hash_does_not() -> None:
    def item(**cells: str) -> Item:
        (made,) = read_rows([Row(1, {"id": "1", "title": "Ball", **cells})], shop="s", currency="GBP")
        assert isinstance(made, Item)
        return made

    cheap, dear, red = item(price="1"), item(price="2"), item(price="1", description="A red ball.")
    assert cheap == item(price="1")
    assert cheap.text_hash == dear.text_hash != red.text_hash
    assert cheap.content_hash != dear.content_hash


@pytest.mark.parametrize(
    ("cell", "lowest", "highest", "currency"),
    [
        ("£89.99", 8999, None, "GBP"),
        ("4.99", 499, None, "USD"),
        ("1,299.00", 129900, None, "USD"),
        ("12,99 €", 1299, None, "EUR"),
        ("1.299,00 €", 129900, None, "EUR"),
        ("1,299", 129900, None, "USD"),
        ("$5 - $10", 500, 1000, "USD"),
        ("£3.00–£4.50", 300, 450, "GBP"),
        ("CHF 12.50", 1250, None, "CHF"),
        ("12.50 gbp", 1250, None, "GBP"),
        ("¥1200", 1200, None, "JPY"),
    ],
)
def test_prices_are_read(cell: str, lowest: int, highest: int | None, currency: str) -> None:
    price = parse_price(cell, "USD")
    assert price is not None
    assert (price.lowest, price.highest, price.currency) == (lowest, highest, currency)


def test_an_empty_price_is_unknown_and_never_zero() -> None:
    assert [parse_price(cell, "USD") for cell in ("", " ", "n/a", "null", "TBC")] == [None] * 5


@pytest.mark.parametrize("cell", ["-5", "0", "0.00", "99999999999", "cheap", "see page 4", "1/2/3"])
def test_what_is_no_price_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="price"):
        parse_price(cell, "USD")


def test_stock_and_ratings_are_read() -> None:
    stocks = [parse_stock(cell) for cell in ("145 new", "7", "12.0", "-3", "out of stock", "in stock", "", "10+")]
    assert stocks == [145, 7, 12, 0, 0, 1, None, 10]
    ratings = [parse_rating(cell) for cell in ("4.5 out of 5 stars", "4,5", "9/10", "90%", "", "7", "good")]
    assert ratings == [4.5, 4.5, 4.5, 4.5, None, None, None]


def test_the_currency_comes_from_signs_then_from_the_texts_then_it_is_us_dollars() -> None:
    assert infer_currency(["1.00", "£2.00"], []) == "GBP"
    assert infer_currency(["1.00"], ["free P&P over £10.00", "see amazon.co.uk"]) == "GBP"
    assert infer_currency(["1.00"], ["£1.00 or $1.00"]) == "USD"
    assert infer_currency(["1.00"], ["plain"]) == "USD"


_CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)
_ROW = st.fixed_dictionaries(
    {"id": st.sampled_from(["1", "2", "3", "4", ""]), "title": _CELL, "price": st.sampled_from(["1", "", "x", "-1"])}
)


@settings(deadline=None, max_examples=60)
@given(st.lists(_ROW, min_size=1, max_size=8))
def test_every_row_read_is_stored_or_rejected(rows: list[Mapping[str, str]]) -> None:
    filled = [{"id": "first", "title": "Kept", "price": "1"}, *({**row, "price": row["price"]} for row in rows)]
    read = [Row(line, row) for line, row in enumerate(filled, start=2)]
    try:
        out = list(read_rows(read, shop="s", columns={"item_id": "id", "title": "title", "price": "price"}))
    except FeedError:
        pytest.fail("a feed with a whole row can be read")
    assert len(out) == len(read)
    ids = [row.item_id for row in out if isinstance(row, Item)]
    assert len(ids) == len(set(ids))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=6))
def test_any_words_survive_a_csv(titles: list[str]) -> None:
    rows = [
        Row(number, {"id": str(number), "title": title, "description": title})
        for number, title in enumerate(["Whole", *titles])
    ]
    out = list(read_rows(rows, shop="s"))
    assert len(out) == len(rows)


@pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not here")
@pytest.mark.parametrize(
    ("file", "rows", "currency", "category"),
    [
        (
            "toys/products_863_raw.csv",
            863,
            "GBP",
            ("category", "subcategory_1", "subcategory_2", "subcategory_3", "subcategory_4"),
        ),
        ("toys/new_products_x10_raw.csv", 9, "GBP", ("amazon_category_and_sub_category",)),
        ("toys/new_products_x2_raw.csv", 2, "GBP", ("amazon_category_and_sub_category",)),
        ("retail/products.jsonl", 2465, "USD", ("category", "style")),
        ("eshop/catalog.json", 101, "USD", ("Type",)),
    ],
)
def test_real_files_go_in_without_a_mapping(file: str, rows: int, currency: str, category: tuple[str, ...]) -> None:
    out = list(read_feed(DATA / file, shop="s"))
    items = [row for row in out if isinstance(row, Item)]
    assert len(out) == rows == len(items)
    assert {item.currency for item in items if item.price_minor is not None} == {currency}
    assert find_mapping(DATA / file).fields["category"] == category
    for item in items:
        assert all(0 <= fact.span[0] < fact.span[1] <= len(item.text) for fact in item.facts if fact.span)
        assert sum(fact.relation == "age_min" for fact in item.facts) <= 1


@pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not here")
def test_unknown_prices_stocks_and_ratings_of_the_toys_stay_unknown() -> None:
    items = items_of(DATA / "toys/products_863_raw.csv")
    assert sum(item.price_minor is None for item in items) == 145
    assert sum(item.stock is None for item in items) == 211
    assert sum(item.rating is None for item in items) == 3


@pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not here")
def test_yaml_and_json_lines_of_one_shop_give_the_same_items() -> None:
    lines, yaml = items_of(DATA / "retail/products.jsonl"), items_of(DATA / "retail/products.yaml")
    assert {item.item_id: item.title for item in lines} == {item.item_id: item.title for item in yaml}
    assert {item.item_id: item.facts for item in lines} == {item.item_id: item.facts for item in yaml}
