"""Imports: what is stored, rejected, retired and counted."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from agent.feeds import Feed, Rejected
from agent.intake import BATCH, Import, fingerprint, shop_name, take_in
from domain.errors import BadInput, FeedError
from domain.items import Item
from domain.ports import Changes
from tests.fakes.shelf import make_item
from tests.fakes.storage import FakeItemStore


@dataclass(frozen=True, slots=True)
class Bad:
    """A rejected row."""

    line: int
    column: str = "price"
    value: str = "free"
    reason: str = "is no price"
    fix: str = "write a number"
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class Mapped:
    """Which columns hold what: nothing, here."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """An open feed of given rows."""

    entries: Iterator[Item | Rejected]
    format: str = "csv"
    encoding: str = "utf-8"
    currency: str = "GBP"
    mapping: Mapped = field(default_factory=Mapped)
    filled: Mapping[str, int] = field(default_factory=dict)


def fed(*rows: Item | Bad, name: str = "feed.csv") -> Feed:
    return Feed(name, lambda: Opened(iter(rows)))


def items(*names: str) -> list[Item]:
    return [make_item(name, name, content_hash=name) for name in names]


def test_items_are_stored_and_rejects_are_counted_and_written_down(tmp_path: Path) -> None:
    store, path = FakeItemStore(), tmp_path / "deep" / "rejects.jsonl"
    rows: list[Item | Bad] = [*items("a", "b"), Bad(3), *items("c")]
    report = take_in(store, [fed(*rows)], Import("shop", "GBP", path))
    assert report.counts() == {"added": 3, "changed": 0, "unchanged": 0, "removed": 0, "rejected": 1}
    assert [json.loads(line)["line"] for line in path.read_text("utf-8").splitlines()] == [3]
    assert report.rejects_file == path


def test_no_reject_file_is_made_when_nothing_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "rejects.jsonl"
    report = take_in(FakeItemStore(), [fed(*items("a"))], Import("shop", "GBP", path))
    assert report.rejects_file is None
    assert not path.exists()


def test_progress_counts_rows_and_changes_add_up_over_batches() -> None:
    heard: list[int] = []
    many = items(*(f"i{number}" for number in range(BATCH + 7)))
    report = take_in(FakeItemStore(), [fed(*many)], Import("shop", "GBP"), progress=heard.append)
    assert heard == [BATCH, BATCH + 7]
    assert report.changes == Changes(added=BATCH + 7)


def test_a_full_snapshot_retires_what_is_gone() -> None:
    store = FakeItemStore()
    take_in(store, [fed(*items("a", "b", "c"))], Import("shop", "GBP"))
    report = take_in(store, [fed(*items("b"))], Import("shop", "GBP", full_snapshot=True))
    assert report.changes == Changes(unchanged=1, removed=2)


def test_a_full_snapshot_without_a_valid_row_retires_nothing() -> None:
    store = FakeItemStore()
    take_in(store, [fed(*items("a", "b"))], Import("shop", "GBP"))
    with pytest.raises(FeedError, match="nothing was retired"):
        take_in(store, [fed(Bad(1))], Import("shop", "GBP", full_snapshot=True))
    assert store.item("shop", "a").item_id == "a"


@pytest.mark.parametrize(
    ("file", "name"),
    [("products_863_raw.csv", "products-863-raw"), ("Toys (2024).csv.gz", "toys-2024"), ("My Shop.JSONL", "my-shop")],
)
def test_a_shop_is_named_after_its_feed(file: str, name: str) -> None:
    assert shop_name(Path(file)) == name


def test_a_file_whose_name_makes_no_shop_name_is_refused() -> None:
    with pytest.raises(BadInput, match="--shop"):
        shop_name(Path("___.csv"))


def test_an_unchanged_feed_is_known_by_its_bytes_and_the_version(tmp_path: Path) -> None:
    feed = tmp_path / "feed.csv"
    feed.write_text("id,title\n1,One\n", encoding="utf-8")
    known = fingerprint(feed, "1")
    assert fingerprint(feed, "1") == known
    assert fingerprint(feed, "2") != known
    feed.write_text("id,title\n1,Two\n", encoding="utf-8")
    assert fingerprint(feed, "1") != known
    with pytest.raises(FeedError):
        fingerprint(tmp_path / "gone.csv", "1")
