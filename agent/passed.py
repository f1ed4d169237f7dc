"""What was shown and passed over is less likely to be what is wanted: who sees it mostly says so.

    P(i | talked on) ∝ P(i) · P(talks on | i is wanted and was shown)        only for groups that were shown

A product that answers a new wish far better than everything fresh comes back; else a page is new.
"""

from dataclasses import replace

from agent.state import State
from domain.actions import Belief, Scored

# How often a shopper who sees what she wants goes on without a word about it. Chosen on conversations that are not
# reported (`python -m bench.dialogue --seed 2`; docs/experiments.md).
TALKS_ON = 0.05


def passed_over(belief: Belief, state: State) -> Belief:
    """The belief with each group that was shown weighed by `TALKS_ON`, most probable first; the remainder grows."""
    if not state.seen:
        return belief
    weighed = [_weighed(one, one.group_id in state.seen) for one in belief.candidates]
    total = sum(one.probability for one in weighed) + belief.remainder
    if total <= 0:
        return belief
    ranked = sorted(weighed, key=lambda one: -one.probability)
    candidates = tuple(replace(one, probability=one.probability / total) for one in ranked)
    return replace(belief, candidates=candidates, remainder=belief.remainder / total)


def _weighed(one: Scored, shown: bool) -> Scored:
    return replace(one, probability=one.probability * TALKS_ON) if shown else one
