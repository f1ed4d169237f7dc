"""Several needs in one message: "shoes under 60, and a sweater" is two, each with its own wishes."""

import re
from collections.abc import Callable, Sequence

_STRONG = re.compile(
    r"(?:[,.;]\s*)?(?:\b(?:and|but)\s+)?\b(?:then also|also|then|separately|secondly)\b,?\s*(?:for \w+ )?"
    r"(?=(?:an?|some|two|three|four|another) [a-z])"
    r"|(?:[,.;]\s*)?(?:\band )?\b(?:i|we)(?:'d| would|'m| am)? (?:also|then) (?:need|want|like|looking for|"
    r"after)\b(?! (?:it|them|that|this|to|if|the (?:colou?r|size|brand|material|style))\b)\s*"
    r"|,?\s*\bplus\b\s+(?!sizes?\b)(?=[a-z])"
)
# "... and a blue helmet": another thing begins with an article or "some".
_ARTICLE = re.compile(r",?\s*(?:\band\b|&)\s+(?=(?:an?|some)\s+[a-z])")
# "red scarf and blue gloves": only where each side stands by itself as a described thing.
_BARE = re.compile(r",?\s*\band\s+(?=[a-z])")
_LISTS = re.compile(
    r"^\s*(?:i |we )?(?:need |want |'m after |looking for )?(?:two|2|three|3|four|4|a few|several|some) things[:,]?\s*"
)
_ITEM = re.compile(r",\s*(?:and )?(?=(?:an?|some) [a-z])")
_LEAD = re.compile(rf"{_LISTS.pattern}|^\s*(?:first(?:ly|ly of all| of all)?)[,:]?\s+(?!one\b|two\b|three\b)")
# What a thing has, rather than another thing: "with a lid and a handle".
_PART_OF = re.compile(
    r"\b(?:with|has|have|having|includes?|including|featuring|features|between|both|for|contains?|made of|"
    r"comes?|likes?|loves?|enjoys|into)\b[^,.;]*$"
)
_PERSON = re.compile(
    r"^(?:an?|some)\s+(?:\w+ )?(?:half|boy|girl|baby|toddler|bit|little|lot|hundred|thousand|nice|great|"
    r"good|friend|few|half)\b"
)
_LONGEST = 4

# Whether a part asks for a thing of its own ("a blue helmet" does, "dishwasher safe" does not), and whether it
# describes it beside.
Judge = Callable[[str], bool]


def needs(text: str, *, names_thing: Judge, describes: Judge) -> tuple[str, ...]:
    """The parts of a plain message that ask for a thing each, in order; the whole message where it is one need."""
    rest = _LEAD.sub("", text)
    parts: list[str] = []
    patterns = (_ITEM, *_CUTS) if _LISTS.match(text) else _CUTS
    while len(parts) < _LONGEST and (cut := _cut(rest, patterns, names_thing=names_thing, describes=describes)):
        parts.append(rest[: cut[0]])
        rest = rest[cut[1] :]
    return (*parts, rest)


_CUTS = (_STRONG, _ARTICLE, _BARE)


def _cut(
    text: str, patterns: Sequence[re.Pattern[str]], *, names_thing: Judge, describes: Judge
) -> tuple[int, int] | None:
    for pattern in patterns:
        for match in pattern.finditer(text):
            before, after = text[: match.start()], text[match.end() :]
            if match.start() == 0 or not after or _PERSON.match(after):
                continue
            if pattern in (_ARTICLE, _BARE) and _PART_OF.search(before) and not _closed(before):
                continue
            if pattern is _BARE and not _both_described(before, after, describes):
                continue
            if names_thing(before) and names_thing(_until_mark(after)):
                return match.start(), match.end()
    return None


def _both_described(before: str, after: str, describes: Judge) -> bool:
    """ "Red scarf and blue gloves"; not "black and white gloves", nor "a blue scarf and easy to wash"."""
    first, last = after.split()[0], before.split()[-1]
    return describes(before) and describes(first) and not describes(last)


def _closed(before: str) -> bool:
    """ "A train for my son and a notebook": what "for" began is over with the person."""
    return bool(
        re.search(
            r"\bfor (?:my|our|the|a|an) (?:\w+ ){0,2}\w+\s*$|\b(?:under|below|max|up to|around|"
            r"about) \S+\s*$|people\s*$",
            before,
        )
    )


def _until_mark(text: str) -> str:
    return re.split(r"[.;!?]|, (?:and|but)\b", text)[0]
