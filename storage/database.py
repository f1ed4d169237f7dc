"""One database, opened by its URL and brought to the newest schema.

SQLite runs in WAL mode: readers never wait, and a killed process loses nothing that was committed. PostgreSQL is the
same code with another URL.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from domain.errors import SettingsError

MIGRATIONS = Path(__file__).parent / "migrations"
# A writer waits for another's transaction. The longest is the import of a whole feed: seconds, not minutes.
BUSY_TIMEOUT_S = 30
# Any number will do that nothing else in the database locks with.
MIGRATION_LOCK = 0x7761726D
# A transaction that will write says so (`Database.writing`), because SQLite has to know when it begins.
WRITES = "warmstart_writes"


@dataclass(frozen=True, slots=True)
class Database:
    """An open database; safe to share between threads."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the database, however many queries it takes."""
        snapshot = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self.engine.connect().execution_options(**snapshot) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed at the end, or rolled back if an error leaves it."""
        with self.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            yield connection

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite rather than PostgreSQL."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open `sqlite:///FILE` or `postgresql+psycopg://…` and bring it to the newest schema.

    `SettingsError` if the URL cannot be used, the server does not answer, or a newer warmstart made the database.
    """
    database = Database(_engine(_usable(url)))
    try:
        _migrate(database)
    except DatabaseError as exc:
        database.close()
        raise SettingsError(f"The database {database.engine.url!r} cannot be opened: {exc.orig}") from exc
    except CommandError as exc:
        database.close()
        raise SettingsError(f"The database {database.engine.url!r} was made by a newer warmstart ({exc}).") from exc
    return database


def has_database(url: str) -> bool:
    """Whether there is a database already: SQLite makes its file when it is opened."""
    parsed = _usable(url)
    return parsed.get_backend_name() != "sqlite" or Path(parsed.database or "").is_file()


def _usable(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as exc:
        raise SettingsError(f"{url!r} is no address of a database: write sqlite:///FILE or postgresql://…") from exc
    if parsed.drivername in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise SettingsError("SQLite in memory is not shared between threads: name a file, sqlite:///warmstart.db")
    return parsed


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url, pool_pre_ping=True)
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S})
    except NoSuchModuleError as exc:
        raise SettingsError(f"{url.drivername!r} is not supported: use sqlite:///FILE or postgresql://…") from exc
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Python's driver would begin transactions by its own rules; `_begin_sqlite` does instead.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # FULL waits for the disk at each commit. NORMAL would survive a killed process, but a power cut could take back a
    # turn that was answered already; one wait a turn is nothing beside encoding the words.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later cannot wait for another writer; one that takes the lock at its
    # start can.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(database: Database) -> None:
    """To the newest schema, one process at a time: whoever comes second finds the work done."""
    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix().replace("%", "%%"))
    with database.reading() as connection:
        if MigrationContext.configure(connection).get_current_heads() == _newest(config):
            return
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _newest(config: Config) -> tuple[str, ...]:
    return tuple(ScriptDirectory.from_config(config).get_heads())
