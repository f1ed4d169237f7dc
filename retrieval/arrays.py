"""One shop's catalogue as arrays with one row per item: what search reads in memory.

`Arrays` never changes. `changed` makes the next version beside it and reuses the rows of removed items, so a search
that is under way keeps the version it began with, and nobody waits for a lock.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from domain.items import BRAND, CATEGORY, Item
from domain.ports import Language
from retrieval.indexing import fact_key
from retrieval.lexical import LexicalIndex, document
from retrieval.postings import Floats, Postings, Rows

Vectors = Mapping[str, NDArray[np.float32]]
_Scalar = TypeVar("_Scalar", np.float32, np.int32)

# A rating counts as if this many average ones had been given before it: below ten reviews a star says little.
PRIOR_RATINGS = 10.0


@dataclass(frozen=True, slots=True)
class Arrays:
    """Rows 0 … N−1; a row without an item has the id "". D is the encoder's width, M the number of distinct facts.

    `groups` (N,) numbers each row's group. `vectors` (N, D) are zero where the item is not encoded yet. `facts` has the
    keys "relation=value". `ratings` and `rating_counts` (N,) are NaN and 0 where unknown. `fact_keys` names the rows of
    `fact_vectors` (M, D). `wordings` holds a hash of each row's words: a new price does not read them again.
    """

    ids: tuple[str, ...]
    row_of: Mapping[str, int]
    group_ids: tuple[str, ...]
    group_of: Mapping[str, int]
    groups: Rows
    vectors: Floats
    lexical: LexicalIndex
    facts: Postings
    ratings: Floats
    rating_counts: Floats
    fact_keys: tuple[str, ...]
    fact_vectors: Floats
    wordings: Mapping[int, int]

    @classmethod
    def empty(cls) -> Self:
        """A catalogue of nothing."""
        none, flat = np.empty(0, np.float32), np.empty((0, 0), np.float32)
        lexical, facts = LexicalIndex.empty(), Postings.empty()
        return cls((), {}, (), {}, np.empty(0, np.int32), flat, lexical, facts, none, none, (), flat, {})

    def changed(
        self,
        items: Sequence[Item],
        removed: Iterable[str],
        *,
        vectors: Vectors,
        fact_vectors: Vectors,
        language: Language,
    ) -> "Arrays":
        """The version with items added or replaced, and without the removed ones (absent ones are ignored).

        `vectors` holds what is encoded by now of the changed items; `fact_vectors` distinct facts to add.
        """
        gone = [item_id for item_id in dict.fromkeys(removed) if item_id in self.row_of]
        row_of = self._placed(items, gone)
        rows = [row_of[item.item_id] for item in items]
        dead = [self.row_of[item_id] for item_id in gone]
        size = max([len(self.ids), *(row + 1 for row in rows)])
        group_of = dict(self.group_of)
        for item in items:
            group_of.setdefault(item.group_id, len(group_of))
        upserted = dict(zip(rows, items, strict=True))
        known = self._wordings_without(dead)
        wordings = {row: wording(item) for row, item in upserted.items()}
        reworded = {row: item for row, item in upserted.items() if known.get(row) != wordings[row]}
        fact_keys, fact_matrix = self._facts_with(fact_vectors)
        return Arrays(
            ids=_replaced(self.ids, size, upserted, dead),
            row_of=row_of,
            group_ids=tuple(group_of),
            group_of=group_of,
            groups=_written(self.groups, size, rows, [group_of[item.group_id] for item in items], blank=0),
            vectors=self._matrix_with(upserted, vectors, size),
            lexical=self.lexical.changed({row: document(item, language) for row, item in reworded.items()}, dead),
            facts=self.facts.changed(
                {row: dict.fromkeys(fact_names(item), 1.0) for row, item in reworded.items()}, dead
            ),
            ratings=_written(self.ratings, size, rows, [_or_nan(item.rating) for item in items], blank=np.nan),
            rating_counts=_written(self.rating_counts, size, rows, [item.rating_count or 0 for item in items], blank=0),
            fact_keys=fact_keys,
            fact_vectors=fact_matrix,
            wordings=known | wordings,
        )

    def _wordings_without(self, dead: Sequence[int]) -> dict[int, int]:
        left = dict(self.wordings)
        for row in dead:
            left.pop(row, None)
        return left

    def _placed(self, items: Sequence[Item], gone: Sequence[str]) -> dict[str, int]:
        """Each item's row: its own, else that of a removed item, else a new one."""
        row_of = dict(self.row_of)
        for item_id in gone:
            del row_of[item_id]
        taken = set(row_of.values())
        free = [row for row in range(len(self.ids) + len(items)) if row not in taken][::-1]
        for item in items:
            if item.item_id not in row_of:
                row_of[item.item_id] = free.pop()
        return row_of

    def _matrix_with(self, upserted: Mapping[int, Item], vectors: Vectors, size: int) -> Floats:
        width = _width(self.vectors, vectors)
        matrix = np.zeros((size, width), np.float32)  # (N, D)
        matrix[: len(self.vectors), : self.vectors.shape[1]] = self.vectors
        for row, item in upserted.items():
            matrix[row] = vectors.get(item.item_id, 0.0)
        return matrix

    def _facts_with(self, added: Vectors) -> tuple[tuple[str, ...], Floats]:
        known = set(self.fact_keys)
        keys = [key for key in added if key not in known]
        if not keys:
            return self.fact_keys, self.fact_vectors
        fresh = np.stack([added[key] for key in keys])  # (new, D)
        return (*self.fact_keys, *keys), np.concatenate([self.fact_vectors, fresh]) if len(self.fact_keys) else fresh

    def rows(self, item_ids: Sequence[str]) -> Rows:
        """The rows of those items that are there, in their order."""
        found = np.array(list(map(self.row_of.get, item_ids, repeat(-1))), np.int32)
        return found[found >= 0]

    def quality(self) -> Floats:
        """Ratings (N,) in stars above the shop's mean, shrunk towards it: n·(rating − mean)/(n + `PRIOR_RATINGS`); 0
        unknown.
        """
        known = ~np.isnan(self.ratings)
        if not known.any():
            return np.zeros(len(self.ids), np.float32)
        mean = float(self.ratings[known].mean())
        share = self.rating_counts / (self.rating_counts + PRIOR_RATINGS)
        return np.where(known, (self.ratings - mean) * share, 0.0).astype(np.float32)


