"""A belief over candidates, updated softly by evidence (Bayes; each piece of evidence exactly once).

    log p_i = log prior_i + Σ_e w_e · log P(e | i) − log Z        p_i = 0 for what was shown and not taken
    w_e = per_turn^(now − turn_e) · per_newer^(number of newer pieces of evidence about the same thing)

The weights are for a change of mind: what was said later counts more (power likelihoods; "forgetting" in the sense of
Kulhavý & Zarrop 1993). With both factors at 1 this is plain Bayes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
# Below this a likelihood is taken for a rounding error: soft evidence never makes a candidate impossible.
LEAST_LIKELIHOOD = 1e-12


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing heard: `key` names it (it counts once), `about` the attribute it speaks of, `turn` when it was heard.

    `likelihood` (C,) is P(heard | candidate) in (0, 1], up to a common factor.
    """

    key: str
    about: str
    turn: int
    likelihood: Floats


@dataclass(frozen=True, slots=True)
class Forgetting:
    """How evidence loses weight; each in [0, 1], 1 = never.

    `per_turn` for every turn since it was heard, `per_newer` for every newer piece about the same attribute: at 0 only
    the newest counts.
    """

    per_turn: float = 1.0
    per_newer: float = 1.0


NEVER = Forgetting()


def posterior(
    prior: Floats, evidence: Sequence[Evidence], *, now: int, forgetting: Forgetting = NEVER, shown: Iterable[int] = ()
) -> Floats:
    """The belief (C,) after `evidence` at turn `now`; the rows `shown` were rejected. Sums to 1, or is all 0 if nothing
    is left.

    Of several pieces of evidence with one key the last in the sequence counts, alone.
    """
    once = list({piece.key: piece for piece in evidence}.values())
    logs = np.log(np.maximum(prior, 0.0), where=prior > 0, out=np.full(prior.shape, -np.inf))  # (C,)
    for piece, weight in zip(once, weights(once, now=now, forgetting=forgetting), strict=True):
        logs += weight * np.log(np.maximum(piece.likelihood, LEAST_LIKELIHOOD))
    logs[list(shown)] = -np.inf
    if not np.isfinite(logs).any():
        return np.zeros_like(logs)
    return normalised(np.exp(logs - logs.max()))


def weights(evidence: Sequence[Evidence], *, now: int, forgetting: Forgetting) -> list[float]:
    """The weight w_e of each piece, in [0, 1]; of two about one thing in the same turn the later in the sequence is
    newer."""
    return [
        forgetting.per_turn ** (now - piece.turn)
        * forgetting.per_newer
        ** sum(
            other.about == piece.about and (other.turn, place) > (piece.turn, own)
            for place, other in enumerate(evidence)
        )
        for own, piece in enumerate(evidence)
    ]


def updated(belief: Floats, likelihood: Floats) -> Floats:
    """One step of Bayes: p_i ∝ p_i · P(heard | i) (C,). Evidence that nothing could have given leaves the belief."""
    weighed = belief * likelihood
    return normalised(weighed) if weighed.sum() > 0 else belief


def without(belief: Floats, shown: Flags) -> Floats:
    """The belief with p = 0 where `shown` (C,): what was shown and not taken is not what is wanted. All 0 if nothing is
    left."""
    return normalised(np.where(shown, 0.0, belief))


def normalised(weighed: Floats) -> Floats:
    """Shares (C,) that sum to 1; all 0 stays all 0."""
    total = weighed.sum()
    return weighed / total if total > 0 else weighed
