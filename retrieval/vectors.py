"""Vectors on disk: Chroma, embedded (one owner process) or as a server. The only file that knows Chroma.

Only ids and vectors are kept in it. Filters, prices and texts come from memory: a `where` on many matching rows takes
Chroma hundreds of milliseconds, ids and distances alone take 2 to 4.
"""

import fcntl
import hashlib
import os
import re
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
from chromadb.api.client import Client
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from numpy.typing import NDArray

from domain.errors import IndexUnavailable

# Chroma refuses batches above 5,461 rows.
BATCH = 5_000
LOCK_FILE = "owner.lock"
# Chroma's default sync_threshold (1,000 rows) stays: above the collection's size the index is never written down, and
# the first query after a start rebuilds all of it (35 s were measured).
_COSINE = {"hnsw": {"space": "cosine"}}


class Kind(StrEnum):
    """What the rows of a collection are."""

    ITEMS = "items"
    FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Nearest:
    """Ids, nearest first, and their cosines (K,) in [-1, 1]."""

    ids: tuple[str, ...]
    similarities: NDArray[np.float32]


class IndexOwner:
    """The right to write to an index folder, held by one process at a time (and by one owner within it).

    Two processes on one Chroma folder lose each other's vectors without an error.
    """

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file: IO[str] = (folder / LOCK_FILE).open("a+", encoding="utf-8")
        except OSError as exc:
            raise IndexUnavailable(f"The index folder {folder} cannot be written ({exc}): choose another one.") from exc
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            owner = self._read_owner()
            self._file.close()
            raise IndexUnavailable(
                f"The index folder {folder} is in use by process {owner}: stop that one, "
                "send the products to it over HTTP, or run a Chroma server."
            ) from exc
        self._write_owner()

    def _read_owner(self) -> str:
        self._file.seek(0)
        return self._file.read().strip() or "(unknown)"

    def _write_owner(self) -> None:
        self._file.seek(0)
        self._file.truncate()
        self._file.write(str(os.getpid()))
        self._file.flush()

    def close(self) -> None:
        """Give the folder back; a process that dies gives it back too."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def own_index(folder: Path) -> IndexOwner:
    """Take the folder, or `IndexUnavailable` with the number of the process that has it."""
    return IndexOwner(folder)


class VectorCollection:
    """Unit vectors of one shop, one kind and one encoder, by id. All errors of the store are `IndexUnavailable`."""

    def __init__(self, client: Client, name: str, metadata: Mapping[str, str]) -> None:
        self.name = name
        self._client = client
        self._metadata = dict(metadata)
        self._open()

    def _open(self) -> None:
        with _mapped(f"open the collection {self.name}"):
            self._collection = self._client.get_or_create_collection(
                self.name,
                metadata=dict(self._metadata),
                # None: vectors are always given; Chroma's own encoder would be downloaded.
                embedding_function=None,
                configuration=_COSINE,  # type: ignore[arg-type]  # a plain dict is what its documentation passes
            )

    def upsert(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Add or replace rows; `ids` are distinct, `vectors` (N, D)."""
        for start in range(0, len(ids), BATCH):
            end = start + BATCH
            with _mapped(f"write to {self.name}"):
                self._collection.upsert(ids=list(ids[start:end]), embeddings=vectors[start:end])

    def delete(self, ids: Sequence[str]) -> None:
        """Remove rows; ids that are not there are ignored."""
        for start in range(0, len(ids), BATCH):
            with _mapped(f"delete from {self.name}"):
                self._collection.delete(ids=list(ids[start : start + BATCH]))

    def nearest(self, vector: NDArray[np.float32], k: int) -> Nearest:
        """The `k` rows (or all, if there are fewer) nearest to `vector` (D,), by Chroma's approximate index."""
        with _mapped(f"query {self.name}"):
            answer = self._collection.query(query_embeddings=vector[None, :], n_results=k, include=["distances"])
        distances = (answer["distances"] or [[]])[0]
        return Nearest(tuple(answer["ids"][0]), 1.0 - np.asarray(distances, dtype=np.float32))

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Vectors (D,) of those ids that are there."""
        found: dict[str, NDArray[np.float32]] = {}
        for start in range(0, len(ids), BATCH):
            with _mapped(f"read {self.name}"):
                page = self._collection.get(ids=list(ids[start : start + BATCH]), include=["embeddings"])
            found.update(_rows(page["ids"], page["embeddings"]))
        return found

    def all_vectors(self) -> dict[str, NDArray[np.float32]]:
        """Every row's vector (D,), by id."""
        found: dict[str, NDArray[np.float32]] = {}
        full = True
        while full:
            with _mapped(f"read {self.name}"):
                page = self._collection.get(limit=BATCH, offset=len(found), include=["embeddings"])
            found.update(_rows(page["ids"], page["embeddings"]))
            full = len(page["ids"]) == BATCH
        return found

    def ids(self) -> list[str]:
        """The ids of all rows."""
        with _mapped(f"read {self.name}"):
            return list(self._collection.get(include=[])["ids"])

    def count(self) -> int:
        """The number of rows."""
        with _mapped(f"count {self.name}"):
            return self._collection.count()

    def drop(self) -> None:
        """Delete every row and the collection's files; it is empty and usable afterwards."""
        with _mapped(f"drop {self.name}"):
            self._client.delete_collection(self.name)
        self._open()


