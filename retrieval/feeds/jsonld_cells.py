"""One schema.org product as cells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from retrieval.feeds.names import normalised
from retrieval.feeds.rows import MAX_READ, whole_letters

Node = Mapping[str, object]
# A product's own name for itself, best first.
_IDS = ("sku", "productID", "gtin", "gtin13", "gtin14", "gtin12", "gtin8", "isbn", "mpn", "@id", "url")
_GROUP_IDS = ("productGroupID", *_IDS)
# What a variant takes from its group where it does not say it itself.
_INHERITED = ("name", "description", "brand", "category", "url", "image", "keywords", "material", "aggregateRating")
_OPTIONS = ("color", "size", "material", "pattern")
_PLAIN = ("color", "material", "pattern", "size", "itemCondition", "model", "award", "countryOfOrigin")
_MEASURES = ("weight", "height", "width", "depth")
# UN/CEFACT codes of units, as schema.org wants them.
_UNITS = dict(
    pair.split(":")
    for pair in """KGM:kg GRM:g MGM:mg LBR:lb ONZ:oz MTR:m CMT:cm MMT:mm INH:in FOT:ft LTR:l MLT:ml
    CLT:cl WTT:w KWT:kw VLT:v ANN:years MON:months HUR:hours MIN:minutes P1:% C62:""".split()
)
# Longer properties are prose: they go into the text.
_MAX_VALUE = 60
_MAX_PROPERTIES = 60
_MAX_DEPTH = 4
_BUYABLE = frozenset(("instock", "limitedavailability", "onlineonly", "instoreonly"))


def types_of(node: Node) -> set[str]:
    """The types of a node without their vocabulary: "schema:Product" and "https://schema.org/Product" are Product."""
    return {re.split(r"[/:#]", str(one))[-1] for one in items_of(node.get("@type"))}


def items_of(value: object) -> Sequence[object]:
    """A value as a list: JSON-LD writes one as itself."""
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def text_of(value: object, depth: int = 0) -> str:
    """What a value says in words: a text, the name of a thing, the first of several; "" if nothing."""
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return whole_letters(str(value)[:MAX_READ])
    if isinstance(value, Mapping):
        names = ("@value", "name", "value", "url", "@id")
        return next((text for name in names if (text := text_of(value.get(name), depth + 1))), "")
    return next((text for one in items_of(value) if (text := text_of(one, depth + 1))), "")


def key_of(node: Node, names: Sequence[str] = _IDS) -> str:
    """What the product or the group is called by machines."""
    return next((text for name in names if (text := text_of(node.get(name)))), "")


def cells_of(product: Node, group: Node | None) -> dict[str, str]:
    """The cells of a product; what it does not say itself it has from its group."""
    whole = {**{name: group[name] for name in _INHERITED if group and name in group}, **product}
    return {
        "sku": key_of(product),
        "productGroupID": key_of(group, _GROUP_IDS) if group else text_of(product.get("inProductGroupWithID")),
        **{name: text_of(whole.get(name)) for name in ("name", "description", "brand", "url", *_PLAIN)},
        "keywords": ", ".join(filter(None, map(text_of, items_of(whole.get("keywords"))))),
        "category": _category(whole.get("category")),
        "image": _image(whole.get("image")),
        "additionalProperty": ". ".join(f"{name}: {value}" for name, value in _pairs(whole) if len(value) > _MAX_VALUE),
        **{name: said for name in _MEASURES if (said := _quantity(whole.get(name)))},
        **_rating(whole.get("aggregateRating")),
        **_offers(whole.get("offers")),
    }


def options_of(product: Node, group: Node | None) -> tuple[tuple[str, str], ...]:
    """What tells the variant from its siblings: colour, size, material, pattern, and what the group says it varies
    by."""
    varies = {normalised(re.split(r"[/:#]", text_of(one))[-1]) for one in items_of((group or {}).get("variesBy"))}
    plain = ((name, text_of(product.get(name))) for name in _OPTIONS)
    others = ((name, value) for name, value in _pairs(product) if normalised(name) in varies)
    sizes = ((name, _quantity(product.get(name))) for name in _MEASURES if name in varies)
    return tuple((name, value) for name, value in (*plain, *sizes, *others) if value)


def properties_of(product: Node, group: Node | None) -> tuple[tuple[str, str], ...]:
    """The short additional properties, the product's own before its group's."""
    pairs: dict[str, str] = {}
    for name, value in (*_pairs(product), *_pairs(group or {})):
        if len(value) <= _MAX_VALUE:
            pairs.setdefault(name, value)
    return tuple(pairs.items())[:_MAX_PROPERTIES]


def _pairs(node: Node) -> Iterator[tuple[str, str]]:
    for one in items_of(node.get("additionalProperty"))[: 2 * _MAX_PROPERTIES]:
        if isinstance(one, Mapping):
            name, value = text_of(one.get("name")) or text_of(one.get("propertyID")), _quantity(one)
            if name and value:
                yield name, value


def _quantity(value: object) -> str:
    """A number with its unit, "1.2 kg"; other values in words."""
    if not isinstance(value, Mapping):
        return text_of(value)
    said = ", ".join(filter(None, map(text_of, items_of(value.get("value")))))
    code = text_of(value.get("unitCode"))
    unit = text_of(value.get("unitText")) or _UNITS.get(code, code)
    return f"{said} {unit}".strip() if said else ""


def _category(value: object) -> str:
    """The first path of categories; several plain names are one path."""
    names = [text_of(one) for one in items_of(value)]
    paths = [name for name in names if re.search(r"[>/]", name)]
    return paths[0] if paths else " > ".join(filter(None, names))


def _image(value: object) -> str:
    for one in items_of(value):
        address = (
            text_of(one.get("url") or one.get("contentUrl") or one.get("@id")) if isinstance(one, Mapping) else one
        )
        if isinstance(address, str) and address:
            return address
    return ""


def _rating(value: object) -> dict[str, str]:
    rating = next((one for one in items_of(value) if isinstance(one, Mapping)), {})
    said, best = text_of(rating.get("ratingValue")), text_of(rating.get("bestRating")) or "5"
    return {
        "aggregateRating": f"{said}/{best}" if said and "/" not in said and "%" not in said else said,
        "aggregateRating.count": text_of(rating.get("reviewCount")) or text_of(rating.get("ratingCount")),
    }


def _offers(value: object) -> dict[str, str]:
    """The cells of an offer, of several, or of what they sum up to."""
    offers = [one for one in items_of(value) if isinstance(one, Mapping)]
    inner = [two for one in offers for two in items_of(one.get("offers")) if isinstance(two, Mapping)]
    offer = offers[0] if offers else {}
    prices = [_price(one) for one in offers]
    currency = next((said for one in (*offers, *inner) if (said := _currency(one))), "")
    same = [one for one, own in zip(offers, prices, strict=True) if own and _currency(one) in ("", currency)]
    lowest = min(map(_price, same), key=_amount, default=next(filter(None, prices), ""))
    if not lowest and inner:
        return _offers(inner)
    highest = max((text_of(one.get("highPrice")) or _price(one) for one in same), key=_amount, default="")
    return {
        "offers.price": lowest,
        "offers.highPrice": highest if highest != lowest else "",
        "offers.listPrice": next((said for one in offers if (said := _list_price(one))), ""),
        "offers.priceCurrency": currency,
        "offers.priceValidUntil": text_of(offer.get("priceValidUntil")),
        "offers.availability": _availability([*offers, *inner]),
    }


def _specifications(offer: Node) -> list[Node]:
    return [one for one in items_of(offer.get("priceSpecification")) if isinstance(one, Mapping)]


def _is_list_price(specification: Node) -> bool:
    kinds = f"{text_of(specification.get('priceType'))} {text_of(specification.get('name'))}".casefold()
    return "listprice" in kinds or "strikethrough" in kinds or "srp" in kinds


def _price(offer: Node) -> str:
    """The price that is asked now: the offer's own, or its specification's that is no list price."""
    named = text_of(offer.get("lowPrice")) or text_of(offer.get("price"))
    asked = (text_of(one.get("price")) for one in _specifications(offer) if not _is_list_price(one))
    return named or next(filter(None, asked), "")


def _list_price(offer: Node) -> str:
    return next((text_of(one.get("price")) for one in _specifications(offer) if _is_list_price(one)), "")


def _currency(offer: Node) -> str:
    named = text_of(offer.get("priceCurrency"))
    return named or next((text_of(one.get("priceCurrency")) for one in _specifications(offer)), "")


def _amount(price: str) -> Decimal:
    try:
        amount = Decimal(price.strip())
    except InvalidOperation:
        return Decimal(0)
    return amount if amount.is_finite() else Decimal(0)


def _availability(offers: Sequence[Node]) -> str:
    """Pieces where they are counted; else that of an offer that can be bought, else the first's."""
    if len(offers) == 1 and (counted := _level(offers[0])):
        return counted
    said = [re.split(r"[/:#]", text_of(one.get("availability")))[-1] for one in offers]
    return next((one for one in said if one.casefold() in _BUYABLE), next(filter(None, said), ""))


def _level(offer: Node) -> str:
    level = offer.get("inventoryLevel")
    return text_of(level.get("value")) if isinstance(level, Mapping) else text_of(level)
