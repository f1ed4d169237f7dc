"""Feeds written in every format from the same records: what a mutation is made of, and how many rows it has."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import yaml

Record = Mapping[str, str]
CELLS = ("id", "title", "description", "brand", "category", "price", "stock", "colour", "url", "image")


@dataclass(frozen=True, slots=True)
class Written:
    """A feed in bytes: what stands before the records, each record, and what stands after them.

    `rows` is the number of products in each record (Shopify writes a product's variants as one record here).
    """

    head: bytes
    records: tuple[bytes, ...]
    tail: bytes = b""
    rows: int = 1

    @property
    def whole(self) -> bytes:
        return self.head + b"".join(self.records) + self.tail

    def begun(self, size: int) -> int:
        """Records of which at least one byte is among the first `size`."""
        starts = [len(self.head) + sum(map(len, self.records[:number])) for number in range(len(self.records))]
        return sum(start < size for start in starts)

    def complete(self, size: int) -> int:
        """Records of which all bytes are."""
        starts = [len(self.head) + sum(map(len, self.records[:number])) for number in range(len(self.records))]
        ends = [start + len(record.rstrip()) for start, record in zip(starts, self.records, strict=True)]
        return sum(end <= size for end in ends)


def records(count: int) -> list[dict[str, str]]:
    """Plain products that do not exist."""
    return [
        {
            "id": f"P-{number}",
            "title": f"Larch stool {number}",
            "description": f"A stool of larch & felt, the {number}th of its kind – très joli.",
            "brand": "Fernwick",
            "category": "Home > Stools",
            "price": f"{20 + number}.50",
            "stock": str(number),
            "colour": ("red", "blue", "green")[number % 3],
            "url": f"https://fernwick.example/{number}",
            "image": f"https://img.fernwick.example/{number}.jpg",
        }
        for number in range(1, count + 1)
    ]


def _table(rows: Sequence[Sequence[str]], delimiter: str) -> tuple[bytes, ...]:
    lines = []
    for row in rows:
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(row)
        lines.append(out.getvalue().encode("utf-8", "replace"))
    return tuple(lines)


def csv_feed(given: Sequence[Record]) -> Written:
    head, *rest = _table([CELLS, *([record[name] for name in CELLS] for record in given)], ",")
    return Written(head, tuple(rest))


def merchant_table(given: Sequence[Record]) -> Written:
    names = {**dict(zip(CELLS, CELLS, strict=True)), "colour": "color", "url": "link", "image": "image_link"}
    names |= {"category": "product_type", "stock": "availability"}
    head = [*names.values(), "item_group_id"]
    rows = [[*(record[name] for name in names), f"G-{number}"] for number, record in enumerate(given)]
    first, *rest = _table([head, *rows], "\t")
    return Written(first, tuple(rest))


def jsonl_feed(given: Sequence[Record]) -> Written:
    return Written(b"", tuple(json.dumps(dict(record)).encode() + b"\n" for record in given))


def json_feed(given: Sequence[Record]) -> Written:
    return Written(b'{"shop": "x", "items": [\n', _json_elements([dict(record) for record in given]), b"\n]}\n")


def _json_elements(values: Sequence[object]) -> tuple[bytes, ...]:
    """Elements of an array; the comma belongs to the one after it."""
    texts = [json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") for value in values]
    return tuple((b",\n" if number else b"") + text for number, text in enumerate(texts))


def yaml_feed(given: Sequence[Record]) -> Written:
    items = (yaml.safe_dump([dict(record)], allow_unicode=True, sort_keys=False) for record in given)
    return Written(b"", tuple(item.encode("utf-8", "replace") for item in items))


def merchant_xml(given: Sequence[Record]) -> Written:
    names = {"id": "g:id", "title": "title", "description": "description", "brand": "g:brand", "price": "g:price"}
    names |= {"category": "g:product_type", "stock": "g:availability", "colour": "g:color", "url": "link"}
    names |= {"image": "g:image_link"}
    head = '<?xml version="1.0"?>\n<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>x</title>'
    items = tuple(f"<item>{_elements(record, names)}</item>\n".encode("utf-8", "replace") for record in given)
    return Written(head.encode() + b"\n", items, b"</channel></rss>\n")


def plain_xml(given: Sequence[Record]) -> Written:
    names = dict(zip(CELLS, CELLS, strict=True))
    items = tuple(f"<product>{_elements(record, names)}</product>\n".encode("utf-8", "replace") for record in given)
    return Written(b'<?xml version="1.0" encoding="utf-8"?>\n<shop><products>\n', items, b"</products></shop>\n")


def _elements(record: Record, names: Mapping[str, str]) -> str:
    return "".join(f"<{tag}>{escape(record[name], quote=False)}</{tag}>" for name, tag in names.items())


_SHOPIFY = (
    *("Handle", "Title", "Body (HTML)", "Vendor", "Type", "Option1 Name", "Option1 Value", "Variant SKU"),
    *("Variant Inventory Tracker", "Variant Inventory Qty", "Variant Price", "Image Src", "Status"),
)


def shopify_feed(given: Sequence[Record]) -> Written:
    """Two variants and a row with a picture for each record; the handle and the options are the mutator's to keep."""
    chunks = []
    for number, one in enumerate(given):
        handle, first = f"stool-{number}", [one["title"], one["description"], one["brand"], one["category"]]
        rows = [
            [
                handle,
                *first,
                "Colour",
                one["colour"],
                one["id"],
                "x",
                one["stock"],
                one["price"],
                one["image"],
                "active",
            ],
            [handle, *[""] * 5, "grey", f"{number}-grey", "x", "3", "9.00", "", ""],
            [handle, *[""] * 10, "https://img.fernwick.example/more.jpg", ""],
        ]
        chunks.append(b"".join(_table(rows, ",")))
    return Written(_table([_SHOPIFY], ",")[0], tuple(chunks), rows=2)


_WOOCOMMERCE = (
    *("ID", "Type", "SKU", "Name", "Published", "Visibility in catalog", "Description", "In stock?", "Stock"),
    *("Regular price", "Categories", "Images", "Parent", "Brands", "Attribute 1 name", "Attribute 1 value(s)"),
)


def woocommerce_feed(given: Sequence[Record]) -> Written:
    """A variable product with two variations, and a simple one, for each record."""
    chunks = []
    for number, one in enumerate(given):
        whole = [one["title"], "1", "visible", one["description"]]
        rest = [one["category"], one["image"]]
        own, colour = f"stool-{number}", one["colour"]
        rows = [
            ["1", "variable", own, *whole, "1", "", "", *rest, "", one["brand"], "Colour", f"{colour}, grey"],
            ["2", "variation", one["id"], *whole, "1", one["stock"], one["price"], *rest, own, "", "Colour", colour],
            ["3", "variation", f"{number}-grey", *whole, "0", "", "9.00", *rest, f" {own}", "", "Colour", "grey"],
            ["4", "simple", f"{number}-alone", *whole, "1", "3", one["price"], *rest, "", "", "Material", "Larch"],
        ]
        chunks.append(b"".join(_table(rows, ",")))
    return Written(_table([_WOOCOMMERCE], ",")[0], tuple(chunks), rows=3)


def jsonld_page(given: Sequence[Record]) -> Written:
    """A page whose graph has the products."""
    nodes = [
        {
            "@type": "Product",
            "sku": one["id"],
            "name": one["title"],
            "description": one["description"],
            "brand": {"@type": "Brand", "name": one["brand"]},
            "category": one["category"],
            "color": one["colour"],
            "url": one["url"],
            "image": [one["image"]],
            "offers": {"@type": "Offer", "price": one["price"], "priceCurrency": "GBP", "inventoryLevel": one["stock"]},
            "additionalProperty": [{"@type": "PropertyValue", "name": "Feet", "value": 4}],
        }
        for one in given
    ]
    head = b'<!doctype html><html><head><script type="application/ld+json">\n{"@graph": [\n'
    elements = tuple(element.replace(b"</", b"<\\/") for element in _json_elements(nodes))
    return Written(head, elements, b"\n]}\n</script></head><body>Stools</body></html>\n")


def jsonld_lines(given: Sequence[Record]) -> Written:
    """The same products, each a line of its own."""
    page = jsonld_page(given)
    return Written(b"", tuple(element.removeprefix(b",\n") + b"\n" for element in page.records))


def acp_feed(given: Sequence[Record]) -> Written:
    products = [
        {
            "id": f"group-{number}",
            "title": one["title"],
            "description": {"plain": one["description"]},
            "media": [{"type": "image", "url": one["image"]}],
            "variants": [
                {
                    "id": one["id"],
                    "title": one["title"],
                    "url": one["url"],
                    "price": {"amount": _minor(one["price"]), "currency": "GBP"},
                    "availability": {"available": True, "status": one["stock"]},
                    "categories": [{"value": one["category"]}],
                    "variant_options": [{"name": "Colour", "value": one["colour"]}],
                }
            ],
        }
        for number, one in enumerate(given)
    ]
    return Written(b'{"products": [\n', _json_elements(products), b"\n]}\n")


def _minor(price: str) -> object:
    """The price as the format wants it, where it is one."""
    return int(float(price) * 100) if price.replace(".", "", 1).isdigit() and price.isascii() else price


Writer = Callable[[Sequence[Record]], Written]
# By name: the writer, and whether a cut file ends with one reject for the rest ("rest"), or has a row for every record
# that has begun ("begun").
WRITERS: Mapping[str, tuple[Writer, str]] = {
    "csv": (csv_feed, "begun"),
    "merchant table": (merchant_table, "begun"),
    "jsonl": (jsonl_feed, "begun"),
    "json": (json_feed, "rest"),
    "yaml": (yaml_feed, "begun"),
    "merchant xml": (merchant_xml, "rest"),
    "plain xml": (plain_xml, "rest"),
    "shopify": (shopify_feed, ""),
    "woocommerce": (woocommerce_feed, ""),
    "jsonld page": (jsonld_page, ""),
    "jsonld lines": (jsonld_lines, "begun"),
    "acp": (acp_feed, "rest"),
}
