"""The best of many rows, without sorting them all."""

import numpy as np
from numpy.typing import NDArray

from retrieval.numbering import Rows

# So many times the rows wanted are looked at first: of those, one of each group may be enough.
OVERFETCH = 4


def top(scores: NDArray[np.floating], k: int) -> NDArray[np.int64]:
    """Positions of the `k` highest of (R,) scores, best first; equal ones in their order."""
    count = len(scores)
    if k >= count:
        return np.argsort(-scores, kind="stable")
    if k <= 0:
        return np.empty(0, np.int64)
    least = np.partition(scores, count - k)[count - k]
    best = np.flatnonzero(scores >= least)
    return best[np.argsort(-scores[best], kind="stable")[:k]]


def best_of_groups(scores: NDArray[np.floating], groups: Rows, limit: int) -> NDArray[np.int64]:
    """Positions of the best rows (at most `limit`), best first, one per group; equal ones in their order."""
    firsts = np.empty(0, np.int64)
    for reach in (OVERFETCH * limit, len(scores)):
        order = top(scores, reach)
        firsts = np.sort(np.unique(groups[order], return_index=True)[1])[:limit]
        if len(firsts) == limit:
            break
    return order[firsts]
