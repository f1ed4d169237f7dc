"""A feed file read row by row: each row is an `Item` or a `Rejected`."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import assert_never

from domain.errors import FeedError, RowRejected
from domain.items import Item
from retrieval.cleaning import clean_text
from retrieval.facts import Keys, learn_keys
from retrieval.feeds.acp import ACP
from retrieval.feeds.detect import format_of, is_parquet
from retrieval.feeds.dialect import Dialect
from retrieval.feeds.files import encoding_of
from retrieval.feeds.groups import Groups
from retrieval.feeds.items import Source, make_item
from retrieval.feeds.jsonld import JSONLD
from retrieval.feeds.mapping import ColumnMapping, map_columns
from retrieval.feeds.merchant import MERCHANT
from retrieval.feeds.parquet import read_parquet
from retrieval.feeds.rows import Rejected, Row, is_empty, reject
from retrieval.feeds.shopify import SHOPIFY
from retrieval.feeds.structured import read_json, read_json_lines, read_yaml
from retrieval.feeds.tabular import read_table
from retrieval.feeds.values import DEFAULT_CURRENCY, currency_in, hinted_currency
from retrieval.feeds.woocommerce import WOOCOMMERCE
from retrieval.feeds.xml import read_xml

_log = logging.getLogger(__name__)
# Rows looked at before the first item is made: columns, currency and keys are found in them. All of a small shop, a few
# megabytes of a large one.
SAMPLE_ROWS = 3_000
_NO_CURRENCY = f"nothing says which currency the prices are in: {DEFAULT_CURRENCY} is taken; --currency EUR names it"
DIALECTS: Mapping[str, Dialect] = {
    "csv": Dialect(read_table),
    "tsv": Dialect(partial(read_table, delimiter="\t")),
    "json": Dialect(read_json),
    "jsonl": Dialect(read_json_lines),
    "yaml": Dialect(read_yaml),
    "xml": Dialect(read_xml),
    "parquet": Dialect(read_parquet),
    "merchant": MERCHANT,
    "shopify": SHOPIFY,
    "woocommerce": WOOCOMMERCE,
    "jsonld": JSONLD,
    "acp": ACP,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """An open feed: what was found of it, and its rows as items and rejects, lazily.

    `filled` counts the rows so far that have something in a column, and under "" all rows that have columns.
    """

    name: str
    format: str
    encoding: str
    currency: str
    mapping: ColumnMapping
    entries: Iterator[Item | Rejected]
    filled: Counter[str]


def open_feed(
    path: Path,
    *,
    shop: str,
    currency: str | None = None,
    format: str = "auto",
    columns: Mapping[str, str] | None = None,
) -> Reading:
    """The feed with its format, columns and currency found in its first rows.

    `currency` counts where a price names none; without it the feed's own hints do (`infer_currency`). `columns` maps
    a field, or the name of a fact, to a column. `FeedError` if the file cannot be read, has no rows, or no column for
    the id or the title.
    """
    named, encoding = _format(path, format)
    rows = DIALECTS[named].read(path, encoding)
    found = _opened(rows, DIALECTS[named], shop=shop, currency=currency, columns=columns, name=str(path))
    return replace(found, format=named, encoding=encoding)


def read_feed(
    path: Path,
    *,
    shop: str,
    currency: str | None = None,
    format: str = "auto",
    columns: Mapping[str, str] | None = None,
) -> Iterator[Item | Rejected]:
    """Each row of the feed, lazily, as an item or a reject; a bad row never stops the rest. See `open_feed`."""
    yield from open_feed(path, shop=shop, currency=currency, format=format, columns=columns).entries


def read_rows(
    rows: Iterable[Row | Rejected],
    *,
    shop: str,
    currency: str | None = None,
    columns: Mapping[str, str] | None = None,
    name: str = "feed",
) -> Iterator[Item | Rejected]:
    """The same for rows that come from elsewhere (an HTTP body); `name` is used in messages."""
    yield from _opened(rows, Dialect(read_table), shop=shop, currency=currency, columns=columns, name=name).entries


def find_mapping(path: Path, *, format: str = "auto", columns: Mapping[str, str] | None = None) -> ColumnMapping:
    """Which column of the file holds what, from its first rows; its notes name the encoding if it is not UTF-8."""
    found = open_feed(path, shop="", format=format, columns=columns)
    notes = () if found.encoding.startswith("utf-8") else (f"read as {found.encoding}",)
    return replace(found.mapping, notes=(*found.mapping.notes, *notes))


def read_raw(path: Path, *, format: str = "auto") -> Iterator[Row | Rejected]:
    """The feed's rows as they stand, before anything is made of them."""
    named, encoding = _format(path, format)
    return iter(DIALECTS[named].read(path, encoding))


