"""Budgets in English: amounts, sides, ranges, and the currency they are said in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from agent.understand.numbers import NUMBER, number_of
from agent.understand.said import Said
from domain.items import PRICE
from domain.money import Money
from domain.wishes import Op, Wish

_CURRENCIES = {
    "£": "GBP",
    "gbp": "GBP",
    "pound": "GBP",
    "quid": "GBP",
    "$": "USD",
    "usd": "USD",
    "dollar": "USD",
    "buck": "USD",
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "¥": "JPY",
    "yen": "JPY",
}
_SIGN = r"[£$€¥]"
_NAME = r"(?:pounds?|quid|gbp|dollars?|usd|bucks?|euros?|eur|yen|£|\$|€)"
_AMOUNT = rf"(?:{_SIGN}\s*{{0}}|{{0}}\s*{_NAME}\b|{{0}})"
_A = _AMOUNT.format(rf"(?:{NUMBER})")
_CAP = (
    r"(?:under|below|less than|cheaper than|no more than|not more than|no higher than|nothing (?:over|above|"
    r"more than)|not (?:over|above|exceeding)|"
    r"up to|upto|at most|at the most|max(?:imum)?(?: of)?|within|lower than|not to exceed|don'?t want to "
    r"(?:spend|pay) (?:more than|over)|"
    r"can(?:no|')?t (?:spend|pay|afford|go) (?:more than|over|above)|spend(?:ing)? (?:up to|at most)|<=?)"
)
_CAP_AFTER = (
    r"(?:(?:or|and) (?:less|under|below|cheaper)|at (?:the )?most|max(?:imum)?|tops|is (?:my|the) (?:limit|"
    r"max(?:imum)?|budget)|budget|limit)"
)
_FLOOR = (
    r"(?:over|above|more than|at least|minimum(?: of)?|min(?: of)?|no less than|not (?:under|below|less than)|"
    r"from|starting at|>=?)"
)
_FLOOR_AFTER = r"(?:(?:or|and) (?:more|up|over|above)|at least|upwards|\+)"
_ABOUT = r"(?:around|about|roughly|approximately|approx\.?|circa|ca\.?|something like|~)"
_BUDGET = (
    r"(?:(?:my |the |a |our |with a )?(?:price |spending )?(?:budget|limit)(?: is| of|:)?(?: now| about| around| "
    r"up to| only| just)?|i (?:have|'ve got)|for)"
)
_SPEND = (
    r"(?:spend(?:ing)?|pay(?:ing)?|afford|go (?:up )?to|budget(?:ing)?(?: is| of|:)?|limit(?: is| of|:)?|"
    r"cost(?:ing|s)?)"
)
# "It can't cost more than 15" caps the price: a floor with a negation a few words before it is a cap.
_NEGATED = re.compile(
    r"(?:n't|\bnot|\bno|\bnever|\bcannot|\bcant|\bwon't|\bdont|\bnothing|\bwithout)\b[^,.;:!?|]{0,28}$"
)
_FINE = (
    r"(?:is|'?s|would be|will be)?\s*(?:actually |also |all |totally )?(?:fine|ok|okay|alright|all right|good|"
    r"possible|doable)"
)

_TO = r"(?:\s*-\s*|\s+to\s+|\s+and\s+|\s+or\s+)"
_NOT_MONEY = (
    r"(?!\s*(?:years?|yrs?|yo\b|y/o|months?|mths?|cm|mm|m\b|kg|g\b|ml|l\b|litres?|liters?|inch|inches|pieces?|pcs|"
    r"players?|people|persons?|products?|items?|%|-year|-month|day|days|weeks?))"
)


@dataclass(frozen=True, slots=True)
class _Pattern:
    regex: re.Pattern[str]
    ops: tuple[Op, ...]
    needs_currency: bool


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_PATTERNS = (
    _Pattern(_compile(rf"(?:between|from)\s+(?P<a>{_A}){_TO}(?P<b>{_A}){_NOT_MONEY}"), (Op.MIN, Op.MAX), False),
    _Pattern(_compile(rf"(?<![\w.])(?P<a>{_A}){_TO}(?P<b>{_A}){_NOT_MONEY}"), (Op.MIN, Op.MAX), True),
    _Pattern(_compile(rf"{_CAP}\s+(?:about |around |my budget of )?(?P<a>{_A}){_NOT_MONEY}"), (Op.MAX,), False),
    _Pattern(_compile(rf"(?<![\w.])(?P<a>{_A}){_NOT_MONEY}\s*{_CAP_AFTER}\b"), (Op.MAX,), False),
    _Pattern(_compile(rf"\b{_FLOOR}\s+(?P<a>{_A}){_NOT_MONEY}"), (Op.MIN,), True),
    _Pattern(_compile(rf"(?<![\w.])(?P<a>{_A})\s*{_FLOOR_AFTER}"), (Op.MIN,), True),
    _Pattern(_compile(rf"\b{_ABOUT}\s*(?P<a>{_A}){_NOT_MONEY}"), (Op.LIKE,), False),
    _Pattern(_compile(rf"(?<![\w.])(?P<a>{_SIGN}?\s*\d+)-?ish\b"), (Op.LIKE,), False),
    _Pattern(_compile(rf"\b{_BUDGET}\s+(?:about |around )?(?P<a>{_A}){_NOT_MONEY}"), (Op.MAX,), True),
    _Pattern(_compile(rf"\b{_SPEND}\s+(?:about |around |only |just )?(?P<a>{_A}){_NOT_MONEY}"), (Op.MAX,), False),
    _Pattern(_compile(rf"(?<![\w.])(?P<a>{_A}){_NOT_MONEY}"), (Op.MAX,), True),
)
_FINE_AMOUNT = re.compile(rf"(?<![\w.])(?P<a>{_A}){_NOT_MONEY}\s*{_FINE}\b")
_BARE_AMOUNT = re.compile(
    rf"^[\s,.!|]*(?:actually|then|so|ok|okay|well|make it|let'?s say|say|maybe|no,?|up to|about|around)?[\s,|"
    rf"]*(?P<a>{_A}){_NOT_MONEY}[\s,.!?|]*$"
)


@dataclass(frozen=True, slots=True)
class Budget:
    """Wishes on the price, or the foreign currency they were said in."""

    wishes: tuple[Wish, ...] = ()
    foreign: str | None = None


def budget(said: Said, *, currency: str, expects_price: bool) -> Budget:
    """The budget in a message, taken out of it.

    A bare number counts only where a price is expected (a price was asked for, or stands already): "actually 40 is
    fine".
    """
    for match, ops in _matches(said, expects_price=expects_price):
        amounts = [match.group(name) for name in ("a", "b") if name in match.re.groupindex]
        spoken = _currency(" ".join(amounts))
        said.take(match.start(), match.end())
        if spoken not in (None, currency):
            return Budget(foreign=spoken)
        return Budget(wishes=_wishes(amounts, ops, currency))
    return Budget()


def _matches(said: Said, *, expects_price: bool) -> Iterator[tuple[re.Match[str], tuple[Op, ...]]]:
    for pattern in _PATTERNS:
        for match in pattern.regex.finditer(said.left):
            if pattern.ops == (Op.MIN,) and _NEGATED.search(said.left[: match.start()]):
                yield match, (Op.MAX,)
            elif not pattern.needs_currency or _currency(match.group()) is not None:
                yield match, pattern.ops
    if expects_price:
        for regex in (_FINE_AMOUNT, _BARE_AMOUNT):
            if bare := regex.search(said.left):
                yield bare, (Op.MAX,)


def _currency(text: str) -> str | None:
    for name, code in _CURRENCIES.items():
        if name in text:
            return code
    return None


def _minor(amount: str, currency: str) -> int:
    match = re.search(NUMBER, amount)
    assert match, f"an amount without a number: {amount!r}"
    return Money.of(Decimal(str(number_of(match.group()))), currency).minor


def _wishes(amounts: list[str], ops: tuple[Op, ...], currency: str) -> tuple[Wish, ...]:
    minors = sorted(_minor(amount, currency) for amount in amounts)
    return tuple(wish for op, minor in zip(ops, minors, strict=True) for wish in price_wishes(op, minor, currency))


def price_wishes(op: Op, minor: int, currency: str) -> tuple[Wish, ...]:
    """Wishes for one side of a budget: a cap and a floor are hard, "around" is a centre to be near to."""
    money = Money(minor, currency)
    match op:
        case Op.MAX:
            return (_price(Op.MAX, minor, currency, f"{money} or less"),)
        case Op.MIN:
            return (_price(Op.MIN, minor, currency, f"{money} or more"),)
        case _:
            return (Wish(PRICE, Op.LIKE, (money.amount,), float(minor), currency, text=f"around {money}"),)


def _price(op: Op, minor: int, currency: str, text: str) -> Wish:
    return Wish(PRICE, op, (Money(minor, currency).amount,), float(minor), currency, hard=True, text=text)
