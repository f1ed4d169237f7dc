"""Hand-labelled messages of shoppers, and real requests: how much of them the built-in reader understands.

The figures are those of `python -m bench.understanding`; the bars are asserted on the half that was not tuned on.
"""

from pathlib import Path

import pytest

from agent.state import EMPTY
from agent.understand.parser import Parser
from bench import understanding
from bench.slots import LabelledTurn, Labels, Slot, labels, tally
from bench.understanding import Judged, catalogue_of, judged, open_catalogues, requests_of, row
from domain.meaning import Act, Meaning, Need
from domain.ports import Catalogue
from domain.wishes import TEXT, Op, Wish
from retrieval.languages.english import English

BARS = {"slot_precision": 0.95, "slot_recall": 0.90, "act_accuracy": 0.93, "negation_scope": 0.95}


@pytest.fixture(scope="module")
def catalogues(shared_data: Path) -> dict[str, Catalogue]:
    return open_catalogues(shared_data)


@pytest.fixture(scope="module")
def untuned(catalogues: dict[str, Catalogue]) -> dict[str, list[Judged]]:
    return {part: list(judged(labels(part), catalogues)) for part in understanding.UNTUNED}


@pytest.mark.parametrize("part", understanding.UNTUNED)
@pytest.mark.parametrize(("figure", "bar"), BARS.items())
def test_messages_that_were_not_tuned_on_are_understood(
    part: str, figure: str, bar: float, untuned: dict[str, list[Judged]]
) -> None:
    measured = row(part, untuned[part])[figure]
    assert isinstance(measured, float) and measured >= bar


def test_every_real_request_is_read_and_almost_none_is_given_a_price(
    catalogues: dict[str, Catalogue], shared_data: Path
) -> None:
    parser = Parser(English())
    texts = requests_of(shared_data)
    read = [parser(text, EMPTY, catalogues["retail"]) for text in texts]
    assert len(read) == 2000 and all(isinstance(meaning, Meaning) for meaning in read)
    # No request names a price; one has a figure that reads like one ("12 max").
    assert sum(any(wish.attribute == "price" for wish in meaning.wishes) for meaning in read) <= len(read) * 0.001


def test_what_was_tuned_on_over_the_demo_shop_stays_understood() -> None:
    """The part of the labels that needs no data beside the repository."""
    half = labels("tuning")
    demo = Labels(half.half, half.seed, 0, half.screens, tuple(turn for turn in half.turns if turn.shop == "demo"))
    results = list(judged(demo, {"demo": catalogue_of("demo", understanding.ROOT / "demo" / "products.jsonl")}))
    figures = row("demo", results)
    assert len(results) >= 100
    assert {name for name, bar in BARS.items() if not _at_least(figures[name], bar)} == set()


def _at_least(measured: object, bar: float) -> bool:
    return isinstance(measured, float) and measured >= bar


def test_the_parts_are_apart_and_about_half_is_not_tuned_on() -> None:
    parts = {name: labels(name).turns for name in understanding.HALVES}
    ids = [turn.id for turns in parts.values() for turn in turns]
    texts = [turn.text for turns in parts.values() for turn in turns if not turn.screen and not turn.asked]
    assert len(ids) == len(set(ids)) >= 700
    assert len(set(texts) - {""}) > 0.99 * len(texts)
    assert sum(len(parts[name]) for name in understanding.UNTUNED) >= 0.45 * len(ids)
    assert {turn.act for turns in parts.values() for turn in turns} == {act.value for act in Act} - {"edit", "rep"}


# -- the scorer itself, on numbers worked by hand


def labelled(*needs: tuple[Slot, ...]) -> LabelledTurn:
    return LabelledTurn("x-1", "demo", "…", "inform", needs)


CAP = Slot("price", Op.MAX, hard=True, number=2500.0)
MUG = Slot("thing", Op.IS, values=("blue mug",))


def test_a_wish_is_right_only_with_its_side_its_figure_and_its_strength() -> None:
    cap = Wish("price", Op.MAX, ("25.00",), 2500.0, "GBP", hard=True)
    for wish, right in (
        (cap, 1),
        (Wish("price", Op.MIN, ("25.00",), 2500.0, "GBP", hard=True), 0),
        (Wish("price", Op.MAX, ("30.00",), 3000.0, "GBP", hard=True), 0),
        (Wish("price", Op.MAX, ("25.00",), 2500.0, "GBP"), 0),
    ):
        counted = tally(labelled((CAP,)), Meaning(Act.INFORM, wishes=(wish,)), English())
        assert (counted.right, counted.recalled, counted.predicted, counted.labelled) == (right, right, 1, 1)


def test_free_words_must_all_be_wanted_and_all_be_found() -> None:
    def counted(words: str) -> tuple[int, int]:
        found = tally(labelled((MUG,)), Meaning(Act.INFORM, wishes=(Wish(TEXT, Op.LIKE, (words,)),)), English())
        return found.right, found.recalled

    assert counted("blue mugs") == (1, 1)
    assert counted("mug") == (1, 0)
    assert counted("blue mug yesterday") == (0, 1)


def test_a_wish_of_another_need_is_wrong() -> None:
    cap = Wish("price", Op.MAX, ("25.00",), 2500.0, "GBP", hard=True)
    mug = Wish(TEXT, Op.LIKE, ("blue mug",))
    turn = labelled((MUG,), (CAP,))
    apart = Meaning(Act.INFORM, wishes=(mug,), further=(Need((cap,)),))
    together = Meaning(Act.INFORM, wishes=(mug, cap))
    assert tally(turn, apart, English()).right == 2
    assert (tally(turn, together, English()).right, tally(turn, together, English()).recalled) == (1, 1)
