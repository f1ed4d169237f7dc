"""From a query to a few hundred candidates: exact filters first, then the best by meaning, words, facts and likeness.

    passing = catalogue's filter − excluded                rows (P,)
    pool    = passing, or the channels' best of them       rows (R,)
    signals = one array (R,) per channel
    chosen  = best row of each group by Σ weight · signal

Every channel is an array operation over the rows; Python loops only over near facts (≤ 8), wishes and chosen
candidates.
"""

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from domain.actions import Candidate
from domain.errors import EncoderError, IndexUnavailable
from domain.items import Item
from domain.ports import Encoder, Found, Language, Link, Query
from domain.wishes import TEXT, Op, Wish
from retrieval.arrays import Arrays
from retrieval.graph.memory import NO_GRAPH, MemoryGraph
from retrieval.indexing import fact_key
from retrieval.lexical import content_stems
from retrieval.postings import Floats, Rows
from retrieval.vectors import VectorCollection

log = logging.getLogger(__name__)

# Above so many passing items Chroma's index (3 to 4 ms for 200) is faster than multiplying all of them (9 ms at
# 100,000); below it the exact product is both faster and exact.
EXACT_ROWS = 40_000
# Chroma is asked for so many times the limit; what the filter leaves of it must be at least the limit, else exact.
OVERFETCH = 4
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
# Signals that only choose candidates. The ranker weighs wishes itself, and each piece of evidence counts once.
_PRIVATE = frozenset({"wishes"})


class Filter(Protocol):
    """What search needs of the catalogue: exact filters."""

    def passing(self, hard: Sequence[Wish]) -> Sequence[str]:
        """Ids of the items that meet every hard wish and may be shown."""


