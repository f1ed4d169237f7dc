"""For whom by age: every statement of a page, and the one minimum and maximum that follow from them.

A filter on a child's age must be safe: among several minimum ages the highest counts. "Not suitable for children
under 36 months" is such
a minimum too, read with less confidence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.items import AGE_MAX, AGE_MIN, Fact
from retrieval.facts.page import Page, Section

_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
)
_NUMBER = rf"(?:\d{{1,3}}(?:\.5)?|{'|'.join(_WORDS)})"
# A unit may be glued to the next sentence: "0-6 monthsPackage".
_UNIT = r"(?:years?|yrs?|yr|months?|mths?|mos?|m|y)(?-i:(?![a-z\d]))\.?"
_SPAN = r"\s?(?:-|–|—|to|through|thru|up to|until|till|and)\s?"
_UP = (
    r"(?:\+|plus\b|and\s(?:up|over|above|older|upwards?|beyond)|&\s?(?:up|over|above)"
    r"|or\s(?:over|older|above|up)|upwards?|up\b(?!\sto)|\sup\b(?!\sto))"
)
# Words that open an age: "ages", "suitable for children aged", "Min Age:", "Recommended Age: Above".
_LEAD = (
    r"(?:\bages?d?\b|\baged\b|\bage\s(?:group|range|requirement|limit)|\bchildren\b|\bkids\b|\bchild\b"
    r"|\byoungsters\b|\bones\b|\btoddlers\b)"
    r"(?:\s(?:requirement|group|range|of|from|over|above|is|the|about|around|aged?|ages|at least|suitable"
    r"|between))*\s?[:\-]?\s?[-–]?\s?"
)
_OVER = r"(?:(?:above|over|from|of|the|age|ages|suitable|about|at least|is)\s)*"

_UNDER = re.compile(
    rf"\b(?:not|un-?suitable|isn't|never|unsafe)\b[^.!?]{{0,70}}?\bunder\s(?:the\sage\sof\s)?({_NUMBER})[\s-]?({_UNIT})?",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?P<lead>{_LEAD}{_OVER}|\b(?:from|between|size:?|suitable\sfor|suits?|recommended\sfor|for)\s)?"
    rf"(?<![\d.£$€/x])\b(?P<low>{_NUMBER})\s?-?(?P<lowunit>{_UNIT})?\s?\+?{_SPAN}(?P<high>{_NUMBER})(?!\d)[\s-]?(?P<unit>{_UNIT})?(?P<old>\s?-?old|\sof\sage)?",
    re.IGNORECASE,
)
_LED = re.compile(
    rf"{_LEAD}{_OVER}(?P<low>{_NUMBER})(?![\d/.x]|\s?(?:%|cm|mm|kg"
    rf"|x\s))\+?[\s-]?(?P<unit>{_UNIT})?(?P<up>\s?{_UP})?(?P<old>[\s-]old)?",
    re.IGNORECASE,
)
_PLUS = re.compile(
    rf"(?<![\d.£$€/])\b(?P<low>{_NUMBER})[\s-]?(?:(?P<unit>{_UNIT})(?:[\s-]old)?\s?{_UP}|\+\s?(?P<unit2>{_UNIT}))",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?P<lead>suitable\s(?:for\s|from\s)?|from|above|recommended for|for)\s(?:the\sage\sof\s|above\s)?"
    rf"(?P<low>{_NUMBER})[\s-]?"
    rf"(?P<unit>years?|yrs?|months?)\b(?P<old>[\s-]?olds?)?(?!\s(?:ago|warranty|guarantee|experience|later|now"
    rf"|of\s(?!age)))",
    re.IGNORECASE,
)
_ABOVE_AGES = re.compile(
    rf"\bsuitable\sfor\s?:?\s(?:above|over)\s(?P<low>{_NUMBER})\s?(?P<unit>ages?|years?)", re.IGNORECASE
)
_BARE_PLUS = re.compile(
    r"\b(?:is|are)\s(?P<low>1[0-8]|[3-9])\+(?!\s?(?:piece|x\b|player|part|colour|way|in\b))", re.IGNORECASE
)
_TEENS = re.compile(r"\bages?\steen\b", re.IGNORECASE)
_ADULTS = re.compile(r"\b(?:for\s)?adults\sonly\b|\b(?:strictly|only)\sfor\sadults\b", re.IGNORECASE)
_GUARANTEE = re.compile(r"(?i)(?:guarante\w+|warrant\w+|lasts?|lasting|business|experience)\W+(?:\w+\W+){0,2}$")
_CHEAP = re.compile(r"(?i)age|year|yr|month|under|adult|child|kid|\d\s?\+|ones")
# Nobody is told an upper age of 99 in earnest, nor is "40" on a birthday banner an age limit.
_MAX_MONTHS = 21 * 12
# "age_to_years", "max_age", "age_until": the upper end.
_UPPER_NAME = re.compile(r"(?:^|_)(?:max|maximum|to|until|up_to|upto|upper|high|highest|end)(?:_|$)")
AGE_NAME = re.compile(r"(?:^|_)ages?(?:_|$)")
# What columns in other languages say of ages.
_ENGLISH = {
    **dict.fromkeys(("jahr", "jahre", "jahren", "ans", "an", "años"), "years"),
    **dict.fromkeys(("monat", "monate", "monaten", "mois", "meses"), "months"),
    **dict.fromkeys(("ab", "dès", "desde", "à partir de", "a partir de"), "from"),
    **dict.fromkeys(("bis", "à", "hasta"), "to"),
    **dict.fromkeys(("岁", "周岁"), " years "),
}
_IN_ENGLISH = re.compile(
    r"周?岁|\b(?:à partir de|a partir de|jahr(?:en?)?|ans?|años|monat(?:en?)?|mois|meses|ab|dès|desde|bis|à|hasta)\b",
    re.I,
)
STATED, SPOKEN, WARNED = 1.0, 0.9, 0.7


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of ages in months; either end may be missing."""

    low: float | None
    high: float | None
    column: str
    confidence: float
    span: tuple[int, int] | None = None


