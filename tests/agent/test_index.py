"""The vector index: made anew from SQL, of another encoder built beside the one that serves, written by one process."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
import pytest

from agent.build import App, open_app, rebuild
from agent.settings import Settings, load_settings
from demo.products import FEED
from domain.errors import EncoderError, IndexUnavailable
from domain.items import Item
from domain.ports import Encoder, Found, Query
from retrieval.indexing import item_text
from retrieval.search import HybridSearch
from storage.database import open_database
from storage.lease import try_lease
from tests.contracts.test_sql_stores import empty
from tests.fakes.encoder import HashEncoder
from tests.ui.shop import feed, rows, stocked

SHOP = "bears"
OLD, NEW = "old", "new"
QUERIES = ("a wooden train", "something soft for the night", "windy beach", "bath", "blue kite", "harbour")


def encoders(*missing: str) -> Callable[[str], Encoder]:
    """Two encoders by their setting; a missing one cannot be loaded."""
    made = {OLD: HashEncoder(64), NEW: HashEncoder(32)}

    def load(setting: str) -> Encoder:
        if setting in missing:
            raise EncoderError(f"no {setting}")
        return made[setting]

    return load


def opened(home: Path, encoder: str, *missing: str) -> AbstractContextManager[App]:
    return open_app(load_settings(home=home, encoder=encoder), encoders=encoders(*missing))


def search(app: App) -> HybridSearch:
    found = app.live(SHOP).now().search
    assert isinstance(found, HybridSearch)
    return found


def served_by(app: App) -> str:
    return search(app).encoder.fingerprint


def answers(app: App) -> list[Found]:
    return [Found(found.candidates, found.near_facts) for found in (search(app)(Query(text)) for text in QUERIES)]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a shop that was encoded by the old encoder."""
    with opened(tmp_path, OLD) as app:
        stocked(app, SHOP, rows("b"))
    return tmp_path


def keep(app: App) -> bool:
    """One look of the background thread."""
    return app._keep(SHOP, set())


def test_an_index_that_was_deleted_is_made_again_from_sql_with_the_same_answers(home: Path) -> None:
    with opened(home, OLD) as app:
        before = answers(app)
    shutil.rmtree(home / "index")
    with opened(home, OLD) as app:
        assert app.lacking(SHOP) == 15
        assert rebuild(app, SHOP, progress=lambda done: None) == 15
        assert answers(app) == before


def test_a_rebuild_mends_a_folder_that_cannot_be_read(home: Path) -> None:
    with opened(home, OLD) as app:
        before = answers(app)
    (home / "index" / "chroma.sqlite3").write_text("not a database" * 100)
    with opened(home, OLD) as app:
        rebuild(app, SHOP, progress=lambda done: None)
        assert answers(app) == before


def test_a_rebuild_forgets_what_is_no_longer_sold(home: Path) -> None:
    with opened(home, OLD) as app:
        items, facts = app.indexes.collections(SHOP, app.encoder())
        vector = np.zeros((1, 64), np.float32)
        items.upsert(["ghost"], vector)
        facts.upsert(["material=ectoplasm"], vector)
        rebuild(app, SHOP, progress=lambda done: None)
        assert "ghost" not in items.ids() and "material=ectoplasm" not in facts.ids()
        assert items.count() == 15 and "material=wood" in facts.ids()


def test_the_old_encoders_index_serves_until_the_new_one_is_complete(home: Path) -> None:
    with opened(home, OLD) as app:
        before = answers(app)
    with opened(home, NEW) as app:
        assert served_by(app) == "hash:64"
        assert app.indexes.build_some(SHOP)  # a round is written, but the index does not serve yet
        assert served_by(app) == "hash:64"
        assert answers(app) == before
        while keep(app):
            pass
        assert served_by(app) == "hash:32"
        assert search(app).arrays.vectors.shape == (15, 32)
        assert [found.candidates[0].item_id[:3] for found in answers(app)] == [
            found.candidates[0].item_id[:3] for found in before
        ]
        assert app.indexes.collections(SHOP, HashEncoder(64))[0].count() == 0


