"""Which few questions get the close look: those whose answer is least certain beforehand.

The entropy of the answer bounds what a question can tell from above and costs one product of matrices, so thousands of
values can be looked through for the eight to sixteen that the value function weighs.
"""

import numpy as np

from agent.elicitation.answers import Ints, with_partner
from agent.elicitation.belief import Floats
from agent.elicitation.value import entropy


def most_open(shares: Floats, answered: Floats, most: int) -> Ints:
    """Rows (at most `most`,) of the questions with the highest answered·H(answer), best first; certain ones are left
    out.

    `shares` (Q, Y) are the probabilities of the answers (of those that say), `answered` (Q,) how often people answer.
    """
    openness = entropy(shares, axis=1) * answered  # (Q,)
    best = _largest(openness, most)
    return best[openness[best] > 0]


def acceptance(yes: Floats, partner: float) -> Floats:
    """P(yes) of values that a share `yes` of the belief has, where the wish may be for either of two things: m + ρ·m·(1
    − m)."""
    return yes * (1 + partner * (1 - yes))


def values(yes: Floats, partner: float, most: int) -> Ints:
    """Rows (at most `most`,) of the values whose acceptance is least certain, best first; `yes` (A,) in [0, 1].

    Of yes and no the entropy is larger the nearer to a half: no logarithm for thousands of values.
    """
    accepted = acceptance(yes, partner)
    best = _largest(-np.abs(accepted - 0.5), most)
    return best[(accepted[best] > 0) & (accepted[best] < 1)]


def pairs(belief: Floats, has: Floats, attribute: Ints, *, partner: float, most: int) -> Ints:
    """The pairs of values of one attribute (P, 2) whose joint answer is least certain, best first; single values stand
    as (a, a).

    `has` (A, C) in {0, 1}, `attribute` (A,) names the attribute of each value. Answers are the four of two marks:
    bit 0 for the second value, bit 1 for the first.
    """
    both = (has * belief) @ has.T  # (A, A)
    yes = np.diagonal(both)
    first, second = np.nonzero(np.triu(attribute[:, None] == attribute[None, :]))
    joint = both[first, second]
    own = np.stack([1 - yes[first] - yes[second] + joint, yes[second] - joint, yes[first] - joint, joint], axis=1)
    heard = np.einsum("py,pyz->pz", own, with_partner(np.eye(4), np.maximum(own, 0.0), partner))
    chosen = most_open(np.maximum(heard, 0.0), np.ones(len(first)), most)
    return np.stack([first[chosen], second[chosen]], axis=1)


def _largest(values: Floats, most: int) -> Ints:
    """Rows of the largest, largest first, ties by row."""
    found = np.argpartition(-values, most)[:most] if most < values.size else np.arange(values.size)
    return found[np.lexsort((found, -values[found]))]
