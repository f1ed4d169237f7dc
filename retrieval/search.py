"""From a query to a few hundred candidates: exact filters first, then the best by meaning, words, facts and likeness.

    passing = catalogue's filter − excluded                rows (P,)
    told    = what words, facts, graph and ratings say     one array (P,) per channel
    pool    = passing, or of very many the first of them by `told` and a rough look at their vectors
    chosen  = best row of each group by Σ weight · signal

Every channel is an array operation over the rows; Python loops only over near facts (≤ 8), wishes and chosen
candidates.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from domain.actions import Candidate
from domain.errors import EncoderError
from domain.items import Item
from domain.ports import Encoder, Found, Language, Link, Query
from domain.wishes import TEXT, Op, Wish
from retrieval.arrays import Arrays
from retrieval.best import best_of_groups, top
from retrieval.graph.memory import NO_GRAPH, MemoryGraph
from retrieval.indexing import fact_key
from retrieval.lexical import content_stems
from retrieval.numbering import Mask, Numbering, Passing
from retrieval.outline import Outline, along
from retrieval.postings import Floats
from retrieval.vectors import VectorCollection

# In shops of more rows than this a rough look at the vectors chooses which are compared exactly: so many times the
# limit.
EXACT_ROWS = 20_000
POOL = 4
# Rows, or places among them, in the integers that numpy reads without a copy.
Places = NDArray[np.int64]
# How near a fact must lie to the query's words to count, and how far below the nearest one. Of 38 phrases tried on
# three catalogues ("keeps the rain out" → waterproof .55, "for vegans" → vegan .74, meat .52), right readings began at
# .38 and stood near the best one; below .42 and .15 under the best most were wrong ("present for my dad" → necklace
# .40).
NEAR_FACT = 0.42
NEAR_BELOW_BEST = 0.15
NEAR_FACTS = 8
# `disliked` counts for about a fifth of `liked`, because a dislike rarely says why (Rocchio's γ/β = 0.15/0.75; Manning
# et al. 2008, section 9.1.1). The weights under which candidates are chosen: those of the ranker (`ranker/linear.py`,
# which says where they come from; a test compares them), and a stated wish, worth about what the ranker's ln(.95/.05)
# is.
WEIGHTS: Mapping[str, float] = {
    "dense": 1.0,
    "lexical": 1.4,
    "title": 0.1,
    "named": 0.6,
    "facts": 1.2,
    "liked": 0.8,
    "graph": 0.4,
    "disliked": -0.15,
    "rating": 0.05,
    "wishes": 0.6,
}
# The last digits of 32-bit sums depend on the processor and on which rows are read together: equal products would stand
# in another order after a rebuild, or on another machine (docs/experiments.md).
DECIMALS = 5
# Signals that only choose candidates. The ranker weighs wishes itself, and each piece of evidence counts once.
_PRIVATE = frozenset({"wishes"})


class Filter(Protocol):
    """What search needs of the catalogue: exact filters, and the rows they speak of."""

    @property
    def numbering(self) -> Numbering:
        """Which row holds which item."""

    def passing(self, hard: Sequence[Wish]) -> Passing:
        """The items that meet every hard wish and may be shown."""


@dataclass(frozen=True, slots=True)
class HybridSearch:
    """The `Search` port over one version of a catalogue. It never changes: `updated` makes the next one beside it.

    Vectors are read from the two collections once, and queries are answered from memory; without the encoder when it
    fails.
    """

    catalogue: Filter
    arrays: Arrays
    encoder: Encoder
    language: Language
    vectors: VectorCollection
    fact_vectors: VectorCollection
    exact_rows: int = EXACT_ROWS
    outline: Outline | None = None
    graph: MemoryGraph = NO_GRAPH

    @classmethod
    def over(
        cls,
        catalogue: Filter,
        items: Sequence[Item],
        *,
        encoder: Encoder,
        language: Language,
        vectors: VectorCollection,
        fact_vectors: VectorCollection,
        exact_rows: int = EXACT_ROWS,
    ) -> Self:
        """Search over all items of the catalogue; items that are not encoded yet are found by words and facts."""
        arrays = Arrays.empty().changed(
            catalogue.numbering,
            items,
            (),
            vectors=vectors.all_vectors(),
            fact_vectors=fact_vectors.all_vectors(),
            language=language,
        )
        outline = Outline.of(arrays.vectors) if len(arrays.vectors) > exact_rows else None
        return cls(catalogue, arrays, encoder, language, vectors, fact_vectors, exact_rows, outline)

    def updated(self, catalogue: Filter, items: Sequence[Item], removed: Iterable[str]) -> "HybridSearch":
        """Search over the next version of the catalogue, which differs by these whole items and removed ids.

        Call it again with the same items when they have been encoded since. `IndexUnavailable` if vectors cannot be
        read.
        """
        known = set(self.arrays.fact_keys)
        fresh = {fact_key(fact.relation, fact.value) for item in items for fact in item.facts} - known
        arrays = self.arrays.changed(
            catalogue.numbering,
            items,
            removed,
            vectors=self.vectors.vectors([item.item_id for item in items]),
            fact_vectors=self.fact_vectors.vectors(sorted(fresh)),
            language=self.language,
        )
        return replace(self, catalogue=catalogue, arrays=arrays, outline=self._outlined(arrays, items))

    def _outlined(self, arrays: Arrays, items: Sequence[Item]) -> Outline | None:
        if len(arrays.vectors) <= self.exact_rows:
            return None
        if self.outline is None or arrays.numbering.origin is not self.arrays.numbering.origin:
            return Outline.of(arrays.vectors)
        rows = [arrays.numbering.row_of[item.item_id] for item in items]
        return self.outline.updated(arrays.vectors, rows, int(np.count_nonzero(arrays.encoded)))

    def __call__(self, query: Query) -> Found:
        """Candidates that meet every hard wish, one per group, at least min(limit, groups) of them."""
        passing = self._passing(query)  # (P,)
        if not len(passing):
            return Found(())
        vector, encode_ms = self._encoded(query.text)
        near = self._near_facts(vector)
        told = self._told(query, passing, near)
        directions = self._directions(query, vector)
        blank = self._blank(query, directions, passing)  # (K, P)
        pool, likeness = self._compared(told, directions, blank, passing, query.limit)  # (R,) places in passing, (K, R)
        signals = {name: one[pool] for name, one in told.items()} | dict(zip(directions, likeness, strict=True))
        rows = passing[pool]
        chosen = best_of_groups(_fused(signals, len(rows)), self.arrays.numbering.groups[rows], query.limit)  # (C,)
        candidates = self._candidates(rows[chosen], {name: one[chosen] for name, one in signals.items()})
        return Found(candidates, near, encode_ms)

    def _passing(self, query: Query) -> Places:
        mask = self.catalogue.passing(query.hard).mask
        group_of = self.arrays.numbering.group_of
        excluded = [group_of[group] for group in query.excluded if group in group_of]
        if excluded:
            left_out = np.zeros(len(group_of), np.bool_)
            left_out[excluded] = True
            mask = mask & ~left_out[self.arrays.numbering.groups]
        return np.flatnonzero(mask)

    def _encoded(self, text: str) -> tuple[Floats | None, float]:
        """The text's vector (D,), and the milliseconds it took; None without words, encoder, or encoded items."""
        if not text.strip() or not self.arrays.vectors.shape[1]:
            return None, 0.0
        started = time.perf_counter()
        try:
            vector = np.asarray(self.encoder.encode([text])[0], dtype=np.float32)
        except EncoderError:
            # A server of embeddings that is away must not silence the shop: words and facts still find products.
            return None, (time.perf_counter() - started) * 1e3
        return vector, (time.perf_counter() - started) * 1e3

    def _near_facts(self, vector: Floats | None) -> tuple[Link, ...]:
        """Distinct facts of at least one item that lie near the text, best first."""
        arrays = self.arrays
        if vector is None or not arrays.fact_keys:
            return ()
        nearness = along(arrays.fact_vectors, vector)  # (M,)
        best = np.flatnonzero(nearness >= max(NEAR_FACT, float(nearness.max()) - NEAR_BELOW_BEST))
        best = best[np.argsort(-nearness[best], kind="stable")]
        held = [fact for fact in best if len(arrays.facts(arrays.fact_keys[fact])[0])]
        return tuple(_link(arrays.fact_keys[fact], float(nearness[fact])) for fact in held[:NEAR_FACTS])

    def _directions(self, query: Query, vector: Floats | None) -> dict[str, Floats]:
        """What the vectors are compared with, (D,) each: the text, and what was liked and disliked."""
        named = {"dense": vector, "liked": self._mean(query.liked), "disliked": self._mean(query.disliked)}
        return {name: one for name, one in named.items() if one is not None}

    def _mean(self, item_ids: Sequence[str]) -> Floats | None:
        """The direction (D,) between several items, of unit length; None if there is none."""
        total = self.arrays.vectors[self.arrays.numbering.rows(item_ids)].sum(axis=0)  # (D,)
        length = float(np.linalg.norm(total))
        return total / length if length > 0 else None

    def _blank(self, query: Query, directions: Iterable[str], passing: Places) -> Mask:
        """Which likenesses (K, P) count as average ones: those of items that are not encoded yet, and a liked item's to
        itself ("more like this" is about others)."""
        unknown = ~self.arrays.encoded[passing]  # (P,)
        own = np.isin(passing, self.arrays.numbering.rows(query.liked)) if query.liked else unknown
        return np.array([unknown | own if name == "liked" else unknown for name in directions]).reshape(
            -1, len(passing)
        )

    def _compared(
        self, told: Mapping[str, Floats], directions: Mapping[str, Floats], blank: Mask, passing: Places, limit: int
    ) -> tuple[Places, Floats]:
        """The places (R,) within `passing` of the rows to weigh, and their likenesses (K, R) in [-1, 1]: of all that
        pass; of very many, of those that a rough look puts in front."""
        everything = np.arange(len(passing))
        if not directions:
            return everything, np.empty((0, len(passing)), np.float32)
        sought = np.stack(list(directions.values()))  # (K, D)
        if self.outline is None or len(passing) <= POOL * limit:
            return everything, _averaged(_cosines(self.arrays.vectors, sought, passing), blank)
        rough = _averaged(_cosines(self.outline.rows, sought @ self.outline.basis, passing), blank)  # (K, P)
        first = _fused({**told, **dict(zip(directions, rough, strict=True))}, len(passing))
        pool = top(first, POOL * limit)
        if len(np.unique(self.arrays.numbering.groups[passing[pool]])) < limit:
            pool = everything  # a few groups of very many variants each
        exact = _cosines(self.arrays.vectors, sought, passing[pool])
        return pool, np.where(blank[:, pool], rough[:, pool], exact)

    def _told(self, query: Query, passing: Places, near: Sequence[Link]) -> dict[str, Floats]:
        """What each channel but likeness says of the rows, all (R,). Channels the query does not use are absent."""
        arrays, size = self.arrays, len(self.arrays.numbering)
        if len(passing) == size:
            rows: Places | slice = slice(None)  # without a copy of every channel
        else:
            rows = passing
        told = {"rating": arrays.quality[rows]}
        if beside := self.graph.around(query.liked, without=query.without_sources):
            told["graph"] = self._beside(beside)[rows]
        if stems := content_stems(query.text, self.language):
            words = arrays.lexical.scores(stems, size)[rows]
            told["lexical"] = words / max(float(words.max()), 1e-9)
            told["title"] = arrays.lexical.title_share(stems, size)[rows]
            told["named"] = arrays.lexical.titled(stems, size)[rows]
        if near:
            told["facts"] = self._nearness(near)[rows]
        if wished := self._wished(query.soft):
            told["wishes"] = np.stack(wished).sum(axis=0)[rows]
        return told

    def _nearness(self, near: Sequence[Link]) -> Floats:
        """For every row (N,) the best nearness of a near fact that it has, else 0."""
        best = np.zeros(len(self.arrays.numbering), np.float32)
        for link in near:
            rows, _ = self.arrays.facts(fact_key(link.attribute, link.value))
            best[rows] = np.maximum(best[rows], link.score)
        return best

    def _beside(self, beside: Mapping[str, float]) -> Floats:
        """For every row (N,) how closely the graph ties it to the liked items, in [0, 1]."""
        row_of = self.arrays.numbering.row_of
        tied = np.zeros(len(self.arrays.numbering), np.float32)
        known = {row_of[item_id]: tie for item_id, tie in beside.items() if item_id in row_of}
        tied[list(known)] = list(known.values())
        return tied

    def _wished(self, soft: Sequence[Wish]) -> list[Floats]:
        """For each wish on words: its strength (N,) where a row has one of the values, negative for "not"."""
        return [self._held(wish) for wish in soft if wish.attribute != TEXT and wish.values and wish.op in _BY_VALUE]

    def _held(self, wish: Wish) -> Floats:
        held = np.zeros(len(self.arrays.numbering), np.float32)
        for value in wish.values:
            held[self.arrays.facts(fact_key(wish.attribute, value))[0]] = _BY_VALUE[wish.op] * wish.strength
        return held

    def _candidates(self, rows: Places, signals: Mapping[str, Floats]) -> tuple[Candidate, ...]:
        shown = {name: one for name, one in signals.items() if name not in _PRIVATE}
        values = np.stack(list(shown.values()), axis=1).tolist()  # (C, channels)
        items = [self.arrays.numbering.items[row] for row in rows.tolist()]
        return tuple(
            Candidate(item.item_id, item.group_id, tuple(zip(shown, value, strict=True)))
            for item, value in zip(items, values, strict=True)
            if item is not None
        )


