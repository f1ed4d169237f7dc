"""What is known after some turns: a pure fold of the conversation's log.

`heard` takes in what an input means, `answered` what was replied. Undo needs no bookkeeping: each state holds the
one before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.actions import ActionType, Question
from domain.inputs import Edit, Input, Speaker
from domain.items import AGE, CATEGORY, PRICE
from domain.meaning import NEED, Act, Meaning, Need
from domain.session import Reply, Turn
from domain.wishes import TEXT, Op, Preference, Wish

# Attributes that hold one value a side: a newer wish takes the place of the older one.
_ORDERED_OPS = (Op.MIN, Op.MAX)
# A wish of at least this strength names its value; a weaker one was read from a word in the value's name.
NAMED = 0.9
# Acts that move the list on the screen without changing a belief.
_MOVES = frozenset({Act.SHOW_OTHERS, Act.START_OVER})

_ASKS = frozenset({Act.SUPERLATIVE, Act.COUNT, Act.ASK_FACT})


@dataclass(frozen=True, slots=True)
class State:
    """The conversation so far. `on_screen` are the item ids of the last list, best first: what "the second" refers to.

    `shown` are the groups of every list since the shopper started, `seen` each of them once; `focus` is the product
    last spoken about on its own. `asked` are the attributes already asked about (or answered), `recent_questions`
    whether each of the last two replies asked something. `waiting` are needs that were named and not yet looked at.
    `told` are the facts (relation, value) given as reasons so far, which need not be said again. `undone` says that the
    last input took something back.
    """

    preferences: tuple[Preference, ...] = ()
    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
    on_screen: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    rejected: frozenset[str] = frozenset()
    focus: str | None = None
    pending: Question | None = None
    asked: frozenset[str] = frozenset()
    recent_questions: tuple[bool, ...] = ()
    told: frozenset[tuple[str, str]] = frozenset()
    waiting: tuple[Need, ...] = ()
    handed_over: bool = False
    turns: int = 0
    undone: bool = False
    before: "State | None" = None

    @property
    def hard(self) -> tuple[Wish, ...]:
        """The wishes that filter exactly."""
        return tuple(preference.wish for preference in self.preferences if preference.wish.hard)

    @property
    def seen(self) -> frozenset[str]:
        """The groups that were shown."""
        return frozenset(self.shown)

    @property
    def soft(self) -> tuple[Wish, ...]:
        """The wishes that are weighed."""
        return tuple(preference.wish for preference in self.preferences if not preference.wish.hard)

    @property
    def named_kinds(self) -> tuple[Preference, ...]:
        """The wishes that name a kind of product outright: what is shown is of that kind, or said not to be."""
        return tuple(
            held
            for held in self.preferences
            if held.wish.attribute == CATEGORY and held.wish.op is Op.IS and held.wish.strength >= NAMED
        )


EMPTY = State()


def fold(turns: Iterable[Turn]) -> State:
    """The state after these turns; replaying never parses and never calls a model."""
    state = EMPTY
    for turn in turns:
        state = answered(heard(state, turn.turn_id, turn.input, turn.meaning, speaker=turn.speaker), turn.reply)
    return state


def heard(state: State, turn_id: str, said: Input, meaning: Meaning, *, speaker: Speaker = Speaker.SHOPPER) -> State:
    """The state with one input taken in. A rep's words change nothing of what the shopper is believed to want."""
    if speaker is not Speaker.SHOPPER:
        return replace(state, turns=state.turns + 1)
    if meaning.act is Act.UNDO:
        return replace(state.before or EMPTY, turns=state.turns + 1, undone=state.before is not None)
    fresh = _heard_fresh(state, turn_id, said, meaning)
    before = state if _changed(state, fresh, meaning) else state.before
    return replace(fresh, turns=state.turns + 1, undone=False, before=before)


def _changed(state: State, fresh: State, meaning: Meaning) -> bool:
    """Whether there is something to take back: a question about a product leaves undo to what came before it."""
    beliefs = ("preferences", "liked", "disliked", "asked")
    return meaning.act in _MOVES or any(getattr(state, name) != getattr(fresh, name) for name in beliefs)


def _heard_fresh(state: State, turn_id: str, said: Input, meaning: Meaning) -> State:
    if meaning.act is Act.START_OVER:
        return EMPTY
    state = replace(state, preferences=_believed(state.preferences, turn_id, said, meaning))
    if meaning.attribute == NEED and meaning.act is Act.INFORM:  # taste in shoes says nothing of a sweater
        state = replace(state, waiting=meaning.further, liked=(), disliked=(), asked=frozenset(), focus=None)
    elif meaning.further:
        state = replace(state, waiting=meaning.further)
    if meaning.attribute and meaning.act is Act.DONT_MIND:
        state = replace(state, asked=state.asked | {meaning.attribute})
    if meaning.act is Act.MORE_LIKE:
        state = replace(
            state, liked=_newest(state.liked, meaning.item_ids), disliked=_without(state.disliked, meaning.item_ids)
        )
    if meaning.act is Act.REJECT:
        state = replace(
            state,
            disliked=_newest(state.disliked, meaning.item_ids),
            liked=_without(state.liked, meaning.item_ids),
            rejected=state.rejected | set(meaning.item_ids),
        )
    if meaning.act is Act.HANDOFF:
        state = replace(state, handed_over=True)
    return replace(state, focus=meaning.item_ids[0] if len(meaning.item_ids) == 1 else state.focus)


