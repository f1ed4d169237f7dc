"""What one sentence claims, and what it leans on: figures, comparisons and words, each of the product it is said of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.audit_figures import Figure, figures_in
from agent.audit_frames import framed_in, strangers
from agent.audit_grounds import Known, near
from agent.audit_polarity import Polar, is_denied, signed, stem
from agent.audit_rankings import Ranking, is_proved, rankings_in
from agent.audit_sentence import NOTHING, Sentence
from agent.audit_text import WORD, signs
from agent.audit_words import MEASURES, PEOPLE, plain_words
from domain.money import Money

_COUNT_BEFORE = re.compile(
    r"(?:here are|down to|these|those|the|found|all|of|bring|with|have|are|would be|compare|number|show|shows|"
    r"different:)\s*$"
)
_COUNT_AFTER = re.compile(
    r"\s*(?:fits?|that|which|products|items|ideas|of (?:them|these)|others?|options|picks|choices|matches|"
    r"suggestions|for|to|you|and|here|below|i|we|[,.;:!?]|$)"
)
# "Two facts about …": how much one says, not how many there are.
_OF_THE_TALK = re.compile(r"\s*(?:facts|things|reasons|points|notes|questions|words|wishes)\b")
# "We have two of it", "I have five more": how many there are, not how many are shown.
_QUANTITY = re.compile(r"\b(?:have|are|is|got|sell|stock) $")
_CAPS = re.compile(
    r"\b(?:under|below|within|up to|at most|less than|cheaper than|no more than|inside|max(?:imum)?(?: of)?)\s+"
    r"(?:your\s+)?$"
)
# What an amount in a sale is said to have been: "was £25", "reduced from £25". It may only be said as such.
_PAST = re.compile(r"\b(?:was|were|usually|normally|instead of|(?:down|reduced|cut|marked down) from)[\s:]*$")
_CAPS_AFTER = re.compile(r"\s*(?:or less|or under|at most|budget|limit|max(?:imum)?)\b")
_FLOORS = re.compile(r"\b(?:over|above|at least|from|more than)\s+(?:your\s+)?$")
_FLOORS_AFTER = re.compile(r"\s*(?:or more|or over|and up)\b")
_YOURS = re.compile(r"\byour(?:\s+(?:budget|limit|price|amount)(?:\s+of)?)?\s+$")
# What others think of it, and what it is good for without end: claims, however plain their words.
_POPULARITY = re.compile(
    r"\b(?:children|kids|people|everybody|everyone|customers|shoppers|buyers|families|parents|many|most|others|we all)"
    r"(?: \w+)? (?:loves?|likes?|enjoys?|prefers?|chooses?|picks?|buys?|wants?|say|says|recommends?)\b|"
    r"\b(?:our|the|shop's|everyone's|everybody's|people's) (?:\w+ )?favourites?\b|\b(?:chosen|loved|liked|picked) by\b|"
    r"\b(?:choose|chosen|pick|picked|asked for) (?:the )?most\b"
)
_UNIVERSAL = re.compile(
    r"\b(?:with|for|in|to|suits|fits|on|by|at) (?:everything|anything|everyone|anyone|everybody|anybody)\b"
    r"(?! (?:i|we|you|that)\b)"
)
# "It makes a nice gift for Christmas": what it is a gift for is looked at by itself.
_GIFT = re.compile(r"\b(?:makes?|as|is|be|of|for) (?:an? )?(?:\w+ )?(?:gifts?|presents?)$")
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
class Finding:
    """An unbacked claim at a place of the read text."""

    kind: str
    start: int
    end: int
    why: str


def sentence_findings(sentence: Sentence) -> Iterator[Finding]:
    """Every unbacked claim of a sentence: figures, then comparisons and popularity, then words."""
    rankings = rankings_in(sentence.text)
    figures, rest = figures_in(sentence.text)
    limits = [one for one in rankings if not one.superlative]
    for figure, start, end in figures:
        if not any(_is_limit(one, figure, start, sentence) for one in limits) and (
            found := _figure_finding(figure, start, end, sentence, rest)
        ):
            yield found
    for one in rankings:
        if not _ranking_holds(one, sentence):
            yield Finding("comparison", one.start, one.end, f"no figures prove this by {one.relation}")
        rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
    for pattern, why in (
        (_POPULARITY, "what others think is no fact"),
        (_UNIVERSAL, "no fact says this of everything"),
    ):
        for match in pattern.finditer(sentence.text):
            if not sentence.is_question and not sentence.of_nothing:
                yield Finding("popularity" if pattern is _POPULARITY else "word", *match.span(), why)
    words = list(_word_findings(rest, sentence, figures))
    yield from words
    yield from _framed_findings(sentence, words)


# -- figures
# ----------------------------------------------------------------------------------------------------------------------


def _figure_finding(figure: Figure, start: int, end: int, sentence: Sentence, rest: str) -> Finding | None:
    subjects = sentence.at(start)
    denied = is_denied(WORD.findall(sentence.text[:start]))
    if not denied and subjects and all(_backs(known, figure, start, end, sentence, rest) for known in subjects):
        return None
    if _is_wished(figure, start, end, sentence, subjects) or _counts(figure, start, end, sentence):
        return None
    if sentence.is_question and figure in sentence.grounds.asked.figures:
        return None
    kind = _FIGURE_KINDS.get(figure.kind.partition(":")[0], "number")
    of = f"“{subjects[0].names[0]}”" if len(subjects) == 1 else "every product spoken of"
    return Finding(kind, start, end, f"no fact of {of} has this figure here")


def _backs(known: Known, figure: Figure, start: int, end: int, sentence: Sentence, rest: str) -> bool:
    if figure.kind.startswith("money"):
        past = _PAST.search(sentence.text[:start]) and known.list_prices
        return any(figure == _money(money) for money in (past or known.prices))
    if figure not in known.backing.figures:
        return False
    if figure.kind == "bare":
        stems = {word for value, word in known.backing.counted if value == figure.value}
        return not stems or "" in stems or bool(stems & near(rest, start, end))
    relation = _measured(start, end, sentence)
    if relation is None:
        return True
    stated = [known.by_relation[name] for name in relation if name in known.by_relation]
    return not stated or any(figure in figures for figures in stated)


def _money(money: Money) -> Figure:
    return figures_in(f"{money.currency} {money.amount}".casefold())[0][0][0]


def _measured(start: int, end: int, sentence: Sentence) -> tuple[str, ...] | None:
    """The relations that the words beside a measure name: "30 cm high", "a width of 30 cm"; `None` if none do."""
    after = re.match(r"\s*(?:in )?([a-z]+)", sentence.text[end:])
    if after and after.group(1) in MEASURES:
        return MEASURES[after.group(1)]
    words = re.findall(r"[a-z]+", re.split(r"[,;:.]|\band\b", sentence.text[:start])[-1])
    return next((MEASURES[word] for word in reversed(words) if word in MEASURES), None)


def _is_wished(figure: Figure, start: int, end: int, sentence: Sentence, subjects: Sequence[Known]) -> bool:
    """Whether a figure is the shopper's own, said of the wish, or of products that all keep to it."""
    if figure not in sentence.grounds.wishes.figures:
        return False
    before, after = sentence.text[:start], sentence.text[end:]
    clause = re.split(r"[:;]", before)[-1]
    of_nothing = bool(NOTHING.search(clause)) and not signs(clause)
    return (
        of_nothing
        or sentence.of_shopper
        or bool(_YOURS.search(before) and not _CAPS.search(before))
        or _within(figure, before, after, subjects)
    )


