"""A product of a sheet as rows of the feed: one per variant, with the little that a sheet leaves open filled in.

What is left open (a piece of stock, a rating, the few grams between two kettles) comes from the product's name, so that
the same sheet always gives the same feed.
"""

import random
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence

from demo.authoring.brands import BRANDS
from demo.authoring.sheets import Entry

Row = dict[str, object]

RELATIONS = ("goes_with", "accessory_of", "spare_part_for")
LISTS = ("suitable_for", "occasion", "allergens")
# One or two of these are picked for a product that does not say.
_CHOICES = ("suitable_for", "occasion")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_HANDLED = frozenset((*RELATIONS, "series", "size", "d", "age", "design", "made_in", "stock", *_CHOICES))
# How often a variant is sold out, its stock not known, or nearly gone.
_SOLD_OUT, _UNKNOWN, _FEW = 0.08, 0.12, 0.22
_UNRATED = 0.04
# By how much a European shoe size is above the British one.
_EU_OVER_UK = {"men": 34, "women": 33}


def rows_of(entries: Sequence[Entry], ids: Mapping[str, str]) -> Iterator[Row]:
    """All rows; `ids` are the products by name that a relation may point to. `KeyError` for one that is not there."""
    series: dict[str, list[str]] = {}
    for entry in entries:
        if "series" in entry.attributes:
            series.setdefault(entry.attributes["series"], []).append(entry.product_id)
    for entry in entries:
        common = _common(entry, series, ids)
        for variant in _variants(entry):
            yield _row(entry, common, variant)


def _chance(entry: Entry, what: str) -> random.Random:
    return random.Random(zlib.crc32(f"{entry.name}/{what}".encode()))


def _common(entry: Entry, series: Mapping[str, list[str]], ids: Mapping[str, str]) -> Row:
    """What all variants of a product share, without its id, price and stock."""
    attributes = entry.attributes
    row: Row = {"kind": entry.kind.name, "description": entry.text}
    row |= {key: typed(key, value) for key, value in attributes.items() if key not in _HANDLED}
    row |= _measures(entry) | _ages(attributes.get("age", ""))
    row["design"] = _chance(entry, "design").choice(attributes["design"].split(","))
    row["made_in"] = attributes.get("made_in") or _chance(entry, "made").choice(BRANDS[entry.brand])
    for key in _CHOICES:
        row[key] = _some(entry, key)
    if "series" in attributes:
        row["series"] = attributes["series"]
        row["same_series"] = [other for other in series[attributes["series"]] if other != entry.product_id]
    for key in RELATIONS:
        if key in attributes:
            row[key] = [ids[name.strip()] for name in attributes[key].split("+")]
    return row


def typed(key: str, value: str) -> object:
    """A value as the feed writes it: numbers as numbers, lists as lists."""
    if key in LISTS:
        return value.split(",")
    if _NUMBER.fullmatch(value):
        return float(value) if "." in value else int(value)
    return value


def _some(entry: Entry, key: str) -> list[str]:
    """A product's own list; else one to three of its kind's, in their order."""
    listed = entry.attributes[key].split(",")
    if entry.kind.attributes.get(key) != entry.attributes[key]:
        return listed
    chance = _chance(entry, key)
    picked = chance.sample(listed, min(len(listed), chance.choice((1, 2, 2, 3))))
    return [value for value in listed if value in picked]


def _measures(entry: Entry) -> Row:
    """Weight and outer measures: a product's own exactly, its kind's give or take a little."""
    own, chance = entry.attributes, _chance(entry, "measures")
    found: Row = {}
    if "weight_g" in own:
        given = float(own["weight_g"])
        exact = own["weight_g"] != entry.kind.attributes.get("weight_g")
        found["weight_g"] = round(given) if exact else rounded(given * chance.uniform(0.88, 1.12))
    if "d" in own:
        exact = own["d"] != entry.kind.attributes.get("d")
        for name, side in zip(("width_mm", "depth_mm", "height_mm"), own["d"].split("x"), strict=True):
            found[name] = int(side) if exact else rounded(float(side) * chance.uniform(0.95, 1.05))
    return found


def rounded(value: float) -> int:
    """A measure as a shop would write it: in steps that grow with it."""
    step = next(step for limit, step in ((30, 1), (200, 5), (2_000, 10), (1e9, 50)) if value <= limit)
    return max(1, round(value / step) * step)


