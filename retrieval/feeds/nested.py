"""Records of JSON and YAML that hold their variants: one row per variant, with what the product says."""

from collections.abc import Iterator, Mapping
from typing import Final

from retrieval.feeds.names import NAMES, normalised
from retrieval.feeds.rows import Row, cells_of

_VARIANTS: Final = "variants"
# What the product is called: a variant's own title is "Red / M" where its product has one.
_OF_PRODUCT: Final = ("title", "name", "handle")
_GROUP: Final = "group_id"
_IDS: Final = frozenset(NAMES["item_id"])
# How lists of pairs are written: {"name": "Material", "value": "Oak"}.
_NAMED: Final = ("name", "key", "label", "attribute")
_VALUE: Final = ("value", "values", "text")


def rows_of(line: int, record: Mapping[str, object]) -> Iterator[Row]:
    """The rows of a record: itself, or its variants if it has any."""
    properties = tuple(_pairs(record))
    held = record.get(_VARIANTS)
    variants = [one for one in held if isinstance(one, Mapping)] if isinstance(held, list) else []
    if not variants:
        yield Row(line, cells_of(_without_pairs(record)), properties=properties)
        return
    product = cells_of({name: value for name, value in _without_pairs(record).items() if name != _VARIANTS})
    by_id = {normalised(name): name for name in reversed(list(product)) if product[name]}
    group = next((by_id[name] for name in ("id", *NAMES["item_id"]) if name in by_id), "")
    names = _option_names(record.get("options"))
    for variant in variants:
        own = cells_of(variant)
        shared = {name: product[name] for name in _OF_PRODUCT if product.get(name)}
        filled = {name: cell for name, cell in own.items() if cell}
        options = tuple((said, own[name]) for name, said in names.items() if own.get(name))
        options = tuple(pair for pair in options if pair != ("Title", "Default Title"))
        # The product's id is its group's; it would stand for that of its variants, whose columns are called otherwise.
        named = any(normalised(name) in _IDS for name in filled)
        said = {name: cell for name, cell in product.items() if not (named and normalised(name) in _IDS)}
        cells = {_GROUP: product.get(group, ""), **dict.fromkeys(own, ""), **said, **filled, **shared}
        yield Row(line, cells, (*options, *_plain_options(variant)), (*properties, *_pairs(variant)))


def _option_names(options: object) -> dict[str, str]:
    """The columns `option1`, … of variants, as the product's `options` name them."""
    named = options if isinstance(options, list) else []
    said = [str(one.get("name", "")) if isinstance(one, Mapping) else str(one) for one in named]
    return {f"option{number}": name for number, name in enumerate(said, start=1) if name}


def _pairs(record: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Names and values of lists of pairs, whatever the list is called."""
    for held in record.values():
        for one in held if isinstance(held, list) else ():
            if isinstance(one, Mapping):
                cells = cells_of(one)
                name = next((cells[key] for key in _NAMED if cells.get(key)), "")
                value = next((cells[key] for key in _VALUE if cells.get(key)), "")
                if name and value:
                    yield name, value


def _without_pairs(record: Mapping[str, object]) -> dict[str, object]:
    """The record without lists of which nothing but pairs was read."""
    return {
        name: held
        for name, held in record.items()
        if not (isinstance(held, list) and held and len(list(_pairs({name: held}))) == len(held))
    }


def _plain_options(variant: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What a variant says of itself in an object of its own: {"options": {"colour": "white"}}."""
    for name in ("options", "attributes"):
        held = variant.get(name)
        for key, value in held.items() if isinstance(held, Mapping) else ():
            if isinstance(value, str | int | float) and str(value):
                yield str(key), str(value)
