"""A catalogue for tests: the `Catalogue` port in its plainest form, by looking at every item every time."""

from collections import Counter
from collections.abc import Mapping, Sequence

from domain.errors import UnknownItem
from domain.items import AGE, AGE_MIN, PRICE, Attribute, Fact, Item
from domain.ports import Link
from domain.wishes import TEXT, Op, Wish
from retrieval.numbering import Numbering, Passing


class Shelf:
    """Items of one shop. An age wish is met from the item's `age_min` on; NOT on `text` reads the item's own words."""

    def __init__(self, *items: Item, currency: str = "GBP") -> None:
        self.shop = items[0].shop if items else "shop"
        self.currency = currency
        self.version = 1
        self.items = {item.item_id: item for item in items}
        self.numbering = Numbering.of(items)

    def __len__(self) -> int:
        return len(self.items)

    def item(self, item_id: str) -> Item:
        if item_id not in self.items:
            raise UnknownItem(item_id)
        return self.items[item_id]

    def variants(self, group_id: str) -> Sequence[Item]:
        return [item for item in self.items.values() if item.group_id == group_id]

    def attributes(self) -> Mapping[str, Attribute]:
        return {}

    def facts(self, item_id: str, relation: str) -> Sequence[Fact]:
        item = self.item(item_id)
        return [fact for fact in (*item.column_facts(), *item.facts) if fact.relation == relation]

    def meets(self, item_id: str, wish: Wish) -> bool | None:
        if wish.attribute == TEXT:
            said = any(value in self.item(item_id).text for value in wish.values)
            return not said if wish.op is Op.NOT else said
        facts = self.facts(item_id, AGE_MIN if wish.attribute == AGE else wish.attribute)
        if not facts:
            return None
        return any(_meets(fact, wish) for fact in facts) != (wish.op is Op.NOT)

    def passing(self, hard: Sequence[Wish]) -> Passing:
        found = [
            item_id
            for item_id, item in self.items.items()
            if item.in_stock is not False and all(self._passes(item_id, wish) for wish in hard)
        ]
        return Passing.of(self.numbering, found)

    def _passes(self, item_id: str, wish: Wish) -> bool:
        met = self.meets(item_id, wish)
        return wish.op is Op.NOT if met is None else met

    def count(self, hard: Sequence[Wish]) -> int:
        return len({self.items[item_id].group_id for item_id in self.passing(hard)})

    def value_counts(self, attribute: str, hard: Sequence[Wish]) -> Mapping[str, int]:
        return Counter(fact.value for item_id in self.passing(hard) for fact in self.facts(item_id, attribute))

    def ordered(self, attribute: str, hard: Sequence[Wish], *, descending: bool, limit: int) -> Sequence[str]:
        numbers = {item_id: [fact.number for fact in self.facts(item_id, attribute)] for item_id in self.passing(hard)}
        known = {item_id: found[0] for item_id, found in numbers.items() if found and found[0] is not None}
        return sorted(known, key=lambda item_id: known[item_id], reverse=descending)[:limit]

    def link(self, tokens: Sequence[str]) -> Sequence[Link]:
        return []

    def things(self, words: str) -> Sequence[Wish]:
        """None."""
        return ()

    def knows_word(self, token: str) -> bool:
        return any(token in item.text for item in self.items.values())

    def respelt(self, token: str) -> str | None:
        return None


def _meets(fact: Fact, wish: Wish) -> bool:
    if wish.attribute == AGE:
        return fact.number is not None and wish.number is not None and fact.number <= wish.number
    if wish.number is not None and fact.number is not None:
        return fact.number <= wish.number if wish.op is Op.MAX else fact.number >= wish.number
    return fact.value in wish.values


def make_item(item_id: str, title: str, *facts: tuple[str, str], group: str | None = None, **rest: object) -> Item:
    """An item of "shop" whose text is its title, with word facts; ("age_min", "72") makes a number of months."""
    made = tuple(_fact(item_id, relation, value) for relation, value in facts)
    return Item("shop", item_id, group or item_id, title, text=title.casefold(), facts=made, **rest)  # type: ignore[arg-type]


def _fact(item_id: str, relation: str, value: str) -> Fact:
    number = float(value) if value.replace(".", "").isdigit() else None
    return Fact(
        item_id, relation, value, f"{relation}: {value}", "feed", number=number, unit="month" if number else None
    )


def price_wish(op: Op, minor: float, *, hard: bool = False) -> Wish:
    """A wish on the price in pence."""
    return Wish(PRICE, op, number=minor, unit="GBP", hard=hard)
