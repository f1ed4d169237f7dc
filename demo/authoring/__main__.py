"""`python -m demo.authoring`: writes the feed from the sheets; the shop's first rows stay as they are."""

import json
from pathlib import Path

from demo.authoring.rows import Row, rows_of
from demo.authoring.sheets import read_sheets
from demo.products import FEED


def feed_rows(feed: Path = FEED) -> list[Row]:
    """The rows of the whole feed: the first ones as they stand in it, then those of the sheets."""
    kept = [row for row in map(json.loads, feed.read_text(encoding="utf-8").splitlines()) if is_first(row)]
    entries = read_sheets()
    ids = {str(row["name"]): str(row["group_id"]) for row in kept} | {entry.name: entry.product_id for entry in entries}
    return [*kept, *rows_of(entries, ids)]


def is_first(row: Row) -> bool:
    """Whether a row is one of those that were written into the feed by hand: numbers up to 100."""
    return int(str(row["group_id"]).rpartition("-")[2]) <= 100


def main() -> None:
    """Write the feed."""
    lines = [json.dumps(row, ensure_ascii=False) for row in feed_rows()]
    FEED.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
