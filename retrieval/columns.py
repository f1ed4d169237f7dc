"""A catalogue as arrays: one row per item, and for each relation which rows have which value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from domain.items import AGE_MAX, AGE_MIN, BRAND, CATEGORY, Fact, Item
from domain.ports import Language
from retrieval.numbering import Mask

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Key = tuple[str, ...]


class Phrases:
    """Phrases as stems, remembered: the form under which words of shoppers, facts and texts meet."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._keys: dict[str, Key] = {}

    def key(self, phrase: str) -> Key:
        """The stems of a phrase; empty if it has no words."""
        known = self._keys.get(phrase)
        if known is None:
            known = tuple(self.language.stem(token) for token in self.language.tokens(phrase))
            self._keys[phrase] = known
        return known


@dataclass(frozen=True, slots=True)
class Columns:
    """Figures per row, each of shape (N,), NaN where unknown: prices and ages (months) at both ends, stock, rating
    with its count. `alive` is false for rows of retired items.
    """

    price_low: Floats
    price_high: Floats
    stock: Floats
    age_min: Floats
    age_max: Floats
    rating: Floats
    rating_count: Floats
    alive: Mask

    @classmethod
    def empty(cls) -> "Columns":
        """No rows."""
        none = np.zeros(0)
        return cls(none, none, none, none, none, none, none, np.zeros(0, dtype=np.bool_))

    def updated(self, items: Mapping[int, Item], removed: Iterable[int], size: int) -> "Columns":
        """A copy of `size` rows with some replaced: `items` by row."""
        columns = Columns(
            _grown(self.price_low, size),
            _grown(self.price_high, size),
            _grown(self.stock, size),
            _grown(self.age_min, size),
            _grown(self.age_max, size),
            _grown(self.rating, size),
            _grown(self.rating_count, size),
            _grown(self.alive, size),
        )
        for row, item in items.items():
            columns._put(row, item)
        columns.alive[list(removed)] = False
        return columns

    def _put(self, row: int, item: Item) -> None:
        """Write one row of a copy that nobody else has seen yet."""
        highest = item.price_minor if item.price_max_minor is None else item.price_max_minor
        self.price_low[row] = _known(item.price_minor)
        self.price_high[row] = _known(highest)
        self.stock[row] = _known(item.stock)
        self.age_min[row] = max(_numbers(item, AGE_MIN), default=np.nan)
        self.age_max[row] = min(_numbers(item, AGE_MAX), default=np.nan)
        self.rating[row] = _known(item.rating)
        self.rating_count[row] = _known(item.rating_count)
        self.alive[row] = True


_Scalar = TypeVar("_Scalar", bound=np.generic)


def _grown(old: NDArray[_Scalar], size: int) -> NDArray[_Scalar]:
    new = np.zeros(size, dtype=old.dtype)
    new[: len(old)] = old
    return new


def _known(value: float | None) -> float:
    return np.nan if value is None else float(value)


def _numbers(item: Item, relation: str) -> list[float]:
    """Facts that disagree are read in the strictest way: the caller takes the highest minimum and the lowest
    maximum."""
    return [fact.number for fact in item.facts if fact.relation == relation and fact.number is not None]


@dataclass(frozen=True, slots=True)
class Postings:
    """One relation: entries (row, value), each array of shape (E,). `numbers` is NaN where a value is no figure.

    `values[id]` is a value; values that no row has any more stay in the list. `keys` maps stems to the values spelt
    with them.
    `units` are the base units of the entries, as numbers of `unit_names`.
    """

    values: tuple[str, ...] = ()
    ids: Mapping[str, int] = field(default_factory=dict)
    keys: Mapping[Key, tuple[int, ...]] = field(default_factory=dict)
    rows: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    value_ids: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    numbers: Floats = field(default_factory=lambda: np.zeros(0))
    units: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    unit_names: tuple[str | None, ...] = (None,)

    def updated(self, gone: Mask, facts: Sequence[tuple[int, Fact]], phrases: Phrases) -> "Postings":
        """Without the entries of the rows `gone`, and with the facts of some rows added."""
        values, ids, keys = self._with_values([fact.value for _, fact in facts], phrases)
        unit_names = tuple(dict.fromkeys((*self.unit_names, *(fact.unit for _, fact in facts))))
        kept = ~gone[self.rows]
        numbers = np.array([_known(fact.number) for _, fact in facts], dtype=np.float64)
        return Postings(
            values,
            ids,
            keys,
            _joined(self.rows, kept, [row for row, _ in facts]),
            _joined(self.value_ids, kept, [ids[fact.value] for _, fact in facts]),
            np.concatenate([self.numbers[kept], numbers]),
            _joined(self.units, kept, [unit_names.index(fact.unit) for _, fact in facts]),
            unit_names,
        )

    def _with_values(
        self, added: Sequence[str], phrases: Phrases
    ) -> tuple[tuple[str, ...], Mapping[str, int], Mapping[Key, tuple[int, ...]]]:
        new = [value for value in dict.fromkeys(added) if value not in self.ids]
        if not new:
            return self.values, self.ids, self.keys
        ids, keys = dict(self.ids), dict(self.keys)
        for value in new:
            ids[value] = len(ids)
            key = phrases.key(value)
            keys[key] = (*keys.get(key, ()), ids[value])
        return (*self.values, *new), ids, keys

    def entries_of(self, value_ids: Sequence[int]) -> Mask:
        """Entries with one of the values; shape (E,)."""
        if len(value_ids) == 1:
            return np.asarray(self.value_ids == value_ids[0])
        wanted = np.zeros(len(self.values), dtype=np.bool_)
        wanted[list(value_ids)] = True
        return wanted[self.value_ids]

    def rows_of(self, value_ids: Sequence[int], size: int) -> Mask:
        """Rows with one of the values; shape (N,)."""
        mask = np.zeros(size, dtype=np.bool_)
        if value_ids:
            mask[self.rows[self.entries_of(value_ids)]] = True
        return mask

    def known(self, size: int) -> Mask:
        """Rows with any value; shape (N,)."""
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.rows] = True
        return mask

    def ends(self, size: int, unit: str | None) -> tuple[Floats, Floats]:
        """The lowest and the highest figure of each row in the unit (`None`: whatever it is), NaN if it has none;
        two of (N,)."""
        use = ~np.isnan(self.numbers)
        if unit is not None:
            use &= np.array([name == unit for name in self.unit_names])[self.units]
        low, high = np.full(size, np.nan), np.full(size, np.nan)
        np.fmin.at(low, self.rows[use], self.numbers[use])
        np.fmax.at(high, self.rows[use], self.numbers[use])
        return low, high


def _joined(old: Ints, kept: Mask, added: Sequence[int]) -> Ints:
    return np.concatenate([old[kept], np.array(added, dtype=np.int32)])


def facts_of(item: Item) -> Iterable[Fact]:
    """The facts of an item, its brand and every level of its category among them, each (relation, value) once."""
    seen: set[tuple[str, str]] = set()
    levels = [Fact(item.item_id, CATEGORY, level.casefold(), level, CATEGORY) for level in item.category]
    brand = [Fact(item.item_id, BRAND, item.brand.casefold(), item.brand, BRAND)] if item.brand else []
    for fact in (*item.facts, *levels, *brand):
        if (fact.relation, fact.value) not in seen:
            seen.add((fact.relation, fact.value))
            yield fact
