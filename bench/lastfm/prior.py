"""P(item is a target | user, first attribute): a conditional logit over the items that have the attribute.

    p_i = softmax_i(w · φ(i, user, first))        (McFadden 1974), fitted on held-back episodes, so it is calibrated.

Nothing of an episode but user and first attribute goes in; what the user listened to is `user_item_train` only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from agent.elicitation.belief import Floats
from bench.lastfm.features import FEATURES, OWN, UNMARKED, Features
from bench.lastfm.graph import Episode, Graph, Ints

# P(i) before anything is answered (C,), for a user, the first attribute and the items (C,).
Prior = Callable[[int, int, Ints], Floats]
# A gentle pull to 0: a weight of 1 on a standardised feature costs this half in nats per episode.
RIDGE = 1e-3
ROUNDS, LONGEST_STEP, SMALLEST_STEP = 15, 4.0, 1e-2


class Inputs(StrEnum):
    """What a prior may look at."""

    FULL = "full"
    NO_ARTEFACTS = "no-artefacts"
    ITEM_ONLY = "item-only"


def columns(inputs: Inputs) -> Ints:
    """Which features a prior uses."""
    match inputs:
        case Inputs.FULL:
            names = set(FEATURES)
        case Inputs.NO_ARTEFACTS:
            names = set(UNMARKED)
        case Inputs.ITEM_ONLY:
            names = set(OWN)
        case _:
            assert_never(inputs)
    return np.array([column for column, name in enumerate(FEATURES) if name in names])


def uniform(user: int, first: int, items: Ints) -> Floats:
    """No data at all: every item is as likely as every other."""
    return np.full(len(items), 1 / len(items))


@dataclass(frozen=True, slots=True)
class Logit:
    """A fitted prior: weights over standardised features."""

    features: Features
    used: Ints
    mean: Floats
    scale: Floats
    weights: Floats
    nats: float

    def __call__(self, user: int, first: int, items: Ints) -> Floats:
        """P (C,) of the items for a user and the first attribute."""
        rows = (self.features(user, first, items)[:, self.used] - self.mean) / self.scale
        return _softmax(rows @ self.weights)


def fit(episodes: Sequence[Episode], graph: Graph, features: Features, inputs: Inputs) -> Logit:
    """The weights that make the targets of `episodes` most likely (Newton's method; the problem is convex)."""
    used = columns(inputs)
    lists = [_list(episode, graph, features, used) for episode in episodes]
    total = sum(len(one.rows) for one in lists)
    mean = np.sum([one.rows.sum(axis=0, dtype=np.float64) for one in lists], axis=0) / total
    spread = np.sum([((one.rows - mean) ** 2).sum(axis=0) for one in lists], axis=0) / total
    scale = np.maximum(np.sqrt(spread), 1e-6)
    lists = [_List(((one.rows - mean) / scale).astype(np.float32), one.share) for one in lists]
    weights, nats = _newton(lists)
    return Logit(features, used, mean, scale, weights, nats)


@dataclass(frozen=True, slots=True)
class _List:
    """An episode's items (C, F) and the share of the targets each is (C,), summing to 1."""

    rows: NDArray[np.float32]
    share: Floats


def _list(episode: Episode, graph: Graph, features: Features, used: Ints) -> _List:
    items = graph.tagged[episode.first]
    wanted = np.isin(items, episode.targets)
    rows = features(episode.user, episode.first, items)[:, used].astype(np.float32)
    return _List(rows, wanted / wanted.sum())


def _newton(lists: Sequence[_List]) -> tuple[Floats, float]:
    """Weights (F,) and the negative log-likelihood per episode in nats, before the last step."""
    size = lists[0].rows.shape[1]
    weights, nats = np.zeros(size), 0.0
    for _ in range(ROUNDS):
        nats, gradient, curved = 0.0, -RIDGE * weights, RIDGE * np.eye(size)
        for one in lists:
            p = _softmax(one.rows @ weights)
            nats -= float(one.share @ np.log(np.maximum(p, 1e-300))) / len(lists)
            gradient = gradient + one.rows.T @ (one.share - p) / len(lists)
            centred = (one.rows - p @ one.rows) * np.sqrt(p)[:, None]
            curved = curved + centred.T @ centred / len(lists)
        step = np.linalg.solve(curved, gradient)
        weights = weights + step * min(1.0, LONGEST_STEP / np.abs(step).max())
        if np.abs(step).max() < SMALLEST_STEP:
            break
    return weights, nats


def _softmax(scores: Floats) -> Floats:
    raised: Floats = np.exp(scores - scores.max())
    shares: Floats = raised / raised.sum()
    return shares
