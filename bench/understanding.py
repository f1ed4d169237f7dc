"""Does the built-in reader understand what shoppers write? Hand-labelled messages over four catalogues, in three parts.

The tuning part may be looked at (`--show`); of the held-out parts only totals are printed (`fresh` was written last,
over the demo shop as it has grown). Beside them: all 2,000 real requests over the retail catalogue, how many of their
words are named as not understood, and what a message costs.

    python -m bench.understanding --data ../shared/data [--json] [--show]
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from agent.state import EMPTY, State
from agent.understand.parser import Parser
from bench.report import Cell, Report, wilson
from bench.slots import LabelledTurn, Labels, Slot, Tally, labels, ruled_out_as_labelled, tally
from domain.actions import Option, Question
from domain.items import Item
from domain.meaning import Meaning
from domain.ports import Catalogue, Shop
from domain.wishes import Preference, Wish
from retrieval.catalogue import MemoryCatalogue
from retrieval.feeds import read_feed
from retrieval.languages.english import English

UNTUNED = ("held_out", "fresh")
HALVES = ("tuning", *UNTUNED)
ROOT = Path(__file__).resolve().parent.parent
REQUESTS = Path("requests/requests.jsonl")
_FEEDS = {
    "retail": Path("retail/products.jsonl"),
    "toys": Path("toys/products_863_raw.csv"),
    "eshop": Path("eshop/catalog.json"),
}
# Answers to these are "yes" or "no".
_YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Judged:
    """One message: its label, what was read, and what of it is right."""

    turn: LabelledTurn
    meaning: Meaning
    slots: Tally
    act: bool
    refers: bool
    about: bool
    scope: bool


def open_catalogues(data: Path) -> dict[str, Catalogue]:
    """The four catalogues the labels speak of, in memory: three feeds below `data`, and the demo shop."""
    feeds = {shop: data / feed for shop, feed in _FEEDS.items()} | {"demo": ROOT / "demo" / "products.jsonl"}
    return {shop: catalogue_of(shop, feed) for shop, feed in feeds.items()}


def catalogue_of(shop: str, feed: Path) -> Catalogue:
    """A feed as a catalogue."""
    items = [row for row in read_feed(feed, shop=shop) if isinstance(row, Item)]
    currency = next(item.currency for item in items if item.currency)
    return MemoryCatalogue.of(Shop(shop, currency, 1), items, language=English())


def state_of(turn: LabelledTurn, half: Labels, catalogue: Catalogue) -> State:
    """The state a labelled message was said in."""
    screen = half.screens[turn.shop][turn.screen] if turn.screen else ()
    held = tuple(
        Preference(f"t0.{place}", "t0", _wish(slot, catalogue)) for place, slot in enumerate(turn.held, start=1)
    )
    return replace(
        EMPTY,
        turns=1,
        on_screen=tuple(screen),
        focus=screen[turn.focus - 1] if turn.focus else None,
        preferences=held,
        pending=_question(turn.asked, catalogue) if turn.asked else None,
    )


def _wish(slot: Slot, catalogue: Catalogue) -> Wish:
    unit = {"price": catalogue.currency, "age": "month"}.get(slot.attribute)
    return Wish(slot.attribute, slot.op, slot.values, slot.number, unit, hard=slot.hard)


def _question(attribute: str, catalogue: Catalogue) -> Question:
    known = catalogue.attributes().get(attribute)
    values = tuple(known.counts)[:3] if known else ()
    if set(values) & set(_YES_NO):
        values = _YES_NO
    return Question(attribute, f"{attribute}?", tuple(Option(value, value, 1) for value in values))


def judged(half: Labels, catalogues: Mapping[str, Catalogue]) -> Iterator[Judged]:
    """Every message of one half, read in its state."""
    language = English()
    parser = Parser(language)
    for turn in half.turns:
        catalogue = catalogues[turn.shop]
        state = state_of(turn, half, catalogue)
        yield _judge(turn, parser(turn.text, state, catalogue), state, language)


def _judge(turn: LabelledTurn, meaning: Meaning, state: State, language: English) -> Judged:
    dropped = {held.wish.attribute for held in state.preferences if held.preference_id in meaning.dropped}
    about = turn.attribute in (None, meaning.attribute) or (turn.attribute == "size" and meaning.attribute is not None)
    return Judged(
        turn,
        meaning,
        tally(turn, meaning, language),
        act=str(meaning.act) == turn.act,
        refers=meaning.item_ids == tuple(state.on_screen[place - 1] for place in turn.refers),
        about=about and turn.descending in (None, meaning.descending) and turn.drops in (None, *dropped),
        scope=ruled_out_as_labelled(turn, meaning, language),
    )


def row(half: str, results: Sequence[Judged]) -> dict[str, Cell]:
    """The figures of one half with Wilson's 95% intervals."""
    negated = [one for one in results if one.turn.negation]
    pointing = [one for one in results if one.turn.refers]
    shares = {
        "slot_precision": (sum(one.slots.right for one in results), sum(one.slots.predicted for one in results)),
        "slot_recall": (sum(one.slots.recalled for one in results), sum(one.slots.labelled for one in results)),
        "act_accuracy": (sum(one.act for one in results), len(results)),
        "negation_scope": (sum(one.scope for one in negated), len(negated)),
        "references": (sum(one.refers for one in pointing), len(pointing)),
        "about": (sum(one.about for one in results), len(results)),
    }
    cells: dict[str, Cell] = {"system": "warmstart", "half": half, "n": len(results)}
    for name, (hits, n) in shares.items():
        cells |= {name: hits / n, f"{name}_ci": wilson(hits, n), f"{name}_n": n}
    return cells


