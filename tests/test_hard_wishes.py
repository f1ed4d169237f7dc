"""Hard wishes on the real feeds, judged by the oracle that shares nothing with the extraction."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from agent.turn import Agent
from bench import hard_wishes
from bench.hard_wishes import Measured, filtered, judges, row, spoken
from bench.oracle.check import Card, Outcome
from bench.oracle.judge import Judge
from bench.oracle.rows import FEEDS
from bench.oracle.wishes import generate
from bench.report import wilson
from domain.wishes import Wish
from tests.fakes.encoder import HashEncoder

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"
CASES = generate(hard_wishes.COUNT, seed=hard_wishes.SEED)

needs_data = pytest.mark.skipif(
    not all((DATA / feed).exists() for feed in FEEDS.values()), reason="../shared/data (toys, retail) is not there"
)


@pytest.fixture(scope="module")
def judge() -> dict[str, Judge]:
    return judges(DATA)


@pytest.fixture(scope="module")
def agents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Agent]]:
    # The filters read no vector; the benchmark runs the same with the built-in encoder.
    with hard_wishes.open_agents(DATA, tmp_path_factory.mktemp("home"), encoder=HashEncoder()) as opened:
        yield opened


def faults(outcomes: Sequence[Outcome]) -> list[tuple[str, tuple[str, ...], bool]]:
    """What broke, by the words of the wish: empty when nothing did."""
    return [(o.case.text, o.broken, o.empty) for o in outcomes if o.broken or o.empty]


@needs_data
def test_the_filter_keeps_every_hard_wish_and_leaves_a_match(judge: dict[str, Judge], agents: dict[str, Agent]) -> None:
    passing = {shop: agent.floor.now().catalogue.passing for shop, agent in agents.items()}
    assert faults(filtered(CASES, judge, passing)) == []


@needs_data
def test_a_conversation_keeps_every_hard_wish_and_shows_a_match_at_once(
    judge: dict[str, Judge], agents: dict[str, Agent]
) -> None:
    conversations = {shop: hard_wishes.talking_to(agent) for shop, agent in agents.items()}
    # Every fifth wish, which keeps all kinds and both shops (they come round every six); the benchmark has all.
    assert faults(spoken(CASES[::5], judge, conversations)) == []


@needs_data
def test_every_wish_has_a_known_match_and_nearly_every_one_a_known_violation(judge: dict[str, Judge]) -> None:
    outcomes = filtered(CASES, judge, hard_wishes.unfiltered(judge))
    assert all(outcome.known for outcome in outcomes)
    assert sum(bool(outcome.broken) for outcome in outcomes) > 280
    assert not any(outcome.hidden for outcome in outcomes)


@needs_data
def test_a_shop_that_shows_nothing_fails_every_wish(judge: dict[str, Judge]) -> None:
    def nothing(_: Sequence[Wish]) -> Sequence[str]:
        return ()

    outcomes = filtered(CASES, judge, dict.fromkeys(judge, nothing))
    assert all(outcome.empty and len(outcome.hidden) == outcome.known for outcome in outcomes)


@needs_data
def test_a_violation_in_the_last_reply_is_counted_as_much_as_one_in_the_first(judge: dict[str, Judge]) -> None:
    case = next(case for case in CASES if case.kind == "cap")
    shop = judge[case.shop]
    bad = next(item_id for item_id in shop.ids if shop.violates(item_id, case.demands))
    good = min(shop.matches(case.demands))

    def conversation(messages: Sequence[str]) -> list[list[Card]]:
        return [[Card(good)] for _ in messages[:-1]] + [[Card(good), Card(bad)]]

    (outcome,) = spoken([case], judge, {case.shop: conversation})
    assert outcome.violations == (bad,)
    assert row(Measured("warmstart", "words", (outcome,)))["violations"] == 1


def test_wilson_interval_of_none_in_three_hundred() -> None:
    # z² / (n + z²) = 3.8415 / 303.8415
    assert wilson(0, 300) == [0.0, 0.0126]
    assert wilson(0, 0) == [0.0, 1.0]
