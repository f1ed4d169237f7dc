"""What follows from hierarchies of values: a navy coat is a blue coat, where the graph says that navy is a blue."""

from collections.abc import Iterator
from dataclasses import replace

from domain.items import Fact, Item
from retrieval.graph.memory import MemoryGraph
from retrieval.graph.paths import values_of


def with_broader(item: Item, graph: MemoryGraph) -> Item:
    """The item with a fact for each value that one of its own is a kind of, however far up; its source is the graph's.

    Filters, counts and reasons then need no second path. The text keeps the item's own value: "Colour: navy (blue)".
    """
    if not graph.broader:
        return item
    held = {(name, value) for name, value, _ in values_of(item)}
    found: dict[tuple[str, str], Fact] = {}
    for name, value, _ in values_of(item):
        for parent, source in _above(graph, name, value):
            if (name, parent) not in held:
                text = f"{name.replace('_', ' ').capitalize()}: {value} ({parent})"
                found.setdefault((name, parent), Fact(item.item_id, name, parent, text, source))
    return replace(item, facts=(*item.facts, *found.values())) if found else item


def _above(graph: MemoryGraph, name: str, value: str) -> Iterator[tuple[str, str]]:
    """Every broader value once, nearest first, with its source; circles end."""
    seen, waiting = {value}, [value]
    while waiting:
        for parent, source in graph.broader_values(name, waiting.pop(0)):
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
                yield parent, source
