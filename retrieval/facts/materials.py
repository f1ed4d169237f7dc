"""Materials: words of the lexicon where the page says that the product itself is made of them. Precision first."""

import re
from collections.abc import Iterator, Sequence

from retrieval.facts.context import (
    COMPARISON,
    MADE,
    SAID,
    SEPARATORS,
    TITLED,
    Token,
    is_brand,
    is_of_product,
    is_of_this,
    kind_of,
    neighbour,
    reaches,
)
from retrieval.facts.lexicon import Lexicon
from retrieval.facts.page import Page, Section, singular

_MATERIAL_LABEL = re.compile(r"(?i)\b(?:materials?(?:\(s\))?|fabric|composition)(?:\stypes?)?\s?[:=]\s?-?\s?")
_PERCENT = re.compile(r"\b\d{1,3}\s?%\s?(?:pure |genuine |real |natural |soft |solid |organic )?")
MATERIAL_NAME = re.compile(
    r"(?:main_|outer_|product_)?(?:materials?(?:_types?|_composition|_name)?|fabrics?(?:_type)?|composition)"
)
# "Bonds to fabric and wood", "pens for glass".
_PAPER_TOOLS = frozenset(("shredder", "cutter", "trimmer", "punch", "clip", "holder", "tray", "printer"))
# A tool, not a metal.
_IRONS = frozenset(("flat", "curling", "curler", "marcel", "steam", "crimping", "straightening", "tapered", "pro"))
_ADJECTIVES = frozenset(("wooden", "cardboard", "plywood"))
_TARGET_REACH = 6
_TARGETS = frozenset(("with", "for", "to", "bonds", "on"))


def materials_of(tokens: Sequence[Token], lexicon: Lexicon, *, stated: bool) -> Iterator[tuple[str, Token]]:
    """Materials among tokens with the broader ones; imitations are "faux leather", denied ones are none."""
    for position, token in enumerate(tokens):
        name = lexicon.materials.get(token.word)
        if name is None:
            continue
        before, after = neighbour(tokens, position, -1), neighbour(tokens, position, 1)
        if (
            before in lexicon.denial
            or (before == "-" and neighbour(tokens, position, -2) in lexicon.denial)
            or after == "free"
        ):
            continue
        if not stated and (after in lexicon.material_not_before or (token.word == "iron" and before in _IRONS)):
            continue
        if (name in ("leather", "suede", "fur") and before in lexicon.imitation) or name.startswith("faux-"):
            yield ("faux fur" if "fur" in name else "faux leather"), token
            continue
        for value in (name, *lexicon.material_also.get(name, ())):
            yield ("die-cast" if value == "die-cast" else value.replace("-", " ")), token


def materials_said(
    page: Page, section: Section, tokens: Sequence[Token], lexicon: Lexicon, *, title: bool
) -> Iterator[tuple[str, Token, float]]:
    """Each material that the section says of the product, with its place and how sure that is."""
    alone = _alone(tokens, lexicon) if title else frozenset()
    labels = [
        match.end()
        for pattern in (MADE, _MATERIAL_LABEL, _PERCENT)
        for match in pattern.finditer(section.text)
        if not COMPARISON.search(section.text[max(0, match.start() - 50) : match.start()])
    ]
    index = {token.start: position for position, token in enumerate(tokens)}
    for value, token in materials_of(tokens, lexicon, stated=False):
        position = index[token.start]
        name = lexicon.materials[token.word]
        if is_brand(page, section, token) or name in lexicon.material_stated_only:
            continue
        if _is_of_part(page, tokens, position, lexicon):
            continue
        if any(reaches(tokens, position, end) for end in labels):
            yield value, token, TITLED + 0.05
        elif title:
            if token.start in alone or _may_be_titled(page, tokens, position, lexicon):
                yield value, token, TITLED
        elif _may_be_said(section, tokens, position, lexicon) and (
            is_of_product(tokens, position, page, lexicon.material_nouns, lexicon, over_commas=False)
            or is_of_this(tokens, position, lexicon)
        ):
            yield value, token, SAID


def _may_be_titled(page: Page, tokens: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    """Whether a title's word names the material: not of what it is for, comes with, smells or feels of."""
    word = tokens[position].word
    before = (token.word for token in tokens[max(0, position - _TARGET_REACH) : position])
    if page.heads & lexicon.shapeless or not _TARGETS.isdisjoint(before):
        return False
    if word == "paper":
        return kind_of(page) == "paper" and not page.heads & _PAPER_TOOLS
    return lexicon.materials[word] not in lexicon.material_not_in_title or word in _ADJECTIVES


def _is_of_part(page: Page, tokens: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    """ "Metal rings", "plastic point": a part, unless the product is one ("steel nib")."""
    after = neighbour(tokens, position, 1)
    return after in lexicon.parts and singular(after) != kind_of(page)


def _alone(tokens: Sequence[Token], lexicon: Lexicon) -> frozenset[int]:
    """Where a material stands alone between commas of a title: "…, Polypropylene, 1 Assorted Color"."""
    ends = [Token(",", 0, 0), *tokens, Token(",", 0, 0)]
    middles = zip(ends, ends[1:], ends[2:], strict=False)
    return frozenset(
        here.start
        for before, here, after in middles
        if before.word in SEPARATORS
        and after.word in SEPARATORS
        and here.word in lexicon.materials
        and here.word not in lexicon.colours
        and here.word not in lexicon.shades
    )


def _may_be_said(section: Section, tokens: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    """Whether prose may say it without "made of": no titles said again ("our Festive Pine Wreath"), no colours or
    adjectives."""
    token = tokens[position]
    name = lexicon.materials[token.word]
    if name in lexicon.material_ambiguous and token.word != "sterling-silver":
        return neighbour(tokens, position, 1) in lexicon.material_ambiguous_before
    if name in ("card", "paper"):
        return neighbour(tokens, position, 1) == "stock"
    return not (name in lexicon.material_not_in_title and section.text[token.start].isupper())
