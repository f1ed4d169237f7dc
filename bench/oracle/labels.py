"""Sixty toys read by hand: ages and what each one is, by what its own page plainly says.

The file holds ids and values only. `age_min` and `age_max` are months; where the page states several minimum ages, all
stand in `ages_stated` and `age_min` is the strictest, for that is what keeps a child safe. A maximum at or below the
minimum ("8 - 3 years") is a defect of the export and was labelled as no maximum. `yes` also holds for a part ("darts
with a metal tip"). What stands in neither list is not plainly said.
"""

import json
from dataclasses import dataclass
from pathlib import Path

LABELS = Path(__file__).with_name("toys_labels.json")
# Everything that was asked of each toy.
THINGS = (
    *("batteries", "plastic", "wood", "metal", "magnets", "leather"),
    *("red", "blue", "pink", "sound", "small parts", "glitter"),
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a person read of one toy; ages in months."""

    age_min: int | None
    age_max: int | None
    ages_stated: tuple[int, ...]
    yes: frozenset[str]
    no: frozenset[str]


def load() -> dict[str, Label]:
    """All labels by product id."""
    raw = json.loads(LABELS.read_text(encoding="utf-8"))
    return {
        item_id: Label(
            age_min=label["age_min"],
            age_max=label["age_max"],
            ages_stated=tuple(label["ages_stated"]),
            yes=frozenset(label["yes"]),
            no=frozenset(label["no"]),
        )
        for item_id, label in raw.items()
    }
