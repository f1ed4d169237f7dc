"""References to products on the screen: "the second one", "number 3", "the first two", "the last", "this one"."""

import re

from agent.understand.said import Said

_ORDINALS = {
    word: place
    for place, words in enumerate(
        (
            "first 1st top",
            "second 2nd",
            "third 3rd",
            "fourth 4th",
            "fifth 5th",
            "sixth 6th",
            "seventh 7th",
            "eighth 8th",
        ),
        start=1,
    )
    for word in words.split()
}
_COUNTS = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_ORDINAL = "|".join(_ORDINALS)
_THING = r"(?:\s+(?:one|ones|product|item|option|choice|card|result|suggestion|pick|thing))?"
_FIRST_FEW = re.compile(r"\b(?:the\s+)?first\s+(?P<count>two|three|four|[234])\b" + _THING)
# "For the first time" points at no product.
_TIME = re.compile(
    r"\b(?:for|at) the (?:first|last|second) time\b|\b(?:first|last|next) (?:month|week|year|time)\b|"
    r"\bat (?:first|last)\b"
)
_PAIR = re.compile(
    rf"\b(?:the\s+|number\s+|no\.?\s*|#\s*)?(?P<a>{_ORDINAL}|[1-9]){_THING}\s+(?:and|or|with|to|vs\.?|versus|"
    rf"&)\s+(?:the\s+|number\s+|no\.?\s*|#\s*)?(?P<b>{_ORDINAL}|[1-9])\b(?!\s*(?:years?|months?|pounds?|"
    rf"£)){_THING}"
)
_NTH = re.compile(
    rf"\b(?:the|that|your|this)\s+(?P<a>{_ORDINAL}|last)\b(?!\s+(?:hand|time|birthday|class|aid|year|month|week))"
    + _THING
)
_NTH_ONE = re.compile(rf"\b(?P<a>{'|'.join(_ORDINALS)}|last) one\b")
_BARE_NTH = re.compile(
    rf"(?:^|\||\b(?:like|than|of|to|about|not|why|and|or)\s+)(?P<a>{_ORDINAL}|last)\b(?:\s+(?:one|product|item|"
    rf"option))?\s*[?.!|]*$"
)
_NUMBER = re.compile(
    r"(?:\b(?:number|no\.?|option|item|product|card|choice)\s*|#\s*)(?P<a>[1-9])\b(?!\s*(?:years?|pounds?|pieces?))"
)
_LIKE_NUMBER = re.compile(
    r"\b(?:similar to|same as|more like|like|about)\s+(?P<a>[1-9])\b(?=\s*(?:$|but\b|in\b|only\b|just\b|"
    r"with\b|[,.;!?|]))"
)
_SPELT = re.compile(r"\b(?:number|option|item)\s+(?P<a>one|two|three|four|five|six)\b")
_SPELT_PLACES = {word: place for place, word in enumerate("one two three four five six".split(), start=1)}
_ALL = re.compile(
    r"\b(?:both(?: of (?:them|these|those))?|all of (?:them|these|those)|(?:any|none) of (?:them|these|those)|"
    r"these(?: two| three| four| ones)?|those(?: two| three| four| ones)?|them all|them)\b"
)
_IT = re.compile(r"\b(?:this one|that one|this|that|it|its|it's|they|the same|same)\b")


def references(said: Said, on_screen: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of the products a message names by place, in the order said; taken out of the message.

    A place beyond the screen names nothing.
    """
    if not on_screen:
        return ()
    if match := said.find(_FIRST_FEW):
        return on_screen[: _COUNTS[match.group("count")]]
    if _TIME.search(said.left):
        said.find(_TIME)
    if match := said.find(_PAIR):
        return _at(on_screen, _place(match.group("a"), on_screen), _place(match.group("b"), on_screen))
    places = [
        _place(match.group("a"), on_screen)
        for pattern in (_NTH, _NTH_ONE, _NUMBER, _BARE_NTH, _LIKE_NUMBER, _SPELT)
        for match in said.find_all(pattern)
    ]
    return _at(on_screen, *places)


def pointed(said: Said, on_screen: tuple[str, ...], *, focus: str | None) -> tuple[str, ...]:
    """Ids meant by "it", "this", "both", "these": weak references, read only where the message needs a product.

    "It" is the product last spoken about, else the first on the screen.
    """
    if not on_screen:
        return ()
    if match := said.find(_ALL):
        return on_screen[:2] if match.group().startswith("both") else on_screen
    if said.find(_IT):
        return (focus or on_screen[0],)
    return ()


def _place(word: str, on_screen: tuple[str, ...]) -> int:
    if word == "last":
        return len(on_screen)
    return _ORDINALS.get(word) or _SPELT_PLACES.get(word) or int(word)


def _at(on_screen: tuple[str, ...], *places: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(on_screen[place - 1] for place in places if 1 <= place <= len(on_screen)))
