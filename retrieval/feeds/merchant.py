"""Google Merchant feeds: XML (RSS 2.0, Atom) with `g:` names, or a table with the same names.

Attributes as in Google's "Product data specification".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from retrieval.feeds.dialect import Dialect
from retrieval.feeds.files import open_text
from retrieval.feeds.names import normalised
from retrieval.feeds.rows import MAX_READ, Rejected, Row
from retrieval.feeds.tabular import read_table
from retrieval.feeds.xml import Element, cells_of, read_elements, root_of

_GOOGLE = "http://base.google.com/ns/1.0"
# Of these an item has several; of others the first counts, Google's own before that of RSS or Atom.
_SEVERAL = frozenset(("additional_image_link", "product_highlight", "shipping", "tax", "included_destination"))
_DETAIL = re.compile(r",(?=[^,:]*:[^,:]*:)")


def read_merchant(path: Path, encoding: str) -> Iterator[Row | Rejected]:
    """A row per item, with `product_detail` as properties."""
    with open_text(path, encoding) as text:
        is_xml = text.read(4_096).lstrip("\ufeff \t\r\n").startswith("<")
    rows: Iterable[Row | Rejected] = _elements(path, encoding) if is_xml else read_table(path, encoding)
    for row in rows:
        yield row if isinstance(row, Rejected) else _with_details(row)


def _elements(path: Path, encoding: str) -> Iterator[Row | Rejected]:
    for found in read_elements(path, encoding, root_of(path, encoding)):
        yield found if isinstance(found, Rejected) else _of_element(found)


def _of_element(item: Element) -> Row:
    details = [_detail(one) for one in item.children if one.name == "product_detail"]
    kept: dict[str, Element] = {}
    for one in sorted(item.children, key=lambda child: child.namespace != _GOOGLE):
        if one.name != "product_detail":
            kept.setdefault(f"{one.name} {len(kept)}" if one.name in _SEVERAL else one.name, one)
    cells = cells_of(replace(item, children=list(kept.values())))
    # Atom writes addresses into an attribute.
    cells["link"] = cells.get("link") or cells.get("link.href", "")
    return Row(item.line, cells, properties=tuple(pair for pair in details if all(pair)))


def _detail(element: Element) -> tuple[str, str]:
    said = {one.name: one.text for one in element.children}
    return said.get("attribute_name", ""), said.get("attribute_value", "")[:MAX_READ]


def _with_details(row: Row) -> Row:
    """A table's `product_detail`, "Section:Name:Value, …", as properties."""
    column = next((name for name in row.cells if normalised(name) == "product_detail"), None)
    if column is None:
        return row
    parts = [[part.strip() for part in one.split(":", 2)] for one in _DETAIL.split(row.cells[column])]
    pairs = ((part[1], part[2]) for part in parts if len(part) == 3 and part[1] and part[2])
    cells = {name: cell for name, cell in row.cells.items() if name != column}
    return replace(row, cells=cells, properties=tuple(chain(row.properties, pairs)))


MERCHANT = Dialect(
    read_merchant,
    {
        "item_id": ("id",),
        "group_id": ("item_group_id",),
        "title": ("title",),
        "description": ("description", "summary", "content"),
        "information": ("product_highlight",),
        "brand": ("brand",),
        "category": ("product_type",),
        "price": ("price",),
        "sale_price": ("sale_price",),
        "sale_dates": ("sale_price_effective_date",),
        "stock": ("availability",),
        "url": ("link",),
        "image_url": ("image_link",),
    },
    ignored=r"""shipping\w*|tax\w*|mpn|gtin|identifier_exists|mobile_link|canonical_link|ads_\w+|link_template|\w+_destination
    |promotion_id|pause|external_seller_id|m(?:in|ax)_handling_time|transit_time_label|return_policy_label|loyalty_\w+
    |installment\w*|subscription_cost\w*|cost_of_goods_sold|unit_pricing_\w+|certification\w*|\w+_date|multipack|is_bundle
    |auto_pricing_min_price|maximum_retail_price|pickup_\w+|link_\w+|author\w*|updated|published|guid\w*|pubdate|summary_type
    |google_product_category_id|\w*image_link|adult""".replace("\n    ", ""),
)
