"""A message as the parser reads it: words with their places, of which parts are taken out one after the other."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"[a-z0-9]+(?:[.'][a-z0-9]+)*|[^\sa-z0-9]")
_SLANG = {"a tenner": "10 pounds", "a fiver": "5 pounds", "a grand": "1000 pounds"}
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": ",", "‑": "-"})


def plain(text: str) -> str:
    """The message case folded, without accents, with straight quotes, slang for money spelled out: what every
    pattern is written for."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_QUOTES))
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    for slang, spelled_out in _SLANG.items():
        letters = letters.replace(slang, spelled_out)
    return letters


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figure or mark, at `start` to `end` of the plain text."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word or figure, not a mark."""
        return self.text[0].isalnum()


class Said:
    """A message whose parts are taken out as they are understood, so that nothing is read twice."""

    def __init__(self, text: str) -> None:
        self.text = plain(text)
        self._left = self.text

    @property
    def left(self) -> str:
        """The plain text with everything taken out so far blanked (same length, same places)."""
        return self._left

    def take(self, start: int, end: int) -> None:
        """Blank a part. A bar stays where it was, so that words on both sides do not become neighbours."""
        self._left = self._left[:start] + "|".ljust(end - start)[: end - start] + self._left[end:]

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match in what is left, taken out."""
        match = pattern.search(self._left)
        if match:
            self.take(match.start(), match.end())
        return match

    def find_all(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match in what is left, taken out one by one."""
        while match := pattern.search(self._left):
            if match.end() == match.start():
                return
            self.take(match.start(), match.end())
            yield match

    def tokens(self) -> list[Token]:
        """Words and marks of what is left."""
        return [Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(self._left)]
