"""Unit critiques to click under a list: "cheaper", "smaller", "in green", each with what fits as well and lies there.

What is offered is said in words that the parser reads (`agent/understand/critiques.py`) and measured from the products
shown, so that no click leads to nothing. Critiques that follow from what is shown and what remains are the ones that
are used (McCarthy et al., "Dynamic critiquing", ECCBR 2004).
"""

from collections.abc import Iterator, Sequence

from agent.state import State
from agent.understand.critiques import SIZE, Comparative, compared
from domain.actions import Action, ActionType, Belief, Critique
from domain.items import COLOUR, PRICE, RATING
from domain.ports import Catalogue
from domain.wishes import Op, Wish

# More chips than this are not read; they stand in one row on a desktop and in two on a phone.
MOST_OFFERED = 4
# What is this much less probable than the best product is no answer to the wishes, however cheap it is.
LEAST_SHARE_OF_BEST = 0.01
# Colour words of feeds that nobody would ask for: "in natural".
NO_COLOURS = frozenset({"natural", "multicoloured", "multicolour", "assorted", "clear", "mixed"})
# In the order in which shoppers use them; the parser reads each as exactly this change.
CHANGES = (
    ("cheaper", Comparative((PRICE,), more=False)),
    ("better rated", Comparative((RATING,), more=True)),
    ("smaller", Comparative(SIZE, more=False)),
    ("bigger", Comparative(SIZE, more=True)),
    ("lighter", Comparative(("weight",), more=False)),
    ("more pieces", Comparative(("number_of_pieces",), more=True)),
)
# Replies whose products are a list to go on from; one that relaxes a wish has clicks of its own.
_LISTS = (ActionType.RECOMMEND, ActionType.ASK)


def offers(action: Action, state: State, belief: Belief, catalogue: Catalogue) -> tuple[Critique, ...]:
    """At most `MOST_OFFERED` changes to the list of this action, each of which something would meet.

    None without a list, or before anything is wished for: whoever wants nothing yet has nothing to change.
    """
    if action.type not in _LISTS or not action.slots or not (state.preferences or state.liked or state.disliked):
        return ()
    shown = tuple(slot.item_id for slot in action.slots)
    fitting = [item_id for item_id in _fitting(belief, state, catalogue) if item_id not in shown]
    settled = {held.wish.attribute for held in state.preferences}
    settled |= {action.question.attribute} if action.question else set()
    colours = () if COLOUR in settled else _coloured(shown, fitting, catalogue)
    return (*_comparative(shown, fitting, catalogue), *colours)[:MOST_OFFERED]


def _fitting(belief: Belief, state: State, catalogue: Catalogue) -> Iterator[str]:
    """Products that answer the wishes about as well as those shown: of the kind that was named, and probable."""
    kinds = [held.wish for held in state.named_kinds]
    least = LEAST_SHARE_OF_BEST * max((one.probability for one in belief.candidates), default=0.0)
    for one in belief.candidates:
        if one.probability >= least and all(catalogue.meets(one.item_id, kind) for kind in kinds):
            yield one.item_id


def _comparative(shown: Sequence[str], fitting: Sequence[str], catalogue: Catalogue) -> Iterator[Critique]:
    for text, change in CHANGES:
        for wish in compared(change, shown, catalogue):
            count = sum(catalogue.meets(item_id, wish) is True for item_id in fitting)
            if count and _all_state(wish.attribute, shown, catalogue):
                yield Critique(wish.attribute, text, count)


def _all_state(attribute: str, shown: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether the change can be seen on every product shown: "smaller" than what says no size is no direction."""
    return all(any(fact.number is not None for fact in catalogue.facts(item_id, attribute)) for item_id in shown)


def _coloured(shown: Sequence[str], fitting: Sequence[str], catalogue: Catalogue) -> Iterator[Critique]:
    """The colour that most of the others have and none of those shown."""
    seen = {fact.value for item_id in shown for fact in catalogue.facts(item_id, COLOUR)}
    left_out = seen | NO_COLOURS
    others = [fact.value for item_id in fitting for fact in catalogue.facts(item_id, COLOUR)]
    others = [value for value in others if value not in left_out]
    if seen and others:
        commonest = max(dict.fromkeys(others), key=others.count)
        wish = Wish(COLOUR, Op.IS, (commonest,))
        yield Critique(COLOUR, f"in {commonest}", sum(catalogue.meets(item_id, wish) is True for item_id in fitting))
