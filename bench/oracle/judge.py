"""What a shopper demanded, and whether one raw row meets it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from bench.oracle.labels import Label
from bench.oracle.rows import Row
from bench.oracle.things import THINGS


@dataclass(frozen=True, slots=True)
class Cap:
    """A highest price, itself allowed: "under £20" is judged as "at most £20", for shoppers mean both by it."""

    minor: int


@dataclass(frozen=True, slots=True)
class Age:
    """A child of that many months."""

    months: int


@dataclass(frozen=True, slots=True)
class Without:
    """Nothing that is, or is made of, a thing named in `THINGS`."""

    thing: str


@dataclass(frozen=True, slots=True)
class CapIf:
    """A highest price that depends: `minor` for what is certainly a thing named in `THINGS`, else `otherwise`."""

    thing: str
    minor: int
    otherwise: int


Demand = Cap | Age | Without | CapIf


class Verdict(Enum):
    """`UNSTATED`: the row does not say; shown as an ordinary product it breaks the rule that unknown does not pass.
    `OPEN`: the judge is not certain; the row counts neither way."""

    MEETS = "meets"
    VIOLATES = "violates"
    UNSTATED = "unstated"
    OPEN = "open"


_AGE = re.compile(r"Manufacturer recommended age: ?(\d+)(?: (months?|years?))?(?: - (\d+) (months?|years?)| and up)")
# Any of these may state an age outside the export's own field.
_ANY_AGE = re.compile(
    r"\bage|\byears?\b|\byrs?\b|years?\b|\bmonths?\b|\bmths?\b|\d ?\+|toddler|\bbab(?:y|ies)\b|infant|adult|teen",
    re.I,
)


@dataclass
class Judge:
    """The rows of one shop with the labels that were made of some of them; remembers its verdicts."""

    rows: Mapping[str, Row]
    labels: Mapping[str, Label] = field(default_factory=dict)
    _verdicts: dict[tuple[str, Demand], Verdict] = field(default_factory=dict)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """All products of the shop."""
        return tuple(self.rows)

    def verdict(self, item_id: str, demands: Iterable[Demand]) -> Verdict:
        """The worst verdict over the demands: violates, unstated, open, meets."""
        found = {self._one(item_id, demand) for demand in demands}
        return next(v for v in (Verdict.VIOLATES, Verdict.UNSTATED, Verdict.OPEN, Verdict.MEETS) if v in found)

    def violates(self, item_id: str, demands: Iterable[Demand]) -> bool | None:
        """Whether showing the row as an ordinary product breaks a demand; None if the judge is not certain."""
        verdict = self.verdict(item_id, demands)
        return None if verdict is Verdict.OPEN else verdict is not Verdict.MEETS

    def matches(self, demands: Iterable[Demand]) -> frozenset[str]:
        """Products that certainly meet every demand and are not out of stock."""
        wanted = tuple(demands)
        return frozenset(
            i for i, row in self.rows.items() if row.in_stock is not False and self.verdict(i, wanted) is Verdict.MEETS
        )

    def _one(self, item_id: str, demand: Demand) -> Verdict:
        key = (item_id, demand)
        if key not in self._verdicts:
            self._verdicts[key] = judged(self.rows[item_id], self.labels.get(item_id), demand)
        return self._verdicts[key]


def judged(row: Row, label: Label | None, demand: Demand) -> Verdict:
    """One row, one demand; a label outweighs the oracle's own reading of the text."""
    match demand:
        case Cap(minor):
            return _priced(row, minor)
        case Age(months):
            return _aged(row, months) if label is None else _labelled_age(label, months)
        case Without(thing):
            return _without(row, thing) if label is None else _labelled_thing(label, thing)
        case CapIf(thing, minor, otherwise):
            is_thing = _without(row, thing) if label is None else _labelled_thing(label, thing)
            return _priced_if(row, is_thing, minor, otherwise)


def _priced(row: Row, cap_minor: int) -> Verdict:
    if row.price_minor is None:
        return Verdict.UNSTATED
    return Verdict.MEETS if row.price_minor <= cap_minor else Verdict.VIOLATES


def _priced_if(row: Row, without: Verdict, minor: int, otherwise: int) -> Verdict:
    """`without` tells whether the row is free of the thing that allows `minor`."""
    by_case = {_priced(row, minor), _priced(row, otherwise)}
    if without is Verdict.OPEN and len(by_case) > 1:
        return Verdict.OPEN
    return _priced(row, minor if without is Verdict.VIOLATES else otherwise)


def _labelled_age(label: Label, months: int) -> Verdict:
    if label.age_min is None:
        return Verdict.UNSTATED
    fits = months >= label.age_min and (label.age_max is None or months <= label.age_max)
    return Verdict.MEETS if fits else Verdict.VIOLATES


def _aged(row: Row, months: int) -> Verdict:
    """By the export's own field; a maximum at or below the minimum is a defect of the export and decides nothing."""
    stated = _AGE.search(row.info)
    if stated is None:
        return Verdict.OPEN if _ANY_AGE.search(row.text) else Verdict.UNSTATED
    low = _months(stated[1], stated[2] or stated[4] or "years")
    high = None if stated[3] is None else _months(stated[3], stated[4])
    if months < low or (high is not None and high > low and months > high):
        return Verdict.VIOLATES
    elsewhere = _AGE.sub(" ", row.text)
    certain = (high is None or high > low) and not _ANY_AGE.search(elsewhere)
    return Verdict.MEETS if certain else Verdict.OPEN


def _months(number: str, unit: str) -> int:
    return int(number) * (1 if unit.startswith("month") else 12)


def _labelled_thing(label: Label, thing: str) -> Verdict:
    if thing in label.yes:
        return Verdict.VIOLATES
    return Verdict.MEETS if thing in label.no else Verdict.OPEN


# Fields of the export that deny something, and so do not leave it open.
_DENIED = re.compile(r"(?:Batteries (?:Required|Included)|Remote Control Included|Assembly Required)\?No", re.I)


def _without(row: Row, thing: str) -> Verdict:
    if THINGS[thing].certain(row):
        return Verdict.VIOLATES
    return Verdict.OPEN if THINGS[thing].open_words.search(_DENIED.sub(" ", row.text)) else Verdict.MEETS
