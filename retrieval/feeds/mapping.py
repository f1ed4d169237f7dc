"""Which column holds what: by name, checked against the values."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.errors import FeedError
from retrieval.cleaning import clean_text
from retrieval.feeds.rows import Row, is_empty
from retrieval.feeds.values import parse_price, parse_rating, parse_stock

# Names as `normalised` writes them, best first. Fields in MANY take all their columns; the others the first that fits
# its values.
NAMES: Mapping[str, tuple[str, ...]] = {
    "item_id": (
        *(
            "item_id",
            "product_id",
            "uniq_id",
            "unique_id",
            "id",
            "variant_id",
            "sku",
            "variant_sku",
            "article_number",
            "article_id",
        ),
        *("asin", "gtin", "ean", "upc", "barcode", "product_code", "item_number", "code", "handle"),
    ),
    "group_id": ("group_id", "item_group_id", "parent_id", "parent_sku", "parent_asin", "product_group", "style_id"),
    "title": ("title", "product_title", "product_name", "item_name", "name", "productname", "item_title", "label"),
    "description": (
        *(
            "product_description",
            "description",
            "long_description",
            "body_html",
            "body",
            "item_description",
            "about",
            "about_product",
        ),
        *("short_description", "summary", "text", "desc", "overview"),
    ),
    "information": (
        *(
            "product_information",
            "information",
            "product_details",
            "product_specification",
            "product_specifications",
            "specifications",
        ),
        *(
            "specification",
            "specs",
            "technical_details",
            "features",
            "key_features",
            "bullet_points",
            "highlights",
            "details",
        ),
        *("product_highlight", "product_detail", "attributes", "ingredients", "materials_and_care"),
    ),
    "keywords": ("keywords", "aliases", "tags", "search_terms", "synonyms"),
    "brand": ("brand", "brand_name", "manufacturer", "maker", "vendor", "publisher"),
    "category": (
        *(
            "category_path",
            "category",
            "categories",
            "product_category",
            "product_type",
            "amazon_category_and_sub_category",
        ),
        *(
            "category_name",
            "google_product_category",
            "department",
            "item_type",
            "type",
            "product_group_name",
            "section",
        ),
    ),
    "subcategory": (
        "subcategory",
        "sub_category",
        "subcategories",
        "category_and_sub_category",
        "subtype",
        "sub_type",
        "style",
    ),
    "price": (
        "price",
        "current_price",
        "sale_price",
        "selling_price",
        "unit_price",
        "price_amount",
        "price_value",
        "variant_price",
    ),
    "price_max": ("price_max", "max_price", "highest_price"),
    "currency": ("currency", "currency_code", "price_currency"),
    "stock": (
        *(
            "stock",
            "current_stock",
            "number_available_in_stock",
            "stock_quantity",
            "quantity",
            "inventory_quantity",
            "inventory",
            "qty",
        ),
        *("variant_inventory_qty", "available_stock", "units_in_stock", "availability", "in_stock"),
    ),
    "rating": ("rating", "average_review_rating", "average_rating", "review_rating", "stars", "avg_rating"),
    "rating_count": (
        "rating_count",
        "number_of_reviews",
        "review_count",
        "reviews_count",
        "num_reviews",
        "ratings_count",
    ),
    "url": ("url", "link", "product_url", "product_link", "page", "permalink"),
    "image_url": (
        "image_url",
        "image",
        "image_link",
        "picture",
        "img",
        "image_src",
        "images",
        "main_image",
        "thumbnail",
        "photo",
    ),
}
# Names that stay with their field: a second title is no fact. A type or style that is no category may be one.
_FIELD_NAMES = frozenset(
    name for field, names in NAMES.items() if field not in ("category", "subcategory") for name in names
)
MANY = frozenset(("description", "information", "keywords"))
REQUIRED = ("item_id", "title")
# Other people's words and other products: never part of what a product says of itself.
_FOREIGN = re.compile(
    r"review|sellers?$|question|answer|q_and_a|^qa$|also_|bought|viewing|related|similar|cross_sell|upsell"
    r"|recommend(?!ed_age)"
)
# Shop-internal columns: flags of marketing, visibility, bookkeeping, licences and search engines.
_INTERNAL = re.compile(
    r"""^(where_visible|promoted|featured|published|visible|visibility|active|enabled|is_active|is_new|new"
    r"|on_sale|sale|bestseller|
    best_seller|status|state|sort|sort_order|position|priority|rank|score|score_\w+|template|theme|handle|slug|seo_\w+|meta_\w+|
    google_\w+|facebook_\w+|custom_label_\d|created\w*|updated\w*|modified\w*|date_\w+|\w+_date|\w+_at|timestamp|image_\w+|\w+_license|
    license|licence|copyright|credit|warehouse\w*|supplier\w*|vendor_\w+|cost\w*|margin\w*|tax\w*|vat\w*|shipping\w*|delivery\w*|
    discount\w*|compare_at\w*|list_price|old_price|rrp|msrp|\w*_?url|\w*_?link|locale|language_code|country\w*|store\w*|shop\w*|
    row\w*|index|unnamed\w*|column_\d+|\w*_id|gtin|ean|upc|mpn|isbn|asin|barcode|sku|hs_code|reference|model_number|part_number|
    number_of_\w*questions|popularity|sales\w*|views|clicks)$""",
    re.VERBOSE,
)
# A column of unknown name becomes facts if its values are short and few: nobody asks for one of 200 free texts.
_MAX_FACT_LENGTH = 60
_MAX_FACT_VALUES = 40
_FEW = 12
_SAMPLED_VALUES = 400


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Columns by field (path levels and texts in their order), columns that become facts by relation, and the rest.

    `notes` says what the reader should tell: the encoding, a column that was passed over.
    """

    fields: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def column(self, name: str) -> str | None:
        """The first column of a field."""
        return next(iter(self.fields.get(name, ())), None)