def _ages(said: str) -> Row:
    """`3-8`, `8+`, or `?` for not known."""
    ends = re.fullmatch(r"(\d+)(?:-(\d+)|\+)", said)
    if ends is None:
        return {}
    youngest: Row = {"age_min_years": int(ends[1])}
    return youngest | ({"age_max_years": int(ends[2])} if ends[2] else {})


def _variants(entry: Entry) -> Iterator[tuple[str, str, float | None]]:
    """Colour, size ("" without one) and price of every variant."""
    for colour in entry.colours:
        for size, price in sizes(entry):
            yield colour, size, price


def sizes(entry: Entry) -> list[tuple[str, float | None]]:
    """The sizes with their prices: `S+M+L`, `36..41`, or `20 cm:34+24 cm:39`."""
    said = entry.attributes.get("size", "")
    if span := re.fullmatch(r"(\d+)\.\.(\d+)", said):
        return [(str(size), entry.price) for size in range(int(span[1]), int(span[2]) + 1)]
    named = (part.partition(":") for part in said.split("+"))
    return [(size, float(price) if price else entry.price) for size, _, price in named]


def _row(entry: Entry, common: Row, variant: tuple[str, str, float | None]) -> Row:
    colour, size, price = variant
    first = (colour, size) == (entry.colours[0], sizes(entry)[0][0])
    marks = [colour] * (len(entry.colours) > 1) + [size] * (len(sizes(entry)) > 1)
    slug = "-".join(re.sub(r"[^a-z0-9]+", "-", mark.casefold()).strip("-") for mark in marks)
    item_id = entry.product_id if first or not slug else f"{entry.product_id}-{slug}"
    department = entry.kind.department
    row: Row = {"id": item_id, "group_id": entry.product_id, "name": entry.name, "department": department}
    row |= {"category": f"{department} > {entry.kind.shelf}", "brand": entry.brand} | common
    row |= {"price": price, "currency": "GBP", "stock": _stock(entry, item_id), **_rating(entry)}
    row |= {"url": f"/products/{item_id}", "image": f"/media/demo/{item_id}.svg", "colour": colour}
    return row | (_sized(entry, size, common) if size else {})


def _stock(entry: Entry, item_id: str) -> int | None:
    if "stock" in entry.attributes:
        return None if entry.attributes["stock"] == "?" else int(entry.attributes["stock"])
    chance = _chance(entry, item_id)
    drawn = chance.random()
    if drawn < _SOLD_OUT:
        return 0
    if drawn < _UNKNOWN:
        return None
    return chance.randint(1, 3) if drawn < _FEW else chance.randint(4, 60)


def _rating(entry: Entry) -> Row:
    """Stars and how many gave them; a few products have none yet."""
    chance = _chance(entry, "rating")
    if chance.random() < _UNRATED:
        return {"rating": None, "rating_count": 0}
    stars = round(min(4.9, max(3.1, chance.gauss(4.35, 0.32))), 1)
    return {"rating": stars, "rating_count": max(2, round(chance.lognormvariate(3.9, 0.9)))}


def _sized(entry: Entry, size: str, common: Row) -> Row:
    """The size, and what follows from it: a measure in the size's own unit, weight that grows with it."""
    found: Row = {"size": size}
    step = [name for name, _ in sizes(entry)].index(size)
    match re.fullmatch(r"(\d+(?:\.\d+)?)(?: x (\d+))? (cm|ml|l|g|kg)", size):
        case re.Match() as read:
            number = float(read[1])
            match read[3]:
                case "cm":
                    found |= {"width_mm": round(10 * number), "depth_mm": 10 * int(read[2] or number)}
                case "ml" | "l":
                    found["capacity_ml"] = round(number * (1 if read[3] == "ml" else 1_000))
                case unit:
                    found["weight_g"] = round(number * (1 if unit == "g" else 1_000))
        case None:
            pass
    if "weight_g" not in found and isinstance(weight := common.get("weight_g"), int):
        found["weight_g"] = rounded(weight * (1 + 0.05 * step)) if step else weight
    smaller = _EU_OVER_UK.get(entry.attributes.get("gender", ""))
    if entry.attributes.get("sizing") == "EU" and smaller:
        found["uk_size"] = int(size) - smaller
    return found
