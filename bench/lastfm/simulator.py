"""The simulated user and the candidate list of the protocol of multi-round conversational recommendation.

The evaluation of UNICORN (Deng et al., SIGIR 2021) in its multiple-choice form (MCMIPL, Zhang et al., WWW 2022): the
user has two targets and volunteers one attribute of both; then at most 14 actions, t = 0 … 13, each a question on up to
two attributes of one group, or a list of ten items.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bench.lastfm.graph import Episode, Flags, Graph, Ints

ACTIONS = 14
LIST = 10
MOST_MARKS = 2


@dataclass(frozen=True, slots=True)
class Ask:
    """A multiple-choice question on one or two attributes of one group."""

    attributes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Recommend:
    """At most ten items, best first, as rows of the talk's items."""

    rows: Ints


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an episode ended: the action of success from 0 and the target's place from 1, or `None` for both; questions
    asked."""

    turn: int | None
    place: int | None
    questions: int

    @property
    def actions(self) -> int:
        """Actions taken."""
        return ACTIONS if self.turn is None else self.turn + 1


class Talker(Protocol):
    """A system in one episode. It sees the candidate list of the protocol and the answers, never the targets."""

    def act(self, turn: int, listed: Flags) -> Ask | Recommend:
        """The next action; `listed` (C,) is the protocol's candidate list."""
        ...

    def told(self, question: Ask, accepted: Sequence[bool]) -> None:
        """The answer to a question."""
        ...

    def rejected(self, shown: Ints) -> None:
        """None of the rows shown is a target."""
        ...


class System(Protocol):
    """A way to talk: makes a `Talker` for a user, the first attribute and the items (C,) that have it."""

    def begin(self, rank: int, user: int, first: int, items: Ints) -> Talker:
        """A new episode; `rank` only seeds what is random."""
        ...


@dataclass(frozen=True, slots=True)
class Noise:
    """Wrong answers: each mark is answered wrongly with probability `rate`, drawn by episode and attribute from
    `seed`.

    All systems hear the same wrong answers, so their differences are paired.
    """

    rate: float = 0.0
    seed: int = 1

    def wrong(self, rank: int, attributes: int) -> Flags:
        """Which attributes (A,) would be answered wrongly in an episode."""
        if self.rate == 0:
            return np.zeros(attributes, dtype=np.bool_)
        drawn: NDArray[np.float64] = np.random.default_rng((self.seed, rank)).random(attributes)
        return drawn < self.rate


def play(episode: Episode, graph: Graph, system: System, noise: Noise) -> Outcome:
    """One episode from the volunteered attribute to success or the last action."""
    items = graph.tagged[episode.first]  # (C,)
    talker = system.begin(episode.rank, episode.user, episode.first, items)
    liked = graph.has[:, episode.targets[0]] | graph.has[:, episode.targets[1]]  # (A,)
    said = liked ^ noise.wrong(episode.rank, len(liked))
    listed = np.ones(len(items), dtype=np.bool_)
    questions = 0
    for turn in range(ACTIONS):
        match talker.act(turn, listed):
            case Ask() as question:
                accepted = [bool(said[attribute]) for attribute in question.attributes]
                has = graph.has[list(question.attributes)][:, items]  # (marks, C)
                listed = narrowed(listed, has, accepted)
                talker.told(question, accepted)
                questions += 1
            case Recommend(rows):
                if place := _place(items[rows], episode.targets):
                    return Outcome(turn, place, questions)
                listed = _without(listed, rows)
                talker.rejected(rows)
    return Outcome(None, None, questions)


def narrowed(listed: Flags, has: Flags, accepted: Sequence[bool]) -> Flags:
    """The candidate list (C,) after an answer: those with an accepted attribute (if any) and with no rejected one.

    `has` (marks, C): which items have the attributes asked about. An empty result keeps the old list.
    """
    yes = np.array(accepted, dtype=np.bool_)  # (marks,)
    kept = listed & ~has[~yes].any(axis=0)
    if yes.any():
        kept &= has[yes].any(axis=0)
    return kept if kept.any() else listed


def _without(listed: Flags, shown: Ints) -> Flags:
    """Ten shown in vain leave the list if it holds more than ten."""
    if listed.sum() <= LIST:
        return listed
    left = listed.copy()
    left[shown] = False
    return left


def _place(shown: Ints, targets: tuple[int, int]) -> int | None:
    """The place from 1 of the target shown; of the first target if both are (as the source has it)."""
    for target in targets:
        places = np.nonzero(shown == target)[0]
        if len(places):
            return int(places[0]) + 1
    return None
