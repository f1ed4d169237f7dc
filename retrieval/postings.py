"""An inverted file: which rows have a key, and with which weight. Words and facts are both looked up in it.

It never changes: `changed` gives a new one that shares every posting the change does not touch, so readers need no
lock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int32]
Floats = NDArray[np.float32]

_NONE: tuple[Rows, Floats] = (np.empty(0, np.int32), np.empty(0, np.float32))


@dataclass(frozen=True, slots=True)
class Postings:
    """`documents`: each row's keys and weights. `by_key`: each key's rows (P,) and weights (P,), in no order."""

    documents: Mapping[int, Mapping[str, float]]
    by_key: Mapping[str, tuple[Rows, Floats]]

    @classmethod
    def empty(cls) -> Self:
        """An inverted file of nothing."""
        return cls({}, {})

    def __call__(self, key: str) -> tuple[Rows, Floats]:
        """Rows (P,) that have the key, and its weights (P,) there."""
        return self.by_key.get(key, _NONE)

    def changed(self, upserted: Mapping[int, Mapping[str, float]], deleted: Sequence[int] = ()) -> "Postings":
        """Rows added or replaced, and without the deleted ones (absent ones are ignored; an upsert wins)."""
        gone = sorted({row for row in (*upserted, *deleted) if row in self.documents})
        by_key = dict(self.by_key)
        self._take_out(by_key, gone)
        _put_in(by_key, upserted)
        documents = dict(self.documents)
        for row in gone:
            del documents[row]
        documents.update(upserted)
        return Postings(documents, by_key)

    def moved(self, places: Mapping[int, int]) -> "Postings":
        """The same in other rows; rows without a new place are left out."""
        documents = {places[row]: document for row, document in self.documents.items() if row in places}
        return Postings.empty().changed(documents)

    def _take_out(self, by_key: dict[str, tuple[Rows, Floats]], gone: Sequence[int]) -> None:
        for key in {key for row in gone for key in self.documents[row]}:
            rows, weights = by_key[key]
            kept = ~np.isin(rows, gone)
            if kept.any():
                by_key[key] = rows[kept], weights[kept]
            else:
                del by_key[key]


class _Numbers(dict[str, int]):
    """Keys, numbered as they come."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


def _put_in(by_key: dict[str, tuple[Rows, Floats]], upserted: Mapping[int, Mapping[str, float]]) -> None:
    """All entries at once, sorted by key: each key's are then one slice of them."""
    documents = upserted.values()
    entries, numbers = sum(map(len, documents)), _Numbers()
    of_key = np.fromiter((numbers[key] for one in documents for key in one), np.int32, entries)
    weights = np.fromiter((weight for one in documents for weight in one.values()), np.float32, entries)
    rows = np.repeat(np.fromiter(upserted, np.int32, len(upserted)), [len(one) for one in documents])
    order = np.argsort(of_key, kind="stable")
    rows, weights = rows[order], weights[order]
    ends = np.cumsum(np.bincount(of_key, minlength=len(numbers))).tolist()
    for key, start, end in zip(numbers, [0, *ends], ends, strict=False):
        fresh = rows[start:end], weights[start:end]
        old = by_key.get(key)
        # A copy of a few, not a window that keeps all of a change's entries in memory.
        by_key[key] = (
            (fresh[0].copy(), fresh[1].copy())
            if old is None
            else (np.concatenate([old[0], fresh[0]]), np.concatenate([old[1], fresh[1]]))
        )
