"""What a turn costs beside the sentence encoder: whole conversations with a shop of 2,465 products, step by step.

Every message is one of the hard-wish benchmark's, each the first of its conversation. The yardstick is the encoder
alone on the same queries, one at a time, in the same run: these machines are shared, so only the ratio means something.

    python -m bench.turn --data ../shared/data [--json]
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles

from agent.build import open_app
from agent.settings import Settings
from agent.state import fold
from agent.turn import Agent, query_of
from bench.oracle.rows import FEEDS, RETAIL
from bench.oracle.wishes import generate
from bench.report import Cell, Report
from domain.inputs import Words
from domain.ports import Encoder
from domain.session import Timings
from retrieval.encoders import make_encoder

SEED, CONVERSATIONS = 1, 150


def measure(agent: Agent, encoder: Encoder) -> Report:
    """Milliseconds of each step, and what a turn costs beside the encoder in units of one query's encoding.

    `encoder` is one that has not seen the queries: the shop's own remembers its last texts.
    """
    texts = [case.text for case in generate(2 * CONVERSATIONS, seed=SEED) if case.shop == RETAIL][:CONVERSATIONS]
    timings: list[Timings] = []
    queries: list[str] = []
    for text in texts:
        session, _ = agent.open()
        timings.append(agent.respond(session.session_id, Words(text)).timings_ms)
        turns = agent.session(session.session_id).turns
        queries += [query_of(fold(turns[:1]), turns[0].meaning, agent.floor.now().catalogue).text]
    encoded = [encoding_ms(encoder, text) for text in dict.fromkeys(queries) if text]
    steps = _steps(timings[1:])  # the first conversation fills caches
    ratio = steps["without_encoder_p50_ms"] / median(encoded)
    rows: list[dict[str, Cell]] = [
        {"system": "warmstart", **steps, "ratio": ratio},
        {"system": "encoder alone", "total_p50_ms": median(encoded), "total_p99_ms": quantiles(encoded, n=100)[98]},
    ]
    return Report("turn", len(timings), SEED, rows)


def encoding_ms(encoder: Encoder, text: str) -> float:
    """Milliseconds that one text takes."""
    started = time.perf_counter()
    encoder.encode([text])
    return (time.perf_counter() - started) * 1e3


def _steps(timings: Sequence[Timings]) -> dict[str, float]:
    each = [asdict(one) for one in timings]
    steps = {f"{step}_p50_ms": median(one[step] for one in each) for step in each[0]}
    beside = [one["total"] - one["encode"] for one in each]
    return {
        **steps,
        "total_p99_ms": quantiles((one["total"] for one in each), n=100)[98],
        "without_encoder_p50_ms": median(beside),
    }


def main(arguments: Sequence[str]) -> int:
    """Print the table, or with --json the one object."""
    parser = argparse.ArgumentParser(prog="bench.turn", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds retail/")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home, open_app(Settings(home=Path(home))) as app:
        app.ingest([chosen.data / FEEDS[RETAIL]], shop=RETAIL)
        app.index(RETAIL)
        report = measure(app.agent(RETAIL), make_encoder())
    sys.stdout.write((report.as_json() if chosen.json else report.table()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
