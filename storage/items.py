"""The catalogues in SQL: whole statements over many rows, one transaction a call."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, false, func, insert, literal, select, true, update
from sqlalchemy.exc import IntegrityError

from domain.errors import UnknownItem, UnknownShop
from domain.graph import EdgeKind
from domain.items import Item
from domain.ports import CatalogueChange, Changes, Pending, Shop
from storage.database import Database
from storage.rows import (
    FACT_COLUMNS,
    ITEM_COLUMNS,
    chunks,
    fact_rows,
    facts_by_item,
    item_of,
    item_row,
    with_graph_facts,
)
from storage.tables import edges, facts, items, outbox, shops


@dataclass(frozen=True, slots=True)
class SqlItemStore:
    """The `ItemStore` of one database."""

    database: Database

    def shops(self) -> tuple[Shop, ...]:
        """All shops, by name."""
        with self.database.reading() as connection:
            return tuple(Shop(*row) for row in connection.execute(select(shops).order_by(shops.c.name)))

    def shop(self, name: str) -> Shop:
        """One shop; `UnknownShop` if nothing was imported under that name."""
        with self.database.reading() as connection:
            return found_shop(connection, name)

    def add_shop(self, name: str, *, currency: str) -> Shop:
        """The shop of that name, made with that currency if it is new."""
        with self.database.reading() as connection:
            known = _find(connection, name)
        if known is not None:
            return known
        try:
            with self.database.writing() as connection:
                connection.execute(insert(shops), {"name": name, "currency": currency, "catalogue_version": 0})
        except IntegrityError:  # another process was faster
            return self.shop(name)
        return Shop(name, currency, 0)

    def upsert(self, shop: str, given: Sequence[Item]) -> Changes:
        """Add or replace items in one transaction (of several with one id, the last); `UnknownShop`.

        Items with the same `content_hash` are left alone, and only a changed `text_hash` reaches the outbox. An item
        that was retired counts as added.
        """
        named = {item.item_id: item for item in given}
        assert all(item.shop == shop for item in given), f"an item of another shop was given to {shop!r}"
        with self.database.writing() as connection:
            stored = locked_shop(connection, shop)
            known = _hashes(connection, shop, list(named))
            new = [item for item in named.values() if item.item_id not in known]
            kept = [item for item in named.values() if item.item_id in known]
            changed = [item for item in kept if known[item.item_id].content_hash != item.content_hash]
            reworded = [item for item in changed if known[item.item_id].text_hash != item.text_hash]
            if new or changed:
                _replace(connection, shop, [*new, *changed], version=_grow(connection, stored))
                enqueue(connection, shop, [item.item_id for item in (*new, *reworded)], gone=False)
        return Changes(len(new), len(changed), unchanged=len(kept) - len(changed))

    def remove(self, shop: str, item_ids: Sequence[str]) -> Changes:
        """Retire items (ids that are not there are ignored); `UnknownShop`."""
        with self.database.writing() as connection:
            stored = locked_shop(connection, shop)
            return _retire(connection, stored, list(_hashes(connection, shop, list(dict.fromkeys(item_ids)))))

    def retire_all_but(self, shop: str, item_ids: Iterable[str]) -> Changes:
        """Retire every item that is not named: the end of a full snapshot; `UnknownShop`."""
        kept = frozenset(item_ids)
        with self.database.writing() as connection:
            stored = locked_shop(connection, shop)
            live = connection.execute(select(items.c.item_id).where(_live(shop)).order_by(items.c.item_id)).scalars()
            return _retire(connection, stored, [item_id for item_id in live if item_id not in kept])

    def item(self, shop: str, item_id: str) -> Item:
        """One item with its facts; `UnknownItem` if it is not there or retired."""
        with self.database.reading() as connection:
            found = _load(connection, shop, items.c.item_id == item_id)
        if not found:
            raise UnknownItem(f"The shop {shop!r} has no product {item_id!r}.")
        return found[0]

    def changes_since(self, shop: str, version: int) -> CatalogueChange:
        """What changed after `version` (0: everything, and what is gone since the beginning); `UnknownShop`."""
        newer = items.c.version > version
        gone = select(items.c.item_id).where(items.c.shop == shop, items.c.retired == true(), newer)
        with self.database.reading() as connection:
            stored = found_shop(connection, shop)
            changed = _load(connection, shop, newer)
            removed = tuple(connection.execute(gone.order_by(items.c.item_id)).scalars())
        return CatalogueChange(stored.catalogue_version, changed, removed)

    def pending(self, shop: str, *, limit: int) -> tuple[Pending, ...]:
        """The oldest entries of the outbox, with the items as they are now."""
        oldest = select(outbox).where(outbox.c.shop == shop).order_by(outbox.c.sequence).limit(limit)
        with self.database.reading() as connection:
            entries = connection.execute(oldest).mappings().all()
            ids = [row["item_id"] for row in entries if not row["gone"]]
            known = {item.item_id: item for item in _named(connection, shop, ids)}
        return tuple(Pending(row["sequence"], row["item_id"], known.get(row["item_id"])) for row in entries)

    def pending_ids(self, shop: str) -> frozenset[str]:
        """The items of all entries of the outbox."""
        with self.database.reading() as connection:
            return frozenset(connection.execute(select(outbox.c.item_id).where(outbox.c.shop == shop)).scalars())

    def some(self, shop: str, item_ids: Sequence[str]) -> tuple[Item, ...]:
        """Those of the items that the shop sells, by id."""
        with self.database.reading() as connection:
            return _named(connection, shop, item_ids)

    def item_ids(self, shop: str) -> tuple[str, ...]:
        """The ids of all items, in order."""
        wanted = select(items.c.item_id).where(_live(shop)).order_by(items.c.item_id)
        with self.database.reading() as connection:
            return tuple(connection.execute(wanted).scalars())

    def acknowledge(self, shop: str, sequences: Sequence[int]) -> None:
        """Forget entries that are in the index now."""
        with self.database.writing() as connection:
            for chunk in chunks(sequences):
                connection.execute(delete(outbox).where(outbox.c.shop == shop, outbox.c.sequence.in_(chunk)))

    def enqueue_all(self, shop: str) -> int:
        """Put every item into the outbox again (the index is to be rebuilt); the number of items. `UnknownShop`."""
        live = select(items.c.shop, items.c.item_id, literal(False)).where(_live(shop)).order_by(items.c.item_id)
        with self.database.writing() as connection:
            locked_shop(connection, shop)
            connection.execute(delete(outbox).where(outbox.c.shop == shop, outbox.c.gone == false()))
            connection.execute(insert(outbox).from_select(["shop", "item_id", "gone"], live))
            return connection.execute(select(func.count()).where(_live(shop))).scalar_one()

    def list_items(self, shop: str, *, limit: int, offset: int = 0) -> tuple[Item, ...]:
        """A page of the items by id; `UnknownShop`."""
        page = select(items.c.item_id).where(_live(shop)).order_by(items.c.item_id).limit(limit).offset(offset)
        with self.database.reading() as connection:
            found_shop(connection, shop)
            ids = connection.execute(page).scalars().all()
            return _named(connection, shop, ids)

    def names(self, shop: str) -> tuple[tuple[str, str, str | None], ...]:
        """Id, title and address of every item, by id: what other products may be called by."""
        called = select(items.c.item_id, items.c.title, items.c.url).where(_live(shop)).order_by(items.c.item_id)
        with self.database.reading() as connection:
            found_shop(connection, shop)
            return tuple((row[0], row[1], row[2]) for row in connection.execute(called))

    def count_items(self, shop: str) -> int:
        """How many items the shop sells; `UnknownShop`."""
        with self.database.reading() as connection:
            found_shop(connection, shop)
            return connection.execute(select(func.count()).where(_live(shop))).scalar_one()

    def count_pending(self, shop: str) -> int:
        """How many entries wait in the outbox."""
        with self.database.reading() as connection:
            return connection.execute(select(func.count()).where(outbox.c.shop == shop)).scalar_one()


def _find(connection: Connection, name: str) -> Shop | None:
    row = connection.execute(select(shops).where(shops.c.name == name)).one_or_none()
    return None if row is None else Shop(*row)


def found_shop(connection: Connection, name: str) -> Shop:
    """The shop of that name; `UnknownShop`."""
    found = _find(connection, name)
    if found is None:
        raise UnknownShop(f"There is no shop {name!r}: import a feed with --shop {name}.")
    return found


def locked_shop(connection: Connection, name: str) -> Shop:
    """The shop (`UnknownShop`), its row locked until the transaction ends: one writer a catalogue (SQLite has one
    writer anyway)."""
    connection.execute(select(shops.c.name).where(shops.c.name == name).with_for_update())
    return found_shop(connection, name)


def _grow(connection: Connection, shop: Shop) -> int:
    """The catalogue's next version."""
    version = shop.catalogue_version + 1
    connection.execute(update(shops).where(shops.c.name == shop.name).values(catalogue_version=version))
    return version


