"""All facts of one page."""

import re
from collections.abc import Iterator

from domain.items import BRAND, CATEGORY, Fact
from retrieval.facts.ages import AGE_NAME, age_facts
from retrieval.facts.amounts import amount_facts
from retrieval.facts.colours import COLOUR_NAME
from retrieval.facts.compatible import compatible_facts
from retrieval.facts.conflicts import settled
from retrieval.facts.counts import count_facts
from retrieval.facts.keys import Keys
from retrieval.facts.lexicon import lexicon
from retrieval.facts.materials import MATERIAL_NAME
from retrieval.facts.measured import dimension_fact, quantity
from retrieval.facts.measures import MEASURED, label_of, pair_facts
from retrieval.facts.names import canonical_name
from retrieval.facts.page import Page
from retrieval.facts.power import POWER_NAME, power_facts
from retrieval.facts.quantities import in_base_units
from retrieval.facts.sizes import dimensions_of, size_facts
from retrieval.facts.words import word_facts

_UNIT_NAME = re.compile(r"(?P<relation>[a-z_]+?)_(?:in_)?(?P<unit>mg|g|kg|mm|cm|m|ml|cl|l|w|watts|oz|lb|inch|inches)$")
_YES_NO = {
    **dict.fromkeys(("yes", "true", "ja", "oui", "sí", "是"), "yes"),
    **dict.fromkeys(("no", "false", "nein", "non", "否"), "no"),
}
# A decimal comma: of a figure with a unit or another side after it, or alone in its cell ("38,39" may be two sizes).
_DECIMAL = re.compile(r"(?<![\d.,])(\d+),(\d{1,2})(?=\s?(?:[a-z]{1,2}\b|[x×]\s?\d))|^(\d+),(\d)$", re.IGNORECASE)
_LONG_DECIMAL = re.compile(r"(\d+),(\d\d)")
_GENDERS = {
    **dict.fromkeys(("f", "female", "women", "woman", "ladies", "w", "womens", "women's"), "women"),
    **dict.fromkeys(("m", "male", "men", "man", "gents", "mens", "men's"), "men"),
    **dict.fromkeys(("u", "unisex"), "unisex"),
    **dict.fromkeys(("boy", "boys"), "boys"),
    **dict.fromkeys(("girl", "girls"), "girls"),
    **dict.fromkeys(("kids", "children"), "children"),
}
_GENDER_TITLE = re.compile(r"\b(men|women|ladies|boys|girls)(?:['’]s|['’])(?=\s)|\b(mens|womens)\b", re.IGNORECASE)
_DENIED = re.compile(r"(?i)\b(?:not|non|no|without|isn't)[\s-](?:\w+\s)?$")
# Certificates are capitals, but for these.
_MARKED = re.compile(r"[A-Z]{2}|(?i:oeko|rohs|energy|greenguard|fair)")
_FLAG_SURE = 0.85
_TITLE_SURE = 0.85
_PLURAL_OR = re.compile(r"\s*[,;|]\s*")


def extract(page: Page, keys: Keys) -> tuple[Fact, ...]:
    """The facts of a page, without price and stock; each relation and value once, the best source's first."""
    return settled(_every(page, keys), page)


def _every(page: Page, keys: Keys) -> Iterator[Fact]:
    yield from _named(page)
    yield from _columns(page)
    yield from word_facts(page, lexicon())
    yield from age_facts(page)
    yield from power_facts(page)
    yield from pair_facts(page, keys)
    yield from size_facts(page)
    yield from amount_facts(page)
    yield from count_facts(page)
    yield from compatible_facts(page)
    yield from _flags(page)
    yield from _certificates(page)
    yield from _gender(page)


def _named(page: Page) -> Iterator[Fact]:
    if page.brand:
        yield Fact(page.item_id, BRAND, page.brand.casefold(), f"Brand: {page.brand}", "brand")
    for level in page.category:
        yield Fact(page.item_id, CATEGORY, level.casefold(), f"Category: {level}", "category")


def _columns(page: Page) -> Iterator[Fact]:
    """Columns of their own: yes and no, quantities by the unit in their name, lists, plain values."""
    for relation, (column, cell) in page.columns.items():
        if any(named.fullmatch(relation) for named in (COLOUR_NAME, MATERIAL_NAME, POWER_NAME)) or AGE_NAME.search(
            relation
        ):
            continue  # read by words, power and ages
        if re.fullmatch(r"gender(?:_\w+)?|target_gender|department_gender", relation):
            yield from _gender_of(page, cell, column, 1.0)
        else:
            yield from _column(page, relation, column, cell)


