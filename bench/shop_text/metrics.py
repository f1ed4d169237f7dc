"""Ranks, hit rates and their intervals."""

from collections.abc import Sequence

import numpy as np

from bench.report import Cell, wilson
from bench.shop_text.data import Floats, Ints

CUTS = (3, 5, 10)
# Rank of a target that is no candidate: beyond every cut.
UNREACHED = 10**6


def ranks_of(found: Floats, target: Ints) -> Ints:
    """Places (R,) from 1 of the targets, ties as worst case: scores (R, N), target (R,)."""
    own = np.take_along_axis(found, target[:, None], axis=1)
    return np.asarray((found >= own).sum(1), np.int64)


def figures(system: str, ranks: Ints, cold: Ints) -> dict[str, Cell]:
    """Hit rates and NDCG with 95% intervals; `cold` (R,) marks targets that nobody bought in the rows fitted."""
    row: dict[str, Cell] = {"system": system, "n": len(ranks)}
    for cut in CUTS:
        hits, gains = ranks <= cut, gains_of(ranks, cut)
        half = 1.96 * float(gains.std()) / len(gains) ** 0.5
        mean = float(gains.mean())
        row |= {f"hr@{cut}": float(hits.mean()), f"hr@{cut}_ci": wilson(int(hits.sum()), len(hits))}
        row |= {f"ndcg@{cut}": mean, f"ndcg@{cut}_ci": [round(mean - half, 4), round(mean + half, 4)]}
    found = ranks[cold == 1] <= 10
    return row | {"cold hr@10": float(found.mean()), "cold hr@10_ci": wilson(int(found.sum()), len(found))}


def gains_of(ranks: Ints, cut: int) -> Floats:
    """(R,) 1/log2(rank + 1) within the cut."""
    return np.where(ranks <= cut, 1 / np.log2(ranks + 1), 0).astype(np.float32)


def paired(ones: Sequence[Ints], others: Sequence[Ints], among: Ints) -> dict[str, Cell]:
    """How many more of the rows `among` (R,) the first ranks hit at 10 than the second, means over runs, with the
    95% interval of the rows' differences."""
    hits = [np.mean([ranks <= 10 for ranks in runs], axis=0) for runs in (ones, others)]
    gap = (hits[0] - hits[1])[among == 1]
    half = 1.96 * float(gap.std()) / len(gap) ** 0.5
    mean = float(gap.mean())
    return {"n": len(gap), "hr@10 gain": mean, "hr@10 gain_ci": [round(mean - half, 4), round(mean + half, 4)]}
