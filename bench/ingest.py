"""A large catalogue: how fast it goes in, how much memory it takes, how soon it serves, and what a turn costs then.

Products are the office and beauty items of the data folder (titles, brands, descriptions, category paths; no
purchases), with invented prices and stocks; beyond their number they come again as other models of the same. The
encoder's own time is taken within the same run, on the very texts and facts that the import encodes.

    python -m bench.ingest --data ../shared/data [--items 10000] [--json]
"""

import argparse
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from statistics import median

import httpx

from bench.report import Cell, Report
from domain.ports import Encoder, Vector

SHOP = "large"
SEED = 1
ITEMS = 10_000
TURNS = 60
# What the server imports before it does anything: the floor of any start.
IMPORTS = "import agent.build, chromadb, gradio, torch, ui.api.server, ui.cli, ui.faces, ui.page, ui.serve"
MESSAGES = (
    "black ink for my printer under {price} dollars",
    "something for dry hair",
    "a red stapler",
    "moisturiser, not perfumed",
    "pens, at most {price} dollars",
    "a calendar with flowers",
)


def rows(data: Path) -> Iterator[dict[str, object]]:
    """Endless products, the same for a seed: after the real ones, other models of them."""
    real, rng = [*_office(data), *_beauty(data)], random.Random(SEED)
    for lap in count():
        for number, row in enumerate(real):
            model = f" model {lap}{number % 97:02d}" if lap else ""
            price, stock = f"{rng.uniform(1, 80):.2f}", rng.randrange(1, 40)
            yield {**row, "id": f"{row['id']}-{lap}", "title": f"{row['title']}{model}", "price": price, "stock": stock}


def _office(data: Path) -> Iterator[dict[str, object]]:
    for item in _lines(data / "office/items.jsonl.gz"):
        texts = {"title": item["title"], "brand": item["brand"], "description": item["description"]}
        yield {"id": f"office-{item['item_id']}", **texts, "category": "Office"}


def _beauty(data: Path) -> Iterator[dict[str, object]]:
    for item in _lines(data / "beauty/items.jsonl.gz"):
        if item["textual_id"]:
            path = " > ".join(item["categories"])
            texts = {"title": item["textual_id"], "brand": item["brand"], "description": ""}
            yield {"id": f"beauty-{item['asin']}", **texts, "category": path}


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def measure(data: Path, items: int) -> Report:
    """The figures of one size, in a home folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home, feed = Path(folder) / "home", Path(folder) / "feed.jsonl"
        feed.write_text("".join(json.dumps(row) + "\n" for row in islice(rows(data), items)), encoding="utf-8")
        imported = _child("import", home, feed)
        imports_s = _seconds([sys.executable, "-c", IMPORTS])
        turn = _child("turns", home, feed)
        with _served(home) as ready_s:
            pass
    row: dict[str, Cell] = {"system": "warmstart", "items": items, **imported, **turn}
    row |= {"imports_s": imports_s, "ready_s": ready_s, "start_ratio": ready_s / imports_s}
    return Report("ingest", items, SEED, [row])


def _seconds(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def _child(step: str, home: Path, feed: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.ingest", "--step", step, "--home", str(home), "--feed", str(feed)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


@contextmanager
def _served(home: Path) -> Iterator[float]:
    """The seconds from the command to the first `ready` of a real server."""
    environment = {**os.environ, "WARMSTART_HOME": str(home)}
    command = [sys.executable, "-m", "ui.cli", "serve", "--shop", SHOP, "--port", "0"]
    started = time.perf_counter()
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            url = next(word for line in process.stderr for word in line.split() if word.startswith("http://"))
            while not _is_ready(url):
                time.sleep(0.02)
            yield time.perf_counter() - started
        finally:
            process.terminate()
            process.communicate()


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz").status_code == 200
    except httpx.TransportError:
        return False


def _import(home: Path, feed: Path) -> dict[str, float]:
    from agent.build import open_app
    from agent.settings import Settings
    from retrieval.encoders import make_encoder

    watched = _Watched(make_encoder())
    with open_app(Settings(home=home, currency="USD"), encoder=watched) as app:
        started = time.perf_counter()
        app.ingest([feed], SHOP)
        stored_s = time.perf_counter() - started
        app.index(SHOP)
        total_s = time.perf_counter() - started
    return {
        "stored_s": stored_s,
        "total_s": total_s,
        "encoder_s": watched.seconds,
        "encoder_share": watched.seconds / total_s,
        "import_peak_mib": _peak_mib(),
    }


class _Watched:
    """An encoder with a stopwatch."""

    def __init__(self, inner: Encoder) -> None:
        self.inner, self.seconds = inner, 0.0
        self.fingerprint, self.dimensions = inner.fingerprint, inner.dimensions

    def encode(self, texts: Sequence[str]) -> Sequence[Vector]:
        started = time.perf_counter()
        vectors = self.inner.encode(texts)
        self.seconds += time.perf_counter() - started
        return vectors


def _turns(home: Path) -> dict[str, float]:
    from agent.build import open_app
    from agent.settings import Settings
    from bench.turn import encoding_ms
    from domain.inputs import Words
    from retrieval.encoders import make_encoder

    fresh, timings, alone = make_encoder(), [], []
    with open_app(Settings(home=home)) as app:
        agent = app.agent(SHOP)
        for number in range(TURNS):
            session, _ = agent.open()
            # Another price and another word each time: what the turn before worked out must not flatter this one.
            said = f"{MESSAGES[number % len(MESSAGES)].format(price=10 + number)} {number}"
            timings.append(agent.respond(session.session_id, Words(said)).timings_ms)
            # Between the turns: an encoder that runs by itself all the time has its caches and threads warm.
            alone.append(encoding_ms(fresh, f"{said} again"))
    encoder_ms = median(alone)
    beside = [one.total - one.encode for one in timings[len(MESSAGES) :]]
    steps = {
        f"{step}_p50_ms": median(getattr(one, step) for one in timings[len(MESSAGES) :])
        for step in ("understand", "search", "encode", "rank", "decide", "speak", "save")
    }
    return {
        **steps,
        "turn_beside_encoder_p50_ms": median(beside),
        "encoder_query_p50_ms": encoder_ms,
        "turn_ratio": median(beside) / encoder_ms,
        "serving_peak_mib": _peak_mib(),
    }


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str]) -> int:
    """Print the table, or with --json the one object."""
    parser = argparse.ArgumentParser(prog="bench.ingest", description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder that holds office/ and beauty/")
    parser.add_argument("--items", type=int, default=ITEMS)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    # Each step runs in a process of its own, so that its memory is its own.
    parser.add_argument("--step", choices=["import", "turns"], help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--feed", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.step:
        figures = _import(chosen.home, chosen.feed) if chosen.step == "import" else _turns(chosen.home)
        sys.stdout.write(json.dumps(figures) + "\n")
        return 0
    report = measure(chosen.data, chosen.items)
    sys.stdout.write((report.as_json() if chosen.json else report.table()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
