"""The sheets: one text file per department, written by hand.

    @ Home & Kitchen | home                         department | prefix of its ids
    = toaster | Kitchen electricals                 kind (a drawing) | shelf
    price=20-90; power=mains; w=1500; d=280x180x190 what every product of the kind has, unless it says otherwise
    Name | Brand | 34.50 | cream+black | slots=2 | Two sentences about this toaster.

A price is `?` where it is not known. Several colours are variants; `size=20 cm:34+24 cm:39` are sizes with their
prices.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("sheets")
# Short names for what nearly every line says.
_LONG = {"w": "weight_g", "for": "suitable_for", "occ": "occasion", "made": "made_in"}
_FIELDS = 6


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of product: where it stands, what it costs (pounds, lowest and highest), what its products have."""

    name: str
    department: str
    shelf: str
    lowest: float
    highest: float
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One product as written. `attributes` are the kind's, with its own over them; `price` is None if not known."""

    product_id: str
    kind: Kind
    name: str
    brand: str
    price: float | None
    colours: tuple[str, ...]
    attributes: Mapping[str, str]
    text: str


def read_sheets(folder: Path = FOLDER) -> list[Entry]:
    """Every product of every sheet, sheets by name; `ValueError` names the file and line that cannot be read."""
    return [entry for path in sorted(folder.glob("*.txt")) for entry in _sheet(path)]


def _sheet(path: Path) -> Iterator[Entry]:
    department = prefix = ""
    heading: tuple[str, str] | None = None
    kind: Kind | None = None
    written = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            match line[:1]:
                case "" | "#":
                    continue
                case "@":
                    department, prefix = _parts(line[1:], 2)
                case "=":
                    heading, kind = (_parts(line[1:], 2)[0], _parts(line[1:], 2)[1]), None
                case _ if kind is None:
                    kind = _kind(department, heading, line)
                case _:
                    written += 1
                    # The rows below 100 are the shop's first, written into the feed itself.
                    yield _entry(f"{prefix}-{100 + written}", kind, line)
        except ValueError as exc:
            raise ValueError(f"{path.name}, line {number}: {exc}") from exc


def _parts(line: str, count: int) -> list[str]:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != count:
        raise ValueError(f"{len(parts)} parts between '|' where {count} are needed: {line.strip()[:60]!r}")
    return parts


def _kind(department: str, heading: tuple[str, str] | None, line: str) -> Kind:
    if heading is None:
        raise ValueError("products before a kind: begin with '= kind | shelf'")
    attributes = dict(_attributes(line.split(";")))
    lowest, _, highest = attributes.pop("price").partition("-")
    return Kind(heading[0], department, heading[1], float(lowest), float(highest), attributes)


def _entry(product_id: str, kind: Kind, line: str) -> Entry:
    name, brand, price, colours, own, text = _parts(line, _FIELDS)
    said = {**kind.attributes, **dict(_attributes(own.split(";")))}
    attributes = {key: value for key, value in said.items() if value != "-"}  # "-": what the kind has, this has not
    known = None if price == "?" else float(price)
    return Entry(product_id, kind, name, brand, known, tuple(colours.split("+")), attributes, text)


def _attributes(parts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for part in parts:
        if not part.strip():
            continue
        key, sign, value = part.strip().partition("=")
        if not sign or not re.fullmatch(r"[a-z0-9_]+", key) or not value.strip():
            raise ValueError(f"no attribute: {part.strip()!r}: write name=value")
        yield _LONG.get(key, key), value.strip()
