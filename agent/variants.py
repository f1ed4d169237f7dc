"""The ways one product can be bought: "do you have it in blue?", "in size 43?"."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.actions import Action, ActionType, Belief, Slot
from domain.items import COLOUR, STOCK, Fact, Item
from domain.meaning import Act, Meaning
from domain.ports import Catalogue
from domain.wishes import Op, Wish

Shows = Callable[[Belief], tuple[Slot, ...]]
Marks = Callable[[str], str]
# Inputs that may mean another variant of the product they point at.
_VARIES = (COLOUR, "size")
# Questions about having it at all: "is the second in stock in black?", "does the first come in size 43?".
_OF_THE_VARIANT = frozenset({STOCK, "details", *_VARIES})
_MAY_MEAN_ONE = frozenset({Act.MORE_LIKE, Act.HAVE, Act.ASK_FACT})


def in_another_way(
    meaning: Meaning, item: Item, belief: Belief, catalogue: Catalogue, *, shows: Shows, marks: Marks
) -> Action | None:
    """The answer from the variants of the one product that was meant; `None` where it is no such question.

    `marks` says why a variant is only an extra ("does not meet “£100 or less”"), "" if it meets every exact wish.
    """
    if meaning.act not in _MAY_MEAN_ONE:
        return None
    variants = catalogue.variants(item.group_id)
    if not meaning.wishes and meaning.act is Act.ASK_FACT:
        return _choice(meaning.attribute, item, variants, catalogue)
    concerned = _stated if meaning.act is Act.ASK_FACT and meaning.attribute in _OF_THE_VARIANT else _differ
    wishes = [replace(wish, hard=True) for wish in meaning.wishes if concerned(wish, variants, catalogue)]
    if not wishes:
        return None
    found = [one for one in variants if all(catalogue.meets(one.item_id, wish) for wish in wishes)]
    sold = sorted((one for one in found if one.in_stock is not False), key=lambda one: bool(marks(one.item_id)))
    if found:
        best, topic = (sold[0], "variant") if sold else (found[0], "variant_out")
        slot = replace(_slot(best, wishes, catalogue), extra=marks(best.item_id))
        return Action(ActionType.ANSWER, topic, (slot,), subject=item.title)
    nearest = tuple(slot for slot in shows(belief) if catalogue.item(slot.item_id).group_id != item.group_id)
    asked = tuple(dict.fromkeys(wish.words or wish.value for wish in wishes))
    if nearest:
        return Action(ActionType.RECOMMEND, "variant_none", nearest, subject=item.title, unmet=asked)
    own = replace(_slot(item, (), catalogue), extra=marks(item.item_id))
    return Action(ActionType.ANSWER, "variant_none_alone", (own,), subject=item.title, unmet=asked)


def _choice(attribute: str | None, item: Item, variants: Sequence[Item], catalogue: Catalogue) -> Action | None:
    """ "Which colours does it come in?": every one that is not out of stock; `None` where they do not differ in it."""
    if attribute not in _VARIES:
        return None
    sold = [one for one in variants if one.in_stock is not False]
    found = {fact.value: fact for one in sold for fact in catalogue.facts(one.item_id, attribute)}
    if len(found) < 2:
        return None
    facts = tuple(found.values())
    return Action(ActionType.ANSWER, "fact", (Slot(item.item_id, 0.0, facts),), subject=item.title, facts=facts)


def _stated(wish: Wish, variants: Sequence[Item], catalogue: Catalogue) -> bool:
    """Whether the variants say anything on what the wish is about."""
    return wish.op is Op.IS and any(catalogue.facts(one.item_id, wish.attribute) for one in variants)


def _differ(wish: Wish, variants: Sequence[Item], catalogue: Catalogue) -> bool:
    """Whether the wish is on something that the variants differ in."""
    stated = {tuple(fact.value for fact in catalogue.facts(one.item_id, wish.attribute)) for one in variants}
    return wish.op is Op.IS and len(stated) > 1


def _slot(item: Item, wishes: Sequence[Wish], catalogue: Catalogue) -> Slot:
    reasons: list[Fact] = []
    for wish in wishes:
        own = catalogue.facts(item.item_id, wish.attribute)
        reasons += ([fact for fact in own if fact.value in wish.values] or list(own))[:1]
    return Slot(item.item_id, 0.0, tuple(reasons))
