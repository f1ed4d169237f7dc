"""English: words, stems, stop words, and the spellings that mean the same."""

import re
import unicodedata
from functools import cache, lru_cache

import snowballstemmer
from spellchecker import SpellChecker

_WORD = re.compile(r"[a-z0-9]+(?:[.'][a-z0-9]+)*")
_POSSESSIVE = re.compile(r"'s?$")

# One spelling for the index and for what shoppers type: American to British, and adjectives to their noun.
_SAME_WORD = {
    "aluminum": "aluminium",
    "armor": "armour",
    "center": "centre",
    "centerpiece": "centrepiece",
    "centerpieces": "centrepieces",
    "color": "colour",
    "colored": "coloured",
    "colorful": "colourful",
    "colors": "colours",
    "cozy": "cosy",
    "donut": "doughnut",
    "favorite": "favourite",
    "fiber": "fibre",
    "flavor": "flavour",
    "flavored": "flavoured",
    "golden": "gold",
    "gray": "grey",
    "jewelry": "jewellery",
    "liter": "litre",
    "meter": "metre",
    "mold": "mould",
    "mum": "mother",
    "mom": "mother",
    "mustache": "moustache",
    "pajamas": "pyjamas",
    "silvery": "silver",
    "theater": "theatre",
    "wooden": "wood",
    "woolen": "wool",
    "woollen": "wool",
}

_AMERICAN = {british: american for american, british in _SAME_WORD.items()}

# Words that the stemmer would throw together with others: a metallic car is made of plastic.
_OWN_STEM = {"metallic": "metallic"}

# Times in film subtitles. Of some fifty words tried, most names of things sold are below ("sweater" 7,700,
# "spanner" 460, "kitchenware" 77), and words of talk above ("decent" 51,000, "forgot" 150,000).
EVERYDAY = 10_000
# What is said less often may be somebody's slip, or a name.
NO_SLIP = 300

_STOP_WORDS = frozenset(
    """a about after all also am an and any anything are as at be been before being but by can could did do does
    doing each either else even ever every few find for from get give go got had has have having he her here hers him
    his how i if in into is it its just kind let like ll looking look made make me more most much must my need no nor
    not of off on one only or other our out over own please re s same she should show so some something such t than
    that the their them then there these they thing things this those to too under until up us ve very want wanted
    was we were what when where which while who whom why will with would you your yours really quite maybe perhaps d
    m im id ive""".split()
)


class English:
    """The `Language` port for English, both spellings."""

    code = "en"

    def __init__(self) -> None:
        self._stemmer = snowballstemmer.stemmer("english")
        self.stem = lru_cache(maxsize=100_000)(self._stem)

    def tokens(self, text: str) -> list[str]:
        """Words in order, case folded, without accents; hyphens split ("battery-powered": battery, powered)."""
        plain = text.casefold().replace("’", "'")
        if not plain.isascii():  # accents are rare, and looking for them takes most of the time
            plain = unicodedata.normalize("NFKD", plain)
            plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
        words: list[str] = _WORD.findall(plain)
        return [_POSSESSIVE.sub("", word) for word in words] if "'" in plain else words

    def _stem(self, token: str) -> str:
        return _OWN_STEM.get(token) or str(self._stemmer.stemWord(_SAME_WORD.get(token, token)))

    def is_stop_word(self, token: str) -> bool:
        """Whether the word carries no content of its own."""
        return token in _STOP_WORDS

    def is_word(self, token: str) -> bool:
        """Whether films say the word, in American or British spelling, too often for a slip of another one."""
        return _frequency(token) >= NO_SLIP

    def may_name_thing(self, token: str) -> bool:
        """Whether films say the word, and not more often than most names of things."""
        return 0 < _frequency(token) <= EVERYDAY


def _frequency(word: str) -> int:
    return _frequencies().get(_AMERICAN.get(word, word), 0)


@cache
def _frequencies() -> dict[str, int]:
    """How often film subtitles say each of 160,000 words, in American spelling (pyspellchecker)."""
    return dict(SpellChecker(language="en").word_frequency.dictionary)
