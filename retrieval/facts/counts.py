"""How many: pieces, players, things in a pack, pages."""

import re
from collections.abc import Iterator

from domain.items import Fact
from retrieval.facts.lexicon import lexicon
from retrieval.facts.page import Page, Section
from retrieval.facts.quantities import SPELT_NUMBER, spelt_number

_COUNT = r"\d{1,3}(?:,\d{3})+|\d{1,6}"
_NO_UNIT = r"(?![\d.+]|[\s-]?(?:x\b|mm|cm|mil\b|inch|\"|ml|g\b|oz|lb))"
_PIECES = re.compile(rf"(?<![\d.,:/])(?P<pieces>{_COUNT})\s?-?\s?(?:pieces?|pcs?)\b(?!\s?(?:x|/))", re.IGNORECASE)
_SET = re.compile(
    rf"\bset\sof\s(?:(?P<set>{_COUNT})(?![\d.-]|\s?(?:x|mm|cm|\"))|(?P<words>{SPELT_NUMBER})\b)", re.IGNORECASE
)
_PLAYERS = re.compile(
    r"\b(\d{1,2})\s?(?:-|–|to)\s?(\d{1,2})\s(?:prospective\s)?(?:players?|knights)\b"
    r"|\bplayers?\s?:\s?(\d{1,2})\s?(?:-|–|to)\s?(\d{1,2})\b|\b(\d{1,2})(\+| or more)\splayers\b",
    re.IGNORECASE,
)
# In the order in which they are believed; the first that is there counts.
_PACKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:packs?|packets?|box|bag|case|carton|bundle|pkg|lot|rolls?)\s?of\s(?P<n>{_COUNT}){_NO_UNIT}",
        rf"\b(?:pack|package)\s(?:contains|includes)\s(?P<n>{_COUNT}){_NO_UNIT}",
        rf"(?<![\w.,:/-])(?P<n>{_COUNT})\s?(?:[a-z]+\s?){{0,2}}?(?:/|\bper\s|\ba\s|\bto\sa\s)\s?"
        r"(?:pack|pk|package|box|bx|carton|case|bag)\b",
        rf"\b(?:quantity|qty)\.?\s?[:=]?\s?(?P<n>{_COUNT}){_NO_UNIT}",
        r"^(?P<n>\d{1,4})\s?x\s(?!\d)",
        rf"(?<![\w.,:/])(?<!\d-)(?P<n>{_COUNT})[\s-]?(?:count|ct|pk|packs?|qty)\b",
    )
)
_NO_COUNT = re.compile(r"(?i)(?:holds?|fits?|for|up to|over|stores?|accommodates?|about|approx\w*)\s$")
_PAGES = re.compile(
    rf"(?<![\d.,:/-])(?P<pages>{_COUNT})\s?-?(?:(?!per\b|tab\b|pocket\b|sheets?\b|inch\b|sets?\b|x\b|\d)\w+\s){{0,2}}"
    r"(?:pages?|(?-i:pgs?))\b"
    r"(?![\s-]?(?:yield|per|/|capacity|auto\w*|adf|booklet|plan|size|dividers?|sections?|information|refill))",
    re.IGNORECASE,
)
_SHEETS = re.compile(rf"(?<![\w.,:/-])(?P<sheets>{_COUNT})\s(?:[a-z]+\s)?sheets\b", re.IGNORECASE)
_PRINTED = re.compile(r"(?i)yield|cartridge|toner|printer|up to\s*$|about\s*$|copies|ppm|minute|over\s*$|ink\b")
_CHEAP = re.compile(r"\d|(?i:set of)")
# A figure right after the brand with so many digits is a model ("Avery 11315 dividers").
_MODEL_DIGITS = 4
TITLED, SAID = 0.85, 0.8


def count_fact(
    page: Page,
    relation: str,
    value: str,
    text: str,
    source: str,
    confidence: float,
    span: tuple[int, int] | None = None,
) -> Fact:
    """A count; of a range the figure is the lower end."""
    figure = float(re.findall(r"\d+", value)[0])
    return Fact(page.item_id, relation, value, text, source, confidence, figure, "", span)


