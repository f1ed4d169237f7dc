"""schema.org products as JSON-LD: in JSON files, or in the `<script type="application/ld+json">` of pages.

Names are read as schema.org's whatever the context says; no context and no other page is ever fetched.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from domain.errors import FeedError
from retrieval.feeds.dialect import Dialect
from retrieval.feeds.files import open_text
from retrieval.feeds.jsonld_cells import Node, cells_of, items_of, options_of, properties_of, types_of
from retrieval.feeds.rows import Rejected, Row
from retrieval.feeds.structured import decoded, read_records

# A page above this is none.
MAX_PAGE = 32 << 20
_SCRIPT = re.compile(r"<!--|<script\b([^>]*)>", re.IGNORECASE)
_LD = re.compile(r"type\s*=\s*[\"']?application/ld\+json", re.IGNORECASE)
_END = re.compile(r"</script\s*>", re.IGNORECASE)
_WRAPPING = re.compile(r"^\s*(?:<!--|(?://\s*)?<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*;?\s*$")
# Where products stand in other things; what is only related to a page (similar products, reviews) is not looked at.
_CONTAINERS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "about", "hasPart")
_PRODUCTS = frozenset(
    ("Product", "ProductModel", "IndividualProduct", "SomeProducts", "ProductGroup", "Vehicle", "Car")
)
_MAX_DEPTH = 12


@dataclass(slots=True)
class _Found:
    """The products of a file in their order, and all nodes that have a name of their own."""

    products: list[tuple[int, Node]] = field(default_factory=list)
    named: dict[str, Node] = field(default_factory=dict)

    def resolved(self, value: object) -> Node | None:
        """The node that a value is or refers to."""
        if isinstance(value, str):
            return self.named.get(value)
        if not isinstance(value, Mapping):
            return None
        return self.named.get(str(value.get("@id"))) or value if set(value) <= {"@id", "@type"} else value


def read_jsonld(path: Path, encoding: str) -> Iterator[Row | Rejected]:
    """A row per product, or per variant of a product group; a block that is no JSON is one reject. `FeedError` without
    any."""
    found, seen = _Found(), False
    for block in _blocks(path, encoding):
        seen = True
        if isinstance(block, Rejected):
            yield block
        else:
            _collect(block[0], block[1], found, depth=0)
    if not found.products and not seen:
        raise FeedError(f"{path}: no schema.org product in this file: JSON-LD with `@type: Product` is read.")
    yield from _rows(found)


def _blocks(path: Path, encoding: str) -> Iterator[tuple[int, object] | Rejected]:
    with open_text(path, encoding) as text:
        head = text.read(4_096).lstrip("\ufeff \t\r\n")[:1]
    if head and head in "[{":
        yield from read_records(path, encoding, holder="@graph")
        return
    with open_text(path, encoding) as text:
        page = text.read(MAX_PAGE + 1)
    if len(page) > MAX_PAGE:
        raise FeedError(f"{path}: the page is larger than {MAX_PAGE >> 20} MiB: export a feed instead.")
    yield from _scripts(page)


def _scripts(page: str) -> Iterator[tuple[int, object] | Rejected]:
    position, line, counted = 0, 1, 0
    while opened := _SCRIPT.search(page, position):
        if opened[1] is None:  # a comment: scripts in it are switched off
            end = page.find("-->", opened.end())
            position = len(page) if end < 0 else end
            continue
        closed = _END.search(page, opened.end())
        position = closed.end() if closed else len(page)
        if _LD.search(opened[1]):
            line, counted = line + page.count("\n", counted, opened.end()), opened.end()
            text = page[opened.end() : closed.start() if closed else len(page)]
            text = _WRAPPING.sub("", _WRAPPING.sub("", text)) if text.strip() else ""
            if text.strip():
                yield decoded(text.strip(), line)


def _collect(line: int, value: object, found: _Found, *, depth: int) -> None:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            _collect(line, one, found, depth=depth + 1)
    if not isinstance(value, Mapping):
        return
    if types_of(value) & _PRODUCTS and not set(value) <= {"@id", "@type"}:
        found.products.append((line, value))
        for variant in items_of(value.get("hasVariant")):
            if isinstance(variant, Mapping) and len(variant) > 2:
                found.named.setdefault(str(variant.get("@id")), variant)
    if "@id" in value and len(value) > 1:
        found.named.setdefault(str(value["@id"]), value)
    for name in _CONTAINERS:
        if name in value:
            _collect(line, value[name], found, depth=depth + 1)


def _rows(found: _Found) -> Iterator[Row | Rejected]:
    # A variant may stand on its own in the graph as well as in its group: it is one product.
    claimed = {
        id(variant)
        for _, node in found.products
        for one in items_of(node.get("hasVariant"))
        if (variant := found.resolved(one)) is not None
    }
    for line, node in found.products:
        variants = [
            one for one in map(found.resolved, items_of(node.get("hasVariant"))) if one and _says_something(one)
        ]
        if variants:
            yield from (_row(line, variant, node) for variant in variants)
        elif id(node) not in claimed:
            groups = [found.resolved(one) for one in items_of(node.get("isVariantOf"))]
            yield _row(line, node, next((one for one in groups if one), None))


def _says_something(node: Node) -> bool:
    """Whether a variant is described here: an address alone is described on another page."""
    return bool(set(node) - {"@id", "@type", "url"})


def _row(line: int, product: Node, group: Node | None) -> Row:
    cells = cells_of(product, group)
    options = options_of(product, group) if group else ()
    return Row(line, cells, options, properties_of(product, group))


JSONLD = Dialect(
    read_jsonld,
    {
        "item_id": ("sku",),
        "group_id": ("productGroupID",),
        "title": ("name",),
        "description": ("description",),
        "information": ("additionalProperty",),
        "keywords": ("keywords",),
        "brand": ("brand",),
        "category": ("category",),
        "price": ("offers.price",),
        "price_max": ("offers.highPrice",),
        "list_price": ("offers.listPrice",),
        "sale_ends": ("offers.priceValidUntil",),
        "currency": ("offers.priceCurrency",),
        "stock": ("offers.availability",),
        "rating": ("aggregateRating",),
        "rating_count": ("aggregateRating.count",),
        "url": ("url",),
        "image_url": ("image",),
    },
    inherits=True,
)