def _live(shop: str) -> ColumnElement[bool]:
    return and_(items.c.shop == shop, items.c.retired == false())


def _hashes(connection: Connection, shop: str, item_ids: Sequence[str]) -> dict[str, Row[str, str, str]]:
    """Content and text hash of those items that are sold, by id."""
    wanted = select(items.c.item_id, items.c.content_hash, items.c.text_hash).where(_live(shop))
    found = (row for chunk in chunks(item_ids) for row in connection.execute(wanted.where(items.c.item_id.in_(chunk))))
    return {row.item_id: row for row in found}


def _load(connection: Connection, shop: str, condition: ColumnElement[bool]) -> tuple[Item, ...]:
    """Sold items that meet a condition on `items`, by id, with their facts in order, those of the graph last."""
    belongs = and_(facts.c.shop == items.c.shop, facts.c.item_id == items.c.item_id)
    known = select(*FACT_COLUMNS).join(items, belongs).where(_live(shop), condition).order_by(facts.c.position)
    found = select(*ITEM_COLUMNS).where(_live(shop), condition).order_by(items.c.item_id)
    told = select(edges.c.head, edges.c.relation, edges.c.tail, edges.c.source).join(
        items, and_(edges.c.shop == items.c.shop, edges.c.head == items.c.item_id)
    )
    of_values = told.where(_live(shop), condition, edges.c.kind == EdgeKind.VALUE.value).order_by(edges.c.edge_id)
    by_item = with_graph_facts(facts_by_item(connection.execute(known)), connection.execute(of_values))
    return tuple(item_of(row, by_item.get(row["item_id"], ())) for row in connection.execute(found).mappings())


