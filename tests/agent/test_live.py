"""A shop in memory follows the version in SQL."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from agent.build import App, open_app
from agent.live import LiveShop
from agent.settings import load_settings
from agent.turn import Floor
from domain.errors import UnknownSession, UnknownShop
from domain.items import Item
from domain.ports import CatalogueChange, Found, Query
from retrieval.vectors import Kind
from tests.fakes.encoder import HashEncoder
from tests.fakes.shelf import Shelf, make_item
from tests.fakes.storage import FakeItemStore
from tests.ui.shop import feed, rows, stocked


class Advances:
    """An `Advance` that makes shelves and notes what it was asked for."""

    def __init__(self) -> None:
        self.changes: list[CatalogueChange] = []

    def __call__(self, before: Floor | None, items: Mapping[str, Item], change: CatalogueChange) -> Floor:
        self.changes.append(change)
        shelf = Shelf(*items.values())
        shelf.version = change.version
        return Floor(shelf, nothing)


def nothing(query: Query) -> Found:
    return Found(())


def test_the_first_floor_has_everything_and_the_next_only_what_changed() -> None:
    store, advances = FakeItemStore(), Advances()
    store.add_shop("shop", currency="GBP")
    store.upsert("shop", [make_item("a", "Ant"), make_item("b", "Bee")])
    live = LiveShop("shop", store, advances)
    assert len(live.now().catalogue) == 2
    store.upsert("shop", [make_item("c", "Cat")])
    store.remove("shop", ["a"])
    assert sorted(item.item_id for item in live.items()) == ["b", "c"]
    last = advances.changes[-1]
    assert ([item.item_id for item in last.items], last.removed) == (["c"], ("a",))


def test_a_floor_is_kept_while_nothing_changes_and_a_turn_keeps_the_one_it_has() -> None:
    store, advances = FakeItemStore(), Advances()
    store.add_shop("shop", currency="GBP")
    store.upsert("shop", [make_item("a", "Ant")])
    live = LiveShop("shop", store, advances)
    before = live.now()
    assert live.now() is before
    store.upsert("shop", [make_item("b", "Bee")])
    assert live.now() is not before
    assert len(before.catalogue) == 1


def test_encoded_items_are_taken_in_under_the_same_version() -> None:
    store, advances = FakeItemStore(), Advances()
    store.add_shop("shop", currency="GBP")
    store.upsert("shop", [make_item("a", "Ant"), make_item("b", "Bee")])
    live = LiveShop("shop", store, advances)
    version = live.now().catalogue.version
    live.encoded(["b", "gone"])
    assert advances.changes[-1] == CatalogueChange(version, (store.item("shop", "b"),), ())


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with open_app(load_settings(home=tmp_path), encoder=HashEncoder()) as opened:
        yield opened


def test_a_shop_that_was_never_imported_is_unknown(app: App) -> None:
    with pytest.raises(UnknownShop):
        app.agent("atlantis")
    with pytest.raises(UnknownShop, match="warmstart ingest"):
        app.default_shop()
    assert app.unready() == ["No products have been imported yet: run `warmstart ingest FEED`."]


def test_a_conversation_is_found_in_the_shop_it_was_opened_in(app: App) -> None:
    stocked(app, "bears", rows("b"))
    stocked(app, "kites", rows("k"))
    session, _ = app.agent("kites").open()
    assert app.find(session.session_id).shop == "kites"
    with pytest.raises(UnknownSession):
        app.find("nobody")


def test_a_changed_price_is_served_at_once_and_is_not_encoded_again(app: App, tmp_path: Path) -> None:
    stocked(app, "bears", rows("b"))
    agent = app.agent("bears")
    assert agent.floor.now().catalogue.item("b-0-red").price_minor == 1200
    app.ingest([feed(tmp_path, [{**rows("b")[0], "price": "9.99"}], "new.jsonl")], "bears")
    assert agent.floor.now().catalogue.item("b-0-red").price_minor == 999
    assert not app.waiting("bears")


def test_a_lost_index_is_noticed_and_made_again(app: App) -> None:
    stocked(app, "bears", rows("b"))
    assert app.repair("bears") == 0
    app.items.enqueue_all("bears")
    waiting = [entry.sequence for entry in app.items.pending("bears", limit=100)]
    app.items.acknowledge("bears", waiting)
    vectors = app.vectors()
    vectors.collection("bears", app.encoder().fingerprint, Kind.ITEMS).delete(["b-0-red"])
    assert app.lacking("bears") == 1
    assert app.repair("bears") == 15
    assert app.index("bears") == 15
    assert app.lacking("bears") == 0
