"""Raw rows of the two feeds, read with the standard library only."""

import csv
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

TOYS = "toys"
RETAIL = "retail"
FEEDS = {TOYS: Path("toys/products_863_raw.csv"), RETAIL: Path("retail/products.jsonl")}
CURRENCIES = {TOYS: "GBP", RETAIL: "USD"}

# The longest cell of the toys feed is a review cell above csv's default limit of 128 KiB.
_LARGEST_CELL = 10_000_000
# What the export writes around every product; it says nothing of the product itself.
_BOILERPLATE = re.compile(
    r"Delivery Destinations:.*?can be delivered\.|Feedback\s+Would you like to update.*"
    r"|WEEE Directive\s*Click here.*?products"
    r"|Best Sellers Rank.*?\(See top 100\)|#[\d,]+ in [^#]*?(?=Shipping Weight|Date First|#|$)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One product as the feed has it. `price_minor` is None for an empty cell; and `in_stock` where the feed is silent.

    `name`, `info` and `description` are the raw texts with white space folded; reviews are left out, for they say what
    buyers think.
    """

    shop: str
    item_id: str
    name: str
    info: str
    description: str
    category: str
    price_minor: int | None
    in_stock: bool | None

    @property
    def text(self) -> str:
        """All that the product's own page says."""
        return f"{self.name} | {self.info} | {self.description}"


def read(shop: str, data: Path) -> dict[str, Row]:
    """The rows of one shop by product id, in the order of the file."""
    path = data / FEEDS[shop]
    rows = _toys(path) if shop == TOYS else _retail(path)
    return {row.item_id: row for row in rows}


def _toys(path: Path) -> list[Row]:
    csv.field_size_limit(_LARGEST_CELL)
    with path.open(newline="", encoding="utf-8") as file:
        return [_toy(cells) for cells in csv.DictReader(file)]


def _toy(cells: dict[str, str]) -> Row:
    stock = cells["number_available_in_stock"].strip()
    return Row(
        shop=TOYS,
        item_id=cells["product_id"],
        name=_folded(cells["product_name"]),
        info=_BOILERPLATE.sub(" ", _folded(cells["product_information"])),
        description=_folded(cells["product_description"]),
        category=cells["category"],
        price_minor=_minor(cells["price"]),
        in_stock=int(stock) > 0 if stock.isdigit() else None,
    )


def _retail(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as file:
        return [_product(json.loads(line)) for line in file]


def _product(cells: dict[str, object]) -> Row:
    return Row(
        shop=RETAIL,
        item_id=str(cells["id"]),
        name=_folded(str(cells["name"])),
        info="",
        description=_folded(str(cells["description"])),
        category=str(cells["category"]),
        price_minor=_minor(str(cells["price"])),
        in_stock=int(str(cells["current_stock"])) > 0,
    )


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _minor(price: str) -> int | None:
    return round(Decimal(price) * 100) if price.strip() else None
