"""What a prior may know of an item for a user: likeness of attributes, who else listens, the item's own marks."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from agent.elicitation.belief import Floats
from bench.lastfm.graph import Graph, Ints, Rows

Singles = NDArray[np.float32]
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
# Without the marks: nothing from which "heard in training" could be read off. The nearest item of the history is at
# cosine 1 for those, and squares and ranks set a threshold there.
UNMARKED = (*(form.format(name) for form in _FORMS[:2] for name in NEAR if name != "nearest"), *OWN)
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
        return np.maximum(_sums(self._idf[self.graph.tags.columns], self.graph.tags), 1e-9)

    @cached_property
    def _rarity(self) -> Floats:
        """Mean idf of an item's attributes."""
        return self._idf_sum / self._lengths

    @cached_property
    def _tfidf(self) -> Floats:
        """The values beside `graph.tags.columns`; each item has length 1."""
        values = self._idf[self.graph.tags.columns]
        length: Floats = np.repeat(np.sqrt(_sums(values**2, self.graph.tags)), self.graph.tags.counts)
        return np.asarray(values / np.maximum(length, 1e-9))

    @cached_property
    def _likeness(self) -> Singles:
        """(3, users, items): cosine of the profile's and the item's tf-idf, the same in 64 dimensions, and the nearest
        item of the history."""
        tags, heard = self.graph.tags, self.graph.heard
        near = np.zeros((3, len(heard), len(tags)), dtype=np.float32)
        vectors = _latent(tags, self._tfidf, len(self.graph.tagged))  # (I, 64)
        for user in np.flatnonzero(heard.counts).tolist():
            history = heard[user]
            mean = vectors[history].mean(axis=0)
            near[0, user] = self._profile(history)
            near[1, user] = vectors @ mean / max(float(np.linalg.norm(mean)), 1e-9)
            near[2, user] = (vectors @ vectors[history].T).max(axis=1)
        return near

    def _profile(self, history: Ints) -> Floats:
        tags = self.graph.tags
        own = np.concatenate([np.arange(tags.starts[item], tags.starts[item + 1]) for item in history])
        profile = _counted(tags.columns[own], self._tfidf[own], len(self.graph.tagged))
        return _sums(self._tfidf * profile[tags.columns], tags) / max(float(np.linalg.norm(profile)), 1e-9)

    @cached_property
    def _together(self) -> Singles:
        """(2, users, items): summed cosine of the listeners of an item and of the history's items; and what users with
        a like history listen to (squared cosine). The user's own listening is left out of both."""
        heard, listeners = self.graph.heard, self.graph.listeners
        together = np.zeros((2, len(heard), len(listeners)), dtype=np.float32)
        root = 1 / np.sqrt(np.maximum(listeners.counts, 1))  # (I,)
        activity = 1 / np.sqrt(np.maximum(heard.counts, 1))  # (U,)
        for user in np.flatnonzero(heard.counts).tolist():
            own = heard[user]
            others = np.concatenate([listeners[item] for item in own])
            weight = np.repeat(root[own], listeners.counts[own])[others != user]
            others = others[others != user]
            together[0, user] = self._reached(others, weight) * root
            neighbours, shared = np.unique(others, return_counts=True)
            together[1, user] = self._reached(neighbours, (shared * activity[neighbours] * activity[user]) ** 2)
        return together

    def _reached(self, users: Ints, weight: Floats) -> Floats:
        """Sums (I,) of the weights of `users` over what they listen to."""
        heard = self.graph.heard
        if len(users) == 0:
            return np.zeros(len(self.graph.tags))
        items = np.concatenate([heard[user] for user in users.tolist()])
        return _counted(items, np.repeat(weight, heard.counts[users]), len(self.graph.tags))


def _standardised(columns: Floats) -> Floats:
    """Columns (C, F) with mean 0 and deviation 1 within the list; a constant one is 0."""
    deviation: Floats = np.maximum(columns.std(axis=0), 1e-6)
    return np.asarray((columns - columns.mean(axis=0)) / deviation)


def _ranks(columns: Floats) -> Floats:
    """ln(1 + rank from 0), the largest first, of each column (C, F)."""
    order = np.argsort(-columns, axis=0, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(len(columns))[:, None], axis=0)
    return np.log1p(ranks.astype(np.float64))


def _sums(values: Floats, rows: Rows) -> Floats:
    """Sums of `values` (beside `rows.columns`) by row."""
    return _counted(np.repeat(np.arange(len(rows)), rows.counts), values, len(rows))


def _counted(places: Ints, weight: Floats, size: int) -> Floats:
    """Sums of `weight` by place (size,)."""
    return np.bincount(places, weight, size).astype(np.float64)


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
    vectors: Floats = u[:, :DIMENSIONS] * singular[:DIMENSIONS]
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))


def _product(to: Ints, source: Ints, values: Floats, dense: Floats, size: int) -> Floats:
    """A sparse matrix, given by sorted row `to`, column `source` and `values`, times `dense`."""
    out = np.zeros((size, dense.shape[1]))
    first = np.flatnonzero(np.diff(to, prepend=-1))
    if len(first):
        out[to[first]] = np.add.reduceat(values[:, None] * dense[source], first)
    return out
