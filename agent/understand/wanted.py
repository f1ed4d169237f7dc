"""What the words that are left look for: values of the catalogue, and free words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.understand.numbers import NUMBER
from agent.understand.said import Said, Token
from agent.understand.senses import DESCRIBES, commonest, senses
from agent.understand.strength import Strengths
from domain.items import AGE_MAX, AGE_MIN, CATEGORY, COLOUR, PRICE, RATING, STOCK
from domain.ports import Catalogue, Language, Link
from domain.wishes import TEXT, Op, Wish
from retrieval.languages.lexicon import lexicon_of

# A link weaker than this says too little to be a wish.
WEAKEST_LINK = 0.35
# A link of at least this score names the value; what it names need not be looked for in free words as well.
NAMES_VALUE = 0.9
# What stands before a place.
_WHERE = re.compile(
    r"\b(?:in|on|at|by|beside|under|near|over|above|inside|next to)\s+(?:(?:the|my|our|his|her|their|an?)\s+)?$"
)
# "Peach flavoured", "vanilla scented": what stands before is no colour.
_OF_TASTE = frozenset("flavoured flavored flavour flavor scented scent".split())
_SHADES = frozenset(("light", "dark"))

Linked = tuple[Link, tuple[Token, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """What the free words gave: wishes, words that neither the language nor a product knows, and whether there were any
    content words at all."""

    wishes: tuple[Wish, ...]
    unknown: tuple[str, ...]
    any_content: bool

    @property
    def names_thing(self) -> bool:
        """Whether a kind of thing was named, rather than only how it should be."""
        return any(wish.attribute in (TEXT, CATEGORY) or wish.attribute not in DESCRIBES for wish in self.wishes)

    @property
    def describes(self) -> bool:
        """Whether a colour or a material was named."""
        return any(wish.attribute in ("colour", "material") for wish in self.wishes)


def wanted(said: Said, catalogue: Catalogue, language: Language, strengths: Strengths) -> Found:
    """Wishes from what is left of a message: one per attribute it names, and one for its free words."""
    runs = [
        [
            _spelt(token, catalogue)
            for place, token in enumerate(run)
            if _is_noun(run, place, catalogue, language) or not (is_filler(token, language) or _is_verb(run, place))
        ]
        for run in _runs(said.tokens())
    ]
    content = [token for run in runs for token in run]
    unknown = [token.text for token in content if not _understood(token, catalogue)]
    links = [
        (link, tuple(run[link.start : link.end]))
        for run in runs
        for link in _as_spelt(_one_meaning(catalogue.link(_texts(run)), catalogue, _texts(run)), run)
        if link.score >= WEAKEST_LINK
        and not (_is_thing(link, run, catalogue) or _is_of_another(link, run, catalogue))
        and not (_is_place(link, run, said) or _is_purpose(link, run, said, catalogue))
    ]
    named = {token for link, words in links if is_name(link) or link.how == "typo" for token in words}
    known = _things_before_places(
        [token for token in content if token.text not in unknown and token not in named], said, catalogue
    )
    wishes = _merged(links, strengths)
    if known:
        wishes.append(Wish(TEXT, Op.LIKE, (" ".join(known),), text=" ".join(known)))
    return Found(tuple(wishes), tuple(unknown), bool(content))


def _one_meaning(links: Sequence[Link], catalogue: Catalogue, words: Sequence[str]) -> list[Link]:
    """Each phrase with one description: "gold" is a colour or a material, whichever more products have; and where it
    names one, it is no hint at a category ("paper" at "books & paper")."""
    links = senses(links, catalogue, words)
    spans: dict[tuple[int, int], list[Link]] = {}
    for link in links:
        spans.setdefault((link.start, link.end), []).append(link)
    kept: list[Link] = []
    for meanings in spans.values():
        named = [link for link in meanings if link.attribute in DESCRIBES]
        if not named:
            kept += meanings
            continue
        best = max(link.score for link in named)
        kept.append(commonest([link for link in named if link.score == best], catalogue))
        kept += [link for link in meanings if link.attribute not in DESCRIBES and is_name(link)]
    return kept


def _as_spelt(links: Sequence[Link], run: Sequence[Token]) -> list[Link]:
    """The links without hints at categories that share a stem alone, where others of that span have the word itself:
    "trains" is no "toys & training" beside "trains & railways"."""
    hints = [link for link in links if link.attribute == CATEGORY and not is_name(link)]
    literal = [link for link in hints if _singulars(_spoken(link, run)) <= _singulars(link.value)]
    spans = {(link.start, link.end) for link in literal}
    return [link for link in links if link not in hints or link in literal or (link.start, link.end) not in spans]


def _singulars(text: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"\w+", text)}


def _spoken(link: Link, run: Sequence[Token]) -> str:
    return " ".join(token.text for token in run[link.start : link.end])


def _is_place(link: Link, run: Sequence[Token], said: Said) -> bool:
    """Whether the words say where a thing is used, and only hint at a kind: "for reading in bed" looks for no beds."""
    return link.attribute == CATEGORY and not is_name(link) and _stands_for_a_place(run[link.start], said)


def _stands_for_a_place(token: Token, said: Said) -> bool:
    return bool(_WHERE.search(said.text[: token.start]))


def _things_before_places(known: Sequence[Token], said: Said, catalogue: Catalogue) -> list[str]:
    """The free words; where the only thing among them says where, without it: "something for reading in bed" looks for
    no bed."""
    things = [token for token in known if catalogue.things(token.text)]
    if not things or not all(_stands_for_a_place(token, said) for token in things):
        return [token.text for token in known]
    return [token.text for token in known if token not in things] or [token.text for token in known]


def _is_purpose(link: Link, run: Sequence[Token], said: Said, catalogue: Catalogue) -> bool:
    """Whether a kind is named only by a word like its name, as what a thing is for: a "rucksack for walks" is none of
    the category "walking"."""
    if link.attribute != CATEGORY or _singulars(_spoken(link, run)) & _singulars(link.value):
        return False
    before, led, _ = said.text[: run[link.start].start].rpartition(" for ")
    thing = [token.text for token in run[: link.start] if token.end <= len(before)]
    return bool(led and thing and catalogue.things(" ".join(thing)))


def _is_of_another(link: Link, run: Sequence[Token], catalogue: Catalogue) -> bool:
    """Whether the word says how the next one is: "light" of "light blue" is no kind of thing, "peach" of "peach
    flavoured" no colour."""
    after = [token.text for token in run[link.end : link.end + 1]]
    if link.attribute == COLOUR:
        return bool(set(after) & _OF_TASTE)
    shade = link.attribute == CATEGORY and _spoken(link, run) in _SHADES
    return shade and any(one.attribute == COLOUR for one in catalogue.link(after))