def _format(path: Path, named: str) -> tuple[str, str]:
    """Format and encoding of a file."""
    if named == "parquet" or (named == "auto" and is_parquet(path)):
        return "parquet", "utf-8"
    encoding = encoding_of(path)
    return format_of(path, encoding, named=named), encoding


def _opened(
    rows: Iterable[Row | Rejected],
    dialect: Dialect,
    *,
    shop: str,
    currency: str | None,
    columns: Mapping[str, str] | None,
    name: str,
) -> Reading:
    stream = iter(rows)
    sample = list(islice(stream, SAMPLE_ROWS))
    known = [row for row in sample if isinstance(row, Row)]
    if not known:
        raise FeedError(_nothing(name, sample))
    mapping = map_columns(known, columns, dialect)
    hinted = None if currency else _currency(known, mapping)
    if not currency and not hinted and mapping.fields.get("price") and not mapping.fields.get("currency"):
        mapping = replace(mapping, notes=(*mapping.notes, _NO_CURRENCY))
    for note in mapping.notes:
        _log.info("%s: %s", name, note)
    groups = None if dialect.inherits else Groups(mapping)
    if groups:
        groups.learn(known)
    source = Source(shop, currency or hinted or DEFAULT_CURRENCY, mapping, _keys(known, mapping))
    filled = Counter[str]()
    entries = _items(chain(sample, stream), source, groups, filled)
    return Reading(name, "", "utf-8", source.currency, mapping, entries, filled)


def _items(
    rows: Iterable[Row | Rejected], source: Source, groups: Groups | None, filled: Counter[str]
) -> Iterator[Item | Rejected]:
    lines: dict[str, int] = {}
    for row in rows:
        match row:
            case Rejected():
                yield row
            case Row():
                filled.update(["", *(column for column, cell in row.cells.items() if not is_empty(cell))])
                yield _item(groups.filled(row) if groups else row, source, lines)
            case _:
                assert_never(row)


def _item(row: Row, source: Source, lines: dict[str, int]) -> Item | Rejected:
    try:
        item = make_item(row, source)
    except RowRejected as exc:
        item_id = clean_text(row.cells.get(source.mapping.column("item_id") or "", ""))
        return reject(
            exc.line, exc.reason, fix=exc.fix, column=exc.column, value=exc.value, raw=row.cells, item_id=item_id
        )
    if item.item_id in lines:
        return reject(
            row.line,
            f"the id stands on line {lines[item.item_id]} already",
            fix="give each product an id of its own, or delete one of the rows",
            column=source.mapping.column("item_id") or "item_id",
            value=item.item_id,
            raw=row.cells,
        )
    lines[item.item_id] = row.line
    return item


def _nothing(name: str, sample: Iterable[Row | Rejected]) -> str:
    first = next((row for row in sample if isinstance(row, Rejected)), None)
    why = "it has no rows" if first is None else f"line {first.line}: {first.reason}: {first.fix}"
    return f"{name}: nothing can be read: {why}."


def _currency(rows: Iterable[Row], mapping: ColumnMapping) -> str | None:
    """What the first rows say of the currency: a price's column, its cells, the texts; `None` if nothing does."""
    cells = [row.cells for row in rows]
    priced = mapping.fields.get("price", ())
    if named := next((sign for column in priced if (sign := currency_in(column.replace("_", " ")))), None):
        return named
    codes = Counter(cell.get(mapping.column("currency") or "", "").strip().upper() for cell in cells)
    if stated := next((code for code, _ in codes.most_common() if currency_in(code) == code), None):
        return stated
    prices = (cell.get(column, "") for cell in cells for column in priced)
    texts = (
        cell.get(column, "")
        for cell in cells
        for name in ("title", "description", "information", "url")
        for column in mapping.fields.get(name, ())
    )
    return hinted_currency(prices, texts)


def _keys(rows: Iterable[Row], mapping: ColumnMapping) -> Keys:
    columns = mapping.fields.get("information", ())
    return learn_keys(clean_text(row.cells.get(column, "")) for row in rows for column in columns)
