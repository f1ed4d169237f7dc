"""Needs that wait their turn: "shoes under 60, and a sweater" is shoes first; then the sweater, with its own wishes."""

import re
from collections.abc import Callable
from dataclasses import replace

from agent.state import State
from domain.actions import Action, ActionType, Option, Question
from domain.items import BRAND, CATEGORY
from domain.meaning import NEED, Act, Meaning, Need
from domain.ports import Catalogue
from domain.wishes import TEXT, Op, Wish

_GO_ON = re.compile(
    r"^[\W_]*(?:(?:ok(?:ay)?|right|great|good|lovely|thanks|thank you|perfect|yes|yeah|yep|sure|please|and|now|then|so|"
    r"well|let'?s|go|move|on|to|onto|show me|what about|how about|do|see|look at)[\s,.!]+)*"
    r"(?:(?:the )?next(?: (?:one|thing|item|bit|need))?|"
    r"(?:the |that )?(?:other|second) (?:thing|item|bit|need)|the rest|"
    r"(?:go|carry|move) on|continue)(?:[\s,]+(?:now|please|then|thanks))*[\W_]*$"
)
# Inputs whose answer ends what the first need was about.
_ENDS = frozenset({Act.THANK, Act.CLOSE})
_MAY_OFFER = frozenset({ActionType.RECOMMEND, ActionType.ASK, ActionType.ANSWER, ActionType.CLOSE})


def go_on(text: str, state: State) -> Meaning | None:
    """Going on to the next need by a word ("next", "and the other thing?"), with all of the last one's wishes left
    behind; `None` if nothing waits or the message says something else."""
    return with_need(state.waiting[0], state) if state.waiting and _GO_ON.search(text) else None


def named(meaning: Meaning, state: State, stems: Callable[[str], set[str]]) -> Meaning | None:
    """Going on to the need whose thing a message names ("now the sweater, in blue"), with what it says beside."""
    said = stems(" ".join(word for wish in meaning.wishes for word in _words(wish)))
    for need in state.waiting:
        thing = stems(" ".join(word for wish in need.wishes if _is_thing(wish) for word in _words(wish)))
        if thing and thing <= said:
            sides = {(wish.attribute, wish.op) for wish in meaning.wishes}
            kept = tuple(wish for wish in need.wishes if (wish.attribute, wish.op) not in sides)
            return with_need(replace(need, wishes=(*meaning.wishes, *kept)), state, waited=need)
    return None


def with_need(need: Need, state: State, *, waited: Need | None = None) -> Meaning:
    """The meaning of going on to a need: its wishes in place of all that stand. What protects somebody (an allergy)
    stays."""
    return Meaning(
        Act.INFORM,
        wishes=need.wishes,
        dropped=tuple(held.preference_id for held in state.preferences if not held.wish.safety),
        attribute=NEED,
        further=tuple(other for other in state.waiting if other is not (waited or need)),
    )


def offered(action: Action, meaning: Meaning, state: State, catalogue: Catalogue) -> Action:
    """The action with an offer to go on to what waits: when it was just named, when the first is settled, and where
    there is nothing else to ask."""
    fresh = bool(meaning.further) or meaning.act in _ENDS
    if not state.waiting or action.type not in _MAY_OFFER or not (fresh or _nothing_to_ask(action, state)):
        return action
    options = tuple(Option(need.text, need.text, _count(need, catalogue)) for need in state.waiting)
    return replace(action, question=Question(NEED, "", options), later=tuple(need.text for need in state.waiting))


def _nothing_to_ask(action: Action, state: State) -> bool:
    return action.question is None and action.type is ActionType.RECOMMEND and True not in state.recent_questions[-1:]


def _count(need: Need, catalogue: Catalogue) -> int:
    """Products that meet the need's exact wishes, are of the kind or brand that it names and say its words."""
    exact = [wish for wish in need.wishes if wish.hard]
    named = [wish for wish in need.wishes if wish.attribute in (CATEGORY, BRAND, TEXT) and not wish.hard]
    return catalogue.count(tuple(dict.fromkeys((*exact, *(replace(wish, op=Op.IS, hard=True) for wish in named)))))


def _is_thing(wish: Wish) -> bool:
    return (
        wish.op in (Op.IS, Op.LIKE)
        and wish.attribute in (TEXT, CATEGORY)
        and bool(wish.words or wish.attribute == TEXT)
    )


def _words(wish: Wish) -> tuple[str, ...]:
    return (wish.words, *(wish.values if wish.attribute == TEXT else ()))
