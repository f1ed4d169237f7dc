"""Triples of a knowledge graph file, one after the other, with the line each stands on: CSV, N-Triples, Turtle."""

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from domain.errors import FeedError
from retrieval.feeds.rows import Rejected, reject
from retrieval.graph.relations import plain_name

# More than this is no shop's graph, or a mistake: the file is refused before it fills the memory.
MAX_TRIPLES = 2_000_000
MAX_LINE = 100_000
# Turtle is read as a whole (a name may be explained at its end): about 1 kB of memory a triple.
MAX_TURTLE_BYTES = 64_000_000
_FORMATS = {".csv": "csv", ".tsv": "csv", ".ttl": "turtle", ".turtle": "turtle", ".nt": "nt", ".ntriples": "nt"}
_HEADS = frozenset({"subject", "head", "from", "s", "item", "item_id", "product", "product_id"})
_RELATIONS = frozenset({"predicate", "relation", "rel", "property", "p", "attribute"})
_TAILS = frozenset({"object", "tail", "to", "o", "value", "target"})
_SOURCES = frozenset({"source", "provenance", "said_by"})


@dataclass(frozen=True, slots=True)
class Triple:
    """One statement. `is_name`: the object is a name (an address) rather than a text; `None` where a file cannot say
    (CSV). `source` is "" where the file names none."""

    line: int
    subject: str
    predicate: str
    object: str
    is_name: bool | None = None
    source: str = ""


def read_triples(path: Path) -> Iterator[Triple | Rejected]:
    """Each statement of the file, or why a line is none. `FeedError` if the file cannot be read, is of no known format,
    or is too large."""
    stream = _unlimited(path)
    for number, triple in enumerate(stream):
        if number >= MAX_TRIPLES:
            raise FeedError(f"{path}: more than {MAX_TRIPLES:,} statements: split the file.")
        yield triple


def _unlimited(path: Path) -> Iterator[Triple | Rejected]:
    match _format(path):
        case "csv":
            yield from _csv(path)
        case "nt":
            from retrieval.graph.rdf import statement

            for line, text in _lines(path):
                if text.strip() and not text.lstrip().startswith("#"):
                    yield statement(line, text)
        case _:
            from retrieval.graph.rdf import turtle

            yield from turtle(_whole(path))


def _format(path: Path) -> str:
    suffixes = [suffix.casefold() for suffix in path.suffixes if suffix.casefold() != ".gz"]
    found = _FORMATS.get(suffixes[-1] if suffixes else "")
    if found is None:
        raise FeedError(f"{path}: not a graph file by its name: write CSV (.csv), N-Triples (.nt) or Turtle (.ttl).")
    return found


def _open(path: Path) -> IO[bytes]:
    try:
        if path.suffix.casefold() == ".gz":
            return gzip.open(path)  # type: ignore[return-value]  # a file in all that is used here
        return path.open("rb")
    except OSError as exc:
        raise FeedError(f"{path}: cannot be read ({exc.strerror}): check the path.") from exc


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines; one that is longer than any statement ends the reading."""
    number = 0
    with _open(path) as file:
        try:
            while raw := file.readline(MAX_LINE + 1):
                number += 1
                if len(raw) > MAX_LINE:
                    raise FeedError(f"{path}: line {number} is longer than {MAX_LINE:,} bytes: no statement is.")
                yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8", errors="replace")
        except (OSError, EOFError) as exc:
            raise FeedError(f"{path}: breaks off after line {number} ({exc}): copy the file again.") from exc


def _whole(path: Path) -> str:
    with _open(path) as file:
        try:
            raw = file.read(MAX_TURTLE_BYTES + 1)
        except (OSError, EOFError) as exc:
            raise FeedError(f"{path}: breaks off ({exc}): copy the file again.") from exc
    if len(raw) > MAX_TURTLE_BYTES:
        limit = MAX_TURTLE_BYTES // 1_000_000
        raise FeedError(f"{path}: Turtle above {limit} MB is not read: write it as N-Triples (.nt), or split it.")
    return raw.decode("utf-8-sig", errors="replace")


def _csv(path: Path) -> Iterator[Triple | Rejected]:
    """Rows of three or four cells: subject, relation, object and, where there is one, the source; with a heading line
    in any order of columns, or without one in this order."""
    lines = (text for _, text in _lines(path))
    first = next(lines, "")
    dialect = max("\t;,", key=first.count) if first else ","
    order = _heading(next(csv.reader(io.StringIO(first), delimiter=dialect), []))
    rows = csv.reader(_with(first if order is None else "", lines), delimiter=dialect)
    skipped = 0 if order is None else 1
    begins = skipped + 1
    try:
        for cells in rows:
            line, begins = begins, rows.line_num + skipped + 1
            if any(cell.strip() for cell in cells):
                yield _statement(line, [cell.strip() for cell in cells], order or (0, 1, 2, 3))
    except csv.Error as exc:
        yield reject(begins, f"the line cannot be read ({exc})", fix="check its quotes; nothing after it was read")


def _with(first: str, rest: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from rest


def _heading(cells: list[str]) -> tuple[int, ...] | None:
    """Where subject, relation, object and source stand, if the first line is a heading."""
    names = [plain_name(cell) for cell in cells]
    found = [
        next((at for at, name in enumerate(names) if name in known), None) for known in (_HEADS, _RELATIONS, _TAILS)
    ]
    places = [place for place in found if place is not None]
    if len(places) < 3:
        return None
    source = next((at for at, name in enumerate(names) if name in _SOURCES and at not in places), len(names))
    return (*places, source)


def _statement(line: int, cells: list[str], order: tuple[int, ...]) -> Triple | Rejected:
    head, relation, tail, source = (cells[place] if place < len(cells) else "" for place in order)
    if not (head and relation and tail):
        fix = "write subject, relation and object, separated by commas"
        return reject(line, "the line is no statement", column="", value=", ".join(cells), fix=fix)
    return Triple(line, head, relation, tail, None, source)
