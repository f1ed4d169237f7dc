"""How soon can a new product be recommended? A server runs over one feed while another process imports new products.

Each new product is asked for by its title over HTTP, in a conversation of its own, until it is shown. The seconds count
from the end of its import (the moment it is in the database) to the reply that shows it.

    python -m bench.new_products --data ../shared/data [--json]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx

from bench.report import Cell, Report
from domain.items import Item
from retrieval.feeds import read_feed

OLD = "toys/products_863_raw.csv"
NEW = ("toys/new_products_x10_raw.csv", "toys/new_products_x2_raw.csv")
SHOP = "toys"
# A product that has not been shown by then never will be.
PATIENCE_S = 60.0
COMMAND = (sys.executable, "-m", "ui.cli")


@dataclass(frozen=True, slots=True)
class Shown:
    """One new product: the seconds until it was shown (None: never), and at which rank then."""

    item_id: str
    seconds: float | None
    rank: int | None


def measure(data: Path, home: Path) -> list[Shown]:
    """Import the old feed, serve it, import the new ones beside the server, and ask for each new product."""
    environment = {**os.environ, "WARMSTART_HOME": str(home)}
    _import([data / OLD], environment)
    with _server(environment) as url:
        _import([data / feed for feed in NEW], environment)
        imported = time.perf_counter()
        new = [
            row for feed in NEW for row in read_feed(data / feed, shop=SHOP, currency="GBP") if isinstance(row, Item)
        ]
        with httpx.Client(base_url=url, timeout=30) as http:
            return [_asked_for(item, http, imported) for item in new]


def _import(feeds: Sequence[Path], environment: dict[str, str]) -> None:
    command = [*COMMAND, "ingest", *map(str, feeds), "--shop", SHOP, "--json"]
    subprocess.run(command, env=environment, check=True, capture_output=True)


@contextmanager
def _server(environment: dict[str, str]) -> Iterator[str]:
    command = [*COMMAND, "serve", "--shop", SHOP, "--port", "0"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            url = next(word for line in process.stderr for word in line.split() if word.startswith("http://"))
            # What else the server prints must not fill the pipe.
            threading.Thread(target=process.stderr.read, daemon=True).start()
            _wait_until_ready(url)
            yield url
        finally:
            process.terminate()


def _wait_until_ready(url: str) -> None:
    with httpx.Client(base_url=url, timeout=30) as http:
        while True:
            try:
                if http.get("/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)


def _asked_for(item: Item, http: httpx.Client, since: float) -> Shown:
    while time.perf_counter() - since < PATIENCE_S:
        session_id = http.post("/v1/sessions", json={"shop": SHOP}).json()["session_id"]
        turn = http.post(f"/v1/sessions/{session_id}/turns", json={"text": item.title}).json()
        shown = [card["item_id"] for card in turn["recommendations"]]
        if item.item_id in shown:
            return Shown(item.item_id, time.perf_counter() - since, shown.index(item.item_id) + 1)
        time.sleep(0.1)
    return Shown(item.item_id, None, None)


def summary(found: Sequence[Shown]) -> Report:
    """The contract's figures: how many were shown, and after how many seconds."""
    seconds = [one.seconds for one in found if one.seconds is not None]
    row: dict[str, Cell] = {
        "system": "warmstart",
        "shown": len(seconds),
        "median_s": median(seconds),
        "worst_s": max(seconds),
    }
    return Report("new-products", len(found), 0, [row])


def main(arguments: Sequence[str]) -> int:
    """Print the table, or with --json the one object; 1 if a new product was not shown."""
    parser = argparse.ArgumentParser(prog="bench.new_products", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds toys/")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        found = measure(chosen.data, Path(home))
    report = summary(found)
    sys.stdout.write((report.as_json() if chosen.json else report.table()) + "\n")
    return 0 if all(one.seconds is not None for one in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