def _within(figure: Figure, before: str, after: str, subjects: Sequence[Known]) -> bool:
    """Whether a limit of the shopper's holds for every product that is spoken about."""
    if figure.kind == "age":
        return bool(subjects) and all(_of_age(known, float(figure.value)) for known in subjects)
    prices = [_money(money) for known in subjects for money in known.prices]
    if not figure.kind.startswith("money") or not subjects or not all(known.prices for known in subjects):
        return False
    if any(price.kind != figure.kind for price in prices):
        return False
    if _CAPS.search(before) or _CAPS_AFTER.match(after):
        return max(price.value for price in prices) <= figure.value
    floors = _FLOORS.search(before) or _FLOORS_AFTER.match(after)
    return bool(floors) and min(price.value for price in prices) >= figure.value


def _of_age(known: Known, months: float) -> bool:
    if known.age_min is None and known.age_max is None:
        return False
    return (known.age_min is None or known.age_min <= months) and (known.age_max is None or months <= known.age_max)


def _counts(figure: Figure, start: int, end: int, sentence: Sentence) -> bool:
    """Whether a bare number says how many products there are, as many as there are."""
    before, after = sentence.text[:start], sentence.text[end:]
    if figure.kind == "bare" and _OF_THE_TALK.match(after):
        return True
    if figure.kind != "bare" or figure.value not in sentence.grounds.counts:
        return False
    if _QUANTITY.search(before) and re.match(r"\s*(?:of (?:it|them|these)|left)\b", after):
        return False
    word = re.match(r"\s*([a-z']+)", after)
    if re.search(r"(?:these|those|the|all)\s*$", before) and word and word.group(1) in plain_words():
        return True
    return bool(_COUNT_BEFORE.search(before) and _COUNT_AFTER.match(after))


