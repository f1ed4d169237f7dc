"""Slips of the keyboard in words that name no value: one letter wrong, missing, too many, or two changed over."""

import string
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from agent.understand.said import Token
from domain.ports import Catalogue, Language

# Shorter words have too many neighbours.
SHORTEST, TWO_MISTAKES = 5, 8
# Words of the reader's own patterns that are worth correcting to.
_OWN_WORDS = tuple(
    """under below above around between budget pounds dollars maximum cheaper something anything present birthday christmas
    nephew niece daughter grandson granddaughter grandmother grandfather mother father brother sister husband girlfriend
    boyfriend colleague neighbour friend without batteries allergic preferably definitely ideally waterproof years months
    looking wooden please recommend compare expensive cheapest lightest""".split()
)


def own_word(word: str) -> str | None:
    """The word of the reader's own patterns that this is a slip of, if there is one."""
    if len(word) < SHORTEST:
        return None
    near = extractOne(word, _OWN_WORDS, scorer=OSA.distance, score_cutoff=2 if len(word) >= TWO_MISTAKES else 1)
    return near[0] if near and near[0][0] == word[0] else None


def corrected(token: Token, catalogue: Catalogue, language: Language) -> str | None:
    """The one word of the products' texts that the token is a slip of; `None` if there is none, or more than one."""
    word = token.text
    if len(word) < SHORTEST or not word.isalpha():
        return None
    for neighbours in (_swapped(word), _inserted(word), _replaced(word), _left_out(word)):
        known = {language.stem(near): near for near in neighbours if _is_word(near, catalogue, language)}
        if len(known) == 1:
            return next(iter(known.values()))
        if known:
            return None
    return None


def _is_word(word: str, catalogue: Catalogue, language: Language) -> bool:
    return not language.is_stop_word(word) and catalogue.knows_word(word)


@lru_cache(maxsize=4096)
def _splits(word: str) -> tuple[tuple[str, str], ...]:
    return tuple((word[:place], word[place:]) for place in range(1, len(word) + 1))


def _swapped(word: str) -> Iterator[str]:
    return (left + right[1] + right[0] + right[2:] for left, right in _splits(word) if len(right) > 1)


def _inserted(word: str) -> Iterator[str]:
    return (left + letter + right for left, right in _splits(word) for letter in string.ascii_lowercase)


def _replaced(word: str) -> Iterator[str]:
    return (left + letter + right[1:] for left, right in _splits(word) if right for letter in string.ascii_lowercase)


def _left_out(word: str) -> Iterator[str]:
    return (left + right[1:] for left, right in _splits(word) if right)
