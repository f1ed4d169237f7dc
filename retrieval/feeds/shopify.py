"""Shopify's product export: a row per variant, the product's own cells on its first row, rows that only hold a picture.

Columns as in Shopify's help, "Using CSV files to import and export products", by their older and their newer names.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.feeds.dialect import Dialect
from retrieval.feeds.names import normalised
from retrieval.feeds.rows import Rejected, Row, is_empty, reject
from retrieval.feeds.tabular import read_table

# What is read here, by the columns' normalised names; the older name first.
_NAMES = {
    "handle": ("handle", "url_handle"),
    "title": ("title",),
    "body": ("body_html", "description"),
    "vendor": ("vendor",),
    "category": ("product_category",),
    "type": ("type",),
    "tags": ("tags",),
    "published": ("published", "published_on_online_store"),
    "status": ("status",),
    "sku": ("variant_sku", "sku"),
    "barcode": ("variant_barcode", "barcode"),
    "price": ("variant_price", "price"),
    "compared": ("variant_compare_at_price", "compare_at_price"),
    "tracker": ("variant_inventory_tracker", "inventory_tracker"),
    "quantity": ("variant_inventory_qty", "inventory_quantity"),
    "policy": ("variant_inventory_policy", "continue_selling_when_out_of_stock"),
    "picture": ("image_src", "product_image_url"),
    "own picture": ("variant_image", "variant_image_url"),
    **{f"option {n} name": (f"option{n}_name",) for n in (1, 2, 3)},
    **{f"option {n} value": (f"option{n}_value",) for n in (1, 2, 3)},
}
# The product's cells, which its further rows leave empty.
_OF_PRODUCT = (
    *("title", "body", "vendor", "category", "type", "tags", "published", "status", "picture"),
    *("option 1 name", "option 2 name", "option 3 name"),
)
# A row with none of these is no variant: it holds a further picture.
_OF_VARIANT = ("title", "sku", "price", "option 1 value", "quantity", "barcode")
_PLACEHOLDER = ("Title", "Default Title")


@dataclass(slots=True)
class _Table:
    """The columns of one file by what they hold, and the cells of each product that its first rows filled."""

    columns: Mapping[str, str]
    shared: frozenset[str]
    products: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, header: Iterable[str]) -> "_Table":
        known = {normalised(name): name for name in reversed(list(header))}
        columns = {
            what: known[names[0]] if names[0] in known else known[names[-1]]
            for what, names in _NAMES.items()
            if known.keys() & set(names)
        }
        product = {columns[what] for what in _OF_PRODUCT if what in columns}
        further = {name for name in known.values() if ".metafields." in name or name.startswith("Google Shopping")}
        return cls(columns, frozenset(product | further))

    def cell(self, cells: Mapping[str, str], what: str) -> str:
        return cells.get(self.columns.get(what, ""), "").strip()

    def filled(self, handle: str, cells: Mapping[str, str]) -> dict[str, str]:
        """The row with its product's cells where its own are empty; what it fills first is the product's from now
        on."""
        product = self.products.setdefault(handle, {})
        for name in self.shared:
            if cells.get(name, "").strip():
                product.setdefault(name, cells[name])
        return {**cells, **{name: cell for name, cell in product.items() if not cells.get(name, "").strip()}}


def read_shopify(path: Path, encoding: str) -> Iterator[Row | Rejected]:
    """A row per variant that is for sale; drafts and unpublished products are rejects, pictures no rows."""
    table: _Table | None = None
    for row in read_table(path, encoding):
        if isinstance(row, Rejected):
            yield row
            continue
        table = table or _Table.of(row.cells)
        handle = table.cell(row.cells, "handle")
        if not handle:
            column, fix = table.columns.get("handle", "Handle"), "every row of a product has its handle"
            yield reject(row.line, "the row has no handle", fix=fix, column=column, raw=row.cells)
            continue
        cells = table.filled(handle, row.cells)
        is_variant = any(table.cell(row.cells, what) for what in _OF_VARIANT)
        if is_variant or not table.cell(row.cells, "picture"):
            yield _variant(row.line, handle, cells, table)


def _variant(line: int, handle: str, cells: dict[str, str], table: _Table) -> Row | Rejected:
    if hidden := _hidden(cells, table):
        fix = "publish the product, or leave it out of the export"
        return reject(line, "the product is not for sale", fix=fix, column=hidden, value=cells[hidden], raw=cells)
    options = tuple(_options(cells, table))
    sku, picture = table.columns.get("sku", "Variant SKU"), table.columns.get("picture", "Image Src")
    if is_empty(cells.get(sku, "")):
        # The export has no id of the variant: the handle with the option values is one, and stays the same.
        cells[sku] = "/".join([handle, *(value for _, value in options)])
    if "quantity" in table.columns:
        cells[table.columns["quantity"]] = _stock(cells, table)
    # The picture on a variant's row is the product's next one, whatever the variant.
    cells[picture] = table.cell(cells, "own picture") or table.products[handle].get(picture, "")
    return Row(line, cells, options)


def _hidden(cells: Mapping[str, str], table: _Table) -> str:
    """The column that says the product is not for sale; "" if none does."""
    if table.cell(cells, "status").casefold() in ("draft", "archived"):
        return table.columns["status"]
    return table.columns["published"] if table.cell(cells, "published").casefold() == "false" else ""


def _options(cells: Mapping[str, str], table: _Table) -> Iterator[tuple[str, str]]:
    for number in (1, 2, 3):
        name, value = (table.cell(cells, f"option {number} {part}") for part in ("name", "value"))
        if value and (name, value) != _PLACEHOLDER:
            yield name or f"Option {number}", value


def _stock(cells: Mapping[str, str], table: _Table) -> str:
    """The quantity; "" (nothing is claimed) where it is not tracked, or where the shop goes on selling without it."""
    quantity = table.cell(cells, "quantity")
    tracked = "tracker" not in table.columns or table.cell(cells, "tracker")
    goes_on = table.cell(cells, "policy").casefold() in ("continue", "true")
    return "" if not tracked or (goes_on and (quantity.startswith("-") or quantity == "0")) else quantity


SHOPIFY = Dialect(
    read_shopify,
    {
        "item_id": _NAMES["sku"],
        "group_id": _NAMES["handle"],
        "title": _NAMES["title"],
        "description": _NAMES["body"],
        "keywords": _NAMES["tags"],
        "brand": _NAMES["vendor"],
        "category": (*_NAMES["category"], *_NAMES["type"]),
        "price": _NAMES["price"],
        "list_price": _NAMES["compared"],
        "stock": _NAMES["quantity"],
        "image_url": _NAMES["picture"],
    },
    ignored=r"variant_\w+|option\d_\w+|image_\w+|gift_card|cost_per_item|included_\w+|price_\w+|compare_at_\w+"
    r"|google_shopping_(?!gender|age_group)\w+|published\w*|status|seo_\w+|unit_price_\w+|charge_tax|weight_\w+"
    r"|requires_shipping|fulfillment_service|inventory_\w+|continue_\w+",
    own=r"option\d_(?:name|value)|(?:variant_)?inventory_(?:tracker|policy)|variant_image(?:_url)?|published\w*|status"
    r"|continue_selling_when_out_of_stock",
    inherits=True,
)
