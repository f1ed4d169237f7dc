"""The lexical index: BM25 over weighted fields, in memory, changed in place of being rebuilt.

Documents are rows (small integers given by the caller), so that its scores line up with every other array over the
catalogue.
An index never changes: `changed` gives a new one that shares all postings the change does not touch, so readers need
no lock.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from domain.items import BRAND, Item
from domain.ports import Language

Rows = NDArray[np.int32]
Floats = NDArray[np.float32]

# How often a word of a field counts (BM25F, Robertson & Zaragoza 2009: the weighted sum of the fields' term
# frequencies).
# A title names the product; `text` repeats the title and adds prose and small print.
TITLE, BRAND_NAME, CATEGORY_PATH, FACTS, TEXT = 3.0, 2.0, 2.0, 1.0, 1.0
# The usual constants of BM25; `bench/calibration.py` found no gain in moving them on three catalogues.
K1, B = 1.2, 0.75

_NO_ROWS: tuple[Rows, Floats] = (np.empty(0, np.int32), np.empty(0, np.float32))


@dataclass(frozen=True, slots=True)
class Document:
    """What one row says: each stem with its weighted frequency, and the stems of its title."""

    stems: Mapping[str, float]
    title: frozenset[str]

    @property
    def length(self) -> float:
        """The weighted number of words."""
        return sum(self.stems.values())


def document(item: Item, language: Language) -> Document:
    """The content words of an item's title, brand, category, facts and text, by stem."""
    title = content_stems(item.title, language)
    fields = (
        (TITLE, title),
        (BRAND_NAME, content_stems(item.brand or "", language)),
        (CATEGORY_PATH, content_stems(" ".join(item.category), language)),
        (FACTS, content_stems(" ".join(_fact_words(item)), language)),
        (TEXT, content_stems(item.text, language)),
    )
    stems: defaultdict[str, float] = defaultdict(float)
    for weight, words in fields:
        for stem, count in Counter(words).items():
            stems[stem] += weight * count
    return Document(dict(stems), frozenset(title))


def _fact_words(item: Item) -> Iterable[str]:
    """Values of facts that are words ("wood"), or the relation where the value only confirms it ("space saving":
    yes).
    """
    for fact in item.facts:
        if fact.number is None and fact.relation != BRAND and fact.value != "no":
            yield fact.relation.replace("_", " ") if fact.value == "yes" else fact.value


def content_stems(text: str, language: Language) -> list[str]:
    """Stems of the words that carry content, in order."""
    return [language.stem(token) for token in language.tokens(text) if not language.is_stop_word(token)]


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """Postings by stem: rows (P,) and weighted frequencies (P,). `lengths` (N,) is 0 for a row without a document."""

    documents: Mapping[int, Document]
    postings: Mapping[str, tuple[Rows, Floats]]
    lengths: Floats

    @classmethod
    def empty(cls) -> Self:
        """An index of nothing."""
        return cls({}, {}, np.empty(0, np.float32))

    def changed(self, upserted: Mapping[int, Document], deleted: Sequence[int] = ()) -> "LexicalIndex":
        """The index with documents added or replaced by row, and without the deleted rows (absent ones are ignored)."""
        gone = sorted({row for row in (*upserted, *deleted) if row in self.documents})
        documents = dict(self.documents)
        for row in gone:
            del documents[row]
        documents.update(upserted)
        postings = dict(self.postings)
        self._take_out(postings, gone)
        _put_in(postings, upserted)
        lengths = np.zeros(max([len(self.lengths), *(row + 1 for row in upserted)]), np.float32)
        lengths[: len(self.lengths)] = self.lengths
        lengths[gone] = 0.0
        for row, one in upserted.items():
            lengths[row] = one.length
        return LexicalIndex(documents, postings, lengths)

    def _take_out(self, postings: dict[str, tuple[Rows, Floats]], gone: Sequence[int]) -> None:
        for stem in {stem for row in gone for stem in self.documents[row].stems}:
            rows, weights = postings[stem]
            kept = ~np.isin(rows, gone)
            if kept.any():
                postings[stem] = rows[kept], weights[kept]
            else:
                del postings[stem]

    def scores(self, stems: Sequence[str], rows: int) -> Floats:
        """BM25 (rows,) ≥ 0 of every row for the query's stems; a stem counts once however often it is said.

        Σ idf(t) · f·(K1+1) / (f + K1·(1 − B + B·length/average)), idf(t) = ln(1 + (N − n + ½)/(n + ½)).
        """
        total = np.zeros(rows, np.float32)
        if not self.documents:
            return total
        average = float(self.lengths.sum()) / len(self.documents)
        saturation = K1 * (1 - B + B * self.lengths / max(average, 1e-9))  # (N,)
        for stem in dict.fromkeys(stems):
            hits, weights = self.postings.get(stem, _NO_ROWS)
            total[hits] += self.rarity(stem) * weights * (K1 + 1) / (weights + saturation[hits])
        return total

    def rarity(self, stem: str) -> float:
        """Inverse document frequency, > 0; the highest for a stem that no document has."""
        found = len(self.postings.get(stem, _NO_ROWS)[0])
        return math.log(1 + (len(self.documents) - found + 0.5) / (found + 0.5))

    def top(self, stems: Sequence[str], k: int) -> list[tuple[int, float]]:
        """The best `k` rows that have any of the stems, with their scores, best first."""
        scores = self.scores(stems, len(self.lengths))
        best = np.argpartition(-scores, k - 1)[:k] if k < len(scores) else np.arange(len(scores))
        best = best[np.lexsort((best, -scores[best]))]
        return [(int(row), float(scores[row])) for row in best if scores[row] > 0]


def _put_in(postings: dict[str, tuple[Rows, Floats]], upserted: Mapping[int, Document]) -> None:
    added: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for row, one in upserted.items():
        for stem, weight in one.stems.items():
            added[stem].append((row, weight))
    for stem, pairs in added.items():
        rows, weights = postings.get(stem, _NO_ROWS)
        new_rows, new_weights = zip(*pairs, strict=True)
        postings[stem] = (
            np.concatenate([rows, np.asarray(new_rows, np.int32)]),
            np.concatenate([weights, np.asarray(new_weights, np.float32)]),
        )