def _rows(ids: Sequence[str], vectors: object) -> Iterator[tuple[str, NDArray[np.float32]]]:
    return zip(ids, np.asarray(vectors, dtype=np.float32), strict=True)


class VectorStore:
    """All collections of one Chroma. Made by `embedded` or `served`; `close` it, or use it as a context."""

    def __init__(self, client: Client, owner: IndexOwner | None = None) -> None:
        self._client = client
        self._owner = owner
        self._lock = threading.Lock()
        self._open: dict[str, VectorCollection] = {}

    @classmethod
    def embedded(cls, folder: Path) -> Self:
        """Chroma within this process over a folder, which no other process may have open (`IndexUnavailable`)."""
        owner = own_index(folder)
        try:
            with _mapped(f"open the index folder {folder}"):
                client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        except BaseException:
            owner.close()
            # Chroma keeps what it could not open under the folder's name, and would give it to us again.
            SharedSystemClient.clear_system_cache()
            raise
        # Its declared type lacks `close`, which the object has.
        return cls(cast("Client", client), owner)

    @classmethod
    def restored(cls, folder: Path) -> Self:
        """The same, but a folder that cannot be read is set aside as FOLDER.broken, and an empty index begun."""
        own_index(folder).close()  # in use is not broken
        try:
            return cls.embedded(folder)
        except IndexUnavailable:
            aside = folder.with_name(f"{folder.name}.broken")
            shutil.rmtree(aside, ignore_errors=True)
            folder.rename(aside)
            return cls.embedded(folder)

    @classmethod
    def served(cls, url: str) -> Self:
        """A Chroma server at "http://HOST:PORT"; several processes may use it."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise IndexUnavailable(f"{url!r} is no address of a Chroma server: write 'http://HOST:PORT'.")
        secure = parts.scheme == "https"
        with _mapped(f"reach the Chroma server {url}"):
            port = parts.port or (443 if secure else 8000)
            client = chromadb.HttpClient(
                parts.hostname, port, ssl=secure, settings=Settings(anonymized_telemetry=False)
            )
        return cls(cast("Client", client))

    def collection(self, shop: str, fingerprint: str, kind: Kind) -> VectorCollection:
        """The rows of one shop under one encoder; made when they are not there. The same object for the same rows."""
        name = collection_name(shop, fingerprint, kind)
        with self._lock:
            if name not in self._open:
                metadata = {"shop": shop, "fingerprint": fingerprint, "kind": kind.value}
                self._open[name] = VectorCollection(self._client, name, metadata)
            return self._open[name]

    def drop_other_encoders(self, shop: str, fingerprint: str) -> int:
        """Delete the shop's rows of every other encoder (after a rebuild); the number of collections."""
        with _mapped("list the collections"):
            every = self._client.list_collections()
            stale = [one for one in every if _is_stale(one.metadata or {}, shop, fingerprint)]
            for collection in stale:
                self._client.delete_collection(collection.name)
        with self._lock:
            for collection in stale:
                self._open.pop(collection.name, None)
        return len(stale)

    def close(self) -> None:
        """Let go of files and the folder; collections made here cannot be used afterwards."""
        connections = _connections(self._client)
        self._client.close()
        for connection in connections:
            connection.close()
        if self._owner is not None:
            self._owner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _connections(client: Client) -> list[httpx.Client]:
    """The connections to a server, which Chroma's own `close` leaves open (1.5.9): the client's and its admin's."""
    owners = (client, getattr(client, "_admin_client", None))
    found = [getattr(getattr(owner, "_server", None), "_session", None) for owner in owners]
    return [one for one in found if isinstance(one, httpx.Client)]


def _is_stale(metadata: Mapping[str, object], shop: str, fingerprint: str) -> bool:
    return metadata.get("shop") == shop and metadata.get("fingerprint") != fingerprint


def collection_name(shop: str, fingerprint: str, kind: Kind) -> str:
    """A name that Chroma accepts, readable, and different for every (shop, encoder, kind), whatever the shop is
    called.
    """
    readable = re.sub(r"[^a-z0-9]+", "-", shop.casefold()).strip("-")[:24] or "shop"
    digest = hashlib.sha256("\0".join((shop, fingerprint, kind)).encode()).hexdigest()[:24]
    return f"{readable.strip('-')}.{kind}.{digest}"


@contextmanager
def _mapped(doing: str) -> Iterator[None]:
    """Chroma's errors as `IndexUnavailable`. It raises ValueError for a server that is not there."""
    try:
        yield
    except NotFoundError as exc:
        raise IndexUnavailable(f"Could not {doing}: it was deleted meanwhile; run 'warmstart rebuild'.") from exc
    except (ChromaError, httpx.HTTPError, ValueError, OSError) as exc:
        raise IndexUnavailable(f"Could not {doing} ({exc}): run 'warmstart doctor', then 'warmstart rebuild'.") from exc