def _column(page: Page, relation: str, column: str, cell: str) -> Iterator[Fact]:
    relation = canonical_name(relation)
    said = (cell := _with_point(cell, exact=_UNIT_NAME.match(relation) is not None)).casefold()
    if value := _YES_NO.get(said):
        yield Fact(page.item_id, relation, value, _yes_or_no(relation, value), column)
        return
    united = _UNIT_NAME.match(relation)
    number = re.fullmatch(r"-?\d+(?:\.\d+)?", said)
    if united and number and (base := in_base_units(f"{said} {united['unit']}")):
        yield quantity(page, canonical_name(united["relation"]), base, f"{said} {united['unit']}", column, 1.0)
    elif number:
        yield Fact(page.item_id, relation, said, f"{label_of(relation)}: {cell}", column, number=float(said), unit="")
    elif relation in ("dimensions", "size", *MEASURED) and (sides := dimensions_of(cell)):
        yield dimension_fact(page, sides[0], sides[1], column, 1.0)
    elif base := _whole_quantity(cell):
        yield quantity(page, relation, base, cell, column, 1.0)
    else:
        for value in _PLURAL_OR.split(cell):
            if value:
                yield Fact(page.item_id, relation, value.casefold(), f"{label_of(relation)}: {value}", column)


def _with_point(cell: str, *, exact: bool) -> str:
    """The cell with a decimal point for a decimal comma; `exact` where the column's name says that it is one figure."""
    if exact and (whole := _LONG_DECIMAL.fullmatch(cell)):
        return f"{whole[1]}.{whole[2]}"
    return _DECIMAL.sub(lambda found: f"{found[1] or found[3]}.{found[2] or found[4]}", cell)


def _whole_quantity(cell: str) -> tuple[float, str] | None:
    return in_base_units(cell) if re.fullmatch(r"\d+(?:\.\d+)?\s?[A-Za-z]{1,6}", cell) else None


def _yes_or_no(relation: str, value: str) -> str:
    plain = relation.removeprefix("is_").replace("_", " ")
    return plain.capitalize() if value == "yes" else f"Not {plain}"


def _flags(page: Page) -> Iterator[Fact]:
    """Plain properties of prose; a denial outweighs the same words elsewhere on the page."""
    found: dict[str, Fact] = {}
    for section in page.sections:
        for match in lexicon().flags.finditer(section.text):
            name = next(name for name, said in match.groupdict().items() if said is not None and name != "denied")
            value = "no" if match["denied"] else "yes"
            if name not in found or (value == "no" and found[name].value == "yes"):
                span = (section.start + match.start(), section.start + match.end())
                found[name] = Fact(
                    page.item_id, name, value, _yes_or_no(name, value), section.column, _FLAG_SURE, span=span
                )
    stated = {name for name in page.columns if name in found}
    yield from (fact for name, fact in found.items() if name not in stated)


def _certificates(page: Page) -> Iterator[Fact]:
    """Marks and standards that the product is said to bear; "not CE marked" is none."""
    seen = set[str]()
    for section in page.sections:
        if _MARKED.search(section.text) is None:
            continue
        for match in lexicon().certificates.finditer(section.text):
            value = lexicon().certificate_names[str(match.lastgroup)]
            if value in seen or _DENIED.search(section.text[: match.start()]):
                continue
            seen.add(value)
            span = (section.start + match.start(), section.start + match.end())
            text = f"Certificate: {value.upper()}"
            yield Fact(page.item_id, "certificate", value, text, section.column, _FLAG_SURE, span=span)


def _gender(page: Page) -> Iterator[Fact]:
    if any(relation.startswith("gender") for relation in page.columns):
        return
    for match in _GENDER_TITLE.finditer(page.title):
        yield from _gender_of(page, match[1] or match[2], page.sections[0].column, _TITLE_SURE, match.span())


def _gender_of(
    page: Page, cell: str, column: str, confidence: float, span: tuple[int, int] | None = None
) -> Iterator[Fact]:
    for word in _PLURAL_OR.split(cell):
        if value := _GENDERS.get(word.casefold()):
            text = "Unisex" if value == "unisex" else f"For {value}"
            yield Fact(page.item_id, "gender", value, text, column, confidence, span=span)
