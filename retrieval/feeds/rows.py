"""What a reader gives: rows, and what could not be one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# A cell above this is a broken quote or an attack; a product page has a few thousand characters.
MAX_CELL = 100_000
# No cell is read beyond this, mapped or not: a reviews column may be long.
MAX_READ = 1_000_000
MAX_COLUMNS = 500
MAX_NAME = 200
_SHOWN = 120
# Keys of a text in several languages: English counts, else the first.
_LANGUAGE = re.compile(r"(?:en|de|fr|es|it|nl|pt|pl|zh|ja|sv|da|fi|cs)(?:[-_][A-Za-z]{2})?")
_EMPTY = frozenset(("", "null", "none", "nan", "~", "n/a", "na", "#n/a", "-"))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it starts on (from 1) and its cells by column; empty cells are "" or absent.

    `options` are what tells a variant from its siblings ("Size", "M"), `properties` other stated pairs, where the
    format has a place for them; in plain tables both are found among the columns.
    """

    line: int
    cells: Mapping[str, str]
    options: tuple[tuple[str, str], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that did not become an item: where, what, why and what to do. `raw` is the row, or the text that is
    none; `item_id` is the product it means, if that is for sale and could be read."""

    line: int
    column: str
    value: str
    reason: str
    fix: str
    raw: Mapping[str, str] | str = ""
    item_id: str = ""


def reject(
    line: int,
    reason: str,
    *,
    fix: str,
    column: str = "",
    value: str = "",
    raw: Mapping[str, str] | str = "",
    item_id: str = "",
) -> Rejected:
    """A `Rejected` whose value (and raw text) is short enough to print."""
    kept = raw[:MAX_CELL] if isinstance(raw, str) else raw
    return Rejected(line, column, shortened(value), reason, fix, kept, item_id)


def shortened(value: str) -> str:
    """At most 120 characters of a value."""
    return value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"


def is_empty(cell: str) -> bool:
    """Whether a cell says nothing: blank, or a word that stands for blank ("null", "n/a")."""
    return cell.strip().casefold() in _EMPTY


def cells_of(record: Mapping[str, object]) -> dict[str, str]:
    """A record of a structured feed as flat cells: `{"price": {"amount": "5"}}` has the column `price.amount`.

    Lists of plain values are joined (category paths with " > ", others with ", "), of pictures the addresses; other
    lists of records are left out: what they mean depends on the format, and its reader unfolds them.
    """
    cells: dict[str, str] = {}
    _flatten(record, "", cells, depth=0)
    return cells


def _flatten(record: Mapping[str, object], prefix: str, cells: dict[str, str], *, depth: int) -> None:
    for key, value in record.items():
        if len(cells) >= MAX_COLUMNS:
            return
        name = prefix + printable(key)
        if isinstance(value, Mapping):
            if value and all(_LANGUAGE.fullmatch(str(code)) for code in value):
                value = next((value[code] for code in value if str(code)[:2] == "en"), next(iter(value.values())))
                cells[name] = _joined(name, value) if isinstance(value, list) else _scalar(value)
            elif depth < 3:
                _flatten(value, name + ".", cells, depth=depth + 1)
        elif isinstance(value, list):
            cells[name] = _joined(name, value)
        else:
            cells[name] = _scalar(value)


def _joined(name: str, values: Iterable[object]) -> str:
    words = [_named(name, value) if isinstance(value, Mapping) else _scalar(value) for value in values]
    return (" > " if re.search(r"categor|breadcrumb", name, re.IGNORECASE) else ", ").join(
        word for word in words if word
    )


def _named(name: str, value: Mapping[str, object]) -> str:
    """The address of a picture or the name of a category that is written as a record; "" for what is neither."""
    if re.search(r"categor|breadcrumb", name, re.IGNORECASE):
        return next((said for key in ("name", "title", "label") if isinstance(said := value.get(key), str)), "")
    if not re.search(r"image|picture|photo|media", name, re.IGNORECASE):
        return ""
    return next((said for key in ("src", "url", "href") if isinstance(said := value.get(key), str)), "")


def _scalar(value: object) -> str:
    if value is None or isinstance(value, list | Mapping):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return whole_letters(str(value)[:MAX_READ])


def whole_letters(text: str) -> str:
    """The text without halves of letters (lone surrogates), which JSON can write and nothing can store."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def printable(name: str) -> str:
    """A column's name as it can be shown and stored."""
    kept = name if name.isprintable() else "".join(letter for letter in name if letter.isprintable())
    return kept[:MAX_NAME]
