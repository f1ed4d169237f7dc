"""What do relations add to likeness? The next purchase of a shopper who liked the one before (leave-one-out).

    python -m bench.relations --data ../shared/data [--users 2000] [--json]

For each of some users of the beauty sequences: the last purchase is looked for, given the `HISTORY` before it as liked
products and nothing else; HR@10 and NDCG@10 among all products without the history. With the relations of shoppers the
answer is in part known beforehand (they were collected after the purchases), so the row without them is the honest one,
and the others only show how a weight acts.
"""

import argparse
import gzip
import json
import math
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np

from agent.build import open_app
from agent.settings import Settings
from bench.report import commit
from domain.graph import ALSO_BOUGHT, SHOPPERS
from domain.ports import Query
from retrieval import search as searching
from retrieval.search import HybridSearch

BENCH = "relations"
SEED = 1
USERS = 2_000
HISTORY = 3
TOP = 10
WEIGHTS = (0.1, 0.2, 0.4, 0.8, 1.6)
FEED, SEQUENCES = "beauty/items.jsonl.gz", "beauty/user_sequence.txt.gz"
COLUMNS = {"title": "textual_id"}


@dataclass(frozen=True, slots=True)
class Case:
    """One shopper: what was liked, and what came next."""

    liked: tuple[str, ...]
    bought_before: frozenset[str]
    target: str


def cases(data: Path, users: int) -> list[Case]:
    """Users drawn at random, without those whose last purchase is a repeated one."""
    with gzip.open(data / SEQUENCES, "rt", encoding="utf-8") as file:
        sequences = [line.split()[1:] for line in file]
    drawn = np.random.default_rng(SEED).permutation(len(sequences))[:users].tolist()
    chosen = (sequences[row] for row in drawn)
    return [
        Case(tuple(one[-1 - HISTORY : -1]), frozenset(one[:-1]), one[-1]) for one in chosen if one[-1] not in one[:-1]
    ]


@contextmanager
def shop(data: Path) -> Iterator[HybridSearch]:
    """The real catalogue with its relations, as a server has it in memory."""
    with tempfile.TemporaryDirectory() as home, open_app(Settings(home=Path(home))) as app:
        app.ingest([data / FEED], "beauty", columns=COLUMNS)
        app.index("beauty")
        search = app.live("beauty").now().search
        assert isinstance(search, HybridSearch)
        yield search


def ranks(search: HybridSearch, asked: Sequence[Case], without: frozenset[str]) -> list[int | None]:
    """The target's rank from 1 among the first ten that were not bought before; `None` beyond."""
    found = []
    for case in asked:
        query = Query("", liked=case.liked, excluded=case.bought_before, limit=TOP, without_sources=without)
        ids = [one.item_id for one in search(query).candidates]
        found.append(ids.index(case.target) + 1 if case.target in ids else None)
    return found


def row(system: str, found: Sequence[int | None]) -> dict[str, object]:
    """HR@10 and NDCG@10 with normal 95% intervals."""
    hits = [float(rank is not None) for rank in found]
    gains = [0.0 if rank is None else 1 / math.log2(rank + 1) for rank in found]
    return {"system": system, **_figure("hr@10", hits), **_figure("ndcg@10", gains)}


def _figure(name: str, values: Sequence[float]) -> dict[str, object]:
    mean, half = statistics.fmean(values), 1.96 * statistics.pstdev(values) / math.sqrt(len(values))
    return {name: round(mean, 4), f"{name}_ci": [round(max(0.0, mean - half), 4), round(mean + half, 4)]}


def run(data: Path, users: int) -> tuple[int, list[dict[str, object]]]:
    """Likeness alone, then with each weight, with and without what shoppers bought."""
    asked = cases(data, users)
    with shop(data) as search:
        rows = [row("likeness alone", ranks(search, asked, frozenset({SHOPPERS})))]
        for weight in WEIGHTS:
            with patch.dict(searching.WEIGHTS, {"graph": weight}):
                rows.append(row(f"graph {weight:g}, with {ALSO_BOUGHT} (leaks)", ranks(search, asked, frozenset())))
    return len(asked), rows


def main(arguments: Sequence[str]) -> int:
    """Print the table, or with --json the one object."""
    parser = argparse.ArgumentParser(prog="bench.relations", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds beauty/")
    parser.add_argument("--users", type=int, default=USERS)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args(arguments)
    n, rows = run(chosen.data, chosen.users)
    if chosen.json:
        print(json.dumps({"bench": BENCH, "n": n, "seed": SEED, "commit": commit(), "rows": rows}))
    else:
        for one in rows:
            print(" | ".join(f"{name} {value}" for name, value in one.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
