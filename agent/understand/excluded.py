"""What a message rules out, linked to this catalogue."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from agent.understand.negation import Exclusion, exclusions, free_of
from agent.understand.said import Said, Token
from agent.understand.senses import commonest, senses
from agent.understand.strength import Strengths
from agent.understand.wanted import is_filler_word
from domain.items import AGE_MAX, AGE_MIN, BRAND, CATEGORY, COLOUR, MATERIAL, POWER, PRICE
from domain.ports import Catalogue, Language, Link
from domain.wishes import TEXT, Op, Wish

# "Not leather boots" asks for boots that are not leather; "no leather boots" rules such boots out.
_DENIES_ADJECTIVE = frozenset({"non", "not", "neither", "isn't", "aren't"})
_ALLERGIC = re.compile(r"\b(?:is |'s |am |are |has |very |severely )*allerg(?:ic|y|ies)\b")
# "Not a cheap plastic one" rules plastic out.
_JUDGES = frozenset("cheap nasty flimsy tacky horrible awful ugly boring".split())
_ADJECTIVES = frozenset({COLOUR, MATERIAL, POWER, BRAND})
_UNLINKED = frozenset({CATEGORY, PRICE, AGE_MIN, AGE_MAX})


def excluded(said: Said, catalogue: Catalogue, language: Language, strengths: Strengths) -> list[Wish]:
    """Wishes for what must not be so, taken out of the message; neutral words ("not necessarily wood") go with them."""
    wishes: list[Wish] = []
    for found in (exclusions, free_of):
        for exclusion in list(found(said.left, said.tokens())):
            if exclusion.cue in ("free", "non") and _is_property(exclusion, catalogue):
                continue
            if exclusion.cue == "non" and not _adjective((*exclusion.phrases[0], exclusion.phrases[0][0]), catalogue):
                continue  # "non slip" says how it is
            wishes += _read(exclusion, said, catalogue, language, strengths)
    if said.find(_ALLERGIC):  # "no wool, she's allergic"
        return [replace(wish, safety=wish.hard) for wish in wishes]
    return wishes


def _is_property(exclusion: Exclusion, catalogue: Catalogue) -> bool:
    """Whether the catalogue has a value for being free of it: "non toxic", "nut free". Where many more products are
    known to be it ("plastic free" in a shop full of plastic), it is ruled out instead."""
    words = [token.text for token in exclusion.phrases[0]][:2]
    said = [exclusion.cue, *words[:1]] if exclusion.cue == "non" else [*words, exclusion.cue]
    free = [link for link in catalogue.link(said) if link.start == 0 and link.end == len(said)]
    known = [link for link in catalogue.link(words) if _names_all(link, words) and link.attribute not in _UNLINKED]
    return bool(free) and commonest([*free, *known], catalogue) in free


def _read(
    exclusion: Exclusion, said: Said, catalogue: Catalogue, language: Language, strengths: Strengths
) -> Iterator[Wish]:
    denied = list(chain.from_iterable(exclusion.phrases))
    end = exclusion.end
    phrases = exclusion.phrases
    if exclusion.cue in _DENIES_ADJECTIVE and (adjective := _adjective(phrases[-1], catalogue)):
        phrases = (*phrases[:-1], adjective)
        end = adjective[-1].end
    spoken = said.text[exclusion.start : end].strip() if len(phrases) == 1 and denied else None
    said.take(exclusion.start, end)
    if exclusion.neutral:
        return
    soft = exclusion.soft or strengths.is_soft(exclusion.start)
    for phrase in phrases:
        if wish := _ruled_out(phrase, exclusion, catalogue, language, soft=soft, spoken=spoken):
            yield wish


def _adjective(phrase: Sequence[Token], catalogue: Catalogue) -> tuple[Token, ...]:
    """The first words of a phrase that name a colour, material or brand with more words after them."""
    links = catalogue.link([token.text for token in phrase])
    found = next((link for link in links if link.start == 0 and link.attribute in _ADJECTIVES), None)
    return tuple(phrase[: found.end]) if found and found.end < len(phrase) else ()


def _ruled_out(
    phrase: Sequence[Token],
    exclusion: Exclusion,
    catalogue: Catalogue,
    language: Language,
    *,
    soft: bool,
    spoken: str | None,
) -> Wish | None:
    words = [token.text for token in phrase if not language.is_stop_word(token.text)]
    if not words or all(map(is_filler_word, words)):
        return None
    words = [word for word in words if word not in _JUDGES] or words
    named = " ".join(words)
    links = [link for link in catalogue.link(words) if _names_all(link, words) and link.attribute not in _UNLINKED]
    attribute, value = _best(senses(links, catalogue, words)) or (TEXT, named)
    return Wish(
        attribute,
        Op.NOT,
        (value,),
        strength=0.5 if soft else 1.0,
        hard=not soft,
        safety=exclusion.safety,
        text=spoken or f"{'not too' if soft else 'no'} {named}",
    )


def _best(links: Sequence[Link]) -> tuple[str, str] | None:
    """The value that is ruled out. A brand only by its exact name, and not where the word is said of anything else."""
    others = [link for link in links if link.attribute != BRAND]
    exact = [link for link in links if link.attribute == BRAND and link.how == "exact"]
    chosen = (others or exact)[:1]
    return (chosen[0].attribute, chosen[0].value) if chosen else None


def _names_all(link: Link, words: Sequence[str]) -> bool:
    return link.start == 0 and link.end == len(words)
