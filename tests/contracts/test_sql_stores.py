"""The SQL stores keep the contracts of the storage ports, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.database import Database, open_database
from storage.graph import SqlGraphStore
from storage.items import SqlItemStore
from storage.sessions import SqlSessionStore
from storage.tables import metadata
from tests.contracts.graphs import GraphStoreContract
from tests.contracts.stores import ItemStoreContract, SessionStoreContract, boat, train


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    on_sqlite = request.param == "sqlite"
    database = open_database(f"sqlite:///{tmp_path}/shop.db" if on_sqlite else request.getfixturevalue("postgres_url"))
    yield database
    if not on_sqlite:
        empty(database)
    database.close()


def empty(database: Database) -> None:
    """One server serves all tests."""
    with database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())


class TestSqlItemStore(ItemStoreContract):
    """In SQL."""

    @pytest.fixture
    def store(self, database: Database) -> SqlItemStore:
        store = SqlItemStore(database)
        store.add_shop("toys", currency="GBP")
        store.add_shop("tools", currency="EUR")
        return store

    def test_imports_at_once_are_counted_one_after_the_other(self, store: SqlItemStore) -> None:
        def ingest(number: int) -> None:
            store.upsert("toys", [boat(item_id=f"b{number}"), train(content_hash=f"c{number}", text_hash=f"t{number}")])

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(ingest, range(12)))
        assert store.shop("toys").catalogue_version == 12
        assert store.count_items("toys") == store.count_pending("toys") == 13


class TestSqlSessionStore(SessionStoreContract):
    """In SQL."""

    @pytest.fixture
    def sessions(self, database: Database) -> SqlSessionStore:
        return SqlSessionStore(database)


class TestSqlGraphStore(GraphStoreContract):
    """In SQL."""

    @pytest.fixture
    def store(self, database: Database) -> SqlItemStore:
        store = SqlItemStore(database)
        store.add_shop("toys", currency="GBP")
        store.add_shop("tools", currency="EUR")
        return store

    @pytest.fixture
    def graphs(self, database: Database, store: SqlItemStore) -> SqlGraphStore:
        return SqlGraphStore(database)
