"""Edge 1 with a model: its reading is merged into the built-in parser's, which is the check on it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.llm.heard import HeardMessage, read_answer, schema_of
from agent.llm.linking import Linked, linked
from agent.llm.port import Message, Model
from agent.llm.prompts import REPAIR, UNDERSTAND, cut, prompt, quoted, tokens_of
from agent.llm.vocabulary import vocabulary
from agent.state import State, replaces
from agent.turn import Understanding
from agent.wording import short
from domain.errors import ModelUnavailable
from domain.inputs import Input, Words
from domain.items import PRICE
from domain.meaning import Act, Meaning
from domain.ports import Catalogue
from domain.wishes import TEXT, Wish

MAX_REPAIRS = 2
# The whole request: system prompt, data and schema, by the upper estimate of `tokens_of`.
MOST_PROMPT_TOKENS = 1_500
# Tokens of the parts that can be of any length. Of a longer message the model reads the beginning; the parser reads
# all of it.
MESSAGE_TOKENS = 160
_QUESTION_TOKENS = 30
_TITLE_TOKENS = 9
_WISH_TOKENS = 9
MOST_SHOWN = 6
_STANDING_WISHES = 6
# What each act needs, to make sense, of the products referred to.
_NEEDS_ITEMS = {Act.MORE_LIKE: 1, Act.REJECT: 1, Act.WHY: 1, Act.ASK_FACT: 1, Act.COMPARE: 2}
_NEEDS_ATTRIBUTE = (Act.ASK_FACT, Act.SUPERLATIVE)
# Reading of messages in which the shopper wants nothing new.
_WITHOUT_WISHES = (Act.WHY, Act.COMPARE, Act.ASK_FACT)


@dataclass(frozen=True, slots=True)
class ModelUnderstanding:
    """The `Understanding` port with a model; `deadline_s` is its share of the turn, repairs included."""

    model: Model
    built_in: Understanding
    deadline_s: float

    def __call__(self, said: Input, state: State, catalogue: Catalogue) -> Meaning:
        """The built-in meaning, with what the model adds to it; the built-in one alone if the model fails."""
        meaning = self.built_in(said, state, catalogue)
        if not isinstance(said, Words) or not said.text.strip():
            return meaning
        try:
            heard = self._asked(said.text, state, catalogue)
        except ModelUnavailable:
            return meaning
        return merged(meaning, heard, said.text, state, catalogue)

    def _asked(self, text: str, state: State, catalogue: Catalogue) -> HeardMessage:
        """The model's answer, repaired at most twice. `ModelUnavailable`."""
        ends_at = time.monotonic() + self.deadline_s
        request = request_of(text, state, catalogue)
        messages = [Message("system", prompt(UNDERSTAND)), Message("user", request.data)]
        for attempt in range(MAX_REPAIRS + 1):
            answer = self.model.fill(messages, schema=request.schema, deadline_s=max(ends_at - time.monotonic(), 0.0))
            try:
                heard = read_answer(answer)
            except ValueError as exc:
                if attempt == MAX_REPAIRS:
                    self.model.was_useless()
                    raise ModelUnavailable("The model's reading could not be used.") from exc
                messages = [
                    *messages[:2],
                    Message("assistant", answer[:2_000]),
                    Message("user", prompt(REPAIR).format(problem=_problem(exc))),
                ]
            else:
                self.model.was_useful()
                return heard
        raise AssertionError("the last attempt returns or raises")


