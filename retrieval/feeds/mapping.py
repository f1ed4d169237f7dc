"""Which column holds what: by name, checked against the values."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.errors import FeedError
from retrieval.facts import is_attribute_name
from retrieval.feeds.attributes import MAX_LENGTH, is_attribute, parts_of, why_none
from retrieval.feeds.dialect import Dialect
from retrieval.feeds.names import FIELD_NAMES, FOREIGN, INTERNAL, MANY, NAMES, OPTIONS, REQUIRED, normalised, within
from retrieval.feeds.rows import Row, is_empty
from retrieval.feeds.values import parse_minor, parse_moment, parse_period, parse_price, parse_rating, parse_stock

_SAMPLED_VALUES = 400
_DATE = re.compile(r"\s*\d{4}-\d\d-\d\d(?:[T ][\d:.+Z-]*)?\s*")
# Columns that count even where their values cannot be read: passing over them would wipe out stored prices, or make a
# sale go on for ever.
_NEVER_PASSED_OVER = ("price", "sale_price", "sale_dates", "sale_starts", "sale_ends")
_PRODUCTS = "other products, by their ids: read as relations where its name says which"
_NO_PRICE = (
    "no column is the price, so no product has one: --map price=COLUMN names it (price_minor=COLUMN if it is in "
    "cents), --map price=- says that there is none"
)
_MAX_ID_LENGTH = 400
_MAX_TITLE_LENGTH = 200
# As a column's name: this field has none.
NO_COLUMN = "-"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Columns by field (path levels and texts in their order), columns that become facts by relation, and the rest.

    `options` are the columns that tell variants apart, by the option's name. `notes` says what the reader should
    tell: the encoding, a column that was passed over. `why` says of each column that is not used why it is not. `given`
    are the relations whose column a person named: what stands there is their value, however long it is.
    """

    fields: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)
    given: frozenset[str] = frozenset()

    def column(self, name: str) -> str | None:
        """The first column of a field."""
        return next(iter(self.fields.get(name, ())), None)


def map_columns(
    rows: Sequence[Row], overrides: Mapping[str, str] | None = None, dialect: Dialect | None = None
) -> ColumnMapping:
    """The mapping that a sample of rows shows; `overrides` (field or fact → column, "-" for none) go first, then what
    the format says.

    `FeedError` if a named column is not there, or if nothing can be the id or the title.
    """
    columns = list(dict.fromkeys(name for row in rows for name in row.cells))
    values = {name: _values(rows, name) for name in columns}
    given = _given(overrides or {}, columns)
    fields, taken = _named(given, dialect.fields if dialect else {}, values)
    bookkeeping = _pattern(dialect.ignored if dialect else "")
    own = _pattern(dialect.own if dialect else "")
    notes = list[str]()
    for name in NAMES:
        if name not in fields and (overrides or {}).get(name) != NO_COLUMN:
            found = _find(name, columns, taken, values, len(rows), notes)
            if found:
                fields[name] = found
                taken.update(found)
    _require(fields, columns)
    if not {"price", "price_minor", "sale_price"} & fields.keys() and (overrides or {}).get("price") != NO_COLUMN:
        notes.append(_NO_PRICE)
    _join_path(fields, columns, taken, values)
    rest = [column for column in columns if column not in taken]
    options = _options(rest, values) if "group_id" in fields else {}
    facts = {name: column for name, column in given.items() if name not in NAMES}
    ids = frozenset(values[fields["item_id"][0]])
    why = {
        column: "read by the format: variants, stock, what is for sale"
        if own.fullmatch(normalised(column))
        else _other_products(values[column], ids) or _not_used(column, values[column], bookkeeping)
        for column in rest
    }
    why = {column: reason for column, reason in why.items() if reason}
    facts |= {
        normalised(column.rsplit(".", 1)[-1]): column
        for column in rest
        if column not in why or (column in options.values() and _median_length(values[column]) <= MAX_LENGTH)
    }
    fields, why = _with_prose(fields, {column: why[column] for column in why if column not in facts.values()}, values)
    ignored = tuple(column for column in why if _is_ignored(column) or bookkeeping.fullmatch(normalised(column)))
    unmapped = tuple(column for column in rest if column not in ignored and column not in facts.values())
    return ColumnMapping(fields, facts, ignored, unmapped, tuple(notes), options, why, frozenset(given))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text or r"(?!)")


