"""What a product runs on. Any evidence of batteries outweighs "Batteries Required? No", which forms fill in by
themselves."""

import re
from collections.abc import Iterator

from domain.items import BATTERIES, MAINS, NO_BATTERIES, POWER, RECHARGEABLE, Fact
from retrieval.facts.page import Page

_TEXTS = {
    BATTERIES: "Needs batteries",
    NO_BATTERIES: "No batteries needed",
    MAINS: "Mains powered",
    RECHARGEABLE: "Rechargeable",
    "solar": "Solar powered",
    "usb": "USB powered",
}
_CHEAP = re.compile(r"(?i)batter|recharg|mains|plug|solar|usb|lipo|li-po|adaptor|adapter")
_SPOKEN = (
    (NO_BATTERIES, r"\b(?:no|without (?:the )?(?:need for|use of|using)|no need (?:for|of)|(?:does not|doesn't"
                   r"|do not|don't|never)\s(?:need|require|use)s?)"
     r"\s(?:any\s)?(?:\w+\s)?batter(?:y|ies)\b(?! (?:included|supplied))|\bbattery[- ]free\b"
     r"|\bbatteries (?:are )?(?:not|never) (?:required|needed|necessary)"
     r"|\b(?:non|not)[- ]battery(?:[- ](?:operated|powered))?"),
    (RECHARGEABLE, r"\brechargeable\b"
                   r"|\brecharg(?:es?|ed|ing)\s(?:via|by|with|from|in|through|the|its|it|time|cable|base|station)\b"
                   r"|\b(?:li-?po|li-ion|lithium[- ](?:ion|polymer)) batter"
                   r"|\bUSB[- ]charg"),
    (BATTERIES, r"\b(?:requires?|required|needs?|uses?|takes?|powered by|runs? on|operates? on|works? (?:with"
                r"|on)|operated by)\s(?:[\w.\-]+\s){0,6}?batter(?:y|ies)\b"
     r"|\b\d+\s?(?:x|×)?\s?['\"]?(?:AAA?|C|D|9V|LR\d+|AG\d+|CR\d+\w*|button)\b['\"]?[\s-]?(?:cell\s|type\s"
     r"|size\s|alkaline\s)*(?:\([^)]*\)\s)?batter(?:y|ies)\b"
     r"|\bbatter(?:y|ies)\s?(?:\([^)]*\)\s?|are\s|is\s)?(?:not\s)?(?:included|supplied|required|needed|provided)\b"
     r"|\bbatter(?:y|ies)\s?\((?:not\s)?(?:included|supplied)|\bbattery[- ](?:operated|powered)\b"
     r"|\bincludes? (?:\w+\s)?(?:\w+\s)?batteries\b"
     r"|\bbatter(?:y|ies)(?:\s(?:type|power|of (?:the )?\w+))?\s?:\s?(?!no\b)\S|\bbatter(?:y|ies) life\b"
     r"|\blong-lasting batter(?:y|ies)"),
    (MAINS, r"\bmains[- ](?:powered|operated|adapt[eo]r|supply|transformer)|\bplugs? (?:in)?to (?:a "
            r"|the )?(?:mains|wall|socket|outlet)|\b(?:AC|power|mains) adapt[eo]r\b"),
    ("solar", r"\bsolar[- ](?:power(?:ed)?|panels?|charg\w+|cell|energy)\b"),
    ("usb", r"\bUSB[- ](?:powered|charg\w+|rechargeable)\b"),
)  # fmt: skip
_PATTERN = re.compile(
    "|".join(f"(?P<p{number}>{pattern})" for number, (_, pattern) in enumerate(_SPOKEN)), re.IGNORECASE
)
_ALTERNATIVE = re.compile(r"(?i)\b(?:no|not|without)\b[^.]{0,12}$")
POWER_NAME = re.compile(
    r"power|power_source|powered_by|power_type|battery|batteries|batteries_required|battery_powered|needs_batteries"
)
STATED, SPOKEN, DEFAULTED = 1.0, 0.9, 0.8


def power_facts(page: Page) -> Iterator[Fact]:
    """What it runs on, each value once; "no batteries" only where nothing speaks for any."""
    found: dict[str, Fact] = {}
    for fact in (*_stated(page), *_spoken(page)):
        if fact.value not in found or fact.confidence > found[fact.value].confidence:
            found[fact.value] = fact
    if BATTERIES in found or RECHARGEABLE in found:
        found.pop(NO_BATTERIES, None)
    yield from found.values()


def _fact(page: Page, value: str, source: str, confidence: float, span: tuple[int, int] | None = None) -> Fact:
    return Fact(page.item_id, POWER, value, _TEXTS[value], source, confidence, span=span)


def _stated(page: Page) -> Iterator[Fact]:
    for pair in page.pairs:
        said = pair.value.casefold()
        if pair.relation in ("batteries", "battery") or (
            pair.relation.startswith("batteries_") and said.startswith("yes")
        ):
            yield _fact(page, NO_BATTERIES if said in ("no", "none") else BATTERIES, pair.column, STATED)
        elif pair.relation == "batteries_required" and said.startswith("no"):
            yield _fact(page, NO_BATTERIES, pair.column, DEFAULTED)
    for relation, (column, cell) in page.columns.items():
        yield from (_fact(page, value, column, STATED) for value in _of_column(relation, cell.casefold()))


def _of_column(relation: str, said: str) -> Iterator[str]:
    if POWER_NAME.fullmatch(relation):
        if re.search(r"\bno\b|none|without|false|^0$|manual|unpowered", said):
            yield NO_BATTERIES
            return
        if "batter" in said or (relation.startswith(("batter", "needs")) and re.match(r"yes|true|[1-9]", said)):
            yield BATTERIES
        for word, value in (("mains", MAINS), ("recharg", RECHARGEABLE), ("solar", "solar"), ("usb", "usb")):
            if word in said:
                yield value


def _spoken(page: Page) -> Iterator[Fact]:
    for section in page.sections:
        if not _CHEAP.search(section.text):
            continue
        for match in _PATTERN.finditer(section.text):
            value = _SPOKEN[int(str(match.lastgroup)[1:])][0]
            span = (section.start + match.start(), section.start + match.end())
            yield _fact(page, value, section.column, SPOKEN, span)
            if value == RECHARGEABLE and "batter" in section.text[match.start() : match.end() + 12].casefold():
                yield _fact(page, BATTERIES, section.column, SPOKEN, span)
