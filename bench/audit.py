"""The auditor of replies: whole conversations without an unbacked claim, and planted lies that it has to find.

Four shops talk at random (`bench/any_talk.py`). Every reply is audited against its cards, facts and question. Then one
false claim is planted (`bench/planting.py`) into replies and into freer sentences (`bench/statements.py`), such as a
language model would write; the same sentences without it have to pass.

    python -m bench.audit --data ../shared/data [--replies 1000] [--mutations 1000] [--json] [--show]
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from agent.audit import audit, grounds_of
from agent.build import App, open_app
from agent.settings import Settings
from agent.wording import Wording
from bench.any_talk import Recorded, recorded
from bench.planting import PLANTINGS, Planted, plant
from bench.report import Cell, Report, wilson
from bench.statements import Statement, built_in, freely, patterns
from demo.products import FEED

SEED, TURNS = 1, 10
REPLIES, MUTATIONS = 1_000, 1_000
SHOPS: Mapping[str, Path] = {
    "demo": FEED,
    "toys": Path("toys/products_863_raw.csv"),
    "retail": Path("retail/products.jsonl"),
    "eshop": Path("eshop/catalog.json"),
}
FORMS = ("built-in", "free", "free, held back", "free, fresh", "free, last", "free, unseen")
# What a colleague says is a person's own; it is passed on, not audited.
OF_PEOPLE = frozenset({"rep"})
# Tries to plant one more lie of a kind before the replies are taken to have no more places for it.
ATTEMPTS = 400


@dataclass(frozen=True, slots=True)
class Judged:
    """A text, what it was made from, and whether the auditor said anything against it."""

    text: str
    statement: Statement | None
    claims: tuple[str, ...]


def recorded_in(app: App, shops: Sequence[str], *, replies: int, seed: int = SEED) -> list[Recorded]:
    """As many replies, shared equally between the shops."""
    found: list[Recorded] = []
    for number, shop in enumerate(shops):
        share = replies // len(shops) + (number < replies % len(shops))
        found += islice(recorded(app.agent(shop), turns=TURNS, seed=seed + number), share)
    return found


def unbacked(source: Recorded, text: str | None = None) -> tuple[str, ...]:
    """What the auditor finds in a reply, or in another text that stands in its place."""
    claims = audit(source.text if text is None else text, grounds_of(source.action, source.scene))
    return tuple(f"{claim.kind}: {claim.text}" for claim in claims)


def audited(replies: Iterable[Recorded]) -> Iterator[Judged]:
    """Every reply that is the shop's own."""
    for reply in replies:
        if reply.action.topic not in OF_PEOPLE:
            yield Judged(reply.text, None, unbacked(reply))


def true_statements(replies: Sequence[Recorded], *, seed: int = SEED) -> Iterator[Statement]:
    """Without end: each reply with products as it is, and freer sentences on the same products."""
    rng, wording, freer = random.Random(seed), Wording.load(), patterns()
    with_products = [reply for reply in replies if reply.action.slots and reply.action.topic not in OF_PEOPLE]
    while with_products:
        source = rng.choice(with_products)
        yield built_in(source, wording)
        for pattern in rng.sample(freer, 8):
            if said := freely(source, pattern, wording, rng):
                yield said


def planted(replies: Sequence[Recorded], *, mutations: int, seed: int = SEED) -> Iterator[Planted]:
    """As many lies, shared equally between the kinds, half of them in the shop's own sentences where they fit."""
    rng, kinds = random.Random(seed), list(PLANTINGS)
    for number, kind in enumerate(kinds):
        share = mutations // len(kinds) + (number < mutations % len(kinds))
        drawn = true_statements(replies, seed=rng.getrandbits(32))
        by_form = ((form, share // 2 + (form == "free") * (share % 2)) for form in ("built-in", "free"))
        for form, wanted in by_form:
            of_form = (one for one in islice(drawn, ATTEMPTS * wanted) if one.form.startswith(form))
            lies = (lie for one in of_form if (lie := plant(kind, one, rng)) and lie.text != one.text)
            yield from islice((lie for lie in lies if not unbacked(lie.statement.source, lie.statement.text)), wanted)


def measure(replies: Sequence[Recorded], *, mutations: int, seed: int = SEED) -> tuple[Report, list[str]]:
    """The figures, and every miss in words."""
    own = list(audited(replies))
    wrong = [one for one in own if one.claims]
    free = [one for one in islice(true_statements(replies, seed=seed + 1), 6 * mutations) if one.form != "built-in"]
    judged = [(one, unbacked(one.source, one.text)) for one in free[: 2 * mutations]]
    lies = list(planted(replies, mutations=mutations, seed=seed))
    found = [(lie, bool(unbacked(lie.statement.source, lie.text))) for lie in lies]
    rows: list[dict[str, Cell]] = [_row("replies without an unbacked claim", len(own) - len(wrong), len(own))]
    for form in FORMS[1:]:
        of_form = [not claims for one, claims in judged if one.form == form]
        rows.append(_row(f"true sentences accepted ({form})", sum(of_form), len(of_form)))
    rows.append(_row("lies found", sum(hit for _, hit in found), len(found)))
    for form in FORMS:
        of_form = [hit for lie, hit in found if lie.statement.form == form]
        rows.append(_row(f"lies found in {form}", sum(of_form), len(of_form)))
    for kind in PLANTINGS:
        of_kind = [hit for lie, hit in found if lie.kind == kind]
        rows.append(_row(f"lies found: {kind}", sum(of_kind), len(of_kind)))
    shown = [f"UNBACKED {one.text} | {one.claims}" for one in wrong]
    shown += [f"REFUSED [{one.pattern}] {one.text} | {claims}" for one, claims in judged if claims]
    shown += [f"MISSED [{lie.kind}] {lie.text} | {lie.claim}" for lie, hit in found if not hit]
    return Report("audit", len(own), seed, rows), shown


def _row(name: str, hits: int, n: int) -> dict[str, Cell]:
    return {"system": name, "n": n, "hits": hits, "share": hits / n if n else None, "share_ci": wilson(hits, n)}


def topics(replies: Iterable[Recorded]) -> tuple[Counter[str], list[str]]:
    """How many replies there were by topic, and the topics that never came up."""
    counts = Counter(reply.topic for reply in replies)
    return counts, [name for name in Wording.load().topics if name not in counts]


def main(arguments: Sequence[str]) -> int:
    """Print the table, or with --json the one object; with --show every miss besides."""
    parser = argparse.ArgumentParser(prog="bench.audit", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds toys/, retail/, eshop/")
    parser.add_argument("--replies", type=int, default=REPLIES)
    parser.add_argument("--mutations", type=int, default=MUTATIONS)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--show", action="store_true", help="print what was found wrongly, and what was missed")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home, open_app(Settings(home=Path(home))) as app:
        for shop, feed in SHOPS.items():
            app.ingest([chosen.data / feed], shop)
            app.index(shop)
        replies = recorded_in(app, list(SHOPS), replies=chosen.replies)
        report, shown = measure(replies, mutations=chosen.mutations)
    counts, never = topics(replies)
    if chosen.show:
        sys.stdout.write("\n".join(shown) + "\n")
    if not chosen.json:
        sys.stdout.write(f"{dict(counts.most_common())}\nnever: {never}\n")
    sys.stdout.write((report.as_json() if chosen.json else report.table()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
