"""Rows of the table that are not one run: means over seeds, and figures of others."""

from collections.abc import Sequence

import numpy as np

from bench.report import Cell
from bench.shop_text.data import Ints
from bench.shop_text.fused import Ranked
from bench.shop_text.metrics import figures

# Read in the table of the data's source repository; all trained on its 80% training rows, which are not available here.
PUBLISHED = {
    "GRU4Rec": (0.1019, 0.0669),
    "SASRec": (0.1120, 0.0858),
    "HSTU": (0.1400, 0.1126),
    "TIGER": (0.1408, 0.1002),
    "BIGRec": (0.1434, 0.1091),
    "S-DPO": (0.1587, 0.1255),
    "D3": (0.1634, 0.1213),
    "MiniOneRec": (0.1634, 0.1242),
}


def published() -> list[dict[str, Cell]]:
    """Figures of others, marked."""
    mark = "published, trained on the source's 80%"
    return [
        {"system": f"{mark}: {name}", "n": None, "hr@10": hit, "ndcg@10": gain}
        for name, (hit, gain) in PUBLISHED.items()
    ]


def averaged(name: str, runs: Sequence[Ranked], cold: Ints) -> dict[str, Cell]:
    """The mean over seeds; the interval is that of the rows of one run, the spread is that of the seeds."""
    each = [figures(name, run.ranks, cold) for run in runs]
    row: dict[str, Cell] = {"system": name, "n": len(cold), "seeds": len(runs)}
    for key, value in each[0].items():
        values = [one[key] for one in each]
        if key.endswith("_ci"):
            row[key] = [round(float(end), 4) for end in np.mean(np.array(values, float), axis=0)]
        elif isinstance(value, float):
            row[key] = float(np.mean(np.array(values, float)))
    spread = [float((run.ranks <= 10).mean()) for run in runs]
    return row | {
        "hr@10 of seeds": "/".join(f"{hit:.4f}" for hit in spread),
        "recall@300": float(np.mean([run.reach for run in runs])),
    }