# What having a wished value is worth, by the wish's relation to it.
_BY_VALUE = {Op.IS: 1.0, Op.LIKE: 1.0, Op.NOT: -1.0}


def _link(key: str, score: float) -> Link:
    attribute, _, value = key.partition("=")
    return Link(attribute, value, "meaning", score, 0, 0)


def _cosines(matrix: Floats, directions: Floats, rows: Places) -> Floats:
    """Products (K, R) of the matrix's rows with K directions (K, d)."""
    if 4 * len(rows) > len(matrix):  # reading all of it costs less than copying a quarter
        return np.stack([along(matrix, one)[rows] for one in directions])
    part = matrix[rows]
    return np.stack([along(part, one) for one in directions])


def _averaged(cosines: Floats, blank: Mask) -> Floats:
    """The cosines (K, R) with each blank one at the average of the others of its direction."""
    for one, missing in zip(cosines, blank, strict=True):
        if missing.any() and not missing.all():
            one[missing] = one[~missing].mean()
    return cosines


def _fused(signals: Mapping[str, Floats], size: int) -> Floats:
    """Σ weight · signal (R,), to `DECIMALS`: what differs by rounding alone is equal."""
    total = np.zeros(size, np.float32)
    for name, one in signals.items():
        total += WEIGHTS[name] * one
    return np.round(total, DECIMALS)
