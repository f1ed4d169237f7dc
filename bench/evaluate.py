"""Simulated shoppers on a shop's own catalogue, as it is now: what `warmstart evaluate` runs.

There are no raw rows to judge exact wishes by, so the facts are believed: what is counted is whether shoppers find what
they have in mind, how soon, and what they are asked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.build import App
from bench.dialogues import page, rows
from bench.dialogues.cast import cases, play
from bench.dialogues.loop import Run
from bench.dialogues.measures import question_values
from bench.dialogues.ours import NAME, Warmstart
from bench.dialogues.protocol import TURNS
from bench.dialogues.shelf import Shelf, opened_shop
from bench.report import Cell, Report
from bench.shopper.frozen import stamp
from domain.items import Item

BENCH = "evaluate"
SEED = 1
# A product with fewer ratings than this has no history to be found by.
COLD_RATINGS = 1
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of it: the contract's report, and one more table per view for a person."""

    shop: str
    report: Report
    runs: Sequence[Run]
    tables: Mapping[str, Sequence[Row]]
    page: str

    def text(self) -> str:
        """The tables in Markdown, under the simulator's stamp."""
        parts = [f"{self.shop}: {self.report.n} conversations, {stamp()}", self.report.table()]
        parts += [f"## {name}\n{Report(BENCH, 0, 0, table).table()}" for name, table in self.tables.items() if table]
        return "\n\n".join(parts)


def evaluate(
    app: App, shop: str, *, sessions: int, seed: int = SEED, done: Callable[[], None] = lambda: None
) -> Evaluation:
    """At least `sessions` conversations, as many for each persona; the shop is not changed by them."""
    agent, shelf = opened_shop(app, shop)
    runs = play([Warmstart(agent)], cases(shelf, sessions, seed), shelf, turns=TURNS, done=done)
    summary = {**_unjudged(rows.systems(runs, seed)[0]), **exposure(runs, shelf)}
    tables = {
        "personas": rows.personas(runs, seed),
        "wrong answers": rows.wrong_answers(runs, seed),
        "questions": rows.questions(question_values(runs)),
    }
    shown = page.page(shop, runs, {"summary": [summary], **tables}, shelf.catalogue)
    return Evaluation(shop, Report(BENCH, len(runs), seed, [summary]), runs, tables, shown)


def _unjudged(row: Row) -> dict[str, Cell]:
    """Without counts of broken wishes: nobody has read this shop's rows."""
    return {name: cell for name, cell in row.items() if not name.startswith("violations")}


def exposure(runs: Sequence[Run], shelf: Shelf) -> dict[str, Cell]:
    """`coverage`: the share of the catalogue's groups that were shown to anybody; `cold_share`: the share of cards that
    nobody has rated, beside that of the catalogue; `unserved`: turns with nothing to show, or with a wish given up."""
    group_of = {item.item_id: item for item in shelf.items}
    lines = [line for run in runs if run.system == NAME for line in run.lines]
    cards = [group_of[card.item_id] for line in lines for card in line.offer.cards if card.item_id in group_of]
    return {
        "coverage": round(len({item.group_id for item in cards}) / len(shelf.items), 4),
        "cold_share": _cold(cards),
        "cold_share_of_catalogue": _cold(shelf.items),
        "unserved": sum(line.offer.action == "relax" or not line.offer.cards for line in lines),
    }


def _cold(items: Sequence[Item]) -> float:
    unrated = sum((item.rating_count or 0) < COLD_RATINGS for item in items)
    return round(unrated / len(items), 4) if items else 0.0


def written(evaluation: Evaluation, file: Path) -> Path:
    """The HTML report in a file; its folder is made if it is new."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(evaluation.page, encoding="utf-8")
    return file
