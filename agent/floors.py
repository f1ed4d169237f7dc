"""A shop's floor of one version: its catalogue, its search and its graph, made from what SQL says and from the index
that serves. Part of the composition root: it names concrete classes.

Heavy libraries are imported where a floor is made, so that commands which make none start quickly.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from agent.index import ShopIndexes
from agent.turn import Floor
from domain.items import Item
from domain.ports import CatalogueChange, Language
from retrieval.languages.choice import catalogue_language, language_of
from storage.graph import SqlGraphStore
from storage.items import SqlItemStore

if TYPE_CHECKING:
    from retrieval.catalogue import MemoryCatalogue
    from retrieval.graph.memory import MemoryGraph
    from retrieval.search import HybridSearch


@dataclass(slots=True)
class Floors:
    """Makes floors, and remembers which products' vectors were still to be written when it did."""

    items: SqlItemStore
    graphs: SqlGraphStore
    indexes: ShopIndexes
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _awaited: dict[str, frozenset[str]] = field(default_factory=dict)

    def advance(self, shop: str, before: Floor | None, items: Mapping[str, Item], change: CatalogueChange) -> Floor:
        """The next floor (`LiveShop` says of what). Made of the one before where that was read in the same way: in the
        same language, under the same hierarchy of values, by the same encoder."""
        from retrieval.graph.hierarchy import with_broader
        from retrieval.graph.paths import ItemGraph

        # Before any vector is read: what is encoded after this look is read again when it is.
        waiting = self.items.pending_ids(shop)
        graph = self._graph(shop, before)
        language = _language(before, items, change)
        known = _search_of(before)
        if known is not None and (known.language.code != language.code or known.graph.broader != graph.broader):
            before = known = None
        whole = [with_broader(item, graph) for item in items.values()] if graph.broader else list(items.values())
        change = replace(change, items=tuple(with_broader(item, graph) for item in change.items))
        catalogue = self._catalogue(shop, before, whole, change, language)
        encoder = self.indexes.serving(shop)
        if known is not None and known.encoder.fingerprint == encoder.fingerprint:
            search = known.updated(catalogue, change.items, change.removed)
        else:
            search = self._new_search(shop, catalogue, whole, language)
        self._await(shop, change, waiting)
        return Floor(catalogue, replace(search, graph=graph), ItemGraph(graph, catalogue))

    def _catalogue(
        self, shop: str, before: Floor | None, items: Sequence[Item], change: CatalogueChange, language: Language
    ) -> "MemoryCatalogue":
        from retrieval.catalogue import MemoryCatalogue

        if before is not None and isinstance(before.catalogue, MemoryCatalogue):
            # At the same version too: a sale that starts or ends changes prices without a change in SQL.
            return before.catalogue.updated(change)
        # The version of what was read, not of now: what came in between is the next change.
        known = replace(self.items.shop(shop), catalogue_version=change.version)
        return MemoryCatalogue.of(known, items, language=language)

    def _graph(self, shop: str, before: Floor | None) -> "MemoryGraph":
        from retrieval.graph.memory import MemoryGraph

        known = _search_of(before)
        if known is not None and known.graph.version == self.items.shop(shop).graph_version:
            return known.graph
        stored = self.graphs.load(shop)
        return MemoryGraph.of(stored.version, stored.edges)

    def _new_search(
        self, shop: str, catalogue: "MemoryCatalogue", items: Sequence[Item], language: Language
    ) -> "HybridSearch":
        from retrieval.search import HybridSearch

        encoder = self.indexes.serving(shop)
        vectors, fact_vectors = self.indexes.collections(shop, encoder)
        return HybridSearch.over(
            catalogue, items, encoder=encoder, language=language, vectors=vectors, fact_vectors=fact_vectors
        )

    def is_outdated(self, shop: str, floor: Floor) -> bool:
        """Whether the index of another encoder serves by now."""
        search = _search_of(floor)
        return search is not None and search.encoder.fingerprint != self.indexes.serving(shop).fingerprint

    # -- vectors that come later
    # -----------------------------------------------------------------------------------------

    def _await(self, shop: str, change: CatalogueChange, waiting: frozenset[str]) -> None:
        """Of the products that were just read: those that waited then are awaited, the others no longer."""
        read = frozenset(item.item_id for item in change.items)
        with self._lock:
            known = self._awaited.get(shop, frozenset()) - read - frozenset(change.removed)
            self._awaited[shop] = known | (read & waiting)

    def encoded_since(self, shop: str) -> list[str]:
        """Products whose vectors some process has written since a floor was made without them."""
        waiting = self.items.pending_ids(shop)
        with self._lock:
            return sorted(self._awaited.get(shop, frozenset()) - waiting)


def _search_of(floor: Floor | None) -> "HybridSearch | None":
    from retrieval.search import HybridSearch

    return floor.search if floor is not None and isinstance(floor.search, HybridSearch) else None


def _language(before: Floor | None, items: Mapping[str, Item], change: CatalogueChange) -> Language:
    """How the products are read. Decided again when most of them are new: looking at all titles takes a while."""
    search = _search_of(before)
    known = None if search is None else language_of(search.language.code)
    if known is not None and 2 * len(change.items) < len(items):
        return known
    return catalogue_language(item.title for item in items.values())
