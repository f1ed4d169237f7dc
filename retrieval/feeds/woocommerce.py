"""WooCommerce's product export: a row per product and variation, attributes as numbered columns of names and values.

Columns as in WooCommerce's documentation, "Product CSV Importer and Exporter".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from retrieval.feeds.dialect import Dialect
from retrieval.feeds.names import normalised
from retrieval.feeds.rows import Rejected, Row, is_empty, reject
from retrieval.feeds.tabular import read_table

# What a variation has of its own; the rest it has from its product where it leaves it empty.
_OWN = re.compile(
    r"id|type|sku|published|in_stock|stock|backorders_allowed|(?:sale|regular)_price|date_sale_price_\w+|parent|position"
    r"|attribute_\d+_\w+"
)
_ATTRIBUTE = re.compile(r"attribute_(?P<number>\d+)_name")
# Categories are separated by commas, their levels by ">"; "\," is a comma in a name.
_NEXT = re.compile(r"(?<!\\),\s*")
_NO_PRODUCT = {"grouped": "the products of a group are sold one by one", "variable": "it has no variation"}


@dataclass(frozen=True, slots=True)
class _Table:
    """The columns of one file by their normalised names, and its variable products by SKU and by "id:ID"."""

    columns: Mapping[str, str]
    products: Mapping[str, Mapping[str, str]]
    varied: frozenset[str]

    @classmethod
    def of(cls, path: Path, encoding: str) -> "_Table":
        """Look through the file: a variation may come before its product."""
        columns: dict[str, str] = {}
        products: dict[str, Mapping[str, str]] = {}
        varied: set[str] = set()
        for row in read_table(path, encoding):
            if isinstance(row, Rejected):
                continue
            columns = columns or {normalised(name): name for name in reversed(list(row.cells))}
            cells = {name: row.cells.get(column, "").strip() for name, column in columns.items()}
            if cells.get("type", "").startswith("variable"):
                products |= {key: row.cells for key in (cells.get("sku", ""), f"id:{cells.get('id', '')}") if key}
            varied.add(cells.get("parent", ""))
        return cls(columns, products, frozenset(varied))

    def cell(self, cells: Mapping[str, str], name: str) -> str:
        return cells.get(self.columns.get(name, ""), "").strip()

    def attributes(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Names and values of the numbered columns."""
        for name in sorted(self.columns):
            if found := _ATTRIBUTE.fullmatch(name):
                number = found["number"]
                value = self.cell(cells, f"attribute_{number}_value_s") or self.cell(cells, f"attribute_{number}_value")
                if self.cell(cells, name) and value:
                    yield self.cell(cells, name), value


def read_woocommerce(path: Path, encoding: str) -> Iterator[Row | Rejected]:
    """A row per simple product and per variation; a variable product only says what its variations share. What is not
    published, and groups of products, are rejects."""
    table = _Table.of(path, encoding)
    for row in read_table(path, encoding):
        if isinstance(row, Rejected):
            yield row
            continue
        kind = table.cell(row.cells, "type").casefold().split(",")[0]
        keys = {table.cell(row.cells, "sku"), f"id:{table.cell(row.cells, 'id')}"}
        if table.cell(row.cells, "published") not in ("", "1"):
            yield _refused(row, table, "published", "the product is not for sale", "publish it, or leave it out")
        elif kind == "variable" and keys & table.varied:
            continue
        elif kind in _NO_PRODUCT:
            yield _refused(row, table, "type", f"nothing of it can be bought: {_NO_PRODUCT[kind]}", "leave it out")
        else:
            yield _row(row, table)


def _refused(row: Row, table: _Table, name: str, reason: str, fix: str) -> Rejected:
    column = table.columns[name]
    return reject(row.line, reason, fix=fix, column=column, value=row.cells[column], raw=row.cells)


def _row(row: Row, table: _Table) -> Row:
    parent = table.cell(row.cells, "parent")
    product = table.products.get(parent, {})
    cells = dict(row.cells)
    for name, column in table.columns.items():
        if not _OWN.fullmatch(name) and is_empty(cells.get(column, "")) and column in product:
            cells[column] = product[column]
    if product and "name" in table.columns:
        cells[table.columns["name"]] = product[table.columns["name"]]
    sku, group = table.columns.get("sku", "SKU"), table.columns.get("parent", "Parent")
    cells[sku] = table.cell(cells, "sku") or table.cell(cells, "id")
    cells[group] = (table.cell(product, "sku") or table.cell(product, "id")) if product else cells[sku]
    if categories := table.columns.get("categories"):
        cells[categories] = _NEXT.split(cells[categories])[0].replace("\\,", ",")
    if stock := table.columns.get("stock"):
        cells[stock] = _stock(cells, table)
    own = tuple(table.attributes(row.cells))
    shared = tuple(pair for pair in table.attributes(product) if pair[0] not in dict(own))
    return Row(row.line, cells, own if product else (), shared if product else own)


def _stock(cells: Mapping[str, str], table: _Table) -> str:
    """The quantity, or whether it is in stock; "" (nothing is claimed) where it can be ordered without."""
    quantity, there = table.cell(cells, "stock"), table.cell(cells, "in_stock").casefold()
    goes_on = table.cell(cells, "backorders_allowed").casefold() in ("1", "notify") or there == "backorder"
    if not quantity:
        return {"1": "in stock", "0": "0"}.get(there, "")
    return "" if goes_on and (quantity.startswith("-") or quantity == "0") else quantity


WOOCOMMERCE = Dialect(
    read_woocommerce,
    {
        "item_id": ("sku",),
        "group_id": ("parent",),
        "title": ("name",),
        "description": ("short_description", "description"),
        "keywords": ("tags",),
        "category": ("categories",),
        "price": ("regular_price",),
        "sale_price": ("sale_price",),
        "sale_starts": ("date_sale_price_starts",),
        "sale_ends": ("date_sale_price_ends",),
        "stock": ("stock",),
        "image_url": ("images",),
    },
    ignored=r"id|type|is_featured|visibility_\w+|tax_\w+|low_stock_amount|sold_individually|allow_\w+|purchase_note"
    r"|shipping_class|download_\w+|grouped_products|external_url|button_text|position|meta_\w+|swatches_\w+",
    own=r"attribute_\d+_\w+|type|published|in_stock|backorders_allowed",
    inherits=True,
)
