"""CSV and TSV: rows with the line they start on, whatever their quotes hold."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from domain.errors import FeedError
from retrieval.feeds.files import open_text
from retrieval.feeds.rows import MAX_COLUMNS, MAX_READ, Rejected, Row, printable, reject

_DELIMITERS = ",\t;|"
_PROBED_ROWS = 30
_FEWER_CELLS = "quote cells that hold the delimiter or a quote, and give every row as many cells as the header"


def read_table(path: Path, encoding: str, *, delimiter: str | None = None) -> Iterator[Row | Rejected]:
    """Rows of a delimited file with a header; the delimiter is found if it is not given. `FeedError` without a
    header."""
    csv.field_size_limit(MAX_READ)
    separator = delimiter or _delimiter(path, encoding)
    with open_text(path, encoding) as text:
        yield from _rows(path, text, separator)


def _rows(path: Path, text: TextIO, delimiter: str) -> Iterator[Row | Rejected]:
    reader = csv.reader(text, delimiter=delimiter, skipinitialspace=True)
    names: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as exc:
            yield reject(line, f"the row cannot be read ({exc})", fix="check the quotes around this line")
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if not names:
            names = _header(path, cells)
        else:
            yield _row(names, cells, line)


def _row(names: list[str], cells: list[str], line: int) -> Row | Rejected:
    if len(cells) != len(names):
        reason = f"the row has {len(cells)} cells where the header has {len(names)}"
        return reject(line, reason, fix=_FEWER_CELLS, value=cells[0], raw=" | ".join(cells))
    return Row(line, dict(zip(names, cells, strict=True)))


def _header(path: Path, cells: list[str]) -> list[str]:
    if len(cells) > MAX_COLUMNS:
        raise FeedError(f"{path}: the header has {len(cells)} columns; at most {MAX_COLUMNS} can be read.")
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = printable(cell).strip() or f"column_{number}"
        names.append(f"{name}_{number}" if name in names else name)
    return names


def _delimiter(path: Path, encoding: str) -> str:
    """The delimiter under which the first rows have the most cells, and as many as the header."""
    return max(_DELIMITERS, key=lambda candidate: _agreement(path, encoding, candidate))


def _agreement(path: Path, encoding: str, delimiter: str) -> float:
    with open_text(path, encoding) as text:
        try:
            probed = list(islice(csv.reader(text, delimiter=delimiter, skipinitialspace=True), _PROBED_ROWS))
        except csv.Error:
            return 0.0
    rows = [row for row in probed if any(row)]
    if not rows or len(rows[0]) == 1:
        return 0.0
    same = sum(len(row) == len(rows[0]) for row in rows)
    return len(rows[0]) * same / len(rows)
