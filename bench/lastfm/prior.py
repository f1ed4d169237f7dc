"""P(item is a target | user, first attribute): a conditional logit over the items that have the attribute.

    p_i = softmax_i(w · φ(i, user, first))        (McFadden 1974), fitted on held-back episodes, so it is calibrated.

Nothing of an episode but user and first attribute goes in; what the user listened to is `user_item_train` only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from agent.elicitation.belief import Floats
from bench.lastfm.features import FEATURES, Features
from bench.lastfm.graph import Episode, Graph, Ints

# P(i) before anything is answered (C,), for a user, the first attribute and the items (C,).
Prior = Callable[[int, int, Ints], Floats]
# A gentle pull to 0 per feature (standard deviation 1 of standardised features ⇒ a weight of 10 costs .5 nats in all).
RIDGE = 1e-2
ROUNDS = 12


class Inputs(StrEnum):
    """What a prior may look at."""

    FULL = "full"
    NO_ARTEFACTS = "no-artefacts"
    ITEM_ONLY = "item-only"


# The split's own marks: what was heard in training is never a target, and cold items are a third of all targets.
ARTEFACTS = frozenset(
    {"seen", "cold", "popularity", "popularity²", "cold × profile", "cold × svd", "cold × rarity", "cold × length"}
)
ITEM_FEATURES = frozenset({"length", "length²", "rarity", "share of first"})


def columns(inputs: Inputs) -> list[int]:
    """Which features a prior uses."""
    names = {
        Inputs.FULL: lambda name: True,
        Inputs.NO_ARTEFACTS: lambda name: name not in ARTEFACTS,
        Inputs.ITEM_ONLY: lambda name: name in ITEM_FEATURES,
    }[inputs]
    return [column for column, name in enumerate(FEATURES) if names(name)]


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
        scores = (self.features(user, first, items)[:, self.used] - self.mean) / self.scale @ self.weights
        raised: Floats = np.exp(scores - scores.max())
        return raised / raised.sum()


def fit(episodes: Sequence[Episode], graph: Graph, features: Features, inputs: Inputs) -> Logit:
    """The weights that make the targets of `episodes` most likely (Newton's method; the problem is convex)."""
    used = np.array(columns(inputs))
    blocks, wanted = [], []
    for episode in episodes:
        items = graph.tagged[episode.first]
        blocks.append(features(episode.user, episode.first, items)[:, used].astype(np.float32))
        wanted.append(np.isin(items, episode.targets) / len(set(episode.targets)))
    rows, share = np.concatenate(blocks), np.concatenate(wanted)  # (N, F), (N,)
    starts = np.cumsum([0, *(len(block) for block in blocks)])[:-1]
    mean, scale = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    rows = (rows - mean) / scale
    weights, nats = _newton(rows, share, starts)
    return Logit(features, used, mean.astype(np.float64), scale.astype(np.float64), weights, nats)


def _newton(rows: Floats, share: Floats, starts: Ints) -> tuple[Floats, float]:
    """Weights (F,) and the negative log-likelihood per episode in nats; `rows` (N, F) in lists that begin at `starts`."""
    lists, sizes = len(starts), np.diff([*starts, len(rows)])
    of = np.repeat(np.arange(lists), sizes)  # (N,)
    weights = np.zeros(rows.shape[1])
    pull = RIDGE * np.eye(rows.shape[1])
    for _ in range(ROUNDS):
        p, _ = _softmax(rows, weights, starts, of)
        gradient = rows.T @ (share - p) / lists - RIDGE * weights
        expected = np.add.reduceat(rows * p[:, None].astype(rows.dtype), starts)  # (L, F)
        curved = (rows.T @ (rows * p[:, None].astype(rows.dtype)) - expected.T @ expected) / lists + pull
        step = np.linalg.solve(curved.astype(np.float64), gradient)
        weights = weights + step * min(1.0, 4.0 / max(np.abs(step).max(), 1e-9))
        if np.abs(step).max() < 1e-4:
            break
    _, logs = _softmax(rows, weights, starts, of)
    return weights, float(-(share * logs).sum() / lists)


def _softmax(rows: Floats, weights: Floats, starts: Ints, of: Ints) -> tuple[Floats, Floats]:
    """P and log P (N,) within each list."""
    scores = rows @ weights
    scores = scores - np.maximum.reduceat(scores, starts)[of]
    logs: Floats = scores - np.log(np.add.reduceat(np.exp(scores), starts))[of]
    return np.exp(logs), logs