def players_of(value: str) -> str | None:
    """The players of a key as "2-4", "2+" or "4"; `None` if there is no figure."""
    match = re.match(r"(\d{1,2})\s?(?:(?:-|–|to)\s?(\d{1,2})|(\+|or more|and up))?", value.casefold())
    if match is None:
        return None
    return f"{match[1]}-{match[2]}" if match[2] else f"{match[1]}+" if match[3] else match[1]


def count_facts(page: Page) -> Iterator[Fact]:
    """All counts of the page's prose, each where it was read."""
    for number, section in enumerate(page.sections):
        yield from _players(page, section)
        if _CHEAP.search(section.text):
            yield from _pieces(page, section, title=number == 0)
            yield from _pages(page, section)
            yield from _sheets(page, section, title=number == 0)
            yield from _packs(page, section, title=number == 0)


def _place(section: Section, match: re.Match[str]) -> tuple[int, int]:
    return section.start + match.start(), section.start + match.end()


def _players(page: Page, section: Section) -> Iterator[Fact]:
    for match in _PLAYERS.finditer(section.text):
        low, high = match[1] or match[3] or match[5], match[2] or match[4]
        value, text = (
            (f"{low}-{high}", f"For {low} to {high} players") if high else (f"{low}+", f"For {low} or more players")
        )
        yield count_fact(page, "number_of_players", value, text, section.column, TITLED, _place(section, match))


def _pieces(page: Page, section: Section, *, title: bool) -> Iterator[Fact]:
    match = (_PIECES.search(section.text) if title else None) or _SET.search(section.text)
    if match is None:
        return
    groups = match.groupdict()
    words = groups.get("words")
    count = int(spelt_number(words)) if words else int((groups.get("pieces") or groups["set"]).replace(",", ""))
    if count > 1:
        sure = TITLED if title else SAID
        yield count_fact(
            page, "number_of_pieces", f"{count}", f"{count} pieces", section.column, sure, _place(section, match)
        )


def _pages(page: Page, section: Section) -> Iterator[Fact]:
    for match in _PAGES.finditer(section.text):
        around = section.text[max(0, match.start() - 40) : match.end() + 20]
        count = int(match["pages"].replace(",", ""))
        if (
            count > 1
            and not _PRINTED.search(section.text[max(0, match.start() - 10) : match.start()])
            and not _PRINTED.search(around)
        ):
            text = f"{count} pages"
            yield count_fact(page, "number_of_pages", f"{count}", text, section.column, SAID, _place(section, match))
            return


def _sheets(page: Page, section: Section, *, title: bool) -> Iterator[Fact]:
    match = _SHEETS.search(section.text) if title else None
    if match and not _NO_COUNT.search(section.text[: match.start()]):
        count = match["sheets"].replace(",", "")
        place = _place(section, match)
        yield count_fact(page, "number_of_sheets", count, f"{count} sheets", section.column, TITLED, place)


def _packs(page: Page, section: Section, *, title: bool) -> Iterator[Fact]:
    for pattern in _PACKS:
        for match in pattern.finditer(section.text):
            if _NO_COUNT.search(section.text[max(0, match.start() - 14) : match.start()]):
                continue
            yield from _pack(page, section, match, title=title)
            return
    if title and (listed := _listed(page, section)):
        yield from _pack(page, section, listed, title=True)


def _listed(page: Page, section: Section) -> re.Match[str] | None:
    """Things counted at the title's start, after the brand or after a comma: "…, 800 Labels", "4 x badges"."""
    for match in lexicon().counted.finditer(section.text):
        before = section.text[: match.start()].strip(" -")
        if not before or before[-1] in ",(:;":
            return match
        if before.casefold() == (page.brand or "").casefold() and len(match["n"]) < _MODEL_DIGITS:
            return match
    return None


def _pack(page: Page, section: Section, match: re.Match[str], *, title: bool) -> Iterator[Fact]:
    count = int(match["n"].replace(",", ""))
    if count > 1:
        sure = TITLED if title else SAID
        yield count_fact(
            page, "pack_size", f"{count}", f"Pack of {count}", section.column, sure, _place(section, match)
        )
