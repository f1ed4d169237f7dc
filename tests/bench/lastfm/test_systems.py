"""Priors, systems and the command, on a tiny graph and, where the data is, on a few real episodes."""

import json
from pathlib import Path

import numpy as np
import pytest

from agent.elicitation.value import Goal
from bench.lastfm.command import FULL, main, priors, systems
from bench.lastfm.features import FEATURES, UNMARKED, Features
from bench.lastfm.figures import measured
from bench.lastfm.graph import EPISODES, KG, read_episodes, read_graph
from bench.lastfm.prior import Inputs, columns, fit, uniform
from bench.lastfm.simulator import Ask, Noise, Recommend, play
from bench.lastfm.systems import _KEPT, SOFT, STRICT, Ours, Tuned, gains
from domain.errors import BadInput
from tests.bench.lastfm.worlds import write
from tests.conftest import SHARED_DATA

STAR = SHARED_DATA / "lastfm_star"


def test_features_know_users_by_what_they_listened_to(tmp_path: Path) -> None:
    graph = read_graph(write(tmp_path) / KG)
    table = Features(graph)(0, 0, np.arange(6))
    named = {name: table[:, column] for column, name in enumerate(FEATURES)}
    assert named["seen"].tolist() == [1, 0, 1, 0, 0, 0]
    assert named["cold"].tolist() == [0, 0, 0, 0, 1, 1]
    assert named["length"].tolist() == pytest.approx(np.log([2, 2, 3, 3, 2, 2]).tolist())
    # items 0 and 2 were heard; user 1 heard 2 as well, and 1: cosine of 2 and 1 = 1/√(2·1)
    assert named["item-knn"][1] == pytest.approx(np.log1p(20 / 2**0.5), rel=1e-6)
    assert named["profile"].argmax() in (0, 2)


def test_a_prior_without_the_split_s_marks_has_nothing_to_read_them_off() -> None:
    used = {FEATURES[column] for column in columns(Inputs.NO_ARTEFACTS)}
    assert used == set(UNMARKED)
    assert not [name for name in used if any(mark in name for mark in ("seen", "cold", "popularity", "nearest"))]


def test_a_fitted_prior_is_a_distribution_and_better_than_none(tmp_path: Path) -> None:
    folder = write(tmp_path)
    graph = read_graph(folder / KG)
    logit = fit(read_episodes(folder / EPISODES, graph), graph, Features(graph), Inputs.FULL)
    p = logit(0, 0, np.arange(6))
    assert p.sum() == pytest.approx(1.0)
    assert logit.nats < np.log(6)


def test_who_stays_in_the_list_is_who_has_a_yes_and_no_no() -> None:
    # rows: heard 0 … 3 (bit 1 = first mark), columns: own
    assert _KEPT.tolist() == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 1, 1, 1]]


def test_a_strict_talk_shows_only_the_protocol_s_list(tmp_path: Path) -> None:
    graph = read_graph(write(tmp_path) / KG)
    talk = Ours(graph, uniform, STRICT, strict=True).begin(0, 0, 0, np.arange(6))
    listed = np.array([False, True, False, False, True, False])
    action = talk.act(13, listed)
    assert isinstance(action, Recommend)
    assert set(action.rows.tolist()) <= {1, 4}


def test_a_soft_talk_never_shows_twice_while_something_else_is_left(tmp_path: Path) -> None:
    graph = read_graph(write(tmp_path) / KG)
    talk = Ours(graph, uniform, SOFT, strict=False).begin(0, 0, 0, np.arange(6))
    talk.rejected(np.array([0, 1, 2]))
    action = talk.act(13, np.ones(6, dtype=np.bool_))
    assert isinstance(action, Recommend)
    assert action.rows[:3].tolist() == [3, 4, 5]


def test_what_was_answered_is_not_asked_again(tmp_path: Path) -> None:
    graph = read_graph(write(tmp_path) / KG)
    # Answers that hardly tell anything, asked for what they tell: the same question stays the best one.
    deaf = Tuned(error_rate=0.4, partner=0.0, goal=Goal(gains(), sure=1.1, least_told=0.0))
    crowd = np.repeat(np.arange(6), 20)
    talk = Ours(graph, uniform, deaf, strict=False).begin(0, 0, 0, crowd)
    asked: list[int] = []
    for turn in range(4):
        action = talk.act(turn, np.ones(len(crowd), dtype=np.bool_))
        assert isinstance(action, Ask)
        asked += action.attributes
        talk.told(action, [True] * len(action.attributes))
    assert len(asked) == len(set(asked))


def test_an_answer_is_believed(tmp_path: Path) -> None:
    graph = read_graph(write(tmp_path) / KG)
    talk = Ours(graph, uniform, SOFT, strict=False).begin(0, 0, 0, np.arange(6))
    talk.told(Ask((4,)), [True])
    action = talk.act(13, np.ones(6, dtype=np.bool_))
    assert isinstance(action, Recommend)
    assert set(action.rows[:2].tolist()) == {3, 4}


def test_the_command_prints_every_row_and_ends_with_one_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path)
    assert main(["--data", str(tmp_path), "--ranks", "0:1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (found["bench"], found["n"]) == ("lastfm", 1)
    names = [one["system"] for one in found["rows"]]
    assert names[0] == FULL and any(name.startswith("published") for name in names)
    assert found["rows"][0]["sr@15"] == 1.0


def test_ranks_that_no_episode_has_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path)
    assert main(["--data", str(tmp_path), "--ranks", "7000:7001"]) == 1
    assert "No episode has a rank from 7000 to 7000" in capsys.readouterr().err


def test_ranks_that_end_before_they_begin_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--data", str(tmp_path), "--ranks", "5:2"])
    assert "write A:B" in capsys.readouterr().err


def test_a_folder_without_the_data_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path)]) == 1
    assert "--data" in capsys.readouterr().err


@pytest.mark.skipif(not STAR.is_dir(), reason="needs the data folder ../shared/data/lastfm_star")
def test_on_real_episodes_questions_find_what_recommending_alone_does_not() -> None:
    graph = read_graph(STAR / KG)
    played = read_episodes(STAR / EPISODES, graph)[4_000:4_060]
    asked = Ours(graph, uniform, SOFT, strict=False)
    figures = measured([play(one, graph, asked, Noise()) for one in played])
    never = {name: system for name, system, _ in systems(graph, dict.fromkeys(Inputs, uniform))}
    alone = measured([play(one, graph, never["baseline: recommend only, full prior"], Noise()) for one in played])
    assert figures[:, 2].mean() > alone[:, 2].mean()
    assert figures[:, 3].mean() < alone[:, 3].mean()


def test_without_held_back_episodes_there_is_no_prior(tmp_path: Path) -> None:
    graph = read_graph(write(tmp_path) / KG)
    with pytest.raises(BadInput, match="nothing to fit"):
        priors([], graph)
