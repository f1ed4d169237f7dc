"""What a message rules out: the negation cue, and how far it reaches."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.understand.said import Token

_ALLERGY = r"(?:(?:is|am|are|'s|'m|'re) )?(?:allergic to|intolerant to|(?:has|have|got|with) an? allergy to|allergy to)"
_CUE = re.compile(
    rf"(?P<allergy>{_ALLERGY})"
    r"|(?P<neutral>\bnot (?:necessarily|only|just)\b)"
    r"|(?P<soft>\bnot (?:too|very|so|that|overly|really)\b|\bless\b)"
    r"|(?P<hard>\b(?:no|not|without|w/o|minus|non|never|nothing|free (?:of|from)|excluding|exclude|except(?: "
    r"for)?|avoid(?:ing)?|hates?|dislikes?|can'?t stand"
    r"|(?:anything|everything|something|any \w+) (?:but|except)"
    r"|(?:don'?t|do not|doesn'?t|does not|didn'?t|isn'?t|is not|aren'?t|are not|shouldn'?t|should not|"
    r"mustn'?t|must not|can'?t|cannot|won'?t)"
    r"(?: (?:want|need|like|have|use|be|require|contain|include|run on|take|come with|get|buy|love|get on "
    r"with|any|it|them))*)\b)"
)
_INSIDE = frozenset(
    "a an the any anything something made of from in with that which is are has have having be being to for "
    "it its contain contains containing containig include "
    "includes including uses using use need needs require requires required run runs on by like kind sort "
    "all at ones one want more other much please whatsoever "
    "products product items item things thing stuff toys involving involve powered operated based very too".split()
)
_ENDS = frozenset(
    "but though although however because since just only instead rather so if i he she they we under below "
    "up maximum max less cheaper around about prefer preferably".split()
)
_JOINS = frozenset("or nor and".split())
_NEW_CUES = frozenset("no not without never nothing non don't avoid".split())
# An exclusion is a short phrase: "no small parts", "no battery powered toys".
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Runs of words that are ruled out ("leather", "suede"), at places in the plain text. `safety` marks allergies,
    `soft` "not too big", `neutral` "not necessarily"."""

    phrases: tuple[tuple[Token, ...], ...]
    start: int
    end: int
    safety: bool = False
    soft: bool = False
    neutral: bool = False


def exclusions(text: str, tokens: Sequence[Token]) -> Iterator[Exclusion]:
    """Every exclusion of the text, in order. The cue reaches to the next mark, "but", or new clause; "or" and "and"
    carry it on.

    "and" carries it on only to a bare noun: in "no plastic and under 20 pounds" the exclusion ends before "under".
    """
    reached = 0
    for cue in _CUE.finditer(text):
        if cue.start() < reached:
            continue
        phrases, end = _phrases([token for token in tokens if token.start >= cue.end()], cue.end())
        reached = max(end, cue.end())
        if phrases:
            yield Exclusion(
                phrases,
                cue.start(),
                end,
                safety=bool(cue.group("allergy")),
                soft=bool(cue.group("soft")),
                neutral=bool(cue.group("neutral")),
            )


def _phrases(tokens: Sequence[Token], start: int) -> tuple[tuple[tuple[Token, ...], ...], int]:
    phrases: list[tuple[Token, ...]] = []
    phrase: list[Token] = []
    end = start
    for position, token in enumerate(tokens):
        if token.text in ("-", "'", "/") and phrase:
            continue
        if not token.is_word and not (token.text == "," and _list_goes_on(tokens[position + 1 :])):
            break
        if token.text in _ENDS or len(phrase) >= _LONGEST:
            break
        if token.text in _JOINS or token.text == ",":
            if not phrase or not _carries_on(tokens[position + 1 :]):
                break
            phrases.append(tuple(phrase))
            phrase = []
            continue
        end = token.end
        if token.text not in _INSIDE:
            phrase.append(token)
    if phrase:
        phrases.append(tuple(phrase))
    return tuple(phrases), end


def _list_goes_on(rest: Sequence[Token]) -> bool:
    """Whether a comma inside an exclusion is a list: "no plastic, metal or glass"."""
    words = [token.text for token in rest[:4]]
    return len(words) >= 3 and words[1] in ("or", "nor", ",")


def _carries_on(rest: Sequence[Token]) -> bool:
    """Whether another ruled-out thing follows: a word that starts neither a clause, nor a figure, nor an exclusion
    of its own."""
    return bool(rest) and rest[0].is_word and rest[0].text not in _ENDS | _NEW_CUES and not rest[0].text[0].isdigit()
