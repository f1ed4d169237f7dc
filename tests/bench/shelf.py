"""A small made-up shop for tests of the simulated shopper and of the dialogue benchmark: no feed is needed."""

from domain.items import AGE_MIN, CATEGORY, COLOUR, MATERIAL, Fact, Item

COLOURS = ("red", "blue", "green", "black")
MATERIALS = ("wood", "plastic", "metal")
KINDS = (("games", "board games"), ("games", "card games"), ("jigsaws & puzzles", "jigsaws"), ("hobbies", "trains"))
# Words of titles that are no facts.
NAMES = ("Zephyrion", "Quandrix", "Wobblewump", "Marrowby", "Fizzleton")


def item(number: int, title: str | None = None) -> Item:
    """The `number`th product: its facts follow from the number, its title says none of them."""
    item_id = f"p{number}"
    path = KINDS[number % 4]
    spoken = {CATEGORY: path, COLOUR: (COLOURS[number // 4 % 4],), MATERIAL: (MATERIALS[number // 3 % 3],)}
    facts = [Fact(item_id, name, value, value, "feed") for name, values in spoken.items() for value in values]
    months = 36 + 24 * (number % 4)
    facts.append(Fact(item_id, AGE_MIN, f"{months // 12} years", f"from {months}", "feed", number=months, unit="month"))
    return Item(
        shop="shelf",
        item_id=item_id,
        group_id=f"g{number}",
        title=title or f"{NAMES[number % 5]} {number}",
        text=" ".join(value for values in spoken.values() for value in values),
        category=path,
        price_minor=399 + 250 * (number % 11),
        currency="GBP",
        stock=5,
        facts=tuple(facts),
    )


def items(count: int = 60) -> list[Item]:
    """The whole shelf."""
    return [item(number) for number in range(count)]
