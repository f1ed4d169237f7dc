"""A shop's graph in memory: edges between products as arrays sorted by product, values as small maps.

    heads, tails (E,)     node numbers of each edge, both directions stored
    starts (N + 1,)       the edges of node n are starts[n] … starts[n + 1] − 1, strongest first

It never changes; a new version is made beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from domain.graph import (
    ACCESSORY_OF,
    ALSO_BOUGHT,
    ALSO_VIEWED,
    BOUGHT_TOGETHER,
    FITS_WITH,
    HAS_ACCESSORY,
    SAME_SERIES,
    Edge,
    EdgeKind,
    Neighbour,
)

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

# How much a relation says about what to show beside a liked product, in (0, 1]; not tuned. What the maker states counts
# more than what shoppers happened to do, buying together more than looking. A relation of another name counts least.
STRENGTH: Mapping[str, float] = {
    FITS_WITH: 1.0,
    ACCESSORY_OF: 0.9,
    HAS_ACCESSORY: 0.9,
    SAME_SERIES: 0.9,
    BOUGHT_TOGETHER: 0.7,
    ALSO_BOUGHT: 0.5,
    ALSO_VIEWED: 0.4,
}
OTHER_STRENGTH = 0.3
# Lists are in order of relevance: the tenth counts about half as much as the first (1 / (1 + position/10)).
HALF_AT = 10.0
# What a relation is called from its tail. Those that are not named read the same from both ends.
_FROM_THE_TAIL = {ACCESSORY_OF: HAS_ACCESSORY, HAS_ACCESSORY: ACCESSORY_OF}


@dataclass(frozen=True, slots=True)
class MemoryGraph:
    """Nodes 0 … N−1 are products, in the order of their ids. `relations` and `sources` (E,) number into `names`."""

    version: int
    ids: tuple[str, ...]
    node_of: Mapping[str, int]
    starts: Ints
    tails: Ints
    relations: Ints
    sources: Ints
    strengths: Floats
    names: tuple[str, ...]
    # "attribute=value" → its broader values, and where that was said; nearest first.
    broader: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, version: int, edges: Iterable[Edge]) -> Self:
        """The graph of these edges. Edges of values are not in it: they are facts of their products."""
        between: list[Edge] = []
        broader: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for edge in edges:
            if edge.kind is EdgeKind.ITEM:
                between.append(edge)
            elif edge.kind is EdgeKind.BROADER:
                broader[edge.relation, edge.head].append((edge.tail, edge.source))
        ids = tuple(sorted({end for edge in between for end in (edge.head, edge.tail)}))
        node_of = {item_id: node for node, item_id in enumerate(ids)}
        names = tuple(sorted({name for edge in between for name in (*_both_names(edge), edge.source)}))
        columns = _columns(between, node_of, {name: number for number, name in enumerate(names)}, len(ids))
        return cls(version, ids, node_of, *columns, names, {key: tuple(sorted(up)) for key, up in broader.items()})

    @property
    def is_empty(self) -> bool:
        """Whether no product has a neighbour."""
        return not self.ids

    def neighbours(
        self, item_id: str, *, relation: str | None = None, without: frozenset[str] = frozenset()
    ) -> list[Neighbour]:
        """Products beside this one, strongest first (equal ones by id), one entry per relation; none if it is not
        known."""
        node = self.node_of.get(item_id)
        if node is None:
            return []
        found: dict[tuple[str, str], Neighbour] = {}
        for at in range(self.starts[node], self.starts[node + 1]):
            named, source = self.names[self.relations[at]], self.names[self.sources[at]]
            other = self.ids[self.tails[at]]
            if source not in without and relation in (None, named):
                found.setdefault((other, named), Neighbour(other, named, source, float(self.strengths[at])))
        return list(found.values())

    def around(self, item_ids: Sequence[str], *, without: frozenset[str] = frozenset()) -> dict[str, float]:
        """Products beside any of these, with 1 − Π (1 − strength) over all edges, in (0, 1]; these products themselves
        are left out.
        """
        nodes = [self.node_of[item_id] for item_id in item_ids if item_id in self.node_of]
        if not nodes:
            return {}
        at = np.concatenate([np.arange(self.starts[node], self.starts[node + 1]) for node in nodes])
        dropped = [number for number, name in enumerate(self.names) if name in without]
        at = at[~np.isin(self.sources[at], dropped)]
        missed = np.ones(len(self.ids))
        np.multiply.at(missed, self.tails[at], 1.0 - self.strengths[at])
        missed[nodes] = 1.0
        return {self.ids[node]: float(1.0 - missed[node]) for node in np.flatnonzero(missed < 1.0)}

    def broader_values(self, attribute: str, value: str) -> tuple[tuple[str, str], ...]:
        """The values that a value is a kind of, with the source that says so; one level up.

        A hierarchy that names no attribute holds for all of them.
        """
        return (*self.broader.get((attribute, value), ()), *self.broader.get(("", value), ()))


def strength(relation: str, position: int) -> float:
    """What an edge counts, in (0, 1]: its relation's strength, less further down its list."""
    return STRENGTH.get(relation, OTHER_STRENGTH) / (1.0 + position / HALF_AT)


def _both_names(edge: Edge) -> tuple[str, str]:
    return edge.relation, _FROM_THE_TAIL.get(edge.relation, edge.relation)


def _columns(
    edges: Sequence[Edge], node_of: Mapping[str, int], number_of: Mapping[str, int], nodes: int
) -> tuple[Ints, Ints, Ints, Ints, Floats]:
    """Starts, tails, relations, sources and strengths, with every edge from both of its ends."""
    heads = [node_of[edge.head] for edge in edges] + [node_of[edge.tail] for edge in edges]
    tails = np.array([node_of[edge.tail] for edge in edges] + [node_of[edge.head] for edge in edges], np.int32)
    names = [_both_names(edge) for edge in edges]
    relations = np.array([number_of[name] for side in (0, 1) for name in (pair[side] for pair in names)], np.int32)
    sources = np.array([number_of[edge.source] for edge in edges] * 2, np.int32)
    strengths = np.array([strength(edge.relation, edge.position) for edge in edges] * 2, np.float32)
    order = np.lexsort((relations, tails, -strengths, np.array(heads, np.int32))).astype(np.int32)
    starts = np.concatenate([[0], np.cumsum(np.bincount(heads, minlength=nodes))]).astype(np.int32)
    return starts, tails[order], relations[order], sources[order], strengths[order]


NO_GRAPH = MemoryGraph.of(0, ())
