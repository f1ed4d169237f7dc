"""What the shop has: how many products, whether any, and which words nothing that fits says of itself."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from agent.kinds import kinds
from agent.state import NAMED, State, replaces
from domain.actions import Action, ActionType, Belief, Slot
from domain.items import PRICE
from domain.meaning import Meaning
from domain.ports import Catalogue
from domain.wishes import TEXT, Op, Wish

# Products shown beside a "none at that price".
NEAREST = 3
# What a message says of the person or the day, never of a product.
CIRCUMSTANCES = frozenset({"recipient", "occasion", "quantity", "people"})
Shows = Callable[[Belief], tuple[Slot, ...]]


def counted(state: State, meaning: Meaning, belief: Belief, catalogue: Catalogue, *, shows: Shows) -> Action:
    """ "How many do you have under £20?": the number of products, over the catalogue, and the best of them.

    Without a thing named it is meant of the kind that is looked for; a limit of the question's own replaces the
    standing one.
    """
    asked = exact(meaning.wishes, catalogue)
    kind = () if _names_thing(meaning) else kinds(state, catalogue)
    wanted = (*(wish for wish in state.hard if not any(replaces(new, wish) for new in asked)), *kind, *asked)
    count = catalogue.count(wanted)
    if not count:
        return _none(wanted, meaning, belief, catalogue, shows=shows)
    # A question may look beyond a standing limit; what is shown does not.
    shown = shows(_within(belief, wanted, catalogue)) or _first((*state.hard, *wanted), catalogue)
    topic = "count_alone" if not shown else "count_one" if count == 1 else "count"
    called = next((wish.text for wish in kind), "")
    return Action(ActionType.ANSWER, topic, shown, count=count, not_understood=meaning.not_understood, kind=called)


def _none(wanted: Sequence[Wish], meaning: Meaning, belief: Belief, catalogue: Catalogue, *, shows: Shows) -> Action:
    """None at all: at that price, if it is the price; else what is nearest in meaning."""
    prices = [wish for wish in wanted if wish.attribute == PRICE]
    others = [wish for wish in wanted if wish.attribute != PRICE]
    nearest = catalogue.ordered(PRICE, others, descending=False, limit=NEAREST) if prices and others else ()
    if not nearest:
        return Action(ActionType.ANSWER, "count_none", shows(belief), not_understood=meaning.not_understood)
    marked = tuple(
        Slot(item_id, 0.0, tuple(catalogue.facts(item_id, PRICE)[:1]), extra=f"does not meet “{prices[-1].text}”")
        for item_id in nearest
    )
    return Action(ActionType.ANSWER, "count_none_price", marked, not_understood=meaning.not_understood)


def asked_for(state: State, meaning: Meaning, belief: Belief, catalogue: Catalogue, *, shows: Shows) -> Action | None:
    """ "Do you have a tent?": yes with what there is, or an honest no with the nearest.

    `None` where no thing was named, and where there is nothing to show beside the no: relaxing has more to say then.
    """
    if not _names_thing(meaning) and not meaning.not_understood:
        return None
    wanted = (*state.hard, *exact(meaning.wishes, catalogue))
    shown = shows(_within(belief, wanted, catalogue)) or _first(wanted, catalogue)
    if shown and not meaning.not_understood:
        topic = "have_one" if len(shown) == 1 else "have"
        return Action(ActionType.RECOMMEND, topic, shown)
    nearest = shows(belief)
    kind = kinds(state, catalogue)
    beyond = kind and not catalogue.count((*state.hard, *kind))  # that kind is there, at another price
    if not nearest or (beyond and not meaning.not_understood):
        return None
    missing = meaning.not_understood or _asked_words(meaning)
    return Action(ActionType.RECOMMEND, "have_not", nearest, subject=" ".join(missing), unmet=missing)


def _asked_words(meaning: Meaning) -> tuple[str, ...]:
    """The thing in the shopper's own words, once: what was read as a category stands in the free words too."""
    things = [wish for wish in meaning.wishes if _is_thing(wish)]
    free = [wish for wish in things if wish.attribute == TEXT]
    return tuple(wish.words or wish.value for wish in free or things)


def unsaid(meaning: Meaning, state: State, catalogue: Catalogue) -> tuple[str, ...]:
    """Words looked for that nothing within the exact wishes plainly says of itself, in the order said; and values that
    were named and that nothing of the kind has ("red")."""
    words = [word for wish in meaning.wishes if wish.attribute == TEXT and wish.op is Op.LIKE for word in _words(wish)]
    missing = [word for word in dict.fromkeys(words) if not catalogue.count((*state.hard, _said(word)))]
    within = (*state.hard, *kinds(state, catalogue))
    named = [wish for wish in meaning.wishes if _is_thing(wish) and wish.attribute != TEXT and wish.strength >= NAMED]
    if named and catalogue.count(within):
        missing += [wish.value for wish in named if not catalogue.count((*within, replace(wish, hard=True)))]
    return tuple(missing)


def exact(wishes: Iterable[Wish], catalogue: Catalogue) -> tuple[Wish, ...]:
    """Wishes as a question means them: a thing is what titles call so, every other word and value is asked for."""
    asked: list[Wish] = []
    for wish in wishes:
        if wish.attribute == TEXT and wish.op is Op.LIKE:
            called = catalogue.things(wish.value)
            named = {value for one in called for value in one.values}
            asked += (*called, *(_said(word) for word in _words(wish) if word not in named))
        elif wish.attribute not in CIRCUMSTANCES:
            asked.append(replace(wish, hard=True))
    return tuple(asked)


def _said(word: str) -> Wish:
    return Wish(TEXT, Op.IS, (word,), hard=True, text=word)


def _words(wish: Wish) -> Sequence[str]:
    return [word for value in wish.values for word in re.findall(r"[^\W\d_]+", value)]


def _is_thing(wish: Wish) -> bool:
    return wish.op in (Op.IS, Op.LIKE) and wish.number is None and wish.attribute not in CIRCUMSTANCES


def _names_thing(meaning: Meaning) -> bool:
    return any(_is_thing(wish) for wish in meaning.wishes)


def _within(belief: Belief, wanted: Sequence[Wish], catalogue: Catalogue) -> Belief:
    passing = catalogue.passing(wanted)
    return replace(belief, candidates=tuple(one for one in belief.candidates if one.item_id in passing))


def _first(wanted: Sequence[Wish], catalogue: Catalogue) -> tuple[Slot, ...]:
    """Products that pass, where none of them was found by search."""
    return tuple(Slot(item_id, 0.0) for item_id in catalogue.passing(wanted)[:1])
