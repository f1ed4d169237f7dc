"""What a decision costs: 300 candidates, 60 attributes of up to six values, on one core.

The yardstick is sorting the same numbers in the same run, since these machines are shared; and more candidates than are
looked at closely, as a larger catalogue would bring.

    OMP_NUM_THREADS=1 python -m bench.elicitation [--json]
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from statistics import median, quantiles
from time import perf_counter

import numpy as np

from agent.elicitation.belief import Floats
from agent.elicitation.step import Menu, next_step
from agent.elicitation.value import Goal
from bench.report import Cell, Report

SEED, REPEATS = 1, 200
ATTRIBUTES, VALUES, UNSAID_SHARE = 60, 7, 0.3
CANDIDATES = (300, 1_000, 3_000)
# Five cards, six turns, and a question that costs: the product's size of decision.
GOAL = Goal(np.linspace(1.0, 0.5, 6)[:, None] * np.linspace(1.0, 0.8, 5), cost=0.01, growth=0.5)


def menu(candidates: int, rng: np.random.Generator) -> tuple[Floats, Menu]:
    """A belief (C,) and random codes, three in ten unsaid."""
    codes = rng.integers(0, VALUES, (ATTRIBUTES, candidates))
    codes[rng.random(codes.shape) < UNSAID_SHARE] = -1
    belief = rng.gamma(0.3, size=candidates) + 1e-9
    rates = rng.uniform(0.2, 0.95, ATTRIBUTES)
    return belief / belief.sum(), Menu.of_codes(codes, np.full(ATTRIBUTES, VALUES), rates)


def taken_ms(work: Callable[[], object]) -> list[float]:
    """Milliseconds of each repeat, the first left out."""
    times = []
    for _ in range(REPEATS + 1):
        started = perf_counter()
        work()
        times.append((perf_counter() - started) * 1e3)
    return times[1:]


def rows() -> list[dict[str, Cell]]:
    """One row per number of candidates, and the yardstick."""
    rng = np.random.default_rng(SEED)
    menus = [menu(candidates, rng) for candidates in CANDIDATES]
    smallest = menus[0][1].own
    yard = median(taken_ms(lambda: np.sort(smallest, axis=2)))
    found = [_row(belief, one, yard) for belief, one in menus]
    return [*found, {"system": "sorting the 300 candidates' answers", "p50_ms": yard, "p95_ms": None, "ratio": 1.0}]


def _row(belief: Floats, one: Menu, yard: float) -> dict[str, Cell]:
    times = taken_ms(lambda: next_step(belief, one, GOAL, turn=0, asked=1))
    return {
        "system": f"warmstart, {len(belief)} candidates × {ATTRIBUTES} attributes",
        "p50_ms": median(times),
        "p95_ms": quantiles(times, n=20)[-1],
        "ratio": median(times) / yard,
    }


def main(arguments: Sequence[str]) -> int:
    """Print the table, or with --json the one object."""
    parser = argparse.ArgumentParser(prog="bench.elicitation", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args(arguments)
    report = Report("elicitation", REPEATS, SEED, rows())
    print(report.as_json() if chosen.json else report.table())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
