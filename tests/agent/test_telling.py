"""Facts in the units of the locale, and ties to liked products."""

from dataclasses import replace

import pytest

from agent.state import EMPTY
from agent.telling import in_units, with_ties
from domain.actions import Action, ActionType, Slot
from domain.graph import ACCESSORY_OF, ALSO_BOUGHT, Edge, EdgeKind
from domain.items import Fact
from retrieval.catalogue import MemoryCatalogue
from retrieval.facts import localised
from retrieval.graph.memory import MemoryGraph
from retrieval.graph.paths import ItemGraph
from tests.agent.shelf import shelf

WEIGHT = Fact("oak", "weight", "1450 g", "Weight: 1450 g", "weight", number=1450.0, unit="g")
ACTION = Action(ActionType.RECOMMEND, "recommend", (Slot("oak", 0.5, (WEIGHT,)),))


@pytest.fixture(scope="module")
def catalogue() -> MemoryCatalogue:
    return shelf()


def graph_of(relation: str, source: str, catalogue: MemoryCatalogue) -> ItemGraph:
    edge = Edge(EdgeKind.ITEM, "oak", relation, "tunnel", source)
    return ItemGraph(MemoryGraph.of(1, (edge,)), catalogue)


@pytest.mark.parametrize(("locale", "text"), [("en-GB", "Weight: 1.45 kg"), ("en-US", "Weight: 3.2 lb")])
def test_a_measure_is_told_in_the_units_of_the_locale(locale: str, text: str) -> None:
    assert in_units(ACTION, locale, localised).slots[0].reasons[0].text == text


def test_what_ties_a_product_to_a_liked_one_is_its_first_reason(catalogue: MemoryCatalogue) -> None:
    state = replace(EMPTY, liked=("tunnel",))
    tied = with_ties(ACTION, state, graph_of(ACCESSORY_OF, "compatible", catalogue), catalogue)
    assert [fact.text for fact in tied.slots[0].reasons] == [
        "Accessory of: Hill tunnel for wooden tracks",
        "Weight: 1450 g",
    ]


def test_what_other_shoppers_bought_is_no_reason(catalogue: MemoryCatalogue) -> None:
    state = replace(EMPTY, liked=("tunnel",))
    assert with_ties(ACTION, state, graph_of(ALSO_BOUGHT, "shoppers", catalogue), catalogue) == ACTION
