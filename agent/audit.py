"""Does a reply say anything that no fact backs? A pure library: text and grounds in, unbacked claims out.

The vocabulary is closed: a sentence may use plain words (`agent/audit_words.py`), and words and figures of the facts
of the product it speaks about. Everything else is a claim without a source: an invented name, a foreign word, a
property, a link, an offer. So a lie needs no list of lies. A property is checked against the product it is said of,
with its negation ("no batteries").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from agent.audit_figures import Figure, figures_in
from agent.audit_grounds import FIRST_SIGN, SIGN, WORD, Grounds, Known, Polar, grounds_of, signed, stem
from agent.audit_words import plain_words
from agent.understand.said import plain

__all__ = ["Claim", "Grounds", "audit", "grounds_of"]

_SENTENCE_END = re.compile(r"(?<=[.!?。！？…])[\"”')]*\s+|\n+")
_CLAUSE = frozenset("; : , . ( ) – — and but while whereas".split())
_TOGETHER = frozenset(
    "both all each either neither like unlike than as same too also they them their these those alike".split()
)
_POINTS = frozenset("it its it's this that".split())
_POINTS_AT_ALL = _POINTS | frozenset("they them their they're these those both all each one ones here".split())
_SHOPPERS = frozenset("you your you're you'd you've you'll yours".split())
_NOTHING = re.compile(r"\b(?:nothing|none|no (?:products?|items?|matches)|couldn't find|didn't find|don't have)\b")
_LINK = re.compile(
    r"https?:|www\.|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|co|uk|io|de|cn|info|biz|shop|store|example|test|ru|xyz|app|dev)\b|\S+@\S+\.\w+",
    re.I,
)
_MARKUP = re.compile(
    r"[<>{}\[\]`*_#|\\~^=]|&\w+;|\]\(|[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_SYSTEM = re.compile(
    r"\b(?:ignore|disregard|instructions?|system|prompt|placeholders?|language model|as an ai|developer|assistant:|"
    r"user:|jailbreak|override|password|api key)\b"
)
_EXTREME = re.compile(
    r"\b(?:(?P<asc>cheapest|least expensive|lowest(?: priced| rated)?|lightest|shortest|smallest)|"
    r"(?P<desc>most expensive|dearest|highest(?: priced| rated)?|"
    r"best[ -]rated|top[ -]rated|heaviest|longest|tallest|widest|largest|biggest))\b"
)
_CHEAPER = re.compile(r"\b(?:cheaper|dearer|pricier|(?:more|less) (?:expensive|costly)|better value)\b")
_COUNT_BEFORE = re.compile(
    r"(?:here are|these|those|the|found|all|of|bring|with|have|are|would be|compare|number|show|shows|different:)\s*$"
)
_COUNT_AFTER = re.compile(
    r"\s*(?:fits?|that|which|products|items|ideas|of (?:them|these)|others?|more|options|picks|choices|matches|"
    r"suggestions|for|to|you|and|here|below|[,.;:!?]|$)"
)
_CAPS = re.compile(
    r"\b(?:under|below|within|up to|at most|less than|no more than|inside|max(?:imum)?(?: of)?)\s+(?:your\s+)?$"
)
# What an amount in a sale is said to have been: "was £25", "reduced from £25".
_PAST = re.compile(r"\b(?:was|were|usually|normally|instead of|(?:down|reduced|cut|marked down) from)[\s:]*$")
_CAPS_AFTER = re.compile(r"\s*(?:or less|or under|at most|budget|limit|max(?:imum)?)\b")
_FLOORS = re.compile(r"\b(?:over|above|at least|from|more than)\s+(?:your\s+)?$")
_FLOORS_AFTER = re.compile(r"\s*(?:or more|or over|and up)\b")
_YOURS = re.compile(r"\byour(?:\s+(?:budget|limit|price|amount)(?:\s+of)?)?\s+$")
# Words that would be claims of a product, in phrases that are of the talk.
_TALKING = re.compile(r"\bleft (?:it|that|them) out\b|\blooking for today\b|\bsee orders\b")
_FITS = re.compile(r"(?P<fits>\bfits?) \((?P<wishes>[^()]*)\)")
_FIGURE_KINDS = {"money": "price", "age": "age", "from": "age", "to": "age", "rating": "rating"}
_KINDS = (
    (
        "offer",
        re.compile(
            r"discount|sale|off\b|offer|deal|bargain|reduced|promo|coupon|voucher|saving|"
            r"save|gift card|half|clearance|cashback|free"
        ),
    ),
    (
        "availability",
        re.compile(
            r"stock|sold|left|available|availab|deliver|ship|dispatch|arriv|tomorrow|today|hurry|remaining|order|warehouse"
        ),
    ),
    ("rating", re.compile(r"star|review|popular|bestsell|best-sell|award|rating|acclaimed|favou?rites?")),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Something said that nothing backs. `kind` is price, age, rating, number, availability, offer, comparison, link,
    markup, system, or word (a property, a name, or anything else outside the closed vocabulary); `text` stands in the
    case-folded text."""

    kind: str
    text: str