def _is_thing(link: Link, run: Sequence[Token], catalogue: Catalogue) -> bool:
    """Whether the words are the thing itself, and no thing that something fits: "a kettle" is not "fits kettles"."""
    return link.attribute == "compatible_with" and bool(catalogue.things(_spoken(link, run)))


def is_filler_word(word: str) -> bool:
    """Whether it is one of the words around a wish that carry no content, besides the language's stop words."""
    return any(form in lexicon_of("en").filler for form in (word, *_verb_of(word)))


def _verb_of(word: str) -> tuple[str, ...]:
    """The verbs that an "-ing" may be a form of: "browsing" is of browse."""
    stem = word.removesuffix("ing")
    return (stem, f"{stem}e") if stem != word and len(stem) > 2 else ()


def is_filler(token: Token, language: Language) -> bool:
    """Whether a word says nothing about what is looked for."""
    word = token.text.removesuffix("'s")
    return is_filler_word(word) or language.is_stop_word(word) or len(word) == 1


def _is_verb(run: Sequence[Token], place: int) -> bool:
    """Whether a word says what somebody would like to do: "I want to surprise my nephew"."""
    return place > 1 and run[place - 1].text == "to" and run[place - 2].text in _TO_DO


_TO_DO = frozenset(
    "want wants wanted like love need needs have has got going hope hoping trying try plan planning".split()
)


def _is_noun(run: Sequence[Token], place: int, catalogue: Catalogue, language: Language) -> bool:
    """Whether a filler stands as the thing that is asked for: "a saw", where the shop has such things."""
    before, after = run[max(place - 1, 0)].text, run[place + 1].text if place + 1 < len(run) else ""
    if before not in _ARTICLES or place == 0 or after == "of" or (after and not language.is_stop_word(after)):
        return False
    word = run[place].text
    return is_filler_word(word) and any(link.attribute == CATEGORY and is_name(link) for link in catalogue.link([word]))


_ARTICLES = frozenset({"a", "an", "another"})


def is_name(link: Link) -> bool:
    """Whether the words name the value itself. A word that only occurs in a category's name is a hint, never a
    filter."""
    return link.how in ("exact", "stem") and link.score >= NAMES_VALUE


def _texts(run: Sequence[Token]) -> list[str]:
    return [token.text for token in run]


def _spelt(token: Token, catalogue: Catalogue) -> Token:
    token = Token(token.text.removesuffix("'s"), token.start, token.end)
    if _understood(token, catalogue):
        return token
    right = catalogue.respelt(token.text)
    return Token(right, token.start, token.end) if right else token


def _understood(token: Token, catalogue: Catalogue) -> bool:
    return (
        bool(re.fullmatch(NUMBER, token.text))
        or token.text[0].isdigit()
        or catalogue.knows_word(token.text)
        or bool(catalogue.link([token.text]))
    )


def _runs(tokens: Sequence[Token]) -> list[list[Token]]:
    """Words between marks; a hyphen joins."""
    runs: list[list[Token]] = [[]]
    for token in tokens:
        if token.is_word:
            runs[-1].append(token)
        elif token.text not in ("-", "'"):
            runs.append([])
    return [run for run in runs if run]


def _merged(links: Sequence[Linked], strengths: Strengths) -> list[Wish]:
    """One wish per attribute: several values of one attribute in a message are alternatives, best link first."""
    values: dict[str, list[Linked]] = {}
    for linked in sorted(links, key=lambda linked: -linked[0].score):
        if linked[0].attribute not in (PRICE, AGE_MIN, AGE_MAX, RATING, STOCK):
            values.setdefault(linked[0].attribute, []).append(linked)
    return [_linked_wish(attribute, alternatives, strengths) for attribute, alternatives in values.items()]


def _linked_wish(attribute: str, linked: Sequence[Linked], strengths: Strengths) -> Wish:
    links = [link for link, _ in linked]
    values = tuple(dict.fromkeys(link.value for link in links))
    strict = any(strengths.is_hard(words[0].start) for _, words in linked)
    return Wish(
        attribute,
        Op.IS,
        values,
        strength=round(max(link.score for link in links), 2),
        hard=strict and all(is_name(link) for link in links),
        words=_spoken_words(linked),
        text=" or ".join(values) if values != ("yes",) else attribute.replace("_", " "),
    )


def _spoken_words(linked: Sequence[Linked]) -> str:
    """The words that name the values, in the order said; what is misspelt, or only hinted at, is looked for by value
    or in free words."""
    tokens = {token for link, words in linked if is_name(link) for token in words}
    return " ".join(token.text for token in sorted(tokens, key=lambda token: token.start))
