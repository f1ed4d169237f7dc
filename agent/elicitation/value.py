"""What a question is worth: expected gain at the goal within the next turns, one function for every kind of question.

G(t, r) is the gain when what is wanted is shown at turn t (from 0) on place r (from 1) of a list of k cards. With p
sorted downwards as p_(1) ≥ p_(2) ≥ …, and two lists looked ahead:

    V_rec = Σ_{r ≤ k} p_(r)·G(t, r) + Σ_{k < r ≤ 2k} p_(r)·G(t + 1, r − k)
    V_ask(q) = Σ_{r ≤ m} p_(r)·G(t, r) + Σ_y Σ_{r ≤ k} [p'·P(y | ·, q)]_(r)·G(t + 1, r) − cost·(1 + growth·asked)

m cards (0 or more) stand beside the question, and p' is p without them. This is the expected value of sample
information of decision theory (Raiffa & Schlaifer 1961) with the gains of hDCG-like measures. Asking is worth
V_ask − V_rec.

A question with two answers never wins this way where no cards stand beside it: two halves of a list of k are at most
the best 2k, which recommending twice shows, one of them sooner. Yes/no questions are therefore weighed by what they
tell (Lindley 1956), as long as the best k are not likely enough already:

    EIG(q) = H(Σ_i p_i P(· | i)) − Σ_i p_i H(P(· | i))   in nats
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from agent.elicitation.belief import Flags, Floats


@dataclass(frozen=True, slots=True)
class Goal:
    """What counts as success, and what asking costs.

    `gains` (turns, k): G(t, r), higher is better; after the last turn there is nothing to gain. `lists` = lists looked
    ahead (from 2 on). `beside` = cards shown with a question (0 to k). `cost` of a first question, in units of gain,
    grows by the factor `growth` of itself for each one asked before. `sure` in [0, 1]: yes/no questions are asked while
    the best k hold less of the belief than this (0 = never), and tell at least `least_told` nats.
    """

    gains: Floats
    lists: int = 2
    beside: int = 0
    cost: float = 0.0
    growth: float = 0.0
    sure: float = 0.0
    least_told: float = 0.01

    @property
    def cards(self) -> int:
        """Cards a list (k)."""
        return int(self.gains.shape[1])


class Weighed(StrEnum):
    """Which of the two formulas decided."""

    GAIN = "gain"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Decision:
    """`question` is the row to ask, or `None` to recommend.

    `value` is how much the best question gains over recommending (in units of G; in nats if `weighed` is INFORMATION);
    negative where recommending is worth more.
    """

    question: int | None
    value: float
    weighed: Weighed = Weighed.GAIN


def decide(belief: Floats, likelihood: Floats, binary: Flags, goal: Goal, *, turn: int, asked: int) -> Decision:
    """Ask or recommend, under the belief (C,) over candidates.

    `likelihood` (Q, Y, C) = P(y | candidate) for each question, padded with zeros; `binary` (Q,) marks questions with
    two answers (beside silence); `turn` counts from 0, `asked` the questions so far.
    """
    if likelihood.shape[0] == 0:
        return Decision(None, -np.inf)
    worth = asking(belief, likelihood, goal, turn=turn, asked=asked) - recommending(belief, goal, turn=turn)  # (Q,)
    best = int(worth.argmax())
    if worth[best] > 0:
        return Decision(best, float(worth[best]))
    if binary.any() and top(belief, goal.cards).sum() < goal.sure:
        told = np.where(binary, information(belief, likelihood), -np.inf)  # (Q,)
        most = int(told.argmax())
        if told[most] >= goal.least_told:
            return Decision(most, float(told[most]), Weighed.INFORMATION)
    return Decision(None, float(worth[best]))


def recommending(belief: Floats, goal: Goal, *, turn: int) -> float:
    """V_rec: lists shown from this turn on, best first."""
    ahead = _gains(goal, turn, goal.lists)
    return float(top(belief, ahead.size) @ ahead[: belief.size])


def asking(belief: Floats, likelihood: Floats, goal: Goal, *, turn: int, asked: int) -> Floats:
    """V_ask (Q,): the question now, lists from the next turn on, with the cost of asking taken off."""
    now, left = _beside(belief, goal, turn)
    ahead = _gains(goal, turn + 1, goal.lists - 1)
    heard = top(left * likelihood, ahead.size)  # (Q, Y, lists·k)
    later: Floats = (heard @ ahead[: belief.size]).sum(axis=-1)  # (Q,)
    return now + later - goal.cost * (1 + goal.growth * asked)


def information(belief: Floats, likelihood: Floats) -> Floats:
    """EIG (Q,) in nats, at least 0."""
    heard = likelihood @ belief  # (Q, Y)
    within = entropy(likelihood, axis=1) @ belief  # (Q,)
    return np.maximum(entropy(heard, axis=1) - within, 0.0)


def entropy(shares: Floats, *, axis: int) -> Floats:
    """−Σ s·ln s along `axis`, in nats; 0·ln 0 = 0."""
    logs = np.log(shares, where=shares > 0, out=np.zeros_like(shares))
    total: Floats = -(shares * logs).sum(axis=axis)
    return total


def top(shares: Floats, most: int) -> Floats:
    """The `most` largest along the last axis (…, min(most, C)), largest first."""
    size = shares.shape[-1]
    if 0 < most < size:
        shares = np.partition(shares, size - most, axis=-1)[..., size - most :]
    return np.sort(shares, axis=-1)[..., ::-1][..., :most]


def _gains(goal: Goal, first: int, lists: int) -> Floats:
    """G of `lists` lists from turn `first` on, one after the other; shorter where the turns end."""
    return goal.gains[first : first + lists].ravel()


def _beside(belief: Floats, goal: Goal, turn: int) -> tuple[float, Floats]:
    """What the cards beside a question gain at once, and the belief without them."""
    cards = min(goal.beside, belief.size)
    if cards == 0 or turn >= len(goal.gains):
        return 0.0, belief
    shown = np.argsort(-belief, kind="stable")[:cards]
    left = belief.copy()
    left[shown] = 0.0
    return float(belief[shown] @ goal.gains[turn, :cards]), left
