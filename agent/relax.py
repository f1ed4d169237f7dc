"""When hard wishes leave nothing: say which one stands in the way, and what giving it up would bring."""

from collections.abc import Sequence
from dataclasses import replace

from agent.state import State
from agent.understand.answers import written_range
from domain.actions import Action, ActionType, Option, Question, Relaxation, Slot
from domain.items import AGE, AGE_MIN, PRICE, RATING, Fact
from domain.money import Money
from domain.ports import Catalogue
from domain.wishes import Op, Preference, Wish

# Products shown as openly marked extras.
EXTRAS = 3


def relaxation(
    state: State, catalogue: Catalogue, *, kinds: tuple[Wish, ...] = (), not_understood: tuple[str, ...] = ()
) -> Action:
    """The wish whose giving up brings something, the newest first among equals; without one, what comes nearest.

    Of the kind that is looked for, where there is any. Safety is never given up: an allergy stays.
    """
    hard = [preference for preference in state.preferences if preference.wish.hard]
    for kept in (kinds, ()) if kinds else ((),):
        options = [
            (preference, catalogue.count([*_others(hard, preference), *kept]))
            for preference in hard
            if not preference.wish.safety
        ]
        fruitful = [(preference, count) for preference, count in options if count]
        if fruitful:
            preference, count = min(reversed(fruitful), key=lambda option: (_reluctance(option[0]), -option[1]))
            others = [*_others(hard, preference), *kept]
            return _give_up(preference, count, others, state, catalogue, not_understood)
    return _nearest(state, hard, catalogue, not_understood)


def _others(hard: Sequence[Preference], preference: Preference) -> list[Wish]:
    return [other.wish for other in hard if other is not preference]


def _nearest(state: State, hard: Sequence[Preference], catalogue: Catalogue, not_understood: tuple[str, ...]) -> Action:
    """Where no single wish is to blame: as few as it takes are left out, and each product says what it misses."""
    kept = sorted(hard, key=lambda held: (held.wish.safety, _reluctance(held)), reverse=True)
    while kept and not catalogue.count([held.wish for held in kept]):
        if kept[-1].wish.safety:
            return Action(ActionType.RELAX, "relax_safety", not_understood=not_understood)
        kept.pop()
    found = catalogue.passing([held.wish for held in kept])
    groups = {catalogue.item(item_id).group_id: item_id for item_id in reversed(found)}
    best = sorted(groups.values(), key=lambda item_id: _misses_of(item_id, hard, catalogue))[:EXTRAS]
    shown = tuple(Slot(item_id, 0.0, extra=mark(item_id, state, catalogue)) for item_id in best)
    return Action(ActionType.RELAX, "relax_nearest" if shown else "relax_nothing", shown, not_understood=not_understood)


def _misses_of(item_id: str, hard: Sequence[Preference], catalogue: Catalogue) -> int:
    return sum(_misses(item_id, held.wish, catalogue) for held in hard)


def nothing_further(
    state: State, relative: Preference, catalogue: Catalogue, *, not_understood: tuple[str, ...] = ()
) -> Action:
    """When nothing is cheaper (lighter, …) than what was shown: the list as it was. The wish goes with the answer."""
    others = [wish for wish in state.hard if wish is not relative.wish]
    passing = catalogue.passing(others)
    slots = tuple(
        Slot(item_id, 0.0, _facts(item_id, relative.wish.attribute, catalogue), _mark(item_id, relative, catalogue))
        for item_id in state.on_screen
        if item_id in passing
    )
    relaxed = Relaxation(relative, catalogue.count(others))
    return Action(ActionType.RELAX, "relax_relative", slots, relaxation=relaxed, not_understood=not_understood)


def other_kinds(
    state: State,
    kinds: tuple[Wish, ...],
    shown: tuple[Slot, ...],
    catalogue: Catalogue,
    *,
    not_understood: tuple[str, ...] = (),
) -> Action:
    """When the exact wishes leave nothing of the kind that was named, but something of another kind: that is `shown`.

    Where only the price stands in the way, it says what the kind costs at least, and a click goes as far.
    """
    price = next(
        (held for held in reversed(state.preferences) if held.wish.hard and held.wish.attribute == PRICE), None
    )
    others = [wish for wish in (*state.hard, *kinds) if price is None or wish is not price.wish]
    nearest = _nearest_price(price.wish, others, catalogue) if price else None
    kind = kinds[0]
    if price is None or nearest is None:
        relaxed = Relaxation(Preference("", "", kind), catalogue.count(state.hard))
        return Action(ActionType.RELAX, "relax_kind", shown, relaxation=relaxed, not_understood=not_understood)
    return Action(
        ActionType.RELAX,
        "relax_kind_price",
        shown,
        _offer(price, others, nearest, catalogue),
        Relaxation(price, catalogue.count(others), nearest),
        subject=kind.text,
        facts=(nearest,),
        not_understood=not_understood,
    )


