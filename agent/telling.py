"""Facts as this shopper is told them: in the units of the locale, and with what ties a product to a liked one."""

from collections.abc import Callable
from dataclasses import replace

from agent.state import State
from agent.wording import label
from domain.actions import Action, ActionType, Slot
from domain.errors import UnknownItem
from domain.graph import FROM_SHOPPERS, Graph
from domain.items import Fact
from domain.ports import Catalogue

# A fact's text for a locale ("en-GB").
Units = Callable[[Fact, str], str]


def as_it_is(fact: Fact, locale: str) -> str:
    """The fact's own text: a shop without measures."""
    return fact.text


def in_units(action: Action, locale: str, units: Units) -> Action:
    """The action with every fact in the locale's units."""

    def told(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        return tuple(replace(fact, text=units(fact, locale)) for fact in facts)

    slots = tuple(replace(slot, reasons=told(slot.reasons)) for slot in action.slots)
    return replace(action, slots=slots, facts=told(action.facts))


def with_ties(action: Action, state: State, graph: Graph | None, catalogue: Catalogue) -> Action:
    """The action with the relation that ties a product to a liked one first among its reasons: "Fits with: …".

    Only what the shop itself says of two products: that others bought both is no reason to tell.
    """
    if graph is None or not state.liked or action.type is not ActionType.RECOMMEND:
        return action
    return replace(action, slots=tuple(_tied(slot, state, graph, catalogue) for slot in action.slots))


def _tied(slot: Slot, state: State, graph: Graph, catalogue: Catalogue) -> Slot:
    paths = (path for path in graph.to_liked(slot.item_id, state.liked) if len(path.steps) == 1)
    path = next((path for path in paths if path.relation not in FROM_SHOPPERS), None)
    if path is None:
        return slot
    try:
        title = catalogue.item(path.goal).title
    except UnknownItem:  # retired since
        return slot
    tie = path.fact(f"{label(path.relation).capitalize()}: {title}")
    return replace(slot, reasons=(tie, *slot.reasons))