def stated_relation(name: str) -> str:
    """The relation of a property that the feed states by name; "" for names that would stand for something else (a
    price, a title) or that no shopper asks for."""
    relation = normalised(name)
    known = {said for names in NAMES.values() for said in names} | set(NAMES)
    unfit = relation in known and relation not in OPTIONS
    return "" if unfit or len(relation) > MAX_LENGTH or _is_ignored(name) else relation


def _named(
    given: Mapping[str, str], preset: Mapping[str, tuple[str, ...]], values: Mapping[str, Sequence[str]]
) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    """Fields whose columns were named by the person or by the format, and all columns that are spoken for."""
    fields: dict[str, tuple[str, ...]] = {name: (column,) for name, column in given.items() if name in NAMES}
    taken = set(given.values())
    for name, known in preset.items():
        found = tuple(
            column
            for said in known
            for column in values
            if said in (column, normalised(column)) and values[column] and column not in taken
        )
        if found and name not in fields:
            fields[name] = found if name in MANY or name == "category" else found[:1]
            taken.update(fields[name])
    return fields, taken


def _options(columns: Sequence[str], values: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in columns:
        if values[column] and normalised(column) in OPTIONS:
            found.setdefault(OPTIONS[normalised(column)], column)
    return found


def _is_ignored(column: str) -> bool:
    name = normalised(column)
    return bool(FOREIGN.search(name) or INTERNAL.match(name))


def _not_used(column: str, values: Sequence[str], bookkeeping: re.Pattern[str]) -> str:
    """Why a column that is no field is no fact either; "" if it is one."""
    name = normalised(column)
    if not values:
        return "empty"
    if FOREIGN.search(name):
        return "other people's words, or other products"
    if INTERNAL.match(name) or bookkeeping.fullmatch(name):
        return "bookkeeping of the shop, by its name"
    if name in FIELD_NAMES or ("." in column and set(within(column)) & FIELD_NAMES) or name.endswith("_amount"):
        return "named like a field that another column fills, or whose values do not fit it"
    if all(_DATE.fullmatch(value) for value in values):
        return "dates of the shop's bookkeeping"
    return "" if is_attribute(name, values) else why_none(values)


def _with_prose(
    fields: Mapping[str, tuple[str, ...]], why: Mapping[str, str], values: Mapping[str, Sequence[str]]
) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Columns with an attribute's name that hold sentences ("care") are text of the product: read, not lost."""
    prose = [
        column for column in why if is_attribute_name(normalised(column)) and why[column] == why_none(values[column])
    ]
    information = (*fields.get("information", ()), *prose)
    found = {**fields, **({"information": information} if information else {})}
    return found, {column: reason for column, reason in why.items() if column not in prose}


def _other_products(values: Sequence[str], ids: frozenset[str]) -> str:
    """Why a column that names products of the feed ("goes_with") is no fact; "" if it does not."""
    parts = [part for value in values[:_SAMPLED_VALUES] for part in parts_of(value)]
    known = sum(part in ids and not part.isdecimal() for part in parts)
    return _PRODUCTS if parts and 2 * known > len(parts) else ""


def _values(rows: Sequence[Row], column: str) -> list[str]:
    cells = (row.cells.get(column, "") for row in rows)
    return [cell for cell in cells if not is_empty(cell)]


def _given(overrides: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    given = {name: column for name, column in overrides.items() if column != NO_COLUMN}
    for name, column in given.items():
        if column not in columns:
            raise FeedError(f"No column {column!r} (mapped to {name!r}): the feed has {', '.join(columns)}.")
    return given


def _find(
    name: str, columns: Sequence[str], taken: set[str], values: Mapping[str, list[str]], rows: int, notes: list[str]
) -> tuple[str, ...]:
    """The columns of a field: by their names, else by what those of nested records mean."""
    found, unfit = _named_so(name, columns, taken, values, rows, lambda column: (normalised(column),))
    if not found and not unfit:
        found, unfit = _named_so(name, columns, taken, values, rows, within)
    if not found and unfit and name in _NEVER_PASSED_OVER:
        notes.append(f"few values of {unfit[0]!r} can be read as {name}: rows where it cannot are rejected")
        return (unfit[0],)
    notes += [f"column {column!r} looks like {name} by its name, but not by its values" for column in unfit]
    return tuple(found) if name in MANY else tuple(found[:1])


def _named_so(
    name: str,
    columns: Sequence[str],
    taken: set[str],
    values: Mapping[str, list[str]],
    rows: int,
    names_of: Callable[[str], tuple[str, ...]],
) -> tuple[list[str], list[str]]:
    """Free columns with one of the field's names, best name first: those whose values fit it, and the others."""
    fits = _FITS.get(name, _any_values)
    found, unfit = list[str](), list[str]()
    for candidate in NAMES[name]:
        for column in columns:
            if column not in taken and values[column] and candidate in names_of(column) and column not in found:
                (found if fits(values[column][:_SAMPLED_VALUES], rows) else unfit).append(column)
    return found, unfit


def _require(fields: Mapping[str, tuple[str, ...]], columns: Sequence[str]) -> None:
    for name in REQUIRED:
        if name not in fields:
            raise FeedError(f"No column for {name} among {', '.join(columns)}: name it with --map {name}=COLUMN.")


def _join_path(
    fields: dict[str, tuple[str, ...]], columns: Sequence[str], taken: set[str], values: Mapping[str, list[str]]
) -> None:
    """Category and sub-category columns as one path, broad first; `subcategory_1`, `_2`, … in their order."""
    numbered = [
        c
        for c in columns
        if re.fullmatch(r"(sub_?)?category_(level_)?\d+|(sub_?)?category_?l\d", normalised(c)) and c not in taken
    ]
    numbered.sort(key=lambda column: int(re.findall(r"\d+", column)[-1]))
    path = (*fields.get("category", ()), *fields.pop("subcategory", ()), *(c for c in numbered if values[c]))
    taken.update(numbered)
    if path:
        fields["category"] = path


def _any_values(values: Sequence[str], rows: int) -> bool:
    return True


def _mostly(parses: Callable[[str], object]) -> Callable[[Sequence[str], int], bool]:
    """Whether at least half of the values can be parsed; rows with the others are rejected one by one."""

    def fits(values: Sequence[str], rows: int) -> bool:
        good = 0
        for value in values:
            try:
                good += parses(value) is not None
            except ValueError:
                continue
        return 2 * good >= len(values)

    return fits


def _as_price(value: str) -> object:
    return parse_price(value, "USD")


def _identifies(values: Sequence[str], rows: int) -> bool:
    """Distinct in nearly all rows; a few repeated ids are rejected one by one."""
    return len(set(values)) >= 0.5 * len(values) and _median_length(values) <= _MAX_ID_LENGTH


def _names_pages(values: Sequence[str], rows: int) -> bool:
    """Filled in at least half of the rows: a column of picture credits is filled here and there."""
    return 2 * len(values) >= min(rows, _SAMPLED_VALUES)


def _median_length(values: Sequence[str]) -> int:
    """One broken cell does not make a column another."""
    return sorted(map(len, values))[len(values) // 2]


def _is_short(values: Sequence[str], rows: int) -> bool:
    return _median_length(values) <= _MAX_TITLE_LENGTH


_FITS: Mapping[str, Callable[[Sequence[str], int], bool]] = {
    "item_id": _identifies,
    "title": _is_short,
    "brand": _is_short,
    "category": _is_short,
    "subcategory": _is_short,
    "price": _mostly(_as_price),
    "price_max": _mostly(_as_price),
    "price_minor": _mostly(lambda value: parse_minor(value, "USD")),
    "sale_price": _mostly(_as_price),
    "list_price": _mostly(_as_price),
    "sale_dates": _mostly(parse_period),
    "sale_starts": _mostly(parse_moment),
    "sale_ends": _mostly(parse_moment),
    "stock": _mostly(lambda value: (parse_stock(value),)),  # what can be ordered only is no number, but an answer
    "rating": _mostly(parse_rating),
    "url": _names_pages,
}