def normalised(column: str) -> str:
    """A column's name as the tables above write it: `ProductName`, "Product Name" and `product-name` are
    `product_name`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", column.removeprefix("g:"))
    return re.sub(r"[^a-z0-9]+", "_", words.casefold()).strip("_")


def map_columns(rows: Sequence[Row], overrides: Mapping[str, str] | None = None) -> ColumnMapping:
    """The mapping that a sample of rows shows; `overrides` (field or fact → column) go first.

    `FeedError` if a named column is not there, or if nothing can be the id or the title.
    """
    columns = list(dict.fromkeys(name for row in rows for name in row.cells))
    values = {name: _values(rows, name) for name in columns}
    given = _given(overrides or {}, columns)
    fields: dict[str, tuple[str, ...]] = {name: (column,) for name, column in given.items() if name in NAMES}
    taken, notes = set(given.values()), list[str]()
    for name in NAMES:
        if name not in fields and (found := _find(name, columns, taken, values, len(rows), notes)):
            fields[name] = found
            taken.update(found)
    _require(fields, columns)
    _join_path(fields, columns, taken, values)
    facts = {name: column for name, column in given.items() if name not in NAMES}
    rest = [column for column in columns if column not in taken]
    ignored = tuple(
        column for column in rest if _FOREIGN.search(normalised(column)) or _INTERNAL.match(normalised(column))
    )
    free = [column for column in rest if column not in ignored and normalised(column) not in _FIELD_NAMES]
    facts |= {normalised(column.rsplit(".", 1)[-1]): column for column in free if _is_fact(values[column])}
    unmapped = tuple(column for column in rest if column not in ignored and column not in facts.values())
    return ColumnMapping(fields, facts, ignored, unmapped, tuple(notes))


def _values(rows: Sequence[Row], column: str) -> list[str]:
    cells = (row.cells.get(column, "") for row in rows)
    return [cell for cell in cells if not is_empty(cell)]


def _given(overrides: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    for name, column in overrides.items():
        if column not in columns:
            raise FeedError(f"No column {column!r} (mapped to {name!r}): the feed has {', '.join(columns)}.")
    return dict(overrides)


def _find(
    name: str, columns: Sequence[str], taken: set[str], values: Mapping[str, list[str]], rows: int, notes: list[str]
) -> tuple[str, ...]:
    fits = _FITS.get(name, _any_values)
    found = []
    for candidate in NAMES[name]:
        for column in columns:
            if column in taken or normalised(column) != candidate or not values[column]:
                continue
            if fits(values[column][:_SAMPLED_VALUES], rows):
                found.append(column)
            else:
                notes.append(f"column {column!r} looks like {name} by its name, but not by its values")
    return tuple(found) if name in MANY else tuple(found[:1])


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


def _is_fact(values: Sequence[str]) -> bool:
    if not values:
        return False
    distinct = {clean_text(value).casefold() for value in values}
    if max(map(len, distinct)) > _MAX_FACT_LENGTH or any("//" in value or "@" in value for value in distinct):
        return False
    if all(re.fullmatch(r"-?\d+(?:[.,]\d+)?", value) for value in distinct):
        return True
    return len(distinct) <= max(_FEW, min(_MAX_FACT_VALUES, len(values) // 2))


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


def _identifies(values: Sequence[str], rows: int) -> bool:
    """Distinct in nearly all rows; a few repeated ids are rejected one by one."""
    return len(set(values)) >= 0.5 * len(values) and max(map(len, values)) <= 400


def _names_pages(values: Sequence[str], rows: int) -> bool:
    """Filled in at least half of the rows: a column of picture credits is filled here and there."""
    return 2 * len(values) >= min(rows, _SAMPLED_VALUES)


def _is_short(values: Sequence[str], rows: int) -> bool:
    return sorted(map(len, values))[len(values) // 2] <= 200


_FITS: Mapping[str, Callable[[Sequence[str], int], bool]] = {
    "item_id": _identifies,
    "title": _is_short,
    "brand": _is_short,
    "category": _is_short,
    "subcategory": _is_short,
    "price": _mostly(lambda value: parse_price(value, "USD")),
    "price_max": _mostly(lambda value: parse_price(value, "USD")),
    "stock": _mostly(parse_stock),
    "rating": _mostly(parse_rating),
    "url": _names_pages,
}