def _problem(error: ValueError) -> str:
    return str(error)[:300]


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent besides the system prompt."""

    data: str
    schema: dict[str, object]


def request_of(text: str, state: State, catalogue: Catalogue) -> Request:
    """The message with what is needed to read it, at most `MOST_PROMPT_TOKENS` in total at any size of the
    catalogue."""
    wishes = [cut(held.wish.text, _WISH_TOKENS) for held in state.preferences if held.wish.text][-_STANDING_WISHES:]
    data: dict[str, object] = {
        "message": cut(text, MESSAGE_TOKENS),
        "asked": cut(state.pending.text, _QUESTION_TOKENS) if state.pending else None,
        "shown": {str(number): title for number, title in enumerate(_titles(state, catalogue), start=1)},
        "wishes": wishes,
        "currency": catalogue.currency,
    }
    fixed = tokens_of(prompt(UNDERSTAND)) + tokens_of(quoted(data)) + tokens_of(quoted(schema_of([PRICE, TEXT])))
    words = vocabulary(cut(text, MESSAGE_TOKENS), state, catalogue, most_tokens=MOST_PROMPT_TOKENS - fixed)
    return Request(quoted({**data, "vocabulary": words}), schema_of([*words, TEXT]))


def _titles(state: State, catalogue: Catalogue) -> list[str]:
    on_screen = state.on_screen[:MOST_SHOWN]
    return [cut(short(catalogue.item(item_id).title), _TITLE_TOKENS) for item_id in on_screen]


# -- merging -----------------------------------------------------------------------------------------------------------


def merged(meaning: Meaning, heard: HeardMessage, text: str, state: State, catalogue: Catalogue) -> Meaning:
    """The parser's meaning with what the model may add.

    Nothing of the parser's is taken away. The model adds wishes that it can show in the shopper's own words,
    references to shown products where the parser saw none, and the act where the parser was unclear. If none of its
    answer holds, it was not used.
    """
    unclear = meaning.act is Act.UNCLEAR
    act = _act(meaning, heard, state, catalogue) if unclear else meaning.act
    items = meaning.item_ids or (_items(heard, state) if act in _NEEDS_ITEMS else ())
    accepted = [wish for wish in linked(heard.wishes, text, catalogue) if act not in _WITHOUT_WISHES]
    new = [one for one in accepted if _adds(one.wish, meaning, state)]
    if unclear and act is Act.UNCLEAR and new:
        act = Act.INFORM
    used = bool(new) or act is not meaning.act or items != meaning.item_ids or _agrees(meaning, heard, accepted)
    if not used:
        return meaning
    return replace(
        meaning,
        act=act,
        wishes=(*meaning.wishes, *(one.wish for one in new)),
        item_ids=items,
        attribute=_attribute(act, meaning, heard, catalogue) if unclear else meaning.attribute,
        descending=heard.descending if unclear and act is Act.SUPERLATIVE else meaning.descending,
        not_understood=() if unclear else _still_unknown(meaning, accepted),
        understood_by="model",
    )


def _act(meaning: Meaning, heard: HeardMessage, state: State, catalogue: Catalogue) -> Act:
    act = Act(heard.act)
    if len(_items(heard, state)) < _NEEDS_ITEMS.get(act, 0):
        return meaning.act
    if act in _NEEDS_ATTRIBUTE and heard.attribute not in (PRICE, *catalogue.attributes()):
        return meaning.act
    if act is Act.INFORM or (act is Act.DONT_MIND and state.pending is None):
        return meaning.act
    return act


def _attribute(act: Act, meaning: Meaning, heard: HeardMessage, catalogue: Catalogue) -> str | None:
    if act is Act.DONT_MIND:
        return meaning.attribute
    return heard.attribute if act in _NEEDS_ATTRIBUTE else meaning.attribute


def _items(heard: HeardMessage, state: State) -> tuple[str, ...]:
    on_screen = state.on_screen[:MOST_SHOWN]
    return tuple(dict.fromkeys(on_screen[number - 1] for number in heard.shown if 1 <= number <= len(on_screen)))


def _adds(wish: Wish, meaning: Meaning, state: State) -> bool:
    """Whether a wish of the model's says something the parser did not, and takes the place of no exact wish that
    stands."""
    if any(
        own.attribute == wish.attribute or (wish.attribute != TEXT and set(own.values) & set(wish.values))
        for own in meaning.wishes
    ):
        return False
    return wish.hard or not any(replaces(wish, held.wish) for held in state.preferences if held.wish.hard)


def _agrees(meaning: Meaning, heard: HeardMessage, accepted: Sequence[Linked]) -> bool:
    """Whether the answer, though it adds nothing, says what the parser understood."""
    if accepted or heard.wishes:
        return any(own.attribute == one.wish.attribute for own in meaning.wishes for one in accepted)
    return heard.act == meaning.act.value and meaning.act is not Act.UNCLEAR


def _still_unknown(meaning: Meaning, accepted: Sequence[Linked]) -> tuple[str, ...]:
    explained = {word for one in accepted for word in one.words}
    return tuple(word for word in meaning.not_understood if not set(word.casefold().split()) <= explained)
