"""Words by stem with their sign: "no batteries", "anything but red", "out of stock" deny what follows."""

from collections.abc import Iterator, Sequence
from functools import cache

from agent.audit_text import SIGN

Polar = tuple[str, bool]
_NEGATION = frozenset(
    (
        "no not never without none neither nor cannot lacks lacking "
        "isn't aren't doesn't don't won't wasn't hasn't haven't can't"
    ).split()
)
# Two words that deny what follows: "anything but red", "far from light".
_DENYING_PAIRS = frozenset(
    {("anything", "but"), ("far", "from"), ("rather", "than"), ("instead", "of"), ("other", "than"), ("free", "of")}
)
_STOPS_NEGATION = frozenset("and but with its it's ; : . ! ? ( ) – —".split())
# "not made of any wood": a negation reaches this many words.
NEGATION_REACH = 4


def signed(words: Sequence[str]) -> Iterator[tuple[str, bool, int]]:
    """Words with their sign: False within the reach of a negation. Marks and names are left out."""
    reach = 0
    for place, word in enumerate(words):
        after_out_of = words[max(place - 2, 0) : place] == ["out", "of"]
        denies = (
            word in _NEGATION or word.endswith("n't") or tuple(words[max(place - 1, 0) : place + 1]) in _DENYING_PAIRS
        )
        if word in _STOPS_NEGATION and not denies:
            reach = 0
        if not (word[0].isalpha() and not SIGN.match(word)):
            continue
        yield word, reach == 0 and not after_out_of, place
        reach = NEGATION_REACH if denies else max(reach - 1, 0)


def is_denied(before: Sequence[str]) -> bool:
    """Whether what follows these words and marks is within the reach of a negation; a comma ends it for figures."""
    clause = before[max((place for place, word in enumerate(before) if word == ","), default=-1) + 1 :]
    return not [sign for word, sign, _ in signed([*clause, "it"]) if word == "it"][-1]


# Adjectives and other words under which one fact is said.
_ALIASES = {
    "wooden": "wood",
    "timber": "wood",
    "metallic": "metal",
    "woollen": "wool",
    "woolen": "wool",
    "color": "colour",
    "colored": "colour",
    "coloured": "colour",
    "gray": "grey",
    "golden": "gold",
    "battery": "batteries",
    **dict.fromkeys(("multi-coloured", "multi-colored", "multicolored", "multicolour", "multicolor"), "multicoloured"),
}


@cache
def stem(word: str) -> str:
    """The form under which "train" and "trains", "wood" and "wooden" meet."""
    word = _ALIASES.get(word.removesuffix("'s"), word.removesuffix("'s"))
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
