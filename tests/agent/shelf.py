"""A small shelf of toys for tests of the conversation: the real catalogue over items written here."""

from domain.items import AGE_MIN, BRAND, CATEGORY, COLOUR, MATERIAL, POWER, Fact, Item
from domain.ports import Shop
from retrieval.catalogue import MemoryCatalogue
from retrieval.languages.english import English

# id, title, category, price in pence (None: unknown), youngest age in months (None: unknown), material, colour, power
_ROWS = (
    ("oak", "Oakley wooden train", "Trains & Tracks", 1450, 36, "wood", "red", "no batteries"),
    ("express", "Night express train set", "Trains & Tracks", 3499, 60, "plastic", "blue", "batteries"),
    ("tunnel", "Hill tunnel for wooden tracks", "Trains & Tracks", 999, 36, "wood", "green", "no batteries"),
    ("loco", "Little shunter locomotive", "Trains & Tracks", 2200, 48, "metal", "red", "batteries"),
    ("farm", "Farmyard jigsaw", "Puzzles", 850, 24, "card", "green", "no batteries"),
    ("world", "World map jigsaw", "Puzzles", 1999, 96, "card", "blue", "no batteries"),
    ("kite", "Swallow kite", "Outdoor Play", 1250, 72, "fabric", "blue", "no batteries"),
    ("ball", "Meadow football", "Outdoor Play", 1800, 36, "leather", "white", "no batteries"),
    ("rocker", "Rocking horse", "Outdoor Play", 12900, 18, "wood", "brown", "no batteries"),
    ("lamp", "Moon night light", "Bedroom", 2450, None, "plastic", "white", "rechargeable"),
    ("quilt", "Patchwork quilt", "Bedroom", None, None, "cotton", "red", None),
)


def item(row: tuple[str, str, str, int | None, int | None, str, str, str | None]) -> Item:
    """One row as an item with its facts."""
    item_id, title, category, price, months, material, colour, power = row
    facts = [
        Fact(item_id, CATEGORY, category.casefold(), f"Category: {category}", "category"),
        Fact(item_id, BRAND, "fernley", "Brand: Fernley", "brand"),
        Fact(item_id, MATERIAL, material, f"Material: {material}", "material"),
        Fact(item_id, COLOUR, colour, f"Colour: {colour}", "colour"),
    ]
    if months is not None:
        facts.append(
            Fact(
                item_id,
                AGE_MIN,
                str(months),
                f"For ages {months} months and up",
                "age",
                number=float(months),
                unit="month",
            )
        )
    if power is not None:
        facts.append(Fact(item_id, POWER, power, f"Power: {power}", "power"))
    text = f"{title}. A {colour} {material} piece from our {category} shelf."
    return Item(
        "shelf",
        item_id,
        item_id,
        title,
        text,
        text,
        "Fernley",
        (category,),
        price,
        None,
        "GBP",
        5,
        4.5,
        12,
        facts=tuple(facts),
    )


ITEMS = tuple(item(row) for row in _ROWS)


def shelf() -> MemoryCatalogue:
    """The catalogue of the shelf."""
    return MemoryCatalogue.of(Shop("shelf", "GBP", 1), ITEMS, language=English())
