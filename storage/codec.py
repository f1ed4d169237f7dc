"""How a turn is written down as JSON, and read again exactly.

Fields that a later version adds have defaults, so older rows stay readable; fields that this version does not know are
left out. Text must be valid Unicode (no lone surrogates) and numbers finite: the borders see to it.
"""

from datetime import UTC, datetime
from typing import Annotated, Generic, TypeVar

from pydantic import ConfigDict, Discriminator, TypeAdapter
from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

from domain.inputs import Input
from domain.meaning import Meaning
from domain.session import Reply

T = TypeVar("T")

# The bytes of a picture stand in JSON as base64; a union hands its configuration down to its members.
INPUT: TypeAdapter[Input] = TypeAdapter(
    Annotated[Input, Discriminator("kind")], config=ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
)
MEANING = TypeAdapter(Meaning)
REPLY = TypeAdapter(Reply)
PATH = TypeAdapter(tuple[str, ...])
PAIRS = TypeAdapter(tuple[tuple[str, str], ...])


class Json(TypeDecorator[T], Generic[T]):
    """A column that holds a value of the domain as JSON: the same text on every database (PostgreSQL can cast it)."""

    impl = Text
    cache_ok = True

    def __init__(self, adapter: TypeAdapter[T]) -> None:
        super().__init__()
        self.adapter = adapter

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:
        """To JSON."""
        return None if value is None else self.adapter.dump_json(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> T | None:
        """From JSON."""
        return None if value is None else self.adapter.validate_json(value)


class Utc(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets the zone of what it stores, so it is put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC; a time without a zone is our own mistake."""
        assert value is None or value.tzinfo is not None, f"{value} has no time zone"
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """With its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