def fact_names(item: Item) -> list[str]:
    """Keys of everything about an item that is a word: its facts, brand, category path and variant's options."""
    own = [(BRAND, item.brand or "")] + [(CATEGORY, level) for level in item.category] + list(item.options)
    names = [fact_key(relation, value.casefold()) for relation, value in own if value]
    return names + [fact_key(fact.relation, fact.value) for fact in item.facts if fact.number is None]


def wording(item: Item) -> int:
    """A hash of what is indexed of an item: its text and its facts (a graph may add some that the text does not
    have)."""
    return hash((item.text_hash or (item.title, item.brand, item.category, item.text), *fact_names(item)))


def _width(matrix: Floats, vectors: Vectors) -> int:
    first = next(iter(vectors.values()), None)
    return matrix.shape[1] if first is None else len(first)


def _replaced(ids: tuple[str, ...], size: int, upserted: Mapping[int, Item], dead: Iterable[int]) -> tuple[str, ...]:
    names = [*ids, *[""] * (size - len(ids))]
    for row in dead:
        names[row] = ""
    for row, item in upserted.items():
        names[row] = item.item_id
    return tuple(names)


def _written(
    column: NDArray[_Scalar], size: int, rows: Sequence[int], values: Sequence[float], *, blank: float
) -> NDArray[_Scalar]:
    fresh = np.full(size, blank, column.dtype)
    fresh[: len(column)] = column
    fresh[rows] = values
    return fresh


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value
