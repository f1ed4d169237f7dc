"""The graph in memory: neighbours, what lies around liked products, and paths that explain."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.graph import SHOPPERS, Edge, EdgeKind, Path
from domain.items import Fact, Item
from domain.ports import Shop
from domain.wishes import Op, Wish
from retrieval.catalogue import MemoryCatalogue
from retrieval.graph.memory import NO_GRAPH, MemoryGraph, strength
from retrieval.graph.paths import ItemGraph
from retrieval.languages.english import English

MAKER = "maker"


def edge(head: str, relation: str, tail: str, source: str = MAKER, position: int = 0) -> Edge:
    return Edge(EdgeKind.ITEM, head, relation, tail, source, position)


def broader(value: str, parent: str, attribute: str = "colour") -> Edge:
    return Edge(EdgeKind.BROADER, value, attribute, parent, MAKER)


EDGES = (
    edge("wagon", "accessory_of", "track"),
    edge("bridge", "fits_with", "track"),
    edge("bridge", "also_bought", "wagon", SHOPPERS, 0),
    edge("bridge", "also_bought", "tunnel", SHOPPERS, 10),
    edge("tunnel", "same_series", "signal"),
    broader("navy", "blue"),
    broader("blue", "dark"),
)
GRAPH = MemoryGraph.of(1, EDGES)


def item(item_id: str, brand: str | None = None, **facts: str) -> Item:
    known = tuple(Fact(item_id, name, value, f"{name}: {value}", "feed") for name, value in facts.items())
    return Item("shop", item_id, item_id, item_id.capitalize(), brand=brand, facts=known, stock=1)


ITEMS = (
    item("wagon", colour="navy", loud="yes"),
    item("track", series="alpine"),
    item("bridge", brand="Holz", loud="yes"),
    item("tunnel", series="alpine"),
    item("signal", brand="Holz"),
    item("doll"),
)


def walked(*items: Item, edges: Sequence[Edge] = EDGES) -> ItemGraph:
    catalogue = MemoryCatalogue.of(Shop("shop", "GBP", 1), items or ITEMS, language=English())
    return ItemGraph(MemoryGraph.of(1, edges), catalogue)


def said(path: Path) -> list[tuple[str, str, str]]:
    return [(step.start, step.relation, step.end) for step in path.steps]


def test_a_relation_is_read_from_both_ends_and_an_accessory_by_its_own_name() -> None:
    assert [(one.item_id, one.relation) for one in GRAPH.neighbours("track")] == [
        ("bridge", "fits_with"),
        ("wagon", "has_accessory"),
    ]
    assert [(one.item_id, one.relation) for one in GRAPH.neighbours("wagon", relation="accessory_of")] == [
        ("track", "accessory_of")
    ]


def test_neighbours_are_strongest_first_and_later_in_a_list_is_weaker() -> None:
    found = GRAPH.neighbours("bridge")
    assert [one.item_id for one in found] == ["track", "wagon", "tunnel"]
    assert [one.strength for one in found] == pytest.approx([1.0, 0.5, 0.25])
    assert strength("also_bought", 10) == pytest.approx(strength("also_bought", 0) / 2)


def test_what_shoppers_did_can_be_left_out() -> None:
    without = frozenset({SHOPPERS})
    assert [one.item_id for one in GRAPH.neighbours("bridge", without=without)] == ["track"]
    assert GRAPH.around(["bridge"], without=without) == {"track": pytest.approx(1.0)}
    assert [said(path)[0][1] for path in walked().to_liked("wagon", ["bridge"])] == ["also_bought"]
    assert [said(path)[0][1] for path in walked().to_liked("wagon", ["bridge"], without=without)] == ["accessory_of"]
    assert walked().to_liked("wagon", ["bridge"], without=frozenset({SHOPPERS, MAKER})) == []


def test_around_several_products_adds_up_without_exceeding_one_and_leaves_them_out() -> None:
    assert GRAPH.around(["track", "bridge"]) == {
        "wagon": pytest.approx(1 - (1 - 0.9) * (1 - 0.5)),
        "tunnel": pytest.approx(0.25),
    }
    assert GRAPH.around(["doll"]) == NO_GRAPH.around(["track"]) == {}


def test_an_unknown_product_has_no_neighbours() -> None:
    assert GRAPH.neighbours("doll") == []
    assert walked().to_liked("nowhere", ["track"]) == walked().to_liked("doll", ["nowhere"]) == []


def test_neighbours_that_the_shop_no_longer_sells_are_left_out() -> None:
    shop = walked(item("bridge"), item("tunnel"))
    assert [one.item_id for one in shop.neighbours("bridge")] == ["tunnel"]


def test_one_step_explains_better_than_two_and_carries_its_source() -> None:
    (path,) = walked().to_liked("bridge", ["track"])
    assert said(path) == [("bridge", "fits_with", "track")]
    assert (path.item_id, path.goal, path.relation, path.steps[0].source) == ("bridge", "track", "fits_with", MAKER)
    fact = path.fact("Fits with “Track”, which you liked")
    assert (fact.item_id, fact.relation, fact.value, fact.source) == ("bridge", "fits_with", "track", MAKER)


def test_two_steps_over_a_product_that_both_know() -> None:
    (path,) = walked().to_liked("wagon", ["tunnel"])
    assert said(path) == [("wagon", "also_bought", "bridge"), ("bridge", "also_bought", "tunnel")]
    assert path.strength == pytest.approx(0.5 * 0.25)


def test_two_steps_over_a_value_that_both_have_but_not_over_a_yes() -> None:
    shop = walked(edges=())
    (path,) = shop.to_liked("track", ["tunnel"])
    assert said(path) == [("track", "series", "series=alpine"), ("series=alpine", "series", "tunnel")]
    (path,) = shop.to_liked("bridge", ["signal"])
    assert path.relation == "brand"
    assert shop.to_liked("bridge", ["wagon"]) == []


def test_a_rare_value_explains_better_than_a_common_one() -> None:
    many = [item(f"x{number}", colour="red") for number in range(20)]
    a, b = item("a", colour="red", series="rare"), item("b", colour="red", series="rare")
    (path,) = walked(a, b, *many, edges=()).to_liked("a", ["b"])
    assert path.relation == "series"


def test_each_liked_product_is_explained_once_best_first_and_never_by_itself() -> None:
    paths = walked().to_liked("bridge", ["signal", "track", "bridge", "track"])
    assert [path.goal for path in paths] == ["track", "signal"]


def test_a_wish_is_met_by_a_value_or_by_what_it_is_a_kind_of() -> None:
    def wish(value: str) -> Wish:
        return Wish("colour", Op.IS, (value,))

    shop = walked()
    assert [said(path) for path in shop.to_wish("wagon", wish("navy"))] == [[("wagon", "colour", "colour=navy")]]
    (path,) = shop.to_wish("wagon", wish("blue"))
    assert said(path) == [("wagon", "colour", "colour=navy"), ("colour=navy", "broader", "colour=blue")]
    assert shop.to_wish("wagon", wish("dark")) == []  # three steps
    assert shop.to_wish("wagon", Wish("colour", Op.NOT, ("navy",))) == []


def test_a_circle_of_values_ends() -> None:
    shop = walked(edges=(broader("navy", "blue"), broader("blue", "navy")))
    assert len(shop.to_wish("wagon", Wish("colour", Op.IS, ("blue",)))) == 1


NAMES = st.sampled_from(["wagon", "track", "bridge", "tunnel", "signal", "doll", "ghost"])
SOME_EDGES = st.lists(
    st.builds(edge, NAMES, st.sampled_from(["fits_with", "accessory_of", "also_bought"]), NAMES), max_size=12
).map(lambda edges: [one for one in edges if one.head != one.tail])


@given(SOME_EDGES, st.randoms(use_true_random=False), NAMES, NAMES)
def test_paths_are_the_same_in_whatever_order_the_edges_came(
    edges: list[Edge], rng: object, one: str, other: str
) -> None:
    shuffled = list(edges)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = walked(edges=edges), walked(edges=shuffled)
    assert first.to_liked(one, [other]) == second.to_liked(one, [other])
    assert first.neighbours(one) == second.neighbours(one)
    for path in first.to_liked(one, [other]):
        assert 1 <= len(path.steps) <= 2 and path.steps[0].start == one and path.goal == other
        assert all(left.end == right.start for left, right in zip(path.steps, path.steps[1:], strict=False))
