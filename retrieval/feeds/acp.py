"""The product feed of the Agentic Commerce Protocol: products with variants, prices in minor units."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from domain.money import Money
from retrieval.feeds.dialect import Dialect
from retrieval.feeds.rows import MAX_READ, Rejected, Row, reject, whole_letters
from retrieval.feeds.structured import read_records


def read_acp(path: Path, encoding: str) -> Iterator[Row | Rejected]:
    """A row per variant; a product without variants is one reject."""
    for found in read_records(path, encoding, holder="products"):
        if isinstance(found, Rejected):
            yield found
        else:
            yield from _product(*found)


def _product(line: int, product: object) -> Iterator[Row | Rejected]:
    if not isinstance(product, Mapping):
        fix = "write products as objects with `id` and `variants`"
        yield reject(line, "the product is no object", fix=fix, value=str(product)[:1000])
        return
    variants = product.get("variants")
    if not isinstance(variants, Sequence) or isinstance(variants, str) or not variants:
        fix = "give each product at least one variant with `id` and `title`"
        yield reject(line, "the product has no variants", fix=fix, column="variants", value=_text(product.get("id")))
        return
    for variant in variants:
        if isinstance(variant, Mapping):
            yield _variant(line, product, variant)
        else:
            fix = "write variants as objects with `id` and `title`"
            yield reject(line, "the variant is no object", fix=fix, column="variants", value=str(variant)[:1000])


def _variant(line: int, product: Mapping[str, object], variant: Mapping[str, object]) -> Row | Rejected:
    for name in ("price", "list_price"):
        if name in variant and not _is_price(variant[name]):
            fix = 'write minor units with their currency: {"amount": 1299, "currency": "GBP"} is £12.99'
            value, item_id = json.dumps(variant[name])[:1000], _text(variant.get("id"))
            return reject(line, "the price cannot be read", fix=fix, column=name, value=value, item_id=item_id)
    cells = {
        "id": _text(variant.get("id")),
        "product.id": _text(product.get("id")),
        "title": _text(variant.get("title")) or _text(product.get("title")),
        "description": _description(variant.get("description")) or _description(product.get("description")),
        "categories": _category(variant.get("categories")),
        "price": _price(variant.get("price")),
        "list_price": _price(variant.get("list_price")),
        "availability": _availability(variant.get("availability")),
        "url": _text(variant.get("url")) or _text(product.get("url")),
        "media": _image(variant.get("media")) or _image(product.get("media")),
        "condition": ", ".join(_text(one) for one in _list(variant.get("condition"))),
    }
    options = tuple(
        (_text(one.get("name")), _text(one.get("value"))) for one in _objects(variant.get("variant_options"))
    )
    return Row(line, cells, options)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return whole_letters(str(value)[:MAX_READ]) if isinstance(value, str | int | float) else ""


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _objects(value: object) -> list[Mapping[str, object]]:
    return [one for one in _list(value) if isinstance(one, Mapping)]


def _description(value: object) -> str:
    """The plain form, else HTML, else Markdown."""
    if not isinstance(value, Mapping):
        return _text(value)
    return next((text for name in ("plain", "html", "markdown") if (text := _text(value.get(name)))), "")


def _category(value: object) -> str:
    """The shop's own category before those of other taxonomies."""
    known = sorted(_objects(value), key=lambda one: one.get("taxonomy") not in (None, "merchant"))
    return _text(known[0].get("value")) if known else ""


def _is_price(value: object) -> bool:
    return isinstance(value, Mapping) and bool(
        re.fullmatch(r"\d{1,12}", _text(value.get("amount")))
        and re.fullmatch(r"[A-Z]{3}", _text(value.get("currency")))
    )


def _price(value: object) -> str:
    """Minor units as an amount with its currency: 1999 USD is "19.99 USD"."""
    if not isinstance(value, Mapping):
        return ""
    money = Money(int(_text(value["amount"])), _text(value["currency"]))
    return f"{money.amount} {money.currency}"


def _availability(value: object) -> str:
    """`available` says whether it can be bought; `status` how, if it can."""
    if not isinstance(value, Mapping):
        return _text(value)
    available, status = _text(value.get("available")), _text(value.get("status"))
    return "no" if available == "no" else status or available


def _image(value: object) -> str:
    images = (_text(one.get("url")) for one in _objects(value) if _text(one.get("type")) in ("image", ""))
    return next((url for url in images if url), "")


ACP = Dialect(
    read_acp,
    {
        "item_id": ("id",),
        "group_id": ("product.id",),
        "title": ("title",),
        "description": ("description",),
        "category": ("categories",),
        "price": ("price",),
        "list_price": ("list_price",),
        "stock": ("availability",),
        "url": ("url",),
        "image_url": ("media",),
    },
    inherits=True,
)