def test_after_a_kill_the_old_index_serves_and_the_new_one_goes_on(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.indexing.ROUND", 4)
    with opened(home, NEW) as app:
        assert app.indexes.build_some(SHOP)
    with opened(home, NEW) as app:  # as after a kill: nothing is kept but SQL and the index
        assert served_by(app) == "hash:64"
        assert len(app.indexes.lacking(SHOP, app.encoder())) == 11
        while keep(app):
            pass
        assert served_by(app) == "hash:32"
    with opened(home, NEW) as app:
        assert served_by(app) == "hash:32"


def test_a_product_that_changes_while_the_new_index_is_built_is_right_in_both(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.indexing.ROUND", 4)
    changed = {**rows("b")[0], "title": "Zeppelin"}
    with opened(home, NEW) as app:
        search(app)
        app.indexes.build_some(SHOP)
        app.ingest([feed(tmp_path, [changed], "changed.jsonl")], SHOP)
        app.index(SHOP)
        assert search(app)(Query("zeppelin")).candidates[0].item_id == changed["id"]
        while keep(app):
            pass
        item = app.items.item(SHOP, str(changed["id"]))
        held = app.indexes.collections(SHOP, app.encoder())[0].vectors([item.item_id])[item.item_id]
        np.testing.assert_allclose(held, app.encoder().encode([item_text(item)])[0], atol=1e-6)
        assert search(app).arrays.vectors.any(axis=1).all()


def test_an_old_encoder_that_cannot_be_loaded_any_more_does_not_stop_the_shop(home: Path) -> None:
    with opened(home, NEW, OLD) as app:
        assert search(app)(Query("a wooden train")).candidates[0].item_id.startswith("b-0")  # by words alone
        while keep(app):
            pass
        assert served_by(app) == "hash:32"
        assert search(app).arrays.vectors.any(axis=1).all()


def test_a_rebuild_under_a_new_encoder_swaps_at_its_end(home: Path) -> None:
    with opened(home, NEW) as app:
        assert rebuild(app, SHOP, progress=lambda done: None) == 15
        assert not app.indexes.is_behind(SHOP)
        assert served_by(app) == "hash:32"


@pytest.fixture
def shared(tmp_path: Path, chroma_url: str) -> Settings:
    """The settings of two processes that share a database and a Chroma server."""
    return load_settings(home=tmp_path / "home", chroma_url=chroma_url)


def test_of_two_processes_one_writes_and_the_other_takes_in_what_it_wrote(shared: Settings) -> None:
    with open_app(shared, encoder=HashEncoder()) as first, open_app(shared, encoder=HashEncoder()) as second:
        stocked(first, SHOP, rows("b")[:5])
        assert search(second).arrays.vectors.any(axis=1).all()
        folder = shared.home / "feeds-of-tests"
        first.ingest([feed(folder, rows("b")[5:], "more.jsonl")], SHOP)
        assert (
            not search(second).arrays.vectors.any(axis=1).all()
        )  # its next turn knows the products, not their meaning
        assert second.index(SHOP) == 0
        with pytest.raises(IndexUnavailable, match="Another process"):
            second.indexes.own()
        assert first.index(SHOP) == 10
        keep(second)
        assert search(second).arrays.vectors.any(axis=1).all()


def test_when_the_writer_ends_another_process_takes_over(shared: Settings) -> None:
    with open_app(shared, encoder=HashEncoder()) as second:
        with open_app(shared, encoder=HashEncoder()) as first:
            stocked(first, SHOP, rows("b"))
            assert not second.indexes.owns()
        assert second.indexes.owns()


def test_a_worker_follows_the_index_that_another_one_swapped(shared: Settings) -> None:
    def start(encoder: str) -> AbstractContextManager[App]:
        return open_app(shared.model_copy(update={"encoder": encoder}), encoders=encoders())

    with start(OLD) as app:
        stocked(app, SHOP, rows("b"))
    with start(NEW) as first, start(NEW) as second:
        assert first.indexes.owns()
        assert served_by(first) == served_by(second) == "hash:64"
        while keep(first):
            pass
        keep(second)
        assert served_by(second) == "hash:32"
        assert answers(second) == answers(first)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/shop.db"
        return
    address: str = request.getfixturevalue("postgres_url")
    yield address
    database = open_database(address)
    empty(database)
    database.close()


def test_a_lease_has_one_holder_until_it_is_given_back(url: str) -> None:
    first, second = open_database(url), open_database(url)
    lease = try_lease(first, "index")
    assert lease is not None and lease.is_held()
    assert try_lease(second, "index") is None
    other = try_lease(second, "training")
    assert other is not None
    lease.close()
    again = try_lease(second, "index")
    assert again is not None and again.is_held()
    for held in (again, other):
        held.close()
    for database in (first, second):
        database.close()


@pytest.mark.slow
def test_the_demo_shop_rebuilt_by_the_real_encoder_has_the_same_first_ten(tmp_path: Path) -> None:
    asked = [Query(item.title, limit=10) for item in _demo(tmp_path)]

    def firsts(app: App) -> list[list[str]]:
        found = app.live(SHOP).now().search
        return [[one.item_id for one in found(query).candidates] for query in asked]

    with open_app(load_settings(home=tmp_path)) as app:
        before = firsts(app)
    shutil.rmtree(tmp_path / "index")
    with open_app(load_settings(home=tmp_path)) as app:
        rebuild(app, SHOP, progress=lambda done: None)
        same = [one == other for one, other in zip(before, firsts(app), strict=True)]
    assert sum(same) >= 0.99 * len(same) > 0


def _demo(home: Path) -> Sequence[Item]:
    part = home / "part.jsonl"
    part.write_text("".join(FEED.read_text("utf-8").splitlines(keepends=True)[::4]), encoding="utf-8")
    with open_app(load_settings(home=home)) as app:
        app.ingest([part], SHOP)
        app.index(SHOP)
        return app.live(SHOP).items()
