"""Does the shopper give her product away? Her words are looked up in titles, and compared with what words of facts do.

`copied words` ranks products by the share of their title's words that she said in all she can say; `words of facts`
does the same with the canonical values of the product's own facts; `whole title` is how often she says one in full. If
her words found titles that the words of facts do not, something but facts would have leaked.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.shopper.need import Target
from bench.shopper.shopper import Shopper
from domain.inputs import Words
from domain.items import Item
from retrieval.languages.english import English

# She is asked so often to say more that nothing is left.
ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Leak:
    """Shares of needs: the product found first, and among the first five, by a lookup in titles."""

    copied_first: float
    copied_five: float
    facts_first: float
    facts_five: float
    whole_title: float


def leak(pairs: Sequence[tuple[Target, Shopper]], items: Sequence[Item]) -> Leak:
    """Over needs with fresh shoppers; ties share their places evenly."""
    titles = {item.item_id: _stems(item.title) for item in items}
    idf = Counter(stem for title in titles.values() for stem in title)
    copied, facts, whole = [], [], 0
    for target, shopper in pairs:
        said = everything(shopper)
        copied.append(_places(_stems(said), titles, idf, target.item_id))
        facts.append(_places(_stems(_fact_words(shopper)), titles, idf, target.item_id))
        own = titles[target.item_id]
        whole += len(own) > 1 and own <= _stems(said)
    count = len(pairs)
    return Leak(
        sum(one[0] for one in copied) / count,
        sum(one[1] for one in copied) / count,
        sum(one[0] for one in facts) / count,
        sum(one[1] for one in facts) / count,
        whole / count,
    )


def everything(shopper: Shopper) -> str:
    """All she says when nothing suits her and nothing is asked."""
    moves = [shopper.open(), *(shopper.reply((), None) for _ in range(ROUNDS))]
    return " ".join(move.text for move in moves if isinstance(move, Words))


def _fact_words(shopper: Shopper) -> str:
    traits = shopper.voice.need.traits
    return " ".join((*traits.path, *(value for values in traits.values.values() for value in values)))


def _stems(text: str) -> frozenset[str]:
    language = English()
    words = (word for word in language.tokens(re.sub(r"[^\w\s']", " ", text)) if not language.is_stop_word(word))
    return frozenset(language.stem(word) for word in words)


def _places(
    said: frozenset[str], titles: dict[str, frozenset[str]], idf: Counter[str], wanted: str
) -> tuple[float, float]:
    """The chance to be first, and among the first five, by Σ 1/frequency of the shared stems over the title's."""
    scores = {item_id: _overlap(said, title, idf) for item_id, title in titles.items()}
    own = scores[wanted]
    if not own:
        return 0.0, 0.0
    above, ties = sum(one > own for one in scores.values()), sum(one == own for one in scores.values())
    return float(not above) / ties, min(1.0, max(0.0, 5 - above) / ties)


def _overlap(said: Iterable[str], title: frozenset[str], idf: Counter[str]) -> float:
    whole = sum(1 / idf[stem] for stem in title)
    return round(sum(1 / idf[stem] for stem in title.intersection(said)) / whole, 9) if whole else 0.0
