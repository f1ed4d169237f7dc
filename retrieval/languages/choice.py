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
    latin = len(_LATIN.findall(text))
    for code, letters in _SCRIPTS:
        count = len(letters.findall(text))
        if count and count >= ENOUGH * (count + latin):
            return code
    return "en"


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
