"""What a prior may know of an item for a user: likeness of attributes, who else listens, the item's own marks."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from agent.elicitation.belief import Floats
from bench.lastfm.graph import Graph, Ints, Rows

DIMENSIONS = 64
_PASSES = 4
_SEED = 1
# How near an item is to a user, by five measures; each also within the list, as a rank, squared and times the item's
# own marks (together .055 nats on held-back episodes).
NEAR = ("profile", "svd", "nearest", "item-knn", "user-knn")
_FORMS = ("{}", "{} in the list", "{} rank", "{}²", "{} × length", "{} × popularity")
OWN = ("length", "length²", "rarity", "share of first")
# The split's own marks: what was heard in training is never a target, and a third of all targets have no listeners.
MARKS = ("seen", "popularity", "popularity²", "cold", "cold × profile", "cold × svd", "cold × rarity", "cold × length")
FEATURES = (*(form.format(name) for form in _FORMS for name in NEAR), *OWN, *MARKS)


@dataclass(frozen=True)
class Features:
    """Features (C, F) in the order of `FEATURES`; what is made from the whole graph is made once."""

    graph: Graph

    def __call__(self, user: int, first: int, items: Ints) -> Floats:
        """Features of `items` (C,) for a user who has volunteered `first`."""
        length, rarity = np.log(self._lengths[items]), self._rarity[items]
        popularity = np.log1p(self._listened[items])
        near = self._near(user, items)  # (C, 5)
        cold = (popularity == 0).astype(np.float64)
        own = [length, length**2, rarity, self._idf[first] / self._idf_sum[items]]
        marks = [np.isin(items, self.graph.heard[user]).astype(np.float64), popularity, popularity**2, cold]
        marks += [cold * near[:, 0], cold * near[:, 1], cold * rarity, cold * length]
        forms = [near, _standardised(near), _ranks(near), near**2, near * length[:, None], near * popularity[:, None]]
        return np.concatenate([*forms, np.stack([*own, *marks], axis=1)], axis=1)

    def _near(self, user: int, items: Ints) -> Floats:
        by_attribute = [likeness[user, items] for likeness in self._likeness]
        by_listeners = [np.log1p(20 * together[user, items]) for together in self._together]
        return np.stack([*by_attribute, *by_listeners], axis=1).astype(np.float64)

    @cached_property
    def _lengths(self) -> Floats:
        return np.maximum(self.graph.tags.counts, 1).astype(np.float64)

    @cached_property
    def _listened(self) -> Floats:
        return self.graph.listeners.counts.astype(np.float64)

    @cached_property
    def _idf(self) -> Floats:
        """Ln(items / items that have it) of each attribute."""
        return np.log(len(self.graph.tags) / np.maximum(self.graph.tagged.counts, 1))

    @cached_property
    def _idf_sum(self) -> Floats:
        return np.maximum(np.add.reduceat(self._idf[self.graph.tags.columns], self.graph.tags.starts[:-1]), 1e-9)

    @cached_property
    def _rarity(self) -> Floats:
        """Mean idf of an item's attributes."""
        return self._idf_sum / self._lengths

    @cached_property
    def _tfidf(self) -> Floats:
        """The values beside `graph.tags.columns`; each item has length 1."""
        values = self._idf[self.graph.tags.columns]
        return values / np.repeat(np.sqrt(_sums(values**2, self.graph.tags)), self.graph.tags.counts)

    @cached_property
    def _likeness(self) -> tuple[Floats, Floats, Floats]:
        """(users, items) each: cosine of the profile's and the item's tf-idf, the same in 64 dimensions, and the
        nearest item of the history."""
        tags, heard = self.graph.tags, self.graph.heard
        near = np.zeros((3, len(heard), len(tags)), dtype=np.float32)
        vectors = _latent(tags, self._tfidf, len(self.graph.tagged))  # (I, 64)
        for user in range(len(heard)):
            history = heard[user]
            if len(history) == 0:
                continue
            near[0, user] = self._profile(history)
            mean = vectors[history].mean(axis=0)
            near[1, user] = vectors @ (mean / max(np.linalg.norm(mean), 1e-9))
            near[2, user] = (vectors @ vectors[history].T).max(axis=1)
        return near[0], near[1], near[2]

    def _profile(self, history: Ints) -> Floats:
        tags = self.graph.tags
        places = np.concatenate([np.arange(tags.starts[item], tags.starts[item + 1]) for item in history])
        profile = np.bincount(tags.columns[places], self._tfidf[places], len(self.graph.tagged))
        return _sums(self._tfidf * profile[tags.columns], tags) / max(np.linalg.norm(profile), 1e-9)

    @cached_property
    def _together(self) -> tuple[Floats, Floats]:
        """(users, items) each: summed cosine of listeners with the items of the history (an item not with itself), and
        what users with a like history listen to."""
        heard, listeners = self.graph.heard, self.graph.listeners
        by_item = np.zeros((len(heard), len(listeners)), dtype=np.float32)
        by_user = np.zeros_like(by_item)
        root = 1 / np.sqrt(np.maximum(listeners.counts, 1))
        activity = 1 / np.sqrt(np.maximum(heard.counts, 1))
        for user in range(len(heard)):
            own = heard[user]
            if len(own) == 0:
                continue
            others = np.concatenate([listeners[item] for item in own])
            weight = np.repeat(root[own], listeners.counts[own])
            alone = others != user
            neighbours, shared = np.unique(others[alone], return_counts=True)
            others, weight = others[alone], weight[alone]
            counts = heard.counts[others]
            reached = np.concatenate([heard[other] for other in others]) if len(others) else np.zeros(0, dtype=np.int64)
            by_item[user] = np.bincount(reached, np.repeat(weight, counts), len(listeners)) * root
            reached = np.concatenate([heard[other] for other in neighbours]) if len(neighbours) else reached
            likeness = shared * activity[neighbours] * activity[user]
            by_user[user] = np.bincount(reached, np.repeat(likeness**2, heard.counts[neighbours]), len(listeners))
        return by_item, by_user


