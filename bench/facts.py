"""Are facts right, and are they found? 284 products of four feeds, read by hand, against what is extracted of them.

    python -m bench.facts --data ../shared/data [--json] [--errors]

Precision counts every extracted fact of the labelled relations, recall every value that a person read. One part of
each sample may be looked at while the extractor is worked on ("tuned"); the others are only counted ("held out", and
"fresh": drawn and read when the extractor was done). `--errors` names what is wrong or missing in the tuned part alone.
"""

import argparse
import csv
import gzip
import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.oracle import labels as toys
from bench.oracle.facts import PARTS, SETS, TUNED, Read, Verdicts, judged, load
from bench.report import commit, wilson
from domain.items import AGE_MAX, AGE_MIN, Item
from retrieval.cleaning import clean_text
from retrieval.facts import Keys, Page, compose, extract, learn_keys
from retrieval.feeds import Rejected, Row, read_feed, read_rows
from retrieval.feeds.rows import cells_of

BENCH = "facts"
PRECISION, RECALL, AGES = 0.97, 0.90, 0.95
FEEDS = {
    "toys": "toys/products_863_raw.csv",
    "retail": "retail/products.jsonl",
    "office": "office/items.jsonl.gz",
    "beauty": "beauty/items.jsonl.gz",
}
# What was only counted, taken together: the parts of one feed are small.
UNSEEN = "unseen"
_GROUPS = {**{part: (part,) for part in PARTS}, UNSEEN: tuple(part for part in PARTS if part != TUNED)}
# The beauty feed keeps its titles under a name that no feed reader can know.
_COLUMNS = {"beauty": {"title": "textual_id"}}
# Title, description and information of the feeds whose extraction is timed; "" is no column.
_SECTIONS = {
    "toys": ("product_name", "product_description", "product_information"),
    "retail": ("name", "description", ""),
}
LONGEST_CELL = 10_000_000


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts on one product of a set."""

    shop: str
    read: Read
    verdicts: tuple[Verdicts, ...]


def items_of(shop: str, data: Path) -> list[Item]:
    """All products of one feed, imported as a shop would."""
    path = data / FEEDS[shop]
    rows = (
        read_rows(_unpacked(path), shop=shop, currency="USD", columns=_COLUMNS.get(shop))
        if path.suffix == ".gz"
        else read_feed(path, shop=shop, currency="GBP")
    )
    return [row for row in rows if isinstance(row, Item)]


def _unpacked(path: Path) -> Iterator[Row | Rejected]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            yield Row(number, cells_of(json.loads(line)))


def measure(data: Path) -> list[Judged]:
    """The verdicts on every labelled product; `KeyError` if a feed has lost one."""
    found = []
    for shop in SETS:
        items = {item.item_id: item for item in items_of(shop, data)}
        found += [Judged(shop, read, tuple(judged(read, items[read.item_id].facts))) for read in load(shop)]
    return found


def row(shop: str, part: str, relation: str, verdicts: Iterable[Verdicts]) -> dict[str, object]:
    """The figures of one group of verdicts, with Wilson's 95% intervals."""
    verdicts = list(verdicts)
    right, wrong = (sum(len(getattr(one, name)) for one in verdicts) for name in ("right", "wrong"))
    found, missed = (sum(len(getattr(one, name)) for one in verdicts) for name in ("found", "missed"))
    return {
        "set": shop,
        "part": part,
        "relation": relation,
        "facts": right + wrong,
        "precision": share(right, right + wrong),
        "precision_ci": wilson(right, right + wrong),
        "said": found + missed,
        "recall": share(found, found + missed),
        "recall_ci": wilson(found, found + missed),
    }


def share(hits: int, n: int) -> float | None:
    """`None` where there is nothing to take a share of."""
    return hits / n if n else None


def rows(results: Sequence[Judged]) -> Iterator[dict[str, object]]:
    """All sets and halves, first over all relations, then by relation; "all" last."""
    for shop in (*SETS, "all"):
        for part, parts in _GROUPS.items():
            verdicts = [
                one
                for found in results
                if shop in (found.shop, "all") and found.read.part in parts
                for one in found.verdicts
            ]
            yield row(shop, part, "all", verdicts)
            for relation in dict.fromkeys(one.relation for one in verdicts):
                yield row(shop, part, relation, (one for one in verdicts if one.relation == relation))


