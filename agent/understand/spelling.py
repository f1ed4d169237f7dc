"""Slips of the keyboard in the words that the reader itself knows ("undr 20", "my nefew"), and words run together."""

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from domain.ports import Catalogue

# Shorter words have too many neighbours.
SHORTEST, TWO_MISTAKES = 5, 9
# Two letters are a word by chance.
SHORTEST_PART = 3
# Words of the reader's own patterns that are worth correcting to, and slips of them that are further away.
_OWN_WORDS = tuple(
    """under below above around between budget pounds dollars maximum cheaper something anything present
    birthday christmas nephew niece daughter grandson granddaughter grandmother grandfather mother father
    brother sister husband girlfriend boyfriend colleague neighbour friend without batteries allergic
    preferably definitely ideally waterproof years months looking please recommend compare expensive""".split()
)
_FURTHER = {
    "nefew": "nephew",
    "neice": "niece",
    "bagpack": "backpack",
    "blck": "black",
    "brwn": "brown",
    "whte": "white",
    "undr": "under",
}


def own_word(word: str) -> str | None:
    """The word of the reader's own patterns that this is a slip of, if there is one."""
    if word in _FURTHER or len(word) < SHORTEST or word.rstrip("s") in _OWN_WORDS:
        return _FURTHER.get(word)
    near = extractOne(word, _OWN_WORDS, scorer=OSA.distance, score_cutoff=2 if len(word) >= TWO_MISTAKES else 1)
    return near[0] if near and near[0][0] == word[0] else None


def parted(word: str, catalogue: Catalogue) -> str | None:
    """The two words of the shop's titles that this one is made of ("lawnmower": "lawn mower"); `None` where no title
    has them side by side."""
    places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    halves = ((word[:place], word[place:]) for place in places)
    pairs = (f"{one} {other}" for one, other in halves if catalogue.knows_word(one) and catalogue.knows_word(other))
    # A pair that titles have side by side is a thing and the word before it.
    return next((pair for pair in pairs if len(catalogue.things(pair)) > 1), None)
