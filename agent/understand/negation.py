"""What a message rules out: the negation cue, and how far it reaches."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.understand.said import Token

_ALLERGY = (
    r"(?:(?:is|am|are|'s|'m|'re|severely|very) )*(?:allergic to|intolerant to|(?:has|have|got|"
    r"with) an? allergy to|allergy to)"
)
_SOFTLY = r"(?:too|very|so|that(?! \w+s\b)|overly|really|as|particularly|super|terribly)"
_CUE = re.compile(
    rf"(?P<allergy>{_ALLERGY})"
    r"|(?P<neutral>\bnot (?:necessarily|only|just)\b|\b(?:doesn't|does not|don't|do not|needn't|"
    r"not) (?:really )?(?:have to|need to|got to)(?: be| have)?\b"
    r"|\b(?:don't|doesn't|do not|does not) (?:really )?(?:need|want) (?:it|them|this|one|that) to be\b|"
    r"\b(?:doesn't|does not|don't) (?:really )?matter(?: (?:if|whether))?(?: (?:it's|it is|they're|"
    r"they are))?\b"
    r"|\bno (?:rush|hurry|worries|problem|pressure)\b|\bno need (?:for|to)(?: (?:it|them|this) to)?(?: be|"
    r" have)?\b|\b(?:don't|do not|doesn't|does not|"
    r"wouldn't) (?:really )?(?:mind|care)(?: (?:if|whether|about|paying|spending))*"
    r"(?: (?:it|it's|they|they're|that)(?: is| are)?)?\b"
    r"|\b(?:not|n't) (?:that |too |really |overly )?(?:fussed|bothered|worried|fussy|picky|"
    r"concerned)(?: (?:about|by|with))?\b"
    r"|\bnever ?mind (?:about )?(?:the |that )?|\balready (?:has|have|got|own|owns|bought)\b|\b(?:has|have|"
    r"got)(?: got)? (?:plenty|loads|lots|enough|tons|most|all|a lot|so many|too many)(?: of)?(?: the)?\b)"
    r"|(?P<soft>\b(?:no|not|nothing|never|isn't|aren't|(?:shouldn't|should not|mustn't|must not|can't|"
    r"cannot|won't) be|don't want (?:it|anything|something|one)"
    rf"(?: to be| that's| that is)?|doesn't look) (?:be )?{_SOFTLY}\b(?! (?:much|many)\b)|\b(?:rather than|"
    r"instead of|as opposed to)\b|\bless\b(?! than)|\btoo\b(?= \w+y\b))"
    r"|(?P<hard>\b(?:(?:is|are|was)(?:n't| not) (?:really )?(?:keen on|an? (?:big |huge |great )?fan of|"
    r"into|fond of|interested in)"
    r"|neither|no|not|without|minus(?! \d)|non|nothing|free (?:of|from)|excluding|"
    r"exclude|except(?: "
    r"for)?|avoid(?:ing)?|(?:steer|stay|keep) (?:clear|away) (?:of|from)|hates?|dislikes?|can'?t stand|"
    r"can't bear|could do without|other than"
    r"|(?:anything|everything|something|any \w+) (?:but|except|other than|that isn't|that's not)"
    r"|(?:not|n't) (?:keen on|(?:a )?(?:big |huge |great |massive )?fan of|into|fond of|interested in)"
    r"|(?:don'?t|do not|doesn'?t|does not|didn'?t|isn'?t|is not|aren'?t|are not|shouldn'?t|should not|"
    r"mustn'?t|must not|can'?t|cannot|won'?t|wouldn't)"
    r"(?: (?:want|need|like|have|use|be|require|contain|include|run on|take|come with|get|buy|love|get on "
    r"with|any|it|them|fancy|really|to be|see))*)\b)"
)
# "Leather-free", "gluten free", behind the word.
FREE = re.compile(
    r"(?<![\w-])(?P<what>[a-z]{3,}(?: [a-z]{3,}(?=-))?)[\s-]free\b(?! (?:delivery|shipping|postage|returns?|"
    r"gift|of|from|standing|to|range))"
)
NUT = re.compile(
    r"(?<![\w-])(?:has |have |with |got )*an? (?:bad |severe |serious )?(?P<what>[a-z]+) (?:allergy|intolerance)\b"
)
NOT_FREE = frozenset(
    "cruelty hands hassle stress risk duty care tax trouble worry is are it for feel be get buy a the interest".split()
)
_INSIDE = frozenset(
    "a an the any anything something made make makes making eat eats eating wear wears wearing smell show "
    "bother needed of from in with that which is are has have "
    "having be being to for "
    "it its contain contains containing containig include "
    "includes including uses using use need needs require requires required run runs on by like kind sort "
    "all at ones one want more other much whatsoever ones "
    "products product items item things thing stuff toys involving involve powered operated based very too".split()
)
_ENDS = frozenset(
    "but though although however because since just only instead rather so if i he she they we under below "
    "up maximum max less cheaper around about prefer preferably he's she's i'm they're it's who who's then "
    "thanks thank "
    "please something".split()
)
_JOINS = frozenset("or nor and".split())
_NEW_CUES = frozenset("no not without never nothing non don't avoid".split())
# Nouns that "and" carries an exclusion on to are bare: these begin something that is wanted.
_WANTED = frozenset(
    "is are has likes loves wants needs would should must it i i'd we can a an the my our under over up "
    "max with for".split()
)
# An exclusion is a short phrase: "no small parts", "no battery powered toys".
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Runs of words that are ruled out ("leather", "suede"), at places in the plain text. `safety` marks allergies,
    `soft` "not too big", `neutral` "not necessarily"."""

    phrases: tuple[tuple[Token, ...], ...]
    start: int
    end: int
    cue: str = ""
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
        if phrases or cue.group("neutral"):
            yield Exclusion(
                phrases,
                cue.start(),
                end,
                cue=cue.group(),
                safety=bool(cue.group("allergy")),
                soft=bool(cue.group("soft")),
                neutral=bool(cue.group("neutral")),
            )


def free_of(text: str, tokens: Sequence[Token]) -> Iterator[Exclusion]:
    """What a message says behind the word: "leather-free", "she has a nut allergy"."""
    for pattern, safety in ((FREE, False), (NUT, True)):
        for match in pattern.finditer(text):
            if match["what"] in NOT_FREE:
                continue
            phrase = tuple(token for token in tokens if match.start("what") <= token.start < match.end("what"))
            yield Exclusion((phrase,), match.start(), match.end(), cue="free", safety=safety)


def _phrases(tokens: Sequence[Token], start: int) -> tuple[tuple[tuple[Token, ...], ...], int]:
    phrases: list[tuple[Token, ...]] = []
    phrase: list[Token] = []
    end = reached = start
    for position, token in enumerate(tokens):
        glued, reached = token.start == reached, token.end
        if token.text in ("-", "'", "/") and glued:
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
    return (
        bool(rest)
        and rest[0].is_word
        and rest[0].text not in _ENDS | _NEW_CUES | _WANTED
        and not rest[0].text[0].isdigit()
    )