def audit(text: str, grounds: Grounds) -> tuple[Claim, ...]:
    """Every claim of the text that the grounds do not back, in order; empty if all is backed."""
    products = (*grounds.shown, *grounds.named)
    masked = _masked(text, products, grounds)
    claims = _forbidden(masked)
    last: tuple[int, ...] = ()
    for sentence in _SENTENCE_END.split(masked):
        claims += _sentence_claims(sentence, products, grounds, last)
        named = _named(sentence)
        last = named if named else last
    return tuple(claims)


def _masked(text: str, products: Sequence[Known], grounds: Grounds) -> str:
    """The text case-folded, with each product's name as one sign, and quoted words of the shopper's taken out."""
    masked = SIGN.sub("<", plain(text))
    names = sorted(
        ((name, index) for index, known in enumerate(products) for name in known.names if name),
        key=lambda pair: -len(pair[0]),
    )
    for name, index in names:
        masked = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", chr(FIRST_SIGN + index), masked)
    masked = _TALKING.sub(lambda match: " " * len(match.group()), masked)
    return _FITS.sub(
        lambda match: match.group("fits") if _all_exact(match.group("wishes"), grounds) else match.group(), masked
    )


def _all_exact(said: str, grounds: Grounds) -> bool:
    return all(part.strip() in grounds.exact for part in re.split(r",| and (?!up\b)", said)) or said in grounds.exact


def _named(sentence: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(ord(sign) - FIRST_SIGN for sign in SIGN.findall(sentence)))


def _forbidden(masked: str) -> list[Claim]:
    found = [
        Claim(kind, match.group())
        for kind, pattern in (("link", _LINK), ("markup", _MARKUP), ("system", _SYSTEM))
        for match in pattern.finditer(masked)
    ]
    return found


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    subjects: tuple[Known, ...]
    grounds: Grounds
    of_shopper: bool
    of_nothing: bool
    is_question: bool


def _sentence_claims(sentence: str, products: Sequence[Known], grounds: Grounds, last: tuple[int, ...]) -> list[Claim]:
    named = _named(sentence)
    words = frozenset(WORD.findall(sentence))
    if not named:
        sentence = _unquoted(sentence, grounds)
    subjects = _subjects(named, words, products, grounds, last)
    read = _Sentence(
        sentence,
        subjects,
        grounds,
        of_shopper=not named and bool(words & _SHOPPERS) and not words & _POINTS_AT_ALL,
        of_nothing=bool(_NOTHING.search(sentence)),
        is_question=sentence.rstrip().endswith("?"),
    )
    figures, rest = figures_in(sentence)
    claims = [claim for figure, start, end in figures for claim in _figure_claim(figure, start, end, read, products)]
    return [*claims, *_ranking_claims(read), *_word_claims(rest, read, products)]


def _unquoted(sentence: str, grounds: Grounds) -> str:
    return re.sub(r'"([^"]*)"', lambda match: " " if match.group(1) in grounds.quoted else match.group(), sentence)


def _subjects(
    named: tuple[int, ...], words: frozenset[str], products: Sequence[Known], grounds: Grounds, last: tuple[int, ...]
) -> tuple[Known, ...]:
    if named:
        return tuple(products[index] for index in named)
    if len(last) == 1 and words & _POINTS:
        return (products[last[0]],)
    return grounds.shown or grounds.named


def _figure_claim(figure: Figure, start: int, end: int, read: _Sentence, products: Sequence[Known]) -> Iterator[Claim]:
    subjects = _at(read.text, start, read.subjects, products)
    before, after = read.text[:start], read.text[end:]
    if subjects and all(_backs(known, figure, before) for known in subjects):
        return
    if figure in read.grounds.wishes.figures and (
        read.of_nothing or read.of_shopper or _YOURS.search(before) or _within(figure, before, after, subjects)
    ):
        return
    if read.is_question and figure in read.grounds.asked.figures:
        return
    if (
        figure.kind == "bare"
        and figure.value in read.grounds.counts
        and _COUNT_BEFORE.search(before)
        and _COUNT_AFTER.match(after)
    ):
        return
    kind = _FIGURE_KINDS.get(figure.kind.partition(":")[0], "number")
    yield Claim(kind, read.text[start:end])


