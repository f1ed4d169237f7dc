"""Cleaning of text and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.cleaning import clean_address, clean_text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("<p>A <b>red</b>&nbsp;kite</p>", "A red kite"),
        ("Ben &amp;amp; Jo&#39;s", "Ben & Jo's"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Drum", "Drum"),
        ("<style>p {color: red}</style>Drum", "Drum"),
        ("for <3 and a < b", "for <3 and a < b"),
        ("a\u200bb\u202ec\x00d\ufeff", "abcd"),
        ("two\n\n lines\t here ", "two lines here"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("caf\u00e9", "caf\u00e9"),
    ],
)
def test_text_is_plain_words(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text(alphabet="<>&;ampltgscrib/ \u200bx=\"'", max_size=60))
def test_cleaning_twice_of_single_encoding_leaves_no_tag(raw: str) -> None:
    assert "<script" not in clean_text(raw).casefold() or ">" not in clean_text(raw)


@pytest.mark.parametrize(
    "safe", ["https://shop.example/a?b=c", "http://shop.example", "images/1.jpg", "/images/1.jpg", "1.jpg"]
)
def test_http_and_relative_addresses_stay(safe: str) -> None:
    assert clean_address(safe) == safe


@pytest.mark.parametrize(
    "hostile",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\u200bscript:x",
        "data:text/html,x",
        "//evil.example/x",
        "\\\\evil\\x",
        "a b.jpg",
        "vbscript:x",
        "https://",
        "https://good.example@evil.example/",
        '" onerror="x',
        "<img>",
        "",
        "x" * 3_000,
        "&#106;avascript:x",
    ],
)
def test_other_addresses_are_dropped(hostile: str) -> None:
    assert clean_address(hostile) is None
