"""Imports as a shop does them: several feeds, looks before, updates of prices, snapshots, and what goes wrong."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from agent.build import App, open_app, preview
from agent.settings import load_settings
from domain.errors import BadInput, FeedError
from retrieval.vectors import VectorCollection
from tests.fakes.encoder import HashEncoder
from tests.feeds.writers import csv_feed, jsonl_feed, merchant_xml, records

SHOP = "stools"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with open_app(load_settings(home=tmp_path / "home"), encoder=HashEncoder()) as opened:
        yield opened


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def changed(**cells: str) -> list[dict[str, str]]:
    """Six products, all with these cells."""
    return [{**one, **cells} for one in records(6)]


def prices(app: App) -> list[int | None]:
    return [item.price_minor for item in app.items.changes_since(SHOP, 0).items]


def test_new_prices_and_stocks_write_no_vector(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app.ingest([written(tmp_path / "f.csv", csv_feed(records(6)).whole)], SHOP)
    app.index(SHOP)
    writes: list[int] = []
    upsert = VectorCollection.upsert

    def counted(self: VectorCollection, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        writes.append(len(ids))
        upsert(self, ids, vectors)

    monkeypatch.setattr(VectorCollection, "upsert", counted)
    update = changed(price="3.33", stock="9")
    report = app.ingest([written(tmp_path / "f.csv", csv_feed(update).whole)], SHOP)
    assert (report.changes.changed, app.index(SHOP), writes) == (6, 0, [])
    update[2]["title"] = "Birch stool"
    app.ingest([written(tmp_path / "f.csv", csv_feed(update).whole)], SHOP)
    assert (app.index(SHOP), writes[0]) == (1, 1)


def test_a_sale_that_is_announced_writes_no_vector(app: App, tmp_path: Path) -> None:
    app.ingest([written(tmp_path / "f.jsonl", jsonl_feed(records(6)).whole)], SHOP)
    app.index(SHOP)
    reduced = "".join(json.dumps({**one, "sale_price": "1.00"}) + "\n" for one in records(6))
    report = app.ingest([written(tmp_path / "f.jsonl", reduced.encode())], SHOP)
    assert report.changes.changed == 6
    assert not app.waiting(SHOP)


def test_a_folder_is_one_snapshot_and_each_feed_is_reported(app: App, tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    folder.mkdir()
    written(folder / "b.xml", merchant_xml([{**one, "id": f"X{one['id']}"} for one in records(2)]).whole)
    written(folder / "a.csv", csv_feed(records(4)).whole)
    report = app.ingest([folder], SHOP, full_snapshot=True)
    assert [(Path(one.name).name, one.format, one.changes.added) for one in report.feeds] == [
        ("a.csv", "csv", 4),
        ("b.xml", "merchant", 2),
    ]
    (folder / "b.xml").unlink()
    assert app.ingest([folder], SHOP, full_snapshot=True).changes.removed == 2


def test_a_broken_feed_among_others_is_reported_and_nothing_is_retired(app: App, tmp_path: Path) -> None:
    good = written(tmp_path / "a.csv", csv_feed(records(6)).whole)
    app.ingest([good], SHOP)
    part = written(tmp_path / "b.csv", csv_feed(records(2)).whole)
    bad = written(tmp_path / "c.xml", b"<rss><channel></channel></rss>")
    report = app.ingest([part, bad], SHOP, full_snapshot=True)
    assert [feed.name for feed in report.failed] == [str(bad)]
    assert (report.changes.unchanged, report.changes.removed) == (2, 0)


def test_a_product_that_stands_in_two_feeds_is_taken_from_the_first(app: App, tmp_path: Path) -> None:
    first = written(tmp_path / "a.csv", csv_feed(records(3)).whole)
    second = written(tmp_path / "b.csv", csv_feed([*changed(price="1.00")]).whole)
    for _ in range(2):
        report = app.ingest([first, second], SHOP)
        assert report.rejected == 3
        assert f"stands in {first} already" in report.rejects[0].reason
    assert report.changes.unchanged == 6
    assert prices(app) == [2150, 2250, 2350, 100, 100, 100]


def test_unreadable_prices_are_an_error_and_leave_the_shop_as_it_was(app: App, tmp_path: Path) -> None:
    app.ingest([written(tmp_path / "f.csv", csv_feed(records(6)).whole)], SHOP)
    before = prices(app)
    rejects = tmp_path / "rejects.jsonl"
    bad = written(tmp_path / "f.csv", csv_feed(changed(price="see shelf")).whole)
    with pytest.raises(FeedError, match=r"(?s)every one of its 6 rows was rejected.*line 2: the price cannot be read"):
        app.ingest([bad], SHOP, rejects=rejects, full_snapshot=True)
    assert prices(app) == before
    assert len(rejects.read_text("utf-8").splitlines()) == 6


def test_a_feed_of_which_nothing_can_be_read_makes_no_shop(app: App, tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="No product was changed"):
        app.ingest([written(tmp_path / "f.csv", csv_feed(changed(price="see shelf")).whole)], SHOP)
    assert list(app.shops()) == []


def test_a_price_column_can_be_left_out_by_hand(app: App, tmp_path: Path) -> None:
    bad = written(tmp_path / "f.csv", csv_feed(changed(price="see shelf")).whole)
    report = app.ingest([bad], SHOP, columns={"price": "-"})
    assert report.changes.added == 6
    assert set(prices(app)) == {None}


def test_a_product_whose_row_is_rejected_is_not_retired_by_a_snapshot(app: App, tmp_path: Path) -> None:
    app.ingest([written(tmp_path / "f.csv", csv_feed(records(6)).whole)], SHOP)
    snapshot = records(5)
    snapshot[0]["price"] = "see shelf"
    report = app.ingest([written(tmp_path / "f.csv", csv_feed(snapshot).whole)], SHOP, full_snapshot=True)
    assert (report.rejected, report.changes.removed) == (1, 1)
    assert app.items.item(SHOP, "P-1").price_minor == 2150


def test_the_currency_of_the_command_counts_where_a_price_names_none(app: App, tmp_path: Path) -> None:
    app.ingest([written(tmp_path / "f.csv", csv_feed(records(2)).whole)], SHOP, currency="CHF")
    assert app.items.shop(SHOP).currency == "CHF"
    assert str(app.items.item(SHOP, "P-1").price) == "CHF 21.50"


def test_prices_in_another_currency_than_the_shops_are_told(app: App, tmp_path: Path) -> None:
    given = records(3)
    given[2]["price"] = "€5.00"
    report = app.ingest([written(tmp_path / "f.csv", csv_feed(given).whole)], SHOP, currency="GBP")
    assert report.feeds[0].notes == (
        "1 products are priced in EUR, which is not the shop's currency: filters pass them over",
    )


def test_a_look_before_tells_columns_facts_rejects_and_changes(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path / "home")
    old, new = records(4), records(5)[1:]
    new[0]["price"] = "see shelf"
    new[1]["price"] = "1.00"
    with open_app(settings, encoder=HashEncoder()) as app:
        app.ingest([written(tmp_path / "old.csv", csv_feed(old).whole)], SHOP)
        version = app.items.shop(SHOP).catalogue_version
    feed = written(tmp_path / "new.csv", csv_feed(new).whole)
    seen = preview(settings, [feed], SHOP, full_snapshot=True)
    assert seen.counts() == {"added": 1, "changed": 1, "unchanged": 1, "removed": 1, "rejected": 1}
    (found,) = seen.feeds
    uses = {column.column: (column.use, column.filled) for column in found.columns}
    assert (uses["price"], uses["colour"]) == (("price", 1.0), ("fact: colour", 1.0))
    assert "100% have colour; P-3: Colour: red (from colour)" in found.facts
    assert [reject.line for reject in found.rejects] == [2]
    with open_app(settings, encoder=HashEncoder()) as app:
        assert app.items.shop(SHOP).catalogue_version == version
        report = app.ingest([feed], SHOP, full_snapshot=True)
    assert report.counts() == seen.counts()


def test_a_look_before_makes_no_database(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path / "home")
    seen = preview(settings, [written(tmp_path / "f.csv", csv_feed(records(2)).whole)], SHOP)
    assert seen.changes.added == 2
    assert not settings.home.exists()


def test_a_rejected_row_leaves_its_product_to_a_later_feed(app: App, tmp_path: Path) -> None:
    bad, good = records(2), records(1)
    bad[0]["price"] = "see shelf"
    feeds = [written(tmp_path / f"{name}.csv", csv_feed(given).whole) for name, given in (("a", bad), ("b", good))]
    report = app.ingest(feeds, SHOP, full_snapshot=True)
    assert (report.changes.added, report.rejected) == (2, 1)


def test_a_place_for_rejects_that_is_none_is_refused_before_anything_is_stored(app: App, tmp_path: Path) -> None:
    feed = written(tmp_path / "f.csv", csv_feed(records(2)).whole)
    with pytest.raises(BadInput, match="name a file"):
        app.ingest([feed], SHOP, rejects=tmp_path)
    assert list(app.shops()) == []
