"""The lexical index: BM25 over weighted fields, in memory, changed in place of being rebuilt.

Documents are rows (small integers given by the caller), so that its scores line up with every other array over the
catalogue. An index never changes: `changed` gives a new one that shares all postings the change does not touch, so
readers need no lock.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np

from domain.items import BRAND, Item
from domain.ports import Language
from retrieval.postings import Floats, Postings

# How often a word of a field counts (BM25F, Robertson & Zaragoza 2009: the weighted sum of the fields' term
# frequencies). A title names the product; `text` repeats the title and adds prose and small print.
TITLE, BRAND_NAME, CATEGORY_PATH, FACTS, TEXT = 3.0, 2.0, 2.0, 1.0, 1.0
# The usual constants of BM25, not tuned here.
K1, B = 1.2, 0.75
# Words whose stems are remembered: a catalogue of 100,000 products has about as many.
MOST_WORDS = 200_000
# Shares of a title add up to 1, but for rounding.
WHOLE = 0.999


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
        for stem in words:
            stems[stem] += weight
    return Document(dict(stems), frozenset(title))


def _shares(title: frozenset[str]) -> Mapping[str, float]:
    """Each stem's share of a title; a title of one word names a kind of thing rather than a product."""
    return dict.fromkeys(title, 1 / max(len(title), 2))


def _fact_words(item: Item) -> Iterable[str]:
    """Values of facts that are words ("wood"), or the relation where the value only confirms it ("space saving":
    yes).
    """
    for fact in item.facts:
        if fact.number is None and fact.relation != BRAND and fact.value != "no":
            yield fact.relation.replace("_", " ") if fact.value == "yes" else fact.value


def content_stems(text: str, language: Language) -> list[str]:
    """Stems of the words that carry content, in order."""
    return [stem for stem in map(_content(language).__getitem__, language.tokens(text)) if stem]


class _Content(dict[str, str]):
    """Words with their stems, "" where they carry no content: most words of a catalogue were seen before."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __missing__(self, token: str) -> str:
        stem = "" if self._language.is_stop_word(token) else self._language.stem(token)
        if len(self) < MOST_WORDS:
            self[token] = stem
        return stem


@lru_cache(maxsize=8)
def _content(language: Language) -> _Content:
    return _Content(language)


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """Postings by stem, of whole documents and of titles (there the weight is the stem's share of the title).
    `lengths` (N,) is a document's weighted number of words, or 0.
    """

    postings: Postings
    titles: Postings
    lengths: Floats

    @classmethod
    def empty(cls) -> Self:
        """An index of nothing."""
        return cls(Postings.empty(), Postings.empty(), np.empty(0, np.float32))

    def changed(self, upserted: Mapping[int, Document], deleted: Sequence[int] = ()) -> "LexicalIndex":
        """The index with documents added or replaced by row, and without the deleted rows (absent ones are ignored)."""
        postings = self.postings.changed({row: one.stems for row, one in upserted.items()}, deleted)
        titles = self.titles.changed({row: _shares(one.title) for row, one in upserted.items()}, deleted)
        lengths = np.zeros(max([len(self.lengths), *(row + 1 for row in upserted)]), np.float32)
        lengths[: len(self.lengths)] = self.lengths
        lengths[[row for row in deleted if row < len(lengths)]] = 0.0
        for row, one in upserted.items():
            lengths[row] = one.length
        return LexicalIndex(postings, titles, lengths)

    def moved(self, places: Mapping[int, int], size: int) -> "LexicalIndex":
        """The same in other rows, of `size`; rows without a new place are left out."""
        lengths = np.zeros(size, np.float32)
        lengths[list(places.values())] = self.lengths[list(places)]
        return LexicalIndex(self.postings.moved(places), self.titles.moved(places), lengths)

    def scores(self, stems: Sequence[str], rows: int) -> Floats:
        """BM25 (rows,) ≥ 0 of every row for the query's stems; a stem counts once however often it is said.

        Σ idf(t) · f·(K1+1) / (f + K1·(1 − B + B·length/average)), idf(t) = ln(1 + (N − n + ½)/(n + ½)).
        """
        total = np.zeros(rows, np.float32)
        average = float(self.lengths.sum()) / max(len(self.postings.documents), 1)
        for stem in dict.fromkeys(stems):
            hits, weights = self.postings(stem)
            saturation = K1 * (1 - B + B * self.lengths[hits] / max(average, 1e-9))
            total[hits] += self.rarity(stem) * weights * (K1 + 1) / (weights + saturation)
        return total

    def title_share(self, stems: Sequence[str], rows: int) -> Floats:
        """The share (rows,) in [0, 1] of the query's stems that stand in each row's title, weighted by their rarity."""
        total = np.zeros(rows, np.float32)
        distinct = {stem: self.rarity(stem) for stem in stems}
        for stem, rarity in distinct.items():
            total[self.titles(stem)[0]] += rarity
        return total / max(sum(distinct.values()), 1e-9)

    def titled(self, stems: Sequence[str], rows: int) -> Floats:
        """1 (rows,) where the query has every stem of the row's title, of two or more, else 0: it was asked for by
        name."""
        said = np.zeros(rows, np.float32)
        for stem in dict.fromkeys(stems):
            hits, shares = self.titles(stem)
            said[hits] += shares
        return (said > WHOLE).astype(np.float32)

    def rarity(self, stem: str) -> float:
        """Inverse document frequency, > 0; the highest for a stem that no document has."""
        found = len(self.postings(stem)[0])
        return math.log(1 + (len(self.postings.documents) - found + 0.5) / (found + 0.5))

    def top(self, stems: Sequence[str], k: int) -> list[tuple[int, float]]:
        """The best `k` rows that have any of the stems, with their scores, best first."""
        scores = self.scores(stems, len(self.lengths))
        best = np.argpartition(-scores, k - 1)[:k] if k < len(scores) else np.arange(len(scores))
        best = best[np.lexsort((best, -scores[best]))]
        return [(int(row), float(scores[row])) for row in best if scores[row] > 0]
