"""Answers to questions and edits of preferences: values written by the question, read back exactly.

A range is written "LOW..HIGH" with either end open ("..15.00", "15.00..30.00"): amounts in major units for the
price, months for ages. Any other value is one value of the attribute, alternatives joined by "|".
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from agent.understand.ages import between
from agent.understand.budgets import price_wishes
from domain.errors import BadInput
from domain.items import AGE, PRICE
from domain.money import Money
from domain.ports import Catalogue
from domain.wishes import TEXT, Op, Wish

_SEPARATOR = ".."
ALTERNATIVES = "|"


def written_range(low: str, high: str) -> str:
    """The value of an option that covers `low` to `high`; an empty end is open."""
    return f"{low}{_SEPARATOR}{high}"


def wishes_of(attribute: str, value: str, catalogue: Catalogue) -> tuple[Wish, ...]:
    """The wishes that an answer stands for; `BadInput` for an attribute or value that means nothing here."""
    if attribute == PRICE:
        return _price(value, catalogue)
    if attribute == AGE:
        return _age(value)
    if attribute == TEXT:
        return (Wish(TEXT, Op.LIKE, (value,), text=value),)
    if attribute not in catalogue.attributes():
        raise BadInput(f"No product has the attribute {attribute!r}: answer one of the question's options.")
    values = tuple(part.strip().casefold() for part in value.split(ALTERNATIVES) if part.strip())
    return (Wish(attribute, Op.IS, values, text=spoken_value(attribute, values)),)


def spoken_value(attribute: str, values: Sequence[str]) -> str:
    """A wish's values as the shopper would say them: "wood or metal", "waterproof", "not waterproof"."""
    name = attribute.replace("_", " ")
    spoken = {"yes": name, "no": f"not {name}"}
    return " or ".join(spoken.get(value, value) for value in values)


def _ends(value: str) -> tuple[str, str]:
    low, separator, high = value.partition(_SEPARATOR)
    return (low, high) if separator else ("", value)


def _price(value: str, catalogue: Catalogue) -> tuple[Wish, ...]:
    try:
        low, high = (Money.of(end, catalogue.currency).minor if end.strip() else None for end in _ends(value))
    except (InvalidOperation, ValueError) as exc:
        raise BadInput(f"{value!r} is no price: write an amount such as 25, or a range such as 10..25.") from exc
    if (low or 0) < 0 or (high or 0) < 0 or (low is None and high is None):
        raise BadInput(f"{value!r} is no price: write an amount such as 25, or a range such as 10..25.")
    floors = price_wishes(Op.MIN, low, catalogue.currency) if low else ()
    caps = price_wishes(Op.MAX, high, catalogue.currency) if high is not None else ()
    return (*floors, *caps)


def _age(value: str) -> tuple[Wish, ...]:
    try:
        months = [float(Decimal(end)) for end in _ends(value) if end.strip()]
    except InvalidOperation as exc:
        raise BadInput(f"{value!r} is no age: write months, such as 72, or a range such as 36..60.") from exc
    if not months or min(months) < 0:
        raise BadInput(f"{value!r} is no age: write months, such as 72, or a range such as 36..60.")
    return between(min(months), max(months))
