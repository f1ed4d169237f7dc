"""The vector index of every shop in one process: who may write to it, which encoder's index serves, what is built
beside it. Part of the composition root: it names concrete classes.

    serving    the index that answers; its encoder is noted in SQL when it is complete
    building   the index of another encoder that the settings name by now; it serves when it lacks nothing
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from agent.settings import Settings
from domain.errors import EncoderError, IndexUnavailable
from domain.ports import Encoder, Pending
from storage.database import Database
from storage.indexes import Serving, SqlIndexes
from storage.items import SqlItemStore
from storage.lease import Lease, try_lease

if TYPE_CHECKING:
    from retrieval.indexing import Indexer
    from retrieval.vectors import VectorCollection, VectorStore

log = logging.getLogger(__name__)

# The right to write vectors, one process of all at a time.
WRITER = "index"


def _nothing(done: int) -> None:
    """Progress that nobody watches."""


@dataclass(slots=True)
class ShopIndexes:
    """Opened when first needed; `load` makes the encoder that a setting names."""

    settings: Settings
    items: SqlItemStore
    load: Callable[[str], Encoder]
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _encoders: dict[str, Encoder] = field(default_factory=dict)
    _store: "VectorStore | None" = None
    _lease: Lease | None = None
    _unbuilt: dict[str, deque[str]] = field(default_factory=dict)

    # -- opening
    # --------------------------------------------------------------------------------------------------------

    def encoder(self) -> Encoder:
        """The encoder of the settings, loaded once; `EncoderError` if it cannot be."""
        return self._loaded(self.settings.encoder)

    def _loaded(self, setting: str) -> Encoder:
        with self._lock:
            if setting not in self._encoders:
                self._encoders[setting] = self.load(setting)
            return self._encoders[setting]

    def store(self) -> "VectorStore":
        """The Chroma of the settings; `IndexUnavailable` if it cannot be reached, or another process has its folder."""
        from retrieval.vectors import VectorStore  # a second of imports that `--help` and a bare import should not pay

        with self._lock:
            if self._store is None:
                url = self.settings.chroma_url
                self._store = VectorStore.served(url) if url else VectorStore.embedded(self.settings.home / "index")
            return self._store

    def restored(self) -> "VectorStore":
        """The same, for a rebuild: a folder that cannot be read is set aside and a new one begun."""
        from retrieval.vectors import VectorStore

        with self._lock:
            if self._store is None and not self.settings.chroma_url:
                self._store = VectorStore.restored(self.settings.home / "index")
        return self.store()

    def owns(self) -> bool:
        """Whether this process may write to the index; it takes the right if nobody has it.

        An embedded index belongs to the process that has it open; of several at one Chroma server, one writes.
        """
        with self._lock:
            self.store()
            if self._lease is not None and not self._lease.is_held():
                self._lease.close()
                self._lease = None
            if self._lease is None:
                self._lease = try_lease(self._database, WRITER)
            return self._lease is not None

    def own(self) -> None:
        """Take the right to write; `IndexUnavailable` if another process has it."""
        if not self.owns():
            raise IndexUnavailable("Another process writes the index: it encodes what is new within seconds.")

    @property
    def _database(self) -> Database:
        return self.items.database

    def close(self) -> None:
        """Give the index back."""
        with self._lock:
            if self._lease is not None:
                self._lease.close()
                self._lease = None
            if self._store is not None:
                self._store.close()
                self._store = None

    # -- which index serves
    # ---------------------------------------------------------------------------------------------

    def serving(self, shop: str) -> Encoder:
        """The encoder of the index that serves the shop: the one noted in SQL, while it can still be loaded; else that
        of the settings."""
        noted = SqlIndexes(self._database).serving(shop)
        wanted = self.encoder()
        if noted is None or noted.fingerprint == wanted.fingerprint:
            return wanted
        try:
            older = self._loaded(noted.encoder)
        except EncoderError as error:
            log.warning("The encoder %r of the serving index cannot be loaded any more: %s", noted.encoder, error)
            return wanted
        return older if older.fingerprint == noted.fingerprint else wanted

    def is_behind(self, shop: str) -> bool:
        """Whether the settings name another encoder than the one that serves."""
        noted = SqlIndexes(self._database).serving(shop)
        return noted is not None and noted.fingerprint != self.encoder().fingerprint

    def collections(self, shop: str, encoder: Encoder) -> "tuple[VectorCollection, VectorCollection]":
        """Items and distinct facts of a shop under an encoder."""
        from retrieval.vectors import Kind

        store = self.store()
        return (
            store.collection(shop, encoder.fingerprint, Kind.ITEMS),
            store.collection(shop, encoder.fingerprint, Kind.FACTS),
        )

    # -- writing
    # ---------------------------------------------------------------------------------------------------------

    def drain(self, shop: str, *, progress: Callable[[int], None] = _nothing) -> tuple[int, list[str]]:
        """Encode what waits in the shop's outbox; the number of items written or removed, and the ids.

        Nothing where another process writes. What changes here is taken out of an index that is being built, which
        makes it anew.
        """
        if not self.items.pending(shop, limit=1) or not self.owns():
            return 0, []
        written: list[str] = []
        done = self._indexer(shop, written).drain(progress)
        if SqlIndexes(self._database).serving(shop) is None:
            self._serve(shop)
        return done.items + done.removed, written

    def _indexer(self, shop: str, written: list[str]) -> "Indexer":
        from retrieval.indexing import Indexer

        encoder = self.serving(shop)
        items, facts = self.collections(shop, encoder)
        building = self.collections(shop, self.encoder())[0] if self.is_behind(shop) else None
        entries: Sequence[Pending] = ()

        def pending(limit: int) -> Sequence[Pending]:
            nonlocal entries
            entries = self.items.pending(shop, limit=limit)
            return entries

        def acknowledge(sequences: Sequence[int]) -> None:
            ids = [entry.item_id for entry in entries]
            if building is not None and building is not items:
                building.delete(ids)
            self.items.acknowledge(shop, sequences)
            written.extend(ids)

        return Indexer(encoder, items=items, facts=facts, pending=pending, acknowledge=acknowledge)

    def build_some(self, shop: str, *, progress: Callable[[int], None] = _nothing) -> bool:
        """One round of the index beside the serving one, if the encoder changed; when it lacks nothing, it serves.

        Whether there is more to do. After a kill it goes on where it was.
        """
        from retrieval.indexing import ROUND, Indexer

        if not self.is_behind(shop) or not self.owns():
            return False
        encoder = self.encoder()
        items, facts = self.collections(shop, encoder)
        waiting = self._unbuilt.get(shop) or deque(self.lacking(shop, encoder))
        self._unbuilt[shop] = waiting
        if not waiting:
            self.serve_newest(shop)
            return False
        chosen = [waiting.popleft() for _ in range(min(ROUND, len(waiting)))]
        rounds = iter([[Pending(0, item.item_id, item) for item in self.items.some(shop, chosen)]])
        Indexer(encoder, items=items, facts=facts, pending=lambda limit: next(rounds, []), acknowledge=_forget).drain(
            progress
        )
        return True

    def serve_newest(self, shop: str) -> None:
        """The index of the settings' encoder serves from now on; those of others are deleted."""
        self._unbuilt.pop(shop, None)
        self._serve(shop)
        self.drop_others(shop)

    def _serve(self, shop: str) -> None:
        serving = Serving(self.settings.encoder, self.encoder().fingerprint)
        SqlIndexes(self._database).serve(shop, serving)

    def drop_others(self, shop: str) -> None:
        """Delete the shop's rows of encoders that neither serve nor are being built."""
        if not self.is_behind(shop):
            self.store().drop_other_encoders(shop, self.encoder().fingerprint)

    def lacking(self, shop: str, encoder: Encoder) -> list[str]:
        """Products of the shop that are not in the index of the encoder."""
        held = set(self.collections(shop, encoder)[0].ids())
        return [item_id for item_id in self.items.item_ids(shop) if item_id not in held]

    def rebuild(self, shop: str, *, progress: Callable[[int], None] = _nothing) -> int:
        """Encode every product of the shop again from SQL, and forget what it no longer sells; the number of
        items.

        The older vectors serve until then, and after a kill the next run goes on.
        """
        self.restored()
        self.own()
        if self.is_behind(shop):
            while self.build_some(shop, progress=progress):
                self.drain(shop)
        else:
            self.items.enqueue_all(shop)
        self.drain(shop, progress=progress)
        self._sweep(shop)
        return len(self.items.item_ids(shop))

    def _sweep(self, shop: str) -> None:
        """Delete rows of products and of facts that are not in SQL."""
        from retrieval.indexing import distinct_facts

        items, facts = self.collections(shop, self.encoder())
        sold = set(self.items.item_ids(shop))
        items.delete([item_id for item_id in items.ids() if item_id not in sold])
        said = distinct_facts(self.items.changes_since(shop, 0).items)
        facts.delete([key for key in facts.ids() if key not in said])


def _forget(sequences: Sequence[int]) -> None:
    """An index that is being built has no outbox: what lacks in it is looked up."""
