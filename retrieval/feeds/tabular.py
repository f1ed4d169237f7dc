"""CSV and TSV: rows with the line they start on, whatever their quotes hold."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO

from domain.errors import FeedError
from retrieval.feeds.files import open_text
from retrieval.feeds.rows import MAX_COLUMNS, MAX_READ, Rejected, Row, printable, reject

_DELIMITERS = ",\t;|"
_PROBED_ROWS = 30
# Rows with an open quote after which reading begins again; each may cost a megabyte of reading.
_MOST_PUT_BACK = 200
_CLOSE = "close the quote, or double it if it belongs to the text"
_FEWER_CELLS = "quote cells that hold the delimiter or a quote, and give every row as many cells as the header"


def read_table(path: Path, encoding: str, *, delimiter: str | None = None) -> Iterator[Row | Rejected]:
    """Rows of a delimited file with a header; the delimiter is found if it is not given. `FeedError` without a
    header."""
    csv.field_size_limit(MAX_READ)
    separator = delimiter or _delimiter(path, encoding)
    with open_text(path, encoding) as text:
        yield from _rows(path, text, separator)


@dataclass(slots=True)
class _Lines:
    """The lines of a text, some of which can be put back. `number` is that of the last one taken."""

    text: Iterator[str]
    number: int = 0
    taken: list[str] = field(default_factory=list)
    waiting: deque[str] = field(default_factory=deque)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.waiting.popleft() if self.waiting else next(self.text)
        self.taken.append(line)
        self.number += 1
        return line

    def put_back(self) -> None:
        """Give back all that were taken for a row but its first."""
        self.waiting.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1


def _rows(path: Path, text: TextIO, delimiter: str) -> Iterator[Row | Rejected]:
    lines = _Lines(iter(text))
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    names: list[str] = []
    tries = _MOST_PUT_BACK
    while True:
        line = lines.number + 1
        lines.taken.clear()
        found: Row | Rejected
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as exc:
            found = reject(line, f"the row cannot be read ({exc})", fix="check the quotes around this line")
        else:
            if not any(cell.strip() for cell in cells):
                continue
            if not names:
                names = _header(path, cells)
                continue
            found = _row(names, cells, line)
        if isinstance(found, Rejected) and tries and _has_swallowed(lines.taken, len(names), delimiter):
            first = lines.taken[0]
            found = reject(line, "a quote of this row is not closed", fix=_CLOSE, value=first, raw=first)
            lines.put_back()
            tries -= 1
        yield found


def _has_swallowed(lines: Sequence[str], columns: int, delimiter: str) -> bool:
    """Whether most further lines of a broken row are rows by themselves: then a quote before them was not closed."""
    looked_at = lines[1 : _PROBED_ROWS + 1]
    whole = 0
    for line in looked_at:
        try:
            whole += len(next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])) == columns
        except csv.Error:
            continue
    return columns > 1 and 2 * whole > len(looked_at)


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
