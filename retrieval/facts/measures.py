"""Numbers with units, counts, yes-and-no keys and the other labelled values of a page."""

import re
from collections.abc import Iterator

from domain.items import Fact
from retrieval.facts.keys import Keys, Pair, tells_nothing
from retrieval.facts.page import Page

_UNITS = {
    ("mg",): ("g", 0.001),
    ("g", "gr", "gram", "grams"): ("g", 1.0),
    ("kg", "kgs", "kilogram", "kilograms"): ("g", 1000.0),
    ("oz", "ounces"): ("g", 28.35),
    ("lb", "lbs", "pounds"): ("g", 453.59),
    ("mm",): ("mm", 1.0),
    ("cm",): ("mm", 10.0),
    ("m", "metre", "metres", "meters"): ("mm", 1000.0),
    ("in", "inch", "inches", '"', "''"): ("mm", 25.4),
    ("ft", "feet"): ("mm", 304.8),
    ("ml",): ("ml", 1.0),
    ("cl",): ("ml", 10.0),
    ("l", "litre", "litres", "liter", "liters"): ("ml", 1000.0),
    ("w", "watt", "watts"): ("W", 1.0),
}
_BASE = {name: base for names, base in _UNITS.items() for name in names}
_QUANTITY = re.compile(r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)\s?(?P<unit>[a-z]+|''|\")", re.IGNORECASE)
_LABELLED = re.compile(
    r"\b(?P<label>height|width|length|depth|diameter|weight)\s?[:=]\s?(?:approx\.?\s"
    r"|about\s)?(?P<number>\d+(?:\.\d+)?)\s?"
    r"(?P<unit>mm|cm|m|kg|g|grams|inch(?:es)?|in|''|\")(?![a-z])",
    re.IGNORECASE,
)
_MEASURED = {
    "weight": "g",
    "height": "mm",
    "width": "mm",
    "length": "mm",
    "depth": "mm",
    "diameter": "mm",
    "capacity": "ml",
    "volume": "ml",
    "wattage": "W",
}
_LANGUAGES = (
    "English",
    "German",
    "French",
    "Italian",
    "Spanish",
    "Dutch",
    "Polish",
    "Portuguese",
    "Swedish",
    "Danish",
    "Chinese",
    "Japanese",
)
_PIECES = re.compile(r"(?<![\d.,:/])(\d{1,5})\s?-?\s?(?:pieces?|pcs?)\b(?!\s?(?:x|/))", re.IGNORECASE)
_PLAYERS = re.compile(
    r"\b(\d{1,2})\s?(?:-|–|to)\s?(\d{1,2})\s(?:prospective\s)?(?:players?|knights)\b"
    r"|\bplayers?\s?:\s?(\d{1,2})\s?(?:-|–|to)\s?(\d{1,2})\b",
    re.IGNORECASE,
)
_SCALE = re.compile(
    r"\b(?:scale\s?:?\s?)(1\s?[:/]\s?\d{1,3})\b|\b(1:\d{1,3})(?:th)?\s(?:scale|model|die)|\b(1:(?:12|18|24|32"
    r"|35|43|48|64|72|76|87|144|160|200))\b",
    re.IGNORECASE,
)
_RENAMED = {
    "item_weight": "weight",
    "number_of_puzzle_pieces": "number_of_pieces",
    "number_of_game_players": "number_of_players",
    "main_languages": "main_language",
}
# Read elsewhere, or of the shop's own logistics.
_ELSEWHERE = re.compile(r"age|batter|colou?r|material|composition|^brand$|fabric|^power")
STATED, SPOKEN, LABELLED, CONSTANT = 0.9, 0.85, 0.7, 0.4
MAX_LABELLED = 40


def measured_facts(page: Page, keys: Keys) -> Iterator[Fact]:
    """Facts of pairs first, then of prose; one per relation and value."""
    seen: dict[str, Fact] = {}
    for fact in (*_of_pairs(page, keys), *_of_prose(page)):
        if fact.relation in ("number_of_pieces", "number_of_players", "scale", *_MEASURED):
            if fact.relation in seen:
                continue
            seen[fact.relation] = fact
        elif fact.fact_id in seen:
            continue
        else:
            seen[fact.fact_id] = fact
        yield fact


def label_of(relation: str) -> str:
    """A relation as people read it: `number_of_pieces` is "Number of pieces"."""
    return relation.replace("_", " ").capitalize()


def in_base_units(text: str) -> tuple[float, str] | None:
    """The first quantity of a text in grams, millimetres, millilitres or watts: "1.6 Kg" is (1600, "g")."""
    match = _QUANTITY.search(text)
    if match is None or match["unit"].casefold() not in _BASE:
        return None
    unit, factor = _BASE[match["unit"].casefold()]
    return round(float(match["number"].replace(",", "")) * factor, 3), unit


