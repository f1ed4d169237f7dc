"""Where a word stands in its sentence: whether what it says is said of the product itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.facts.lexicon import Lexicon
from retrieval.facts.page import Page, Section, singular

_TOKEN = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?(?:-[a-z]+)*|[^\w\s]", re.IGNORECASE)
# Two words that are one in the lexicon.
_JOINED = {
    *(
        ("stainless", "steel"),
        ("sterling", "silver"),
        ("carbon", "fiber"),
        ("carbon", "fibre"),
        ("faux", "leather"),
        ("faux", "fur"),
    ),
    *(
        ("multi", "coloured"),
        ("multi", "colored"),
        ("multi", "colour"),
        ("die", "cast"),
        ("leather", "look"),
        ("leather", "effect"),
    ),
}
MADE = re.compile(
    r"(?i)\b(?:made|crafted|handcrafted|constructed|built|manufactured|fashioned|carved|woven|knitted|wrapped"
    r"|upholstered|moulded|composed)\s"
    r"(?:\w+\s){0,3}?(?:from|of|in|with|out of)\s"
)
# "Than a binder made of vinyl", "an upgrade from plastic pens": another product.
COMPARISON = re.compile(r"(?i)\b(?:than|unlike)\b[^.!?]*$")
_AFTER_KIND = re.compile(r"\s?[,(\[|–]|\s-|\s(?:with|for|by|in|of)\s")
CLAUSE = frozenset(".!?;:()|•")
# How far a value reaches after "made of", and a colour before the noun it belongs to, in words.
_MADE_REACH = 6
_NOUN_REACH = 3
_THIS_REACH = 4
_BESIDE_REACH = 8
_SENTENCE_ENDS = frozenset(".!?;:")
_COMPARED = frozenset(("than", "unlike", "like", "from", "against", "instead"))
_PREPOSITIONS = frozenset(
    ("with", "for", "to", "on", "of", "that", "is", "are", "features", "in", "by", "from", "like")
)
SEPARATORS = frozenset(",()[]|;")
STATED, VARIANT, TITLED, SAID = 1.0, 0.95, 0.85, 0.8


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark, lower case, with its place in the section."""

    word: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """Words and marks in order; "stainless steel" and the like are one word with a hyphen."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        token = Token(match[0].casefold(), match.start(), match.end())
        if found and (found[-1].word, token.word) in _JOINED:
            found[-1] = Token(f"{found[-1].word}-{token.word}", found[-1].start, token.end)
        else:
            found.append(token)
    return found


def neighbour(tokens: Sequence[Token], position: int, step: int) -> str:
    """The word `step` places away; "" beyond either end."""
    return tokens[position + step].word if 0 <= position + step < len(tokens) else ""


def is_brand(page: Page, section: Section, token: Token) -> bool:
    """Whether the word is part of the brand's name here: "Green Equipment", but not "in vibrant green"."""
    return bool(page.brand) and section.text[token.start].isupper() and token.word in str(page.brand).casefold().split()


def is_of_product(
    tokens: Sequence[Token],
    position: int,
    page: Page,
    nouns: frozenset[str],
    lexicon: Lexicon,
    *,
    over_commas: bool = True,
) -> bool:
    """Whether the word stands before what the product is ("beige backpack"), or before its body ("nylon fabric")."""
    stops = CLAUSE | _PREPOSITIONS if over_commas else CLAUSE | _PREPOSITIONS | {","}
    if any(token.word in _COMPARED for token in tokens[max(0, position - _NOUN_REACH) : position]):
        return False
    if is_beside(tokens, position, lexicon):
        return False
    for number, ahead in enumerate(tokens[position + 1 : position + 1 + _NOUN_REACH], start=position + 1):
        is_head = singular(ahead.word) in page.heads
        if ahead.word in stops or (ahead.word in lexicon.parts and singular(ahead.word) != kind_of(page)):
            return False
        if ahead.word in nouns:
            return neighbour(tokens, number, 1) not in lexicon.parts | {"of"}
        if is_head and ahead.word not in lexicon.colours and ahead.word not in lexicon.materials:
            return True
    return False


def is_beside(tokens: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    """Whether the sentence has come to what only goes with the product: "… paired with a black belt"."""
    for back in range(position - 1, max(-1, position - 1 - _BESIDE_REACH), -1):
        word = tokens[back].word
        if word in _SENTENCE_ENDS:
            return False
        if word in lexicon.beside:
            return True
    return False


def kind_of(page: Page) -> str:
    """What the title calls the product: its last word before a comma, bracket or "with"."""
    words = re.findall(r"[a-z]{3,}", _AFTER_KIND.split(page.title.casefold())[0])
    return singular(words[-1]) if words else ""


def is_of_this(tokens: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    """ "This spacious canvas rucksack", "These vibrant blue sandals": the sentence is about the product, the word
    about it all."""
    for back in range(position - 1, max(-1, position - 1 - _THIS_REACH), -1):
        word = tokens[back].word
        if word in ("this", "these"):
            return neighbour(tokens, position, 1) not in lexicon.parts | _PREPOSITIONS
        if word in CLAUSE or word in _PREPOSITIONS or word in lexicon.materials or word.endswith(("s", "ed", "ing")):
            return False
    return False


def reaches(tokens: Sequence[Token], position: int, end: int) -> bool:
    """Whether the word belongs to the phrase that begins at `end`: near, in the same clause, before any "with"."""
    between = []
    for back in range(position - 1, max(-1, position - _MADE_REACH - 1), -1):
        if tokens[back].start < end:
            break
        between.append(tokens[back].word)
    else:
        if position > _MADE_REACH:
            return False
    return tokens[position].start >= end and not any(
        word in CLAUSE or word in ("with", "for", "to", "that", "this") for word in between
    )
