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
# How often what is wanted is of another kind than the one that was named, once a list of that kind was passed over.
NAMED_OTHERWISE = 0.3

# What a card says of a product that stands on a page beside those of the kind that was named.
ANOTHER_KIND = "another kind of product"


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


def going_on(belief: Belief, beside: Belief) -> Belief:
    """The belief within a kind, with products of other kinds among it: who goes on after a list of what she named may
    have named it otherwise than the catalogue does. `beside` is the belief over all kinds."""
    own = {one.item_id for one in belief.candidates}
    weighed = (
        one if one.item_id in own else replace(one, probability=one.probability * NAMED_OTHERWISE)
        for one in beside.candidates
    )
    return replace(belief, candidates=tuple(sorted(weighed, key=lambda one: -one.probability)))
