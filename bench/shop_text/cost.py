"""What serving the network costs: milliseconds for one list, megabytes on disk."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from bench.report import Cell
from bench.shop_text.candidates import Lists
from bench.shop_text.fused import FOLDS, TOWERS, Ranked, Task, batch
from ranker.fused.blocks import Batch
from ranker.fused.saved import save
from ranker.fused.towers import tower_bytes
from ranker.fused.training import scores

TIMED = 200


def cost_of(run: Ranked, lists: Lists, task: Task) -> dict[str, Cell]:
    """`p50_ms` of scoring one list of 300 by all members on one core, `model_mb` of them and of all towers."""
    asked = batch(lists)
    with TemporaryDirectory() as folder:
        for place, member in enumerate(run.members):
            save(Path(folder) / str(place), member, fingerprint="", temperature=1.0, metrics={})
        networks = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    vectors = task.shop.texts.vectors
    towers = FOLDS * sum(tower_bytes(vectors, task.train.history.shape[1], one) for one in TOWERS.values())
    return {"p50_ms": float(np.median(_timed(run, asked))), "model_mb": (networks + towers) / 1e6}


def _timed(run: Ranked, asked: Batch) -> Sequence[float]:
    taken = []
    for place in range(min(TIMED, len(asked))):
        one = asked.row(place)
        start = perf_counter()
        for member in run.members:
            scores(member, one)
        taken.append((perf_counter() - start) * 1e3)
    return taken
