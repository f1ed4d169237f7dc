"""Everything that can come into a conversation. `kind` names the type where it is written down."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


class CardActionType(StrEnum):
    """What was pressed on the cards or beside them."""

    MORE_LIKE_THIS = "more_like_this"
    NOT_FOR_ME = "not_for_me"
    COMPARE = "compare"
    WHY = "why"
    SHOW_OTHERS = "show_others"
    START_OVER = "start_over"


class RepActionType(StrEnum):
    """What a customer-service rep did."""

    SAY = "say"
    HAND_BACK = "hand_back"


@dataclass(frozen=True, slots=True)
class Words:
    """A message in plain language."""

    text: str
    kind: Literal["words"] = "words"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as bytes with its media type."""

    data: bytes = field(repr=False)
    media_type: str = "image/jpeg"
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Answer:
    """A click on one answer of a question. `value` is an option's value; "" is "I don't mind"."""

    attribute: str
    value: str
    kind: Literal["answer"] = "answer"


@dataclass(frozen=True, slots=True)
class CardAction:
    """A press on one or more shown products, or on the whole list (no ids)."""

    action: CardActionType
    item_ids: tuple[str, ...] = ()
    kind: Literal["card_action"] = "card_action"


@dataclass(frozen=True, slots=True)
class Edit:
    """A preference deleted (`value` is None), or given another value."""

    preference_id: str
    value: str | None = None
    kind: Literal["edit"] = "edit"


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last input that has not been taken back."""

    kind: Literal["undo"] = "undo"


@dataclass(frozen=True, slots=True)
class RepAction:
    """Something a rep did in the shopper's conversation."""

    action: RepActionType
    text: str = ""
    kind: Literal["rep_action"] = "rep_action"


Input = Words | Picture | Answer | CardAction | Edit | Undo | RepAction


class Speaker(StrEnum):
    """Who an input comes from."""

    SHOPPER = "shopper"
    REP = "rep"
    SYSTEM = "system"
