"""Which index serves each shop: written when an index is complete, read by every worker."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from storage.database import Database
from storage.tables import indexes


@dataclass(frozen=True, slots=True)
class Serving:
    """The encoder of the index that serves: its setting ("builtin"), and the fingerprint that it had."""

    encoder: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class SqlIndexes:
    """The serving index of each shop in one database."""

    database: Database

    def serving(self, shop: str) -> Serving | None:
        """The index that serves a shop; `None` if none was ever complete."""
        wanted = select(indexes.c.encoder, indexes.c.fingerprint).where(indexes.c.shop == shop)
        with self.database.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        return None if row is None else Serving(row.encoder, row.fingerprint)

    def serve(self, shop: str, serving: Serving) -> None:
        """From now on this index serves the shop."""
        with self.database.writing() as connection:
            connection.execute(delete(indexes).where(indexes.c.shop == shop))
            row = {"shop": shop, "encoder": serving.encoder, "fingerprint": serving.fingerprint}
            connection.execute(insert(indexes), row)
