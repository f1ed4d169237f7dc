"""Which kind of product is looked for: what was named outright, and what titles call their products.

"A lamp for my desk" is answered with lamps, however near a desk mat lies in meaning.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from agent.state import NAMED, State
from domain.actions import Belief, Scored
from domain.items import CATEGORY
from domain.ports import Catalogue
from domain.wishes import TEXT, TITLE, Op, Preference, Wish

# Fewer products of a kind than this are joined by those of the category that the same word hints at.
_TOO_FEW = 2

# How often somebody means a product of another department than the one where products are called so. On the same shelf
# the words of the titles, which the belief knows, say enough.
CALLED_WRONGLY = 0.03
# So many products of a kind tell which shelves it stands on.
SURVEYED = 200


def kinds(state: State, catalogue: Catalogue) -> tuple[Wish, ...]:
    """The kind that is looked for, as exact wishes: categories named outright, and things named by what titles call
    them. What is named together and excludes each other is the category alone."""
    named = tuple(replace(held.wish, hard=True, text=_spoken(held.wish)) for held in state.named_kinds)
    called = things(state, catalogue)
    return (*named, *called) if called and catalogue.count((*named, *called)) else named


def called(state: State, catalogue: Catalogue) -> str:
    """The kind that is looked for in the shopper's words, "" if none was named."""
    return next((wish.text for wish in kinds(state, catalogue)), "")


def not_called(kind: str) -> str:
    """What a card says of a product that stands on a page beside those of the kind that was named."""
    return f"not called “{kind}”"


def _spoken(wish: Wish) -> str:
    """A category as the shopper called it; its name may be a list."""
    return wish.words or wish.values[0]


def things(state: State, catalogue: Catalogue) -> tuple[Wish, ...]:
    """What titles call the newest thing that was asked for in free words."""
    for held in reversed(state.preferences):
        if _is_asked_for(held):
            called = tuple(catalogue.things(held.wish.value))
            if called and not _is_of_a_shelf(called, state, catalogue):
                return called
    return ()


def _is_of_a_shelf(called: Sequence[Wish], state: State, catalogue: Catalogue) -> bool:
    """Whether the word is rather the category's: "something for the kitchen" is for no toy kitchen."""
    words = {value for wish in called for value in wish.values}
    hints = [replace(hint, hard=True) for hint in _hints(state, words)]
    return len(called) == 1 and bool(hints) and not any(catalogue.count((*called, hint)) for hint in hints)


def _hints(state: State, words: set[str]) -> list[Wish]:
    """Categories that one of the words hints at."""
    categories = [wish for wish in state.soft if wish.attribute == CATEGORY and wish.op is Op.IS]
    return [wish for wish in categories if words & set((wish.words or wish.value).split())]


def _is_asked_for(held: Preference) -> bool:
    return held.wish.attribute == TEXT and held.wish.op is Op.LIKE and held.wish.strength >= NAMED


def another_thing(wishes: Sequence[Wish], state: State, catalogue: Catalogue) -> bool:
    """Whether free words name a thing by its title that is not the one looked for so far: gloves after scarves."""
    before = kinds(state, catalogue)
    words = [wish.value for wish in wishes if wish.attribute == TEXT and wish.op is Op.LIKE]
    called = next((tuple(found) for word in words if (found := catalogue.things(word))), ())
    if not before or not called:
        return False
    return not catalogue.count((*before, called[0]))


def holds_thing(wishes: Sequence[Wish], state: State, catalogue: Catalogue) -> bool:
    """Whether the thing looked for so far stands on the shelf that is named now: "toddler toys" after a shape sorter
    says where to look."""
    thing = things(state, catalogue)
    shelves = tuple(
        replace(wish, hard=True) for wish in wishes if wish.attribute == CATEGORY and wish.strength >= NAMED
    )
    return bool(thing and shelves and catalogue.count((*thing, *shelves)))


def distinct(belief: Belief, catalogue: Catalogue) -> Belief:
    """The belief with products of one title behind the first of them: a page of four alike is no choice."""
    first: dict[str, Scored] = {}
    for one in belief.candidates:
        first.setdefault(catalogue.item(one.item_id).title, one)
    chosen = tuple(first.values())
    kept = {one.item_id for one in chosen}
    return replace(belief, candidates=(*chosen, *(one for one in belief.candidates if one.item_id not in kept)))


def of_the_kind(state: State, belief: Belief, catalogue: Catalogue, *, titled: Sequence[str] = ()) -> Belief:
    """The belief within the kind that is looked for: a cheaper one of another kind is no cheaper one.

    `titled` are products whose whole title was said: they are what was asked for, whatever shelf they stand on.
    """
    wanted = kinds(state, catalogue)
    if not wanted:
        return belief
    fitting = [one for one in belief.candidates if one.item_id in titled or _meets(one, wanted, catalogue)]
    if len(fitting) < _TOO_FEW:
        fitting += [one for one in _hinted(state, wanted, belief, catalogue) if one not in fitting]
    return replace(belief, candidates=tuple(fitting))


def _hinted(state: State, wanted: Sequence[Wish], belief: Belief, catalogue: Catalogue) -> list[Scored]:
    """Products of a category that the thing's own word hints at: shortbread among "biscuits & cakes"."""
    hints = _hints(state, {value for wish in wanted if wish.attribute == TITLE for value in wish.values})
    return [one for one in belief.candidates if any(catalogue.meets(one.item_id, hint) for hint in hints)]


def _meets(one: Scored, wanted: Sequence[Wish], catalogue: Catalogue) -> bool:
    return all(catalogue.meets(one.item_id, wish) for wish in wanted)


def called_so(state: State, belief: Belief, within: Belief, catalogue: Catalogue) -> Belief:
    """The belief weighed by how likely somebody who wants a product calls it by the kind that was named.

    1 for those `within` the kind and others on the same shelf, `CALLED_WRONGLY` in another department, and between by
    how much of their category path they share with those of the kind, on average over these.
    """
    wanted = kinds(state, catalogue)
    if not wanted:
        return within
    own = {one.item_id for one in within.candidates}
    shelves = _shelves(wanted, catalogue)
    near: dict[tuple[str, ...], float] = {}

    def weight(one: Scored) -> float:
        path = catalogue.item(one.item_id).category
        if path not in near:
            share = sum(part * _shared(path, shelf) for shelf, part in shelves.items())
            near[path] = CALLED_WRONGLY ** (1 - share)
        return 1.0 if one.item_id in own else near[path]

    weighed = (replace(one, probability=one.probability * weight(one)) for one in belief.candidates)
    return replace(belief, candidates=tuple(sorted(weighed, key=lambda one: -one.probability)))


def _shelves(wanted: Sequence[Wish], catalogue: Catalogue) -> dict[tuple[str, ...], float]:
    """Shares of the category paths that the products of a kind stand on."""
    called = catalogue.passing(wanted)
    surveyed = [catalogue.item(item_id) for item_id in called[:: len(called) // SURVEYED + 1]]
    counts = Counter(item.category for item in surveyed)
    return {path: count / len(surveyed) for path, count in counts.items()}


def _shared(path: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How many of the levels two category paths share, from the top, in [0, 1]."""
    same = next((depth for depth, (one, two) in enumerate(zip(path, other, strict=False)) if one != two), None)
    return (min(len(path), len(other)) if same is None else same) / max(len(path), len(other), 1)