@dataclass(frozen=True, slots=True)
class HybridSearch:
    """The `Search` port over one version of a catalogue. It never changes: `updated` makes the next one beside it.

    `vectors` is the collection that Chroma is asked in; queries are answered without the encoder when it fails.
    """

    catalogue: Filter
    arrays: Arrays
    encoder: Encoder
    language: Language
    vectors: VectorCollection
    fact_vectors: VectorCollection
    exact_rows: int = EXACT_ROWS
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
        graph: MemoryGraph = NO_GRAPH,
    ) -> Self:
        """Search over all items of the catalogue; items that are not encoded yet are found by words and facts."""
        arrays = Arrays.empty().changed(
            items, (), vectors=vectors.all_vectors(), fact_vectors=fact_vectors.all_vectors(), language=language
        )
        return cls(catalogue, arrays, encoder, language, vectors, fact_vectors, graph=graph)

    def updated(self, catalogue: Filter, items: Sequence[Item], removed: Iterable[str]) -> "HybridSearch":
        """Search over the next version of the catalogue, which differs by these whole items and removed ids.

        Call it again with the same items when they have been encoded since. `IndexUnavailable` if vectors cannot be
        read.
        """
        known = set(self.arrays.fact_keys)
        fresh = {fact_key(fact.relation, fact.value) for item in items for fact in item.facts} - known
        arrays = self.arrays.changed(
            items,
            removed,
            vectors=self.vectors.vectors([item.item_id for item in items]),
            fact_vectors=self.fact_vectors.vectors(sorted(fresh)),
            language=self.language,
        )
        return replace(self, catalogue=catalogue, arrays=arrays)

    def __call__(self, query: Query) -> Found:
        """Candidates that meet every hard wish, one per group, at least min(limit, groups) of them."""
        passing = self._passing(query)  # (P,)
        if not len(passing):
            return Found(())
        vector, encode_ms = self._encoded(query.text)
        near = self._near_facts(vector)
        pool = self._pool(query, passing, vector, near)  # (R,)
        signals = self._signals(query, pool, vector, near)
        chosen = self._best_of_groups(pool, _fused(signals, len(pool)), query.limit)  # positions (C,) within the pool
        return Found(
            self._candidates(pool[chosen], {name: one[chosen] for name, one in signals.items()}), near, encode_ms
        )

    def _passing(self, query: Query) -> Rows:
        rows = self.arrays.rows(self.catalogue.passing(query.hard))
        group_of = self.arrays.group_of
        excluded = [group_of[group] for group in query.excluded if group in group_of]
        return rows[~np.isin(self.arrays.groups[rows], excluded)] if excluded else rows

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
        nearness = arrays.fact_vectors @ vector  # (M,)
        best = np.flatnonzero(nearness >= max(NEAR_FACT, float(nearness.max()) - NEAR_BELOW_BEST))
        best = best[np.argsort(-nearness[best], kind="stable")]
        held = [fact for fact in best if len(arrays.facts(arrays.fact_keys[fact])[0])]
        return tuple(_link(arrays.fact_keys[fact], float(nearness[fact])) for fact in held[:NEAR_FACTS])

    def _pool(self, query: Query, passing: Rows, vector: Floats | None, near: Sequence[Link]) -> Rows:
        """The rows to weigh: all that pass; of very many, those that any one channel puts in front."""
        if len(passing) <= self.exact_rows:
            return passing
        reach = OVERFETCH * query.limit
        signals = self._signals(query, passing, None, near)
        fronts = [passing[_top(signal, reach)] for signal in signals.values()]
        directions = [one for one in (vector, self._mean(query.liked)) if one is not None]
        fronts += [self._nearest(direction, passing, reach) for direction in directions]
        pool = np.unique(np.concatenate(fronts))
        enough = len(np.unique(self.arrays.groups[pool])) >= query.limit
        return pool if enough else passing

    def _nearest(self, vector: Floats, passing: Rows, reach: int) -> Rows:
        """The passing rows nearest to a vector: by Chroma, or exactly where the filter leaves too few of its
        answers.
        """
        hits = self.arrays.rows(self._asked(vector, reach))
        passes = np.zeros(len(self.arrays.ids), np.bool_)
        passes[passing] = True
        hits = hits[passes[hits]]
        return (
            hits if len(hits) * OVERFETCH >= reach else passing[_top(self._cosines(vector[None, :], passing)[0], reach)]
        )

    def _asked(self, vector: Floats, reach: int) -> Sequence[str]:
        """Chroma's nearest ids; none where it cannot answer (its server is away, another worker swapped the index), so
        that all are compared exactly."""
        try:
            return self.vectors.nearest(vector, reach).ids
        except IndexUnavailable as error:
            log.warning("The vector index did not answer; all products are compared instead: %s", error)
            return ()

    def _signals(self, query: Query, rows: Rows, vector: Floats | None, near: Sequence[Link]) -> dict[str, Floats]:
        """Each channel's signal for the rows, all (R,). Channels the query does not use are absent."""
        arrays = self.arrays
        signals = {"rating": arrays.quality()[rows]}
        named = {"dense": vector, "liked": self._mean(query.liked), "disliked": self._mean(query.disliked)}
        directions = {name: one for name, one in named.items() if one is not None}
        if directions:
            cosines = self._cosines(np.stack(list(directions.values())), rows)  # (K, R)
            signals.update(zip(directions, cosines, strict=True))
        if "liked" in signals:
            signals["liked"] = _apart(signals["liked"], np.isin(rows, arrays.rows(query.liked)))
        if beside := self.graph.around(query.liked, without=query.without_sources):
            signals["graph"] = self._beside(beside)[rows]
        if stems := content_stems(query.text, self.language):
            words = arrays.lexical.scores(stems, len(arrays.ids))[rows]
            signals["lexical"] = words / max(float(words.max()), 1e-9)
            signals["title"] = arrays.lexical.title_share(stems, len(arrays.ids))[rows]
            signals["named"] = arrays.lexical.titled(stems, len(arrays.ids))[rows]
        if near:
            signals["facts"] = self._nearness(near)[rows]
        if wished := self._wished(query.soft):
            signals["wishes"] = np.stack(wished).sum(axis=0)[rows]
        return signals

    def _cosines(self, directions: Floats, rows: Rows) -> Floats:
        """Cosines (K, R) in [-1, 1] with K directions (K, D). An item that is not encoded yet counts as an average
        one."""
        vectors = self.arrays.vectors
        # Reading the matrix is what costs: once for all directions, and no copy of its rows unless they are the
        # smaller part.
        cosines = (vectors @ directions.T)[rows] if 2 * len(rows) > len(vectors) else vectors[rows] @ directions.T
        unknown = ~cosines.any(axis=1)  # (R,), rows of zeros
        if unknown.any() and not unknown.all():
            cosines[unknown] = cosines[~unknown].mean(axis=0)
        return np.ascontiguousarray(cosines.T)

    def _mean(self, item_ids: Sequence[str]) -> Floats | None:
        """The direction (D,) between several items, of unit length; None if there is none."""
        total = self.arrays.vectors[self.arrays.rows(item_ids)].sum(axis=0)  # (D,)
        length = float(np.linalg.norm(total))
        return total / length if length > 0 else None

    def _nearness(self, near: Sequence[Link]) -> Floats:
        """For every row (N,) the best nearness of a near fact that it has, else 0."""
        best = np.zeros(len(self.arrays.ids), np.float32)
        for link in near:
            rows, _ = self.arrays.facts(fact_key(link.attribute, link.value))
            best[rows] = np.maximum(best[rows], link.score)
        return best

    def _beside(self, beside: Mapping[str, float]) -> Floats:
        """For every row (N,) how closely the graph ties it to the liked items, in [0, 1]."""
        tied = np.zeros(len(self.arrays.ids), np.float32)
        known = {self.arrays.row_of[item_id]: tie for item_id, tie in beside.items() if item_id in self.arrays.row_of}
        tied[list(known)] = list(known.values())
        return tied

    def _wished(self, soft: Sequence[Wish]) -> list[Floats]:
        """For each wish on words: its strength (N,) where a row has one of the values, negative for "not"."""
        return [self._held(wish) for wish in soft if wish.attribute != TEXT and wish.values and wish.op in _BY_VALUE]

    def _held(self, wish: Wish) -> Floats:
        held = np.zeros(len(self.arrays.ids), np.float32)
        for value in wish.values:
            held[self.arrays.facts(fact_key(wish.attribute, value))[0]] = _BY_VALUE[wish.op] * wish.strength
        return held

    def _best_of_groups(self, rows: Rows, scores: Floats, limit: int) -> Rows:
        """Positions of the best rows, best first, one per group, at most `limit`; equal ones in the catalogue's
        order.
        """
        groups = self.arrays.groups[rows]
        for reach in (OVERFETCH * limit, len(rows)):
            order = _top(scores, reach)
            firsts = np.sort(np.unique(groups[order], return_index=True)[1])[:limit]
            if len(firsts) == limit:
                break
        return order[firsts]

    def _candidates(self, rows: Rows, signals: Mapping[str, Floats]) -> tuple[Candidate, ...]:
        shown = {name: one for name, one in signals.items() if name not in _PRIVATE}
        values = np.stack(list(shown.values()), axis=1).tolist()  # (C, channels)
        arrays = self.arrays
        groups = arrays.groups[rows].tolist()
        return tuple(
            Candidate(arrays.ids[row], arrays.group_ids[group], tuple(zip(shown, value, strict=True)))
            for row, group, value in zip(rows.tolist(), groups, values, strict=True)
        )


# What having a wished value is worth, by the wish's relation to it.
_BY_VALUE = {Op.IS: 1.0, Op.LIKE: 1.0, Op.NOT: -1.0}


def _link(key: str, score: float) -> Link:
    attribute, _, value = key.partition("=")
    return Link(attribute, value, "meaning", score, 0, 0)


def _apart(likeness: Floats, own: NDArray[np.bool_]) -> Floats:
    """Likeness (R,) with the liked items' own at the average: "more like this" is about others, not about itself."""
    if own.any() and not own.all():
        likeness = likeness.copy()
        likeness[own] = likeness[~own].mean()
    return likeness


def _fused(signals: Mapping[str, Floats], size: int) -> Floats:
    """Σ weight · signal (R,)."""
    total = np.zeros(size, np.float32)
    for name, one in signals.items():
        total += WEIGHTS[name] * one
    return total


def _top(scores: Floats, k: int) -> Rows:
    """Positions of the `k` highest, best first; equal ones in their order."""
    count = len(scores)
    best = np.sort(np.argpartition(-scores, k)[:k]) if k < count else np.arange(count)
    return best[np.argsort(-scores[best], kind="stable")].astype(np.int32)
