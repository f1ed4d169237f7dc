"""What was shown and passed over is less likely to be what is wanted: who sees it mostly says so.

    P(i | talked on) ∝ P(i) · P(talks on | i is wanted and was shown)^times shown

A product that answers a new wish far better than everything fresh comes back; else a page is new.
"""

from collections import Counter
from dataclasses import replace

from agent.state import State
from domain.actions import Belief
from domain.meaning import Act, Meaning

# How often a shopper who sees what she wants goes on without a word about it. Chosen on conversations that are not
# reported (`python -m bench.dialogue --seed 2`; docs/experiments.md).
TALKS_ON = 0.05
# And how often she asks for more like one of a list, or for something in its place, where what she wants is on it too.
ASKS_FOR_MORE = 0.001
_FOR_MORE = frozenset({Act.MORE_LIKE, Act.REJECT})


def passed_over(belief: Belief, state: State, meaning: Meaning) -> Belief:
    """The belief with each group weighed for each time it was shown, most probable first; the remainder grows.

    `meaning` is how she goes on now: a new wish judges all of them anew, so that they count as shown once.
    """
    if not state.shown:
        return belief
    times = Counter(set(state.shown) if meaning.wishes else state.shown)
    goes_on = ASKS_FOR_MORE if meaning.act in _FOR_MORE else TALKS_ON
    weighed = [
        replace(one, probability=one.probability * goes_on ** times[one.group_id]) if one.group_id in times else one
        for one in belief.candidates
    ]
    total = sum(one.probability for one in weighed) + belief.remainder
    if total <= 0:
        return belief
    ranked = sorted(weighed, key=lambda one: -one.probability)
    candidates = tuple(replace(one, probability=one.probability / total) for one in ranked)
    return replace(belief, candidates=candidates, remainder=belief.remainder / total)
