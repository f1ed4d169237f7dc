"""XML as shops write it: what is mended, and what is not."""

import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.items import Item
from retrieval.feeds import Rejected, read_feed
from retrieval.feeds.xml_text import blocks_of


def read(tmp_path: Path, *titles: str) -> list[Item | Rejected]:
    products = "".join(
        f"<product><id>{n}</id><name>{title}</name><price>5</price></product>" for n, title in enumerate(titles)
    )
    path = tmp_path / "feed.xml"
    path.write_text(f"<?xml version='1.0'?>\n<shop><products>{products}</products></shop>", encoding="utf-8")
    return list(read_feed(path, shop="s"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Bed & Bath", "Bed & Bath"),
        ("Bed &amp; Bath", "Bed & Bath"),
        ("Caf&eacute;&nbsp;cup", "Café cup"),
        ("R&D; &unknown; &", "R&D; &unknown; &"),
        ("A&#0;B&#xD800;C&#x41;", "ABCA"),
        ("<![CDATA[Cup & saucer]]>", "Cup & saucer"),
        ("a\x07bell", "abell"),
    ],
)
def test_what_is_commonly_wrong_costs_no_product(written: str, meant: str, tmp_path: Path) -> None:
    found = read(tmp_path, "Before", written, "After")
    assert [row.title for row in found if isinstance(row, Item)] == ["Before", meant, "After"]


def test_a_tag_that_is_not_closed_is_told_with_its_line_and_what_was_read_is_kept(tmp_path: Path) -> None:
    before, rest = read(tmp_path, "Before", "<b>Bold", "After")
    assert isinstance(before, Item) and isinstance(rest, Rejected)
    assert (rest.line, rest.reason) == (2, "not XML from here on (mismatched tag)")


@settings(deadline=None, max_examples=40)
@given(
    st.integers(65_500, 65_600),
    st.sampled_from(["&amp;", "&nbsp;", "&", "& b", "&#65;", "&CounterClockwiseContourIntegral;"]),
)
def test_references_are_read_the_same_wherever_a_block_ends(before: int, reference: str) -> None:
    def said(padding: int) -> str:
        text = f"<a>{'x' * padding}{reference}{'y' * 70_000}</a>"
        return "".join(ElementTree.fromstring("".join(blocks_of(io.StringIO(text)))).itertext()).strip("xy")

    assert said(before) == said(1)