def _is_limit(ranking: Ranking, figure: Figure, start: int, sentence: Sentence) -> bool:
    """Whether a price belongs to a comparison that is proved with it: "cheaper than £20"."""
    between = sentence.text[ranking.end : start]
    is_limit = figure.kind.startswith("money") and bool(
        re.fullmatch(r"\s*than (?:your (?:budget|limit) of )?", between)
    )
    return is_limit and _ranking_holds(ranking, sentence)


# -- comparisons and words
# ----------------------------------------------------------------------------------------------------------------------


def _ranking_holds(ranking: Ranking, sentence: Sentence) -> bool:
    said = sentence.text[ranking.start : ranking.end]
    # "Nothing is cheaper than £8", after the shopper asked for something cheaper.
    if NOTHING.search(sentence.text[: ranking.start]) and any(said in quoted for quoted in sentence.grounds.quoted):
        return True
    if sentence.is_question and not signs(sentence.text):
        return True
    if is_proved(ranking, sentence.text, sentence.subjects, sentence.products, sentence.grounds):
        return True
    # "A shorter lead": a word of the product's own facts compares nothing.
    words = [stem(word) for word in re.findall(r"[a-z]+", said)]
    own = sentence.at(ranking.start)
    return bool(own) and all((word, True) in known.backing.words for known in own for word in words)


def _word_findings(rest: str, sentence: Sentence, figures: Sequence[tuple[Figure, int, int]]) -> Iterator[Finding]:
    tokens = list(WORD.finditer(rest))
    for word, sign, place in signed([token.group() for token in tokens]):
        start, end = tokens[place].span()
        if word in plain_words() or stem(word) in sentence.grounds.recipients:
            continue
        subjects = sentence.at(start)
        if _backed((stem(word), sign), sentence, subjects) or _is_measure(word, sign, start, subjects, figures):
            continue
        if word in PEOPLE and (sentence.of_shopper or sentence.is_question or _GIFT.search(rest[:end])):
            continue
        of = f"“{subjects[0].names[0]}”" if len(subjects) == 1 else "every product spoken of"
        yield Finding(_kind_of(word), start, end, f"no fact of {of} says {'' if sign else 'not '}“{word}”")


def _framed_findings(sentence: Sentence, found: Sequence[Finding]) -> Iterator[Finding]:
    """Words of the product's that are no value of the relation they are said to be."""
    if sentence.is_question or sentence.of_shopper or sentence.of_nothing:
        return
    for framed in framed_in(sentence.text, sentence.products):
        for known in sentence.at(framed.start):
            for start, end in strangers(framed, sentence.text, known):
                if not any(one.start <= start < one.end for one in found):
                    yield Finding("word", start, end, f"this is no {framed.relations[0]} of “{known.names[0]}”")


def _backed(polar: Polar, sentence: Sentence, subjects: Sequence[Known]) -> bool:
    if subjects and all(polar in known.backing.words for known in subjects):
        return True
    if polar in sentence.grounds.wishes.words and (sentence.of_shopper or sentence.of_nothing):
        return True
    return sentence.is_question and polar in sentence.grounds.asked.words


def _is_measure(
    word: str, sign: bool, start: int, subjects: Sequence[Known], figures: Sequence[tuple[Figure, int, int]]
) -> bool:
    """Whether the word only says what a measure measures ("weighs 2 kg", "30 cm high"), which the product states."""
    relations = MEASURES.get(word)
    if relations is None or not sign or not figures:
        return False
    return bool(subjects) and all(any(name in known.by_relation for name in relations) for known in subjects)


def _kind_of(word: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(word)), "word")
