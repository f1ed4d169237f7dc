"""One shop's catalogue as arrays with one row per item: what search reads in memory.

`Arrays` never changes. `changed` makes the next version beside it, so a search that is under way keeps the version it
began with, and nobody waits for a lock. Rows are those of the catalogue's own numbering.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from domain.items import BRAND, CATEGORY, Item
from domain.ports import Language
from retrieval.indexing import fact_key
from retrieval.lexical import LexicalIndex, document
from retrieval.numbering import Mask, Numbering
from retrieval.postings import Floats, Postings, Rows

Vectors = Mapping[str, NDArray[np.float32]]

# A rating counts as if this many average ones had been given before it: below ten reviews a star says little.
PRIOR_RATINGS = 10.0


@dataclass(frozen=True, slots=True)
class Arrays:
    """Rows 0 … N−1 of `numbering`. D is the encoder's width, M the number of distinct facts.

    `vectors` (N, D) are zero where the item is not `encoded` (N,) yet. `facts` has the keys "relation=value".
    `ratings` and `rating_counts` (N,) are NaN and 0 where unknown, `quality` (N,) is what they say together.
    `fact_keys` names the rows of `fact_vectors` (M, D). `wordings` holds a hash of each row's words: a new price does
    not read them again.
    """

    numbering: Numbering
    vectors: Floats
    encoded: Mask
    lexical: LexicalIndex
    facts: Postings
    ratings: Floats
    rating_counts: Floats
    quality: Floats
    fact_keys: tuple[str, ...]
    fact_vectors: Floats
    wordings: Mapping[int, int]

    @classmethod
    def empty(cls) -> Self:
        """A catalogue of nothing."""
        none, flat = np.empty(0, np.float32), np.empty((0, 0), np.float32)
        lexical, facts = LexicalIndex.empty(), Postings.empty()
        return cls(Numbering(), flat, np.empty(0, np.bool_), lexical, facts, none, none, none, (), flat, {})

    def changed(
        self,
        numbering: Numbering,
        items: Sequence[Item],
        removed: Iterable[str],
        *,
        vectors: Vectors,
        fact_vectors: Vectors,
        language: Language,
    ) -> "Arrays":
        """The version of `numbering`: items added or replaced, and without the removed ones (absent ones are ignored).

        `vectors` holds what is encoded by now of the changed items; `fact_vectors` distinct facts to add.
        """
        if numbering.origin is not self.numbering.origin:
            moved = self._moved(numbering)
            return moved.changed(numbering, items, (), vectors=vectors, fact_vectors=fact_vectors, language=language)
        upserted = {numbering.row_of[item.item_id]: item for item in items}
        dead = [
            self.numbering.row_of[item_id] for item_id in dict.fromkeys(removed) if item_id in self.numbering.row_of
        ]
        rows, size = list(upserted), len(numbering)
        known = self._wordings_without(dead)
        wordings = {row: wording(item) for row, item in upserted.items()}
        reworded = {row: item for row, item in upserted.items() if known.get(row) != wordings[row]}
        fact_keys, fact_matrix = self._facts_with(fact_vectors)
        ratings = _written(self.ratings, size, rows, [_or_nan(item.rating) for item in upserted.values()], blank=np.nan)
        counts = _written(
            self.rating_counts, size, rows, [item.rating_count or 0 for item in upserted.values()], blank=0
        )
        encoded = np.zeros(size, np.bool_)
        encoded[: len(self.encoded)] = self.encoded
        encoded[rows] = [item.item_id in vectors for item in upserted.values()]
        return Arrays(
            numbering=numbering,
            vectors=self._matrix_with(upserted, vectors, size),
            encoded=encoded,
            lexical=self.lexical.changed({row: document(item, language) for row, item in reworded.items()}, dead),
            facts=self.facts.changed(
                {row: dict.fromkeys(fact_names(item), 1.0) for row, item in reworded.items()}, dead
            ),
            ratings=ratings,
            rating_counts=counts,
            quality=quality(ratings, counts),
            fact_keys=fact_keys,
            fact_vectors=fact_matrix,
            wordings=known | wordings,
        )

    def _wordings_without(self, dead: Sequence[int]) -> dict[int, int]:
        left = dict(self.wordings)
        for row in dead:
            left.pop(row, None)
        return left

    def _moved(self, numbering: Numbering) -> "Arrays":
        """The same items in the rows of another numbering; those it does not have are left out."""
        pairs = [
            (old, numbering.row_of[item_id])
            for item_id, old in self.numbering.row_of.items()
            if item_id in numbering.row_of
        ]
        old, new = (np.array([pair[end] for pair in pairs], np.int32) for end in (0, 1))
        places = dict(pairs)
        size = len(numbering)
        vectors = np.zeros((size, self.vectors.shape[1]), np.float32)
        vectors[new] = self.vectors[old]
        encoded = np.zeros(size, np.bool_)
        encoded[new] = self.encoded[old]
        ratings = _written(np.empty(0, np.float32), size, new, self.ratings[old], blank=np.nan)
        counts = _written(np.empty(0, np.float32), size, new, self.rating_counts[old], blank=0)
        return replace(
            self,
            numbering=numbering,
            vectors=vectors,
            encoded=encoded,
            lexical=self.lexical.moved(places, size),
            facts=self.facts.moved(places),
            ratings=ratings,
            rating_counts=counts,
            quality=quality(ratings, counts),
            wordings={places[row]: said for row, said in self.wordings.items() if row in places},
        )

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


def quality(ratings: Floats, counts: Floats) -> Floats:
    """Ratings (N,) in stars above the shop's mean, shrunk towards it: n·(rating − mean)/(n + `PRIOR_RATINGS`); 0
    unknown."""
    known = ~np.isnan(ratings)
    if not known.any():
        return np.zeros(len(ratings), np.float32)
    mean = float(ratings[known].mean())
    share = counts / (counts + PRIOR_RATINGS)
    return np.where(known, (ratings - mean) * share, 0.0).astype(np.float32)


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


def _written(
    column: Floats, size: int, rows: Sequence[int] | Rows, values: Sequence[float] | Floats, *, blank: float
) -> Floats:
    fresh = np.full(size, blank, column.dtype)
    fresh[: len(column)] = column
    fresh[rows] = values
    return fresh


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value
