"""The model's wishes brought onto the catalogue's facts, and checked against the shopper's own words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from agent.llm.heard import HeardWish
from agent.understand.ages import between
from agent.understand.budgets import price_wishes
from agent.understand.numbers import NUMBER, number_of
from agent.understand.said import Said, plain
from domain.items import AGE, PRICE
from domain.money import Money
from domain.ports import Catalogue
from domain.wishes import TEXT, Op, Wish

# Free words of the model's: enough for a kind of thing, too few for an instruction.
MOST_TEXT_WORDS = 6
# How strongly a wish counts that only the model read.
STRENGTH = 0.8
# What a number of the shopper's has to be multiplied by, by the unit it was said in: to a fact's base unit.
_TO_BASE: dict[str, dict[str, float]] = {
    "g": {"g": 1, "gram": 1, "kg": 1000, "kilo": 1000, "kilogram": 1000},
    "mm": {"mm": 1, "cm": 10, "m": 1000, "metre": 1000, "meter": 1000, "inch": 25.4, "in": 25.4},
    "ml": {"ml": 1, "cl": 10, "l": 1000, "litre": 1000, "liter": 1000},
    "w": {"w": 1, "watt": 1, "kw": 1000},
    "watt": {"w": 1, "watt": 1, "kw": 1000},
    "month": {"month": 1, "year": 12, "yr": 12, "y": 12},
}
_CURRENCY_WORDS = {
    "GBP": ("£", "gbp", "pound", "quid", "pfund", "livre", "libra"),
    "USD": ("$", "usd", "dollar", "buck", "dolar", "美元"),
    "EUR": ("€", "eur", "欧元"),
    "JPY": ("¥", "jpy", "yen", "円", "日元"),
    "CNY": ("¥", "cny", "yuan", "元", "块", "rmb"),
}
_AGE_WORDS = re.compile(
    r"year|yr|old|jahr|jahrig|ans?\b|ano|anni|lat\b|ar\b|jaar|лет|год|岁|歲|歳|mois|monat|month|mes"
)
# A figure's name ("25 euros") stands this near to it.
_NEAR = 12
_BEFORE = 4
_FIGURE = re.compile(rf"\d+(?:[.,]\d+)*(?![\d.,]*k)|{NUMBER}")


@dataclass(frozen=True, slots=True)
class Linked:
    """A wish that holds, and the words of the shopper's that say it."""

    wish: Wish
    words: frozenset[str]


def linked(heard: Iterable[HeardWish], text: str, catalogue: Catalogue) -> Iterator[Linked]:
    """The wishes that the shopper's own words bear out: quoted words that stand there, figures that stand there,
    values that exist."""
    read = plain(text)
    for one in heard:
        said = " ".join(plain(one.words).split())
        if not said or said not in " ".join(read.split()):
            continue
        wish = _wish(one, read, catalogue)
        if wish is not None:
            yield Linked(wish if wish.hard else replace(wish, strength=STRENGTH), frozenset(said.split()))


def _wish(heard: HeardWish, read: str, catalogue: Catalogue) -> Wish | None:
    op = Op(heard.op)
    if heard.attribute == PRICE:
        return _price(heard, op, read, catalogue.currency)
    if heard.attribute == AGE:
        return _age(heard, read)
    if heard.attribute == TEXT:
        return _text(heard, op)
    if heard.attribute not in catalogue.attributes():
        return None
    return _numbered(heard, op, read, catalogue) if heard.number is not None else _valued(heard, op, catalogue)


def figures(read: str) -> dict[float, list[tuple[int, int]]]:
    """The numbers of a plain text, in digits or English words, with their places."""
    found: dict[float, list[tuple[int, int]]] = {}
    for match in _FIGURE.finditer(read):
        for value in _values(match.group()):
            found.setdefault(value, []).append(match.span())
    return found


