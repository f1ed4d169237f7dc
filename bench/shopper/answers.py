"""Which answer to a question is true of what a shopper wants: values and ranges as questions write them.

A range is "LOW..HIGH" with either end open: amounts in major units for the price, months for ages. Alternatives are
joined by "|". "not X" and "no" deny.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from bench.shopper.need import Need
from bench.shopper.traits import Traits, likeness
from domain.actions import Option, Question
from domain.items import AGE, CATEGORY, PRICE
from domain.money import exponent

# What a shopper cannot be wrong about: her own purse, and the child.
HER_OWN = frozenset({PRICE, AGE})
_RANGE, _ALTERNATIVES = "..", "|"

Look = Callable[[str], Traits | None]
"""The traits of a product by its id; None if the text is no id of a product."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A question seen from a need: the options that are right and the others. `known` says whether the facts of what
    she wants tell at all."""

    right: tuple[Option, ...]
    wrong: tuple[Option, ...]
    known: bool


def truth(question: Question, need: Need, look: Look) -> Truth:
    """Every option judged; of "this one or that one" the one is right that is more like what she wants."""
    products = [look(option.value) for option in question.options]
    if products and all(products):
        return _more_alike(question, need, [one for one in products if one is not None])
    judged = [(option, fits(question.attribute, option.value, need)) for option in question.options]
    right = tuple(option for option, fit in judged if fit)
    wrong = tuple(option for option, fit in judged if not fit)
    return Truth(right, wrong, is_known(question.attribute, need))


def _more_alike(question: Question, need: Need, products: list[Traits]) -> Truth:
    alike = [likeness(one, need.traits, {}) for one in products]
    best = max(alike)
    right = tuple(option for option, one in zip(question.options, alike, strict=True) if one == best)
    wrong = tuple(option for option in question.options if option not in right)
    return Truth(right, wrong, bool(wrong))


def is_known(attribute: str, need: Need) -> bool:
    """Whether the facts of what she wants answer a question about the attribute."""
    if attribute == PRICE:
        return need.traits.price_minor is not None
    if attribute == AGE:
        return need.child_months is not None
    return bool(need.traits.path) if attribute == CATEGORY else attribute in need.traits.values


def fits(attribute: str, value: str, need: Need) -> bool:
    """Whether one option is true of the need."""
    if attribute == PRICE:
        price = need.traits.price_minor
        return price is not None and _within(value, float(Decimal(price).scaleb(-exponent(need.currency))))
    if attribute == AGE:
        return need.child_months is not None and _within(value, float(need.child_months), shared_end=False)
    own = frozenset(need.traits.path if attribute == CATEGORY else need.traits.values.get(attribute, ()))
    offered = {part.strip().casefold() for part in value.split(_ALTERNATIVES)}
    denied = {one.removeprefix("not ") for one in offered if one.startswith("not ")}
    return bool(own & offered) or bool(denied and own and not own & denied)


def _within(written: str, number: float, *, shared_end: bool = True) -> bool:
    """Whether a number lies in "LOW..HIGH"; a bare number is an upper end. Where neighbours share an end (prices: "10
    to 20", "20 to 30"), it belongs to the lower one."""
    low, separator, high = written.partition(_RANGE)
    if not separator:
        low, high = "", written
    try:
        least, most = float(low.strip() or "-inf"), float(high.strip() or "inf")
    except ValueError:
        return False
    return (least < number or (least == number and not shared_end)) and number <= most
