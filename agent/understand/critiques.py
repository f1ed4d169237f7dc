"""What is said relative to products: superlatives over the catalogue, and changes to what is on the screen."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from agent.understand.budgets import price_wishes
from agent.understand.said import Said
from domain.items import PRICE, RATING
from domain.money import Money
from domain.ports import Catalogue
from domain.wishes import Op, Wish

# What "bigger" may mean: the first of these that the products concerned state.
SIZE = ("length", "height", "width", "capacity", "volume", "depth", "diameter")
_WEIGHT, _HEIGHT, _WIDTH = ("weight",), ("height",), ("width",)


@dataclass(frozen=True, slots=True)
class Superlative:
    """An extreme: the attribute and its end. `alternatives` are attributes that may stand for it."""

    attribute: str
    descending: bool
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparative:
    """A change relative to shown products: the attributes it may mean, which way, and how far ("half the price")."""

    attributes: tuple[str, ...]
    more: bool
    factor: float = 1.0


def _superlative(
    words: str, attribute: str, *alternatives: str, descending: bool
) -> tuple[re.Pattern[str], Superlative]:
    return re.compile(rf"(?<!not the )\b(?:{words})\b"), Superlative(attribute, descending, alternatives)


_SUPERLATIVES = (
    _superlative(
        "most expensive|dearest|priciest|highest[- ]priced?|costliest|most costly|highest price", PRICE, descending=True
    ),
    _superlative("cheapest|least expensive|lowest[- ]priced?|most affordable|lowest price", PRICE, descending=False),
    _superlative(
        "(?:best|top|highest)[- ](?:rated|reviewed|ratings?)|best reviews?|highest (?:ratings?|reviews?)|most popular",
        RATING,
        descending=True,
    ),
    _superlative("(?:worst|lowest)[- ](?:rated|reviewed|rating)", RATING, descending=False),
    _superlative("heaviest", "weight", descending=True),
    _superlative("lightest", "weight", descending=False),
    _superlative("quietest|least noisy", "noise_db", "noise", descending=False),
    _superlative("loudest|noisiest", "noise_db", "noise", descending=True),
    _superlative("brightest", "lumens", "brightness", descending=True),
    _superlative("strongest|sturdiest", "max_load", descending=True),
    _superlative(
        "(?:longest|best)[- ](?:battery life|lasting|running|run ?time)", "runtime_min", "battery_life", descending=True
    ),
    _superlative("biggest|largest|longest", "length", *SIZE[1:], descending=True),
    _superlative("smallest|shortest|tiniest", "length", *SIZE[1:], descending=False),
    _superlative("tallest", "height", descending=True),
    _superlative("widest", "width", descending=True),
)
# "Which is the lightest?" is asked of what is on the screen.
_AMONG_SHOWN = re.compile(
    r"\bwhich(?: one)?(?: of (?:these|those|them|the \w+))?(?: is| are|'s| has| have)\b|\bof (?:these|those|them)\b"
)

_QUITE = r"(?:too|so|bit|very|rather|quite|all)"
_NOT_SO = r"(?<!not )(?<!nothing )(?<!n't be )"
_COMPARATIVES = (
    (
        r"(?:less than )?half (?:the|that) price|half as (?:expensive|much)",
        Comparative((PRICE,), more=False, factor=0.5),
    ),
    (
        r"cheaper|less expensive|less pricey|lower[- ]priced?|more affordable|less costly|"
        r"not as (?:expensive|pricey|dear)(?: as)?|"
        rf"{_NOT_SO}{_QUITE} (?:expensive|dear|pricey)|(?:that's|it's|they're|these are|those are|is|"
        rf"are) (?:still |really |pretty |also )*(?:expensive|pricey|dear)|{_NOT_SO}too much(?: money)?|"
        r"so much money|(?:over|out of) (?:my|our) budget",
        Comparative((PRICE,), more=False),
    ),
    (
        r"more expensive|dearer|pricier|higher[- ]priced?|more upmarket|more premium|more luxurious|fancier|posher|"
        rf"{_NOT_SO}(?:too|so) cheap",
        Comparative((PRICE,), more=True),
    ),
    ("heavier", Comparative(_WEIGHT, more=True)),
    (
        rf"lighter(?! (?:colou?r|shade|blue|green|grey|brown|wood))|{_NOT_SO}{_QUITE} heavy|not as heavy(?: as)?",
        Comparative(_WEIGHT, more=False),
    ),
    (rf"bigger|larger|longer|roomier|{_NOT_SO}{_QUITE} (?:small|short|tiny)", Comparative(SIZE, more=True)),
    (
        rf"smaller|shorter|more compact|{_NOT_SO}{_QUITE} (?:big|large|long|bulky)|not as big(?: as)?",
        Comparative(SIZE, more=False),
    ),
    ("more pieces", Comparative(("number_of_pieces",), more=True)),
    ("fewer pieces|less pieces", Comparative(("number_of_pieces",), more=False)),
    ("taller", Comparative(_HEIGHT, more=True)),
    ("wider", Comparative(_WIDTH, more=True)),
    ("narrower", Comparative(_WIDTH, more=False)),
    ("better[- ]rated|higher[- ]rated|better reviews?", Comparative((RATING,), more=True)),
)
_DENIED = r"(?P<denied>(?:but |and )?(?:not|no|n't (?:be )?)(?: any)? )?"
_PATTERNS = tuple((re.compile(rf"\b{_DENIED}(?:{words})\b(?:\s+than\b)?"), meaning) for words, meaning in _COMPARATIVES)
# The measures of things that are not shown: "no longer than 30 cm" was read as a measure before.
_NAMES = {PRICE: "price", RATING: "rating"}


def superlative(said: Said) -> Superlative | None:
    """ "Most expensive", "best rated" and the like; taken out of the message."""
    for pattern, meaning in _SUPERLATIVES:
        if said.find(pattern):
            return meaning
    return None


def among_shown(said: Said) -> bool:
    """Whether a superlative is asked of the products on the screen; the words are taken out."""
    return said.find(_AMONG_SHOWN) is not None


def comparatives(said: Said, item_ids: Sequence[str], catalogue: Catalogue) -> Iterator[Comparative]:
    """ "Smaller and cheaper": every change that the products concerned have figures for, taken out of the message."""
    for pattern, meaning in _PATTERNS:
        match = pattern.search(said.left)
        if match and _known(meaning, item_ids, catalogue):
            said.take(match.start(), match.end())
            denied = bool(match["denied"]) and not match.group().startswith("not as")
            yield replace(meaning, more=meaning.more is not denied)


def _known(change: Comparative, item_ids: Iterable[str], catalogue: Catalogue) -> str | None:
    """The attribute the change means for these products: the first that any of them states."""
    ids = tuple(item_ids)
    for attribute in change.attributes:
        if any(fact.number is not None for item_id in ids for fact in catalogue.facts(item_id, attribute)[:1]):
            return attribute
    return None


_SAID = {
    "height": ("taller", "shorter"),
    "length": ("longer", "shorter"),
    "width": ("wider", "narrower"),
    "depth": ("deeper", "shallower"),
    "weight": ("heavier", "lighter"),
    "rating": ("better rated", "rated lower"),
    "thickness": ("thicker", "thinner"),
}


def compared(change: Comparative, item_ids: Sequence[str], catalogue: Catalogue) -> list[Wish]:
    """ "Cheaper than the second": a hard wish from that product's own figure; without one named, from all shown."""
    attribute = _known(change, item_ids, catalogue)
    if attribute is None:
        return []
    facts = [
        fact for item_id in item_ids for fact in catalogue.facts(item_id, attribute)[:1] if fact.number is not None
    ]
    numbers = [fact.number * change.factor for fact in facts if fact.number is not None]
    if attribute == PRICE:
        return [_priced(change, numbers, catalogue.currency)]
    op = Op.MIN if change.more else Op.MAX
    # Strictly more or less: a thousandth is finer than any figure in a feed.
    number = max(numbers) * 1.001 if change.more else min(numbers) * 0.999
    more, less = _SAID.get(attribute, (f"more {attribute}", f"less {attribute}"))
    text = more if change.more else less
    return [Wish(attribute, op, (facts[0].value,), number, facts[0].unit, hard=True, relative=True, text=text)]


def _priced(change: Comparative, minors: Sequence[float], currency: str) -> Wish:
    bound = Money(int(max(minors) if change.more else min(minors)), currency)
    op, minor = (Op.MIN, bound.minor + 1) if change.more else (Op.MAX, bound.minor - 1)
    (wish,) = price_wishes(op, minor, currency)
    return replace(wish, text=f"{'dearer' if change.more else 'cheaper'} than {bound}", relative=True)
