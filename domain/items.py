"""Items and the facts that are known of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.money import Money

# Relations that the rest of the code knows by name. Others are found in the feed (`item_weight`, `number_of_pieces`).
CATEGORY = "category"
BRAND = "brand"
COLOUR = "colour"
MATERIAL = "material"
POWER = "power"
AGE_MIN = "age_min"
AGE_MAX = "age_max"
PRICE = "price"
STOCK = "stock"
RATING = "rating"
# What shoppers wish of (a child's) age; it is answered from AGE_MIN and AGE_MAX.
AGE = "age"

# Values of POWER.
BATTERIES = "batteries"
NO_BATTERIES = "no batteries"
MAINS = "mains"
RECHARGEABLE = "rechargeable"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known of one item, with where it was read.

    `value` is canonical (lower case, singular where that is safe: "wood", "yes", "trains & railway sets"); `text` is
    what a person reads ("Material: wood", "For ages 3 and up"). Numbers stand in `number` with a base `unit` as
    well: months for ages, grams, millimetres, millilitres, watts, or "" for counts. `source` is the feed's column
    ("product_information"), or who said it ("model:NAME"). `confidence` is in [0, 1]. `span` is the place of the
    evidence in the cleaned cell, if it is a text.
    """

    item_id: str
    relation: str
    value: str
    text: str
    source: str
    confidence: float = 1.0
    number: float | None = None
    unit: str | None = None
    span: tuple[int, int] | None = None

    @property
    def fact_id(self) -> str:
        """A stable name of the fact within its shop."""
        return f"{self.item_id}:{self.relation}={self.value}"


@dataclass(frozen=True, slots=True)
class Sale:
    """A lower price for a time: from `starts` on (None: since ever) until before `ends` (None: no end is known)."""

    price_minor: int
    starts: datetime | None = None
    ends: datetime | None = None

    def is_on(self, now: datetime) -> bool:
        """Whether the sale's price holds at that moment."""
        return (self.starts is None or self.starts <= now) and (self.ends is None or now < self.ends)


@dataclass(frozen=True, slots=True)
class Item:
    """What can be bought: a variant. `None` is unknown; an empty tuple is known to be none.

    `category` is a path, broad first. `rating` is on a scale of 0 to 5. `text` is everything the product's own page
    says in clean words (title, description, information; never reviews): exclusions read it, and the encoder does.
    `attributes` of the variant ("colour", "size") stand in `options`. `price_minor` is the price outside of a `sale`:
    what holds at a moment says `priced`, and the catalogue in memory is made of that; only there does it have a
    `list_price_minor`, the price that a sale lowers. `content_hash` covers all of it;
    `text_hash` what is encoded.
    """

    shop: str
    item_id: str
    group_id: str
    title: str
    description: str = ""
    text: str = ""
    brand: str | None = None
    category: tuple[str, ...] = ()
    price_minor: int | None = None
    price_max_minor: int | None = None
    currency: str | None = None
    stock: int | None = None
    rating: float | None = None
    rating_count: int | None = None
    url: str | None = None
    image_url: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    facts: tuple[Fact, ...] = ()
    content_hash: str = ""
    text_hash: str = ""
    sale: Sale | None = None
    list_price_minor: int | None = None

    @property
    def list_price(self) -> Money | None:
        """The price before a sale that holds; `None` without one."""
        before = self.list_price_minor
        return None if before is None or self.currency is None else Money(before, self.currency)

    @property
    def price(self) -> Money | None:
        """The price, or the lowest of its range; `None` if unknown."""
        return None if self.price_minor is None or self.currency is None else Money(self.price_minor, self.currency)

    @property
    def price_max(self) -> Money | None:
        """The highest price of a range; the price itself where there is no range."""
        if self.currency is None:
            return None
        highest = self.price_minor if self.price_max_minor is None else self.price_max_minor
        return None if highest is None else Money(highest, self.currency)

    @property
    def in_stock(self) -> bool | None:
        """`None` if the feed does not say: nothing is claimed then, and the item may be shown."""
        return None if self.stock is None else self.stock > 0

    def column_facts(self) -> tuple[Fact, ...]:
        """Price, stock and rating as facts, read from the columns that are checked at serving time."""
        facts = []
        if self.price is not None:
            text = f"Price: {self.price}"
            facts.append(Fact(self.item_id, PRICE, self.price.amount, text, "price", number=float(self.price.minor)))
        if self.stock is not None:
            text = "In stock" if self.stock > 0 else "Out of stock"
            facts.append(
                Fact(self.item_id, STOCK, "yes" if self.stock > 0 else "no", text, "stock", number=float(self.stock))
            )
        if self.rating is not None:
            stars = f"{self.rating:.1f}"
            facts.append(Fact(self.item_id, RATING, stars, f"Rating: {stars}", "rating", number=float(stars)))
        return tuple(facts)


def priced(item: Item, now: datetime) -> Item:
    """The item with the price that holds at `now`: the sale's while it is on, beside the one before it (of a range
    none is said: it would be some other variant's); the stored one otherwise."""
    if item.sale is None or not item.sale.is_on(now):
        return item
    before = item.price_minor if item.price_max_minor is None else None
    return replace(item, price_minor=item.sale.price_minor, price_max_minor=None, list_price_minor=before)


def next_price_change(sales: Iterable[Sale], now: datetime) -> datetime | None:
    """The first moment after `now` at which one of the sales begins or ends; `None` if none does."""
    moments = (moment for sale in sales for moment in (sale.starts, sale.ends) if moment is not None)
    return min((moment for moment in moments if moment > now), default=None)


class AttributeKind(StrEnum):
    """What the values of an attribute are."""

    SET = "set"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ORDERED = "ordered"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A relation as the whole catalogue uses it.

    `counts` maps each value to the number of in-stock groups that have it, most first; `filled` is the share of all
    groups that have any.
    """

    name: str
    label: str
    kind: AttributeKind
    unit: str | None
    counts: Mapping[str, int]
    filled: float
