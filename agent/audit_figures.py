"""Figures in a text, by what they measure: amounts, ages, ratings, percentages, measures, and bare numbers."""

import re
from dataclasses import dataclass
from decimal import Decimal

from agent.understand.numbers import number_of

_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand"
)
_WORD = "|".join(sorted(_WORDS.split(), key=len, reverse=True))
_N = rf"(?:\d+(?:[.,]\d+)*|(?:{_WORD})(?:[\s-](?:and\s)?(?:{_WORD}))*)"
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
    "¥": "JPY",
    "jpy": "JPY",
    "yen": "JPY",
    "元": "CNY",
    "cny": "CNY",
    "yuan": "CNY",
}
_NAMES = (
    r"(?:pounds?|quid|gbp|dollars?|usd|bucks?|euros?|eur|yen|jpy|yuan|cny|£|\$|€|¥|元|chf|sek|nok|dkk|pln|inr|aud|cad)"
)
_YEARS = r"(?:[\s-]*(?:years?|yrs?)(?:[\s-]*olds?)?)"
_MONTHS = r"(?:[\s-]*months?(?:[\s-]*olds?)?)"
_AGES = r"\b(?:ages?|aged)(?:\s+of)?"
_UP = r"(?:\s*\+|\s+(?:and|or)\s+(?:up|over|above|older))"
_PATTERNS = (
    ("money", re.compile(rf"(?P<unit>{_NAMES})\s*(?P<n>{_N})")),
    ("money", re.compile(rf"\b(?P<n>{_N})\s*(?P<unit>{_NAMES})(?!\w)")),
    ("percent", re.compile(rf"(?<![\w.])(?P<n>{_N})\s*(?:%|percent|per cent)")),
    ("rating", re.compile(rf"(?<![\w.])(?P<n>{_N})\s*(?:out of (?:5|five)\b|/\s*5\b|[\s-]*stars?\b)")),
    ("from", re.compile(rf"(?:{_AGES}\s+(?:from\s+)?)(?P<n>{_N})(?P<unit>{_YEARS}|{_MONTHS})?{_UP}")),
    ("from", re.compile(rf"(?<![\w.])(?P<n>{_N})(?P<unit>{_YEARS}|{_MONTHS}){_UP}")),
    ("from", re.compile(rf"\bfrom (?:the age of |ages? )?(?P<n>{_N})(?P<unit>{_YEARS}|{_MONTHS})")),
    ("from", re.compile(rf"\bfrom (?:the )?ages?(?: of)? (?P<n>{_N})(?! to\b)(?P<unit>)(?: on(?:wards)?\b)?")),
    ("to", re.compile(rf"(?:{_AGES}\s+)up to\s+(?P<n>{_N})(?P<unit>{_YEARS}|{_MONTHS})?")),
    ("to", re.compile(rf"\bup to (?:the age of |age )?(?P<n>{_N})(?P<unit>{_YEARS}|{_MONTHS})")),
    ("age", re.compile(rf"{_AGES}\s+(?P<n>{_N})(?P<unit>{_YEARS}|{_MONTHS})?(?![\s-]+(?:to|and)\s+\d)")),
    ("age", re.compile(rf"(?<![\w.])(?P<n>{_N})(?P<unit>{_YEARS}|{_MONTHS})")),
    (
        "unit",
        re.compile(
            rf"(?<![\w.])(?P<n>{_N})\s*-?(?P<unit>[a-z]{{1,2}}|inch(?:es)?|(?:centi|milli)?(?:met(?:re|er)|lit(?:re|er))s?|(?:kilo)?grams?|kilos?|kgs|"
            r"watts?|volts?|days?|weeks?|hours?|minutes?)(?![\w])"
        ),
    ),
    ("ordinal", re.compile(r"(?<![\w.])(?P<n>\d+)(?:st|nd|rd|th)\b")),
    ("bare", re.compile(rf"(?<![^\W\d_])(?P<n>{_N})(?![^\W\d_])")),
    ("bare", re.compile(r"(?P<n>\d+(?:[.,]\d+)*)")),
)
# Measures of one kind meet in one unit, by name and size of each.
_BASES: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("mm", "millimetre", "millimeter"), ("mm", "1")),
    **dict.fromkeys(("cm", "centimetre", "centimeter"), ("mm", "10")),
    **dict.fromkeys(("m", "metre", "meter"), ("mm", "1000")),
    **dict.fromkeys(("g", "gram"), ("g", "1")),
    **dict.fromkeys(("kg", "kilo", "kilogram"), ("g", "1000")),
    **dict.fromkeys(("ml", "millilitre", "milliliter"), ("ml", "1")),
    **dict.fromkeys(("cl", "centilitre", "centiliter"), ("ml", "10")),
    **dict.fromkeys(("l", "litre", "liter"), ("ml", "1000")),
    **dict.fromkeys(("w", "watt"), ("w", "1")),
    **dict.fromkeys(("v", "volt"), ("v", "1")),
}
_DIGITS = r"\d+(?:[.,]\d+)*"
_CHAIN = re.compile(
    rf"(?<![\w.])(?P<sides>{_DIGITS}(?:\s*(?:mm|cm|m)?\s*x\s*{_DIGITS})+)\s*(?P<unit>mm|cm|m|inch(?:es)?)(?!\w)"
)
# "3 in", "2 of": short words after a number that are no unit.
_NO_UNIT = frozenset("a an as at by do go he if in is it me my no of on or so to up us we am be i".split())


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it measures: `money:GBP`, percent, rating, from (youngest age), to (oldest), age (all in
    months), `unit:mm` (metric measures in mm, g, ml), bare."""

    kind: str
    value: Decimal


def figures_in(text: str) -> tuple[list[tuple[Figure, int, int]], str]:
    """The figures of a case-folded text with their places, and the text with them blanked (same length)."""
    found, text = _sides(text)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            unit = match.groupdict().get("unit") or ""
            if kind == "unit" and unit in _NO_UNIT:
                continue
            found.append((_figure(kind, match.group("n"), unit), match.start(), match.end()))
            text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
    return sorted(found, key=lambda place: place[1]), text


def _sides(text: str) -> tuple[list[tuple[Figure, int, int]], str]:
    """ "25 x 7.5 x 20 cm": every side has the unit."""
    found: list[tuple[Figure, int, int]] = []
    for match in _CHAIN.finditer(text):
        sides = re.finditer(_DIGITS, match.group("sides"))
        places = [(side.group(), match.start() + side.start(), match.start() + side.end()) for side in sides]
        found += [(measure(_value(side), match.group("unit")), start, end) for side, start, end in places]
        text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
    return found, text


def _figure(kind: str, number: str, unit: str) -> Figure:
    value = _value(number)
    if kind == "money":
        name = next((code for sign, code in _CURRENCIES.items() if sign in unit), unit.upper())
        return Figure(f"money:{name}", value)
    if kind in ("age", "from", "to"):
        return Figure(kind, (value if "month" in unit else value * 12).normalize())
    return measure(value, unit) if kind == "unit" else Figure(kind, value)


def measure(value: Decimal, unit: str) -> Figure:
    """A figure with a unit, metric ones in millimetres, grams or millilitres."""
    base, size = _BASES.get(unit, _BASES.get(unit.removesuffix("s"), (unit.removesuffix("s"), "1")))
    return Figure(f"unit:{base}", (value * Decimal(size)).normalize())


def _value(number: str) -> Decimal:
    if not number[0].isdigit():
        return Decimal(int(number_of(number))).normalize()
    if re.fullmatch(r"\d+,\d{1,2}", number):  # a decimal comma
        number = number.replace(",", ".")
    whole = number.replace(",", "")
    return Decimal(whole if whole.count(".") <= 1 else whole.replace(".", "")).normalize()