def _values(written: str) -> Iterator[float]:
    if re.fullmatch(r"\d+(?:[.,]\d+)*", written):
        if re.fullmatch(r"\d+,\d{1,2}", written):
            yield float(written.replace(",", "."))
        if written.count(".") <= 1:
            yield float(written.replace(",", ""))
        return
    yield number_of(written)


def _price(heard: HeardWish, op: Op, read: str, currency: str) -> Wish | None:
    """A budget whose amount stands in the text. It is an exact limit only if the amount is said in the shop's
    currency."""
    places = figures(read).get(heard.number) if heard.number is not None else None
    if not places or heard.number is None or op not in (Op.MAX, Op.MIN, Op.LIKE, Op.IS):
        return None
    side = Op.LIKE if op is Op.IS else op
    wish = price_wishes(side, Money.of(f"{heard.number:.3f}", currency).minor, currency)[0]
    said = {code for code, words in _CURRENCY_WORDS.items() for place in places if _near(read, place, words)}
    if said and currency not in said:
        return None
    return wish if currency in said else replace(wish, hard=False)


def _near(read: str, place: tuple[int, int], words: tuple[str, ...]) -> bool:
    start, end = place
    around = f"{read[max(start - _BEFORE, 0) : start]} {read[end : end + _NEAR]}"
    return any(word in around for word in words)


def _age(heard: HeardWish, read: str) -> Wish | None:
    """An age that stands in the text beside a word for years or months."""
    places = figures(read).get(heard.number) if heard.number is not None else None
    if not places or heard.number is None:
        return None
    near = [read[end : end + _NEAR] for _, end in places]
    months = heard.number * (1 if heard.unit and heard.unit.startswith("mo") else 12)
    wish = between(months, months)[0]
    return wish if any(_AGE_WORDS.search(part) for part in near) else replace(wish, hard=False)


def _text(heard: HeardWish, op: Op) -> Wish | None:
    words = [word for value in heard.values for word in re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", value)][:MOST_TEXT_WORDS]
    if not words or op in (Op.MIN, Op.MAX):
        return None
    said = " ".join(words).lower()
    if op is Op.NOT:
        return Wish(TEXT, Op.NOT, (said,), text=f"no {said}")
    return Wish(TEXT, Op.LIKE, (said,), text=said)


def _numbered(heard: HeardWish, op: Op, read: str, catalogue: Catalogue) -> Wish | None:
    unit = catalogue.attributes()[heard.attribute].unit
    if unit is None or heard.number is None or heard.number not in figures(read) or op is Op.NOT:
        return None
    factor = _TO_BASE.get(unit, {}).get((heard.unit or "").strip().lower().rstrip("s")) if unit else 1
    if factor is None:
        return None
    label = heard.attribute.replace("_", " ")
    side = {Op.MIN: "at least", Op.MAX: "at most"}.get(op, "about")
    said = f"{heard.number:g} {heard.unit or ''}".strip()
    return Wish(
        heard.attribute,
        Op.LIKE if op is Op.IS else op,
        (said,),
        heard.number * factor,
        unit,
        text=f"{label} {side} {said}",
    )


def _valued(heard: HeardWish, op: Op, catalogue: Catalogue) -> Wish | None:
    values = tuple(dict.fromkeys(value for said in heard.values for value in _value(heard.attribute, said, catalogue)))
    if not values or op in (Op.MIN, Op.MAX):
        return None
    named = " or ".join(values)
    label = heard.attribute.replace("_", " ")
    spoken = label if values == ("yes",) else named
    return Wish(heard.attribute, op, values, text=f"no {spoken}" if op is Op.NOT else spoken)


def _value(attribute: str, said: str, catalogue: Catalogue) -> Iterator[str]:
    """The catalogue's value that is meant: the same word, else a phrase that links to this attribute."""
    wanted = said.strip().casefold()
    if wanted in catalogue.attributes()[attribute].counts:
        yield wanted
        return
    tokens = [token.text for token in Said(said).tokens() if token.is_word]
    for link in catalogue.link(tokens):
        if link.attribute == attribute and link.start == 0 and link.end == len(tokens):
            yield link.value
            return
