"""The values of keys and columns: numbers with units, counts, yes and no, languages, and the rest as written."""

import re
from collections.abc import Iterator

from domain.items import Fact
from retrieval.facts.counts import count_fact, players_of
from retrieval.facts.keys import Keys, Pair, tells_nothing
from retrieval.facts.measured import dimension_fact, quantity
from retrieval.facts.names import canonical_name
from retrieval.facts.page import Page
from retrieval.facts.quantities import in_base_units
from retrieval.facts.sizes import dimensions_of

# The base unit in which each of these is a fact.
MEASURED = {
    **dict.fromkeys(("height", "width", "length", "depth", "diameter", "thickness", "tip_size", "size"), "mm"),
    **dict.fromkeys(("capacity", "volume"), "ml"),
    "weight": "g",
    "wattage": "W",
}
_LANGUAGES = (
    *("English", "German", "French", "Italian", "Spanish", "Dutch", "Polish", "Portuguese", "Swedish", "Danish"),
    *("Chinese", "Japanese"),
)
# Read elsewhere, or of the shop's own logistics.
_ELSEWHERE = re.compile(r"(?:^|_)ages?(?:_|$)|batter|colou?r|material|composition|^brand$|fabric|^power")
_CARE = re.compile(r"(?:material_)?care(?:_instructions)?|washing(?:_instructions)?")
_CARES = re.compile(r"(?i)wash|clean|wip(?:e|ing)|iron|dry\b|rins|sponge|bleach|tumble|keep ")
STATED, LABELLED, CONSTANT = 0.9, 0.7, 0.4
MAX_LABELLED = 40


def pair_facts(page: Page, keys: Keys) -> Iterator[Fact]:
    """Facts of all pairs that tell something, without what forms fill in by themselves."""
    for pair in page.pairs:
        relation = canonical_name(pair.relation)
        if tells_nothing(pair) or keys.defaults.get(pair.relation) == pair.value.casefold():
            continue
        sure = CONSTANT if keys.constants.get(pair.relation) == pair.value.casefold() else STATED
        if _CARE.fullmatch(relation):
            yield from _care(page, pair, min(sure, STATED))
        elif not _ELSEWHERE.search(relation):
            yield from _of_pair(page, pair, relation, sure)


def label_of(relation: str) -> str:
    """A relation as people read it: `number_of_pieces` is "Number of pieces"."""
    return relation.replace("_", " ").capitalize()


def _care(page: Page, pair: Pair, sure: float) -> Iterator[Fact]:
    if len(pair.value) <= 2 * MAX_LABELLED and _CARES.search(pair.value):
        yield Fact(page.item_id, "care", pair.value.casefold(), f"Care: {pair.value}", pair.column, sure)


def _of_pair(page: Page, pair: Pair, relation: str, sure: float) -> Iterator[Fact]:
    value = pair.value
    if relation in ("dimensions", "size") and (found := dimensions_of(value)):
        yield dimension_fact(page, found[0], found[1], pair.column, STATED)
    elif relation in MEASURED and (base := in_base_units(value)) and base[1] == MEASURED[relation]:
        yield quantity(page, relation, base, value, pair.column, STATED)
    elif relation in MEASURED and relation != "size":
        return
    elif relation == "main_language":
        for language in dict.fromkeys(re.findall("|".join(_LANGUAGES), value)):
            yield Fact(page.item_id, relation, language.casefold(), f"Language: {language}", pair.column, sure)
    elif relation == "number_of_players":
        if players := players_of(value):
            yield count_fact(page, relation, players, f"{label_of(relation)}: {value}", pair.column, sure)
    elif relation.startswith("number_of") or relation == "pack_size":
        if match := re.match(r"\d{1,3}(?:,\d{3})+|\d{1,6}", value):
            count = match[0].replace(",", "")
            yield count_fact(page, relation, count, f"{label_of(relation)}: {value}", pair.column, sure)
    elif relation in ("scale", "gauge"):
        if match := re.search(r"\b1\s?[:/]\s?(\d{1,3}(?:\.\d)?)\b", value):
            yield Fact(page.item_id, "scale", f"1:{match[1]}", f"Scale: 1:{match[1]}", pair.column, sure)
        if relation == "gauge" and (match := re.match(r"(?i)(HO|H0|OO|00|TT|N|Z|O|G)\b", value)):
            gauge = match[1].casefold().replace("o", "0")
            yield Fact(page.item_id, "gauge", gauge, f"Gauge: {gauge.upper()}", pair.column, sure)
    else:
        yield from _plain(page, pair, relation, sure)


def _plain(page: Page, pair: Pair, relation: str, sure: float) -> Iterator[Fact]:
    label, said = label_of(relation), pair.value.casefold()
    if said in ("yes", "no", "true", "false"):
        answer = "yes" if said in ("yes", "true") else "no"
        yield Fact(page.item_id, relation, answer, f"{label}: {answer}", pair.column, sure)
        return
    for part in re.split(r",\s+|\s&\s", pair.value) if relation == "educational_objectives" else [pair.value]:
        if 0 < len(part) <= MAX_LABELLED and 2 < len(relation) <= MAX_LABELLED:
            yield Fact(page.item_id, relation, part.casefold(), f"{label}: {part}", pair.column, min(sure, LABELLED))
