"""Which columns hold an attribute of the product: by their name, or because their values look like one."""

import re
from collections.abc import Sequence

from retrieval.cleaning import clean_text
from retrieval.facts import is_attribute_name
from retrieval.facts.quantities import in_base_units

# A value that is longer is prose.
MAX_LENGTH = 60
# A column of unknown name: with few different values it is one that shoppers can be asked for; with more, if each of
# them comes back as often as this, and is a word or a few. Nobody asks for one of 200 free texts.
MAX_VALUES = 40
_FEW = 12
_COMES_BACK = 8
_MAX_WORDS = 4
# In a list of values; a sentence with commas has more between them.
_MOST_WORDS = 5
# One broken cell does not make a column another: so many of the values of a known attribute must be short.
_MOSTLY = 0.9
# Cells of columns that become facts are lists where they have these.
_LIST = re.compile(r"\s*[,;|]\s*")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_QUANTITY = re.compile(r"-?\d+(?:[.,]\d+)?\s?[A-Za-z]{1,6}")
_ADDRESS = re.compile(r"//|@")
# A sentence ends, and another begins; or one is said of somebody.
_SENTENCE = re.compile(r"[.!?]\s+[A-Z]|\b(?:your|this is|it is)\b")


def is_attribute(name: str, values: Sequence[str]) -> bool:
    """Whether the cells of a column (`name` normalised, none of them empty) become facts."""
    cells = [clean_text(value) for value in values]
    return is_known(name, cells) or _are_few(cells) or _are_quantities(cells) or _come_back(cells)


def is_known(name: str, cells: Sequence[str]) -> bool:
    """Whether the column has an attribute's name, and values that are no prose: any number of them."""
    prose = sum(map(is_prose, cells))
    return is_attribute_name(name) and prose <= (1 - _MOSTLY) * len(cells)


def is_prose(cell: str) -> bool:
    """Whether a cell is told in sentences, rather than a value or a list of them; or an address."""
    parts = parts_of(cell)
    wordy = len(cell) > MAX_LENGTH and len(cell.split()) > _MOST_WORDS * len(parts)
    return wordy or not _is_short(cell) or bool(_SENTENCE.search(cell))


def why_none(values: Sequence[str]) -> str:
    """What a person is told of a column that is no attribute."""
    distinct = _distinct([clean_text(value) for value in values])
    longest = max(map(len, distinct), default=0)
    long = longest > MAX_LENGTH
    how = f"values of up to {longest:,} characters" if long else f"{len(distinct):,} different values"
    return f"{how}: text, no attribute; --map NAME=COLUMN makes it one"


def _are_few(cells: Sequence[str]) -> bool:
    distinct = _distinct(cells)
    if not distinct or not all(map(_is_short, distinct)):
        return False
    if all(_NUMBER.fullmatch(cell) for cell in cells):
        return True
    return len(distinct) <= max(_FEW, min(MAX_VALUES, len(cells) // 2))


def _are_quantities(cells: Sequence[str]) -> bool:
    """Figures with a unit that is known ("250 ml"), nearly all of them."""
    return sum(bool(_QUANTITY.fullmatch(cell) and in_base_units(cell)) for cell in cells) >= _MOSTLY * len(cells)


def _come_back(cells: Sequence[str]) -> bool:
    """Values of a few words that come back often ("gardeners"), however many there are."""
    distinct = _distinct(cells)
    named = sum(len(parts_of(cell)) for cell in cells)
    return len(distinct) * _COMES_BACK <= named and all(
        _is_short(value) and len(value.split()) <= _MAX_WORDS for value in distinct
    )


def _distinct(cells: Sequence[str]) -> set[str]:
    return {part for cell in set(cells) for part in parts_of(cell.casefold())}


def parts_of(cell: str) -> list[str]:
    """The values of a cell, which may be a list."""
    return [part for part in _LIST.split(cell) if part]


def _is_short(cell: str) -> bool:
    return all(len(part) <= MAX_LENGTH for part in parts_of(cell)) and not _ADDRESS.search(cell)
