"""Colours and materials: words of a lexicon where the page says that the product itself is so. Precision first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.items import COLOUR, MATERIAL, Fact
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
_MADE = re.compile(
    r"(?i)\b(?:made|crafted|handcrafted|constructed|built|manufactured|fashioned|carved|woven|knitted|wrapped"
    r"|upholstered|moulded|composed)\s"
    r"(?:\w+\s){0,3}?(?:from|of|in|with|out of)\s"
)
_MATERIAL_LABEL = re.compile(r"(?i)\b(?:materials?(?:\(s\))?|fabric|composition)(?:\stypes?)?\s?[:=]\s?-?\s?")
_COLOUR_LABEL = re.compile(r"(?i)\bcolou?r(?:s|\(s\))?(?:\sname)?(?:\s?[:=]\s?-?\s?|(?:,?\swhich)?\s(?:include|including|are)\s?:?\s)")
_PERCENT = re.compile(r"\b\d{1,3}\s?%\s?(?:pure |genuine |real |natural |soft |solid |organic )?")
COLOUR_NAME = re.compile(r"(?:main_|base_|product_|primary_)?colou?rs?(?:_names?|_family|ways?)?")
MATERIAL_NAME = re.compile(
    r"(?:main_|outer_|product_)?(?:materials?(?:_types?|_composition|_name)?|fabrics?(?:_type)?|composition)"
)
# A form's material that the lexicon does not know ("jacquard") is one or two words.
_ONE_MATERIAL = re.compile(r"(?!other|various|mixed|assorted|see |as )[a-z]{3,14}(?: [a-z]{3,14})?")
_AFTER_KIND = re.compile(r"\s?[,(\[|–]|\s-|\s(?:with|for|by|in|of)\s")
_CLAUSE = frozenset(".!?;:()|•")
# How far a value reaches after "made of", and a colour before the noun it belongs to, in words.
_MADE_REACH = 6
_NOUN_REACH = 3
_THIS_REACH = 4
_BESIDE_REACH = 8
_SENTENCE_ENDS = frozenset(".!?;:")
# "Than a binder made of vinyl", "an upgrade from plastic pens": another product.
_COMPARISON = re.compile(r"(?i)\b(?:than|unlike)\b[^.!?]*$")
# "Bonds to fabric and wood", "pens for glass".
_PAPER_TOOLS = frozenset(("shredder", "cutter", "trimmer", "punch", "clip", "holder", "tray", "printer"))
# A tool, not a metal.
_IRONS = frozenset(("flat", "curling", "curler", "marcel", "steam", "crimping", "straightening", "tapered", "pro"))
_TARGETS = frozenset(("with", "for", "to", "bonds", "on"))
_COMPARED = frozenset(("than", "unlike", "like", "from", "against", "instead"))
_PREPOSITIONS = frozenset(
    ("with", "for", "to", "on", "of", "that", "is", "are", "features", "in", "by", "from", "like")
)
# A title's last words, in brackets or after a dash, are the variant: "Harmonica (Green)", "Cushion - Blue".
_VARIANT = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]|\s[-–~]\s([^-–~()]{2,40})$")
_SEPARATORS = frozenset(",()[]|;")
STATED, VARIANT, TITLED, SAID = 1.0, 0.95, 0.85, 0.8


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark, lower case, with its place in the section."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A value of the lexicon that was found to be the product's."""

    value: str
    source: str
    confidence: float
    span: tuple[int, int] | None


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


def word_facts(page: Page, lexicon: Lexicon) -> Iterator[Fact]:
    """Colour and material facts, each value once with its best evidence."""
    hits: dict[tuple[str, str], Hit] = {}
    for relation, hit in _all_hits(page, lexicon):
        known = hits.get((relation, hit.value))
        if known is None or hit.confidence > known.confidence:
            hits[relation, hit.value] = hit
    for (relation, value), hit in hits.items():
        label = "Colour" if relation == COLOUR else "Material"
        yield Fact(page.item_id, relation, value, f"{label}: {value}", hit.source, hit.confidence, span=hit.span)


