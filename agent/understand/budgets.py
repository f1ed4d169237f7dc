"""Budgets in English: amounts, sides, ranges, the currency they are said in, and "cheap"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from agent.understand.numbers import NUMBER, number_of
from agent.understand.said import Said
from agent.understand.sides import ABOUT, CAP, CAP_AFTER, FLOOR, FLOOR_AFTER, negated
from agent.understand.strength import Strengths
from domain.items import PRICE
from domain.money import Money
from domain.ports import Catalogue
from domain.wishes import Op, Wish

_CURRENCIES = {
    "£": "GBP",
    "gbp": "GBP",
    "pound": "GBP",
    "quid": "GBP",
    "$": "USD",
    "usd": "USD",
    "dollar": "USD",
    "buck": "USD",
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "¥": "JPY",
    "yen": "JPY",
}
_SIGN = r"[£$€¥]"
_NAME = r"(?:pounds?|quid|gbp|dollars?|usd|bucks?|euros?|eur|yen|£|\$|€)"
AMOUNT = r"(?:{sign}\s*{number}|{number}\s*{name}(?!\w)|{number})".format(
    sign=_SIGN, name=_NAME, number=rf"(?:{NUMBER})"
)
_MONEY_NAMED = r"(?:budget|spending limit|price limit|limit|max(?:imum)?|top price|ceiling|spend limit)"
_LIMIT = rf"{_MONEY_NAMED}(?: price| budget| spend)?(?:'s| is| of| would be|:)?(?: now| only| just| up to)?"
_BUDGET = r"(?:i (?:have|'ve got)|i've got|with|for)"
_SPEND = (
    r"(?:spend(?:ing)?|pay(?:ing)?|afford|go (?:up )?to|budget(?:ing)?(?: is| of|:)?|cost(?:ing|s)?|"
    r"i (?:could|can|might) do)"
)
_FINE = (
    r"(?:is|'?s|would be|will be)?\s*(?:actually |also |all |totally )?(?:fine|ok|okay|alright|all right|good|"
    r"possible|doable)"
)
_TO = r"(?:\s*-\s*|\s+to\s+|\s+and\s+|\s+or\s+)"
_NOT_MONEY = (
    r"(?!\s*(?:years?|yrs?|yo\b|y/o|months?|mths?|cm|mm|m\b|kg|g\b|ml|l\b|lit(?:re|er)s?|inch|inches|pieces?|pcs|"
    r"players?|people|persons?|products?|items?|pages?|pockets?|x\b|%|\+|diameter|in diameter|long\b|wide\b|"
    r"tall\b|-year|-month|day|days|weeks?|"
    r"of (?:them|these|us)))"
)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """An amount `a` (and `b`) with the sides it is on; without `needs_currency` the words around say it is money."""

    regex: re.Pattern[str]
    ops: tuple[Op, ...]
    needs_currency: bool


def _pattern(text: str, *ops: Op, needs_currency: bool = False) -> _Pattern:
    return _Pattern(re.compile(text), ops, needs_currency)


_A = rf"(?P<a>{AMOUNT})"
_PATTERNS = (
    _pattern(
        r"(?<!size )(?:between|from|(?:price )?range(?: is| of|:)?|budget(?: is| of|"
        rf":)?)\s+{_A}{_TO}(?P<b>{AMOUNT}){_NOT_MONEY}",
        Op.MIN,
        Op.MAX,
    ),
    _pattern(rf"(?<![\w.]){_A}{_TO}(?P<b>{AMOUNT}){_NOT_MONEY}", Op.MIN, Op.MAX, needs_currency=True),
    _pattern(rf"(?<![\w.])(?:in |around )?(?:the |a )?{_A}[\s-]*(?:price )?(?:range|region|ballpark)\b", Op.LIKE),
    _pattern(rf"(?<![\w.]){_A}[\s-]*(?:ish|or so|or thereabouts)\b", Op.LIKE),
    _pattern(rf"\bonly (?:have|got)\s+(?:about |around |like )?{_A}{_NOT_MONEY}(?:\s+to spend)?", Op.MAX),
    _pattern(rf"{CAP}\s+(?:about |around |my budget of |the )?{_A}{_NOT_MONEY}", Op.MAX),
    _pattern(rf"(?<![\w.]){_A}{_NOT_MONEY}\s*{CAP_AFTER}", Op.MAX),
    _pattern(rf"{FLOOR}\s+{_A}{_NOT_MONEY}(?:\s*{FLOOR_AFTER})?", Op.MIN, needs_currency=True),
    _pattern(rf"(?<![\w.]){_A}\s*{FLOOR_AFTER}", Op.MIN, needs_currency=True),
    _pattern(rf"{ABOUT}\s*(?:the )?{_A}(?: mark)?{_NOT_MONEY}", Op.LIKE),
    _pattern(rf"\b{_LIMIT}\s+(?:just |only )?{_A}{_NOT_MONEY}", Op.MAX),
    _pattern(rf"\b{_BUDGET}\s+(?:only |just )?{_A}{_NOT_MONEY}(?:\s+to spend)?", Op.MAX, needs_currency=True),
    _pattern(rf"\b{_SPEND}\s+(?:up to |only |just )?{_A}{_NOT_MONEY}", Op.MAX),
    _pattern(rf"(?<![\w.]){_A}{_NOT_MONEY}", Op.MAX, needs_currency=True),
)
_BARE_MONEY = _PATTERNS[-1]
_COUNTED = re.compile(r"\s+(?!tops\b|this\b|plus\b|thanks\b|christmas\b|ones\b)[a-z]{3,}s\b")
_LEAD = (
    r"(?:actually|then|so|ok|okay|well|make it|let'?s say|say|maybe|no|up to|about|around|i said|i meant|"
    r"sorry|oops|typo|max|perhaps|hmm)"
)
_CORRECTED = re.compile(rf"(?<![\w.]){_A}{_NOT_MONEY},? (?:and )?not {AMOUNT}{_NOT_MONEY}[\s.!|]*$")
_RANGE_ANSWER = re.compile(rf"^[\s,.!|]*(?:{_LEAD}[\s,|]+)*{_A}{_TO}(?P<b>{AMOUNT}){_NOT_MONEY}[\s,.!?|]*$")
_FINE_AMOUNT = re.compile(rf"(?<![\w.]){_A}{_NOT_MONEY}\s*{_FINE}\b")
_BARE_AMOUNT = re.compile(
    rf"^[\s,.!|]*(?:{_LEAD}[\s,|]+)*{_A}{_NOT_MONEY}(?: then| i (?:guess|think)| maybe)?[\s,.!?|]*$"
)
_RAISED = re.compile(
    r"\b(?:higher|lower|more|up to|make (?:it|that)|say|go to|call it|rather)[\s,|"
    rf"]+{_A}{_NOT_MONEY}(?: then| maybe| tops)?[\s.!|]*$"
)
# "My max is 50 but I could stretch to 60": up to the second, and better up to the first.
_STRETCH = re.compile(
    r"(?:but |though |and |,\s*)*(?:(?:i|we)\s*)?(?:could|can|might|may|would|'d|i'd|we'd|"
    r"'ll)\s*(?:be able to |just |also |possibly |"
    r"probably |happily )*(?:stretch|go|push|pay|spend|do)(?: it)?(?: up| as (?:far|"
    rf"high) as)?(?: to)?\s+{_A}{_NOT_MONEY}"
)
_BUT = r"(?:\b(?:but|and|yet)\b|,)\s*(?:not |still )?"
_OTHER_SIDE = {
    Op.MAX: (Op.MIN, re.compile(rf"{_BUT}{FLOOR}\s+{_A}{_NOT_MONEY}")),
    Op.MIN: (Op.MAX, re.compile(rf"{_BUT}{CAP}\s+{_A}{_NOT_MONEY}")),
}
_CHEAP = re.compile(
    r"\b(?:no(?:t|thing)?|n't be|never|isn't|aren't) (?:be )?(?:too |very |that |so |overly |terribly |"
    r"crazy |anything too )?"
    r"(?:expensive|pricey|dear|costly)\b"
    r"|(?<!not a )(?<!not )(?<!no )(?<!nothing )\b(?:cheap(?:ish)?(?: and cheerful)?|"
    r"inexpensive|affordable|budget[- ]friendly|low[- ](?:cost|"
    r"priced?|budget)|reasonably priced|good value|"
    r"value for money|bargain|economical|on a (?:tight )?budget|(?:don't|do not) (?:bother with|want|need|"
    r"show me) (?:anything |the )?(?:too |very )?(?:expensive|pricey)(?: ones?)?|the cheaper the better|"
    r"as cheap as (?:possible|you have|it gets))\b(?! (?:looking|and nasty))"
    r"|\b(?:money(?:'s| is)(?: a bit| quite)? tight|(?:my |a |our )?budget(?:'s| is)?(?: a (?:little |bit )|"
    r" quite | very | currently | fairly )*(?:limited|tight|small|low)|"
    r"(?:limited|tight|small|low) budget|(?:can't|can not|cannot|don't want to|not) (?:to )?(?:spend|cost|"
    r"pay) (?:too much|loads|a lot|much|a fortune))\b"
)
_PRICE_WORDS = re.compile(
    r",?\s*(?:but |and )?not (?:a (?:penny|cent|pound) )?more\b|\b(?:each|per (?:item|piece|person)|a piece|"
    r"apiece|in total|all in)\b"
)
# "Cheap" is the cheapest third of what is sold of that kind.
CHEAP_SHARE = 3


@dataclass(frozen=True, slots=True)
class Budget:
    """Wishes on the price, or the foreign currency they were said in. `cheap` asks for little without a figure."""

    wishes: tuple[Wish, ...] = ()
    foreign: str | None = None
    cheap: bool = False


def budget(said: Said, *, currency: str, expects_price: bool, strengths: Strengths | None = None) -> Budget:
    """The budget in a message, taken out of it.

    A bare number counts only where a price is expected (a price was asked for, or stands already): "actually 40 is
    fine".
    """
    cheap = bool(said.find(_CHEAP))
    for match, ops in _matches(said, currency, expects_price=expects_price):
        amounts = [match.group(name) for name in ("a", "b") if name in match.re.groupindex]
        spoken = _currency(" ".join(amounts))
        said.take(match.start(), match.end())
        if spoken not in (None, currency):
            return Budget(foreign=spoken)
        soft = strengths is not None and strengths.is_soft(match.start())
        wishes = tuple(replace(wish, hard=wish.hard and not soft) for wish in _wishes(amounts, ops, currency))
        said.find(_PRICE_WORDS)
        return Budget(_both_sides(_stretched(wishes, said, currency), said, currency))
    return Budget(cheap=cheap)


def _both_sides(wishes: tuple[Wish, ...], said: Said, currency: str) -> tuple[Wish, ...]:
    """ "Under 20 but over 10": the other side of a bound, behind "but" or "and"."""
    if len(wishes) != 1 or wishes[0].op not in _OTHER_SIDE:
        return wishes
    other, pattern = _OTHER_SIDE[wishes[0].op]
    match = pattern.search(said.left)
    if not match or _currency(match["a"]) not in (None, currency):
        return wishes
    said.take(match.start(), match.end())
    return (*wishes, *price_wishes(other, _minor(match["a"], currency), currency))


def _stretched(wishes: tuple[Wish, ...], said: Said, currency: str) -> tuple[Wish, ...]:
    first = wishes[-1]
    if first.op is not Op.MAX or first.number is None or not (match := _STRETCH.search(said.left)):
        return wishes
    further = _minor(match["a"], currency)
    if further <= first.number:
        return wishes
    said.take(match.start(), match.end())
    return (*wishes[:-1], replace(first, hard=False), *price_wishes(Op.MAX, further, currency))


def cheap_wish(catalogue: Catalogue, kind: Wish | None) -> Wish | None:
    """ "Cheap": softly, at most the price below which a third of the kind (else of everything) is sold; `None` if no
    price is known."""
    hard = (replace(kind, hard=True),) if kind else ()
    ordered = catalogue.ordered(PRICE, hard, descending=False, limit=len(catalogue))
    if not ordered and kind:
        return cheap_wish(catalogue, None)
    if not ordered:
        return None
    minor = catalogue.item(ordered[(len(ordered) - 1) // CHEAP_SHARE]).price_minor or 0
    return replace(price_wishes(Op.MAX, minor, catalogue.currency)[0], hard=False, text="not expensive")


def _matches(said: Said, currency: str, *, expects_price: bool) -> Iterator[tuple[re.Match[str], tuple[Op, ...]]]:
    if expects_price and (corrected := _CORRECTED.search(said.left)):
        yield corrected, (Op.MAX,)
    for pattern in _PATTERNS:
        for match in pattern.regex.finditer(said.left):
            if not _is_money(pattern, match, said, currency):
                continue
            if pattern.ops == (Op.MIN,) and negated(said.left[: match.start()]):
                yield match, (Op.MAX,)
            else:
                yield match, pattern.ops
    if expects_price:
        if answer := _RANGE_ANSWER.search(said.left):
            yield answer, (Op.MIN, Op.MAX)
        for regex in (_FINE_AMOUNT, _BARE_AMOUNT, _RAISED):
            if bare := regex.search(said.left):
                yield bare, (Op.MAX,)


def _is_money(pattern: _Pattern, match: re.Match[str], said: Said, currency: str) -> bool:
    """Whether the words around an amount, or its currency, say that it is money: "about 36 appetizers" is a number,
    and in a shop without pounds, pounds by themselves are a weight."""
    spoken = _currency(match.group())
    if pattern is _BARE_MONEY and spoken == "GBP" != currency and "pound" in match.group():
        return False
    if spoken is None and pattern.needs_currency:
        return _refused_floor(pattern, match, said)
    return spoken is not None or pattern.ops != (Op.LIKE,) or not _COUNTED.match(said.left, match.end())


def _refused_floor(pattern: _Pattern, match: re.Match[str], said: Said) -> bool:
    """ "I don't want to spend more than 35": a cap says that it is money by itself."""
    return pattern.ops == (Op.MIN,) and negated(said.left[: match.start()])


def _currency(text: str) -> str | None:
    for name, code in _CURRENCIES.items():
        if name in text:
            return code
    return None


def _minor(amount: str, currency: str) -> int:
    match = re.search(NUMBER, amount)
    assert match, f"an amount without a number: {amount!r}"
    return Money.of(Decimal(str(number_of(match.group()))), currency).minor


def _wishes(amounts: list[str], ops: tuple[Op, ...], currency: str) -> tuple[Wish, ...]:
    minors = sorted(_minor(amount, currency) for amount in amounts)
    return tuple(wish for op, minor in zip(ops, minors, strict=True) for wish in price_wishes(op, minor, currency))


def amount_minor(amount: str, currency: str) -> tuple[int, str | None]:
    """An amount in minor units, and the currency it names, if it does."""
    return _minor(amount, currency), _currency(amount)


def price_wishes(op: Op, minor: int, currency: str) -> tuple[Wish, ...]:
    """Wishes for one side of a budget: a cap and a floor are hard, "around" is a centre to be near to."""
    money = Money(minor, currency)
    match op:
        case Op.MAX:
            return (_price(Op.MAX, minor, currency, f"{money} or less"),)
        case Op.MIN:
            return (_price(Op.MIN, minor, currency, f"{money} or more"),)
        case _:
            return (Wish(PRICE, Op.LIKE, (money.amount,), float(minor), currency, text=f"around {money}"),)


def _price(op: Op, minor: int, currency: str, text: str) -> Wish:
    return Wish(PRICE, op, (Money(minor, currency).amount,), float(minor), currency, hard=True, text=text)