def months(number: str, unit: str | None) -> float:
    """An age in months; without a unit, years."""
    value = float(number) if number[0].isdigit() else float(_WORDS.index(number.casefold()) + 1)
    return value if unit and unit[0].casefold() == "m" else value * 12


def parse_ages(value: str) -> tuple[float | None, float | None] | None:
    """The ends of a value that is an age by itself: "3 years and up", "36 months - 8 years", "4 - 10", "from birth"."""
    text = _IN_ENGLISH.sub(lambda word: _ENGLISH[word[0].casefold()], value.strip())
    between = re.match(
        rf"(?:from\s|ages?\s)?({_NUMBER})\s?({_UNIT})?\s?\+?{_SPAN}({_NUMBER})\s?({_UNIT})?", text, re.IGNORECASE
    )
    if between:
        low, low_unit, high, high_unit = between.groups()
        return _ordered(months(low, low_unit or high_unit), months(high, high_unit or low_unit))
    single = re.match(rf"(?:from\s|ages?\s|over\s|above\s)?({_NUMBER})\s?-?({_UNIT})?", text, re.IGNORECASE)
    if single:
        return months(single[1], single[2]), None
    return (0.0, None) if re.match(r"(?:from\s)?birth|newborn", text, re.IGNORECASE) else None


def _ordered(low: float, high: float) -> tuple[float, float | None]:
    """The upper end only where it is one: forms fill "6 - 3 years" and "3 - 3 years" by themselves."""
    return low, (high if low < high < _MAX_MONTHS else None)


def age_facts(page: Page) -> Iterator[Fact]:
    """At most one minimum and one maximum age."""
    statements = list(_stated(page)) + [found for section in page.sections for found in _spoken(section)]
    lows = [found for found in statements if found.low is not None and found.low <= _MAX_MONTHS]
    if lows:
        strictest = max(found.low or 0.0 for found in lows)
        yield _fact(page.item_id, AGE_MIN, strictest, [found for found in lows if found.low == strictest], lows)
    else:
        strictest = -1.0
    highs = [found for found in statements if found.high is not None and found.high >= strictest]
    if highs:
        first = max(found.confidence for found in highs)
        trusted = [found for found in highs if found.confidence == first]
        lowest = min(found.high or 0.0 for found in trusted)
        yield _fact(page.item_id, AGE_MAX, lowest, [found for found in trusted if found.high == lowest], trusted)


def _fact(item_id: str, relation: str, number: float, winners: Sequence[Statement], heard: Sequence[Statement]) -> Fact:
    best = max(winners, key=lambda found: found.confidence)
    sources = "+".join(dict.fromkeys(found.column for found in [best, *heard]))
    age = age_text(number)
    text = f"For ages {age} and up" if relation == AGE_MIN else f"For ages up to {age}"
    return Fact(item_id, relation, age, text, sources, best.confidence, number, "month", best.span)