def _named(connection: Connection, shop: str, item_ids: Sequence[str]) -> tuple[Item, ...]:
    loaded = (_load(connection, shop, items.c.item_id.in_(chunk)) for chunk in chunks(item_ids))
    return tuple(item for chunk in loaded for item in chunk)


def _replace(connection: Connection, shop: str, given: Sequence[Item], *, version: int) -> None:
    for chunk in chunks([item.item_id for item in given]):
        for table in (facts, items):
            connection.execute(delete(table).where(table.c.shop == shop, table.c.item_id.in_(chunk)))
    connection.execute(insert(items), [item_row(item, version=version) for item in given])
    rows = [row for item in given for row in fact_rows(item)]
    if rows:
        connection.execute(insert(facts), rows)


def _retire(connection: Connection, shop: Shop, item_ids: Sequence[str]) -> Changes:
    if item_ids:
        version = _grow(connection, shop)
        for chunk in chunks(item_ids):
            named = and_(items.c.shop == shop.name, items.c.item_id.in_(chunk))
            connection.execute(update(items).where(named).values(retired=True, version=version))
        enqueue(connection, shop.name, item_ids, gone=True)
    return Changes(removed=len(item_ids))


def enqueue(connection: Connection, shop: str, item_ids: Sequence[str], *, gone: bool) -> None:
    """Outbox: new entries for the items, in place of older ones: only what they are now has to reach the index."""
    for chunk in chunks(item_ids):
        connection.execute(delete(outbox).where(outbox.c.shop == shop, outbox.c.item_id.in_(chunk)))
    rows = [{"shop": shop, "item_id": item_id, "gone": gone} for item_id in item_ids]
    if rows:
        connection.execute(insert(outbox), rows)