def _all_hits(page: Page, lexicon: Lexicon) -> Iterator[tuple[str, Hit]]:
    for relation, column, cell in _stated_cells(page):
        read = _colours_of if relation == COLOUR else _materials_of
        for value, _ in read(tokens_of(cell), lexicon, stated=True):
            yield relation, Hit(value, column, STATED, None)
    yield from _unlisted(page, lexicon)
    for number, section in enumerate(page.sections):
        tokens = tokens_of(section.text)
        found = [
            (COLOUR, value, token, sure)
            for value, token, sure in _colours_said(page, section, tokens, lexicon, title=number == 0)
        ]
        found += [
            (MATERIAL, value, token, sure)
            for value, token, sure in _materials_said(page, section, tokens, lexicon, title=number == 0)
        ]
        for relation, value, token, sure in found:
            yield relation, Hit(value, section.column, sure, (section.start + token.start, section.start + token.end))


def _unlisted(page: Page, lexicon: Lexicon) -> Iterator[tuple[str, Hit]]:
    """Values of colour and material columns that the lexicon does not know ("ecru"): the shop's own words stand."""
    for pair in page.pairs:
        if MATERIAL_NAME.fullmatch(pair.relation) and _ONE_MATERIAL.fullmatch(value := pair.value.casefold()):
            if not any(True for _ in _materials_of(tokens_of(value), lexicon, stated=True)):
                yield MATERIAL, Hit(value, pair.column, STATED, None)
    for name, (column, cell) in page.columns.items():
        relation = COLOUR if COLOUR_NAME.fullmatch(name) else MATERIAL if MATERIAL_NAME.fullmatch(name) else ""
        for value in re.split(r"\s*[,;|/]\s*", cell.casefold()) if relation else ():
            read = _colours_of if relation == COLOUR else _materials_of
            if value and not any(True for _ in read(tokens_of(value), lexicon, stated=True)):
                yield relation, Hit(value, column, STATED, None)


def _stated_cells(page: Page) -> Iterator[tuple[str, str, str]]:
    """Cells and values that are a colour or a material by their name."""
    columns = [(relation, column, cell) for relation, (column, cell) in page.columns.items()]
    for name, column, value in [*((pair.relation, pair.column, pair.value) for pair in page.pairs), *columns]:
        if COLOUR_NAME.fullmatch(name):
            yield COLOUR, column, value
        elif MATERIAL_NAME.fullmatch(name):
            yield MATERIAL, column, value


def _colours_of(tokens: Sequence[Token], lexicon: Lexicon, *, stated: bool) -> Iterator[tuple[str, Token]]:
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
    after = lexicon.colours.get(_neighbour(tokens, position, 1))
    return after is not None and after != lexicon.shades[shade]