def _nearest_price(wish: Wish, others: list[Wish], catalogue: Catalogue) -> Fact | None:
    found = catalogue.ordered(PRICE, others, descending=wish.op is Op.MIN, limit=1)
    return next(iter(_facts(found[0], PRICE, catalogue)), None) if found else None


def _reluctance(preference: Preference) -> int:
    """Prices give way first, then what was excluded; ages last, since they protect a child."""
    return {PRICE: 0, AGE: 2}.get(preference.wish.attribute, 1)


def _give_up(
    preference: Preference,
    count: int,
    others: list[Wish],
    state: State,
    catalogue: Catalogue,
    not_understood: tuple[str, ...],
) -> Action:
    wish = preference.wish
    reach = EXTRAS + len(state.rejected)  # what was turned down is not offered again
    relation = AGE_MIN if wish.attribute == AGE else wish.attribute
    # Too dear: the least dear of the rest is nearest. Too cheap (a minimum): the dearest is.
    nearest = catalogue.ordered(
        relation, others, descending=wish.op is Op.MIN and wish.attribute == PRICE, limit=reach
    ) or catalogue.ordered(RATING, others, descending=True, limit=reach)
    found = nearest or catalogue.passing(others)[:reach]
    shown = [item_id for item_id in found if item_id not in state.rejected][:EXTRAS] or list(found)[:EXTRAS]
    slots = tuple(
        Slot(item_id, 0.0, _facts(item_id, relation, catalogue), extra=_mark(item_id, preference, catalogue))
        for item_id in shown
    )
    fact = next(iter(_facts(shown[0], relation, catalogue)), None)
    return Action(
        ActionType.RELAX,
        "relax_price" if wish.attribute == PRICE and fact else "relax",
        slots,
        _offer(preference, others, fact, catalogue),
        Relaxation(preference, count, fact),
        not_understood=not_understood,
    )


def _facts(item_id: str, relation: str, catalogue: Catalogue) -> tuple[Fact, ...]:
    return tuple(catalogue.facts(item_id, relation)[:1])


def mark(item_id: str, state: State, catalogue: Catalogue) -> str:
    """Why a product is only an extra among what was asked for: the first exact wish that it does not meet; "" if it
    meets all."""
    hard = [held for held in state.preferences if held.wish.hard]
    if any(held.wish.given for held in hard) and item_id in catalogue.passing([held.wish for held in hard]):
        return ""  # a condition that it meets may lift another bound
    return next((_mark(item_id, held, catalogue) for held in hard if _misses(item_id, held.wish, catalogue)), "")


def _misses(item_id: str, wish: Wish, catalogue: Catalogue) -> bool:
    """Whether an exact wish does not let the product through: what is unknown passes "no X" alone, and no allergy."""
    met = catalogue.meets(item_id, wish)
    return not met if met is not None else wish.op is not Op.NOT or wish.safety


def _mark(item_id: str, preference: Preference, catalogue: Catalogue) -> str:
    """Why the product is only an extra."""
    wish = preference.wish
    relation = AGE_MIN if wish.attribute == AGE else wish.attribute
    if not catalogue.facts(item_id, relation) and wish.op is not Op.NOT:
        return f"{'age' if wish.attribute == AGE else relation.replace('_', ' ')} not known"
    return f"does not meet “{wish.text}”"


def _offer(preference: Preference, others: list[Wish], nearest: Fact | None, catalogue: Catalogue) -> Question | None:
    """One click to give the wish up as far as needed: a price that reaches the nearest product."""
    wish = preference.wish
    if wish.attribute != PRICE or nearest is None or nearest.number is None:
        return None
    price = Money(int(nearest.number), catalogue.currency)
    reach = replace(wish, number=nearest.number)
    value = written_range("", price.amount) if wish.op is Op.MAX else written_range(price.amount, "")
    label = f"up to {price}" if wish.op is Op.MAX else f"from {price}"
    return Question(PRICE, "", (Option(value, label, catalogue.count((*others, reach))),))
