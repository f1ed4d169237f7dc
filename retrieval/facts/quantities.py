"""Numbers with units: how they are written, and what they are in base units. The only file that imports pint.

Base units are grams, millimetres, millilitres and watts. A figure may be a fraction ("8-1/2"), a unit a mark (6″).
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from domain.items import Fact

if TYPE_CHECKING:
    import pint

# Units as shops write them → pint's names. What stands alone for inches or feet is a mark, never a letter.
_SPELT = {
    **dict.fromkeys(("mg",), "milligram"),
    **dict.fromkeys(("g", "gr", "gm", "gram", "grams", "gramme", "grammes"), "gram"),
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"), "kilogram"),
    **dict.fromkeys(("oz", "ounce", "ounces"), "ounce"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "pound"),
    **dict.fromkeys(("mm", "millimetre", "millimetres", "millimeter", "millimeters"), "millimetre"),
    **dict.fromkeys(("cm", "cms", "centimetre", "centimetres", "centimeter", "centimeters"), "centimetre"),
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), "metre"),
    **dict.fromkeys(("in", "inch", "inches", '"', "''", "”", "″"), "inch"),
    **dict.fromkeys(("ft", "foot", "feet", "'", "’", "′"), "foot"),
    **dict.fromkeys(("yd", "yds", "yard", "yards"), "yard"),
    **dict.fromkeys(("mil", "mils"), "thou"),
    **dict.fromkeys(("ml", "millilitre", "millilitres", "milliliter", "milliliters"), "millilitre"),
    **dict.fromkeys(("cl", "centilitre", "centilitres"), "centilitre"),
    **dict.fromkeys(("l", "ltr", "litre", "litres", "liter", "liters"), "litre"),
    **dict.fromkeys(("fl oz", "fluid oz", "fluid ounce", "fluid ounces"), "fluid_ounce"),
    **dict.fromkeys(("gal", "gallon", "gallons"), "gallon"),
    **dict.fromkeys(("qt", "quart", "quarts"), "quart"),
    **dict.fromkeys(("w", "watt", "watts"), "watt"),
    **dict.fromkeys(("kw",), "kilowatt"),
}
_BASES = {"gram": "g", "millimetre": "mm", "millilitre": "ml", "watt": "W"}
# "4 in 1" and "3M" are no lengths: "in" needs a sign of a size after it, "m" is lower case.
_INCH = r"in(?=\.?\s*(?:$|[,.;:()\]x×*/-]|(?:by|wide|tall|high|long|deep|thick|diameter|round|square|[wdhl])\b))"
LENGTH_WORDS = (
    r"(?:millimet(?:re|er)s?|centimet(?:re|er)s?|met(?:re|er)s?|inch(?:es)?|foot|feet|yards?|yds?|mm|cms?|ft"
    rf"|{_INCH}|(?-i:m))"
)
# A unit of length; a letter may not go on ("3 man", "in stock" are none), a mark may.
LENGTH = rf"(?:{LENGTH_WORDS}(?![A-Za-z])\.?|''|[\"”″]|['’′](?=[\s,;.)x×]|$))"
NUMBER = (
    r"(?>(?:\d{1,3}(?:,\d{3})+|\d+,\d{1,2}(?![\d,])(?=\s?[A-Za-z]{1,2}\b)|\d+)"
    r"(?:[ -]\d{1,2}/\d{1,2}(?!\d)|\.\d+/\d{1,2}|\.\d+|/(?:2|3|4|5|6|8|10|16|32|64)(?!\d))?"
    r"|(?<!\d)\.\d+)"
)
_QUANTITY = re.compile(
    rf"(?P<number>{NUMBER})[\s-]?(?P<unit>fl(?:uid)?\.? ?(?:oz|ounces?)|[a-z]+|''|[\"”″'’′])", re.IGNORECASE
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
SPELT_NUMBER = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES[:9])}))?|{'|'.join(reversed(_ONES))})"


@dataclass(frozen=True, slots=True)
class Locale:
    """Units that a shopper thinks in, by base unit: each with the amount of base units from which it is used."""

    units: dict[str, tuple[tuple[float, str, str], ...]]


# From how many base units on a unit is used; its sign.
_METRIC = Locale({
    "mm": ((0, "millimetre", "mm"), (10, "centimetre", "cm"), (1000, "metre", "m")),
    "g": ((0, "gram", "g"), (1000, "kilogram", "kg")),
    "ml": ((0, "millilitre", "ml"), (1000, "litre", "l")),
})  # fmt: skip
_US = Locale({
    "mm": ((0, "inch", "in"), (1828.8, "foot", "ft")),
    "g": ((0, "ounce", "oz"), (453.59, "pound", "lb")),
    "ml": ((0, "fluid_ounce", "fl oz"), (3785.4, "gallon", "gal")),
})  # fmt: skip


@cache
def _registry() -> "pint.UnitRegistry[float]":
    """Loaded at the first quantity: it takes a quarter of a second."""
    import pint

    return pint.UnitRegistry()


@cache
def _factor(unit: str) -> tuple[float, str] | None:
    """How many base units one of `unit` (pint's name) is, and the base's sign."""
    registry = _registry()
    for base, sign in _BASES.items():
        if registry.is_compatible_with(unit, base):
            return float(registry.Quantity(1, unit).to(base).magnitude), sign
    return None


def number_of(text: str) -> float:
    """A figure as written: "1,000", "8-1/2", "11 5/8", "3.3/4" (three and three quarters), "1/6", ".5",
    "0,5" (a decimal comma has one digit or two after it)."""
    if re.fullmatch(r"\d+,\d{1,2}", text):
        return float(text.replace(",", "."))
    mixed = re.fullmatch(r"(\d+)[ .-](\d+)/(\d+)", text)
    if mixed:
        return float(int(mixed[1]) + Fraction(int(mixed[2]), int(mixed[3]) or 1))
    return float(Fraction(text)) if "/" in text else float(text.replace(",", ""))


def spelt_number(words: str) -> float:
    """A number in words up to ninety-nine."""
    return float(sum(_TENS.get(word) or _ONES.index(word) + 1 for word in re.split(r"[ -]", words.casefold())))


def in_base(number: float, unit: str) -> tuple[float, str] | None:
    """A quantity in grams, millimetres, millilitres or watts, to three decimals; `None` for words that are no unit."""
    name = _SPELT.get(
        re.sub(r"^fl(?:uid)?\.? ?", "fluid ", unit.casefold().rstrip(".")).replace("fluid oz", "fluid ounce")
    )
    factor = _factor(name) if name else None
    return None if factor is None else (round(number * factor[0], 3), factor[1])


def in_base_units(text: str) -> tuple[float, str] | None:
    """The first quantity of a text in base units: "1.6 Kg" is (1600, "g")."""
    match = _QUANTITY.search(text)
    return None if match is None else in_base(number_of(match["number"]), match["unit"])


def localised(fact: Fact, locale: str) -> str:
    """The fact's text in the units of a shopper's locale ("en-GB": cm, "en-US": inches); other facts as they are.

    Products of several lengths keep their order: "Dimensions: 7.5 x 4.2 x 0.8 in".
    """
    if fact.unit not in ("mm", "g", "ml") or fact.number is None:
        return fact.text
    label, colon, _ = fact.text.partition(": ")
    figures = [float(figure) for figure in re.findall(r"\d+(?:\.\d+)?", fact.value)]
    return f"{label}: {_in_units(figures, fact.unit, locale)}" if colon and figures else fact.text


def _in_units(figures: list[float], base: str, locale: str) -> str:
    """All figures in one unit: the one in which the largest is said."""
    known = (_US if locale.casefold().replace("_", "-") == "en-us" else _METRIC).units[base]
    name, sign = next((name, sign) for least, name, sign in reversed(known) if max(figures) >= least)
    factor = _factor(name)
    assert factor is not None
    return " x ".join(f"{_rounded(figure / factor[0])}" for figure in figures) + f" {sign}"


def _rounded(number: float) -> str:
    """One decimal, two below ten: "0.25 in" must not be 0.2."""
    return f"{round(number, 1 if number >= 10 else 2):g}"
