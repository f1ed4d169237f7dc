"""Broken and hostile feeds: never a crash, never a row that is neither stored nor rejected.

How many rows a feed has is known from its writer, not from the reader.
"""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import pytest

from domain.errors import FeedError
from domain.items import Item
from retrieval.feeds import Rejected, read_feed
from tests.feeds.expectations import written_parquet
from tests.feeds.writers import CELLS, WRITERS, Written, records

MUTATIONS = 200
RECORDS = 6
HOSTILE = (
    *("", " ", "null", "NaN", "-", "0", "-1", "1e400", "9" * 25, "12.99", "£12,99", "$5 - $10", "free", "12.99 XXX"),
    *(
        '=HYPERLINK("https://elsewhere.example","x")',
        "+1+1",
        "@SUM(A1)",
        "-2+3",
        "=cmd|' /C calc'!A0",
        "%s%n",
        "{{7*7}}",
    ),
    *(
        '"',
        "'",
        '""',
        'a "quoted" word',
        "a,b",
        "a;b",
        "a\tb",
        "a|b",
        "a\nb",
        "a\r\nb",
        "a\rb",
        "\\",
        "\\n",
        "- x",
        "#",
    ),
    *("<b>bold</b>", "<script>alert(1)</script>", "</script>", "<![CDATA[x]]>", "]]>", "-->", "<!--", "&lt;b&gt;"),
    *(
        "&amp;amp;",
        "&#0;",
        "&#xD800;",
        "&nbsp;",
        "&lol9;",
        "<!ENTITY x 'y'>",
        "{",
        "}",
        "[",
        "]",
        ":",
        "? x",
        "!!x",
        "*a",
    ),
    *(
        "\x00",
        "\x07",
        "\x1f",
        "\x85",
        "\u2028",
        "\u200b",
        "\u202egnirts",
        "\ufeff",
        "\ufffe",
        "\U0001f4a5",
        "e\u0301" * 50,
    ),
    *("javascript:alert(1)", "data:text/html,x", "//evil.example", "../../etc/passwd", "P-1", "P-2", "2026-13-45"),
)
HUGE = ("x" * 150_000, "<" * 50_000, "&" * 50_000, "a " * 60_000, "9" * 120_000, "\n" * 100_001)
BOMBS = (
    b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
    b'<!DOCTYPE rss [<!ENTITY b SYSTEM "file:///etc/passwd"><!ENTITY c "c">]>',
    b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">',
)


def outcomes(content: bytes, folder: Path) -> list[Item | Rejected]:
    path = folder / "feed"
    path.write_bytes(content)
    return list(read_feed(path, shop="s"))


def written(name: str, rng: random.Random, *, cells: int) -> Written:
    """A feed of which some cells are hostile."""
    given = records(RECORDS)
    for _ in range(cells):
        value = rng.choice(HUGE) if rng.random() < 0.02 else rng.choice(HOSTILE)
        rng.choice(given)[rng.choice(CELLS)] = value
    return WRITERS[name][0](given)


