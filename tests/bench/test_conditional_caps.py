"""Caps that depend ("25 if it's wood, else 10") on the real feeds, judged by the oracle's own reading of the rows."""

from pathlib import Path

import pytest

from agent.state import EMPTY
from agent.understand.parser import Parser
from bench.oracle.judge import CapIf, Judge
from bench.oracle.rows import CURRENCIES, FEEDS, RETAIL, TOYS, read
from bench.understanding import catalogue_of
from retrieval.languages.english import English


@pytest.mark.parametrize(
    ("shop", "text", "cap"),
    [
        (TOYS, "if it's wood I'd pay 25 pounds, else 10", CapIf("wood", 2500, 1000)),
        (TOYS, "up to 8 pounds, 15 if it's metal", CapIf("metal", 1500, 800)),
        (RETAIL, "under 40 dollars, but I'd go to 120 if it's leather", CapIf("leather", 12000, 4000)),
    ],
)
def test_what_a_cap_that_depends_lets_through_breaks_it_nowhere(
    shop: str, text: str, cap: CapIf, shared_data: Path
) -> None:
    catalogue = catalogue_of(shop, shared_data / FEEDS[shop])
    wishes = Parser(English())(text, EMPTY, catalogue).wishes
    assert {wish.unit for wish in wishes} == {CURRENCIES[shop]} and all(wish.hard for wish in wishes)
    judge = Judge(read(shop, shared_data))
    passing = catalogue.passing(wishes)
    assert [item_id for item_id in passing if judge.violates(item_id, (cap,))] == []
    lifted = [item_id for item_id in passing if (judge.rows[item_id].price_minor or 0) > cap.otherwise]
    assert lifted, "some that the condition lets through are dearer than the rest may be"