def ages(results: Sequence[Judged]) -> Iterator[dict[str, object]]:
    """Toys that state an age: those whose ages are right to the month, at both ends."""
    for part, parts in _GROUPS.items():
        stating = [
            [one for one in found.verdicts if one.relation in ("age_min", "age_max")]
            for found in results
            if found.shop == "toys" and found.read.part in parts and "age_min" in found.read.says
        ]
        right = sum(not any(one.wrong or one.missed for one in verdicts) for verdicts in stating)
        yield {
            "part": part,
            "toys": len(stating),
            "right": share(right, len(stating)),
            "right_ci": wilson(right, len(stating)),
        }


def ages_of_toys(items: Mapping[str, Item]) -> dict[str, object]:
    """The same for the sixty toys of `bench/oracle/toys_labels.json`, read by another person for the filters."""
    stating = {item_id: label for item_id, label in toys.load().items() if label.age_min is not None}
    right = 0
    for item_id, label in stating.items():
        known = {fact.relation: fact.number for fact in items[item_id].facts}
        right += (known.get(AGE_MIN), known.get(AGE_MAX)) == (label.age_min, label.age_max)
    return {
        "part": "toys_labels.json",
        "toys": len(stating),
        "right": share(right, len(stating)),
        "right_ci": wilson(right, len(stating)),
    }


def speed(data: Path) -> dict[str, object]:
    """Products per second on one core, of extraction alone: pages are composed and keys learned before."""
    pages = [page for shop in _SECTIONS for page in _pages(shop, data)]
    start = time.process_time()
    facts = sum(len(extract(page, keys)) for page, keys in pages)
    taken = time.process_time() - start
    letters = sum(len(page.text) for page, _ in pages)
    return {"products": len(pages), "facts": facts, "characters": letters, "products_per_s": round(len(pages) / taken)}


def _pages(shop: str, data: Path) -> list[tuple[Page, Keys]]:
    """Pages of raw rows: titles, descriptions and information cells of a feed, without its other columns."""
    title, description, information = _SECTIONS[shop]
    raw = list(_records(data / FEEDS[shop]))
    cells = [{name: clean_text(cell.get(name) or "") for name in _SECTIONS[shop]} for cell in raw]
    keys = learn_keys(cell[information] for cell in cells)
    return [
        (
            compose(
                str(number),
                (title, cell[title]),
                [(description, cell[description])],
                [(information, cell[information])],
                keys=keys,
            ),
            keys,
        )
        for number, cell in enumerate(cells)
    ]


def _records(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            csv.field_size_limit(LONGEST_CELL)
            yield from csv.DictReader(file)
        else:
            yield from (json.loads(line) for line in file)


def report(results: Sequence[Judged], data: Path) -> dict[str, object]:
    """The contract's one object for machines."""
    return {
        "bench": BENCH,
        "n": len(results),
        "commit": commit(),
        "rows": list(rows(results)),
        "ages": [*ages(results), ages_of_toys({item.item_id: item for item in items_of("toys", data)})],
        "speed": speed(data),
    }


def table(measured: Mapping[str, object]) -> str:
    """The same figures for a person."""
    lines = []
    for name in ("rows", "ages"):
        cells = measured[name]
        assert isinstance(cells, list)
        lines += ["| " + " | ".join(cells[0]) + " |", "|" + "---|" * len(cells[0])]
        lines += ["| " + " | ".join(_figure(cell) for cell in one.values()) + " |" for one in cells]
        lines.append("")
    return "\n".join((*lines, str(measured["speed"])))


def _figure(value: object) -> str:
    if isinstance(value, list):
        return "–".join(f"{end:.2f}" for end in value)
    return f"{value:.3f}" if isinstance(value, float) else "" if value is None else str(value)


def errors(results: Iterable[Judged]) -> Iterator[str]:
    """What is wrong or missing in the tuned part."""
    for found in results:
        for one in found.verdicts:
            if found.read.part == TUNED and (one.wrong or one.missed):
                wrong, missed = ", ".join(one.wrong) or "-", ", ".join(one.missed) or "-"
                yield f"{found.shop} {found.read.item_id} {one.relation}: wrong {wrong}; missed {missed}"


def main(arguments: Sequence[str]) -> int:
    """Print the table, then the JSON object (with --json, that alone)."""
    parser = argparse.ArgumentParser(prog="bench.facts", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="the folder that holds toys/, retail/, office/, beauty/"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object only")
    parser.add_argument("--errors", action="store_true", help="name what is wrong or missing in the tuned part")
    chosen = parser.parse_args(arguments)
    results = measure(chosen.data)
    if chosen.errors:
        sys.stdout.write("\n".join(errors(results)) + "\n")
        return 0
    measured = report(results, chosen.data)
    if not chosen.json:
        sys.stdout.write(table(measured) + "\n\n")
    sys.stdout.write(json.dumps(measured) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
