"""A right that one process of all that share a database holds at a time; it ends with the process.

On PostgreSQL an advisory lock of a connection, on SQLite a locked file beside the database.
"""

import fcntl
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from domain.errors import SettingsError
from storage.database import Database


class Lease(Protocol):
    """A right that is held until it is closed, or its process ends."""

    def is_held(self) -> bool:
        """Whether it is still held: a connection may have been lost."""

    def close(self) -> None:
        """Give it back."""


def try_lease(database: Database, name: str) -> Lease | None:
    """The right of that name, or `None` if another process (or another holder in this one) has it."""
    return _by_file(database, name) if database.is_sqlite else _by_connection(database, name)


@dataclass(slots=True)
class _Connected:
    connection: Connection

    def is_held(self) -> bool:
        try:
            self.connection.execute(text("SELECT 1"))
        except DBAPIError:
            return False
        return True

    def close(self) -> None:
        # Not back into the pool, where the connection would keep its lock.
        self.connection.invalidate()
        self.connection.close()


def _by_connection(database: Database, name: str) -> Lease | None:
    key = int.from_bytes(hashlib.sha256(f"warmstart:{name}".encode()).digest()[:8], "big", signed=True)
    connection = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    if connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}).scalar_one():
        return _Connected(connection)
    connection.close()
    return None


@dataclass(slots=True)
class _Locked:
    file: IO[str]

    def is_held(self) -> bool:
        return not self.file.closed

    def close(self) -> None:
        self.file.close()


def _by_file(database: Database, name: str) -> Lease | None:
    path = Path(f"{database.engine.url.database}.{name}.lock")
    try:
        file = path.open("a", encoding="utf-8")
    except OSError as exc:
        raise SettingsError(f"{path} cannot be written ({exc.strerror}): check the rights of the folder.") from exc
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return _Locked(file)
