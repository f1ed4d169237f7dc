"""Each kind of question as the candidates' own answers: an integer code per candidate, `UNSAID` where it does not say.

One of a few values, a range cut by the belief, yes or no, this one or that one. An open question ("who is it for?") has
no codes of its own: it is worth what the attributes that people would speak of are worth.
"""

from dataclasses import dataclass

import numpy as np

from agent.elicitation.answers import UNSAID, Ints
from agent.elicitation.belief import Flags, Floats


@dataclass(frozen=True, slots=True)
class Coded:
    """A question's codes (C,) over `answers` answers. `kept` are the values or cuts behind the codes from 0 on."""

    codes: Ints
    answers: int
    kept: Floats


def choice(values: Ints, belief: Floats, *, most: int = 6) -> Coded:
    """One of at most `most` values: those with the largest share of the belief, largest first.

    `values` (C,) from 0, or `UNSAID`. What is left over answers "something else", as a last code of its own.
    """
    shares = np.bincount(values[values >= 0], belief[values >= 0])  # (V,)
    order = np.argsort(-shares, kind="stable")
    order = order[shares[order] > 0]
    kept = order[:most]
    place = np.full(len(shares) + 1, len(kept))
    place[kept] = np.arange(len(kept))
    place[-1] = UNSAID  # where `values` is UNSAID = -1
    return Coded(place[values], len(kept) + int(len(order) > most), kept.astype(np.float64))


def ranges(numbers: Floats, belief: Floats, steps: Floats, *, parts: int = 3) -> Coded:
    """A range of `numbers` (C,), cut into about equal parts of the belief at the nearest of the round `steps` > 0.

    NaN does not say. A number at a cut is below it ("up to 20"). Cuts beyond all numbers are left out, so there may be
    fewer parts; with one part there is nothing to ask.
    """
    known = np.flatnonzero(np.isfinite(numbers))
    codes = np.full(len(numbers), UNSAID)
    if len(known) == 0:
        return Coded(codes, 0, np.zeros(0))
    order = known[np.argsort(numbers[known], kind="stable")]
    reached = np.cumsum(belief[order])
    targets = reached[-1] * np.arange(1, parts) / parts
    middles = numbers[order[np.searchsorted(reached, targets - 1e-12)]]
    nearest = np.abs(np.log(steps[None, :] / np.maximum(middles, 1e-9)[:, None])).argmin(axis=1)
    cuts = np.unique(steps[nearest])
    cuts = cuts[(cuts >= numbers[order[0]]) & (cuts < numbers[order[-1]])]
    codes[known] = np.searchsorted(cuts, numbers[known], side="left")
    return Coded(codes, len(cuts) + 1, cuts)


def yes_no(holds: Flags, says: Flags) -> Coded:
    """Code 1 where it holds, 0 where not, `UNSAID` where a candidate does not say; all (C,)."""
    return Coded(np.where(says, holds.astype(np.int64), UNSAID), 2, np.array([0.0, 1.0]))


def this_or_that(likeness: Floats, this: int, that: int, *, margin: float = 0.0) -> Coded:
    """Which of two candidates is nearer to what is wanted: code 0 for `this`, 1 for `that`.

    `likeness` (2, C): of every candidate to the two, higher is nearer. Within `margin` both are as near, and the
    candidate does not say.
    """
    apart = likeness[0] - likeness[1]  # (C,)
    codes = np.where(np.abs(apart) <= margin, UNSAID, (apart < 0).astype(np.int64))
    codes[[this, that]] = 0, 1
    return Coded(codes, 2, np.array([float(this), float(that)]))


def open_value(values: Floats, salience: Floats) -> float:
    """What an open question is worth: Σ_q s_q · max(v_q, 0) / Σ_q s_q.

    The shopper speaks of attribute q with weight `salience` (Q,), and hearing of it is worth `values` (Q,).
    """
    total = salience.sum()
    return float(np.maximum(values, 0.0) @ salience / total) if total > 0 else 0.0
