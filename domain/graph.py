"""How products and values hang together: edges with their source, and the paths that explain a product."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.items import Fact
from domain.wishes import Wish

# Relations between two products that the rest of the code knows by name; `head` comes first: "the wagon (head) is an
# accessory of the track (tail)". The last two are the first one and `fits_with` read from the other end.
ACCESSORY_OF = "accessory_of"
FITS_WITH = "fits_with"
SAME_SERIES = "same_series"
BOUGHT_TOGETHER = "bought_together"
ALSO_BOUGHT = "also_bought"
ALSO_VIEWED = "also_viewed"
HAS_ACCESSORY = "has_accessory"
ITEM_RELATIONS = (FITS_WITH, ACCESSORY_OF, SAME_SERIES, BOUGHT_TOGETHER, ALSO_BOUGHT, ALSO_VIEWED)
# Between two values of an attribute: navy is a blue.
BROADER = "broader"

# The source of what other shoppers bought or looked at. It knows what happened later, so an evaluation on past
# purchases must leave it out (`Query.without_sources`).
SHOPPERS = "shoppers"
FROM_SHOPPERS = frozenset({ALSO_BOUGHT, ALSO_VIEWED, BOUGHT_TOGETHER})


class EdgeKind(StrEnum):
    """What an edge ends at."""

    ITEM = "item"
    VALUE = "value"
    BROADER = "broader"


@dataclass(frozen=True, slots=True)
class Edge:
    """One statement of the graph with where it comes from.

    ITEM: product `head` stands in `relation` to product `tail`. VALUE: product `head` has the value `tail` for the
    attribute `relation`. BROADER: the value `head` of the attribute `relation` is a kind of its value `tail`. Values
    are canonical (lower case). `position` orders the tails of one head and relation, most relevant (0) first.
    """

    kind: EdgeKind
    head: str
    relation: str
    tail: str
    source: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class StoredGraph:
    """All edges of a shop, and the catalogue's version at which they last changed (0: never)."""

    version: int
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A product beside another one: `relation` is read from the one that was asked about. `strength` in (0, 1]."""

    item_id: str
    relation: str
    source: str
    strength: float


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a path, read from `start` to `end`; both are item ids, or values written "attribute=value"."""

    start: str
    relation: str
    end: str
    source: str


@dataclass(frozen=True, slots=True)
class Path:
    """Why a product: one or two steps from it to something the shopper liked or wished for. `strength` in (0, 1]."""

    steps: tuple[Step, ...]
    strength: float

    @property
    def item_id(self) -> str:
        """The product that is explained."""
        return self.steps[0].start

    @property
    def goal(self) -> str:
        """What it leads to: the liked product's id, or the wished value as "attribute=value"."""
        return self.steps[-1].end

    @property
    def relation(self) -> str:
        """What the first step says; of a path by way of a shared value, the attribute."""
        return self.steps[0].relation

    def fact(self, text: str) -> Fact:
        """The path as a fact of the product, which a card may show: `text` says it, the sources are kept."""
        sources = " + ".join(dict.fromkeys(step.source for step in self.steps))
        return Fact(self.item_id, self.relation, self.goal, text, sources, self.strength)


class Graph(Protocol):
    """A shop's graph in memory. No method touches a disk; the same question has the same answer in the same order."""

    def neighbours(
        self, item_id: str, *, relation: str | None = None, without: frozenset[str] = frozenset()
    ) -> Sequence[Neighbour]:
        """Products beside this one, strongest first, by one relation or all; none if it is not known. Edges whose
        source is in `without` are left out."""

    def to_liked(self, item_id: str, liked: Sequence[str], *, without: frozenset[str] = frozenset()) -> Sequence[Path]:
        """Paths of at most two steps from a product to liked ones, best first, at most one per liked product."""

    def to_wish(self, item_id: str, wish: Wish) -> Sequence[Path]:
        """Paths of at most two steps from a product to a wished value (blue: it is navy, navy is a blue), best
        first."""


class GraphStore(Protocol):
    """The graph of each shop in SQL: the truth from which `Graph` is made."""

    def put(self, shop: str, origin: str, edges: Sequence[Edge], *, heads: Sequence[str] | None = None) -> "Put":
        """Replace what an origin (a file) said: of those heads, or, with `None`, of everything. One transaction;
        putting the same again changes nothing."""

    def load(self, shop: str) -> StoredGraph:
        """All edges of the shop, in a fixed order; `UnknownShop`."""


@dataclass(frozen=True, slots=True)
class Put:
    """What a `put` did, in edges."""

    added: int = 0
    unchanged: int = 0
    removed: int = 0