def _before_colour(tokens: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    after = tokens[position + 1].word if position + 1 < len(tokens) else ""
    if tokens[position].word == "clear":
        return after in lexicon.clear_before
    if after in lexicon.materials or re.search(r"-(?:colou?red|toned|hued)$", tokens[position].word):
        return True
    return after in lexicon.colours or re.fullmatch(r"colou?red|hues?|tones?|toned|shades?|finish", after) is not None


def _colours_said(
    page: Page, section: Section, tokens: Sequence[Token], lexicon: Lexicon, *, title: bool
) -> Iterator[tuple[str, Token, float]]:
    if title:
        yield from _listed_alone(tokens, lexicon)
    labelled = [match.end() for match in _COLOUR_LABEL.finditer(section.text)]
    variants = [match.span() for match in _VARIANT.finditer(section.text)] if title else []
    index = {token.start: position for position, token in enumerate(tokens)}
    for value, token in _colours_of(tokens, lexicon, stated=False):
        position = index[token.start]
        after, before = _neighbour(tokens, position, 1), _neighbour(tokens, position, -1)
        if after in lexicon.colour_not_before or before in lexicon.colour_not_after:
            continue
        if before in lexicon.denial or _is_brand(page, section, token) or _is_fleet(section, token, title=title):
            continue
        if any(start <= token.start < end for start, end in variants):
            yield value, token, VARIANT
        elif title:
            yield value, token, TITLED
        elif (
            any(0 <= token.start - end < 30 or _in_list(tokens, position, end, lexicon) for end in labelled)
            or _of_material(section, tokens, position, lexicon)
            or _of_product(tokens, position, page, lexicon.colour_nouns, lexicon)
            or _in_colour(tokens, position, lexicon)
            or _of_this(tokens, position, lexicon)
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
    if _neighbour(tokens, position, 1) not in lexicon.materials:
        return False
    made = (match.end() for match in _MADE.finditer(section.text))
    return any(_reaches(tokens, position, end) for end in made)


def _listed_alone(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[str, Token, float]]:
    """Colours that stand between commas of a title with nothing but colours: "…, Clear, 5 per pack", "Kit, Camel (…"."""
    words = lexicon.colours.keys() | lexicon.shades.keys() | lexicon.colour_adjectives | {"and", "&", "/", "-"}
    part: list[Token] = []
    for number, token in enumerate((*tokens, Token(",", 0, 0))):
        if token.word not in _SEPARATORS:
            part.append(token)
        elif part:
            if number > len(part) and all(word in words for word in (one.word for one in part)):
                yield from ((value, found, VARIANT) for value, found in _colours_of(part, lexicon, stated=True))
            part = []


def _is_fleet(section: Section, token: Token, *, title: bool) -> bool:
    """Prose writes the sea's "Navy" with a capital, the colour without."""
    return not title and token.word == "navy" and section.text[token.start] == "N"


def _neighbour(tokens: Sequence[Token], position: int, step: int) -> str:
    return tokens[position + step].word if 0 <= position + step < len(tokens) else ""


def _is_brand(page: Page, section: Section, token: Token) -> bool:
    """Whether the word is part of the brand's name here: "Green Equipment", but not "in vibrant green"."""
    return bool(page.brand) and section.text[token.start].isupper() and token.word in str(page.brand).casefold().split()


def _of_product(
    tokens: Sequence[Token],
    position: int,
    page: Page,
    nouns: frozenset[str],
    lexicon: Lexicon,
    *,
    over_commas: bool = True,
) -> bool:
    """Whether the word stands before what the product is ("beige backpack"), or before its body ("nylon fabric")."""
    stops = _CLAUSE | _PREPOSITIONS if over_commas else _CLAUSE | _PREPOSITIONS | {","}
    if any(token.word in _COMPARED for token in tokens[max(0, position - _NOUN_REACH) : position]):
        return False
    if _is_beside(tokens, position, lexicon):
        return False
    for number, ahead in enumerate(tokens[position + 1 : position + 1 + _NOUN_REACH], start=position + 1):
        is_head = singular(ahead.word) in page.heads
        if ahead.word in stops or (ahead.word in lexicon.parts and singular(ahead.word) != _kind(page)):
            return False
        if ahead.word in nouns:
            return _neighbour(tokens, number, 1) not in lexicon.parts | {"of"}
        if is_head and ahead.word not in lexicon.colours and ahead.word not in lexicon.materials:
            return True
    return False


def _is_beside(tokens: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    """Whether the sentence has come to what only goes with the product: "… paired with a black belt"."""
    for back in range(position - 1, max(-1, position - 1 - _BESIDE_REACH), -1):
        word = tokens[back].word
        if word in _SENTENCE_ENDS:
            return False
        if word in lexicon.beside:
            return True
    return False


def _kind(page: Page) -> str:
    """What the title calls the product: its last word before a comma, bracket or "with"."""
    words = re.findall(r"[a-z]{3,}", _AFTER_KIND.split(page.title.casefold())[0])
    return singular(words[-1]) if words else ""


def _of_this(tokens: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    """ "This spacious canvas rucksack", "These vibrant blue sandals": the sentence is about the product, the word
    about it all."""
    for back in range(position - 1, max(-1, position - 1 - _THIS_REACH), -1):
        word = tokens[back].word
        if word in ("this", "these"):
            return _neighbour(tokens, position, 1) not in lexicon.parts | _PREPOSITIONS
        if word in _CLAUSE or word in _PREPOSITIONS or word in lexicon.materials or word.endswith(("s", "ed", "ing")):
            return False
    return False


def _in_colour(tokens: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    """ "in sleek black", "available in a rich burgundy", "in black and red" at the end of a phrase."""
    after = _neighbour(tokens, position, 1)
    if _is_beside(tokens, position, lexicon):
        return False
    if (
        after
        and after not in _CLAUSE
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


def _materials_of(tokens: Sequence[Token], lexicon: Lexicon, *, stated: bool) -> Iterator[tuple[str, Token]]:
    """Materials among tokens with the broader ones; imitations are "faux leather", denied ones are none."""
    for position, token in enumerate(tokens):
        name = lexicon.materials.get(token.word)
        if name is None:
            continue
        before, after = _neighbour(tokens, position, -1), _neighbour(tokens, position, 1)
        if (
            before in lexicon.denial
            or (before == "-" and _neighbour(tokens, position, -2) in lexicon.denial)
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


def _materials_said(
    page: Page, section: Section, tokens: Sequence[Token], lexicon: Lexicon, *, title: bool
) -> Iterator[tuple[str, Token, float]]:
    alone = _alone(tokens, lexicon) if title else frozenset()
    labels = [
        match.end()
        for pattern in (_MADE, _MATERIAL_LABEL, _PERCENT)
        for match in pattern.finditer(section.text)
        if not _COMPARISON.search(section.text[max(0, match.start() - 50) : match.start()])
    ]
    index = {token.start: position for position, token in enumerate(tokens)}
    for value, token in _materials_of(tokens, lexicon, stated=False):
        position = index[token.start]
        name = lexicon.materials[token.word]
        if _is_brand(page, section, token) or name in lexicon.material_stated_only or _is_of_part(page, tokens, position, lexicon):
            continue
        if any(_reaches(tokens, position, end) for end in labels):
            yield value, token, TITLED + 0.05
        elif title:
            if page.heads & lexicon.shapeless or any(one.word in _TARGETS for one in tokens[max(0, position - 6) : position]):
                continue
            if token.start in alone or (name == "paper" and _kind(page) == "paper" and not page.heads & _PAPER_TOOLS) or name not in lexicon.material_not_in_title or token.word in ("wooden", "cardboard", "plywood"):
                yield value, token, TITLED
        elif _may_be_said(section, tokens, position, lexicon) and (
            _of_product(tokens, position, page, lexicon.material_nouns, lexicon, over_commas=False)
            or _of_this(tokens, position, lexicon)
        ):
            yield value, token, SAID


def _is_of_part(page: Page, tokens: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    """ "Metal rings", "plastic point": a part, unless the product is one ("steel nib")."""
    after = _neighbour(tokens, position, 1)
    return after in lexicon.parts and singular(after) != _kind(page)


def _alone(tokens: Sequence[Token], lexicon: Lexicon) -> frozenset[int]:
    """Where a material stands alone between commas of a title: "…, Polypropylene, 1 Assorted Color"."""
    ends = [Token(",", 0, 0), *tokens, Token(",", 0, 0)]
    middles = zip(ends, ends[1:], ends[2:], strict=False)
    return frozenset(
        here.start
        for before, here, after in middles
        if before.word in _SEPARATORS and after.word in _SEPARATORS and here.word in lexicon.materials
        and here.word not in lexicon.colours
        and here.word not in lexicon.shades
    )


def _may_be_said(section: Section, tokens: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    """Whether prose may say it without "made of": no titles said again ("our Festive Pine Wreath"), no colours or
    adjectives."""
    token = tokens[position]
    name = lexicon.materials[token.word]
    if name in lexicon.material_ambiguous and token.word != "sterling-silver":
        return _neighbour(tokens, position, 1) in lexicon.material_ambiguous_before
    if name in ("card", "paper"):
        return _neighbour(tokens, position, 1) == "stock"
    return not (
        name in lexicon.material_not_in_title and section.text[token.start].isupper()
    )


def _reaches(tokens: Sequence[Token], position: int, end: int) -> bool:
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
        word in _CLAUSE or word in ("with", "for", "to", "that", "this") for word in between
    )
