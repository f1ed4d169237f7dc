"""The bars of the facts benchmark: what is extracted of 284 products against what a person read of them."""

from functools import cache
from itertools import product

import pytest

from bench import facts as bench
from bench.oracle.facts import RELATIONS, SETS, TUNED, Read, judged, load, same
from domain.items import Fact
from tests.conftest import SHARED_DATA

needs_data = pytest.mark.skipif(
    not all((SHARED_DATA / feed).exists() for feed in bench.FEEDS.values()),
    reason="../shared/data (toys, retail, office, beauty) is not there",
)


@cache
def results() -> list[bench.Judged]:
    return bench.measure(SHARED_DATA)


def figures(shop: str, part: str) -> tuple[float | None, float | None]:
    found = next(
        row for row in bench.rows(results()) if (row["set"], row["part"], row["relation"]) == (shop, part, "all")
    )
    precision, recall = found["precision"], found["recall"]
    assert precision is None or isinstance(precision, float)
    assert recall is None or isinstance(recall, float)
    return precision, recall


@needs_data
@pytest.mark.parametrize(("shop", "part"), list(product((*SETS, "all"), (TUNED, bench.UNSEEN))))
def test_facts_are_right_and_found(shop: str, part: str) -> None:
    precision, recall = figures(shop, part)
    assert precision is None or precision >= bench.PRECISION
    assert recall is None or recall >= bench.RECALL


@needs_data
def test_ages_are_right_in_months() -> None:
    items = {item.item_id: item for item in bench.items_of("toys", SHARED_DATA)}
    shares = {row["part"]: row["right"] for row in (*bench.ages(results()), bench.ages_of_toys(items))}
    for part in (TUNED, bench.UNSEEN, "toys_labels.json"):
        right = shares[part]
        assert isinstance(right, float)
        assert right >= bench.AGES


@pytest.mark.parametrize(("shop", "count"), [("toys", 76), ("retail", 84), ("office", 84), ("beauty", 40)])
def test_labels_are_whole_and_most_of_them_were_not_looked_at(shop: str, count: int) -> None:
    reads = load(shop)
    assert len({read.item_id for read in reads}) == count
    assert sum(read.part == TUNED for read in reads) <= count // 2
    assert all({*read.says, *read.open} <= set(RELATIONS) for read in reads)


def test_a_fact_without_a_label_is_wrong_and_an_open_one_counts_for_nothing() -> None:
    read = Read("1", {"colour": ("red",), "weight": ("100 g",)}, {"colour": ("blue",)}, part=TUNED)
    facts = [Fact("1", "colour", colour, "", "title") for colour in ("red", "blue", "pink")]
    verdicts = {one.relation: one for one in judged(read, [*facts, Fact("1", "size", "5 mm", "", "title")])}
    assert (verdicts["colour"].right, verdicts["colour"].wrong) == (("red",), ("pink",))
    assert verdicts["weight"].missed == ("100 g",)
    assert verdicts["size"].wrong == ("5 mm",)


@pytest.mark.parametrize(
    ("relation", "value", "label", "agree"),
    [
        ("dimensions", "298.5 x 254 mm", "298.4 x 254 mm", True),
        ("dimensions", "254 x 298.5 mm", "298.4 x 254 mm", False),
        ("dimensions", "298.5 x 254 mm", "298.4 x 254 x 9 mm", False),
        ("weight", "100 g", "103 g", False),
        ("compatible_with", "all hp deskjet d2530 printers", "hp deskjet d2530", True),
        ("compatible_with", "hp deskjet", "hp deskjet d2530", False),
        ("scale", "1:35", "1:36", False),
    ],
)
def test_values_are_compared_as_a_person_would(relation: str, value: str, label: str, agree: bool) -> None:
    assert same(relation, value, label) is agree
