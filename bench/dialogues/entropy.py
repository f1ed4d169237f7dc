"""Asking by maximum entropy with hard filters: every wish filters exactly, the next question splits what is left best.

The words are read by the shop's own parser, so this system hears as well as ours does; it differs in what it does then.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from agent.state import EMPTY, State, heard
from agent.turn import Understanding
from bench.dialogues.baselines import STAGES, Pages, choice, price_question
from bench.dialogues.protocol import Offer
from bench.shopper.shopper import Move
from bench.shopper.traits import UNSPOKEN
from domain.actions import Question
from domain.inputs import Words
from domain.items import AGE, AGE_MIN, CATEGORY, PRICE, Item
from domain.wishes import TEXT, Op, Wish

# What does not meet the wishes comes after everything that does.
BELOW_ALL = 1000.0


@dataclass(slots=True, kw_only=True)
class Entropy(Pages):
    """Every wish so far is exact; where together they leave nothing, the oldest gives way."""

    understand: Understanding
    _state: State = EMPTY
    _words: list[str] = field(default_factory=list)
    _asked: set[str] = field(default_factory=set)
    _turn: int = 0

    def start(self, seed: str) -> None:
        """Forget the conversation."""
        self.seen, self._state, self._words, self._asked, self._turn = set(), EMPTY, [], set(), 0

    def hear(self, move: Move) -> Offer:
        """Filter, rank what is left by words and meaning, ask."""
        self._turn += 1
        meaning = self.understand(move, self._state, self.shelf.catalogue)
        self._state = heard(self._state, f"t{self._turn}", move, meaning)
        if isinstance(move, Words):
            self._words.append(move.text)
        scores = self.shelf.hybrid(" ".join(self._words))
        left = self._left()
        outside = [row for row in range(len(self.shelf.items)) if row not in left]
        scores = scores.copy()
        scores[outside] -= BELOW_ALL
        question = self._question([self.shelf.items[row] for row in left if row not in self.seen])
        self._state = replace(self._state, pending=question)
        return self.page(scores, question)

    def _left(self) -> set[int]:
        """The rows that meet every wish, or all but the oldest ones."""
        wishes = [_exact(held.wish) for held in self._state.preferences if _filters(held.wish)]
        for first in range(len(wishes) + 1):
            passing = self.shelf.catalogue.passing(wishes[first:])
            rows = {self.shelf.place[item_id] for item_id in passing if item_id in self.shelf.place}
            if rows - self.seen:
                return rows
        return set()

    def _question(self, items: list[Item]) -> Question | None:
        if len(items) <= self.cards:
            return None
        settled = self._asked | {held.wish.attribute for held in self._state.preferences if held.wish.op is not Op.NOT}
        drafts = [(gain, draft) for name, gain, draft in questions(items) if name not in settled]
        best = max(drafts, key=lambda one: one[0], default=None)
        if best is None or best[0] <= 0:
            return None
        self._asked.add(best[1].attribute)
        return best[1]


def _filters(wish: Wish) -> bool:
    return wish.op is not Op.LIKE and wish.attribute != TEXT and wish.strength != 0


def _exact(wish: Wish) -> Wish:
    return replace(wish, hard=True, strength=-1.0 if wish.op is Op.NOT else 1.0)


def questions(items: list[Item]) -> Iterator[tuple[str, float, Question]]:
    """Every question that splits the products, with the entropy of its answer in nats."""
    held: dict[str, list[str]] = {}
    for item in items:
        for relation in {fact.relation for fact in item.facts} - UNSPOKEN:
            held.setdefault(relation, []).append(next(fact.value for fact in item.facts if fact.relation == relation))
    for depth in range(max((len(item.category) for item in items), default=0)):
        counts = Counter(item.category[depth].casefold() for item in items if len(item.category) > depth)
        yield from _drafted(CATEGORY, counts, len(items))
    for relation, values in held.items():
        yield from _drafted(relation, Counter(values), len(items))
    prices = [item.price_minor for item in items if item.price_minor]
    if prices and (question := price_question(prices, next(item.currency or "" for item in items if item.price_minor))):
        yield PRICE, math.log(3) * len(prices) / len(items), question
    yield from _ages(items)


def _drafted(attribute: str, counts: Counter[str], total: int) -> Iterator[tuple[str, float, Question]]:
    question = choice(attribute, counts)
    if question is not None:
        yield attribute, entropy([*counts.values(), total - counts.total()], total), question


def _ages(items: list[Item]) -> Iterator[tuple[str, float, Question]]:
    counts: Counter[str] = Counter()
    for item in items:
        months = next((fact.number for fact in item.facts if fact.relation == AGE_MIN), None)
        if months is not None:
            counts.update(f"{low}..{high}" for low, high, _ in STAGES if low <= months <= high)
    labels = {f"{low}..{high}": label for low, high, label in STAGES}
    for name, gain, question in _drafted(AGE, counts, len(items)):
        options = tuple(replace(option, label=labels[option.value]) for option in question.options)
        yield name, gain, replace(question, options=options)


def entropy(counts: list[int], total: int) -> float:
    """−Σ p ln p of an answer, in nats."""
    return -sum(count / total * math.log(count / total) for count in counts if count > 0)
