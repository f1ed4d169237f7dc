"""Sizes, measures and counts with their units: "at least 50 litres", "no longer than 1.2 m", "size 43"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent.understand.numbers import NUMBER, number_of
from agent.understand.said import Said
from agent.understand.sides import ABOUT, CAP, CAP_AFTER, FLOOR, FLOOR_AFTER, negated
from domain.items import Attribute
from domain.ports import Catalogue
from domain.wishes import Op, Wish

# Unit words to the base unit of facts and the factor to it. A bare "m" or "l" counts only behind a figure.
_UNITS: Mapping[str, tuple[str, float]] = {
    "mm": ("mm", 1.0), "millimetre": ("mm", 1.0), "cm": ("mm", 10.0), "centimetre": ("mm", 10.0),
    "centimeter": ("mm", 10.0), "m": ("mm", 1000.0), "metre": ("mm", 1000.0), "meter": ("mm", 1000.0),
    "inch": ("mm", 25.4), "inche": ("mm", 25.4), "in": ("mm", 25.4), "foot": ("mm", 304.8), "feet": ("mm", 304.8),
    "ft": ("mm", 304.8), "g": ("g", 1.0), "gram": ("g", 1.0), "kg": ("g", 1000.0), "kilo": ("g", 1000.0),
    "kilogram": ("g", 1000.0), "lb": ("g", 453.59), "oz": ("g", 28.35), "ounce": ("g", 28.35), "ml": ("ml", 1.0),
    "l": ("ml", 1000.0), "litre": ("ml", 1000.0), "liter": ("ml", 1000.0),
    "pound": ("g", 453.59), "watt": ("W", 1.0), "fl oz": ("ml", 29.574),  # the American one, as facts are read
}  # fmt: skip
# Which attribute a unit measures where no word says it; the first that the catalogue has.
_BY_UNIT = {
    "mm": ("length", "width", "height"),
    "g": ("weight",),
    "ml": ("capacity", "volume"),
    "W": ("wattage", "watts"),
}
_DIMENSIONS = {
    "long": "length", "longer": "length", "length": "length", "wide": "width", "wider": "width", "width": "width",
    "broad": "width", "tall": "height", "taller": "height", "high": "height", "higher": "height", "height": "height",
    "deep": "depth", "deeper": "depth", "depth": "depth", "across": "diameter", "diameter": "diameter",
    "heavy": "weight", "heavier": "weight", "weight": "weight",
}  # fmt: skip
# Things that are counted, to the attribute that states how many; the first that the catalogue has.
_COUNTED = {
    "piece": ("number_of_pieces",), "pc": ("number_of_pieces",), "page": ("pages", "number_of_pages"),
    "pocket": ("pockets",), "player": ("number_of_players",),
}  # fmt: skip
_UNIT = (
    r"(?P<unit>(?:milli|centi)?met(?:re|er)s?|mm|cm|m|inch(?:es)?|in(?=\s*$|\s*[,.;]|\s+(?:long|wide|tall|"
    r"high|deep))|foot|feet|ft|kilograms?|kilos?|kgs?|grams?|g|lbs?|"
    r"pounds?(?= (?:of|in weight|bags?|packs?|sizes?|box(?:es)?|jars?|tubs?|weights?|dumbbells?|tins?)\b)|"
    r"fl(?:uid)?\.? ?(?:oz|ounces?)|oz|ounces?|ml|lit(?:re|er)s?|l|watts?|"
    r"(?:pieces?|pcs?|pages?|pockets?|players?)(?!\w))"
)
_DIMENSION = (
    r"(?P<{}>longer|long|length|wider|wide|width|broad|taller|tall|higher|high|height|deeper|deep|depth|"
    r"across|(?:in )?diameter|heavier|heavy|weight)"
)
_MORE = (
    r"(?:no|not|isn't|aren't|nothing|not be|n't be)\s+(?:any )?(?:longer|wider|taller|higher|deeper|heavier|"
    r"bigger|larger|more)\s+than"
)
_LESS = r"(?:no|not|nothing)\s+(?:any )?(?:shorter|smaller|lighter|less|narrower)\s+than"
_SIDE = (
    rf"(?:(?P<cap>{_MORE}|(?:shorter|smaller|lighter|narrower) than|{CAP})|(?P<floor>{_LESS}|(?:longer|wider|"
    r"taller|higher|deeper|"
    rf"heavier|bigger|larger) than|{FLOOR})|(?P<about>{ABOUT}))\s+"
)
_QUANTITY = re.compile(
    rf"(?:{_SIDE})?(?:about |around |between )?(?<![\w.])(?:(?P<low>{NUMBER})\s*(?:-|to|or|and|"
    r"(?:but|and) (?:less than|fewer than|under|below|no more than|at most|up to))"
    rf"\s*)?(?P<a>{NUMBER})[\s-]*{_UNIT}(?![\w'])"
    rf"(?:[\s-]+(?:in )?{_DIMENSION.format('after')}\b)?(?:\s*(?:(?P<cap_after>{CAP_AFTER})|"
    rf"(?P<floor_after>{FLOOR_AFTER})))?"
)
_LEADING = re.compile(rf"\b{_DIMENSION.format('before')}(?:\s+(?:of|is|under|below|than|at most|at least|up to))*\s*$")
# A screen or a wheel is named by its inches: "a 15 inch laptop" is a kind of thing, not a wish on its length.
_NAMES_A_KIND = re.compile(
    r"^[\s-]+(?:laptop|macbook|tablet|screen|tv|monitor|notebook|bike|wheel|display|doll|figure)"
)
# "Holds at least 120 kg" is no wish on its own weight.
_CARRIES = re.compile(r"\b(?:holds?|supports?|carr(?:y|ies)|bears?|takes|loads?)\b[^,.;|]{0,20}$")
_LOADS = ("max_load", "load_capacity", "maximum_load")
_LETTERS = r"(?:x{1,4}[\s-]?(?:small|large)|[2-6]x[\s-]?large|x{1,4}[sl]|[2-6]xl|small|medium|large|one size|[sml])"
_SIZE = re.compile(
    r"\b(?:in (?:an? )?|(?:shoe |us |uk |eu )?sizes?\b(?: is|"
    rf" of)?(?: an?)?[\s:]*)(?P<letters>{_LETTERS})\b(?!-)(?:[\s-]sized?\b)?"
    r"|\b(?:(?:in )?(?:an? )?(?:shoe )?sizes?(?: is| of)?[\s:]*)?(?P<system>uk|us|"
    rf"eu)\s*(?:sizes?\s*)?(?P<numbered>\d{{1,2}}(?:\.5)?)\b"
    r"|\b(?:in )?(?:an? )?(?:shoe )?sizes?(?: is|"
    rf" of)?[\s:]*(?P<number>\d{{1,3}}(?:\.5)?)\b(?!\s*(?:{_UNIT.replace('?P<unit>', '?:')})\b)(?!\s*(?:x|by|"
    r"\*|/|-)\s*\d)"
    r"|\b(?P<sized>small|medium|large|extra large)[\s-]sized?\b|\bsizes? (?P<word>one|two|three|four|five|"
    r"six|seven|eight|nine|ten|eleven|twelve|thirteen)\b"
    r"|\bin an? (?P<number_alone>\d{1,2}(?:\.5)?)(?=\W*$)"
    rf"|\b(?P<bare>x{{1,4}}[\s-]?(?:small|large)|[2-6]x[\s-]?large|x{{1,4}}l|[2-6]xl)\b"
)


_LETTER = {"small": "s", "medium": "m", "large": "l", "extra large": "xl", "x large": "xl", "extra small": "xs"}
_NONE: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class _Read:
    attribute: str
    op: Op
    number: float
    unit: str
    spoken: str


def measures(said: Said, catalogue: Catalogue) -> tuple[Wish, ...]:
    """The measures a message asks for, taken out of it. They filter where the catalogue states the attribute at all."""
    known = catalogue.attributes()
    stated = known["size"].counts if "size" in known else {}
    return (*_quantities(said, known), *sizes(said, stated))


def sizes(said: Said, stated: Mapping[str, int] = _NONE) -> Iterator[Wish]:
    """Clothing and shoe sizes: the value is the size as it is said, with the system if that is named; by its letter
    where the catalogue states letters ("large": l)."""
    for match in said.find_all(_SIZE):
        system = f"{match['system']} " if match["system"] else ""
        value = system + (
            match["letters"]
            or match["numbered"]
            or match["number"]
            or match["sized"]
            or match["bare"]
            or match["number_alone"]
            or _digits(match["word"])
        )
        letter = _LETTER.get(value.replace("-", " "), value)
        value = letter if letter in stated and value not in stated else value
        yield Wish("size", Op.IS, (value,), words=f"size {value}", text=f"size {value}")


def _digits(word: str) -> str:
    return f"{number_of(word):g}"


def _quantities(said: Said, known: Mapping[str, Attribute]) -> Iterator[Wish]:
    for match in list(_QUANTITY.finditer(said.left)):
        if _NAMES_A_KIND.match(said.left[match.end() :]):
            continue
        read = _read(match, said.left[: match.start()], known)
        if read is None:
            continue
        before = _LEADING.search(said.left[: match.start()])
        said.take(before.start() if before else match.start(), match.end())
        hard = read.op in (Op.MIN, Op.MAX) and read.attribute in known
        value = match["a"] if read.unit == "" else f"{read.number:g} {read.unit}"
        words = "" if read.op in (Op.MIN, Op.MAX) else read.spoken
        if match["low"]:
            yield from _between(read, number_of(match["low"]) / number_of(match["a"]), known)
            continue
        yield Wish(read.attribute, read.op, (value,), read.number, read.unit, hard=hard, words=words, text=read.spoken)


def _between(read: _Read, share: float, known: Mapping[str, Attribute]) -> Iterator[Wish]:
    """ "20 to 25 litres": the lower end is `share` of the upper."""
    hard = read.attribute in known
    for op, number in ((Op.MIN, read.number * share), (Op.MAX, read.number)):
        value = f"{number:g} {read.unit}".strip()
        yield Wish(read.attribute, op, (value,), number, read.unit, hard=hard, text=read.spoken)


def _read(match: re.Match[str], before: str, known: Mapping[str, Attribute]) -> _Read | None:
    name = "fl oz" if match["unit"].startswith("fl") else match["unit"].rstrip("s")
    spoken = " ".join(match.group().split())
    number = number_of(match["a"])
    if name in _COUNTED:
        return _Read(_first(_COUNTED[name], known), _op(match, before, counted=True), number, "", spoken)
    if name not in _UNITS:
        return None
    unit, factor = _UNITS[name]
    dimension = match["after"]
    if dimension is None and (leading := _LEADING.search(before)):
        dimension = leading["before"]
    if dimension is None and match["cap"]:
        dimension = next((word for word in _DIMENSIONS if re.search(rf"\b{word}\b", match["cap"])), None)
    bounded = any(match[name] for name in ("cap", "floor", "about", "cap_after", "floor_after", "low"))
    if unit == "mm" and dimension is None and not bounded:
        return None  # "a 30 cm ruler" names a kind of thing
    if unit == "g" and dimension is None and _CARRIES.search(before):
        return _Read(_first(_LOADS, known), _op(match, before, counted=False), round(number * factor, 3), unit, spoken)
    attribute = _attribute((dimension or "").removeprefix("in "), unit, known)
    return _Read(attribute, _op(match, before, counted=False), round(number * factor, 3), unit, spoken)


def _attribute(dimension: str, unit: str, known: Mapping[str, Attribute]) -> str:
    if _DIMENSIONS.get(dimension) and (unit == "mm") == (_DIMENSIONS[dimension] != "weight"):
        return _DIMENSIONS[dimension]
    return _first(_BY_UNIT[unit], known)


def _first(names: Sequence[str], known: Mapping[str, Attribute]) -> str:
    """The first of some attributes that the catalogue has."""
    return next((name for name in names if name in known), names[0])


def _op(match: re.Match[str], before: str, *, counted: bool) -> Op:
    if match["cap"] or match["cap_after"]:
        return Op.MAX
    if match["floor"] or match["floor_after"]:
        return Op.MAX if match["floor"] and not _LESS_RE.search(match["floor"]) and negated(before) else Op.MIN
    if match["about"]:
        return Op.LIKE
    return Op.IS


_LESS_RE = re.compile(_LESS)
