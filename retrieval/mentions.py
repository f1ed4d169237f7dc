"""What each product's own text plainly says, as an index of word positions with their polarity.

"Plainly says X": the stems of X stand in the text one after the other, in one clause, and that place is neither
denied ("no X",
"X-free", "X not required") nor an imitation ("faux X", "X effect").
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from domain.items import BRAND, CATEGORY, Item
from domain.ports import Language
from retrieval.languages.lexicon import Lexicon
from retrieval.said import Polarity, Reader, clauses

Mask = NDArray[np.bool_]
Key = tuple[str, ...]
# Which occurrences count, by the marks of their first and last words.
_Accepts = Callable[[NDArray[np.uint8], NDArray[np.uint8]], Mask]

_BREAK = 0  # the stem id between two clauses: no phrase reaches over it
# More segments than this are merged: each lookup visits every one of them.
MOST_SEGMENTS = 24
# Places of a word that are looked at before all the others.
FEW = 32
_BEHIND = int(Polarity.DENIED_BEHIND)
_BEFORE = int(Polarity.DENIED_BEFORE)
_FREE_BEHIND = int(Polarity.FREE_BEHIND)
_FREE_BEFORE = int(Polarity.FREE_BEFORE)


@dataclass(frozen=True, slots=True)
class _Segment:
    """Positions of some items' texts, one after the other. All arrays have shape (P,); `order` sorts positions by
    stem."""

    stems: NDArray[np.int32]
    marks: NDArray[np.uint8]
    rows: NDArray[np.int32]
    order: NDArray[np.int32]
    ranked: NDArray[np.int32]

    @classmethod
    def of(cls, stems: NDArray[np.int32], marks: NDArray[np.uint8], rows: NDArray[np.int32]) -> "_Segment":
        order = np.argsort(stems, kind="stable").astype(np.int32)
        return cls(stems, marks, rows, order, stems[order])

    def places(self, key: Sequence[int]) -> NDArray[np.int32]:
        """First positions at which the stems stand one after the other."""
        # Plain integers would make numpy copy the whole array to 64 bits first.
        low, high = np.searchsorted(self.ranked, np.array([key[0], key[0] + 1], np.int32))
        found = self.order[low:high]
        for step, stem in enumerate(key[1:], start=1):
            found = found[found + step < len(self.stems)]
            found = found[self.stems[found + step] == stem]
        return found


@dataclass(frozen=True, slots=True)
class Mentions:
    """The texts of all rows at one version. `owner[row]` is the segment that holds the row's present text, -1 if
    none (shape (N,)).

    `words` (word → stem id) is shared by all versions and only grows.
    """

    language: Language
    lexicon: Lexicon
    words: dict[str, int]
    segments: tuple[_Segment, ...] = ()
    owner: NDArray[np.int16] = field(default_factory=lambda: np.zeros(0, dtype=np.int16))

    @classmethod
    def of(cls, texts: Mapping[int, str], size: int, *, language: Language, lexicon: Lexicon) -> "Mentions":
        """An index of `texts` by row; rows below `size` without a text say nothing."""
        return cls(language, lexicon, {}).updated(texts, (), size)

    def updated(self, texts: Mapping[int, str], removed: Iterable[int], size: int) -> "Mentions":
        """The index with some rows' texts replaced or removed and room for `size` rows. Costs nothing for the other
        rows but a copy of `owner`."""
        owner = np.full(size, -1, dtype=np.int16)
        owner[: len(self.owner)] = self.owner
        owner[list(removed)] = -1
        segments = self.segments
        if texts:
            owner[list(texts)] = len(segments)
            segments = (*segments, self._read(texts))
        updated = Mentions(self.language, self.lexicon, self.words, segments, owner)
        return updated._merged() if len(segments) > MOST_SEGMENTS else updated

    def says(self, key: Key) -> Mask:
        """Rows whose text plainly says the phrase of these stems; shape (N,)."""
        return self._rows(key, self._plain)

    def states_free_of(self, key: Key) -> Mask:
        """Rows whose text states that they are free of it ("nut-free", "no nuts"); shape (N,)."""
        return self._rows(key, self._free)

    def knows(self, stem: str) -> bool:
        """Whether any row's text has the word."""
        place = self.words.get(f"={stem}")
        return place is not None and any(
            bool(np.any(self.owner[segment.rows[some]] == number))
            for number, segment in enumerate(self.segments)
            for some in _few_first(segment.places((place,)))
        )

    def _rows(self, key: Key, accepts: _Accepts) -> Mask:
        mask = np.zeros(len(self.owner), dtype=np.bool_)
        ids = [self.words.get(f"={stem}") for stem in key]
        known = [stem for stem in ids if stem is not None]
        if not known or len(known) < len(ids):
            return mask
        for number, segment in enumerate(self.segments):
            places = segment.places(known)
            places = places[accepts(segment.marks[places], segment.marks[places + (len(known) - 1)])]
            rows = segment.rows[places]
            mask[rows[self.owner[rows] == number]] = True
        return mask

    @staticmethod
    def _plain(first: NDArray[np.uint8], last: NDArray[np.uint8]) -> Mask:
        return np.asarray(((first & _BEFORE) == 0) & ((last & _BEHIND) == 0))

    @staticmethod
    def _free(first: NDArray[np.uint8], last: NDArray[np.uint8]) -> Mask:
        return np.asarray(((first & _FREE_BEFORE) != 0) | ((last & _FREE_BEHIND) != 0))

    def _read(self, texts: Mapping[int, str]) -> _Segment:
        stems: list[int] = []
        marks: list[int] = []
        lengths: list[int] = []
        reader, known = Reader(self.language, self.lexicon.negation), self.words
        for text in texts.values():
            start = len(stems)
            for clause in clauses(text, reader):
                stems += [known.get(word) or self._id(word) for word in clause.words]
                marks += clause.marks
                stems.append(_BREAK)
                marks.append(0)
            lengths.append(len(stems) - start)
        rows = np.repeat(np.fromiter(texts, dtype=np.int32, count=len(texts)), lengths)
        return _Segment.of(np.array(stems, dtype=np.int32), np.array(marks, dtype=np.uint8), rows)

    def _id(self, word: str) -> int:
        """The id (> 0) of the word's stem. Stems stand in the same table behind a "=", which no word has."""
        known = self.words.get(word)
        if known is None:
            stem = f"={self.language.stem(word)}"
            known = self.words.setdefault(stem, len(self.words) + 1)
            self.words[word] = known
        return known

    def _merged(self) -> "Mentions":
        """One segment of all live positions."""
        live = [self.owner[segment.rows] == number for number, segment in enumerate(self.segments)]
        stems, marks, rows = (
            np.concatenate([getattr(segment, name)[kept] for segment, kept in zip(self.segments, live, strict=True)])
            for name in ("stems", "marks", "rows")
        )
        owner = np.where(self.owner >= 0, 0, -1).astype(np.int16)
        return Mentions(self.language, self.lexicon, self.words, (_Segment.of(stems, marks, rows),), owner)


def _few_first(places: NDArray[np.int32]) -> Iterable[NDArray[np.int32]]:
    """Places in two parts: a word of many texts is in use if any of a few of them is."""
    return places[:FEW], places[FEW:]


def own_text(item: Item) -> str:
    """Everything an item says of itself: title, page and facts.

    Neither its brand's name nor its shelf says what it is: a wooden track stands among "die-cast vehicles".
    """
    page = item.text or item.description
    lines = [page] if item.title in page else [item.title, page]
    told = (fact for fact in item.facts if fact.relation not in (BRAND, CATEGORY) and fact.number is None)
    lines.extend(_statement(fact.relation, fact.value) for fact in told)
    return "\n".join(lines)


def _statement(relation: str, value: str) -> str:
    label = relation.replace("_", " ")
    if value == "yes":
        return label
    return f"{label}? No" if value == "no" else value
