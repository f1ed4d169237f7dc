"""Plain systems to compare with: popularity, one search and its further pages, a loop of retrieval and fixed questions.

None shows a product twice, which is to their advantage: what was shown before was not what is wanted.
"""

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from bench.dialogues.protocol import CARDS, Offer
from bench.dialogues.shelf import Floats, Shelf, standard
from bench.oracle.check import Card
from bench.shopper.shopper import Move
from domain.actions import Option, Question
from domain.inputs import Answer, CardAction, CardActionType, Words
from domain.items import AGE, AGE_MIN, CATEGORY, COLOUR, MATERIAL, PRICE
from domain.money import Money

MOST_OPTIONS = 6
# What likeness to the products that were liked weighs in the loop of retrieval, beside 1 for words and for meaning.
LIKED = 1.0
STAGES = (
    (0, 12, "under 1"),
    (12, 35, "1 to 2"),
    (36, 71, "3 to 5"),
    (72, 107, "6 to 8"),
    (108, 155, "9 to 12"),
    (156, 191, "13 and over"),
)


@dataclass(slots=True)
class Pages:
    """What is common: the next unseen products by some score of the conversation so far."""

    shelf: Shelf
    name: str
    cards: int = CARDS
    seen: set[int] = field(default_factory=set)

    def start(self, seed: str) -> None:
        """Forget the conversation."""
        self.seen = set()

    def page(self, scores: Floats, question: Question | None = None, text: str = "") -> Offer:
        """The best unseen products; ties in the order of the shelf."""
        order = [row for row in np.argsort(-scores, kind="stable").tolist() if row not in self.seen]
        ids = [self.shelf.items[row].item_id for row in order]
        self.seen.update(order[: self.cards])
        return Offer(tuple(Card(item_id) for item_id in ids[: self.cards]), question, tuple(ids[:300]), text)


@dataclass(slots=True)
class Popularity(Pages):
    """The best known products, page by page. Without review counts: a fixed order that means nothing."""

    def hear(self, move: Move) -> Offer:
        """The next page."""
        known = [(item.rating_count or 0) + (item.rating or 0) / 10 for item in self.shelf.items]
        chance = [zlib.crc32(item.item_id.encode()) / 2**36 for item in self.shelf.items]
        return self.page(np.array(known, np.float32) + np.array(chance, np.float32))


@dataclass(slots=True)
class Single(Pages):
    """One search with the first words; every further turn is its next page."""

    dense: bool = False
    _scores: Floats | None = None

    def start(self, seed: str) -> None:
        """Forget the search."""
        self.seen, self._scores = set(), None

    def hear(self, move: Move) -> Offer:
        """Search once."""
        if self._scores is None:
            assert isinstance(move, Words)
            self._scores = self.shelf.cosines(move.text) if self.dense else self.shelf.bm25(move.text)
        return self.page(self._scores)


@dataclass(slots=True)
class Loop(Pages):
    """Retrieve and chat: all words so far are the query, the next of a fixed list of questions is asked each turn."""

    _words: list[str] = field(default_factory=list)
    _liked: list[int] = field(default_factory=list)
    _asked: list[Question] = field(default_factory=list)
    _left: list[Question] = field(default_factory=list)

    def start(self, seed: str) -> None:
        """Forget the words; all questions are open again."""
        self.seen, self._words, self._liked, self._asked = set(), [], [], []
        self._left = fixed_questions(self.shelf)

    def hear(self, move: Move) -> Offer:
        """Search with everything said."""
        match move:
            case Words(text):
                self._words.append(text)
            case Answer(attribute, value):
                self._words += [
                    one.label
                    for asked in self._asked
                    for one in asked.options
                    if one.value == value and asked.attribute == attribute
                ]
            case CardAction(action, item_ids) if action is CardActionType.MORE_LIKE_THIS:
                self._liked += [self.shelf.place[item_id] for item_id in item_ids]
        scores = self.shelf.hybrid(" ".join(self._words))
        if self._liked:
            alike = self.shelf.vectors @ self.shelf.vectors[self._liked].mean(axis=0)
            scores = scores + LIKED * standard(alike)
        question = self._left.pop(0) if self._left else None
        self._asked += [question] if question else []
        return self.page(scores, question)


def fixed_questions(shelf: Shelf) -> list[Question]:
    """Kind, age, price, colour, material: what a form would ask of this catalogue, in this order."""
    drafts = (
        choice(CATEGORY, Counter(item.category[0].casefold() for item in shelf.items if item.category)),
        age_question() if AGE_MIN in shelf.catalogue.attributes() else None,
        price_question([one.price_minor for one in shelf.items if one.price_minor], shelf.catalogue.currency),
        value_question(COLOUR, shelf),
        value_question(MATERIAL, shelf),
    )
    return [draft for draft in drafts if draft is not None]


def value_question(attribute: str, shelf: Shelf) -> Question | None:
    """Which of the most frequent values."""
    known = shelf.catalogue.attributes().get(attribute)
    return choice(attribute, Counter(dict(known.counts))) if known else None


def choice(attribute: str, counts: Counter[str]) -> Question | None:
    """A choice among the most frequent values; None where there is nothing to choose."""
    best = [Option(value, value, count) for value, count in counts.most_common(MOST_OPTIONS)]
    return Question(attribute, f"Which {attribute.replace('_', ' ')}?", tuple(best)) if len(best) > 1 else None


def age_question() -> Question:
    """Which stage of childhood."""
    return Question(AGE, "How old?", tuple(Option(f"{low}..{high}", label, 1) for low, high, label in STAGES))


def price_question(minors: Sequence[int], currency: str) -> Question | None:
    """Which third of the prices."""
    if len(minors) < 3:
        return None
    cuts = [Money(int(cut), currency) for cut in np.quantile(minors, [1 / 3, 2 / 3])]
    low, high = (cut.amount for cut in cuts)
    labels = (
        (f"..{low}", f"up to {cuts[0]}"),
        (f"{low}..{high}", f"{cuts[0]} to {cuts[1]}"),
        (f"{high}..", f"over {cuts[1]}"),
    )
    return (
        Question(PRICE, "How much?", tuple(Option(value, label, 1) for value, label in labels)) if low != high else None
    )
