"""What columns are called in feeds."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

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
        "selling_price",
        "unit_price",
        "price_amount",
        "price_value",
        "variant_price",
        "regular_price",
        "retail_price",
        "sale_price",
    ),
    "price_minor": ("price_minor", "price_minor_units", "price_in_cents", "price_cents", "price_pence"),
    "sale_price": ("sale_price", "special_price", "discounted_price", "promotional_price", "reduced_price"),
    "list_price": (
        *("compare_at_price", "variant_compare_at_price", "list_price", "old_price", "was_price", "original_price"),
        "regular_price",
    ),
    "sale_dates": ("sale_price_effective_date",),
    "sale_starts": (
        "sale_starts",
        "sale_start",
        "sale_start_date",
        "date_sale_price_starts",
        "special_price_from_date",
    ),
    "sale_ends": ("sale_ends", "sale_end", "sale_end_date", "date_sale_price_ends", "special_price_to_date"),
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
        *("variant_inventory_qty", "available_stock", "units_in_stock", "availability", "in_stock", "available"),
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
        "photos",
        "pictures",
        "gallery",
        "media",
    ),
}
# Names that stay with their field: a second title is no fact. A type or style that is no category may be one.
FIELD_NAMES = frozenset(
    name for field, names in NAMES.items() if field not in ("category", "subcategory") for name in names
)
MANY = frozenset(("description", "information", "keywords"))
REQUIRED = ("item_id", "title")
# Other people's words and other products: never part of what a product says of itself.
FOREIGN = re.compile(
    r"review|sellers?$|question|answer|q_and_a|^qa$|also_|bought|viewing|related|similar|cross_sell|upsell"
    r"|recommend(?!ed_age)"
)
# Shop-internal columns: flags of marketing, visibility, bookkeeping, licences and search engines.
INTERNAL = re.compile(
    r"""^(where_visible|promoted|featured|published|visible|visibility|active|enabled|is_active|is_new|new|
    on_sale|sale|bestseller|
    best_seller|status|state|sort|sort_order|position|priority|rank|score|score_\w+|template|theme|handle|slug|seo_\w+|meta_\w+|
    google_\w+|facebook_\w+|custom_label_\d|created\w*|updated\w*|modified\w*|date_\w+|\w+_date|\w+_at|timestamp|image_\w+|\w+_license|
    license|licence|copyright|credit|warehouse\w*|supplier\w*|vendor_\w+|cost\w*|margin\w*|tax\w*|vat\w*|shipping\w*|delivery\w*|
    discount\w*|compare_at\w*|list_price|old_price|rrp|msrp|\w*_?url|\w*_?link|locale|language_code|country(?!_of_origin)\w*|base_price\w*|store\w*|shop\w*|
    row\w*|index|unnamed\w*|column_\d+|\w*_id|gtin|ean|upc|mpn|isbn|asin|barcode|sku|hs_code|reference|model_number|part_number|
    number_of_\w*questions|popularity|sales\w*|views|clicks)$""",
    re.VERBOSE,
)
# What tells the variants of one product apart, as columns are called, by the option's name.
OPTIONS: Mapping[str, str] = {
    **{name: name for name in ("colour", "size", "material", "style", "flavour", "pattern", "storage", "finish")},
    "color": "colour",
    "flavor": "flavour",
}


# Fields of records that say nothing alone: what is meant is what they belong to, or something of that.
_OF_OUTER = frozenset(("name", "value", "amount", "text", "label", "title"))
_NOT_ALONE = frozenset(("id", "code", "type", "key", "slug", "handle", "url", "link", "position", "status", "unit"))
# A unit at the end of a name: "Gewicht (kg)", "breite_in_cm".
_UNIT = re.compile(r"(?P<name>.+?)(?P<unit>_(?:in_)?(?:mg|g|kg|mm|cm|m|ml|cl|l|w|watt|oz|lb|inch))")

# A currency at the end of a price's name: "Price (GBP)", "Preis in €".
_PRICED = re.compile(r"(?P<name>\w*(?:pri[cx]|preis|precio|vk)\w*?)_(?:in|(?:in_)?(?:eur|euros?|gbp|usd|chf|cny|rmb))")


@lru_cache(maxsize=10_000)
def normalised(column: str) -> str:
    """A column's name as the tables above write it: `ProductName`, "Product Name" and `product-name` are
    `product_name`; what is known in another language has its English name (`column_names.toml`): "Größe" is `size`."""
    whole = _english().get(_plain(column))  # "MwSt" is one word
    name = whole or _plain(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", column.removeprefix("g:")))
    if (priced := _PRICED.fullmatch(name)) and name not in _english():
        return _english().get(priced["name"], priced["name"])
    united = _UNIT.fullmatch(name)
    if united and name not in _english():
        return _english().get(united["name"], united["name"]) + united["unit"]
    return _english().get(name, name)


def within(column: str) -> tuple[str, ...]:
    """Names by which a column of a nested record may be meant: "manufacturer.name" is a manufacturer,
    "info.descriptions" a description. None of a plain column."""
    *outer, last = column.split(".")
    if not outer:
        return ()
    if normalised(last) in _OF_OUTER:
        return (normalised(outer[-1]),)
    return () if normalised(last) in _NOT_ALONE else (normalised(last), normalised(last).removesuffix("s"))


def _plain(text: str) -> str:
    """Letters without accents, digits and single underscores: "Preis (EUR)" is `preis_eur`."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "_", "".join(one for one in letters if not unicodedata.combining(one))).strip("_")


@cache
def _english() -> Mapping[str, str]:
    """English names by the plain ones of other languages; "ä" is read as "a" and as "ae"."""
    with Path(__file__).with_name("column_names.toml").open("rb") as file:
        tables = tomllib.load(file)
    said = {name.casefold(): english for table in tables.values() for name, english in table.items()}
    spelt_out = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
    return {_plain(way): english for name, english in said.items() for way in (name, name.translate(spelt_out))}
