"""Between items with their facts and rows of tables."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import RowMapping

from domain.items import Fact, Item, Sale
from storage.tables import facts, items

T = TypeVar("T")
_COUNTS = "number_of_"
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")

# Ids in one statement. SQLite takes 32,766 parameters and PostgreSQL 65,535; longer lists gain nothing.
CHUNK = 5_000
# Columns of `items` that are no field of an Item.
_BOOKKEEPING = ("version", "retired")
ITEM_COLUMNS = tuple(column for column in items.columns if column.name not in _BOOKKEEPING)
_SALE = ("sale_price_minor", "sale_starts", "sale_ends")
FACT_COLUMNS = tuple(column for column in facts.columns if column.name not in ("shop", "position"))


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in order, in pieces that fit into one statement."""
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))


def item_row(item: Item, *, version: int) -> dict[str, object]:
    """The row of an item that changed with this version of the catalogue."""
    row: dict[str, object] = {
        column.name: getattr(item, column.name) for column in ITEM_COLUMNS if column.name not in _SALE
    }
    sale = (None, None, None) if item.sale is None else (item.sale.price_minor, item.sale.starts, item.sale.ends)
    return row | dict(zip(_SALE, sale, strict=True)) | {"version": version, "retired": False}


def item_of(row: RowMapping, known: tuple[Fact, ...]) -> Item:
    """The item of a row of `ITEM_COLUMNS`, with its facts."""
    fields = dict(row)
    price_minor, starts, ends = (fields.pop(name) for name in _SALE)
    sale = None if price_minor is None else Sale(price_minor, starts, ends)
    return Item(**fields, sale=sale, facts=known)


def fact_rows(item: Item) -> Iterator[dict[str, object]]:
    """The rows of an item's facts, in their order."""
    for position, fact in enumerate(item.facts):
        start, end = (None, None) if fact.span is None else fact.span
        yield {
            "shop": item.shop,
            "item_id": item.item_id,
            "position": position,
            "relation": fact.relation,
            "value": fact.value,
            "text": fact.text,
            "source": fact.source,
            "confidence": fact.confidence,
            "number": fact.number,
            "unit": fact.unit,
            "span_start": start,
            "span_end": end,
        }


def facts_by_item(rows: Iterable[Sequence[Any]]) -> Mapping[str, tuple[Fact, ...]]:
    """Facts of rows of `FACT_COLUMNS`, in the order given, by item."""
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for item_id, relation, value, text, source, confidence, number, unit, start, end in rows:
        span = None if start is None or end is None else (start, end)
        found[item_id].append(Fact(item_id, relation, value, text, source, confidence, number, unit, span))
    return {item_id: tuple(known) for item_id, known in found.items()}


def with_graph_facts(
    known: Mapping[str, tuple[Fact, ...]], rows: Iterable[Sequence[Any]]
) -> Mapping[str, tuple[Fact, ...]]:
    """The facts, and after them what the graph says (item, relation, value, source) that is not among them yet."""
    found = dict(known)
    for item_id, relation, value, source in rows:
        own = found.get(item_id, ())
        if not any(fact.relation == relation and fact.value == value for fact in own):
            found[item_id] = (*own, graph_fact(item_id, relation, value, source))
    return found


def graph_fact(item_id: str, relation: str, value: str, source: str) -> Fact:
    """A fact that the graph says: "Material: oak". A count stands in `number` too; other figures have no unit there,
    and a filter by grams must not meet kilograms."""
    label = relation.replace("_", " ").capitalize()
    number = float(value) if relation.startswith(_COUNTS) and _NUMBER.fullmatch(value) else None
    unit = None if number is None else ""
    return Fact(item_id, relation, value, f"{label}: {value}", source, number=number, unit=unit)
