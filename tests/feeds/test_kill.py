"""An import that is killed anywhere and run again ends as if nobody had killed it."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from agent.build import open_app
from agent.settings import load_settings
from retrieval.vectors import Kind
from tests.conftest import ROOT
from tests.fakes.encoder import HashEncoder
from tests.feeds.importer import SHOP, run_import
from tests.feeds.writers import csv_feed, merchant_xml, records

KILLS = 100
TABLES = ("shops", "items", "facts", "outbox")


@dataclass(frozen=True, slots=True)
class Importer:
    """The process that forks imports."""

    commands: IO[str]
    answers: IO[str]

    def start_and_kill(self, home: Path, feeds: list[Path], *, after_s: float) -> None:
        self.commands.write(json.dumps([str(home), *map(str, feeds)]) + "\n")
        self.commands.flush()
        time.sleep(after_s)
        self.commands.write("kill\n")
        self.commands.flush()
        assert self.answers.readline() == "ended\n"


@contextmanager
def importer() -> Iterator[Importer]:
    command = [sys.executable, "-m", "tests.feeds.importer"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        yield Importer(process.stdin, process.stdout)
        process.stdin.close()


def old_feed(folder: Path) -> Path:
    """What the shop had before: half of it stays as it is, some changes, some goes."""
    path = folder / "old.csv"
    path.write_bytes(csv_feed([*records(30), *({**one, "id": f"gone-{one['id']}"} for one in records(9))]).whole)
    return path


def new_feeds(folder: Path) -> list[Path]:
    """Two feeds with changed, new, repeated and broken rows."""
    given = records(60)
    for number, one in enumerate(given):
        one["price"] = "soon" if number % 11 == 5 else one["price"] if number % 2 else "7.77"
        one["title"] = "" if number % 13 == 7 else one["title"]
    first, second = folder / "a.csv", folder / "b.xml"
    first.write_bytes(csv_feed(given).whole)
    others = [{**one, "id": f"X-{one['id']}"} for one in records(40)]
    second.write_bytes(merchant_xml([*others, given[0]]).whole)
    return [first, second]


def state(home: Path) -> dict[str, object]:
    """All rows of the catalogue's tables, and the reject file."""
    with closing(sqlite3.connect(home / Path(load_settings(home=home).database).name)) as database:
        tables = {name: sorted(database.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in TABLES}
    return {**tables, "rejects": (home / "rejects.jsonl").read_text("utf-8")}


def test_an_import_killed_anywhere_and_run_again_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    before, quiet, home = tmp_path / "before", tmp_path / "quiet", tmp_path / "home"
    feeds = new_feeds(tmp_path)
    run_import(before, [old_feed(tmp_path)])
    shutil.copytree(before, quiet)
    started = time.monotonic()
    report = run_import(quiet, feeds)
    usual_s = time.monotonic() - started
    assert min(report.counts().values()) > 0, "the import has something of everything"
    wanted, rng, unfinished = state(quiet), random.Random(1), 0
    with importer() as process:
        for number in range(KILLS):
            if not home.exists():
                shutil.copytree(before, home)
            process.start_and_kill(home, feeds, after_s=rng.uniform(0, 1.2 * usual_s))
            cut_short = _is_unfinished(home, wanted)
            unfinished += cut_short
            # Other work on the machine comes and goes: the next kill aims at the pace of now.
            usual_s *= 1.02 if cut_short else 0.95
            if number % 3 == 1:  # killed again before it may end
                continue
            run_import(home, feeds)
            assert state(home) == wanted, f"kill {number}"
            if number < KILLS - 1:
                shutil.rmtree(home)
    assert unfinished > KILLS // 4, "most kills come before the end"
    assert drained(home) == drained(quiet)


def drained(home: Path) -> set[str]:
    """The products in the index when everything that waited is encoded."""
    with open_app(load_settings(home=home), encoder=HashEncoder()) as app:
        app.index(SHOP)
        assert not app.waiting(SHOP)
        return set(app.vectors().collection(SHOP, app.encoder().fingerprint, Kind.ITEMS).ids())


def _is_unfinished(home: Path, wanted: dict[str, object]) -> bool:
    return not (home / "rejects.jsonl").exists() or state(home) != wanted


def test_the_rejects_of_an_earlier_import_do_not_stay(tmp_path: Path) -> None:
    run_import(tmp_path / "home", new_feeds(tmp_path))
    assert (tmp_path / "home" / "rejects.jsonl").exists()
    run_import(tmp_path / "home", [old_feed(tmp_path)])
    assert not (tmp_path / "home" / "rejects.jsonl").exists()


@pytest.mark.parametrize("stop", [signal.SIGINT])
def test_ctrl_c_ends_an_import_with_what_is_stored(stop: signal.Signals, tmp_path: Path) -> None:
    feed, home = tmp_path / "large.csv", tmp_path / "home"
    feed.write_bytes(csv_feed(records(20_000)).whole)
    command = [sys.executable, "-m", "ui.cli", "ingest", str(feed), "--shop", SHOP]
    environment = {**os.environ, "WARMSTART_HOME": str(home), "WARMSTART_ENCODER": "builtin"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        database = home / Path(load_settings(home=home).database).name
        while process.poll() is None and not _count(database):
            time.sleep(0.02)
        process.send_signal(stop)
        said = process.communicate()[1]
    assert process.returncode not in (0, -stop)
    assert "Traceback" not in said
    assert _count(database) % 500 == 0


def _count(database: Path) -> int:
    """Products that are stored."""
    if not database.exists():
        return 0
    with closing(sqlite3.connect(database)) as opened:
        try:
            return int(opened.execute("SELECT COUNT(*) FROM items").fetchone()[0])
        except sqlite3.OperationalError:  # the tables are not made yet
            return 0
