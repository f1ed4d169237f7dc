"""The graphs in SQL: edges by shop and origin, replaced as a whole, and seen by every worker through the version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, delete, false, insert, select, update

from domain.graph import Edge, EdgeKind, Put, StoredGraph
from storage.database import Database
from storage.items import enqueue, found_shop, locked_shop
from storage.rows import chunks
from storage.tables import edges, items, shops

_COLUMNS = (edges.c.kind, edges.c.head, edges.c.relation, edges.c.tail, edges.c.source, edges.c.position)


@dataclass(frozen=True, slots=True)
class SqlGraphStore:
    """The `GraphStore` of one database."""

    database: Database

    def put(self, shop: str, origin: str, given: Sequence[Edge], *, heads: Sequence[str] | None = None) -> Put:
        """Replace what an origin said, of those heads or (`None`) of everything; `UnknownShop`.

        A change grows the catalogue's version. Products whose facts it changes count as changed, and go into the
        outbox: their new facts are to be found by meaning.
        """
        wanted = set(given)
        with self.database.writing() as connection:
            stored = locked_shop(connection, shop)
            known = _known(connection, shop, origin, heads)
            gone, new = known.keys() - wanted, wanted - known.keys()
            if gone or new:
                _delete(connection, [edge_id for edge in gone for edge_id in known[edge]])
                _insert(connection, shop, origin, [edge for edge in given if edge in new])
                _mark(connection, shop, stored.catalogue_version + 1, gone | new)
        return Put(len(new), len(known.keys() & wanted), len(gone))

    def load(self, shop: str) -> StoredGraph:
        """All edges of the shop, in the order in which they were put; `UnknownShop`."""
        every = select(*_COLUMNS).where(edges.c.shop == shop).order_by(edges.c.edge_id)
        with self.database.reading() as connection:
            stored = found_shop(connection, shop)
            rows = connection.execute(every).all()
        return StoredGraph(stored.graph_version, tuple(Edge(EdgeKind(row[0]), *row[1:]) for row in rows))


def _known(connection: Connection, shop: str, origin: str, heads: Sequence[str] | None) -> dict[Edge, list[int]]:
    """What the origin said until now, with the numbers of its rows."""
    said = select(edges.c.edge_id, *_COLUMNS).where(edges.c.shop == shop, edges.c.origin == origin)
    parts: Iterable[ColumnElement[bool] | None] = (
        [None] if heads is None else (edges.c.head.in_(chunk) for chunk in chunks(list(dict.fromkeys(heads))))
    )
    known: dict[Edge, list[int]] = {}
    for part in parts:
        for edge_id, kind, *rest in connection.execute(said if part is None else said.where(part)):
            known.setdefault(Edge(EdgeKind(kind), *rest), []).append(edge_id)
    return known


def _delete(connection: Connection, edge_ids: Sequence[int]) -> None:
    for chunk in chunks(edge_ids):
        connection.execute(delete(edges).where(edges.c.edge_id.in_(chunk)))


def _insert(connection: Connection, shop: str, origin: str, new: Sequence[Edge]) -> None:
    for chunk in chunks(list(dict.fromkeys(new))):
        rows = [
            {
                "shop": shop,
                "origin": origin,
                "kind": edge.kind.value,
                "head": edge.head,
                "relation": edge.relation,
                "tail": edge.tail,
                "source": edge.source,
                "position": edge.position,
            }
            for edge in chunk
        ]
        connection.execute(insert(edges), rows)


def _mark(connection: Connection, shop: str, version: int, changed: Iterable[Edge]) -> None:
    """The next version of the catalogue and of its graph, and the products whose facts are others now."""
    newer = {"catalogue_version": version, "graph_version": version}
    connection.execute(update(shops).where(shops.c.name == shop).values(newer))
    told = sorted({edge.head for edge in changed if edge.kind is EdgeKind.VALUE})
    for chunk in chunks(told):
        sold = and_(items.c.shop == shop, items.c.retired == false(), items.c.item_id.in_(chunk))
        live = connection.execute(select(items.c.item_id).where(sold).order_by(items.c.item_id)).scalars().all()
        connection.execute(update(items).where(sold).values(version=version))
        enqueue(connection, shop, live, gone=False)
