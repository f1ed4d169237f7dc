"""What every `GraphStore` does. A test module inherits the class and gives the fixture."""

import pytest

from domain.errors import UnknownShop
from domain.graph import FITS_WITH, SHOPPERS, Edge, EdgeKind, GraphStore, Put
from domain.items import Fact, Item
from domain.ports import ItemStore
from tests.contracts.stores import boat, train

FITS = Edge(EdgeKind.ITEM, "train", FITS_WITH, "boat", "kg:a")
BOUGHT = Edge(EdgeKind.ITEM, "boat", "also_bought", "train", SHOPPERS, 3)
NAVY = Edge(EdgeKind.BROADER, "navy", "colour", "blue", "kg:a")
OAK = Edge(EdgeKind.VALUE, "train", "wood_kind", "oak", "kg:a")


class GraphStoreContract:
    """`graphs` and `store` are of the same database, with the empty shops "toys" and "tools"."""

    def test_a_shop_without_edges_has_an_empty_graph(self, graphs: GraphStore) -> None:
        assert (graphs.load("toys").version, graphs.load("toys").edges) == (0, ())
        with pytest.raises(UnknownShop, match="hats"):
            graphs.load("hats")
        with pytest.raises(UnknownShop, match="hats"):
            graphs.put("hats", "a", [FITS])

    def test_gives_edges_back_as_they_were_put(self, graphs: GraphStore) -> None:
        assert graphs.put("toys", "a", [FITS, BOUGHT, NAVY, OAK]) == Put(added=4)
        assert graphs.load("toys").edges == (FITS, BOUGHT, NAVY, OAK)
        assert graphs.load("tools").edges == ()

    def test_putting_the_same_again_changes_nothing(self, graphs: GraphStore, store: ItemStore) -> None:
        graphs.put("toys", "a", [FITS, NAVY, FITS])
        before = store.shop("toys")
        assert graphs.put("toys", "a", [FITS, NAVY]) == Put(unchanged=2)
        assert store.shop("toys") == before
        assert (before.catalogue_version, before.graph_version) == (1, 1)

    def test_an_origin_replaces_only_what_it_said_itself(self, graphs: GraphStore) -> None:
        graphs.put("toys", "a", [FITS, NAVY])
        graphs.put("toys", "b", [BOUGHT])
        assert graphs.put("toys", "a", [NAVY, OAK]) == Put(added=1, unchanged=1, removed=1)
        assert set(graphs.load("toys").edges) == {NAVY, OAK, BOUGHT}

    def test_a_part_of_a_feed_replaces_only_the_edges_of_its_products(self, graphs: GraphStore) -> None:
        graphs.put("toys", "feed", [FITS, BOUGHT])
        other = Edge(EdgeKind.ITEM, "train", FITS_WITH, "kite", "fits")
        assert graphs.put("toys", "feed", [other], heads=["train"]) == Put(added=1, removed=1)
        assert set(graphs.load("toys").edges) == {other, BOUGHT}

    def test_what_the_graph_says_of_a_product_is_a_fact_with_its_source(
        self, graphs: GraphStore, store: ItemStore
    ) -> None:
        store.upsert("toys", [train(), boat()])
        _clear(store)
        graphs.put("toys", "a", [OAK])
        told = store.changes_since("toys", 1)
        assert [item.item_id for item in told.items] == ["train"]
        fact = _fact(told.items[0], "wood_kind")
        assert (fact.value, fact.text, fact.source, fact.number) == ("oak", "Wood kind: oak", "kg:a", None)
        assert store.item("toys", "train").facts == told.items[0].facts
        assert [entry.item_id for entry in store.pending("toys", limit=9)] == ["train"]

    def test_counts_are_numbers_and_other_figures_without_a_unit_are_not(
        self, graphs: GraphStore, store: ItemStore
    ) -> None:
        store.upsert("toys", [train()])
        said = {"number_of_pieces": "24", "weight": "250"}
        graphs.put("toys", "a", [Edge(EdgeKind.VALUE, "train", name, value, "kg") for name, value in said.items()])
        item = store.item("toys", "train")
        assert [_fact(item, name).number for name in said] == [24.0, None]

    def test_a_feed_imported_again_keeps_what_the_graph_says(self, graphs: GraphStore, store: ItemStore) -> None:
        store.upsert("toys", [train()])
        graphs.put("toys", "a", [OAK])
        store.upsert("toys", [train(price_minor=5, content_hash="new")])
        assert _fact(store.item("toys", "train"), "wood_kind").value == "oak"

    def test_a_fact_of_the_feed_is_not_said_twice(self, graphs: GraphStore, store: ItemStore) -> None:
        store.upsert("toys", [train()])
        graphs.put("toys", "a", [Edge(EdgeKind.VALUE, "train", "material", "wood", "kg:a")])
        assert store.item("toys", "train").facts == train().facts

    def test_a_fact_that_is_taken_back_leaves_the_product(self, graphs: GraphStore, store: ItemStore) -> None:
        store.upsert("toys", [train()])
        graphs.put("toys", "a", [OAK])
        version = store.shop("toys").catalogue_version
        graphs.put("toys", "a", [])
        assert store.changes_since("toys", version).items == (train(),)

    def test_edges_of_products_do_not_change_the_products(self, graphs: GraphStore, store: ItemStore) -> None:
        store.upsert("toys", [train(), boat()])
        _clear(store)
        graphs.put("toys", "a", [FITS, NAVY])
        assert store.changes_since("toys", 1).items == ()
        assert store.shop("toys").graph_version == store.shop("toys").catalogue_version == 2
        assert list(store.pending("toys", limit=9)) == []

    def test_more_edges_than_one_statement_takes(self, graphs: GraphStore) -> None:
        many = [Edge(EdgeKind.ITEM, f"i{number}", FITS_WITH, "train", "kg:a") for number in range(5_003)]
        assert graphs.put("toys", "a", many) == Put(added=5_003)
        assert graphs.put("toys", "a", many, heads=[edge.head for edge in many]) == Put(unchanged=5_003)
        assert graphs.put("toys", "a", []) == Put(removed=5_003)


def _fact(item: Item, relation: str) -> Fact:
    return next(fact for fact in item.facts if fact.relation == relation)


def _clear(store: ItemStore) -> None:
    store.acknowledge("toys", [entry.sequence for entry in store.pending("toys", limit=100)])
