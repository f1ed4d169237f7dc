"""A row made into an `Item`, or a `Rejected` that says why not."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NoReturn

from domain.errors import RowRejected
from domain.items import Item, Sale
from retrieval.cleaning import clean_address, clean_text
from retrieval.facts import Keys, Page, compose, extract
from retrieval.facts.page import singular
from retrieval.feeds.attributes import is_prose
from retrieval.feeds.mapping import ColumnMapping, stated_relation
from retrieval.feeds.names import OPTIONS, normalised
from retrieval.feeds.rows import MAX_CELL, Row, is_empty, shortened
from retrieval.feeds.values import (
    Price,
    parse_count,
    parse_minor,
    parse_moment,
    parse_period,
    parse_price,
    parse_rating,
    parse_stock,
)

MAX_ID = 200
MAX_TITLE = 1_000
# A category tree deeper than this is a broken separator.
MAX_LEVELS = 10
# Shorter cells are values: looking at them takes time.
_NEVER_PROSE = 20
_ZERO = re.compile(r"[^\d-]*0+(?:[.,]0+)?[^\d]*")
_PATH = re.compile(r"\s*(?:>|»|›|\|)\s*|\s+/\s+")
_NO_CATEGORY = frozenset(
    ("other", "others", "misc", "miscellaneous", "unknown", "uncategorized", "uncategorised", "default", "general")
)


@dataclass(frozen=True, slots=True)
class Source:
    """What all rows of one feed share."""

    shop: str
    currency: str
    mapping: ColumnMapping
    keys: Keys


def make_item(row: Row, source: Source) -> Item:
    """The item of a row; `RowRejected` if it has no id, no title, an unreadable price or stock, or a cell that is too
    long."""
    _check_lengths(row, source.mapping)
    item_id = clean_text(_cell(row, source, "item_id"))
    title = clean_text(_cell(row, source, "title"))
    _require(row, source, "item_id", item_id, MAX_ID)
    _require(row, source, "title", title, MAX_TITLE)
    price, sale = _prices(row, source)
    page = _page(row, source, item_id, title)
    group = clean_text(_cell(row, source, "group_id"))[:MAX_ID]
    item = Item(
        shop=source.shop,
        item_id=item_id,
        group_id=group or item_id,
        title=title,
        description=page.description,
        text=page.text,
        brand=page.brand,
        category=page.category,
        price_minor=price.lowest if price else None,
        price_max_minor=price.highest if price else None,
        currency=price.currency if price else None,
        stock=_stock(row, source),
        rating=parse_rating(_cell(row, source, "rating")),
        rating_count=parse_count(_cell(row, source, "rating_count")),
        url=clean_address(_cell(row, source, "url")),
        image_url=clean_address(_first_address(_cell(row, source, "image_url"))),
        options=_options(row, source.mapping) if group else (),
        sale=sale,
        facts=extract(page, source.keys),
    )
    return hashed(item)


def hashed(item: Item) -> Item:
    """The item with `text_hash` (what is encoded: title, brand, category, text, the facts' texts) and `content_hash`
    (all of it)."""
    encoded = [item.title, item.brand, item.category, item.text, sorted(fact.text for fact in item.facts)]
    facts = [(f.relation, f.value, f.text, f.source, f.confidence, f.number, f.unit, f.span) for f in item.facts]
    prices = [item.price_minor, item.price_max_minor, item.currency, item.stock, item.rating, item.rating_count]
    rest = [item.item_id, item.group_id, item.description, item.url, item.image_url, item.options, facts]
    if item.sale:
        prices += [item.sale.price_minor, str(item.sale.starts), str(item.sale.ends)]
    return replace(item, text_hash=_digest(encoded), content_hash=_digest([encoded, prices, rest]))


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode("ascii")).hexdigest()


def _cell(row: Row, source: Source, name: str) -> str:
    column = source.mapping.column(name)
    cell = row.cells.get(column, "") if column else ""
    return "" if is_empty(cell) else cell


def _check_lengths(row: Row, mapping: ColumnMapping) -> None:
    for column in (*(column for columns in mapping.fields.values() for column in columns), *mapping.facts.values()):
        cell = row.cells.get(column, "")
        if len(cell) > MAX_CELL:
            _refuse(
                row,
                column,
                cell,
                f"the cell has {len(cell):,} characters",
                fix=f"shorten it to {MAX_CELL:,}, or check the quotes",
            )


def _require(row: Row, source: Source, name: str, value: str, limit: int) -> None:
    column = source.mapping.column(name) or name
    said = "id" if name == "item_id" else name
    if not value:
        _refuse(
            row,
            column,
            row.cells.get(column, ""),
            f"the row has no {said}",
            fix=f"fill {column!r}, or map it with --map {name}=COLUMN",
        )
    if len(value) > limit:
        _refuse(row, column, value, f"the {said} has {len(value):,} characters", fix=f"shorten it to {limit:,}")


def _refuse(row: Row, column: str, value: str, reason: str, *, fix: str) -> NoReturn:
    raise RowRejected(reason, line=row.line, column=column, value=shortened(value), fix=fix)


def _prices(row: Row, source: Source) -> tuple[Price | None, Sale | None]:
    """The price outside of sales, and the sale: a lower price that is named beside it, or a price below the one it is
    compared to."""
    price = _price(row, source, "price") or _price(row, source, "price_minor")
    reduced, before = _price(row, source, "sale_price"), _price(row, source, "list_price")
    highest = _price(row, source, "price_max")
    if price is None:
        return reduced, None
    if reduced is None and before is not None and price.highest is None:
        price, reduced = before, price
    if highest is not None and highest.currency == price.currency and highest.lowest > price.lowest:
        price = replace(price, highest=highest.lowest)
    if reduced is None or reduced.currency != price.currency or reduced.lowest >= price.lowest:
        # No reduction: of two prices that contradict each other, the one that is paid counts.
        return (price if _cell(row, source, "sale_price") or reduced is None else reduced), None
    return price, Sale(reduced.lowest, *_sale_dates(row, source))


def _price(row: Row, source: Source, name: str) -> Price | None:
    column = source.mapping.column(name) or name
    cell = clean_text(_cell(row, source, name))
    named = _cell(row, source, "currency").strip().upper()
    if name != "price" and _ZERO.fullmatch(cell):
        return None  # how exports write that there is no sale, and no other price
    parse = parse_minor if name == "price_minor" else parse_price
    try:
        return parse(cell, named if re.fullmatch(r"[A-Z]{3}", named) else source.currency)
    except ValueError as exc:
        fix = "write it as 12.99 (with a currency sign or code if it differs), leave it empty, or leave the column out"
        _refuse(row, column, cell, str(exc), fix=f"{fix} with --map {name}=-")


def _sale_dates(row: Row, source: Source) -> tuple[datetime | None, datetime | None]:
    name = "sale_dates"
    try:
        starts, ends = parse_period(clean_text(_cell(row, source, name)))
        name = "sale_starts"
        starts = parse_moment(clean_text(_cell(row, source, name))) or starts
        name = "sale_ends"
        ends = parse_moment(clean_text(_cell(row, source, name)), ends=True) or ends
    except ValueError as exc:
        fix = "write dates as 2026-11-24T13:00+01:00, a period as START/END"
        _refuse(row, source.mapping.column(name) or name, _cell(row, source, name), str(exc), fix=fix)
    return starts, ends


def _stock(row: Row, source: Source) -> int | None:
    column = source.mapping.column("stock") or "stock"
    cell = clean_text(_cell(row, source, "stock"))
    try:
        return parse_stock(cell)
    except ValueError as exc:
        _refuse(row, column, cell, str(exc), fix="write a whole number of pieces, or leave it empty")


def _page(row: Row, source: Source, item_id: str, title: str) -> Page:
    title_column = source.mapping.column("title") or "title"
    information = list(_texts(row, source, "information"))
    columns = {name: (column, clean_text(row.cells.get(column, ""))) for name, column in source.mapping.facts.items()}
    information += _told(columns, source.mapping)
    for name, value in (*row.options, *row.properties):
        if relation := stated_relation(name):
            columns.setdefault(relation, (clean_text(name), clean_text(value)[:MAX_ID]))
    return compose(
        item_id,
        (title_column, title),
        list(_texts(row, source, "description")),
        information,
        keys=source.keys,
        keywords=". ".join(text for _, text in _texts(row, source, "keywords")),
        brand=clean_text(_cell(row, source, "brand"))[:MAX_ID] or None,
        category=_category(row, source.mapping),
        columns={name: cell for name, cell in columns.items() if not is_empty(cell[1])},
    )


def _told(columns: dict[str, tuple[str, str]], mapping: ColumnMapping) -> list[tuple[str, str]]:
    """Cells of attributes that are told in sentences, taken out: they are text, and no value to filter by."""
    options = mapping.options.values()
    told = [
        name
        for name, (column, cell) in columns.items()
        if len(cell) > _NEVER_PROSE and name not in mapping.given and column not in options and is_prose(cell)
    ]
    return [columns.pop(name) for name in told]


def _texts(row: Row, source: Source, name: str) -> Iterator[tuple[str, str]]:
    for column in source.mapping.fields.get(name, ()):
        cell = row.cells.get(column, "")
        if not is_empty(cell) and (text := clean_text(cell)):
            yield column, text


def _category(row: Row, mapping: ColumnMapping) -> tuple[str, ...]:
    """The path of all category columns, broad first; a level that repeats one before it ("Puzzle", "Puzzles"), or says
    "others", is left out."""
    levels: dict[str, str] = {}
    for column in mapping.fields.get("category", ()):
        for level in _PATH.split(clean_text(row.cells.get(column, ""))):
            if not is_empty(level) and level.casefold() not in _NO_CATEGORY and len(level) <= MAX_ID:
                levels.setdefault(_spelling(level), level)
    return tuple(levels.values())[:MAX_LEVELS]


def _spelling(level: str) -> str:
    """A level's name but for case, "&", punctuation and the plural."""
    words = re.findall(r"\w+", level.casefold().replace("&", " and ").replace("'", "").replace("’", ""))
    return " ".join(singular(word) for word in words) or level


def _first_address(cell: str) -> str:
    return re.split(r",\s+|\s*[|;]\s*|,(?=https?://)", cell.strip())[0]


def _options(row: Row, mapping: ColumnMapping) -> tuple[tuple[str, str], ...]:
    """What tells the variant apart, by the option's name: as the format states it, else as columns do."""
    columns = ((name, row.cells.get(column, "")) for name, column in mapping.options.items())
    found: dict[str, str] = {}
    for name, value in (*row.options, *columns):
        said = clean_text(value)[:MAX_ID]
        plain = normalised(name)[:MAX_ID]
        if plain and not is_empty(said):
            found.setdefault(OPTIONS.get(plain, plain), said)
    return tuple(sorted(found.items()))
