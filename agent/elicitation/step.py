"""One step of elicitation: of many questions, the one worth asking now, or none; and what an answer does to the belief.

    menu → the most open questions → likelihoods over the likeliest candidates → `value.decide`

What a decision costs depends on how many questions and candidates it is given, never on the catalogue behind them.
"""

from dataclasses import dataclass

import numpy as np

from agent.elicitation import answers as answering
from agent.elicitation.answers import UNSAID, Ints
from agent.elicitation.belief import Floats, normalised, updated
from agent.elicitation.shortlist import most_open
from agent.elicitation.value import Decision, Goal, decide


@dataclass(frozen=True, slots=True)
class Manner:
    """How people answer, and how closely a decision looks.

    `error_rate` = η in [0, 1); .05 holds up under 0, 10 and 20% wrong answers (docs/elicitation.md). `unsaid_factor`:
    how much rarer an answer is where the product wanted does not say. `questions` and `candidates` are looked at
    closely; more change nothing measurable.
    """

    error_rate: float = 0.05
    unsaid_factor: float = 1.0
    questions: int = 12
    candidates: int = 300


@dataclass(frozen=True, slots=True)
class Menu:
    """The questions that may be asked now.

    `own` (Q, Y, C): each candidate's own answers as shares that sum to 1 (a product in two colours has half of each),
    or to 0 where it does not say; `answers` (Q,): how many each question has, up to Y; `answered` (Q,): how often
    people answer it.
    """

    own: Floats
    answers: Ints
    answered: Floats

    @classmethod
    def of_codes(cls, codes: Ints, answers: Ints, answered: Floats) -> "Menu":
        """From `codes` (Q, C): each candidate's one answer from 0, or `UNSAID`."""
        return cls(answering.own_answers(codes, int(answers.max(initial=1))), answers, answered)


def next_step(
    belief: Floats, menu: Menu, goal: Goal, *, turn: int, asked: int, manner: Manner | None = None
) -> Decision:
    """The row of the menu worth asking, or `None` where recommending is worth more (`Decision.value` says by how
    much).

    `belief` (C,) sums to 1; `turn` counts from 0, `asked` the questions so far.
    """
    manner = manner or Manner()
    rows = likeliest(belief, manner.candidates)
    kept = normalised(belief[rows])
    own = menu.own[:, :, rows]  # (Q, Y, C')
    chosen = most_open(own @ kept, menu.answered, manner.questions)
    if len(chosen) == 0:
        return Decision(None, -np.inf)
    weighed = _weighed(own[chosen], menu.answers[chosen], menu.answered[chosen], kept, manner)
    decision = decide(kept, weighed, menu.answers[chosen] <= 2, goal, turn=turn, asked=asked)
    if decision.question is None:
        return decision
    return Decision(int(chosen[decision.question]), decision.value, decision.weighed)


def likeliest(belief: Floats, most: int) -> Ints:
    """Rows (at most `most`,) of the candidates with the highest belief, likeliest first."""
    found = np.argpartition(-belief, most)[:most] if most < belief.size else np.arange(belief.size)
    return found[np.argsort(-belief[found], kind="stable")]


def _weighed(own: Floats, answers: Ints, answered: Floats, belief: Floats, manner: Manner) -> Floats:
    """Likelihoods (Q, Y + 1, C), silence last."""
    size = own.shape[1]
    heard = np.stack([answering.one_of(int(count), manner.error_rate, size) for count in answers])  # (Q, Y, Y)
    likelihood = answering.likelihoods(own, heard, belief)
    return answering.with_silence(likelihood, own.sum(axis=1) > 0, answered, unsaid_factor=manner.unsaid_factor)


def heard(belief: Floats, menu: Menu, question: int, answer: int, *, manner: Manner) -> Floats:
    """The belief (C,) after an answer from 0 to a question of the menu; `UNSAID` for "don't know".

    The same likelihood that valued the question, so a decision and its update cannot disagree.
    """
    one = slice(question, question + 1)
    weighed = _weighed(menu.own[one], menu.answers[one], menu.answered[one], belief, manner)
    return updated(belief, weighed[0, -1 if answer == UNSAID else answer])
