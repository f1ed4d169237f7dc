"""Are hard wishes kept? 300 wishes on two real feeds, judged on the raw rows by `bench/oracle`.

Two paths: the exact filter given the structured wishes (everything it lets through may be shown), and a whole
conversation given the words (the first reply and two times "show me others", every card at every rank).

    python -m bench.hard_wishes --data ../shared/data [--json]
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from agent.build import open_app
from agent.settings import Settings
from agent.turn import Agent
from bench.oracle import labels
from bench.oracle.check import Card, Outcome, of_cards, of_passing
from bench.oracle.judge import Judge
from bench.oracle.rows import FEEDS, RETAIL, TOYS, read
from bench.oracle.wishes import Case, generate
from bench.report import Cell, Report, wilson
from domain.inputs import Words
from domain.ports import Encoder
from domain.wishes import Wish

BENCH = "hard-wishes"
SEED = 1
COUNT = 300
SHOPS = (TOYS, RETAIL)
# What the shopper says after the first reply, twice: the later ranks are shown too.
FURTHER = ("show me others", "show me others")

Passing = Callable[[Sequence[Wish]], Sequence[str]]
Conversation = Callable[[Sequence[str]], Sequence[Sequence[Card]]]


@dataclass(frozen=True, slots=True)
class Measured:
    """One path's outcomes. `system` is warmstart, or the baseline's name."""

    system: str
    path: str
    outcomes: tuple[Outcome, ...]


def judges(data: Path) -> dict[str, Judge]:
    """One judge per shop over the raw rows below `data`."""
    return {shop: Judge(read(shop, data), labels.load()) for shop in SHOPS}


def filtered(cases: Iterable[Case], judge: Mapping[str, Judge], passing: Mapping[str, Passing]) -> tuple[Outcome, ...]:
    """The structured path: all that each shop's filter lets through."""
    return tuple(of_passing(case, judge[case.shop], passing[case.shop](case.wishes)) for case in cases)


def spoken(
    cases: Iterable[Case], judge: Mapping[str, Judge], conversation: Mapping[str, Conversation]
) -> tuple[Outcome, ...]:
    """The words path: all cards of a conversation of its own per wish; the first reply decides whether it is empty."""
    return tuple(_spoken(case, judge[case.shop], conversation[case.shop]) for case in cases)


def _spoken(case: Case, judge: Judge, conversation: Conversation) -> Outcome:
    replies = conversation((case.text, *FURTHER))
    return of_cards(case, judge, (card for cards in replies for card in cards), first=replies[0])


def talking_to(agent: Agent) -> Conversation:
    """Conversations with a shop, one of its own for each list of messages: the cards of each reply, best first."""

    def conversation(messages: Sequence[str]) -> list[list[Card]]:
        session, _ = agent.open()
        replies = [agent.respond(session.session_id, Words(message)) for message in messages]
        return [[Card(card.item_id, card.extra) for card in reply.recommendations] for reply in replies]

    return conversation


def measure(agents: Mapping[str, Agent], data: Path) -> list[Measured]:
    """Both paths, and what no filter at all would show."""
    cases, judge = generate(COUNT, seed=SEED), judges(data)
    passing: dict[str, Passing] = {shop: agent.floor.now().catalogue.passing for shop, agent in agents.items()}
    conversations = {shop: talking_to(agent) for shop, agent in agents.items()}
    return [
        Measured("warmstart", "structured", filtered(cases, judge, passing)),
        Measured("warmstart", "words", spoken(cases, judge, conversations)),
        Measured("no filter", "structured", filtered(cases, judge, unfiltered(judge))),
    ]


def unfiltered(judge: Mapping[str, Judge]) -> dict[str, Passing]:
    """The baseline: filters that let every product of their shop through."""
    return {shop: _all_of(one) for shop, one in judge.items()}


def _all_of(judge: Judge) -> Passing:
    return lambda _: judge.ids


def row(report: Measured) -> dict[str, Cell]:
    """The figures of one path; shares are of wishes, with Wilson's 95% interval."""
    outcomes = report.outcomes
    wishes = len(outcomes)
    broken = sum(bool(outcome.broken) for outcome in outcomes)
    with_match = sum(outcome.known > 0 for outcome in outcomes)
    return {
        "system": report.system,
        "path": report.path,
        "wishes": wishes,
        "wishes_with_match": with_match,
        "violations": sum(len(outcome.violations) for outcome in outcomes),
        "unstated_shown": sum(len(outcome.unstated) for outcome in outcomes),
        "broken_wishes": broken / wishes,
        "broken_wishes_ci": wilson(broken, wishes),
        "empty": sum(outcome.empty for outcome in outcomes),
        "hidden": sum(len(outcome.hidden) for outcome in outcomes),
        "known": sum(outcome.known for outcome in outcomes),
        "marked_when_impossible": sum(len(outcome.marked) for outcome in outcomes),
        "shown": sum(outcome.shown for outcome in outcomes),
    }


def summary(outcomes: Sequence[Measured]) -> Report:
    """The contract's figures of all paths."""
    return Report(BENCH, COUNT, SEED, [row(one) for one in outcomes])


def details(measured: Sequence[Measured]) -> str:
    """Every product that broke a wish or was wrongly hidden, by id."""
    return "\n".join(line for one in measured for line in _details(one))


def _details(report: Measured) -> Iterable[str]:
    if report.system != "warmstart":
        return
    for outcome in report.outcomes:
        said = f"{report.path} {outcome.case.number} {outcome.case.shop} {outcome.case.text!r}"
        faults = {"violates": outcome.violations, "unstated": outcome.unstated, "hidden": outcome.hidden}
        for fault, ids in faults.items():
            if ids:
                yield f"{said}: {fault} {len(ids)}: {' '.join(ids[:5])}{' …' if len(ids) > 5 else ''}"
        if outcome.empty:
            yield f"{said}: empty, and {outcome.known} match"


@contextmanager
def open_agents(data: Path, home: Path, *, encoder: Encoder | None = None) -> Iterator[dict[str, Agent]]:
    """The two shops, imported from their raw feeds into `home` and opened as `warmstart serve` would open them."""
    with open_app(Settings(home=home), encoder=encoder) as app:
        for shop, feed in FEEDS.items():
            app.ingest([data / feed], shop=shop)
            app.index(shop)
        yield {shop: app.agent(shop) for shop in FEEDS}


def main(arguments: Sequence[str]) -> int:
    """Print the table, or with --json the one object; 1 if a wish was broken or left empty where a match is known."""
    parser = argparse.ArgumentParser(prog="bench.hard_wishes", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds toys/ and retail/")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home, open_agents(chosen.data, Path(home)) as agents:
        reports = measure(agents, chosen.data)
    report = summary(reports)
    sys.stdout.write((report.as_json() if chosen.json else f"{report.table()}\n{details(reports)}") + "\n")
    failed = any(o.broken or o.empty for one in reports if one.system == "warmstart" for o in one.outcomes)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
