"""The demo shop's feed, read as it is."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

# The shop's name, as shoppers see it. The shop and its brands are invented.
SHOP_TITLE = "Wrenfold"
FEED = Path(__file__).with_name("products.jsonl")
# Columns to name when the feed is imported (`read_feed(..., columns=COLUMNS)`): they have so many different values that
# the reader would take them for text.
COLUMNS: Mapping[str, str] = {
    name: name for name in ("material", "suitable_for", "occasion", "allergens", "size", "care")
}


@cache
def by_id() -> Mapping[str, Mapping[str, object]]:
    """Every row of the feed by its id, in the feed's order."""
    rows = (json.loads(line) for line in FEED.read_text(encoding="utf-8").splitlines())
    return {str(row["id"]): row for row in rows}
