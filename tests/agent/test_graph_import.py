"""Relations from a feed and from a graph file reach the floor that turns are served from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.build import App, open_app
from agent.settings import load_settings
from domain.errors import UnknownShop
from domain.graph import SHOPPERS
from domain.ports import Found, Query
from domain.wishes import Op, Wish
from tests.fakes.encoder import HashEncoder
from tests.ui.shop import feed, rows, stocked

TRAIN, BOAT, KITE = "p-0-red", "p-1-red", "p-2-red"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with open_app(load_settings(home=tmp_path), encoder=HashEncoder()) as opened:
        stocked(opened, "shop", rows())
        yield opened


def graph_file(folder: Path, text: str) -> Path:
    path = folder / "facts.csv"
    path.write_text(text, encoding="utf-8")
    return path


def found(app: App, query: Query) -> Found:
    return app.live("shop").now().search(query)


def signals(result: Found, name: str) -> dict[str, float]:
    return {one.item_id: dict(one.signals)[name] for one in result.candidates if dict(one.signals).get(name)}


def test_a_graph_is_served_from_the_next_turn_on(app: App, tmp_path: Path) -> None:
    before = app.live("shop").now()
    report = app.ingest_graph(graph_file(tmp_path, f"{TRAIN},fits_with,{BOAT}\n{KITE},made_in,Kent\n"), "shop")
    assert report.counts()["relations_added"] == 2
    floor = app.live("shop").now()
    assert before.graph is not None and floor.graph is not None
    assert [one.item_id for one in floor.graph.neighbours(BOAT)] == [TRAIN]
    assert before.graph.neighbours(BOAT) == []
    (fact,) = floor.catalogue.facts(KITE, "made_in")
    assert (fact.value, fact.source) == ("kent", "kg:facts.csv")


def test_what_fits_with_a_liked_product_comes_before_its_equals(app: App, tmp_path: Path) -> None:
    query = Query("", liked=(BOAT,))
    plain = found(app, query)
    assert signals(plain, "graph") == {}
    app.ingest_graph(graph_file(tmp_path, f"{KITE},fits_with,{BOAT}\n"), "shop")
    tied = found(app, query)
    assert signals(tied, "graph") == {KITE: pytest.approx(1.0)}
    order = [one.item_id for one in tied.candidates]
    assert order.index(KITE) < [one.item_id for one in plain.candidates].index(KITE)
    assert [one for one in order if one != KITE] == [one.item_id for one in plain.candidates if one.item_id != KITE]


def test_what_shoppers_bought_can_be_switched_off_in_a_query(app: App, tmp_path: Path) -> None:
    plain = found(app, Query("", liked=(BOAT,)))
    app.ingest_graph(graph_file(tmp_path, f"{BOAT},also_bought,{KITE}\n"), "shop")
    assert set(signals(found(app, Query("", liked=(BOAT,))), "graph")) == {KITE}
    without = found(app, Query("", liked=(BOAT,), without_sources=frozenset({SHOPPERS})))
    assert without == plain


def test_columns_of_a_feed_name_products_that_come_later(app: App, tmp_path: Path) -> None:
    given = [{**row, "fits_with": "Kite in blue" if row["id"] == TRAIN else ""} for row in rows()]
    report = app.ingest([feed(tmp_path, given)], "new")
    assert report.graph is not None and report.graph.put.added == 1
    again = app.ingest([feed(tmp_path, given)], "new")
    assert again.graph is not None and (again.graph.put.added, again.graph.put.unchanged) == (0, 1)
    assert app.ingest([feed(tmp_path, rows())], "new").graph is None
    assert len(app.graphs.load("new").edges) == 1  # a feed without the column takes nothing back


def passing(app: App, colour: str) -> set[str]:
    wish = Wish("colour", Op.IS, (colour,), hard=True)
    return set(app.live("shop").now().catalogue.passing((wish,)))


def test_a_hierarchy_of_values_counts_in_filters_from_the_next_turn_on(app: App, tmp_path: Path) -> None:
    green = {str(row["id"]) for row in rows() if row["colour"] == "green"}
    assert passing(app, "cool") == set()
    app.ingest_graph(graph_file(tmp_path, "colour=green,broader,cool\nblue,broader,green\n"), "shop")
    assert passing(app, "cool") == green | {str(row["id"]) for row in rows() if row["colour"] == "blue"}
    (fact,) = [fact for fact in app.live("shop").now().catalogue.facts("p-0-blue", "colour") if fact.value == "cool"]
    assert (fact.text, fact.source) == ("Colour: blue (cool)", "kg:facts.csv")
    app.ingest([feed(tmp_path, [{**rows()[0], "price": "1.00"}], "cheaper.jsonl")], "shop")  # an update keeps them
    app.ingest([feed(tmp_path, [{**rows()[0], "id": "new", "colour": "blue"}], "new.jsonl")], "shop")
    assert "new" in passing(app, "cool")
    app.ingest_graph(graph_file(tmp_path, ""), "shop")
    assert passing(app, "cool") == set()


def test_a_file_that_is_imported_again_replaces_what_it_said(app: App, tmp_path: Path) -> None:
    app.ingest_graph(graph_file(tmp_path, f"{TRAIN},fits_with,{BOAT}\n"), "shop")
    report = app.ingest_graph(graph_file(tmp_path, f"{TRAIN},fits_with,{KITE}\n"), "shop")
    assert (report.put.added, report.put.removed) == (1, 1)


def test_what_was_not_taken_stands_in_a_file(app: App, tmp_path: Path) -> None:
    place = tmp_path / "bad.jsonl"
    report = app.ingest_graph(graph_file(tmp_path, "ghost,fits_with,boat\n"), "shop", rejects=place)
    assert (report.rejected, report.rejects_file) == (1, place)
    assert '"line": 1' in place.read_text("utf-8") and "ghost" in place.read_text("utf-8")
    with pytest.raises(UnknownShop):
        app.ingest_graph(graph_file(tmp_path, "a,b,c\n"), "atlantis")
