"""The demo shop's pictures: well formed, harmless, small, and of the product's own colour."""

import re
from xml.etree import ElementTree

import pytest

from demo.drawing import GROUND, PAINTS, mix
from demo.pictures import picture, svg_for
from demo.products import by_id

ELEMENTS = {"svg", "title", "g", "rect", "circle", "ellipse", "path"}


def test_a_picture_is_a_small_and_harmless_svg() -> None:
    for item_id in by_id():
        svg = svg_for(item_id)
        root = ElementTree.fromstring(svg)
        assert root.tag == "{http://www.w3.org/2000/svg}svg", item_id
        assert {element.tag.split("}")[1] for element in root.iter()} <= ELEMENTS, item_id
        assert not re.search(r"<script|href|url\(|style|\son\w+=|<!|&(?!amp;|#x27;|quot;)", svg)
        assert len(svg.encode()) <= 6_000, item_id


def test_a_picture_shows_the_colour_of_its_product() -> None:
    for item_id in [key for key, row in by_id().items() if row["colour"] != "multicoloured"]:
        row = dict(by_id()[item_id])
        other = row | {"colour": "pink" if row["colour"] != "pink" else "blue"}
        assert picture(row) != picture(other), item_id


def test_variants_look_alike_but_for_their_colour() -> None:
    blue, green = svg_for("home-001"), svg_for("home-001-green")
    assert PAINTS["blue"] in blue
    assert PAINTS["blue"] not in green
    assert re.sub(r"#[0-9a-f]{6}", "", blue) == re.sub(r"#[0-9a-f]{6}", "", green)


def test_the_same_product_gives_the_same_picture() -> None:
    row = by_id()["toy-001"]
    assert picture(row) == picture(dict(row)) == svg_for("toy-001")


def test_products_of_different_kinds_never_share_a_picture() -> None:
    by_picture: dict[str, set[object]] = {}
    for key, row in by_id().items():
        by_picture.setdefault(svg_for(key), set()).add(row["kind"])
    assert all(len(kinds) == 1 for kinds in by_picture.values())


def test_a_name_cannot_break_out_of_its_picture() -> None:
    row = dict(by_id()["toy-001"]) | {"name": '<script>alert("x")</script>'}
    assert "<script" not in picture(row)
    assert ElementTree.fromstring(picture(row)).findtext("{http://www.w3.org/2000/svg}title") == row["name"]


def test_a_product_that_is_not_there_has_no_picture() -> None:
    with pytest.raises(KeyError):
        svg_for("toy-999")


def test_colours_mix_by_their_shares() -> None:
    assert mix("#000000", "#ffffff", 0.0) == "#000000"
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix("#102030", "#ffffff", 1.0) == "#ffffff"
    assert 0 < GROUND < 400