def _believed(held: tuple[Preference, ...], turn_id: str, said: Input, meaning: Meaning) -> tuple[Preference, ...]:
    kept = tuple(preference for preference in held if preference.preference_id not in meaning.dropped)
    if meaning.act in _ASKS:  # "the cheapest puzzle" asks; it does not narrow what is wanted
        return kept
    if isinstance(said, Edit) and said.value is not None and meaning.wishes:
        return tuple(_edited(preference, said, turn_id, meaning.wishes[0]) for preference in kept)
    for wish in meaning.wishes:
        kept = tuple(_left_standing(kept, wish))
    new = (Preference(f"{turn_id}.{number}", turn_id, wish) for number, wish in enumerate(meaning.wishes, start=1))
    return (*kept, *new)


def _left_standing(held: tuple[Preference, ...], new: Wish) -> Iterable[Preference]:
    """What a new wish leaves.

    Another kind of product takes with it the free words that came with the old kind, and what was said relative to
    products of that kind ("cheaper than the second").
    """
    gone = [preference for preference in held if replaces(new, preference.wish)]
    topics = {preference.turn_id for preference in gone if preference.wish.attribute == CATEGORY and new.op is Op.IS}
    for preference in held:
        wish = preference.wish
        of_old_kind = preference.turn_id in topics and wish.attribute == TEXT and wish.op is Op.LIKE
        if preference not in gone and not of_old_kind and not (topics and wish.relative):
            yield preference


def _edited(preference: Preference, edit: Edit, turn_id: str, wish: Wish) -> Preference:
    if preference.preference_id != edit.preference_id:
        return preference
    return Preference(preference.preference_id, turn_id, wish)


def replaces(new: Wish, old: Wish) -> bool:
    """Whether a newer wish takes the place of an older one: the same side of the same attribute, or its contradiction.

    Several "no X" stand side by side; so do free words, until the shopper takes one back, and a budget beside "cheaper
    than the second".
    """
    if new.attribute != old.attribute or (old.safety and not new.safety):  # an allergy is lifted by its deletion alone
        return False
    if new.relative and not old.relative:
        return _leaves_nothing(new, old)
    if new.given != old.given:  # what holds under a condition stands beside what always holds
        return False
    if _prefers_within(new, old):
        return False
    if new.attribute == TEXT:
        return new.op is old.op and new.values == old.values
    if new.attribute in (PRICE, AGE):
        return new.op is old.op or _leaves_nothing(new, old) or Op.IS in (new.op, old.op) or Op.LIKE in (new.op, old.op)
    if Op.NOT in (new.op, old.op):
        same_side = new.op is old.op and set(old.values) <= set(new.values)
        return same_side or (new.op is not old.op and bool(set(new.values) & set(old.values)))
    return new.op is old.op or new.op not in _ORDERED_OPS or old.op not in _ORDERED_OPS or _leaves_nothing(new, old)


def _prefers_within(new: Wish, old: Wish) -> bool:
    """Whether a preference stays within a bound that stands: "something cheap" lifts no cap."""
    if new.hard or not old.hard or new.op is not old.op or new.number is None or old.number is None:
        return False
    return new.number <= old.number if new.op is Op.MAX else new.op is Op.MIN and new.number >= old.number


def _leaves_nothing(new: Wish, old: Wish) -> bool:
    if {new.op, old.op} != set(_ORDERED_OPS) or new.number is None or old.number is None:
        return False
    lowest, highest = (new.number, old.number) if new.op is Op.MIN else (old.number, new.number)
    return lowest > highest


def answered(state: State, reply: Reply) -> State:
    """The state with a reply given."""
    question = reply.question
    state = replace(
        state,
        pending=question,
        asked=state.asked | {question.attribute} if question else state.asked,
        recent_questions=(*state.recent_questions, question is not None)[-2:],
    )
    if reply.action is ActionType.RELAX:  # "cheaper" that nothing is has been answered; it must not empty the next list
        state = replace(state, preferences=tuple(held for held in state.preferences if not held.wish.relative))
    if (
        reply.action not in (ActionType.RECOMMEND, ActionType.ASK, ActionType.RELAX, ActionType.COMPARE)
        or not reply.recommendations
    ):
        return state
    shown = reply.recommendations
    return replace(
        state,
        on_screen=tuple(card.item_id for card in shown),
        shown=(*state.shown, *(card.group_id for card in shown)),
        told=state.told | {(fact.relation, fact.value) for fact in shown[0].reasons},
        focus=shown[0].item_id if len(shown) == 1 else None,
    )


def _newest(held: tuple[str, ...], item_ids: tuple[str, ...]) -> tuple[str, ...]:
    return (*_without(held, item_ids), *item_ids)


def _without(held: tuple[str, ...], item_ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item_id for item_id in held if item_id not in item_ids)
