"""How people answer: with errors, for two wishes at once, or not at all.

A question has Y answers. A candidate's own answers are a column of `own` (Y, C): its shares over the answers, summing
to 1, or to 0 where it does not say. `T[o, y]` (Y, Y) is the probability to hear y when o is true, and
`likelihoods` (Q, Y, C) is P(y | candidate), what a belief is multiplied with.

    choice of one among Y:     T[o, y] = 1 − η if o = y, else η / (Y − 1)
    n marks, each yes or no:   T = N ⊗ … ⊗ N,   N = [[1 − η, η], [η, 1 − η]]   (answer y has bit b set if mark b is yes)
    the wish is for either of two things (partner weight ρ):
                               T[o, y] = (1 − ρ)·1[o = y] + ρ·Σ_{x: o|x = y} π_x,   then T·(N ⊗ … ⊗ N)
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from agent.elicitation.belief import Flags, Floats

Ints = NDArray[np.int64]
# The code of a candidate that does not say.
UNSAID = -1


@lru_cache(maxsize=256)
def one_of(size: int, error_rate: float, padded: int | None = None) -> Floats:
    """T (P, P) of a choice of one among `size` answers; answers beyond `size`, up to `padded` = P, are never heard."""
    heard = np.zeros((padded or size, padded or size))
    heard[:size, :size] = error_rate / max(size - 1, 1)
    np.fill_diagonal(heard[:size, :size], 1 - error_rate if size > 1 else 1.0)
    heard.setflags(write=False)
    return heard


@lru_cache(maxsize=64)
def each_of(marks: int, error_rate: float) -> Floats:
    """T (2^n, 2^n) of n marks that are each answered yes or no, with independent errors."""
    heard: Floats = np.ones((1, 1))
    for _ in range(marks):
        heard = np.kron(heard, one_of(2, error_rate)).astype(np.float64)
    heard.setflags(write=False)
    return heard


@lru_cache(maxsize=8)
def _either(answers: int) -> Floats:
    """1[o | x = y] as (Y·Y, Y): rows o·Y + x, columns y."""
    codes = np.arange(answers)
    either: Floats = ((codes[:, None] | codes[None, :])[:, :, None] == codes).astype(np.float64)
    return either.reshape(answers * answers, answers)


def with_partner(heard: Floats, shares: Floats, weight: float) -> Floats:
    """T (Q, Y, Y) where a mark is yes if it holds for either of two things wanted.

    `heard` (Y, Y) or (Q, Y, Y) is the channel of the marks, `shares` (Q, Y) = π, how the partner answers (taken from
    the belief), `weight` = ρ, how often there is another partner at all.
    """
    answers = heard.shape[-1]
    either = _either(answers).reshape(answers, answers, answers)  # (o, x, y)
    joint = np.einsum("qx,oxy->qoy", shares, either)  # (Q, Y, Y)
    mixed: Floats = ((1 - weight) * np.eye(answers) + weight * joint) @ heard
    return mixed


def own_answers(codes: Ints, answers: int) -> Floats:
    """Own answers (Q, Y, C) of codes (Q, C): 1 at its code, 0 everywhere where it does not say (`UNSAID`)."""
    own: Floats = (codes[:, None, :] == np.arange(answers)[:, None]).astype(np.float64)
    return own


def likelihoods(own: Floats, heard: Floats, belief: Floats) -> Floats:
    """P(y | candidate) (Q, Y, C) of own answers (Q, Y, C) through T (Q, Y, Y) or (Y, Y), under the belief (C,).

    A candidate that does not say leaves the answer as open as the average of those that do: it tells nothing.
    """
    through: Floats = np.swapaxes(heard, -1, -2) @ own  # (Q, Y, C)
    says = own.sum(axis=1)  # (Q, C), 0 or 1
    if says.min(initial=1.0) > 0:
        return through
    said = says @ belief  # (Q,)
    average = (through @ belief) / np.maximum(said, np.finfo(float).tiny)[:, None]  # (Q, Y)
    average = np.where(said[:, None] > 0, average, heard.mean(axis=-2))
    whole: Floats = through + (1 - says)[:, None, :] * average[:, :, None]
    return whole


def with_silence(likelihood: Floats, says: Flags, answered: Floats, *, unsaid_factor: float = 1.0) -> Floats:
    """Likelihoods (Q, Y + 1, C) with "don't know", "don't care" and silence as a last answer of their own.

    `answered` (Q,) = a, how often people answer; P(y | i) = a_i·P(y | i, answers), P(silent | i) = 1 − a_i, with
    a_i = a where the candidate says (`says` (Q, C)) and a·`unsaid_factor` where it does not: who wants something that
    has no colour on record can tell a colour less often. At factor 1 silence leaves the belief as it is.
    """
    rate = answered[:, None] * np.where(says, 1.0, unsaid_factor)  # (Q, C)
    return np.concatenate([likelihood * rate[:, None, :], (1 - rate)[:, None, :]], axis=1)
