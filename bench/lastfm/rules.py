"""Rules without learning, and our prior without questions: what stands beside warmstart in the same run.

They follow the protocol's candidate list. A rule names no order for its recommendations: ten are drawn at random, by
the episode's rank.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from agent.elicitation.belief import Floats
from bench.lastfm.graph import Flags, Graph, Ints
from bench.lastfm.prior import Prior
from bench.lastfm.simulator import LIST, MOST_MARKS, Ask, Recommend, Talker

# When a rule asks: by the turn from 0, how many candidates are left, and its own random numbers.
When = Callable[[int, int, np.random.Generator], bool]
# The thresholds of the rules as they were first measured (the data's README).
FEW, MANY, ENOUGH = 20, 200, 30


def at_random(turn: int, left: int, rng: np.random.Generator) -> bool:
    """A coin decides."""
    return bool(rng.random() < 0.5)


def while_many(turn: int, left: int, rng: np.random.Generator) -> bool:
    """Ask while more than 30 are left."""
    return left > ENOUGH


def alternating(turn: int, left: int, rng: np.random.Generator) -> bool:
    """Ask while more than 200 are left, or more than 20 on even turns."""
    return left > MANY or (left > FEW and turn % 2 == 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """Ask the least certain values of the candidates left (each counts the same), or recommend ten of them."""

    graph: Graph
    when: When
    seed: int = 1

    def begin(self, rank: int, user: int, first: int, items: Ints) -> Talker:
        """A talk; the user is not looked at."""
        return _RuleTalk(self, items, first, np.random.default_rng((self.seed, rank)))


class _RuleTalk:
    def __init__(self, rule: Rule, items: Ints, first: int, rng: np.random.Generator) -> None:
        self._rule, self._items, self._rng = rule, items, rng
        self._asked = [first]

    def act(self, turn: int, listed: Flags) -> Ask | Recommend:
        left = np.flatnonzero(listed)
        if self._rule.when(turn, len(left), self._rng) and (question := self._question(left)):
            return question
        return Recommend(self._rng.permutation(left)[:LIST])

    def _question(self, left: Ints) -> Ask | None:
        """The value nearest to a half of the candidates, and the next of its group."""
        graph = self._rule.graph
        carried = np.concatenate([graph.tags[item] for item in self._items[left]])
        shares = np.bincount(carried, minlength=len(graph.tagged)) / len(left)  # (A,)
        openness: Floats = np.where(shares > 0, 1 - np.abs(2 * shares - 1), -1.0)
        openness[self._asked] = -1.0
        if self._rule.when is at_random:
            openness = np.where(openness >= 0, self._rng.random(len(openness)), -1.0)
        best = int(openness.argmax())
        if openness[best] < 0:
            return None
        same = np.flatnonzero((graph.group == graph.group[best]) & (openness >= 0))
        chosen = same[np.argsort(-openness[same], kind="stable")][:MOST_MARKS]
        return Ask(tuple(chosen.tolist()))

    def told(self, question: Ask, accepted: Sequence[bool]) -> None:
        self._asked += question.attributes

    def rejected(self, shown: Ints) -> None:
        """The protocol's list has lost them already."""


@dataclass(frozen=True, slots=True)
class RecommendOnly:
    """The prior's order, ten at a time, and never a question."""

    prior: Prior

    def begin(self, rank: int, user: int, first: int, items: Ints) -> Talker:
        """A talk without questions."""
        return _Lists(np.argsort(-self.prior(user, first, items), kind="stable"))


class _Lists:
    def __init__(self, order: Ints) -> None:
        self._order = order

    def act(self, turn: int, listed: Flags) -> Ask | Recommend:
        return Recommend(self._order[listed[self._order]][:LIST])

    def told(self, question: Ask, accepted: Sequence[bool]) -> None:
        """Nothing is asked."""

    def rejected(self, shown: Ints) -> None:
        """The protocol's list has lost them already."""
