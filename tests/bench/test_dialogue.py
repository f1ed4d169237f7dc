"""The dialogue benchmark: its loop, its measures worked by hand, and systems that meet the same shoppers."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from agent import policy
from agent.build import open_app
from agent.settings import Settings
from bench import dialogue
from bench.dialogues import measures, page
from bench.dialogues.baselines import Popularity
from bench.dialogues.cast import cases, play, seeing, shopper
from bench.dialogues.entropy import entropy
from bench.dialogues.leaks import leak
from bench.dialogues.loop import Line, Referee, Run, converse, spoken
from bench.dialogues.measures import Paired, failure, question_values, success
from bench.dialogues.ours import NAME
from bench.dialogues.pebol import Pebol, entailed
from bench.dialogues.protocol import CARDS, Offer
from bench.dialogues.shelf import Shelf, opened_shop
from bench.evaluate import evaluate, written
from bench.oracle.check import Card
from bench.oracle.judge import Cap, Judge
from bench.oracle.rows import Row
from bench.shopper.frozen import stamp
from bench.shopper.need import market
from bench.shopper.shopper import Heard, Move
from domain.actions import Question
from domain.inputs import Answer, CardAction, CardActionType, Words
from domain.ports import Shop
from retrieval.catalogue import MemoryCatalogue
from retrieval.languages.english import English
from tests.bench.shelf import items
from tests.fakes.encoder import HashEncoder

SHELF = items()


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    encoder, catalogue = HashEncoder(), MemoryCatalogue.of(Shop("shelf", "GBP", 1), SHELF, language=English())
    vectors = np.asarray(encoder.encode([item.text for item in SHELF]), np.float32)
    return Shelf("shelf", catalogue, tuple(SHELF), vectors, encoder, market(SHELF, "GBP"))


class Scripted:
    """A system that shows what it was told to show, and writes down what it hears."""

    def __init__(self, shelf: Shelf, pages: Sequence[Sequence[str]], name: str = "scripted") -> None:
        self.shelf, self.pages, self.name, self.heard = shelf, pages, name, list[Move]()

    def start(self, seed: str) -> None:
        self.heard = []

    def hear(self, move: Move) -> Offer:
        self.heard.append(move)
        shown = self.pages[min(len(self.heard), len(self.pages)) - 1]
        return Offer(tuple(Card(item_id) for item_id in shown), None, tuple(item.item_id for item in SHELF))


def run(system: str, case: str, found: int | None, *, persona: str = "plain", rank: int | None = 1) -> Run:
    lines = tuple(Line(Words("hello"), Offer(()), rank) for _ in range(found or 5))
    return Run(system, persona, case, "p1", found, False, lines, ())


# -- the loop
# ---------------------------------------------------------------------------------------------------------------------


def test_a_conversation_ends_when_the_product_is_shown(shelf: Shelf) -> None:
    case = cases(shelf, 1, 1, names=["plain"])[0]
    wanted = case.target.item_id
    other = next(item.item_id for item in SHELF if item.item_id != wanted)
    system = Scripted(shelf, [[other], [other, wanted]])
    groups = {item.item_id: item.group_id for item in SHELF}
    found = converse(system, shopper(case, shelf, seeing(shelf)), case.target, Referee(groups))
    assert found.found == 2 and len(found.lines) == 2
    assert found.lines[-1].rank == 2 and found.reciprocal_rank == 0.5


def test_five_turns_without_the_product_are_a_failure(shelf: Shelf) -> None:
    case = cases(shelf, 1, 1, names=["plain"])[0]
    other = next(item.item_id for item in SHELF if item.item_id != case.target.item_id)
    system = Scripted(shelf, [[other]])
    groups = {item.item_id: item.group_id for item in SHELF}
    lost = converse(system, shopper(case, shelf, seeing(shelf)), case.target, Referee(groups))
    assert lost.found is None and len(lost.lines) == 5 and failure(lost) == 1.0


def test_every_system_meets_the_same_first_words(shelf: Shelf) -> None:
    played = cases(shelf, 22, 1)
    pages = [[item.item_id for item in SHELF[:3]]], [[item.item_id for item in SHELF[7:9]]]
    heard: dict[str, list[Move]] = {"one": [], "other": []}
    for system in (Scripted(shelf, pages[0], "one"), Scripted(shelf, pages[1], "other")):
        runs = play([system], played, shelf, turns=5)
        heard[system.name] = [run.lines[0].move for run in runs]
    assert heard["one"] == heard["other"] and len(set(heard["one"])) > 10


def test_exact_wishes_are_judged_on_the_raw_rows() -> None:
    rows = {name: Row("toys", name, name, "", "", "", price, True) for name, price in (("dear", 2000), ("cheap", 900))}
    referee = Referee(
        {"dear": "dear", "cheap": "cheap"},
        Judge({**rows, "unknown": Row("toys", "unknown", "", "", "", "", None, None)}),
    )
    offer = Offer((Card("dear"), Card("cheap")), ranking=("cheap", "dear", "unknown"))
    broken = referee.broken(offer, [Cap(1000)])
    assert broken.shown == ("dear",) and broken.ranked == ("dear", "unknown")
    marked = Offer((Card("dear", extra="over the budget"),), ranking=("dear",))
    assert referee.broken(marked, [Cap(1000)]).shown == () == referee.broken(marked, [Cap(1000)]).ranked
    assert referee.broken(offer, []).ranked == ()


def test_a_press_and_an_answer_can_be_read_in_a_transcript() -> None:
    assert spoken(Answer("colour", "red")) == "[colour: red]" and spoken(Answer("age", "")) == "[age: I do not mind]"
    assert spoken(CardAction(CardActionType.MORE_LIKE_THIS, ("p1",))) == "[more like this p1]"


# -- measures
# ---------------------------------------------------------------------------------------------------------------------


def test_measures_by_hand() -> None:
    runs = [
        run("a", "n1", 1),
        run("a", "n2", 3, rank=2),
        run("a", "n3", None, rank=11),
        run("a", "n4", None, rank=None),
    ]
    paired = Paired.of(runs, 1)
    means = {name: paired.mean("a", of).value for name, of in measures.MEASURES.items()}
    assert means["sr@1"] == 0.25 and means["sr@3"] == 0.5 and means["sr@5"] == 0.5
    assert means["mrr@10"] == (1 + 0.5) / 4
    assert means["at"] == (1 + 3 + 6 + 6) / 4


def test_differences_are_paired_by_need() -> None:
    ours = [run("ours", f"n{number}", 1 if number % 2 else None) for number in range(40)]
    theirs = [run("theirs", f"n{number}", 1 if number % 4 == 1 else None) for number in range(40)]
    paired = Paired.of([*theirs[::-1], *ours], 1)
    gap = paired.difference("ours", "theirs", success)
    assert gap.value == 0.25 and gap.low > 0
    ratio = paired.ratio("ours", "theirs", failure)
    assert ratio.value == pytest.approx(20 / 30) and ratio.low < ratio.value < ratio.high < 1
    same = paired.difference("ours", "ours", success)
    assert same.value == same.low == same.high == 0.0


def test_a_need_is_drawn_with_all_its_personas() -> None:
    twice = [
        run("a", f"n{number}", 1 if number < 10 else None, persona=name) for number in range(20) for name in ("x", "y")
    ]
    once = [one for one in twice if one.persona == "x"]
    assert Paired.of(twice, 1).mean("a", success) == Paired.of(once, 1).mean("a", success)


def test_a_question_that_comes_with_the_product_is_not_counted() -> None:
    asking = Offer((), Question("colour", "", ()))
    lines = (Line(Words("a"), asking, 5), Line(Words("b"), asking, 1))
    assert Run("a", "plain", "n", "p", 2, False, lines, ()).questions == 1
    assert Run("a", "plain", "n", "p", None, False, lines, ()).questions == 2


def test_the_value_of_a_question_is_how_far_its_answers_raise_the_product() -> None:
    asking = Offer((), Question("colour", "", ()))
    lines = (Line(Words("a"), asking, 8), Line(Words("red"), Offer(()), 2))
    told = Run("a", "plain", "n1", "p", None, False, lines, (Heard("colour", "told"),))
    silent = Run("a", "plain", "n2", "p", None, False, lines, (Heard("colour", "dont_know"),))
    one = question_values([told, silent])[0]
    assert (one.attribute, one.count, one.told, one.before, one.after) == ("colour", 2, 0.5, 8, 2)
    assert one.gain == pytest.approx(np.log(4))


# -- systems
# ---------------------------------------------------------------------------------------------------------------------


def test_every_system_shows_as_many_cards_as_the_shop() -> None:
    assert CARDS == policy.CARDS <= 5


def test_no_page_is_shown_twice(shelf: Shelf) -> None:
    system = Popularity(shelf, "popularity")
    system.start("1")
    pages = [system.hear(Words("anything")) for _ in range(5)]
    shown = [card.item_id for offer in pages for card in offer.cards]
    assert len(shown) == len(set(shown)) == 5 * CARDS


def test_entropy_by_hand() -> None:
    assert entropy([2, 2], 4) == pytest.approx(np.log(2)) and entropy([4, 0], 4) == 0


def test_pebol_believes_more_in_what_the_words_entail_and_less_after_a_no(shelf: Shelf) -> None:
    def understand(*_: object) -> object:
        raise AssertionError("plain words with no question pending need no parser")

    system = Pebol(shelf=shelf, name="pebol", understand=understand)  # type: ignore[arg-type]
    system.start("1")
    system.hear(Words("red wood"))
    means = system._alpha / (system._alpha + system._beta)
    red = [row for row, item in enumerate(SHELF) if "red" in item.text and "wood" in item.text]
    assert means[red].mean() > means.mean()
    system._pending = ("colour", "red")
    before = means[red].mean() - means.mean()
    system._update(Answer("colour", "not red"))
    means = system._alpha / (system._alpha + system._beta)
    assert means[red].mean() - means.mean() < before
    assert entailed(np.ones(3, np.float32)).tolist() == pytest.approx([1 / (1 + np.exp(4.5))] * 3)


def test_words_of_facts_do_not_find_made_up_titles(shelf: Shelf) -> None:
    look = seeing(shelf)
    found = leak([(case.target, shopper(case, shelf, look)) for case in cases(shelf, 20, 1, names=["plain"])], SHELF)
    assert found.copied_first == found.facts_first == found.whole_title == 0.0


# -- a whole shop
# ---------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    rows = [
        {
            "id": item.item_id,
            "title": f"{item.title} {item.text}",
            "description": f"Colour: {item.facts[2].value}. Material: {item.facts[3].value}.",
            "category": " > ".join(item.category),
            "price": f"{(item.price_minor or 0) / 100:.2f}",
            "currency": "GBP",
        }
        for item in items(40)
    ]
    (folder / "feed.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def test_all_systems_play_and_the_report_stands_alone(shop: Path) -> None:
    with open_app(Settings(home=shop / "home"), encoder=HashEncoder()) as app:
        app.ingest([shop / "feed.jsonl"], shop="shelf")
        app.index("shelf")
        outcome = dialogue.measure(*opened_shop(app, "shelf"), needs=11)
        found = evaluate(app, "shelf", sessions=11)
        shown = page.page("shelf", outcome.runs, outcome.tables, app.agent("shelf").floor.now().catalogue)
    names = [row["system"] for row in outcome.tables["systems"]]
    assert names[0] == NAME and len(names) == len(set(names)) == 8
    told = json.loads(dialogue.as_json(outcome))
    assert told["bench"] == "dialogue" and told["n"] == 11 and told["simulator"] == stamp()
    assert {"sr@5", "sr@5_ci", "mrr@10", "questions"} <= set(told["rows"][0])
    assert "<svg" in shown and not re.search(r"<script|https?:|src=", shown)
    assert stamp() in shown and "Failures" in shown
    summary = found.report.rows[0]
    assert summary["system"] == NAME and summary["runs"] and "coverage" in summary and "cold_share" in summary
    assert stamp() in found.text() and "<svg" in written(found, shop / "new" / "report.html").read_text("utf-8")
