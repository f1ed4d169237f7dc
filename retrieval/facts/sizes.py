"""How big a product is by its own prose: "16 x 20 inches", "25 cm high", "Size: 2.6 m", a pen's "0.7mm".

What is said of other things stays out: paper that a binder holds, animals that a toy stands for, cables and straps.
"""

import re
from collections.abc import Iterator, Sequence

from domain.items import Fact
from retrieval.facts.lexicon import lexicon
from retrieval.facts.measured import SAID, TITLED, dimension_fact, place_of, quantity
from retrieval.facts.page import Page, Section, singular
from retrieval.facts.quantities import LENGTH, NUMBER, SPELT_NUMBER, in_base, number_of, spelt_number

_AXIS_OF = {
    **dict.fromkeys(("w", "wide", "width", "in width"), "width"),
    **dict.fromkeys(("h", "high", "tall", "height", "in height"), "height"),
    **dict.fromkeys(("d", "deep", "depth", "in depth"), "depth"),
    **dict.fromkeys(("l", "long", "length", "in length"), "length"),
    **dict.fromkeys(("diameter", "dia", "in diameter"), "diameter"),
    **dict.fromkeys(("thick", "thickness", "in thickness"), "thickness"),
}
_AXIS = r"(?:in )?(?:width|height|depth|length|diameter|thickness)|wide|high|tall|deep|long|thick|dia|(?-i:[WHDL])"
_BY = r"\s?(?:[x×*]|\bby\b)\s?"


def _side(number: int) -> str:
    return (
        rf"(?P<n{number}>{NUMBER})(?:[\s-]?(?P<u{number}>{LENGTH}))?"
        rf"(?:\s?\(?(?P<a{number}>{_AXIS})\b(?!\s?[:=]|\sx\s[A-Z]\b|\s\d)\)?)?"
    )


_DIMENSIONS = re.compile(
    rf"(?<![\w./:-])(?:(?P<lead>[WHDL])\s?)?{_side(1)}{_BY}{_side(2)}(?:{_BY}{_side(3)})?"
    rf"(?:\s(?P<last>{LENGTH}))?(?!\w|/(?!\d))",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b(?P<axis>height|width|length|depth|diameter|thickness|size)s?\s?(?:\([^)]{1,12}\)\s?)?(?:is\s|of\s|[:=]\s?)?"
    rf"(?:approx\.?(?:imately)?\s?:?\s?|about\s)?(?P<number>{NUMBER})\s?-?(?P<unit>{LENGTH})(?!\s?{_BY}\d)",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"(?<![\w./:-])(?:(?P<number>{NUMBER})|(?P<words>\b{SPELT_NUMBER}))[\s-]?(?P<unit>{LENGTH})\s?"
    r"(?:\([^)]{1,16}\)\s?)?(?:-\s?)?"
    r"(?P<axis>(?:in )?(?:width|height|depth|length|diameter|thickness)|wide|high|tall|deep|long|thick)\b"
    r"(?!\s?[:=]|\s\d|\s(?:cable|cord|straps?|handles?|strings?|rope|lead|wire|tail|arms?|chain|legs?|drop|range|way))",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?<![\w./:-])(?<!\d )(?<!\bx )(?P<number>{NUMBER})\s?-?(?P<unit>{LENGTH})", re.IGNORECASE)
