"""Every input to its meaning; only words need the parser."""

from dataclasses import dataclass, replace
from typing import assert_never

from agent.state import State
from agent.understand.answers import wishes_of, written_range
from agent.understand.languages import Reader
from agent.waiting import with_need
from domain.errors import BadInput, UnknownPreference
from domain.inputs import (
    Answer,
    CardAction,
    CardActionType,
    Edit,
    Input,
    Picture,
    RepAction,
    Undo,
    Words,
)
from domain.meaning import NEED, Act, Meaning
from domain.ports import Catalogue
from domain.wishes import Op, Wish

_CARD_ACTS = {
    CardActionType.MORE_LIKE_THIS: Act.MORE_LIKE,
    CardActionType.NOT_FOR_ME: Act.REJECT,
    CardActionType.COMPARE: Act.COMPARE,
    CardActionType.WHY: Act.WHY,
    CardActionType.SHOW_OTHERS: Act.SHOW_OTHERS,
    CardActionType.START_OVER: Act.START_OVER,
}
_NEEDS_ITEMS = frozenset(
    {CardActionType.MORE_LIKE_THIS, CardActionType.NOT_FOR_ME, CardActionType.COMPARE, CardActionType.WHY}
)


@dataclass(frozen=True, slots=True)
class BuiltInUnderstanding:
    """The `Understanding` port without a model."""

    parser: Reader

    def __call__(self, said: Input, state: State, catalogue: Catalogue) -> Meaning:
        """The meaning of an input. `BadInput`, `UnknownItem` or `UnknownPreference` where a program sent something
        impossible."""
        match said:
            case Words(text):
                return self.parser(text, state, catalogue)
            case Answer(attribute, value):
                return _answer(attribute, value, state, catalogue)
            case CardAction(action, item_ids):
                return _card_action(action, item_ids, catalogue)
            case Edit(preference_id, value):
                return _edit(preference_id, value, state, catalogue)
            case Undo():
                return Meaning(Act.UNDO)
            case RepAction():
                return Meaning(Act.REP)
            case Picture():
                raise BadInput("Pictures cannot be searched with yet: describe the product in words instead.")
            case _:
                assert_never(said)


def _answer(attribute: str, value: str, state: State, catalogue: Catalogue) -> Meaning:
    if not value:
        return Meaning(Act.DONT_MIND, attribute=attribute)
    if attribute == NEED:
        return _next_need(value, state)
    return Meaning(Act.INFORM, wishes=wishes_of(attribute, value, catalogue), attribute=attribute)


def _next_need(value: str, state: State) -> Meaning:
    need = next((need for need in state.waiting if need.text == value), None)
    if need is None:
        raise BadInput(f"No need {value!r} waits in this conversation: answer one of the question's options.")
    return with_need(need, state)


def _card_action(action: CardActionType, item_ids: tuple[str, ...], catalogue: Catalogue) -> Meaning:
    if action in _NEEDS_ITEMS and not item_ids:
        raise BadInput(f"The action {action.value!r} needs the ids of the products it is about: add item_ids.")
    for item_id in item_ids:
        catalogue.item(item_id)
    return Meaning(_CARD_ACTS[action], item_ids=item_ids)


def _edit(preference_id: str, value: str | None, state: State, catalogue: Catalogue) -> Meaning:
    held = {preference.preference_id: preference.wish for preference in state.preferences}
    if preference_id not in held:
        raise UnknownPreference(
            f"This conversation has no preference {preference_id!r}: it may have been replaced or undone."
        )
    if value is None:
        return Meaning(Act.EDIT, dropped=(preference_id,))
    return Meaning(Act.EDIT, wishes=(_changed(held[preference_id], value, catalogue),))


def _changed(wish: Wish, value: str, catalogue: Catalogue) -> Wish:
    """The wish with another value, on the same side: "at least 20" stays a minimum."""
    if wish.op is Op.MIN:
        return wishes_of(wish.attribute, written_range(value, ""), catalogue)[0]
    changed = wishes_of(wish.attribute, value, catalogue)[-1]
    if wish.op is Op.NOT:
        return replace(
            changed, op=Op.NOT, hard=wish.hard, safety=wish.safety, strength=wish.strength, text=f"no {changed.text}"
        )
    return replace(changed, hard=wish.hard) if changed.number is None else changed
