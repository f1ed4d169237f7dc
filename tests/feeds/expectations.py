"""The golden feeds: invented products in the layouts of real platforms, with what has to come out of them.

`expected/NAME.json` holds what was written down by looking at each value.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from domain.items import Item
from retrieval.feeds import Rejected

FOLDER = Path(__file__).parent / "golden"
FILES = (
    *(
        "merchant.xml",
        "merchant_atom.xml",
        "merchant.tsv",
        "shopify.csv",
        "woocommerce.csv",
        "jsonld.html",
        "jsonld.json",
    ),
    *("acp.json", "generic.xml", "feed.parquet"),
)
_PLAIN = ("item_id", "group_id", "title", "description", "text", "brand", "price_minor", "price_max_minor", "currency")
_REST = ("stock", "rating", "rating_count", "url", "image_url")


def golden(name: str, folder: Path) -> Path:
    """The file of that name; Parquet, which is not text, is written into the folder from its rows."""
    if name != "feed.parquet":
        return FOLDER / name
    return written_parquet(json.loads((FOLDER / "parquet.json").read_text("utf-8")), folder / name)


def written_parquet(rows: list[dict[str, object]], path: Path) -> Path:
    """A Parquet file of these rows."""
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.Table.from_pylist(rows), path)
    return path


def expected(name: str) -> dict[str, Any]:
    """Items and rejects that have to come out of a file."""
    found: dict[str, Any] = json.loads((FOLDER / "expected" / f"{name}.json").read_text("utf-8"))
    return found


def described(rows: Iterable[Item | Rejected]) -> dict[str, Any]:
    """Items and rejects in the form of `expected`: everything but the hashes."""
    known = list(rows)
    return {
        "items": [_item(row) for row in known if isinstance(row, Item)],
        "rejects": [[row.line, row.column, row.value, row.reason] for row in known if isinstance(row, Rejected)],
    }


def _item(item: Item) -> dict[str, Any]:
    plain = {name: getattr(item, name) for name in (*_PLAIN, *_REST)}
    sale = item.sale and [item.sale.price_minor, _when(item.sale.starts), _when(item.sale.ends)]
    facts = [f"{fact.relation}={fact.value} ({fact.source})" for fact in item.facts]
    whole = {**plain, "category": list(item.category), "options": dict(item.options), "sale": sale, "facts": facts}
    return {name: value for name, value in whole.items() if value not in (None, [], {}, "")}


def _when(moment: object) -> str | None:
    return None if moment is None else str(moment)