@pytest.mark.parametrize("name", WRITERS)
def test_hostile_cells_lose_no_row(name: str, tmp_path: Path) -> None:
    for seed in range(MUTATIONS // 2):
        feed = written(name, random.Random(seed), cells=1 + seed % 4)
        found = outcomes(feed.whole, tmp_path)
        assert len(found) == feed.rows * RECORDS, f"seed {seed}"
        items = [row for row in found if isinstance(row, Item)]
        assert len(items) == len({item.item_id for item in items}), f"seed {seed}"
        assert all(map(can_be_stored, items)), f"seed {seed}"


def can_be_stored(item: Item) -> bool:
    """Whether every database takes its texts: whole letters, and no zero."""
    said = json.dumps([astuple(item)], ensure_ascii=False, default=str)
    return "\\u0000" not in said and said.encode(errors="replace").decode() == said


@pytest.mark.parametrize("name", WRITERS)
def test_a_cut_file_tells_what_is_missing(name: str, tmp_path: Path) -> None:
    feed, how = WRITERS[name][0](records(RECORDS)), WRITERS[name][1]
    rng, first, last = random.Random(1), len(feed.head) + 1, len(feed.head) + sum(map(len, feed.records))
    between = [len(feed.head) + sum(map(len, feed.records[:number])) for number in range(1, RECORDS + 1)]
    for size in [*between, *(rng.randrange(first, last) for _ in range(MUTATIONS // 4))]:
        try:
            found = outcomes(feed.whole[:size], tmp_path)
        except FeedError:
            assert feed.complete(size) == 0 or how == "", size
            continue
        if how == "begun":
            assert len(found) == feed.begun(size), size
        elif how == "rest":
            assert len(found) == feed.complete(size) + 1, size
            assert isinstance(found[-1], Rejected), size


@pytest.mark.parametrize("name", WRITERS)
def test_damaged_bytes_are_a_report_or_an_error_but_no_crash(name: str, tmp_path: Path) -> None:
    feed = WRITERS[name][0](records(RECORDS))
    for seed in range(MUTATIONS // 4):
        for content in _damaged(feed.whole, random.Random(seed)):
            try:
                found = outcomes(content, tmp_path)
            except FeedError:
                continue
            assert found, f"seed {seed}"


def _damaged(whole: bytes, rng: random.Random) -> Iterator[bytes]:
    damaged = bytearray(whole)
    for _ in range(rng.randrange(1, 8)):
        damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    yield bytes(damaged)
    start = rng.randrange(len(whole))
    yield whole[:start] + whole[start + rng.randrange(200) :]
    if rng.random() < 0.2:
        yield gzip.compress(whole)[: -rng.randrange(1, 60)]
        yield rng.randbytes(3_000)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp037", "shift_jis"])
@pytest.mark.parametrize("name", WRITERS)
def test_other_encodings_are_read_or_refused(name: str, encoding: str, tmp_path: Path) -> None:
    feed = WRITERS[name][0](records(RECORDS))
    try:
        found = outcomes(feed.whole.decode().encode(encoding, "replace"), tmp_path)
    except FeedError:
        assert encoding not in ("utf-8-sig", "utf-16", "cp1252")
        return
    if encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert len(found) == feed.rows * RECORDS
        assert all(isinstance(row, Item) for row in found)


@pytest.mark.parametrize("name", ["jsonl", "json", "jsonld page", "jsonld lines", "acp"])
def test_halves_of_letters_are_never_stored(name: str, tmp_path: Path) -> None:
    whole = WRITERS[name][0](records(RECORDS)).whole.replace(b"Larch", b"\\ud800").replace(b"Feet", b"Fe\\udc00et")
    items = outcomes(whole, tmp_path)
    assert all(isinstance(item, Item) and can_be_stored(item) for item in items)


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("name", ["merchant xml", "plain xml"])
def test_entities_and_document_types_are_refused_with_the_reason(name: str, bomb: bytes, tmp_path: Path) -> None:
    feed = WRITERS[name][0](records(RECORDS))
    head, body = feed.whole.split(b"\n", 1)
    with pytest.raises(FeedError, match="document types and entities are refused"):
        outcomes(head + bomb + body.replace(b"larch", b"&b;&c;"), tmp_path)


def test_deep_nesting_is_refused_and_not_followed(tmp_path: Path) -> None:
    for content in (b"<a>" * 100_000, b"[" * 100_000, b'{"a":' * 100_000, b"- " * 5_000 + b"x", b"a: " * 5_000):
        with pytest.raises(FeedError):
            outcomes(content, tmp_path)
    with pytest.raises(FeedError):
        outcomes(b'{"@graph": ' * 5_000, tmp_path)


def test_parquet_that_is_mutated_is_a_report_or_an_error(tmp_path: Path) -> None:
    for seed in range(MUTATIONS):
        rng = random.Random(seed)
        given = records(RECORDS)
        for _ in range(1 + seed % 4):
            rng.choice(given)[rng.choice(CELLS)] = rng.choice(HOSTILE)
        path = written_parquet([dict(one) for one in given], tmp_path / "feed.parquet")
        if seed % 2:
            assert len(list(read_feed(path, shop="s"))) == RECORDS, f"seed {seed}"
            continue
        content = bytearray(path.read_bytes())
        content[rng.randrange(4, len(content))] ^= rng.randrange(1, 256)
        cut = len(content) if rng.random() < 0.5 else rng.randrange(8, len(content))
        try:
            outcomes(bytes(content[:cut]), tmp_path)
        except FeedError:
            continue