def mistakes(results: Sequence[Judged]) -> Iterator[str]:
    """What went wrong in words, for the tuning half."""
    for one in results:
        faults = [*(f"wrong {slot}" for slot in one.slots.wrong), *(f"missed {slot}" for slot in one.slots.missed)]
        if not one.act:
            faults.append(f"act {one.meaning.act}, labelled {one.turn.act}")
        if one.turn.refers and not one.refers:
            faults.append(f"refers to {one.meaning.item_ids}")
        if not one.about:
            faults.append(f"about {one.meaning.attribute} {one.meaning.descending}")
        if one.turn.negation and not one.scope:
            faults.append("scope")
        if faults:
            yield "\n    ".join((f"{one.turn.id} {one.turn.text!r}", *faults))


def requests_row(texts: Sequence[str], catalogue: Catalogue) -> dict[str, Cell]:
    """Real requests: words named as not understood, constraints on the price (none has one), milliseconds a text."""
    parser = Parser(English())
    spent, unknown, words, priced = [], 0, 0, 0
    for text in texts:
        started = time.perf_counter()
        meaning = parser(text, EMPTY, catalogue)
        spent.append((time.perf_counter() - started) * 1e3)
        unknown += len(meaning.not_understood)
        words += len(text.split())
        priced += any(wish.attribute == "price" and wish.number is not None for wish in meaning.wishes)
    return {
        "system": "warmstart",
        "half": "requests",
        "n": len(texts),
        "words": words,
        "not_understood": unknown,
        "with_a_price": priced,
        "p50_ms": median(spent),
        "p99_ms": sorted(spent)[int(len(spent) * 0.99)],
    }


def requests_of(data: Path) -> list[str]:
    """The texts of the real requests."""
    with (data / REQUESTS).open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def main(arguments: Sequence[str]) -> int:
    """Print the table, or with --json the one object."""
    parser = argparse.ArgumentParser(prog="bench.understanding", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds retail/, toys/, eshop/")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--show", action="store_true", help="print the mistakes on the tuning half")
    chosen = parser.parse_args(arguments)
    catalogues = open_catalogues(chosen.data)
    halves = {name: labels(name) for name in HALVES}
    results = {name: list(judged(half, catalogues)) for name, half in halves.items()}
    rows = [row(name, found) for name, found in results.items()]
    if (chosen.data / REQUESTS).exists():
        rows.append(requests_row(requests_of(chosen.data), catalogues["retail"]))
    report = Report("understanding", sum(map(len, results.values())), halves["held_out"].seed, rows)
    sys.stdout.write((report.as_json() if chosen.json else report.table()) + "\n")
    if chosen.show:
        sys.stdout.write("\n".join(mistakes(results["tuning"])) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
