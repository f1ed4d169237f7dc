"""How soon is a change served? One new product, and 1,000 changed prices.

    python -m bench.updates --data ../shared/data [--rows 2465] [--json]

The shop is the real retail feed (or, with more rows, that feed again under new ids), imported and encoded as `warmstart
ingest` does, with a real database, the built-in encoder and a real embedded Chroma. Measured is what a running server
does: the import's transaction, the next turn's look at the catalogue, and, for the new product, encoding it and finding
it with its vector taken in. Waiting for the next poll (`WARMSTART_POLL_S`) comes on top.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from agent.build import App, open_app
from agent.settings import Settings
from bench.report import commit
from domain.items import Item
from domain.ports import Encoder, Query, Vector
from retrieval.encoders import make_encoder
from retrieval.feeds import read_feed
from retrieval.feeds.items import hashed
from retrieval.search import HybridSearch

BENCH = "updates"
SHOP = "bench"
FEED = "retail/products.jsonl"
ROWS = 2_465
REPEATS = 5
PRICES = 1_000
TITLE, TEXT, ASKED = "Aurora", "A lamp for the bedside table with warm dimmable light.", "dimmable bedside lamp"


@dataclass(slots=True)
class Counted:
    """An encoder that counts the texts it was given."""

    encoder: Encoder
    fingerprint: str
    dimensions: int
    texts: int = 0

    def encode(self, texts: Sequence[str]) -> Sequence[Vector]:
        """The same vectors."""
        self.texts += len(texts)
        return self.encoder.encode(texts)


@dataclass(frozen=True, slots=True)
class Row:
    """What was changed, how long each repeat took until it was served, and how many vectors were written for it."""

    change: str
    seconds: tuple[float, ...]
    vectors_written: int

    def figures(self, rows: int) -> dict[str, object]:
        """As the contract writes them."""
        return {
            "system": "warmstart",
            "change": self.change,
            "rows": rows,
            "p50_s": round(statistics.median(self.seconds), 3),
            "max_s": round(max(self.seconds), 3),
            "vectors_written": self.vectors_written,
        }


def shelf(data: Path, rows: int) -> list[Item]:
    """So many products of the feed, under new ids where it has fewer."""
    real = [one for one in read_feed(data / FEED, shop=SHOP) if isinstance(one, Item)]
    made = (replace(real[row % len(real)], item_id=f"p{row}", group_id=f"p{row}", stock=9) for row in range(rows))
    return [hashed(item) for item in made]


def stocked(app: App, items: Sequence[Item]) -> None:
    """Import and encode them; products of the same text share a vector, which is written for each."""
    app.items.add_shop(SHOP, currency="USD")
    app.items.upsert(SHOP, items)
    fresh = list({item.text: item for item in items}.values())
    encoded = app.encoder().encode([item.text for item in fresh])
    vectors = {item.text: vector for item, vector in zip(fresh, encoded, strict=True)}
    collection, _ = app.indexes.collections(SHOP, app.encoder())
    collection.upsert(
        [item.item_id for item in items], np.asarray([vectors[item.text] for item in items], dtype=np.float32)
    )
    app.items.acknowledge(SHOP, [entry.sequence for entry in app.items.pending(SHOP, limit=len(items))])
    app.live(SHOP).now()


def timed(act: Callable[[], None]) -> float:
    """Seconds that it took."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def new_products(app: App, encoder: Counted) -> Row:
    """One product at a time, until it is found and its vector counts."""
    seconds = []
    before = encoder.texts
    for number in range(REPEATS):
        item_id = f"new{number}"
        item = hashed(Item(SHOP, item_id, item_id, TITLE, description=TEXT, text=f"{TITLE}. {TEXT}", stock=1))

        def served(item: Item = item) -> None:
            app.items.upsert(SHOP, [item])
            app.index(SHOP)
            search = app.live(SHOP).now().search
            assert item.item_id in {one.item_id for one in search(Query(ASKED)).candidates}, "it was not found"
            assert (
                isinstance(search, HybridSearch)
                and search.arrays.vectors[search.arrays.numbering.rows([item.item_id])].any()
            )

        seconds.append(timed(served))
    return Row("one new product", tuple(seconds), encoder.texts - before - REPEATS)


def new_prices(app: App, encoder: Counted, items: Sequence[Item]) -> Row:
    """A thousand prices at a time, until the next turn filters by them."""
    seconds = []
    before = encoder.texts
    for number in range(REPEATS):
        dearer = [hashed(replace(item, price_minor=(item.price_minor or 0) + number + 1)) for item in items[:PRICES]]

        def served(dearer: Sequence[Item] = dearer) -> None:
            app.items.upsert(SHOP, dearer)
            catalogue = app.live(SHOP).now().catalogue
            assert all(catalogue.item(item.item_id).price_minor == item.price_minor for item in dearer)

        seconds.append(timed(served))
        assert not app.waiting(SHOP), "a price reached the outbox"
    return Row(f"{PRICES:,} new prices", tuple(seconds), encoder.texts - before)


def run(data: Path, rows: int, *, encoder: Encoder) -> list[Row]:
    """Both changes over one shop."""
    counted = Counted(encoder, encoder.fingerprint, encoder.dimensions)
    items = shelf(data, rows)
    with tempfile.TemporaryDirectory() as home, open_app(Settings(home=Path(home)), encoder=counted) as app:
        stocked(app, items)
        return [new_products(app, counted), new_prices(app, counted, items)]


def main(arguments: Sequence[str]) -> int:
    """Print the table, or with --json the one object."""
    parser = argparse.ArgumentParser(prog="bench.updates", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds retail/")
    parser.add_argument("--rows", type=int, default=ROWS, help="products of the shop")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args(arguments)
    figures = [row.figures(chosen.rows) for row in run(chosen.data, chosen.rows, encoder=make_encoder())]
    if chosen.json:
        print(json.dumps({"bench": BENCH, "n": REPEATS, "seed": 0, "commit": commit(), "rows": figures}))
    else:
        for one in figures:
            print(" | ".join(f"{name} {value}" for name, value in one.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
