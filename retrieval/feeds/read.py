"""A feed file read row by row: each row is an `Item` or a `Rejected`."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import assert_never

from domain.errors import FeedError, RowRejected
from domain.items import Item
from retrieval.cleaning import clean_text
from retrieval.facts import Keys, learn_keys
from retrieval.feeds.files import encoding_of, format_of
from retrieval.feeds.items import Source, make_item
from retrieval.feeds.mapping import ColumnMapping, map_columns
from retrieval.feeds.rows import Rejected, Row, reject
from retrieval.feeds.structured import read_json, read_json_lines, read_yaml
from retrieval.feeds.tabular import read_table
from retrieval.feeds.values import infer_currency

_log = logging.getLogger(__name__)
# Rows looked at before the first item is made: columns, currency and keys are found in them. All of a small shop, a few
# megabytes of a large one.
SAMPLE_ROWS = 3_000


def read_feed(
    path: Path,
    *,
    shop: str,
    currency: str | None = None,
    format: str = "auto",
    columns: Mapping[str, str] | None = None,
) -> Iterator[Item | Rejected]:
    """Each row of the feed, lazily, as an item or a reject; a bad row never stops the rest.

    `currency` counts where a price names none; without it the feed's own hints do (`infer_currency`). `columns` maps
    a field, or
    the name of a fact, to a column. `FeedError` if the file cannot be read, has no rows, or no column for the id or
    the title.
    """
    return read_rows(_rows(path, format), shop=shop, currency=currency, columns=columns, name=str(path))


def read_rows(
    rows: Iterable[Row | Rejected],
    *,
    shop: str,
    currency: str | None = None,
    columns: Mapping[str, str] | None = None,
    name: str = "feed",
) -> Iterator[Item | Rejected]:
    """The same for rows that come from elsewhere (an HTTP body); `name` is used in messages."""
    stream = iter(rows)
    sample = list(islice(stream, SAMPLE_ROWS))
    known = [row for row in sample if isinstance(row, Row)]
    if not known:
        raise FeedError(_nothing(name, sample))
    mapping = map_columns(known, columns)
    for note in mapping.notes:
        _log.info("%s: %s", name, note)
    source = Source(shop, currency or _currency(known, mapping), mapping, _keys(known, mapping))
    yield from _items(chain(sample, stream), source)


def find_mapping(path: Path, *, format: str = "auto", columns: Mapping[str, str] | None = None) -> ColumnMapping:
    """Which column of the file holds what, from its first rows; its notes name the encoding if it is not UTF-8."""
    rows = [row for row in islice(_rows(path, format), SAMPLE_ROWS) if isinstance(row, Row)]
    if not rows:
        raise FeedError(f"{path}: no rows can be read.")
    mapping = map_columns(rows, columns)
    encoding = encoding_of(path)
    notes = () if encoding.startswith("utf-8") else (f"read as {encoding}",)
    return replace(mapping, notes=(*mapping.notes, *notes))


def read_raw(path: Path, *, format: str = "auto") -> Iterator[Row | Rejected]:
    """The feed's rows as they stand, before anything is made of them."""
    return _rows(path, format)


def _rows(path: Path, named: str) -> Iterator[Row | Rejected]:
    encoding = encoding_of(path)
    match format_of(path, encoding, named=named):
        case "csv":
            yield from read_table(path, encoding)
        case "tsv":
            yield from read_table(path, encoding, delimiter="\t")
        case "json":
            yield from read_json(path, encoding)
        case "jsonl":
            yield from read_json_lines(path, encoding)
        case "yaml":
            yield from read_yaml(path, encoding)


def _items(rows: Iterable[Row | Rejected], source: Source) -> Iterator[Item | Rejected]:
    lines: dict[str, int] = {}
    for row in rows:
        match row:
            case Rejected():
                yield row
            case Row():
                yield _item(row, source, lines)
            case _:
                assert_never(row)


def _item(row: Row, source: Source, lines: dict[str, int]) -> Item | Rejected:
    try:
        item = make_item(row, source)
    except RowRejected as exc:
        return reject(exc.line, exc.reason, fix=exc.fix, column=exc.column, value=exc.value, raw=row.cells)
    earlier = lines.setdefault(item.item_id, row.line)
    if earlier != row.line:
        column = source.mapping.column("item_id") or "item_id"
        fix = "give each product an id of its own, or delete one of the rows"
        return reject(
            row.line,
            f"the id stands on line {earlier} already",
            fix=fix,
            column=column,
            value=item.item_id,
            raw=row.cells,
        )
    return item


def _nothing(name: str, sample: Iterable[Row | Rejected]) -> str:
    first = next((row for row in sample if isinstance(row, Rejected)), None)
    why = "it has no rows" if first is None else f"line {first.line}: {first.reason}: {first.fix}"
    return f"{name}: nothing can be read: {why}."


def _currency(rows: Iterable[Row], mapping: ColumnMapping) -> str:
    cells = [row.cells for row in rows]
    prices = (cell.get(column, "") for cell in cells for column in mapping.fields.get("price", ()))
    texts = (
        cell.get(column, "")
        for cell in cells
        for name in ("title", "description", "information", "url")
        for column in mapping.fields.get(name, ())
    )
    return infer_currency(prices, texts)


def _keys(rows: Iterable[Row], mapping: ColumnMapping) -> Keys:
    columns = mapping.fields.get("information", ())
    return learn_keys(clean_text(row.cells.get(column, "")) for row in rows for column in columns)
