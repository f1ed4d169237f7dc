"""Opening a database: its schema, its promises, and who comes second."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from domain.errors import SettingsError
from storage.database import Database, open_database
from storage.sessions import SqlSessionStore
from storage.tables import metadata
from tests.conftest import ROOT
from tests.contracts.stores import conversation, turn

Opened = Callable[[str], Database]
# How many turns the writer may save before it is killed; each kill is at another place.
KILLS_AFTER = (1, 2, 5)


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder}/shop.db"


@pytest.fixture
def opened() -> Iterator[Opened]:
    """`open_database`, of which nothing stays open."""
    with ExitStack() as stack:
        yield lambda url: stack.enter_context(closing(open_database(url)))


def differences(database: Database) -> list[object]:
    with database.reading() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))


def test_the_migrations_make_the_tables_that_the_code_uses(opened: Opened, tmp_path: Path) -> None:
    assert differences(opened(url_of(tmp_path))) == []


def test_the_migrations_make_the_same_tables_on_postgresql(opened: Opened, postgres_url: str) -> None:
    assert differences(opened(postgres_url)) == []


def test_opening_again_keeps_what_is_there(opened: Opened, tmp_path: Path) -> None:
    SqlSessionStore(opened(url_of(tmp_path))).create(conversation())
    assert SqlSessionStore(opened(url_of(tmp_path))).load("toys", "s1") == conversation()


def test_the_folder_is_made(opened: Opened, tmp_path: Path) -> None:
    opened(url_of(tmp_path / "new" / "home"))
    assert (tmp_path / "new" / "home" / "shop.db").exists()


def test_sqlite_writes_ahead_waits_for_the_disk_and_checks_references(opened: Opened, tmp_path: Path) -> None:
    with opened(url_of(tmp_path)).reading() as connection:
        kept = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert kept == ["wal", 2, 1]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("shop.db", "sqlite:///FILE"),
        ("sqlite://", "name a file"),
        ("sqlite:///:memory:", "name a file"),
        ("shopbase://host/shop", "not supported"),
        ("postgresql://shop@127.0.0.1:9/shop", "cannot be opened"),
    ],
)
def test_an_address_that_cannot_be_used_is_an_error_that_says_why(opened: Opened, url: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        opened(url)


def test_a_password_is_never_in_the_message(opened: Opened) -> None:
    with pytest.raises(SettingsError) as caught:
        opened("postgresql://shop:hunter2@127.0.0.1:9/shop")
    assert "hunter2" not in str(caught.value)


def test_a_file_that_is_no_database_is_an_error_that_says_so(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_text("name,price\ntrain,12.99\n" * 100, encoding="utf-8")
    with pytest.raises(SettingsError, match="not a database"):
        opened(url_of(tmp_path))


def test_a_database_of_a_newer_warmstart_is_left_alone(opened: Opened, tmp_path: Path) -> None:
    with opened(url_of(tmp_path)).writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SettingsError, match="newer warmstart"):
        opened(url_of(tmp_path))


def test_processes_that_start_together_do_not_collide(opened: Opened, tmp_path: Path) -> None:
    code = f"from storage.database import open_database; open_database({url_of(tmp_path)!r}).close()"
    started = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate(timeout=60)[1] for process in started] == [b""] * 4
    assert differences(opened(url_of(tmp_path))) == []


def test_threads_that_start_together_do_not_collide_on_postgresql(opened: Opened, postgres_url: str) -> None:
    with opened(postgres_url).writing() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    with ThreadPoolExecutor(4) as pool:
        databases = list(pool.map(opened, [postgres_url] * 4))
    assert [differences(database) for database in databases] == [[]] * 4


def test_an_error_in_a_transaction_takes_all_of_it_back(opened: Opened, tmp_path: Path) -> None:
    store = SqlSessionStore(opened(url_of(tmp_path)))
    store.create(conversation())
    with pytest.raises(OperationalError, match="no such table"):
        _erase_what_is_there_and_what_is_not(store.database)
    assert store.load("toys", "s1") == conversation()


def _erase_what_is_there_and_what_is_not(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("DELETE FROM sessions"))
        connection.execute(text("DELETE FROM wishes"))


def test_reading_does_not_wait_for_a_writer(opened: Opened, tmp_path: Path) -> None:
    store = SqlSessionStore(opened(url_of(tmp_path)))
    store.create(conversation())
    with store.database.writing() as connection:
        connection.execute(text("DELETE FROM sessions"))
        assert store.load("toys", "s1") == conversation()


@pytest.mark.parametrize("saved", KILLS_AFTER)
def test_a_killed_process_loses_no_turn_that_it_reported(opened: Opened, tmp_path: Path, saved: int) -> None:
    command = [sys.executable, "-m", "tests.storage.writer", url_of(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(saved):
            reported = int(writer.stdout.readline())
        writer.kill()
        reported = max([reported, *map(int, writer.stdout.read().split())])
    loaded = SqlSessionStore(opened(url_of(tmp_path))).load("toys", "s1")
    assert reported <= loaded.version <= reported + 1
    assert loaded.turns == tuple(turn(number) for number in range(1, loaded.version + 1))
