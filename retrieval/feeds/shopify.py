"""Shopify's product export: a row per variant, the product's own cells on its first row, rows that only hold a picture.

Columns as in Shopify's help, "Using CSV files to import and export products".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.feeds.dialect import Dialect
from retrieval.feeds.rows import Rejected, Row, is_empty, reject
from retrieval.feeds.tabular import read_table

# The product's cells, which its further rows leave empty.
_OF_PRODUCT = (
    *("Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Tags", "Image Src", "Status", "Published"),
    *("Option1 Name", "Option2 Name", "Option3 Name", "Google Shopping / Gender", "Google Shopping / Age Group"),
)
# A row with none of these is no variant: it holds a further picture.
_OF_VARIANT = ("Title", "Variant SKU", "Variant Price", "Option1 Value", "Variant Inventory Qty", "Variant Barcode")
_PLACEHOLDER = ("Title", "Default Title")


@dataclass(slots=True)
class _Product:
    cells: dict[str, str] = field(default_factory=dict)

    def filled(self, cells: Mapping[str, str]) -> dict[str, str]:
        """The row with the product's cells where its own are empty; what it fills itself is the product's from now
        on."""
        for name, cell in cells.items():
            if (name in _OF_PRODUCT or ".metafields." in name) and cell.strip():
                self.cells.setdefault(name, cell)
        return {**cells, **{name: cell for name, cell in self.cells.items() if not cells.get(name, "").strip()}}


def read_shopify(path: Path, encoding: str) -> Iterator[Row | Rejected]:
    """A row per variant that is for sale; drafts and unpublished products are rejects, pictures no rows."""
    products: dict[str, _Product] = {}
    for row in read_table(path, encoding):
        if isinstance(row, Rejected):
            yield row
            continue
        handle = row.cells.get("Handle", "").strip()
        if not handle:
            fix = "every row of a product has its handle"
            yield reject(row.line, "the row has no handle", fix=fix, column="Handle", raw=row.cells)
            continue
        product = products.setdefault(handle, _Product())
        cells = product.filled(row.cells)
        # The picture on a variant's row is the product's next one, whatever the variant.
        cells["Image Src"] = product.cells.get("Image Src", "")
        if any(row.cells.get(name, "").strip() for name in _OF_VARIANT) or not row.cells.get("Image Src", "").strip():
            yield _variant(row.line, handle, cells)


def _variant(line: int, handle: str, cells: dict[str, str]) -> Row | Rejected:
    if hidden := _hidden(cells):
        fix = "publish the product, or leave it out of the export"
        return reject(line, "the product is not for sale", fix=fix, column=hidden, value=cells[hidden], raw=cells)
    options = tuple(_options(cells))
    if is_empty(cells.get("Variant SKU", "")):
        # The export has no id of the variant: the handle with the option values is one, and stays the same.
        cells["Variant SKU"] = "/".join([handle, *(value for _, value in options)])
    cells["Variant Inventory Qty"] = _stock(cells)
    cells["Image Src"] = cells.get("Variant Image", "").strip() or cells.get("Image Src", "")
    return Row(line, cells, options)


def _hidden(cells: Mapping[str, str]) -> str:
    """The column that says the product is not for sale; "" if none does."""
    if cells.get("Status", "").strip().casefold() in ("draft", "archived"):
        return "Status"
    return "Published" if cells.get("Published", "").strip().casefold() == "false" else ""


def _options(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for number in (1, 2, 3):
        name, value = (cells.get(f"Option{number} {part}", "").strip() for part in ("Name", "Value"))
        if value and (name, value) != _PLACEHOLDER:
            yield name or f"Option {number}", value


def _stock(cells: Mapping[str, str]) -> str:
    """The quantity; "" (nothing is claimed) where it is not tracked, or where the shop goes on selling without it."""
    quantity = cells.get("Variant Inventory Qty", "").strip()
    tracked = cells.get("Variant Inventory Tracker", "-").strip()
    goes_on = cells.get("Variant Inventory Policy", "").strip().casefold() == "continue"
    return "" if not tracked or (goes_on and (quantity.startswith("-") or quantity == "0")) else quantity


SHOPIFY = Dialect(
    read_shopify,
    {
        "item_id": ("Variant SKU",),
        "group_id": ("Handle",),
        "title": ("Title",),
        "description": ("Body (HTML)",),
        "keywords": ("Tags",),
        "brand": ("Vendor",),
        "category": ("Product Category", "Type"),
        "price": ("Variant Price",),
        "list_price": ("Variant Compare At Price",),
        "stock": ("Variant Inventory Qty",),
        "image_url": ("Image Src",),
    },
    ignored=r"variant_\w+|option\d_\w+|image_\w+|gift_card|cost_per_item|included_\w+|price_\w+|compare_at_\w+"
    r"|google_shopping_(?!gender|age_group)\w+|published\w*|status|seo_\w+|unit_price_\w+",
    own=r"option\d_(?:name|value)|variant_inventory_(?:tracker|policy)|variant_image|published|status",
    inherits=True,
)
