"""A reply as the auditor reads it: folded letter by letter, products' names as one sign each, and every place of it
traced back to the reply."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": ",", "‑": "-", "\N{NO-BREAK SPACE}": " "}
)
# Names are replaced by one sign each, of the private use area of Unicode, before anything else is read.
FIRST_SIGN = 0xE000
SIGN = re.compile("[\ue000-\uf8ff]")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[\ue000-\uf8ff]|[.,;:!?()–—-]")
_SENTENCE_END = re.compile(r"(?<=[.!?。！？…])[\"”')]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Reading:
    """Folded text; `starts[i]` to `ends[i]` is the place in the source of its i-th letter."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the source of a place that is not empty."""
        return self.starts[start], self.ends[end - 1]

    def with_sign(self, pattern: re.Pattern[str], sign: str) -> "Reading":
        """Every match as one sign."""
        return self._replaced(pattern, lambda match: sign)

    def blanked(
        self, pattern: re.Pattern[str], where: Callable[[re.Match[str]], bool] = lambda match: True
    ) -> "Reading":
        """Every match for which `where` holds as spaces."""
        return self._replaced(pattern, lambda match: " " * len(match.group()) if where(match) else match.group())

    def rewritten(self, pattern: re.Pattern[str], by: Callable[[str], str]) -> "Reading":
        """Every match as another text of the same length."""
        return self._replaced(pattern, lambda match: by(match.group()))

    def _replaced(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> "Reading":
        text, done = "", 0
        starts: list[int] = []
        ends: list[int] = []
        for match in pattern.finditer(self.text):
            put = by(match)
            text += self.text[done : match.start()] + put
            starts += self.starts[done : match.start()]
            ends += self.ends[done : match.start()]
            if len(put) == len(match.group()):
                starts += self.starts[match.start() : match.end()]
                ends += self.ends[match.start() : match.end()]
            else:
                first, last = self.span(*match.span())
                starts += [first] * len(put)
                ends += [last] * len(put)
            done = match.end()
        return Reading(text + self.text[done:], (*starts, *self.starts[done:]), (*ends, *self.ends[done:]))

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Sentences with their places."""
        start = 0
        for end in _SENTENCE_END.finditer(self.text):
            yield start, self.text[start : end.start()]
            start = end.end()
        yield start, self.text[start:]


def read(text: str) -> Reading:
    """The text in lower case, without accents, with straight quotes."""
    folded, places = "", []
    for place, letter in enumerate(text):
        plain = folded_letter(letter)
        folded += plain
        places += [place] * len(plain)
    return Reading(folded, tuple(places), tuple(place + 1 for place in places))


def fold(text: str) -> str:
    """The text of `read`."""
    return "".join(map(folded_letter, text))


@lru_cache(maxsize=4096)
def folded_letter(letter: str) -> str:
    """One letter in lower case, without its accent; none for an accent that stands alone."""
    folded = unicodedata.normalize("NFKD", letter.translate(_QUOTES).casefold())
    return "".join(part for part in folded if not unicodedata.combining(part))


def signs(text: str) -> tuple[int, ...]:
    """The numbers of the names in a text, each once, in order."""
    return tuple(dict.fromkeys(ord(sign) - FIRST_SIGN for sign in SIGN.findall(text)))