def age_text(number: float) -> str:
    """Months as people say them: "18 months", "3 years"."""
    if number % 12 == 0 and number >= 24:
        return f"{number / 12:g} years"
    return "1 month" if number == 1 else f"{number:g} months"


def _stated(page: Page) -> Iterator[Statement]:
    for pair in page.pairs:
        if AGE_NAME.search(pair.relation) and (ends := parse_ages(pair.value)):
            yield Statement(ends[0], ends[1], pair.column, STATED)
    for relation, (column, cell) in page.columns.items():
        if AGE_NAME.search(relation) and (ends := parse_ages(cell)):
            in_months = 1 / 12 if "month" in relation and not re.search(r"[a-z]", cell) else 1.0
            low, high = (None if end is None else end * in_months for end in ends)
            if _UPPER_NAME.search(relation):
                low, high = None, high or low
            yield Statement(low, high, column, STATED)


def _spoken(section: Section) -> Iterator[Statement]:
    text = section.text
    if not _CHEAP.search(text):
        return
    for match in _UNDER.finditer(text):
        yield _said(section, match, months(match[1], match[2]), confidence=WARNED)
    warned = [match.span() for match in _UNDER.finditer(text)]
    ranged: list[tuple[int, int]] = []
    for match in _RANGE.finditer(text):
        if (ends := _range_ends(match, text)) is not None:
            ranged.append(match.span())
            yield _said(section, match, *ends)
    for pattern in (_LED, _PLUS, _FROM, _ABOVE_AGES, _BARE_PLUS):
        for match in pattern.finditer(text):
            if not _overlaps(match, [*ranged, *warned]) and _is_minimum(pattern, match, text):
                groups = match.groupdict()
                yield _said(section, match, months(match["low"], groups.get("unit") or groups.get("unit2")))
    for pattern, low in ((_TEENS, 13 * 12.0), (_ADULTS, 18 * 12.0)):
        for match in pattern.finditer(text):
            yield _said(section, match, low)


def _range_ends(match: re.Match[str], text: str) -> tuple[float, float | None] | None:
    lead, unit, low_unit = match["lead"] or "", match["unit"], match["lowunit"]
    by_age = re.match(r"(?i)age|child|kid|young|ones|toddler", lead.strip())
    spoken_unit = unit or low_unit
    if re.search(r"(?i)\sand\s?$", text[match.end("low") : match.start("high")]) and not re.search(
        r"(?i)between", lead
    ):
        return None
    if spoken_unit and spoken_unit[0] in "mM" and len(spoken_unit) == 1 and not by_age:
        return None
    if not by_age and not (spoken_unit and (lead or match["old"] or _in_brackets_or_title(match, text))):
        return None
    low, high = months(match["low"], low_unit or unit), months(match["high"], unit or low_unit)
    if (
        re.match(r"(?i)(?:suitable\s)?from", lead)
        and re.search(r"(?i)suitable\s$", text[: match.start()])
        and "-" in match[0]
    ):
        return max(low, high), None
    return _ordered(low, high)


def _in_brackets_or_title(match: re.Match[str], text: str) -> bool:
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    return before.endswith(("(", "-", ",", "–", ":")) and (not after or after[0] in "),.|-–")


def _is_minimum(pattern: re.Pattern[str], match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - 40) : match.start()]
    if pattern is _FROM and (_GUARANTEE.search(before) or (match["lead"].casefold() == "for" and not match["old"])):
        return False
    if pattern is not _LED:
        return True
    if match["up"] or match["unit"]:
        return not re.search(r"(?i)(?:over|more than|past|last)\s$", before)
    return bool(
        re.match(r"(?i)(?:child|kid).*\baged?\s", match[0])
        or re.search(r"(?i)children\s$|kids\s$|suitable\sfor\s$", before)
    )


def _said(
    section: Section, match: re.Match[str], low: float | None, high: float | None = None, confidence: float = SPOKEN
) -> Statement:
    return Statement(
        low, high, section.column, confidence, (section.start + match.start(), section.start + match.end())
    )


def _overlaps(match: re.Match[str], spans: Iterable[tuple[int, int]]) -> bool:
    return any(match.start() < end and start < match.end() for start, end in spans)
