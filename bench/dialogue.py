"""Does the conversation find what the shopper wants? Simulated shoppers against the shop and against other systems.

    python -m bench.dialogue --data ../shared/data/toys [--needs 300] [--report FILE.html] [--json]

Success is the wanted product among the cards (every system shows the same number) within five turns. The shopper is
`bench/shopper` (docs/simulator.md); she is frozen, and every report names her version and hash.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.turn import Agent
from bench.dialogues import page, rows
from bench.dialogues.baselines import Loop, Popularity, Single
from bench.dialogues.cast import cases, play, seeing, shopper
from bench.dialogues.entropy import Entropy
from bench.dialogues.leaks import Leak, leak
from bench.dialogues.loop import Run
from bench.dialogues.measures import question_values
from bench.dialogues.ours import NAME, Warmstart
from bench.dialogues.pebol import BOUND, Pebol
from bench.dialogues.protocol import TURNS, System
from bench.dialogues.shelf import Shelf, opened
from bench.report import Report
from bench.shopper.frozen import stamp
from bench.shopper.persona import personas
from retrieval.encoders import make_encoder

BENCH = "dialogue"
SEED = 1
# Conversations of each system, over all personas.
NEEDS = 330
# Needs whose words are looked up in titles.
LEAK_NEEDS = 150
LEAK_PERSONAS = ("plain", "knowledgeable")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that a run of the benchmark found."""

    shop: str
    seed: int
    runs: Sequence[Run]
    tables: Mapping[str, Sequence[rows.Row]]


def systems(agent: Agent, shelf: Shelf) -> list[System]:
    """Ours and the others, all over the same shelf."""
    hear = agent.understand
    return [
        Warmstart(agent),
        Popularity(shelf, "popularity"),
        Single(shelf, "bm25 single shot"),
        Single(shelf, "dense single shot", dense=True),
        Loop(shelf, "retrieve and chat"),
        Entropy(shelf=shelf, name="entropy, hard filters", understand=hear),
        Pebol(shelf=shelf, name="pebol, thompson", understand=hear),
        Pebol(shelf=shelf, name="pebol, ucb", understand=hear, bound=BOUND),
    ]


def measure(
    agent: Agent, shelf: Shelf, *, needs: int, seed: int = SEED, done: Callable[[], None] = lambda: None
) -> Outcome:
    """All systems on the same cases."""
    runs = play(systems(agent, shelf), cases(shelf, needs, seed), shelf, turns=TURNS, done=done)
    tables = {
        "systems": rows.systems(runs, seed),
        "personas": rows.personas(runs, seed),
        "wrong answers": rows.wrong_answers(runs, seed),
        "questions": rows.questions(question_values([run for run in runs if run.system == NAME])),
        "leaks": rows.leaks(leaks(shelf, seed)),
    }
    return Outcome(shelf.shop, seed, runs, tables)


def leaks(shelf: Shelf, seed: int) -> dict[str, Leak]:
    """What a lookup in titles makes of her words, for the personas who say most."""
    look = seeing(shelf)
    chosen = cases(shelf, LEAK_NEEDS * len(LEAK_PERSONAS), seed, names=LEAK_PERSONAS)
    return {
        name: leak(
            [(case.target, shopper(case, shelf, look)) for case in chosen if case.persona.name == name], shelf.items
        )
        for name in LEAK_PERSONAS
    }


def as_json(outcome: Outcome) -> str:
    """The contract's object, with the simulator's stamp."""
    cases_of_ours = sum(run.system == NAME for run in outcome.runs)
    every = [{**row, "table": name} for name, table in outcome.tables.items() for row in table]
    whole = json.loads(Report(BENCH, cases_of_ours, outcome.seed, every).as_json())
    return json.dumps(whole | {"shop": outcome.shop, "simulator": stamp()})


def tables(outcome: Outcome) -> str:
    """Every table in Markdown."""
    parts = [f"{outcome.shop}, seed {outcome.seed}, {stamp()}"]
    parts += [f"## {name}\n{Report(BENCH, 0, 0, table).table()}" for name, table in outcome.tables.items() if table]
    return "\n\n".join(parts)


def main(arguments: Sequence[str]) -> int:
    """Print the tables, or with --json the one object; 1 if an exact wish was broken by ours."""
    parser = argparse.ArgumentParser(prog="bench.dialogue", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the shop's folder: toys, retail or beauty")
    parser.add_argument("--needs", type=int, default=NEEDS, help="conversations of each system, over all personas")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--home", type=Path, help="a folder to keep the imported shop in")
    parser.add_argument("--report", type=Path, help="an HTML file with plots and transcripts")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(chosen.data, chosen.home or Path(folder), make_encoder()) as shop,
    ):
        outcome = measure(*shop, needs=chosen.needs, seed=chosen.seed, done=ticking(chosen.needs))
        if chosen.report:
            chosen.report.write_text(page.page(outcome.shop, outcome.runs, outcome.tables, shop[1].catalogue), "utf-8")
    sys.stdout.write((as_json(outcome) if chosen.json else tables(outcome)) + "\n")
    return int(any(run.broken.shown for run in outcome.runs if run.system == NAME))


def ticking(total: int) -> Callable[[], None]:
    """Says on the error stream how many cases are done, every 50."""
    count = 0

    def done() -> None:
        nonlocal count
        count += 1
        if count % 50 == 0:
            sys.stderr.write(f"{count} of about {total} cases ({len(personas())} personas)\n")

    return done


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
