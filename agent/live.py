"""A shop as it is now: the catalogue and the search in memory follow the version that stands in SQL."""

import gc
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from agent.turn import Floor
from domain.items import Item, next_price_change, priced
from domain.ports import CatalogueChange, ItemStore


def _now() -> datetime:
    return datetime.now(UTC)


# The next floor: from the one before (None at the start), all items as they are now, and what differs.
Advance = Callable[[Floor | None, Mapping[str, Item], CatalogueChange], Floor]


@contextmanager
def _without_sweeps() -> Iterator[None]:
    """No garbage collection meanwhile, and none of what was made, ever: opening a shop makes millions of objects that
    stay. Looking through them again and again takes a quarter of that time, and of a later turn a second."""
    sweeps = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if sweeps:
            gc.enable()


@dataclass(slots=True)
class LiveShop:
    """The `Shopfloor` port. A floor never changes: a turn keeps the one it began with while the next one is made.

    Floors are made of items with the prices of their moment (`priced`); when a sale begins or ends, a next one is made.
    """

    name: str
    store: ItemStore
    advance: Advance
    clock: Callable[[], datetime] = _now
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _items: dict[str, Item] = field(default_factory=dict)
    _floor: Floor | None = None
    _sales: dict[str, Item] = field(default_factory=dict)  # the items with a sale, as they are stored
    _reprice_at: datetime | None = None

    def now(self) -> Floor:
        """The newest floor. One small query when nothing changed; the first call reads the whole shop."""
        floor = self._floor
        if floor is not None and self._is_current(floor):
            return floor
        with self._lock:
            if self._floor is not None:
                return self._next()
            with _without_sweeps():
                return self._next()

    def _is_current(self, floor: Floor) -> bool:
        due = self._reprice_at is not None and self.clock() >= self._reprice_at
        return not due and self.store.shop(self.name).catalogue_version == floor.catalogue.version

    def _next(self) -> Floor:
        version = self._floor.catalogue.version if self._floor is not None else 0
        if self._floor is not None and self._is_current(self._floor):
            return self._floor  # somebody else was faster
        now = self.clock()
        change = self.store.changes_since(self.name, version)
        sales = self._sales_after(change)
        change = replace(change, items=self._repriced(change, sales, now))
        items = {**self._items, **{item.item_id: item for item in change.items}}
        for item_id in change.removed:
            items.pop(item_id, None)
        self._floor = self.advance(self._floor, items, change)
        self._items, self._sales = items, sales
        self._reprice_at = next_price_change((item.sale for item in sales.values() if item.sale), now)
        return self._floor

    def _sales_after(self, change: CatalogueChange) -> dict[str, Item]:
        gone = {*change.removed, *(item.item_id for item in change.items)}
        kept = {item_id: item for item_id, item in self._sales.items() if item_id not in gone}
        return kept | {item.item_id: item for item in change.items if item.sale}

    def _repriced(self, change: CatalogueChange, sales: Mapping[str, Item], now: datetime) -> tuple[Item, ...]:
        """The changed items at their prices of now, and with them those whose sale has begun or ended since."""
        changed = {item.item_id: priced(item, now) for item in change.items}
        others = {item_id: priced(item, now) for item_id, item in sales.items() if item_id not in changed}
        moved = {item_id: item for item_id, item in others.items() if item != self._items.get(item_id)}
        return tuple((changed | moved).values())

    def encoded(self, item_ids: Sequence[str]) -> None:
        """Take in the vectors of items that were encoded since."""
        self.now()
        with self._lock:
            known = tuple(self._items[item_id] for item_id in item_ids if item_id in self._items)
            if known and self._floor is not None:
                self._floor = self.advance(
                    self._floor, self._items, CatalogueChange(self._floor.catalogue.version, known, ())
                )

    def renewed(self) -> None:
        """Make the floor again of the same items: another index serves now."""
        self.now()
        with self._lock:
            if self._floor is not None:
                self._floor = self.advance(
                    self._floor, self._items, CatalogueChange(self._floor.catalogue.version, (), ())
                )

    @property
    def floor(self) -> Floor | None:
        """The floor that is in memory, as old as it is."""
        return self._floor

    @property
    def is_open(self) -> bool:
        """Whether the shop is in memory."""
        return self._floor is not None

    @property
    def version(self) -> int:
        """The catalogue's version that is in memory; 0 before the first turn."""
        return self._floor.catalogue.version if self._floor is not None else 0

    def items(self) -> Sequence[Item]:
        """All items, by id."""
        self.now()
        held = self._items
        return [held[item_id] for item_id in sorted(held)]

    def pictures(self) -> Iterator[str]:
        """Addresses of the pictures of what is in memory."""
        return (item.image_url for item in self._items.values() if item.image_url)

    def __len__(self) -> int:
        """The number of items in memory."""
        return len(self._items)
