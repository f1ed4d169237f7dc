"""The numbering of a catalogue's rows, which its columns, its filters and the search's arrays share: what passes a
filter goes from one to the other as a mask, never as ids."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

import numpy as np
from numpy.typing import NDArray

from domain.items import Item

Mask = NDArray[np.bool_]
Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Numbering:
    """Rows 0 … N−1 of one version, `None` where an item was retired, and groups 0 … G−1; `groups` (N,) is the number of
    each row's group.

    Versions of one `origin` agree: a row keeps its item until that is retired, and then stays empty. A numbering of
    another origin may place every item elsewhere.
    """

    items: tuple[Item | None, ...] = ()
    row_of: Mapping[str, int] = field(default_factory=dict)
    group_ids: tuple[str, ...] = ()
    group_of: Mapping[str, int] = field(default_factory=dict)
    groups: Rows = field(default_factory=lambda: np.zeros(0, np.int32))
    origin: object = field(default_factory=object)

    @classmethod
    def of(cls, items: Iterable[Item]) -> "Numbering":
        """A numbering of its own; of several items with one id the last counts."""
        return cls().updated(list({item.item_id: item for item in items}.values()), ())

    def updated(self, items: Sequence[Item], removed: Iterable[str]) -> "Numbering":
        """The next version: items added behind or replaced where they are, others removed (absent ones are ignored)."""
        held, row_of, group_of = list(self.items), dict(self.row_of), dict(self.group_of)
        for item_id in removed:
            if item_id in row_of:
                held[row_of.pop(item_id)] = None
        for item in items:
            row = row_of.setdefault(item.item_id, len(held))
            if row == len(held):
                held.append(item)
            else:
                held[row] = item
            group_of.setdefault(item.group_id, len(group_of))
        groups = np.zeros(len(held), np.int32)
        groups[: len(self.groups)] = self.groups
        groups[[row_of[item.item_id] for item in items]] = [group_of[item.group_id] for item in items]
        return Numbering(tuple(held), row_of, tuple(group_of), group_of, groups, self.origin)

    def __len__(self) -> int:
        """The number of rows N, empty ones included."""
        return len(self.items)

    def rows(self, item_ids: Iterable[str]) -> Rows:
        """The rows of those items that are there, in their order."""
        return np.array([self.row_of[item_id] for item_id in item_ids if item_id in self.row_of], np.int32)

    def id_at(self, row: int) -> str:
        """The id of the item in a row; "" if that is empty."""
        item = self.items[row]
        return "" if item is None else item.item_id


@dataclass(frozen=True, slots=True, eq=False)
class Passing(Sequence[str]):
    """What passes a filter: `mask` (N,) over the rows, read as the sequence of the items' ids. Length and membership
    cost next to nothing however many pass."""

    numbering: Numbering
    mask: Mask

    @classmethod
    def of(cls, numbering: Numbering, item_ids: Iterable[str]) -> "Passing":
        """These items, in the order of their rows."""
        mask = np.zeros(len(numbering), np.bool_)
        mask[numbering.rows(item_ids)] = True
        return cls(numbering, mask)

    def __len__(self) -> int:
        return int(np.count_nonzero(self.mask))

    def __contains__(self, item_id: object) -> bool:
        row = self.numbering.row_of.get(item_id) if isinstance(item_id, str) else None
        return row is not None and bool(self.mask[row])

    def __iter__(self) -> Iterator[str]:
        return map(self.numbering.id_at, np.flatnonzero(self.mask).tolist())

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        chosen = np.flatnonzero(self.mask)[place].tolist()
        return (
            [self.numbering.id_at(row) for row in chosen] if isinstance(place, slice) else self.numbering.id_at(chosen)
        )
