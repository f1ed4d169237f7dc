"""The protocol's metrics, with intervals and paired differences."""

from collections.abc import Sequence
from math import log2

import numpy as np

from agent.elicitation.belief import Floats
from bench.lastfm.simulator import ACTIONS, Outcome
from bench.report import Cell

Z = 1.959964
METRICS = ("sr@5", "sr@10", "sr@15", "at", "hdcg", "questions")
# Paired with another system's: what a person would ask "better by how much?".
COMPARED = ("sr@15", "at", "hdcg")
DIGITS = 4


def gain(turn: int, place: int) -> float:
    """What a hit adds to hDCG: at `turn` from 0, on `place` from 1."""
    late, early = 1 / log2(turn + 3), 1 / log2(turn + 2)
    return late + (early - late) / log2(place + 1)


def measured(outcomes: Sequence[Outcome]) -> Floats:
    """The metrics of each episode (N, 6) in the order of `METRICS`; a failure takes 15 turns."""
    return np.array([_one(outcome) for outcome in outcomes], dtype=np.float64).reshape(len(outcomes), len(METRICS))


def _one(outcome: Outcome) -> tuple[float, ...]:
    if outcome.turn is None or outcome.place is None:
        return 0.0, 0.0, 0.0, ACTIONS + 1, 0.0, outcome.questions
    turn = outcome.turn
    return turn < 5, turn < 10, 1.0, turn + 1, gain(turn, outcome.place), outcome.questions


def row(system: str, figures: Floats, reference: Floats | None) -> dict[str, Cell]:
    """Means with 95% intervals; `better_…` = how much better warmstart (`reference`) is in the same episodes, paired
    (for "at", fewer turns are better)."""
    cells: dict[str, Cell] = {"system": system, "n": len(figures)}
    for column, name in enumerate(METRICS):
        cells |= _mean(name, figures[:, column])
    if reference is None:
        return cells
    for name in COMPARED:
        column = METRICS.index(name)
        apart = (reference[:, column] - figures[:, column]) * (-1 if name == "at" else 1)
        cells |= _mean(f"better_{name}", apart)
    return cells


def _mean(name: str, values: Floats) -> dict[str, Cell]:
    if len(values) == 0:
        return {name: None}
    mean, half = float(values.mean()), Z * float(values.std()) / len(values) ** 0.5
    return {name: round(mean, DIGITS), f"{name}_ci": [round(mean - half, DIGITS), round(mean + half, DIGITS)]}
