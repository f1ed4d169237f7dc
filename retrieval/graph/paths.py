"""Why a product: paths of at most two steps to what the shopper liked or wished for.

item ─fits with→ liked                          one step
item ─accessory of→ other ─same series→ liked   two steps over a product
item ─material→ "oak" ←material─ liked          two steps over a shared value
item ─colour→ "navy" ─broader→ "blue" wished    two steps up a hierarchy
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.errors import UnknownItem
from domain.graph import BROADER, Neighbour, Path, Step
from domain.items import BRAND, CATEGORY, PRICE, RATING, STOCK, Item
from domain.ports import Catalogue
from domain.wishes import Op, Wish
from retrieval.graph.memory import MemoryGraph

# Most neighbours of a liked product that are tried as the middle of a path; a list of relations has 20 to 100.
MIDDLE = 200
# What a path over a product is worth beside the weaker of its two steps.
SECOND_STEP = 0.5
# The most that a shared value is worth: "both of oak" explains less than "fits with it".
SHARED = 0.35
# Values that say nothing of kinship.
_NO_KINSHIP = frozenset({PRICE, STOCK, RATING, "yes", "no"})


@dataclass(frozen=True, slots=True)
class ItemGraph:
    """The `Graph` port: the edges, and the facts of the catalogue as edges to values."""

    edges: MemoryGraph
    items: Catalogue

    def neighbours(
        self, item_id: str, *, relation: str | None = None, without: frozenset[str] = frozenset()
    ) -> Sequence[Neighbour]:
        """Products of the catalogue beside this one, strongest first."""
        found = self.edges.neighbours(item_id, relation=relation, without=without)
        return [one for one in found if self._known(one.item_id) is not None]

    def to_liked(self, item_id: str, liked: Sequence[str], *, without: frozenset[str] = frozenset()) -> Sequence[Path]:
        """The best path to each liked product that has one: fewer steps first, then stronger, then by name."""
        item = self._known(item_id)
        goals = [goal for goal in dict.fromkeys(liked) if goal != item_id]
        if item is None:
            return []
        best = (min(self._paths(item, goal, without), key=_rank, default=None) for goal in goals)
        return sorted((path for path in best if path is not None), key=_rank)

    def to_wish(self, item_id: str, wish: Wish) -> Sequence[Path]:
        """Paths to the wished values, by a fact of the item or by what that is a kind of."""
        item = self._known(item_id)
        if item is None or wish.op not in (Op.IS, Op.LIKE):
            return []
        held = [(value, source) for name, value, source in values_of(item) if name == wish.attribute]
        paths = (path for goal in wish.values for path in self._up(item_id, wish.attribute, held, goal))
        return sorted(set(paths), key=_rank)

    def _known(self, item_id: str) -> Item | None:
        try:
            return self.items.item(item_id)
        except UnknownItem:
            return None

    def _paths(self, item: Item, goal: str, without: frozenset[str]) -> Iterator[Path]:
        own = self.edges.neighbours(item.item_id, without=without)
        for one in own:
            if one.item_id == goal:
                yield Path((_step(item.item_id, one),), one.strength)
        beyond = {far.item_id: far for far in reversed(self.edges.neighbours(goal, without=without))}
        for near in own[:MIDDLE]:
            far = beyond.get(near.item_id)
            if far is not None and near.item_id != goal and self._known(near.item_id) is not None:
                last = self.edges.neighbours(near.item_id, without=without)
                second = next(one for one in last if one.item_id == goal)
                steps = (_step(item.item_id, near), _step(near.item_id, second))
                yield Path(steps, SECOND_STEP * min(near.strength, second.strength))
        yield from self._shared(item, goal)

    def _shared(self, item: Item, goal: str) -> Iterator[Path]:
        """Paths over a value that both have; a rare value is worth more: SHARED · ln(N/n) / ln(N)."""
        liked = self._known(goal)
        theirs = {(name, value): source for name, value, source in values_of(liked)} if liked else {}
        size, attributes = max(len(self.items), 2), self.items.attributes()
        for name, value, source in values_of(item):
            if (name, value) in theirs and name not in _NO_KINSHIP and value not in _NO_KINSHIP:
                held = attributes[name].counts.get(value, 1) if name in attributes else 1
                worth = SHARED * math.log(size / max(held, 1)) / math.log(size)
                there = Step(item.item_id, name, f"{name}={value}", source)
                back = Step(f"{name}={value}", name, goal, theirs[name, value])
                if worth > 0:
                    yield Path((there, back), worth)

    def _up(self, item_id: str, attribute: str, held: Iterable[tuple[str, str]], goal: str) -> Iterator[Path]:
        for value, source in held:
            own = Step(item_id, attribute, f"{attribute}={value}", source)
            if value == goal:
                yield Path((own,), 1.0)
            for broader, said_by in self.edges.broader_values(attribute, value):
                if broader == goal:
                    up = Step(f"{attribute}={value}", BROADER, f"{attribute}={goal}", said_by)
                    yield Path((own, up), SECOND_STEP)


def values_of(item: Item) -> Iterator[tuple[str, str, str]]:
    """Attribute, canonical value and source of everything that an item has as a word: facts, brand, category path."""
    if item.brand:
        yield BRAND, item.brand.casefold(), BRAND
    for level in item.category:
        yield CATEGORY, level.casefold(), CATEGORY
    for fact in item.facts:
        if fact.number is None and fact.relation not in (BRAND, CATEGORY):
            yield fact.relation, fact.value, fact.source


def _step(start: str, neighbour: Neighbour) -> Step:
    return Step(start, neighbour.relation, neighbour.item_id, neighbour.source)


def _rank(path: Path) -> tuple[object, ...]:
    """Best first: fewer steps, then stronger, then by what is named, so that the order is always the same."""
    return len(path.steps), -path.strength, tuple((step.relation, step.end, step.source) for step in path.steps)
