"""The storage ports in memory, for tests of everything above them. The contract tests run on these and on SQL."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC

from domain.errors import Conflict, UnknownItem, UnknownSession, UnknownShop
from domain.items import Item
from domain.ports import CatalogueChange, Changes, Pending, Shop
from domain.session import Feedback, Session, Turn


@dataclass(slots=True)
class FakeSessionStore:
    """Conversations in a dictionary."""

    kept: dict[tuple[str, str], Session] = field(default_factory=dict)
    noted: dict[tuple[str, str], list[Feedback]] = field(default_factory=dict)

    def create(self, session: Session) -> None:
        key = (session.shop, session.session_id)
        if key in self.kept:
            raise Conflict(f"There is a conversation {session.session_id!r} already.")
        self.kept[key] = replace(session, created_at=session.created_at.astimezone(UTC))
        self.noted[key] = []

    def load(self, shop: str, session_id: str) -> Session:
        return self.kept[self._key(shop, session_id)]

    def append(self, session: Session, turn: Turn) -> None:
        assert turn.number == session.version + 1
        key = self._key(session.shop, session.session_id)
        stored = self.kept[key]
        if stored.version != session.version:
            raise Conflict(f"Conversation {session.session_id!r} has grown: load it again.")
        self.kept[key] = replace(stored, turns=(*stored.turns, turn))

    def delete(self, shop: str, session_id: str) -> None:
        key = self._key(shop, session_id)
        del self.kept[key], self.noted[key]

    def record(self, shop: str, session_id: str, event: Feedback) -> None:
        self.noted[self._key(shop, session_id)].append(event)

    def events(self, shop: str, session_id: str) -> tuple[Feedback, ...]:
        return tuple(self.noted[self._key(shop, session_id)])

    def count(self, shop: str) -> int:
        return sum(name == shop for name, _ in self.kept)

    def _key(self, shop: str, session_id: str) -> tuple[str, str]:
        if (shop, session_id) not in self.kept:
            raise UnknownSession(f"The shop {shop!r} has no conversation {session_id!r}.")
        return shop, session_id


@dataclass(frozen=True, slots=True)
class _Row:
    item: Item
    version: int
    retired: bool = False


@dataclass(slots=True)
class _Shelves:
    """One shop of the fake: rows by item, and the outbox as item by sequence."""

    shop: Shop
    rows: dict[str, _Row] = field(default_factory=dict)
    outbox: dict[int, str] = field(default_factory=dict)

    def live(self) -> dict[str, Item]:
        return {key: row.item for key, row in sorted(self.rows.items()) if not row.retired}

    def grow(self) -> int:
        self.shop = replace(self.shop, catalogue_version=self.shop.catalogue_version + 1)
        return self.shop.catalogue_version


@dataclass(slots=True)
class FakeItemStore:
    """Catalogues in dictionaries."""

    kept: dict[str, _Shelves] = field(default_factory=dict)
    last_sequence: int = 0

    def shops(self) -> tuple[Shop, ...]:
        return tuple(self.kept[name].shop for name in sorted(self.kept))

    def shop(self, name: str) -> Shop:
        return self._of(name).shop

    def add_shop(self, name: str, *, currency: str) -> Shop:
        return self.kept.setdefault(name, _Shelves(Shop(name, currency, 0))).shop

    def upsert(self, shop: str, given: Sequence[Item]) -> Changes:
        assert all(item.shop == shop for item in given)
        shelves = self._of(shop)
        live, named = shelves.live(), {item.item_id: item for item in given}
        new = [key for key in named if key not in live]
        changed = [key for key in named if key in live and live[key].content_hash != named[key].content_hash]
        if new or changed:
            version = shelves.grow()
            shelves.rows |= {key: _Row(named[key], version) for key in (*new, *changed)}
            self._enqueue(shelves, [*new, *(key for key in changed if live[key].text_hash != named[key].text_hash)])
        return Changes(len(new), len(changed), unchanged=len(named) - len(new) - len(changed))

    def remove(self, shop: str, item_ids: Sequence[str]) -> Changes:
        shelves = self._of(shop)
        live = shelves.live()
        gone = [key for key in dict.fromkeys(item_ids) if key in live]
        if gone:
            version = shelves.grow()
            shelves.rows |= {key: _Row(shelves.rows[key].item, version, retired=True) for key in gone}
            self._enqueue(shelves, gone)
        return Changes(removed=len(gone))

    def retire_all_but(self, shop: str, item_ids: Iterable[str]) -> Changes:
        kept = frozenset(item_ids)
        return self.remove(shop, [key for key in self._of(shop).live() if key not in kept])

    def item(self, shop: str, item_id: str) -> Item:
        live = self.kept[shop].live() if shop in self.kept else {}
        if item_id not in live:
            raise UnknownItem(f"The shop {shop!r} has no product {item_id!r}.")
        return live[item_id]

    def changes_since(self, shop: str, version: int) -> CatalogueChange:
        shelves = self._of(shop)
        newer = {key: row for key, row in sorted(shelves.rows.items()) if row.version > version}
        changed = tuple(row.item for row in newer.values() if not row.retired)
        removed = tuple(key for key, row in newer.items() if row.retired)
        return CatalogueChange(shelves.shop.catalogue_version, changed, removed)

    def pending(self, shop: str, *, limit: int) -> tuple[Pending, ...]:
        if shop not in self.kept:
            return ()
        live, entries = self.kept[shop].live(), sorted(self.kept[shop].outbox.items())[:limit]
        return tuple(Pending(sequence, key, live.get(key)) for sequence, key in entries)

    def acknowledge(self, shop: str, sequences: Sequence[int]) -> None:
        for sequence in sequences:
            self.kept[shop].outbox.pop(sequence, None)

    def enqueue_all(self, shop: str) -> int:
        shelves = self._of(shop)
        self._enqueue(shelves, list(shelves.live()))
        return len(shelves.live())

    def list_items(self, shop: str, *, limit: int, offset: int = 0) -> tuple[Item, ...]:
        return tuple(self._of(shop).live().values())[offset : offset + limit]

    def count_items(self, shop: str) -> int:
        return len(self._of(shop).live())

    def count_pending(self, shop: str) -> int:
        return len(self.pending(shop, limit=len(self._of(shop).rows)))

    def _of(self, name: str) -> _Shelves:
        if name not in self.kept:
            raise UnknownShop(f"There is no shop {name!r}.")
        return self.kept[name]

    def _enqueue(self, shelves: _Shelves, item_ids: Sequence[str]) -> None:
        named = set(item_ids)
        shelves.outbox = {key: value for key, value in shelves.outbox.items() if value not in named}
        for item_id in item_ids:
            self.last_sequence += 1
            shelves.outbox[self.last_sequence] = item_id
