"""Which language a text is in, by its script; and how a catalogue is read."""

import re
from collections.abc import Iterable
from functools import cache

from domain.ports import Language
from retrieval.languages.chinese import Chinese
from retrieval.languages.english import English

# Scripts that say the language, or one of those that share them. Japanese is mostly Han with some kana among it.
_SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
# Product names are Latin in many languages ("LEGO 城市火车"): so few letters of another script among them decide.
ENOUGH = 0.2
# A shop is read as Chinese if this share of its titles is.
CHINESE_TITLES = 0.1


def script_language(text: str) -> str:
    """The language whose script a text is written in ("zh", "ru"); "en" for Latin letters, and for none."""
    if text.isascii():  # most titles: no other script to count
        return "en"
    latin = len(_LATIN.findall(text))
    for code, letters in _SCRIPTS:
        count = len(letters.findall(text))
        if count and count >= ENOUGH * (count + latin):
            return code
    return "en"


# Words that only these languages of Latin letters have, and that messages of shoppers have often.
_WORDS = {
    "de": "ich suche ein eine einen für fuer mit und nicht kein keine ohne unter bitte möchte brauche etwas habt haben",
    "fr": "je cherche un une des pour avec sans moins les du voudrais besoin avez vous est euros et",
    "es": "busco un una para con sin menos los quiero necesito por favor tienen tienes algo del",
    "it": "cerco un una per con senza meno vorrei bisogno avete qualcosa del della",
    "nl": "ik zoek een voor met zonder onder geen graag wil heeft jullie iets van",
    "pt": "procuro um uma para com sem menos quero preciso tem algo de",
    "pl": "szukam dla bez proszę chcę czy macie coś jest poniżej",
}
_TELLING = {code: frozenset(words.split()) for code, words in _WORDS.items()}
# A word may be a name ("Un", "Van"): so many of a message's words must be telling.
TELLING_WORDS = 2


def message_language(text: str) -> str:
    """The language of a message: by its script, and for Latin letters by its little words; "en" if in doubt."""
    by_script = script_language(text)
    if by_script != "en":
        return by_script
    words = re.findall(r"[^\W\d_]+", text.casefold())
    counts = {code: sum(word in telling for word in words) for code, telling in _TELLING.items()}
    best = max(counts, key=lambda code: counts[code])
    english = sum(_english().is_stop_word(word) for word in words)
    return best if counts[best] >= max(TELLING_WORDS, english + 1) else "en"


@cache
def _english() -> English:
    return English()


def is_little_word(word: str, code: str) -> bool:
    """Whether the word carries no content in a language of `message_language`."""
    return word in _TELLING.get(code, frozenset())


@cache
def language_of(code: str) -> Language | None:
    """How a language is read; `None` if we cannot read it."""
    match code:
        case "en":
            return English()
        case "zh":
            return Chinese()
        case _:
            return None


def catalogue_language(titles: Iterable[str]) -> Language:
    """How a shop's products are read: as Chinese where their titles are (which reads Latin words too), else as
    English."""
    codes = [script_language(title) for title in titles]
    chinese = codes.count("zh") >= max(1, CHINESE_TITLES * len(codes))
    return Chinese() if codes and chinese else English()
