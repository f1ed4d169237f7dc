"""What other shoppers' purchases say, of every item, for a few rows at a time.

Every figure for a row leaves its own user out, in fitting and in testing alike, so that no answer is in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.shop_text.data import Floats, Ints, Rows, walks_of

# How much less an item counts with each step further back.
DECAY = 0.7
# Histories that speak for a row, and how sharply their cosine counts.
LIKE_HISTORIES, LIKE_SHARPNESS = 200, 20.0


@dataclass(frozen=True, slots=True)
class Steps:
    """What one user did: pairs (P, 2) of (before, after), with weights (P,)."""

    pairs: Ints
    weights: Floats


@dataclass(frozen=True, slots=True)
class Table:
    """Weights of steps (N, N), and of the same steps from, to, and between items that are alike; steps by user."""

    plain: Floats
    from_like: Floats
    to_like: Floats
    like_like: Floats
    by_user: Mapping[str, Steps]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Neighbouring purchases, purchases in the same walk, how many users bought each item (N,), and who bought what."""

    neighbouring: Table
    together: Table
    popularity: Floats
    bought: Mapping[str, Ints]
    near: Floats


def behaviour_of(rows: Rows, near: Floats) -> Behaviour:
    """All of it from rows and their histories; `near` (N, N) holds each item's weights of the items like it."""
    items = len(near)
    walks = walks_of(rows, items)
    popularity = np.zeros(items, np.float32)
    bought = {user: np.unique(walk) for user, walk in walks.items()}
    for owned in bought.values():
        popularity[owned] += 1
    neighbouring = {user: _steps(walk, 1) for user, walk in walks.items()}
    together = {user: _steps(walk, len(walk)) for user, walk in walks.items()}
    return Behaviour(_table(neighbouring, near), _table(together, near), popularity, bought, near)


def _steps(walk: list[int], reach: int) -> Steps:
    """Each pair once, by its closest occurrence."""
    found: dict[tuple[int, int], float] = {}
    for place, before in enumerate(walk):
        for distance, after in enumerate(walk[place + 1 : place + 1 + reach]):
            found[before, after] = max(found.get((before, after), 0), DECAY**distance)
    return Steps(np.array(list(found), np.int64).reshape(-1, 2), np.array(list(found.values()), np.float32))


def _table(by_user: Mapping[str, Steps], near: Floats) -> Table:
    plain = np.zeros_like(near)
    for steps in by_user.values():
        plain[steps.pairs[:, 0], steps.pairs[:, 1]] += steps.weights
    to_like = plain @ near.T
    return Table(plain, near @ plain, to_like, near @ to_like, by_user)


def weights_of(rows: Rows, items: int) -> Floats:
    """(R, L) how much each item of a history counts; 0 for padding."""
    decay = DECAY ** np.arange(rows.history.shape[1])
    return np.where(rows.history < items, decay, 0).astype(np.float32)


def gathered(table: Floats, history: Ints, weights: Floats) -> Floats:
    """(R, N) the rows of `table` (N, N) at a history (R, L), weighted (R, L)."""
    found = np.zeros((len(history), table.shape[1]), np.float32)
    for step in range(history.shape[1]):
        there = np.flatnonzero(weights[:, step])
        found[there] += weights[there, step, None] * table[history[there, step]]
    return found


@dataclass(frozen=True, slots=True)
class Walked:
    """Weights (R, N) of steps to every item: plain, from, to, and between items alike."""

    plain: Floats
    from_like: Floats
    to_like: Floats
    like_like: Floats


def walked(table: Table, near: Floats, rows: Rows, weights: Floats) -> Walked:
    """Steps of other users from the items of the histories, weighted (R, L)."""
    tables = (table.plain, table.from_like, table.to_like, table.like_like)
    found = Walked(*(gathered(one, rows.history, weights) for one in tables))
    for place, user in enumerate(rows.users):
        if (own := table.by_user.get(user)) is not None and len(own.pairs):
            _without(found, place, own, near, rows.history[place], weights[place])
    for one in (found.plain, found.from_like, found.to_like, found.like_like):
        np.maximum(one, 0, out=one)
        one[one < 1e-6] = 0  # what is left of a difference of equal sums
    return found


def _without(found: Walked, place: int, own: Steps, near: Floats, history: Ints, weights: Floats) -> None:
    before, after = own.pairs.T
    there = weights > 0
    same = (history[there, None] == before) * weights[there, None]  # (L, P)
    direct = same.sum(0) * own.weights
    like = (weights[there] @ near[np.ix_(history[there], before)]) * own.weights
    np.subtract.at(found.plain[place], after, direct)
    np.subtract.at(found.from_like[place], after, like)
    found.to_like[place] -= near[:, after] @ direct
    found.like_like[place] -= near[:, after] @ like


def walked_back(table: Table, rows: Rows, weights: Floats) -> Floats:
    """(R, N) steps of other users to the items of the histories."""
    found = gathered(np.ascontiguousarray(table.plain.T), rows.history, weights)
    for place, user in enumerate(rows.users):
        if (own := table.by_user.get(user)) is not None and len(own.pairs):
            before, after = own.pairs.T
            same = ((rows.history[place, :, None] == after) * weights[place, :, None]).sum(0)
            np.subtract.at(found[place], before, same * own.weights)
    return np.asarray(np.maximum(found, 0), np.float32)


def popularity_of(known: Behaviour, rows: Rows) -> Floats:
    """(R, N) how many other users bought each item."""
    found = np.repeat(known.popularity[None], len(rows), axis=0)
    for place, user in enumerate(rows.users):
        if user in known.bought:
            found[place, known.bought[user]] -= 1
    return found


@dataclass(frozen=True, slots=True)
class Memory:
    """Histories of all users as vectors (E, D), who they are, and what came next (E,)."""

    vectors: Floats
    users: NDArray[np.str_]
    target: Ints


def memory_of(steps: Rows, vectors: Floats) -> Memory:
    """What is remembered of the steps, by vectors of items (N, D)."""
    return Memory(history_vectors(steps, vectors), np.array(steps.users), steps.target)


def history_vectors(rows: Rows, vectors: Floats) -> Floats:
    """(R, D) unit vectors: the decayed sum of a history's items."""
    weights = weights_of(rows, len(vectors))
    total = np.zeros((len(rows), vectors.shape[1]), np.float32)
    for step in range(rows.history.shape[1]):
        there = np.flatnonzero(weights[:, step])
        total[there] += weights[there, step, None] * vectors[rows.history[there, step]]
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9), np.float32)


def like_histories(memory: Memory, rows: Rows, vectors: Floats) -> Floats:
    """(R, N) what came next after the other users' histories nearest to each row's."""
    close = history_vectors(rows, vectors) @ memory.vectors.T
    for place, user in enumerate(rows.users):
        close[place, memory.users == user] = -1
    most = min(LIKE_HISTORIES, close.shape[1])
    nearest = np.argpartition(-close, most - 1, axis=1)[:, :most]
    near = np.take_along_axis(close, nearest, axis=1)
    found = np.zeros((len(rows), len(vectors)), np.float32)
    weight = np.where(near > 0, np.exp(LIKE_SHARPNESS * (near - 1)), 0)
    np.add.at(found, (np.arange(len(rows))[:, None], memory.target[nearest]), weight.astype(np.float32))
    return found