def _standardised(columns: Floats) -> Floats:
    """Columns (C, F) with mean 0 and deviation 1 within the list; a constant one is 0."""
    return (columns - columns.mean(axis=0)) / np.maximum(columns.std(axis=0), 1e-6)


def _ranks(columns: Floats) -> Floats:
    """ln(1 + rank from 0), the largest first, of each column (C, F)."""
    order = np.argsort(-columns, axis=0, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(len(columns))[:, None], axis=0)
    return np.log1p(ranks)


def _sums(values: Floats, rows: Rows) -> Floats:
    """Sums of `values` (beside `rows.columns`) by row."""
    owner = np.repeat(np.arange(len(rows)), rows.counts)
    return np.bincount(owner, values, len(rows))


def _latent(rows: Rows, values: Floats, columns: int) -> Floats:
    """Row vectors (R, 64) of length 1 in the space of the largest singular values (randomised SVD: Halko et al.
    2011)."""
    owner = np.repeat(np.arange(len(rows)), rows.counts)
    order = np.argsort(rows.columns, kind="stable")
    drawn = np.random.default_rng(_SEED).normal(size=(columns, DIMENSIONS + 16))
    left = _product(owner, rows.columns, values, drawn, len(rows))
    for _ in range(_PASSES):
        right = _product(rows.columns[order], owner[order], values[order], np.linalg.qr(left)[0], columns)
        left = _product(owner, rows.columns, values, np.linalg.qr(right)[0], len(rows))
    u, singular, _ = np.linalg.svd(left, full_matrices=False)
    vectors = u[:, :DIMENSIONS] * singular[:DIMENSIONS]
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def _product(to: Ints, source: Ints, values: Floats, dense: Floats, size: int) -> Floats:
    """A sparse matrix, given by sorted row `to`, column `source` and `values`, times `dense`."""
    out = np.zeros((size, dense.shape[1]))
    first = np.flatnonzero(np.diff(to, prepend=-1))
    if len(first):
        out[to[first]] = np.add.reduceat(values[:, None] * dense[source], first)
    return out