def _backs(known: Known, figure: Figure, before: str) -> bool:
    """Whether the product's facts say so; what it cost before a sale may only be said as such."""
    if figure.kind.startswith("money"):
        past = known.list_price if _PAST.search(before) else None
        said = (past,) if past else (known.price, known.price_max)
        prices = [money for money in said if money is not None]
        return any(figure == Figure(f"money:{money.currency}", Decimal(money.amount).normalize()) for money in prices)
    return figure in known.backing.figures


def _within(figure: Figure, before: str, after: str, subjects: Sequence[Known]) -> bool:
    """Whether a limit of the shopper's holds for every product that is spoken about."""
    if figure.kind == "age":
        return bool(subjects) and all(_of_age(known, figure.value) for known in subjects)
    if not figure.kind.startswith("money") or not subjects or any(known.price is None for known in subjects):
        return False
    prices = [Decimal(known.price.amount) for known in subjects if known.price is not None]
    if _CAPS.search(before) or _CAPS_AFTER.match(after):
        return max(prices) <= figure.value
    return bool(_FLOORS.search(before) or _FLOORS_AFTER.match(after)) and min(prices) >= figure.value


def _of_age(known: Known, months: Decimal) -> bool:
    if known.age_min is None and known.age_max is None:
        return False
    return (known.age_min is None or known.age_min <= months) and (known.age_max is None or months <= known.age_max)


def _ranking_claims(read: _Sentence) -> Iterator[Claim]:
    for match in _EXTREME.finditer(read.text):
        if match.lastgroup != read.grounds.extreme:
            yield Claim("comparison", match.group())
    for match in _CHEAPER.finditer(read.text):
        # "Nothing is cheaper than £8", after the shopper asked for something cheaper.
        if not (read.of_nothing and any(match.group() in said for said in read.grounds.quoted)):
            yield Claim("comparison", match.group())


def _word_claims(rest: str, read: _Sentence, products: Sequence[Known]) -> Iterator[Claim]:
    rest = _EXTREME.sub(lambda match: " " * len(match.group()), rest)
    tokens = list(WORD.finditer(rest))
    for word, sign, place in signed([token.group() for token in tokens]):
        if _is_plain(word) or stem(word) in read.grounds.recipients:
            continue
        if not _word_backed((stem(word), sign), read, _at(rest, tokens[place].start(), read.subjects, products)):
            yield Claim(_kind_of(word), word)


def _word_backed(polar: Polar, read: _Sentence, subjects: Sequence[Known]) -> bool:
    if subjects and all(polar in known.backing.words for known in subjects):
        return True
    if polar in read.grounds.wishes.words and (read.of_shopper or read.of_nothing):
        return True
    return read.is_question and polar in read.grounds.asked.words


def _kind_of(word: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(word)), "word")


def _at(text: str, place: int, subjects: Sequence[Known], products: Sequence[Known]) -> tuple[Known, ...]:
    """The products that the words at a place are about: those of its clause, else of the clause before it, else of the
    next one.

    Where a word binds them together ("both", "than", "too"), all that are named.
    """
    named = _named(text)
    if len(named) < 2:
        return tuple(subjects)
    first = SIGN.search(text)
    assert first, "two names without a first one"
    if frozenset(WORD.findall(text[first.end() :])) & _TOGETHER:
        return tuple(subjects)
    clauses = _clauses(text)
    own = next(index for index, (start, end) in enumerate(clauses) if start <= place < end or index == len(clauses) - 1)
    order = [own, *range(own - 1, -1, -1), *range(own + 1, len(clauses))]
    for index in order:
        if here := _named(text[clauses[index][0] : clauses[index][1]]):
            return tuple(products[number] for number in here)
    return tuple(subjects)


def _clauses(text: str) -> list[tuple[int, int]]:
    """Places of the clauses; names that stand in one list ("A, B and C") stay in one clause."""
    edges = [0]
    for token in WORD.finditer(text):
        before, after = text[: token.start()].rstrip(" ,"), text[token.end() :].lstrip(" ,")
        joins = bool(before and after and SIGN.match(before[-1]) and (SIGN.match(after[0]) or after.startswith("and ")))
        if token.group() in _CLAUSE and not joins:
            edges.append(token.end())
    return list(zip(edges, [*edges[1:], len(text) + 1], strict=True))


@cache
def _plain_stems() -> frozenset[str]:
    return plain_words()


def _is_plain(word: str) -> bool:
    return word in _plain_stems()
