"""Which format a feed is in: by what it begins with, then by its name."""

import csv
import json
import re
from pathlib import Path

from domain.errors import FeedError
from retrieval.feeds.files import magic, open_text
from retrieval.feeds.names import normalised

FORMATS = (
    "csv",
    "tsv",
    "json",
    "jsonl",
    "yaml",
    "xml",
    "parquet",
    "merchant",
    "shopify",
    "woocommerce",
    "jsonld",
    "acp",
)
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".txt": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonld": "jsonld",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".xml": "xml",
    ".rss": "merchant",
    ".atom": "merchant",
    ".html": "jsonld",
    ".htm": "jsonld",
    ".parquet": "parquet",
}
_HEAD = 65_536
_PARQUET = b"PAR1"
_LD = re.compile(r'"@(?:type|context|graph|id)"\s*:')
_ACP = re.compile(r'"variants"\s*:\s*\[')
# Prices of the protocol are objects; where they are plain, the variants are those of another shop's JSON.
_PLAIN_PRICE = re.compile(r'"(?:price|compare_at_price|body_html)"\s*:\s*["\d]')
_PROTOCOL_PRICE = re.compile(r'"price"\s*:\s*\{\s*"(?:amount"\s*:\s*\d+\b(?!\.)|currency")')
# Atomic groups: what was passed over is not looked at again, however hostile the head is.
_FIRST_ELEMENT = re.compile(
    r"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>)*+<([\w:.-]+)", re.DOTALL | re.IGNORECASE
)
_FEED_ROOTS = frozenset(("rss", "feed", "rdf:rdf"))
# Columns that only Google Merchant feeds call so; two of them tell one from any other table with an id and a title.
_MERCHANT = frozenset(
    """image_link additional_image_link item_group_id google_product_category sale_price_effective_date product_detail
    product_highlight identifier_exists mobile_link age_group custom_label_0 shipping_weight""".split()
)
_SHOPIFY = frozenset(
    ("variant_price", "variant_sku", "option1_name", "option1_value", "body_html", "inventory_tracker")
)
_WOOCOMMERCE = frozenset(
    ("visibility_in_catalog", "is_featured", "sold_individually", "backorders_allowed", "attribute_1_name", "parent")
)


def is_parquet(path: Path) -> bool:
    """Whether the file is Parquet, by its first bytes."""
    return magic(path, len(_PARQUET)) == _PARQUET


def format_of(path: Path, encoding: str, *, named: str) -> str:
    """One of `FORMATS`: as named, else by what the file begins with, else by its suffix; `FeedError` if it is empty."""
    if named != "auto":
        if named not in FORMATS:
            raise FeedError(f"Format {named!r} is unknown: use one of {', '.join(FORMATS)}, or auto.")
        return named
    with open_text(path, encoding) as text:
        head = text.read(_HEAD).lstrip("\ufeff \t\r\n")
    if not head:
        raise FeedError(f"{path}: the file is empty.")
    by_name = SUFFIXES.get(suffix_of(path), "")
    if head[0] in "[{" and by_name in ("", "json", "jsonl", "jsonld"):
        return _of_json(head)
    if head[0] == "<":
        return _of_markup(head)
    if by_name == "jsonld":  # a page that begins with words
        return by_name
    if by_name in ("", "csv", "tsv"):
        return _of_table(head) or by_name or ("yaml" if head.startswith(("- ", "---")) else "csv")
    return by_name


def suffix_of(path: Path) -> str:
    """The suffix below ".gz", in lower case."""
    return Path(path.name.casefold().removesuffix(".gz")).suffix


def is_lines(head: str) -> bool:
    """Whether a text that begins with `{` is one JSON object per line, rather than one object."""
    first = head.split("\n", 1)[0].rstrip()
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        alone = "\n" not in head.strip() and "[{" in first.replace(" ", "")  # an array within, broken somewhere
        return first.endswith("}") and not alone
    return "\n" in head.strip()


def _of_json(head: str) -> str:
    if _LD.search(head):
        return "jsonld"
    minor = _PROTOCOL_PRICE.search(head) or '"price"' not in head
    if _ACP.search(head) and minor and not _PLAIN_PRICE.search(head):
        return "acp"
    if head[0] == "[":
        return "json"
    # A whole object on the first line: lines, unless it is the only one and holds the array itself.
    first = head.split("\n", 1)[0].rstrip()
    alone = "\n" not in head.strip()
    return "json" if not is_lines(head) and (not alone or "[{" in first.replace(" ", "")) else "jsonl"


def _of_markup(head: str) -> str:
    found = _FIRST_ELEMENT.match(head)
    root = found[1].casefold() if found else ""
    if root in _FEED_ROOTS:
        return "merchant"
    page = root in ("html", "head", "body", "script") or re.search(r"<(?:!doctype\s+html|html\b)|ld\+json", head, re.I)
    return "jsonld" if page else "xml"


def _of_table(head: str) -> str:
    first = head.split("\n", 1)[0]
    tabs = "\t" in first
    try:
        cells = next(csv.reader([first], delimiter="\t" if tabs else ","), [])
    except csv.Error:
        return ""
    names = {normalised(cell) for cell in cells}
    if names & {"handle", "url_handle"} and "title" in names and names & _SHOPIFY:
        return "shopify"
    if {"type", "name", "regular_price"} <= names and len(names & _WOOCOMMERCE) >= 2:
        return "woocommerce"
    if {"id", "title"} <= names and len(names & _MERCHANT) >= 2:
        return "merchant"
    return ""
