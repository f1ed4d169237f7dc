"""The auditor over random talk: nothing to say against the shop's own replies, and planted lies found."""

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from agent.build import open_app
from agent.settings import load_settings
from bench.any_talk import Recorded
from bench.audit import SHOPS, audited, planted, recorded_in, true_statements, unbacked
from bench.planting import PLANTINGS, Planted
from demo.products import FEED
from tests.fakes.encoder import HashEncoder

DATA = Path(__file__).parents[3] / "shared" / "data"
REPLIES, MUTATIONS, SENTENCES, SEED = 200, 315, 400, 20


# Products of each shop: enough of every kind of fact, and imported in seconds.
MOST_PRODUCTS = 400


def beginning_of(feed: Path, folder: Path) -> Path:
    """The first products of a feed in its own format; the whole of a small one."""
    part = folder / feed.name
    with feed.open(newline="", encoding="utf-8") as file, part.open("w", newline="", encoding="utf-8") as out:
        if feed.suffix == ".csv":
            csv.field_size_limit(10_000_000)
            csv.writer(out).writerows(islice(csv.reader(file), MOST_PRODUCTS + 1))
        else:
            out.writelines(islice(file, MOST_PRODUCTS) if feed.suffix == ".jsonl" else file)
    return part


@pytest.fixture(scope="module")
def replies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Recorded]]:
    if not DATA.is_dir():
        pytest.skip("../shared/data is not there: no feeds to talk about")
    with open_app(load_settings(home=tmp_path_factory.mktemp("home")), encoder=HashEncoder()) as app:
        for shop, feed in SHOPS.items():
            beginning = feed if feed == FEED else beginning_of(DATA / feed, tmp_path_factory.mktemp(shop))
            app.ingest([beginning], shop)
            app.index(shop)
        yield recorded_in(app, list(SHOPS), replies=REPLIES, seed=SEED)


@pytest.fixture(scope="module")
def lies(replies: list[Recorded]) -> list[Planted]:
    return list(planted(replies, mutations=MUTATIONS, seed=SEED))


def test_no_reply_of_any_shop_says_what_nothing_backs(replies: list[Recorded]) -> None:
    judged = list(audited(replies))
    assert len(judged) >= REPLIES * 0.9
    assert [(one.text, one.claims) for one in judged if one.claims] == []


def test_planted_lies_are_found_whatever_their_kind_and_wording(lies: list[Planted]) -> None:
    missed = [(lie.kind, lie.text, lie.claim) for lie in lies if not unbacked(lie.statement.source, lie.text)]
    assert {lie.kind for lie in lies} == set(PLANTINGS)
    assert len(lies) >= 0.9 * MUTATIONS
    assert len(missed) <= 0.01 * len(lies), missed


def test_a_planted_lie_is_the_only_thing_wrong_with_its_text(lies: list[Planted]) -> None:
    for lie in lies:
        assert lie.text != lie.statement.text
        assert not unbacked(lie.statement.source, lie.statement.text)


def test_true_sentences_of_a_free_speaker_are_let_through(replies: list[Recorded]) -> None:
    spoken = (one for one in true_statements(replies, seed=SEED) if one.form not in ("built-in", "free, unseen"))
    refused = [(one.pattern, one.text) for one in islice(spoken, SENTENCES) if unbacked(one.source, one.text)]
    assert len(refused) <= 0.05 * SENTENCES, refused
