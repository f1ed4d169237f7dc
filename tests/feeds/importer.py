"""A process that starts imports and kills them: it imports the libraries once and forks for each."""

import json
import os
import signal
import sys
from pathlib import Path

import agent.intake
from agent.build import App, open_app
from agent.intake import Report
from agent.settings import load_settings

# Small batches: many places between two transactions to be killed at.
BATCH = 25
SHOP = "killed"


def run_import(home: Path, feeds: list[Path]) -> Report:
    """The import that is killed, and repeated."""
    agent.intake.BATCH = BATCH
    with open_app(load_settings(home=home)) as app:
        return ingest(app, feeds)


def ingest(app: App, feeds: list[Path]) -> Report:
    """A full snapshot of all feeds, with a file for what is rejected."""
    return app.ingest(feeds, SHOP, rejects=app.settings.home / "rejects.jsonl", full_snapshot=True)


def main() -> None:
    """Two lines for each import: `[home, feed, …]` forks it, `kill` ends it (nobody else can have its number until
    then) and is answered."""
    for line in sys.stdin:
        home, *feeds = (Path(path) for path in json.loads(line))
        child = os.fork()
        if child == 0:
            run_import(home, feeds)
            os._exit(0)
        sys.stdin.readline()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        sys.stdout.write("ended\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
