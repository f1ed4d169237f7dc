"""What a product goes with: "compatible with all Dymo LabelWriter models", "work with: HP Deskjet D2530, D2545"."""

import re
from collections.abc import Iterator

from domain.items import Fact
from retrieval.facts.lexicon import lexicon
from retrieval.facts.page import Page, Section

RELATION = "compatible_with"
# A list of devices ends at the sentence's end, or where the sentence goes on to something else.
_MAKERS = "HP|Canon|Epson|Brother|Lexmark|Samsung|Dell|Xerox"
_GOES_ON = (
    "these|this|it|which|that|to|so|offers?|only|while|when|for|at|although|but|except|because|since|where|including"
    "|and (?:provides?|is|are|can|has|have|will|teams|works)"
)
_REACH = (
    r"(?P<with>[^;!?()•]{2,600}?)"
    rf"(?=\.(?!\s(?:{_MAKERS})\b)(?:\s|$)|[;!?()•]|$|,?\s(?:{_GOES_ON})\b)"
)
_ANY = r"(?:(?:all|most|any|many|other|the|your|select|virtually|nearly|almost)\s)*"
_STATED = re.compile(rf"\b(?:fully |also )?compatible\s(?:with|for|to)\s?:?\s{_ANY}{_REACH}", re.IGNORECASE)
# Looser words count only before what is a device by its name.
_SPOKEN = re.compile(
    r"\b(?:(?<!your )works?\swith\s?:?\s|(?:for\s)?use\s(?:with|in)\s(?!a\b)|designed\sfor\s(?:use\swith\s)?"
    r"|fits\s|fit\s(?=all|most|any)|can\sbe\sused\s(?:in|with)\s|replacement\s(?:\w+\s)?for\s|refill\sfor\s|clip\sfor\s)"
    rf"{_ANY}{_REACH}",
    re.IGNORECASE,
)
_YOURS = re.compile(
    r"\b(?:on|in|with|for)\syour\s(?P<with>(?:[A-Z][\w-]*\s){1,4}"
    r"(?:printers?|machines?|staplers?|cameras?|labell?er|tablet|phone))\b"
)
_TITLED = re.compile(r"\bfor\s(?P<with>[^,;()|]{2,120})", re.IGNORECASE)
_MODEL = re.compile(r"(?=[\w-]*\d)[\w-]+(?: ?[A-Z]{1,3}\b)?")
# "Brother TN660 TN630": a name, and models that all have figures.
_MODELS = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z&-]*(?: [A-Za-z][A-Za-z&-]*){0,4}) (?P<models>(?=\S*\d)[\w-]+(?: (?=\S*\d)[\w-]+)*)$"
)
_FILLERS = re.compile(
    r"^(?:(?:and|or|all|most|the|any|other|your|with|use (?:in|with)|models?|latest|following|several|various|different"
    r"|brands of|types of)\s|\d{1,2}\s(?=(?:\w+ )*(?:printer|product)))+|\b(?:models|series)\b\s?",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s?[,/;]\s?(?:and\s|or\s|&\s)?|(?<=\w{2})\.\s(?=[A-Z])|\s(?:and|or|&)\s")
# One of these alone says nothing of which.
_GENERIC = frozenset(("printer", "machine", "phone", "computer", "tablet", "laptop", "camera", "pc", "tools"))
_REST = frozenset(("later", "newer", "above", "more", "others", "etc", "similar", "up"))
# What a list goes on with that is no device: a measure, a pack, a promise.
_NO_DEVICE = re.compile(
    r"(?i)^(?:an?|its|this|these|that|as|in|by|data|and|comes?|easy|optimal|free|photo|wont|work|home|diameter|computer)\b"
    r"|\b(?:pack|pages?|point|lbs?|mm|mil|inches|refills|warranty|support|surfaces|quality|colors?|colours?)\b"
)
_DENIED = re.compile(r"(?i)(?:not|in)\s?-?$")
_NEAR = 8
_MOST = 60
_LONGEST = 60
_MOST_WORDS = 7
STATED, SAID = 0.9, 0.8


def compatible_facts(page: Page) -> Iterator[Fact]:
    """Each thing it goes with once; models that are listed by number alone have the name before them."""
    seen: set[str] = set()
    for number, section in enumerate(page.sections):
        for match, confidence in _matches(section, title=number == 0):
            for value in _listed(match["with"], loose=confidence < STATED):
                if value not in seen and len(seen) < _MOST:
                    seen.add(value)
                    span = (section.start + match.start(), section.start + match.end())
                    yield Fact(
                        page.item_id,
                        RELATION,
                        value.casefold(),
                        f"Compatible with: {value}",
                        section.column,
                        confidence,
                        span=span,
                    )


def _matches(section: Section, *, title: bool) -> Iterator[tuple[re.Match[str], float]]:
    text = section.text
    for match in _STATED.finditer(text):
        if not _DENIED.search(text[max(0, match.start() - _NEAR) : match.start()]):
            yield match, STATED
    for pattern in (_TITLED,) if title else (_SPOKEN, _YOURS):
        for match in pattern.finditer(text):
            yield match, SAID


def _listed(phrase: str, *, loose: bool) -> Iterator[str]:
    """The devices of a phrase, up to the first part that names none."""
    name = ""
    trusted = not loose or _is_device(phrase.split(": ")[0])
    for number, part in enumerate(_SPLIT.split(phrase)):
        value = _FILLERS.sub("", part.split(": ")[-1].strip(" .:-'\"[]")).strip()
        models = _MODELS.match(value)
        if name and _MODEL.fullmatch(value):
            value = f"{name} {value}"
        elif not _may_be_named(value, first=number == 0 and not loose, trusted=trusted):
            return
        elif models:
            name = models["name"]
            yield from (f"{name} {model}" for model in models["models"].split())
            continue
        if value.casefold() not in _REST and not (loose and value.casefold() in _GENERIC):
            yield value


def _may_be_named(value: str, *, first: bool, trusted: bool) -> bool:
    """A device by its word; in a list that names one, also a name or a model; the first of "compatible with" always."""
    if not 2 <= len(value) <= _LONGEST or len(value.split()) > _MOST_WORDS or _NO_DEVICE.search(value):
        return False
    return first or _is_device(value) or (trusted and re.match(r"[A-Z0-9]|i[A-Z]", value) is not None)


def _is_device(value: str) -> bool:
    """Whether a phrase names a device: by a word for one, or a maker's name with a model."""
    words = re.findall(r"[A-Za-z0-9-]+", value)[:12]
    return any(word.casefold() in lexicon().devices for word in words)
