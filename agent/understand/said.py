"""A message as the parser reads it: words with their places, of which parts are taken out one after the other."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"[a-z0-9]+(?:[.'][a-z0-9]+)*|[^\sa-z0-9]")
# What is typed in short, spelled out, so that every pattern is written for one spelling.
_SPELLED_OUT = {
    "a tenner": "10 pounds", "a fiver": "5 pounds", "tenner": "10 pounds", "fiver": "5 pounds",
    "a grand": "1000 pounds", "half a": "0.5", "a metre": "1 metre",
    "a meter": "1 metre", "a litre": "1 litre", "a liter": "1 litre", "a kilo": "1 kg", "a dozen": "12",
    "a couple of": "2", "couple of": "2", "give or take": "ish", "smth": "something", "sth": "something",
    "smthg": "something", "sumthing": "something", "pls": "please", "plz": "please", "u": "you", "ur": "your",
    "light weight": "lightweight", "light-weight": "lightweight", "water proof": "waterproof",
    "half a dozen": "6", "bday": "birthday",
    "b-day": "birthday", "pressie": "present", "prezzie": "present", "xmas": "christmas", "tmrw": "tomorrow",
    "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "isnt": "isn't", "arent": "aren't", "wont": "won't",
    "cant": "can't", "couldnt": "couldn't", "shouldnt": "shouldn't", "wouldnt": "wouldn't", "hasnt": "hasn't",
    "havent": "haven't", "im": "i'm", "ive": "i've", "hes": "he's", "shes": "she's", "theyre": "they're",
    "thats": "that's", "whats": "what's", "wheres": "where's", "hows": "how's", "theres": "there's", "lets": "let's",
    "w/o": "without", "w/": "with", "if poss": "if possible", "abt": "about", "thx": "thanks", "gonna": "going to",
    "wanna": "want to", "gotta": "have to", "lookin": "looking", "ok.": "ok",
}  # fmt: skip
_SHORT = re.compile(
    r"(?<![\w'])(?:" + "|".join(sorted(map(re.escape, _SPELLED_OUT), key=len, reverse=True)) + r")(?![\w'])"
)
_UNIT = (
    r"(?:yrs?|yo|y/o|years?|mths?|mos?|months?|mm|cm|kgs?|kilos?|grams?|litres?|liters?|inch(?:es)?|feet|ft|"
    r"lbs?|oz|ml|m|g|l|w|watts?|quid|pcs?|pieces?|gb|k?ohm)"
)
# "4yr" and "2.5kg" as people type them; "3 and a half"; "10x mugs".
_GLUED = re.compile(rf"(?<=\d)(?!(?<=(?<!\d)[2-6])g\b)(?={_UNIT}\b)")
_MULTI = re.compile(r"\bmulti[\s-]?colou?r(?:ed|s)?\b")
_HALF = re.compile(r"\b(\d+) (?:and a half|1/2|½)(?!\w)")
_SPELT_HALF = re.compile(r"\b(one|two|three|four|five|six|seven|eight|nine) and a half\b")
# "Soooo": no word has a letter three times. "XXXL" is a size, "AAA" a battery.
_DRAWN_OUT = re.compile(r"(?!\baaa\b)([a-wyz])\1{2,}")
_DIGIT = {word: str(number) for number, word in enumerate("one two three four five six seven eight nine".split(), 1)}
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": ",", "‑": "-"})


def plain(text: str) -> str:
    """The message case folded, without accents, with straight quotes, slang spelled out and units apart from their
    figures: what every pattern is written for."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_QUOTES))
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    spelled_out = _SHORT.sub(lambda short: _SPELLED_OUT[short.group()], _DRAWN_OUT.sub(r"\1\1", letters))
    halves = _SPELT_HALF.sub(lambda word: f"{_DIGIT[word.group(1)]}.5", _HALF.sub(r"\1.5", spelled_out))
    return _MULTI.sub("multicoloured", _GLUED.sub(" ", halves))


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

    @classmethod
    def of_plain(cls, text: str) -> "Said":
        """A part of a message that is plain already."""
        part = cls("")
        part.text = part._left = text
        return part

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