def _of_pairs(page: Page, keys: Keys) -> Iterator[Fact]:
    for pair in page.pairs:
        relation = _RENAMED.get(pair.relation, pair.relation)
        if tells_nothing(pair) or _ELSEWHERE.search(relation):
            continue
        if keys.defaults.get(pair.relation) == pair.value.casefold():
            continue
        yield from _of_pair(page, pair, relation, keys.constants.get(pair.relation) == pair.value.casefold())


def _of_pair(page: Page, pair: Pair, relation: str, constant: bool) -> Iterator[Fact]:
    value = pair.value
    sure = CONSTANT if constant else STATED
    if relation in _MEASURED:
        if (base := in_base_units(value)) and base[1] == _MEASURED[relation]:
            yield measured(page, relation, base, value, pair.column, STATED)
    elif relation == "main_language":
        for language in dict.fromkeys(re.findall("|".join(_LANGUAGES), value)):
            yield Fact(page.item_id, relation, language.casefold(), f"Language: {language}", pair.column, sure)
    elif relation.startswith("number_of"):
        if match := re.match(r"\d{1,6}", value):
            yield Fact(
                page.item_id,
                relation,
                value.casefold(),
                f"{label_of(relation)}: {value}",
                pair.column,
                sure,
                float(match[0]),
                "",
            )
    elif value.casefold() in ("yes", "no", "true", "false"):
        said = "yes" if value.casefold() in ("yes", "true") else "no"
        yield Fact(page.item_id, relation, said, f"{label_of(relation)}: {said}", pair.column, sure)
    elif relation == "scale":
        if match := re.search(r"\b1\s?[:/]\s?(\d{1,3}(?:\.\d)?)\b", value):
            yield Fact(page.item_id, relation, f"1:{match[1]}", f"Scale: 1:{match[1]}", pair.column, sure)
    else:
        for part in re.split(r",\s+|\s&\s", value) if relation == "educational_objectives" else [value]:
            if 0 < len(part) <= MAX_LABELLED and 2 < len(relation) <= MAX_LABELLED:
                label = label_of(relation)
                yield Fact(
                    page.item_id, relation, part.casefold(), f"{label}: {part}", pair.column, min(sure, LABELLED)
                )


def measured(
    page: Page,
    relation: str,
    base: tuple[float, str],
    text: str,
    source: str,
    confidence: float,
    span: tuple[int, int] | None = None,
) -> Fact:
    """A quantity as a fact: its value is canonical (`450 g`), its text as written."""
    number, unit = base
    return Fact(
        page.item_id,
        relation,
        f"{number:g} {unit}",
        f"{label_of(relation)}: {text}",
        source,
        confidence,
        number,
        unit,
        span,
    )


def _of_prose(page: Page) -> Iterator[Fact]:
    for number, section in enumerate(page.sections):
        if not any(letter.isdigit() for letter in section.text):
            continue
        for match in _LABELLED.finditer(section.text):
            relation = match["label"].casefold()
            base = in_base_units(match["number"] + match["unit"])
            if base and base[1] == _MEASURED[relation]:
                yield measured(
                    page,
                    relation,
                    base,
                    match["number"] + " " + match["unit"],
                    section.column,
                    SPOKEN,
                    _place(section.start, match),
                )
        for players in _PLAYERS.finditer(section.text):
            low, high = (players[1], players[2]) if players[1] else (players[3], players[4])
            text = f"For {low} to {high} players"
            yield Fact(
                page.item_id,
                "number_of_players",
                f"{low}-{high}",
                text,
                section.column,
                SPOKEN,
                float(low),
                "",
                _place(section.start, players),
            )
        if found := _SCALE.search(section.text):
            scale = re.sub(r"\s?[:/]\s?", ":", found[1] or found[2] or found[3])
            yield Fact(
                page.item_id,
                "scale",
                scale,
                f"Scale: {scale}",
                section.column,
                SPOKEN,
                span=_place(section.start, found),
            )
        if number == 0 and (counted := _PIECES.search(section.text)) and int(counted[1]) > 1:
            pieces = counted[1]
            yield Fact(
                page.item_id,
                "number_of_pieces",
                pieces,
                f"{pieces} pieces",
                section.column,
                SPOKEN,
                float(pieces),
                "",
                _place(section.start, counted),
            )


def _place(start: int, match: re.Match[str]) -> tuple[int, int]:
    return start + match.start(), start + match.end()
