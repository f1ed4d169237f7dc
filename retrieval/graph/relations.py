"""What columns and predicates are called, and which relation of ours that is."""

import re
from collections.abc import Mapping

from domain.graph import (
    ACCESSORY_OF,
    ALSO_BOUGHT,
    ALSO_VIEWED,
    BOUGHT_TOGETHER,
    BROADER,
    FITS_WITH,
    HAS_ACCESSORY,
    SAME_SERIES,
)
from domain.items import COLOUR, MATERIAL

# Between products that belong together in a way that is not said.
RELATED = "related"
NARROWER = "narrower"

# Names as `plain_name` writes them: those of shop exports, of schema.org, SKOS and RDFS.
_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    ALSO_BOUGHT: (
        *("also_bought", "customers_who_bought_this_item_also_bought", "customers_also_bought", "bought_also"),
        *("co_purchased_with", "often_bought_with"),
    ),
    ALSO_VIEWED: (
        *("also_viewed", "customers_also_viewed", "viewed_also", "buy_after_viewing"),
        *("items_customers_buy_after_viewing_this_item", "also_view"),
    ),
    BOUGHT_TOGETHER: ("bought_together", "frequently_bought_together", "together_with"),
    SAME_SERIES: ("same_series", "same_series_as", "series_items", "in_series_with", "same_collection_as"),
    FITS_WITH: ("fits_with", "fits", "compatible_with", "compatible_products", "works_with", "is_compatible_with"),
    ACCESSORY_OF: (
        *("accessory_of", "accessory_for", "is_accessory_of", "is_accessory_or_spare_part_for", "spare_part_for"),
        *("is_consumable_for", "is_accessory_for", "is_add_on_for"),
    ),
    HAS_ACCESSORY: ("has_accessory", "accessories", "spare_parts"),
    RELATED: (
        *("goes_with", "pairs_with"),
        *("related", "related_to", "is_related_to", "related_products", "related_items", "similar_items"),
        *("similar_products", "is_similar_to", "similar_to", "cross_sell", "cross_sells", "upsell", "upsells"),
    ),
    BROADER: (
        *("broader", "sub_class_of", "subclass_of", "is_a", "kind_of", "broader_transitive", "parent_category"),
        *("subcategory_of", "sub_category_of", "shade_of"),
    ),
    NARROWER: ("narrower", "narrower_transitive"),
}
_ATTRIBUTES = {"color": COLOUR, "made_of": MATERIAL}
_RELATION_OF = {spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings}
_RELATION_OF |= _ATTRIBUTES
BETWEEN_PRODUCTS = frozenset(_SPELLINGS) - {BROADER, NARROWER}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_NAME = re.compile(r"[\W_]+")


def plain_name(name: str) -> str:
    """`isAccessoryOf`, "Is accessory of" and `is-accessory-of` as `is_accessory_of`."""
    return _NO_NAME.sub("_", _CAMEL.sub("_", name).casefold()).strip("_")


def relation_of(name: str) -> str:
    """Our relation of that name; the plain name itself where we know none."""
    plain = plain_name(name)
    return _RELATION_OF.get(plain, plain)


def is_known(name: str) -> bool:
    """Whether a column's name says a relation between products."""
    return _RELATION_OF.get(plain_name(name)) in BETWEEN_PRODUCTS
