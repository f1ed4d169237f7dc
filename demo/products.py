"""The demo shop's feed, read as it is."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

# The shop's name, as shoppers see it. The shop and its brands are invented.
SHOP_TITLE = "Wrenfold"
FEED = Path(__file__).with_name("products.jsonl")


@cache
def by_id() -> Mapping[str, Mapping[str, object]]:
    """Every row of the feed by its id, in the feed's order."""
    rows = (json.loads(line) for line in FEED.read_text(encoding="utf-8").splitlines())
    return {str(row["id"]): row for row in rows}