_TIP = re.compile(
    r"\b(?:point|tip|nib|fine|medium|bold|broad|lead|needle|ball|gel)\b[\s,(-]{0,3}"
    r"(?P<before>\d{1,2}(?:\.\d+)?)\s?-?mm\b"
    r"|(?<![\d.])(?P<after>\d{1,2}(?:\.\d+)?)\s?-?mm\s(?:[a-z]+\s)?(?:point|tip|nib|lead|ball|fine|medium|bold)\b",
    re.IGNORECASE,
)
# What stands right before a size of something else ("holds 8.5 x 11", "up to 9 inches wide"), or after it.
_OTHERS = re.compile(
    r"(?i)\b(?:holds?|holding|fits?|accommodates?|for|into|strips?|strips? measuring|up to|over|more than|could"
    r"|inserts?|insert size|(?:packag(?:e|ing)|packing|box|carton) (?:size|dimensions?|measures?)"
    r"|screens?|any|takes?|stores?|within|every|from"
    r"|(?:with|has|have|plus|and)\s(?:an?\s)?"
    r"|grow|grows|grew|reach|reaches|was|were|drop|approximately every|expands?(?: to| up to)?)\b[\w\s:]{0,14}$"
)
_OF_PAPER = re.compile(
    r"(?i)^\s?-?(?:size(?:d)?\s)?(?:sheets?|papers?|cards?|photos?|inserts?|prints?|documents?|tvs?|screens?|pages)\b"
)
_NO_SIZE_AFTER = re.compile(
    r"(?i)^\s?(?:expansion|capacity|film|camera|lens|paper|holding|page|screen|tvs?|monitor|margins?|spaced|core|hole"
    r"|cut|away|range|ring\b|gap|drop"
    rf"|(?:to|-|–)\s?{NUMBER}\s?{LENGTH}"
    rf"|(?:of\s)?(?:cable|cord|lead|wire))"
)
_RANGE_BEFORE = re.compile(rf"(?i)(?:\d|{LENGTH})\s?(?:to|-|–)\s?$")
_COUNTED = re.compile(r"(?i)(?:^|\b(?:contains?|includes?|contents?:?|with))\s*$")
_JOINING = frozenset(
    ("and", "with", "by", "in", "when", "for", "is", "are", "x", "or", "to", "this", "it", "made", "comes", "on")
)
_CHEAP = re.compile(r"\d|(?i:metre|inch)")
# Nobody sells a toy of six metres; what is longer is the animal or the flight.
_LONGEST_MM = 6_000.0
# Pens are told by their tips: a few millimetres are never their size.
_PENS = frozenset(("pen", "pencil", "marker", "refill", "lead", "nib", "ink", "highlighter"))
_THIN_MM, _TIP_MM = 20.0, 3.0
_ROLLED = frozenset(
    ("tape", "rope", "ribbon", "cord", "cable", "string", "wire", "roll", "hose", "thread", "yarn", "film", "banner")
)
_NEAR = 40


def size_facts(page: Page) -> Iterator[Fact]:
    """All sizes of the page's prose, each where it was read."""
    for number, section in enumerate(page.sections):
        if _CHEAP.search(section.text):
            yield from _of_section(page, section, title=number == 0)


def _of_section(page: Page, section: Section, *, title: bool) -> Iterator[Fact]:
    taken: list[tuple[int, int]] = []
    for read in (_dimensions, _axes):
        for facts, span in read(page, section, tuple(taken), title=title):
            taken.append(span)
            yield from facts
    tip = _TIP.search(section.text)
    if tip:
        taken.append(tip.span())
        yield from _length(page, section, "tip_size", (tip["before"] or tip["after"], "mm"), tip.span(), SAID)
    if title:
        yield from _bare(page, section, taken)


def dimensions_of(text: str) -> tuple[tuple[float, ...], str] | None:
    """The sides of the first "19.2 x 14.8 x 6.1 cm" in millimetres, and the text as written; `None` without a unit."""
    match = _DIMENSIONS.search(text)
    sides = _sides(match) if match else None
    return None if match is None or sides is None else (sides, _tidy(match[0]))


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" -")


def _sides(match: re.Match[str]) -> tuple[float, ...] | None:
    """Sides in millimetres; a side without a unit has the next one's, or the last one that is named."""
    units = [match[f"u{number}"] for number in (1, 2, 3) if match[f"n{number}"]]
    named = [unit for unit in (*units, match["last"]) if unit]
    if not named:
        return None
    sides = []
    for number, unit in enumerate(units, start=1):
        later = next((unit for unit in units[number - 1 :] if unit), None)
        base = in_base(number_of(match[f"n{number}"]), later or unit or named[-1])
        if base is None or base[1] != "mm" or not base[0]:
            return None
        sides.append(base[0])
    return tuple(sides)


def _dimensions(
    page: Page, section: Section, taken: Sequence[tuple[int, int]], *, title: bool
) -> Iterator[tuple[list[Fact], tuple[int, int]]]:
    """Sides with their place; what is of something else has its place alone, so that nobody reads a part of it."""
    text = section.text
    for match in _DIMENSIONS.finditer(text):
        sides = _sides(match)
        if sides is None or _of_other(text, match, title=title) or _counts(text, match):
            yield [], match.span()
            continue
        span = place_of(section, match.span())
        sure = TITLED if title else SAID
        facts = [dimension_fact(page, sides, _tidy(match[0]), section.column, sure, span)]
        axes = [match[f"a{number}"] for number in (1, 2, 3)][: len(sides)]
        units = [match[name] for name in ("u1", "u2", "u3", "last") if match[name]]
        for axis, side, number in zip(axes, sides, (1, 2, 3), strict=False):
            if axis:
                said = f"{match[f'n{number}']} {match[f'u{number}'] or units[0]}"
                facts.append(quantity(page, _AXIS_OF[axis.casefold()], (side, "mm"), said, section.column, sure, span))
        yield facts, match.span()


