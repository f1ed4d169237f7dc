"""Records of JSON and YAML that hold their variants: one row per variant, with what the product says."""

from collections.abc import Iterator, Mapping
from typing import Final

from retrieval.feeds.rows import Row, cells_of

_VARIANTS: Final = "variants"
# What the product is called: a variant's own title is "Red / M" where its product has one.
_OF_PRODUCT: Final = ("title", "name", "handle")
_GROUP: Final = "group_id"


def rows_of(line: int, record: Mapping[str, object]) -> Iterator[Row]:
    """The rows of a record: itself, or its variants if it has any."""
    held = record.get(_VARIANTS)
    variants = [one for one in held if isinstance(one, Mapping)] if isinstance(held, list) else []
    if not variants:
        yield Row(line, cells_of(record))
        return
    product = cells_of({name: value for name, value in record.items() if name != _VARIANTS})
    group = next((cell for name in ("id", "handle", "sku") if (cell := product.get(name, ""))), "")
    names = _option_names(record.get("options"))
    for variant in variants:
        own = cells_of(variant)
        shared = {name: product[name] for name in _OF_PRODUCT if product.get(name)}
        filled = {name: cell for name, cell in own.items() if cell}
        options = tuple((said, own[name]) for name, said in names.items() if own.get(name))
        options = tuple(pair for pair in options if pair != ("Title", "Default Title"))
        yield Row(line, {_GROUP: group, **dict.fromkeys(own, ""), **product, **filled, **shared}, options)


def _option_names(options: object) -> dict[str, str]:
    """The columns `option1`, … of variants, as the product's `options` name them."""
    named = options if isinstance(options, list) else []
    said = [str(one.get("name", "")) if isinstance(one, Mapping) else str(one) for one in named]
    return {f"option{number}": name for number, name in enumerate(said, start=1) if name}
