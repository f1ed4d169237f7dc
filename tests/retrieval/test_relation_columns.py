"""Columns of a feed that name other products: by id, by title, by address."""

import json
from pathlib import Path

import pytest

from domain.graph import SHOPPERS, Edge, EdgeKind
from retrieval.feeds.rows import Rejected
from retrieval.graph.columns import named_products, read_relations, relation_columns
from retrieval.graph.names import Names

NAMES = Names.of(
    [
        ("A1", "Oval track", "https://shop.example/a"),
        ("A2", "Bridge, wooden, large", None),
        ("A3", "Signal", None),
        ("A4", "Twin", None),
        ("A5", "Twin", None),
    ]
)


@pytest.mark.parametrize(
    ("cell", "found", "unknown"),
    [
        ("A1, A3", ["A1", "A3"], []),
        ("A3|A1|A3", ["A3", "A1"], []),
        ("Oval Track, Bridge, wooden, large, Signal", ["A1", "A2", "A3"], []),
        ("signal", ["A3"], []),
        ("Bridge, wooden, large", ["A2"], []),
        ('["A1", "A9"]', ["A1"], ["A9"]),
        ("https://shop.example/a | https://www.example.com/gp/A3/ref", ["A1", "A3"], []),
        ("Track sections, Signals", [], ["Track sections", "Signals"]),
        ("Twin; A1", ["A1"], ["Twin"]),
        ("[oops", [], ["[oops"]),
    ],
)
def test_a_cell_names_products_by_id_title_or_address(cell: str, found: list[str], unknown: list[str]) -> None:
    assert named_products(cell, NAMES) == (found, unknown)


def write(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "feed.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


ROWS: tuple[dict[str, object], ...] = (
    {"id": "A1", "title": "Oval track", "also_bought": ["A3", "A9", "A1"], "Compatible With": "A2", "note": "x"},
    {"id": "A3", "title": "Signal", "also_bought": [], "Compatible With": ""},
    {"id": "A7", "title": "Not imported", "also_bought": ["A1"], "Compatible With": ""},
)


def test_columns_are_known_by_their_names(tmp_path: Path) -> None:
    path = write(tmp_path, *ROWS)
    assert relation_columns(path) == {"also_bought": "also_bought", "Compatible With": "fits_with"}
    assert relation_columns(path, columns={"same_series": "note"})["note"] == "same_series"


def test_each_product_gets_its_edges_and_unknown_names_are_reported(tmp_path: Path) -> None:
    path = write(tmp_path, *ROWS)
    found = list(read_relations(path, relation_columns(path), NAMES))
    bad = [one for one in found if isinstance(one, Rejected)]
    assert [one for one in found if not isinstance(one, Rejected)] == [
        (
            "A1",
            (
                Edge(EdgeKind.ITEM, "A1", "also_bought", "A3", SHOPPERS, 0),
                Edge(EdgeKind.ITEM, "A1", "fits_with", "A2", "Compatible With", 0),
            ),
        ),
        ("A3", ()),
    ]
    assert [(one.line, one.column, one.value) for one in bad] == [(1, "also_bought", "A9")]
    assert "1 of 3" in bad[0].reason and bad[0].fix


def test_a_feed_without_such_columns_has_none(tmp_path: Path) -> None:
    assert relation_columns(write(tmp_path, {"id": "A1", "title": "Track", "bought": "2026", "viewed": "9"})) == {}
