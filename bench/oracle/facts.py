"""What a person read of 284 products, and the comparison of extracted facts with it.

`facts_labels/SET.json` holds ids and canonical values only: per product `says` (what its own page states of it) and
`open` (stated of a part of it, of one thing in the box, or arguable: neither asked for nor wrong). They were written by
reading each page before the extractor was run on it; `header.corrected` counts the values corrected afterwards, with
the reasons in `header.notes`. The first `header.tuned` products of each file may be looked at while the extractor is
worked on; the `header.held_out` after them are only counted, and so are the `header.fresh` last ones, which were drawn
and read when the extractor was done.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain.items import Fact

FOLDER = Path(__file__).with_name("facts_labels")
TUNED, HELD_OUT, FRESH = PARTS = ("tuned", "held out", "fresh")
SETS = ("toys", "retail", "office", "beauty")
# Every relation that was asked of each product; a fact of one of these that the labels do not know is wrong.
RELATIONS = (
    *("age_min", "age_max", "colour", "material", "power", "weight", "dimensions", "size", "length", "width"),
    *("height", "depth", "diameter", "thickness", "tip_size", "capacity", "scale", "gauge", "number_of_pieces"),
    *("number_of_players", "pack_size", "number_of_pages", "compatible_with", "certificate", "care"),
    *("machine_washable", "hand_wash", "dishwasher_safe", "microwave_safe"),
)
# Rounding of inches to millimetres, of either side.
TOLERANCE = 0.015
Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Read:
    """What a person read of one product, by relation."""

    item_id: str
    says: Values
    open: Values
    part: str


@dataclass(frozen=True, slots=True)
class Verdicts:
    """One product and relation: facts that are right or wrong, values found or missed. Open ones are in none."""

    relation: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    found: tuple[str, ...]
    missed: tuple[str, ...]


@cache
def load(name: str) -> tuple[Read, ...]:
    """The labels of one set, in the order of its sample."""
    file = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    header, rows = file["header"], file["labels"]
    parts = [TUNED] * header["tuned"] + [HELD_OUT] * header["held_out"] + [FRESH] * header["fresh"]
    return tuple(
        Read(item_id, _values(row["says"]), _values(row.get("open", {})), part)
        for (item_id, row), part in zip(rows.items(), parts, strict=True)
    )


def _values(raw: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {relation: tuple(values) for relation, values in raw.items()}


def judged(read: Read, facts: Iterable[Fact]) -> Iterator[Verdicts]:
    """The verdicts on one product, for each relation that it has a label or a fact of."""
    by_relation: dict[str, list[str]] = {}
    for fact in facts:
        by_relation.setdefault(fact.relation, []).append(_written(fact))
    for relation in RELATIONS:
        own, said, also = by_relation.get(relation, []), read.says.get(relation, ()), read.open.get(relation, ())
        if own or said:
            yield _verdicts(relation, own, said, also)


def _verdicts(relation: str, own: Iterable[str], said: Iterable[str], also: Iterable[str]) -> Verdicts:
    own, said, also = tuple(own), tuple(said), tuple(also)
    right = tuple(value for value in own if any(same(relation, value, label) for label in said))
    unknown = (value for value in own if value not in right)
    wrong = tuple(value for value in unknown if not any(same(relation, value, label) for label in also))
    found = tuple(label for label in said if any(same(relation, value, label) for value in own))
    return Verdicts(relation, right, wrong, found, tuple(label for label in said if label not in found))


def _written(fact: Fact) -> str:
    """Ages are compared in months, whatever their value is called."""
    return f"{fact.number:g} months" if fact.unit == "month" else fact.value


def same(relation: str, value: str, label: str) -> bool:
    """Whether a fact's value is what the label says: figures within 1.5%, a device by all of the label's words."""
    if relation == "compatible_with":
        return set(_words(label)) <= set(_words(value))
    figures, others = _figures(value), _figures(label)
    if not figures or not others or relation in ("scale", "number_of_players", "certificate", "gauge"):
        return value == label
    bare = re.sub(r"[\d.]+", "#", value) == re.sub(r"[\d.]+", "#", label)
    near = (math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=0.06) for a, b in zip(figures, others, strict=False))
    return bare and len(figures) == len(others) and all(near)


def _words(value: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", value.casefold().replace("-", ""))


def _figures(value: str) -> list[float]:
    return [float(figure) for figure in re.findall(r"\d+(?:\.\d+)?", value)]
