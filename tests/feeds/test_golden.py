"""Golden files of each format give exactly the items that were written down."""

from pathlib import Path

import pytest

from domain.items import Item
from retrieval.feeds import open_feed, read_feed
from tests.feeds.expectations import FILES, described, expected, golden

FORMATS = {
    "merchant.xml": "merchant",
    "merchant_atom.xml": "merchant",
    "merchant.tsv": "merchant",
    "shopify.csv": "shopify",
    "woocommerce.csv": "woocommerce",
    "jsonld.html": "jsonld",
    "jsonld.json": "jsonld",
    "acp.json": "acp",
    "generic.xml": "xml",
    "feed.parquet": "parquet",
}


@pytest.mark.parametrize("name", FILES)
def test_a_golden_feed_gives_exactly_what_was_written_down(name: str, tmp_path: Path) -> None:
    assert described(read_feed(golden(name, tmp_path), shop="s")) == expected(name)


@pytest.mark.parametrize("name", FILES)
def test_the_format_is_known_by_the_content_whatever_the_file_is_called(name: str, tmp_path: Path) -> None:
    found = golden(name, tmp_path)
    nameless = tmp_path / "feed"
    nameless.write_bytes(found.read_bytes())
    assert open_feed(nameless, shop="s").format == FORMATS[name]


@pytest.mark.parametrize("name", FILES)
def test_a_named_format_is_taken_without_looking(name: str, tmp_path: Path) -> None:
    nameless = tmp_path / "feed"
    nameless.write_bytes(golden(name, tmp_path).read_bytes())
    assert described(read_feed(nameless, shop="s", format=FORMATS[name])) == expected(name)


def test_a_picture_row_of_shopify_is_no_product_and_no_reject(tmp_path: Path) -> None:
    rows = list(read_feed(golden("shopify.csv", tmp_path), shop="s"))
    assert len(rows) == 10  # of eleven, one holds a picture only
    assert all("tee-3" not in (row.image_url or "") for row in rows if isinstance(row, Item))


def test_columns_that_are_not_used_come_with_the_reason(tmp_path: Path) -> None:
    why = open_feed(golden("shopify.csv", tmp_path), shop="s").mapping.why
    assert why["Option1 Value"].startswith("read by the format")
    assert "bookkeeping" in why["Image Position"]
    assert why["Gift Card"] == "empty"


def test_the_newer_names_of_shopifys_columns_give_the_same_products(tmp_path: Path) -> None:
    newer = {
        "Handle": "URL handle",
        "Body (HTML)": "Description",
        "Published": "Published on online store",
        "Variant SKU": "SKU",
        "Variant Price": "Price",
        "Variant Compare At Price": "Compare-at price",
        "Variant Inventory Tracker": "Inventory tracker",
        "Variant Inventory Qty": "Inventory quantity",
        "Variant Inventory Policy": "Continue selling when out of stock",
        "Image Src": "Product image URL",
        "Variant Image": "Variant image URL",
        "Product Category": "Product category",
    }
    text = golden("shopify.csv", tmp_path).read_text("utf-8")
    header, rest = text.split("\n", 1)
    names = [newer.get(name, name) for name in header.split(",")]
    path = tmp_path / "newer.csv"
    path.write_text(",".join(names) + "\n" + rest, encoding="utf-8")
    reading = open_feed(path, shop="s")
    assert reading.format == "shopify"
    found, wanted = described(reading.entries), expected("shopify.csv")
    assert [item["item_id"] for item in found["items"]] == [item["item_id"] for item in wanted["items"]]
    for new, old in zip(found["items"], wanted["items"], strict=True):
        assert {**new, "facts": 0} == {**old, "facts": 0}
    assert len(found["rejects"]) == len(wanted["rejects"])
