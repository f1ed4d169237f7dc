"""Small catalogues over the real class."""

from collections.abc import Iterable, Mapping

from domain.items import Fact, Item
from domain.ports import Shop
from retrieval.catalogue import MemoryCatalogue
from retrieval.languages.english import English

ENGLISH = English()
SHOP = Shop("test", "GBP", 1)


def fact(item_id: str, relation: str, value: str, number: float | None = None, unit: str | None = None) -> Fact:
    """A fact as a feed gives it."""
    return Fact(item_id, relation, value, f"{relation}: {value}", "feed", number=number, unit=unit)


def ages(item_id: str, youngest: float | None, oldest: float | None = None) -> tuple[Fact, ...]:
    """The facts of an age range in months; an end that is `None` is not stated."""
    ends = (("age_min", youngest), ("age_max", oldest))
    return tuple(fact(item_id, name, f"{end} months", end, "month") for name, end in ends if end is not None)


def item(
    item_id: str,
    title: str = "Thing",
    *,
    price: int | None = None,
    price_max: int | None = None,
    group: str | None = None,
    text: str = "",
    brand: str | None = None,
    category: tuple[str, ...] = (),
    stock: int | None = None,
    rating: tuple[float, int | None] | None = None,
    facts: tuple[Fact, ...] = (),
    said: Mapping[str, str] | None = None,
) -> Item:
    """An item in pounds; `said` maps relations to values."""
    return Item(
        shop=SHOP.name,
        item_id=item_id,
        group_id=group or item_id,
        title=title,
        text=text,
        brand=brand,
        category=category,
        price_minor=price,
        price_max_minor=price_max,
        currency=None if price is None else "GBP",
        stock=stock,
        rating=rating[0] if rating else None,
        rating_count=rating[1] if rating else None,
        facts=(*facts, *(fact(item_id, relation, value) for relation, value in (said or {}).items())),
    )


def catalogue_of(*items: Item) -> MemoryCatalogue:
    """A catalogue in English and pounds."""
    return MemoryCatalogue.of(SHOP, items, language=ENGLISH)


def saying(*texts: str) -> MemoryCatalogue:
    """A catalogue of items "0", "1", … with these texts and nothing else."""
    return catalogue_of(*(item(str(number), "Thing", text=text) for number, text in enumerate(texts)))


def ids(found: Iterable[str]) -> set[str]:
    """Ids without their order."""
    return set(found)
