"""What an import needs of feeds; `retrieval/feeds` has it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.items import Item


class Rejected(Protocol):
    """A row that did not become an item: where, what, why and what to do."""

    @property
    def line(self) -> int:
        """The row's first line in the file, from 1."""

    @property
    def column(self) -> str:
        """The column that is wrong."""

    @property
    def value(self) -> str:
        """What stands in it."""

    @property
    def reason(self) -> str:
        """What is wrong with it."""

    @property
    def fix(self) -> str:
        """What to do."""

    @property
    def item_id(self) -> str:
        """The product that the row means, if that much could be read; "" otherwise."""


class Columns(Protocol):
    """Which columns of a feed hold what."""

    @property
    def fields(self) -> Mapping[str, tuple[str, ...]]:
        """Columns by field."""

    @property
    def facts(self) -> Mapping[str, str]:
        """Columns by the relation of the facts they become."""

    @property
    def why(self) -> Mapping[str, str]:
        """Why the other columns are not used."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of it."""


class OpenFeed(Protocol):
    """A feed of which the first rows were looked at."""

    @property
    def format(self) -> str:
        """Its format."""

    @property
    def encoding(self) -> str:
        """How its letters are written."""

    @property
    def currency(self) -> str:
        """Of prices that name none."""

    @property
    def mapping(self) -> Columns:
        """Which columns hold what."""

    @property
    def entries(self) -> Iterator[Item | Rejected]:
        """Its rows, lazily."""

    @property
    def filled(self) -> Mapping[str, int]:
        """Rows so far with something in a column; under "" all rows so far."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that can be opened: `FeedError` if it cannot be read."""

    name: str
    open: Callable[[], OpenFeed]
