"""Slips of the keyboard in words of the products' texts: one letter wrong, missing, too many, or two changed over."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

# Letters from which on a slip is forgiven, a wrong letter, and a second slip. Shorter words have too many neighbours.
ONE_SLIP, WRONG_LETTER, TWO_SLIPS = 5, 7, 10


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words by their first letter."""

    by_letter: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, words: Collection[str]) -> "Spellings":
        """The words that are long enough to be misspelt."""
        listed: dict[str, list[str]] = {}
        for word in sorted(words):
            if len(word) >= ONE_SLIP - 1 and word.isalpha():
                listed.setdefault(word[0], []).append(word)
        return cls({letter: tuple(held) for letter, held in listed.items()})

    def nearest(self, token: str, stem: Callable[[str], str]) -> str | None:
        """The one word that the token is a slip of; `None` if there is none, or several of different stems."""
        if len(token) < ONE_SLIP or not token.isalpha():
            return None
        words = self.by_letter.get(token[0], ())
        near = extract(token, words, scorer=OSA.distance, score_cutoff=2 if len(token) >= TWO_SLIPS else 1, limit=16)
        likely = [(distance, word) for word, distance, _ in near if _is_slip(token, word)]
        best = min((distance for distance, _ in likely), default=0)
        nearest = [word for distance, word in likely if distance == best]
        return nearest[0] if len({stem(word) for word in nearest}) == 1 else None


def _is_slip(token: str, word: str) -> bool:
    """A wrong letter makes another word more often than a missing one does, so it takes a longer word."""
    wrong_letter = len(token) == len(word) and sorted(token) != sorted(word)
    return len(token) >= WRONG_LETTER or not wrong_letter
