"""Relations in a feed: columns that hold ids, addresses or titles of other products."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from domain.graph import FROM_SHOPPERS, SHOPPERS, Edge, EdgeKind
from retrieval.cleaning import clean_text
from retrieval.feeds.mapping import map_columns
from retrieval.feeds.read import SAMPLE_ROWS, read_raw
from retrieval.feeds.rows import Rejected, Row, is_empty, reject
from retrieval.graph.names import Names
from retrieval.graph.relations import BETWEEN_PRODUCTS, is_known, relation_of

# A separator that stands in no title; without one, commas separate.
_STRONG = re.compile(r"\s*(?:\||;|\n|\s//\s)\s*")
_COMMA = re.compile(r"\s*,\s*")
# A title with commas is found among so many parts in a row.
MOST_PARTS = 6


def relation_columns(path: Path, *, format: str = "auto", columns: Mapping[str, str] | None = None) -> dict[str, str]:
    """The feed's columns that name other products, with their relation; `columns` (relation → column) go first."""
    rows = [row for row in islice(read_raw(path, format=format), SAMPLE_ROWS) if isinstance(row, Row)]
    names = list(dict.fromkeys(name for row in rows for name in row.cells))
    given = {column: name for name, column in (columns or {}).items() if name in BETWEEN_PRODUCTS}
    return {name: given.get(name) or relation_of(name) for name in names if name in given or is_known(name)}


def read_relations(
    path: Path,
    relations: Mapping[str, str],
    names: Names,
    *,
    format: str = "auto",
    columns: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, tuple[Edge, ...]] | Rejected]:
    """For each row of a product that is known: its id and its edges; and one reject for each cell that names unknown
    products.

    A feed often names products that the shop does not sell: the others of the cell are taken all the same.
    """
    stream = read_raw(path, format=format)
    sample = list(islice(stream, SAMPLE_ROWS))
    known = [row for row in sample if isinstance(row, Row)]
    fields = {name: column for name, column in (columns or {}).items() if name not in BETWEEN_PRODUCTS}
    id_column = map_columns(known, fields).column("item_id") if known else None
    for row in chain(sample, stream):
        if isinstance(row, Row) and id_column and (head := clean_text(row.cells.get(id_column, ""))) in names.ids:
            yield from _of_row(row, head, relations, names)


def _of_row(
    row: Row, head: str, relations: Mapping[str, str], names: Names
) -> Iterator[tuple[str, tuple[Edge, ...]] | Rejected]:
    found: list[Edge] = []
    for column, relation in relations.items():
        cell = row.cells.get(column, "")
        if is_empty(cell):
            continue
        tails, unknown = named_products(cell, names)
        found += (_edge(head, relation, tail, column, position) for position, tail in enumerate(tails) if tail != head)
        if unknown:
            yield _unknown(row, column, unknown, len(tails))
    yield head, tuple(dict.fromkeys(found))


def _unknown(row: Row, column: str, unknown: Sequence[str], found: int) -> Rejected:
    return reject(
        row.line,
        f"{len(unknown)} of {len(unknown) + found} related products are not in the shop",
        column=column,
        value=", ".join(unknown),
        fix="import those products too, or name them by their ids; the others were taken",
    )


def _edge(head: str, relation: str, tail: str, column: str, position: int) -> Edge:
    source = SHOPPERS if relation in FROM_SHOPPERS else column
    return Edge(EdgeKind.ITEM, head, relation, tail, source, position)


def named_products(cell: str, names: Names) -> tuple[list[str], list[str]]:
    """Ids of the products that a cell names, each once, in its order; and the names of those that are not known."""
    if (whole := names.find(cell)) is not None:
        return [whole], []
    parts = _listed(cell)
    if parts is None:
        parts = [part for part in _STRONG.split(cell) if part]
        if len(parts) == 1:
            return _joined([part for part in _COMMA.split(cell) if part], names)
    found = [(part, names.find(part)) for part in parts]
    return list(dict.fromkeys(one for _, one in found if one)), [part for part, one in found if one is None]


def _listed(cell: str) -> list[str] | None:
    """A list written as JSON."""
    if not cell.lstrip().startswith("["):
        return None
    try:
        values = json.loads(cell)
    except ValueError:
        return None
    return [str(value) for value in values if isinstance(value, str | int)] if isinstance(values, list) else None


def _joined(parts: Sequence[str], names: Names) -> tuple[list[str], list[str]]:
    """Parts between commas; of several that make a known title together, that one."""
    found, unknown, at = dict[str, None](), list[str](), 0
    while at < len(parts):
        length, one = _longest(parts, at, names)
        if one is None:
            unknown.append(parts[at])
        else:
            found[one] = None
        at += length
    return list(found), unknown


def _longest(parts: Sequence[str], at: int, names: Names) -> tuple[int, str | None]:
    for length in range(min(MOST_PARTS, len(parts) - at), 0, -1):
        one = names.find(", ".join(parts[at : at + length]))
        if one is not None:
            return length, one
    return 1, None