def _of_other(text: str, match: re.Match[str], *, title: bool) -> bool:
    before = text[max(0, match.start() - _NEAR) : match.start()]
    found = _OTHERS.search(before)
    if found and not (title and re.match(r"(?i)with|and|has|have|plus", found[0])):
        return True
    return not title and _OF_PAPER.match(text[match.end() :]) is not None


def _is_part(text: str, match: re.Match[str], page: Page) -> bool:
    """Whether a part is what the size is of: "Tab 1/2-inch high", "Barrel diameter: 9 mm"."""
    before = re.split(r"[.;!?]\s", text[max(0, match.start() - _NEAR) : match.start()])[-1].casefold()
    words = re.findall(r"[a-z]+", before)[-4:]
    return any(singular(word) in lexicon().size_parts - page.heads for word in words)


def _is_own(text: str, match: re.Match[str], page: Page) -> bool:
    """Whether "25 cm high …" goes on with the product itself, or ends; "4 inch high pockets" are a part."""
    words = re.match(r"\s((?:[a-z'-]+\s?){1,5})", text[match.end() : match.end() + 2 * _NEAR], re.IGNORECASE)
    if words is None or re.search(r"(?i)\bthis\s(?:\w+\s){0,2}$", text[max(0, match.start() - _NEAR) : match.start()]):
        return True
    following = words[1].casefold().split()
    return following[0] in _JOINING or any(singular(word) in page.heads for word in following)


def _counts(text: str, match: re.Match[str]) -> bool:
    """ "2 x 30 cm balloons" are two balloons."""
    few = match["n1"] in "123456" and match["n3"] is None and match["u1"] is None and " x " in match[0]
    return few and _COUNTED.search(text[: match.start()]) is not None


def _axes(
    page: Page, section: Section, taken: Sequence[tuple[int, int]], *, title: bool
) -> Iterator[tuple[list[Fact], tuple[int, int]]]:
    text = section.text
    for pattern in (_LABELLED, _SAID):
        for match in pattern.finditer(text):
            if _overlaps(match.span(), taken):
                continue
            words = match.groupdict().get("words")
            base = in_base(spelt_number(words) if words else number_of(match["number"]), match["unit"])
            if base is None or base[1] != "mm" or (not title and base[0] > _LONGEST_MM):
                continue
            if _is_part(text, match, page) or (pattern is _SAID and _of_other(text, match, title=title)):
                continue
            if pattern is _SAID and not _is_own(text, match, page):
                continue
            axis = match["axis"].casefold()
            said = f"{match['number'] or words} {match['unit']}"
            relation = _AXIS_OF.get(axis, axis)
            sure = TITLED if title else SAID
            place = place_of(section, match.span())
            yield [quantity(page, relation, base, said, section.column, sure, place)], match.span()


def _bare(page: Page, section: Section, taken: Sequence[tuple[int, int]]) -> Iterator[Fact]:
    """The one size in a title without a word for it: "Humming top 19 cm"."""
    text = section.text
    if any(_DIMENSIONS.search(text[start:end]) for start, end in taken):
        return
    for match in _BARE.finditer(text):
        if _overlaps(match.span(), taken) or _NO_SIZE_AFTER.match(text[match.end() :]):
            continue
        if _RANGE_BEFORE.search(text[: match.start()]) or _of_other(text, match, title=True):
            continue
        base = in_base(number_of(match["number"]), match["unit"])
        if base and base[0] <= _TIP_MM and page.heads & _PENS:
            yield from _length(page, section, "tip_size", (match["number"], match["unit"]), match.span(), TITLED)
            return
        longest = _LONGEST_MM if not page.heads & _ROLLED else 1e6
        if base and (_THIN_MM if page.heads & _PENS else 3) < base[0] < longest:
            yield from _length(page, section, "size", (match["number"], match["unit"]), match.span(), TITLED)
            return


def _length(
    page: Page, section: Section, relation: str, said: tuple[str, str], span: tuple[int, int], confidence: float
) -> Iterator[Fact]:
    base = in_base(number_of(said[0]), said[1])
    if base and base[1] == "mm":
        yield quantity(page, relation, base, " ".join(said), section.column, confidence, place_of(section, span))


def _overlaps(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)
