"""Reading one text for what it plainly says: every word, and whether it is denied or imitated where it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntFlag

from domain.ports import Language
from retrieval.languages.lexicon import Negation


class Polarity(IntFlag):
    """Marks of a word. A phrase is denied where its first word is denied from before, or its last word from behind."""

    PLAIN = 0
    DENIED_BEFORE = 1  # "no plastic", "faux leather"
    FREE_BEFORE = 2  # ... and stated to be free of it: "no plastic", but not "faux leather"
    DENIED_BEHIND = 4  # "plastic-free", "wood effect"
    FREE_BEHIND = 8  # ... "plastic-free"


_NOT_BEFORE = int(Polarity.DENIED_BEFORE)
_FREE_BEFORE = int(Polarity.DENIED_BEFORE | Polarity.FREE_BEFORE)
_NOT_BEHIND = int(Polarity.DENIED_BEHIND)
_FREE_BEHIND = int(Polarity.DENIED_BEHIND | Polarity.FREE_BEHIND)

# Scraped tables lose their spaces: "Assembly RequiredNo Batteries Required?No", "MaterialPlastic".
_GLUED_ANSWER = re.compile(r"(?<=[a-z])(?=(?:No|Yes)\b)")
_GLUED_KEY = re.compile(r"\b(Material(?: Type| Composition)?|Colou?r)(?=[A-Z])|\b(Material Type)(?=[a-z])")
# What ends a clause: nothing is denied across it. A point inside a number does not.
_MARK = re.compile(r"([!?;:,()\[\]{}|\n\r•*»>]|\.(?!\d)|\s[-–—]+\s)")
_HYPHENED = re.compile(r"[-‐‑]([a-z]+)", re.IGNORECASE)
_JOINS = frozenset({"or", "nor"})
_IS = frozenset({"is", "are", "was", "were", "be"})
# An undoing word counts if it stands at most this many words before the cue.
_UNDO_REACH = 6


@dataclass(frozen=True, slots=True)
class Clause:
    """Words between two marks, with one `Polarity` each."""

    words: list[str]
    marks: list[int]


def clauses(text: str, reader: "Reader") -> Iterator[Clause]:
    """The clauses of a text in order, none empty."""
    parts = _MARK.split(_unglued(text))
    before: list[str] = []
    held: Clause | None = None
    mark = ""
    for place in range(0, len(parts), 2):
        words = reader.language.tokens(parts[place])
        if words:
            marks = [0] * len(words)
            answers = mark in "?:" and mark != "" and reader.answers_no(words, before, mark)
            if answers and held is not None:
                reader.deny_key(before, held.marks)
            reader.mark(parts[place], words, marks, start=1 if answers else 0)
            if held is not None:
                yield held
            held, before = Clause(words, marks), words
        following = parts[place + 1].strip() if place + 1 < len(parts) else ""
        mark = following if words or mark not in ("?", ":") else mark
    if held is not None:
        yield held


def _unglued(text: str) -> str:
    """The text with marks where a table's cells ran together. Looking for the words themselves first is what makes a
    catalogue quick to read: few texts have any."""
    if "No" in text or "Yes" in text:
        text = _GLUED_ANSWER.sub("? ", text)
    if "Material" in text or "Colo" in text:
        text = _GLUED_KEY.sub(r"\g<0>: ", text)
    return text


class Reader:
    """The cues of one language, applied to one clause at a time."""

    def __init__(self, language: Language, cues: Negation) -> None:
        self.language = language
        self.cues = cues
        self.cue_words = cues.cue_words
        self.denies = _by_first(cues.denies)
        self.imitates = _by_first(cues.imitates)

    def answers_no(self, words: Sequence[str], key: Sequence[str], mark: str) -> bool:
        """Whether the clause begins with the answer to a key: "Batteries required? No", "Contains nuts: no"."""
        if not key or words[0] not in self.cues.no_answers:
            return False
        return mark == "?" or len(words) == 1 or key[-1] in self.cues.demands | self.cues.supplies

    def deny_key(self, words: Sequence[str], marks: list[int]) -> None:
        """Deny the thing a key asks for: the word before "required" or "included", or the last word."""
        last = len(words) - 1
        asks = words[last] in self.cues.demands or words[last] in self.cues.supplies
        thing = self._back_over_is(words, last - 1) if asks else last
        if thing >= 0:
            marks[thing] |= _NOT_BEHIND if words[last] in self.cues.supplies else _FREE_BEHIND
            for place in range(thing + 1, last + 1):
                marks[place] |= _NOT_BEHIND  # "batteries required" as a phrase is denied as well

    def mark(self, text: str, words: Sequence[str], marks: list[int], *, start: int) -> None:
        """Set the marks of one clause; words before `start` are no cues."""
        if "-" in text or "‐" in text or "‑" in text:
            self._hyphens(text, words, marks)
        if self.cue_words.isdisjoint(words):
            return
        for place in range(start, len(words)):
            if words[place] in self.cue_words:
                self._cue(words, marks, place)

    def _cue(self, words: Sequence[str], marks: list[int], place: int) -> None:
        word = words[place]
        if length := _starts(self.imitates, words, place):
            self._reach(words, marks, place + length, sign=_NOT_BEFORE)
        elif self._undone(words, place):
            return
        elif length := _starts(self.denies, words, place):
            self._deny(words, marks, place + length)
        elif word in self.cues.denies_next:
            self._deny_next(words, marks, place)
        elif word in self.cues.free and place and not _at(words, place + 1, self.cues.free_of_charge):
            marks[place - 1] |= _FREE_BEHIND
        elif word in self.cues.imitated_after and place:
            marks[place - 1] |= _NOT_BEHIND

    def _deny(self, words: Sequence[str], marks: list[int], place: int) -> None:
        place = self._skip(words, marks, place)
        if place >= len(words) or words[place] in self.cues.no_denial:
            return
        if any(word in self.cues.supplies for word in words[place + 1 : place + 3]):
            return  # "no batteries included": it takes them
        self._reach(words, marks, place, sign=_FREE_BEFORE)

    def _reach(self, words: Sequence[str], marks: list[int], place: int, *, sign: int) -> None:
        """Mark the word at `place`, the next one as merely denied ("no harmful plastic"), and on over "or"."""
        place = self._skip(words, marks, place)
        while place < len(words):
            marks[place] |= sign
            after = place + 1
            if after < len(words) and words[after] not in _JOINS and words[place] not in self.cues.demands:
                marks[after] |= _NOT_BEFORE
                after += 1
            if after >= len(words) or words[after] not in _JOINS:
                return
            place = self._skip(words, marks, after + 1)

    def _deny_next(self, words: Sequence[str], marks: list[int], place: int) -> None:
        if _at(words, place + 1, self.cues.demands) and (
            place + 2 == len(words) or (words[place] == "not" and place > 0)
        ):
            thing = self._back_over_is(words, place - 1)
            if thing >= 0:
                marks[thing] |= _FREE_BEHIND  # "batteries are not required"
        after = self._skip(words, marks, place + 1)
        if after < len(words) and words[after] not in self.cues.no_denial:
            marks[after] |= _FREE_BEFORE

    def _hyphens(self, text: str, words: Sequence[str], marks: list[int]) -> None:
        for match in _HYPHENED.finditer(text):
            behind = match.group(1).casefold()
            if behind not in self.cues.imitated_after_hyphen and behind not in self.cues.free:
                continue
            place = len(self.language.tokens(text[: match.start()])) - 1
            if 0 <= place < len(words) and not self._undone(words, place):
                marks[place] |= _FREE_BEHIND if behind in self.cues.free else _NOT_BEHIND

    def _undone(self, words: Sequence[str], place: int) -> bool:
        return not self.cues.undoes.isdisjoint(words[max(0, place - _UNDO_REACH) : place])

    def _skip(self, words: Sequence[str], marks: list[int], place: int) -> int:
        """The first word that counts. What is skipped is denied with it: "doesn't | need | batteries" is not "need
        batteries"."""
        while place < len(words) and words[place] in self.cues.skipped:
            marks[place] |= _NOT_BEFORE
            place += 1
        return place

    @staticmethod
    def _back_over_is(words: Sequence[str], place: int) -> int:
        while place >= 0 and words[place] in _IS:
            place -= 1
        return place


def _by_first(phrases: Sequence[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases by their first word, longest first."""
    first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        first.setdefault(phrase[0], []).append(phrase)
    return first


def _starts(phrases: dict[str, list[tuple[str, ...]]], words: Sequence[str], place: int) -> int:
    """The number of words of the longest phrase that stands at `place`; 0 if none does."""
    for phrase in phrases.get(words[place], ()):
        if tuple(words[place : place + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _at(words: Sequence[str], place: int, wanted: frozenset[str]) -> bool:
    return place < len(words) and words[place] in wanted
