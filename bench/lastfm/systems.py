"""The systems in the benchmark: ours, a belief with the elicitation core, and rules without learning beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from agent.elicitation import shortlist
from agent.elicitation.answers import each_of, likelihoods, one_of, own_answers, with_partner
from agent.elicitation.belief import Floats, normalised, updated, without
from agent.elicitation.value import Goal, decide
from bench.lastfm.figures import gain
from bench.lastfm.graph import Flags, Graph, Ints
from bench.lastfm.prior import Prior
from bench.lastfm.simulator import ACTIONS, LIST, Ask, Recommend, Talker


def gains() -> Floats:
    """G (14, 10): what a hit at turn t on place r adds to hDCG."""
    return np.array([[gain(turn, place) for place in range(1, LIST + 1)] for turn in range(ACTIONS)])


@dataclass(frozen=True, slots=True)
class Tuned:
    """What was chosen on ranks from 4,000 on (docs/experiments.md).

    `error_rate` = η and `partner` = ρ of the answer model; `values` single attributes are looked at for pairs,
    `questions` pairs and `candidates` items for the lookahead.
    """

    error_rate: float
    partner: float
    goal: Goal
    values: int = 40
    questions: int = 24
    candidates: int = 300


# The protocol's list drops an item on one wrong answer, so errors are not reckoned with; 77% of episodes have a
# partner, but at ρ = .77 the belief waits for answers that tell it apart and asks too little.
STRICT = Tuned(error_rate=1e-3, partner=0.5, goal=Goal(gains(), lists=3))
# A flat belief is far from any hit: four lists ahead ask less and find more than two (AT 4.70 against
# 5.00 on 700 tuning episodes).
STRICT_FLAT = Tuned(error_rate=1e-3, partner=0.3, goal=Goal(gains(), lists=4))
SOFT = Tuned(error_rate=0.05, partner=0.35, goal=Goal(gains(), lists=3))


@dataclass(frozen=True, slots=True)
class Ours:
    """A belief over the items with the first attribute.

    `strict`: only items of the protocol's candidate list are shown, and a question is weighed by whom it would drop
    from that list; else the list is not looked at, and every item not yet shown may be.
    """

    graph: Graph
    prior: Prior
    tuned: Tuned
    strict: bool

    def begin(self, rank: int, user: int, first: int, items: Ints) -> Talker:
        """A talk that starts at the prior."""
        return _Talk(self, items, self.prior(user, first, items), first)


class _Talk:
    def __init__(self, system: Ours, items: Ints, prior: Floats, first: int) -> None:
        self._system, self._tuned = system, system.tuned
        self._items, self._belief = items, prior
        tags = system.graph.tags
        counts = tags.counts[items]
        self._rows = np.repeat(np.arange(len(items)), counts)
        self._tags = np.concatenate([tags[item] for item in items])
        self._asked = [first]
        self._questions = 0
        self._pending: tuple[Ints, Floats] | None = None

    def act(self, turn: int, listed: Flags) -> Ask | Recommend:
        if self._system.strict:
            self._belief = self._within(listed)
        order = np.argsort(-self._belief, kind="stable")
        rows = order[: self._tuned.candidates]
        rows = rows[self._belief[rows] > 0]
        attributes, own, heard, single = self._drafts(rows)
        if len(attributes):
            belief = self._belief[rows]
            weighed = self._lasting(likelihoods(own, heard, belief), own)
            choice = decide(belief, weighed, single, self._tuned.goal, turn=turn, asked=self._questions)
            if choice.question is not None:
                return self._asking(attributes[choice.question])
        return Recommend((order[listed[order]] if self._system.strict else order)[:LIST])

    def _within(self, listed: Flags) -> Floats:
        left = np.where(listed, self._belief, 0.0)
        return normalised(left if left.sum() > 0 else listed.astype(np.float64))

    def _drafts(self, rows: Ints) -> tuple[Ints, Floats, Floats, Flags]:
        """Questions (Q, 2) of attributes (the same twice: one mark), own answers (Q, 4, C), channels (Q, 4, 4), and
        which have one mark."""
        graph, tuned = self._system.graph, self._tuned
        shares = np.bincount(self._tags, self._belief[self._rows], len(graph.tagged))  # (A,)
        shares[self._asked] = 0.0
        chosen = shortlist.values(np.clip(shares, 0, 1), tuned.partner, tuned.values)
        has = graph.has[chosen][:, self._items[rows]].astype(np.float64)  # (V, C)
        pairs = shortlist.pairs(
            self._belief[rows], has, graph.group[chosen], partner=tuned.partner, most=tuned.questions
        )
        first, second = has[pairs[:, 0]], has[pairs[:, 1]]
        single = pairs[:, 0] == pairs[:, 1]
        codes = np.where(single[:, None], first, 2 * first + second).astype(np.int64)  # (Q, C)
        own = own_answers(codes, 4)
        channels = np.where(single[:, None, None], one_of(2, tuned.error_rate, 4), each_of(2, tuned.error_rate))
        heard = with_partner(channels, own @ self._belief[rows], tuned.partner)
        return chosen[pairs], own, heard, single

    def _lasting(self, weighed: Floats, own: Floats) -> Floats:
        """Likelihoods without the candidates that an answer would drop from the protocol's list."""
        if not self._system.strict:
            return weighed
        return weighed * (_KEPT @ own)

    def _asking(self, pair: Ints) -> Ask:
        self._questions += 1
        attributes = tuple(dict.fromkeys(pair.tolist()))
        return Ask(attributes)

    def told(self, question: Ask, accepted: Sequence[bool]) -> None:
        has = self._system.graph.has[list(question.attributes)][:, self._items].astype(np.int64)  # (marks, C)
        marks = len(question.attributes)
        powers = 1 << np.arange(marks)[::-1]
        own = own_answers((powers @ has)[None, :], 1 << marks)  # (1, Y, C)
        heard = with_partner(each_of(marks, self._tuned.error_rate), own @ self._belief, self._tuned.partner)
        answer = int(powers @ np.array(accepted, dtype=np.int64))
        self._belief = updated(self._belief, likelihoods(own, heard, self._belief)[0, answer])
        self._asked += question.attributes

    def rejected(self, shown: Ints) -> None:
        gone = np.zeros(len(self._belief), dtype=np.bool_)
        gone[shown] = True
        left = without(self._belief, gone)
        if left.sum() > 0:
            self._belief = left


def _kept() -> Floats:
    """1 where a candidate with own answer o stays in the protocol's list after y: (y, o) of two marks."""
    codes = np.arange(4)
    heard, own = codes[:, None], codes[None, :]
    stays = np.where(heard == 0, own == 0, (own > 0) & (own & ~heard == 0))
    return np.asarray(stays, dtype=np.float64)


_KEPT = _kept()
