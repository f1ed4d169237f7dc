"""Colours: words of the lexicon where the page says that the product itself is so. Precision first."""

import re
from collections.abc import Iterator, Sequence

from retrieval.facts.context import (
    CLAUSE,
    MADE,
    SAID,
    SEPARATORS,
    TITLED,
    VARIANT,
    Token,
    is_beside,
    is_brand,
    is_of_product,
    is_of_this,
    neighbour,
    reaches,
)
from retrieval.facts.lexicon import Lexicon
from retrieval.facts.page import Page, Section

_COLOUR_LABEL = re.compile(
    r"(?i)\bcolou?r(?:s|\(s\))?(?:\sname)?(?:\s?[:=]\s?-?\s?|(?:,?\swhich)?\s(?:include|including|are)\s?:?\s)"
)
COLOUR_NAME = re.compile(r"(?:main_|base_|product_|primary_)?colou?rs?(?:_names?|_family|ways?)?")
# A title's last words, in brackets or after a dash, are the variant: "Harmonica (Green)", "Cushion - Blue".
_VARIANT = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]|\s[-–~]\s([^-–~()]{2,40})$")


def colours_of(tokens: Sequence[Token], lexicon: Lexicon, *, stated: bool) -> Iterator[tuple[str, Token]]:
    """Canonical colours (and shades by their own name) of tokens that are about colours."""
    for position, token in enumerate(tokens):
        for word in _spellings(token.word):
            if word in lexicon.colours and (stated or word not in lexicon.weak):
                yield lexicon.colours[word], token
                yield from ((value, token) for value in _first_part(token.word, lexicon.colours[word], lexicon))
                break
            if word in lexicon.shades and (
                stated or word not in lexicon.weak or _before_colour(tokens, position, lexicon)
            ):
                if word in lexicon.weak and _of_another(tokens, position, word, lexicon):
                    break
                yield lexicon.shades[word], token
                if lexicon.shades[word] != "multicoloured":
                    yield word, token
                break


def _spellings(word: str) -> tuple[str, ...]:
    """The words by which a token may be a colour: "all-black" by its last part, "gold-toned" by its first."""
    first, _, last = word.rpartition("-")
    if not first or word in ("off-white",):
        return (word,)
    return (word, last) if not re.fullmatch(r"tone|toned|colou?red|framed", last) else (word, first)


def _first_part(word: str, colour: str, lexicon: Lexicon) -> Iterator[str]:
    """The other colour of "blue-green" and "teal-blue"; of "slate-blue" none, slate being no blue."""
    first = word.partition("-")[0]
    if first == word:
        return
    if first in lexicon.colours:
        yield lexicon.colours[first]
    elif first in lexicon.shades and (first not in lexicon.weak or lexicon.shades[first] == colour):
        yield from (lexicon.shades[first], first)


def _of_another(tokens: Sequence[Token], position: int, shade: str, lexicon: Lexicon) -> bool:
    """ "Midnight black" is no blue: before another colour a shade only colours the word."""
    after = lexicon.colours.get(neighbour(tokens, position, 1))
    return after is not None and after != lexicon.shades[shade]


def _before_colour(tokens: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    after = tokens[position + 1].word if position + 1 < len(tokens) else ""
    if tokens[position].word == "clear":
        return after in lexicon.clear_before
    if after in lexicon.materials or re.search(r"-(?:colou?red|toned|hued)$", tokens[position].word):
        return True
    return after in lexicon.colours or re.fullmatch(r"colou?red|hues?|tones?|toned|shades?|finish", after) is not None


def colours_said(
    page: Page, section: Section, tokens: Sequence[Token], lexicon: Lexicon, *, title: bool
) -> Iterator[tuple[str, Token, float]]:
    """Each colour that the section says of the product, with its place and how sure that is."""
    if title:
        yield from _listed_alone(tokens, lexicon)
    labelled = [match.end() for match in _COLOUR_LABEL.finditer(section.text)]
    variants = [match.span() for match in _VARIANT.finditer(section.text)] if title else []
    index = {token.start: position for position, token in enumerate(tokens)}
    for value, token in colours_of(tokens, lexicon, stated=False):
        position = index[token.start]
        after, before = neighbour(tokens, position, 1), neighbour(tokens, position, -1)
        if after in lexicon.colour_not_before or before in lexicon.colour_not_after:
            continue
        if before in lexicon.denial or is_brand(page, section, token) or _is_fleet(section, token, title=title):
            continue
        if any(start <= token.start < end for start, end in variants):
            yield value, token, VARIANT
        elif title:
            yield value, token, TITLED
        elif (
            any(0 <= token.start - end < 30 or _in_list(tokens, position, end, lexicon) for end in labelled)
            or _of_material(section, tokens, position, lexicon)
            or is_of_product(tokens, position, page, lexicon.colour_nouns, lexicon)
            or _in_colour(tokens, position, lexicon)
            or is_of_this(tokens, position, lexicon)
        ):
            yield value, token, SAID


def _in_list(tokens: Sequence[Token], position: int, end: int, lexicon: Lexicon) -> bool:
    """Whether nothing but colours stands between a label's end and the word: "colours: red, dark blue and green"."""
    between = [token for token in tokens[:position] if token.start >= end]
    if tokens[position].start < end:
        return False
    known = lexicon.colours.keys() | lexicon.shades.keys() | lexicon.colour_adjectives
    return all(token.word in known or token.word in (",", "and", "&", "or", "/") for token in between)


def _of_material(section: Section, tokens: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    """ "Made of green felt": the colour of what it is made of is its own."""
    if neighbour(tokens, position, 1) not in lexicon.materials:
        return False
    made = (match.end() for match in MADE.finditer(section.text))
    return any(reaches(tokens, position, end) for end in made)


def _listed_alone(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[str, Token, float]]:
    """Colours between commas of a title with nothing but colours: "…, Clear, 5 per pack", "Kit, Camel (…"."""
    words = lexicon.colours.keys() | lexicon.shades.keys() | lexicon.colour_adjectives | {"and", "&", "/", "-"}
    part: list[Token] = []
    for number, token in enumerate((*tokens, Token(",", 0, 0))):
        if token.word not in SEPARATORS:
            part.append(token)
        elif part:
            if number > len(part) and all(word in words for word in (one.word for one in part)):
                yield from ((value, found, VARIANT) for value, found in colours_of(part, lexicon, stated=True))
            part = []


def _is_fleet(section: Section, token: Token, *, title: bool) -> bool:
    """Prose writes the sea's "Navy" with a capital, the colour without."""
    return not title and token.word == "navy" and section.text[token.start] == "N"


def _in_colour(tokens: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    """ "in sleek black", "available in a rich burgundy", "in black and red" at the end of a phrase."""
    after = neighbour(tokens, position, 1)
    if is_beside(tokens, position, lexicon):
        return False
    if (
        after
        and after not in CLAUSE
        and after not in lexicon.colours
        and after not in (",", "and", "or", "with", "&", "-", "are", "is")
    ):
        return False
    for back in range(position - 1, max(-1, position - 6), -1):
        word = tokens[back].word
        if word == "in":
            return True
        if (
            word not in lexicon.colour_adjectives
            and word not in lexicon.colours
            and word not in lexicon.shades
            and word not in ("and", ",", "or")
        ):
            return False
    return False
