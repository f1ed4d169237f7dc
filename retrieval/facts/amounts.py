"""How heavy and roomy a product is by its own prose, and its scale: "weighs 2 kg", "50 ml", "HO gauge"."""

import re
from collections.abc import Iterator

from domain.items import Fact
from retrieval.facts.measured import DERIVED, SAID, TITLED, place_of, quantity
from retrieval.facts.page import Page, Section
from retrieval.facts.quantities import LENGTH_WORDS, NUMBER, in_base, number_of

_WEIGHT = re.compile(
    r"\bweigh(?:s|ing|t)\b\s?(?:is\s|of\s|[:=]\s?)?(?:in at\s)?"
    r"(?:approx\.?(?:imately)?\s?:?\s?|about\s|only\s|just\s|around\s)?"
    rf"(?P<number>{NUMBER})\s?(?P<unit>kgs?|kilo(?:gram)?s?|g|gm|grams?|oz|ounces?|lbs?|pounds?)(?![A-Za-z])"
    r"(?!\.?\s(?:paper|bond|card|stock|capacity))",
    re.IGNORECASE,
)
_TITLE_WEIGHT = re.compile(rf"(?<![\w./-])(?P<number>{NUMBER})\s?(?P<unit>kg|g|grams?)(?![\w/²-])(?!\s(?:paper|card))")
_VOLUME = (
    r"ml|millilit(?:re|er)s?|(?-i:cl|l|L)(?!\s?x\b|\s?inch|\d)|ltr|lit(?:re|er)s?"
    r"|fl(?:uid)?\.?\s?(?:oz|ounces?)|gallons?|gal|quarts?"
)
# Some feeds lose the decimal point: "33 8 fluid ounce" is 33.8.
_TITLE_VOLUME = re.compile(
    rf"(?<![\w./-])(?P<number>\d{{1,2}} \d{{1,2}}(?= fl)|(?<!\d ){NUMBER})[\s-]?(?P<unit>{_VOLUME})(?![A-Za-z])",
    re.IGNORECASE,
)
_CAPACITY = re.compile(
    r"\b(?:capacity|volume)\s?(?:is\s|of\s|[:=]\s?)(?:approx\.?\s|about\s)?"
    rf"(?P<number>{NUMBER})[\s-]?(?P<unit>{_VOLUME})(?![A-Za-z])"
    rf"|(?<![\w./-])(?P<number2>{NUMBER})[\s-]?(?P<unit2>{_VOLUME})\scapacity\b",
    re.IGNORECASE,
)
_RATIOS = "12|16|18|24|32|35|43|48|50|64|72|76|87|100|120|144|150|160|200|220|350|400|450|500|600|700"
_SCALE = re.compile(
    r"\bscale\s?:?\s?(?P<a>1\s?[:/]\s?\d{1,3})\b(?![\"”])|\b(?P<b>1:\d{1,3})(?:th|st)?\s(?:scale|model|die)"
    rf"|(?<![\w/])(?P<c>1:(?:{_RATIOS}))\b|^(?P<d>1/(?:{_RATIOS}))\b(?!\s?(?:{LENGTH_WORDS}|[\"”/x-]))"
    rf"|(?<![\w/.-])(?P<e>1/(?:35|43|48|72|76|87|144|200|350|400|700))\b(?!\s?(?:{LENGTH_WORDS}|[\"”/x-]))",
    re.IGNORECASE,
)
_GAUGES = {"HO": "h0", "H0": "h0", "OO": "00", "00": "00", "TT": "tt", "N": "n", "Z": "z", "O": "0", "0": "0", "G": "g"}
_GAUGE = re.compile(r"(?<![\w.])(?P<gauge>H0|HO|OO|00|TT|N|Z|O|0|G)(?:/[A-Z0-9]{1,2})?[\s-](?:[Gg]auge|[Ss]cale)\b")
_TITLE_GAUGE = re.compile(r"(?<![\w.])(?P<gauge>H0|HO|OO)(?![\w.])")
_RAILWAY = frozenset(("train", "railway", "track", "locomotive", "wagon", "coach", "scenery", "gauge", "signal"))
# The one scale that a gauge always has.
_SCALES = {"h0": "1:87", "00": "1:76", "tt": "1:120", "z": "1:220"}
# What a thing bears, or is packed in, is not what it weighs.
_OTHER_WEIGHT = re.compile(r"(?i)(?:up to|max\w*|hold\w*|support\w*|paper|packag\w+|shipping|\bx)\W*$")
_NEAR = 30
_DIGIT = re.compile(r"\d")


def amount_facts(page: Page) -> Iterator[Fact]:
    """All weights, volumes, scales and gauges of the page's prose, each where it was read."""
    for number, section in enumerate(page.sections):
        if _DIGIT.search(section.text):
            yield from _weights(page, section, title=number == 0)
            yield from _volumes(page, section, title=number == 0)
            yield from _scales(page, section)
    yield from _gauges(page)


def _scales(page: Page, section: Section) -> Iterator[Fact]:
    if scale := _SCALE.search(section.text):
        ratio = re.sub(r"\s?[:/]\s?", ":", next(said for said in scale.groups() if said))
        yield _said(page, section, "scale", ratio, f"Scale: {ratio}", scale.span(), TITLED)


def _said(
    page: Page, section: Section, relation: str, value: str, text: str, span: tuple[int, int], confidence: float
) -> Fact:
    return Fact(page.item_id, relation, value, text, section.column, confidence, span=place_of(section, span))


def _weights(page: Page, section: Section, *, title: bool) -> Iterator[Fact]:
    match = _WEIGHT.search(section.text) or (_TITLE_WEIGHT.search(section.text) if title else None)
    if match is None or _OTHER_WEIGHT.search(section.text[max(0, match.start() - _NEAR) : match.start()]):
        return
    if base := in_base(number_of(match["number"]), match["unit"]):
        said = f"{match['number']} {match['unit']}"
        yield quantity(page, "weight", base, said, section.column, SAID, place_of(section, match.span()))


def _volumes(page: Page, section: Section, *, title: bool) -> Iterator[Fact]:
    match = _CAPACITY.search(section.text) or (_TITLE_VOLUME.search(section.text) if title else None)
    if match:
        groups = match.groupdict()
        number = (groups["number"] or groups["number2"]).replace(" ", ".")
        unit = groups["unit"] or groups["unit2"]
        base = in_base(number_of(number), unit)
        if base and base[0]:
            said = f"{number} {unit}"
            yield quantity(page, "capacity", base, said, section.column, SAID, place_of(section, match.span()))


def _gauges(page: Page) -> Iterator[Fact]:
    """The gauge of a model railway, and the scale that goes with it where the page names none."""
    for number, section in enumerate(page.sections):
        match = _GAUGE.search(section.text)
        if match is None and number == 0 and page.heads & _RAILWAY:
            match = _TITLE_GAUGE.search(section.text)
        if match:
            gauge = _GAUGES[match["gauge"]]
            yield _said(page, section, "gauge", gauge, f"Gauge: {gauge.upper()}", match.span(), TITLED)
            if gauge in _SCALES and not any(_SCALE.search(other.text) for other in page.sections):
                scale = _SCALES[gauge]
                yield _said(page, section, "scale", scale, f"Scale: {scale}", match.span(), DERIVED)
            return
