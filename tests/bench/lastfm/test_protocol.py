"""The protocol of LastFM*, by hand on a tiny graph."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from bench.lastfm.figures import gain, measured, row
from bench.lastfm.graph import EPISODES, KG, Episode, Flags, Graph, Ints, read_episodes, read_graph
from bench.lastfm.simulator import ACTIONS, Ask, Noise, Outcome, Recommend, Talker, narrowed, play
from domain.errors import BadInput
from tests.bench.lastfm.worlds import write

CALM = Noise()


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return read_graph(write(tmp_path) / KG)


@dataclass
class Scripted:
    """Takes its actions from a list and keeps what it saw; fails when the list runs out."""

    actions: list[Ask | Recommend]
    lists: list[list[bool]] = field(default_factory=list)
    answers: list[list[bool]] = field(default_factory=list)
    items: list[int] = field(default_factory=list)

    def begin(self, rank: int, user: int, first: int, items: Ints) -> Talker:
        self.items = items.tolist()
        return self

    def act(self, turn: int, listed: Flags) -> Ask | Recommend:
        self.lists.append(listed.tolist())
        return self.actions[turn]

    def told(self, question: Ask, accepted: Sequence[bool]) -> None:
        self.answers.append(list(accepted))

    def rejected(self, shown: Ints) -> None:
        pass


def shown(*rows: int) -> Recommend:
    return Recommend(np.array(rows))


def episode(*targets: int) -> Episode:
    return Episode(0, 0, (targets[0], targets[1]), 0, (False, False))


def test_candidates_are_what_has_the_first_attribute(graph: Graph) -> None:
    talk = Scripted([shown(1)])
    play(episode(1, 3), graph, talk, CALM)
    assert talk.items == [0, 1, 2, 3, 4, 5]
    assert talk.lists == [[True] * 6]


def test_an_answer_is_yes_if_either_target_has_the_attribute_and_drops_the_other_target(graph: Graph) -> None:
    # targets 1 (tag 2) and 3 (tags 3, 4): 2 is accepted, 1 is not; what has 2 and not 1 stays: item 1 alone
    talk = Scripted([Ask((1, 2)), shown(1)])
    outcome = play(episode(1, 3), graph, talk, CALM)
    assert talk.answers == [[False, True]]
    assert talk.lists[1] == [False, True, False, False, False, False]
    assert outcome == Outcome(turn=1, place=1, questions=1)


def test_accepted_attributes_are_joined_and_rejected_ones_taken_off() -> None:
    has = np.array([[1, 0, 1, 0], [0, 1, 1, 0]], dtype=np.bool_)
    listed = np.ones(4, dtype=np.bool_)
    assert narrowed(listed, has, [True, True]).tolist() == [True, True, True, False]
    assert narrowed(listed, has, [True, False]).tolist() == [True, False, False, False]
    assert narrowed(listed, has, [False, False]).tolist() == [False, False, False, True]


def test_an_answer_that_leaves_nothing_keeps_the_list() -> None:
    has = np.array([[1, 1, 0]], dtype=np.bool_)
    listed = np.array([False, False, True])
    assert narrowed(listed, has, [True]).tolist() == [False, False, True]


def test_ten_or_fewer_candidates_stay_after_being_shown_in_vain(graph: Graph) -> None:
    talk = Scripted([shown(0, 2), shown(0, 3)])
    outcome = play(episode(1, 3), graph, talk, CALM)
    assert talk.lists[1] == [True] * 6
    assert outcome == Outcome(turn=1, place=2, questions=0)


def test_of_two_targets_shown_the_first_one_s_place_counts(graph: Graph) -> None:
    assert play(episode(1, 3), graph, Scripted([shown(3, 0, 1)]), CALM).place == 3


def test_an_episode_ends_after_fourteen_actions(graph: Graph) -> None:
    outcome = play(episode(1, 3), graph, Scripted([shown(0)] * ACTIONS), CALM)
    assert (outcome.turn, outcome.actions) == (None, 14)


def test_wrong_answers_are_the_same_for_every_system_and_as_many_as_said() -> None:
    wrong = np.array([Noise(0.2, seed=3).wrong(rank, 500) for rank in range(20)])
    assert wrong.mean() == pytest.approx(0.2, abs=0.02)
    assert (Noise(0.2, seed=3).wrong(7, 500) == wrong[7]).all()
    assert not Noise(0.0).wrong(7, 500).any()


def test_always_wrong_answers_turn_every_mark_around(graph: Graph) -> None:
    talk = Scripted([Ask((1, 2)), shown(1)])
    play(episode(1, 3), graph, talk, Noise(1.0))
    assert talk.answers == [[True, False]]


def test_metrics_by_hand() -> None:
    figures = measured([Outcome(0, 1, 0), Outcome(5, 3, 4), Outcome(None, None, 2)])
    # turn 0, place 1: 1/log2 3 + (1 − 1/log2 3) / 1 = 1; turn 5, place 3: 1/3 + (1/log2 7 − 1/3) / 2
    assert gain(0, 1) == pytest.approx(1.0)
    assert gain(5, 3) == pytest.approx(1 / 3 + (0.356207 - 1 / 3) / 2, abs=1e-6)
    assert figures[:, 0].tolist() == [1, 0, 0]
    assert figures[:, 1].tolist() == [1, 1, 0]
    assert figures[:, 2].tolist() == [1, 1, 0]
    assert figures[:, 3].tolist() == [1, 6, 15]


def test_differences_are_paired_and_fewer_turns_are_better() -> None:
    ours, theirs = measured([Outcome(0, 1, 0)] * 3), measured([Outcome(2, 1, 0)] * 3)
    cells = row("theirs", theirs, ours)
    assert cells["better_at"] == 2.0
    assert cells["better_at_ci"] == [2.0, 2.0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1,1,9,0,2,0,0,0", "user 9 is not in the graph"),
        ("1,1,0,0,3,1,0,0", "not both targets have first_attribute 1"),
        ("1,1,zero,0,3,0,0,0", "Line 3"),
    ],
)
def test_an_episode_that_cannot_be_is_named(tmp_path: Path, line: str, said: str) -> None:
    folder = write(tmp_path, rows=("0,0,0,1,3,0,0,0", line))
    with pytest.raises(BadInput, match=said):
        read_episodes(folder / EPISODES, read_graph(folder / KG))
