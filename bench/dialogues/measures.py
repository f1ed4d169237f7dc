"""Measures over runs, with 95% intervals by bootstrap over needs: a need is drawn with all its personas and systems."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from bench.dialogues.loop import Run
from bench.dialogues.protocol import TURNS
from bench.shopper.persona import APART

DRAWS = 2000
# In place of infinity, which JSON has no number for.
LARGE = 1e9
Floats = NDArray[np.float64]
Measure = Callable[[Run], float]


def success(run: Run, turn: int = TURNS) -> float:
    """1 where the product was shown by that turn."""
    return float(run.found is not None and run.found <= turn)


def turns(run: Run) -> float:
    """Turns until it was shown; one more than all where it never was."""
    return float(run.found if run.found is not None else TURNS + 1)


MEASURES: Mapping[str, Measure] = {
    "sr@1": lambda run: success(run, 1),
    "sr@3": lambda run: success(run, 3),
    f"sr@{TURNS}": success,
    "mrr@10": lambda run: run.reciprocal_rank,
    "at": turns,
    "questions": lambda run: float(run.questions),
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95% interval."""

    value: float
    low: float
    high: float

    @property
    def interval(self) -> list[float]:
        """Low and high, for reports; what is not finite is a very large number there."""
        return [round(min(end, LARGE), 4) for end in (self.low, self.high)]


@dataclass(frozen=True, slots=True)
class Paired:
    """Runs of several systems on the same cases. `needs` are the clusters that are drawn."""

    runs: Mapping[str, Sequence[Run]]
    seed: int = 1

    @classmethod
    def of(cls, runs: Sequence[Run], seed: int, keep: Callable[[Run], bool] = lambda run: True) -> "Paired":
        """The kept runs by system, in the same order of cases."""
        by_system: dict[str, list[Run]] = {}
        for run in runs:
            if keep(run):
                by_system.setdefault(run.system, []).append(run)
        ordered = {name: sorted(own, key=lambda run: (run.case, run.persona)) for name, own in by_system.items()}
        return cls(ordered, seed)

    def mean(self, system: str, measure: Measure) -> Estimate:
        """The mean over runs."""
        totals, counts = self._sums(system, measure)
        return _estimate(
            float(totals.sum() / counts.sum()), totals[self._drawn()].sum(1) / counts[self._drawn()].sum(1)
        )

    def difference(self, one: str, other: str, measure: Measure) -> Estimate:
        """The mean of `one` less that of `other`, on the same needs."""
        (a, counts), (b, _) = self._sums(one, measure), self._sums(other, measure)
        drawn = self._drawn()
        return _estimate(float((a - b).sum() / counts.sum()), (a - b)[drawn].sum(1) / counts[drawn].sum(1))

    def ratio(self, one: str, other: str, measure: Measure) -> Estimate:
        """The mean of `one` over that of `other`; where the other's is 0 the ratio is infinite (1 if both are)."""
        (a, _), (b, _) = self._sums(one, measure), self._sums(other, measure)
        drawn = self._drawn()
        return _estimate(float(_over(a.sum(), b.sum())), _over(a[drawn].sum(1), b[drawn].sum(1)))

    def _sums(self, system: str, measure: Measure) -> tuple[Floats, Floats]:
        """Σ of the measure and the number of runs by need (needs,)."""
        totals: dict[str, float] = {}
        counts: dict[str, int] = {}
        for run in self.runs[system]:
            totals[run.case] = totals.get(run.case, 0.0) + measure(run)
            counts[run.case] = counts.get(run.case, 0) + 1
        return np.array([*totals.values()]), np.array([*counts.values()], dtype=np.float64)

    def _drawn(self) -> NDArray[np.int64]:
        """Needs drawn with replacement (draws, needs); the same for every system and measure."""
        needs = len({run.case for run in next(iter(self.runs.values()))})
        return np.random.default_rng(self.seed).integers(needs, size=(DRAWS, needs))


def _over(one: Floats | float, other: Floats | float) -> Floats:
    one, other = np.asarray(one, np.float64), np.asarray(other, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(other > 0, one / other, np.where(one > 0, np.inf, 1.0))


def _estimate(value: float, drawn: Floats) -> Estimate:
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Estimate(value, float(low), float(high))


def counted(run: Run) -> bool:
    """Whether a run belongs to "all personas": a taste that words hide is reported apart."""
    return run.persona not in APART


def failure(run: Run) -> float:
    """1 where the product was not shown."""
    return 1.0 - success(run)


def best_baseline(paired: Paired, ours: str) -> str:
    """The other system with the fewest failures."""
    others = [name for name in paired.runs if name != ours]
    return min(others, key=lambda name: fmean(failure(run) for run in paired.runs[name]))


@dataclass(frozen=True, slots=True)
class Asked:
    """One attribute's questions: how often they were asked and told something, and what the wanted product's rank was
    before and after those answers (medians; `gain` is the mean fall of ln rank)."""

    attribute: str
    count: int
    told: float
    before: float
    after: float
    gain: float


def question_values(runs: Sequence[Run]) -> list[Asked]:
    """What each attribute's questions brought, most asked first."""
    moved: dict[str, list[tuple[int, int] | None]] = {}
    for run in runs:
        answers = {heard.attribute: heard.how for heard in run.heard}
        for before, after in zip(run.lines, run.lines[1:], strict=False):
            question = before.offer.question
            if question is not None:
                told = answers.get(question.attribute) in ("told", "wrong") and before.rank and after.rank
                moved.setdefault(question.attribute, []).append((before.rank or 0, after.rank or 0) if told else None)
    asked = [_asked(attribute, pairs) for attribute, pairs in moved.items()]
    return sorted(asked, key=lambda one: -one.count)


def _asked(attribute: str, pairs: Sequence[tuple[int, int] | None]) -> Asked:
    told = np.array([pair for pair in pairs if pair is not None], dtype=np.float64).reshape(-1, 2)
    if not len(told):
        return Asked(attribute, len(pairs), 0.0, 0.0, 0.0, 0.0)
    before, after = np.median(told, axis=0).tolist()
    gain = float(np.mean(np.log(told[:, 0]) - np.log(told[:, 1])))
    return Asked(attribute, len(pairs), len(told) / len(pairs), before, after, gain)
