"""False properties and false stock, planted into true statements."""

import random
import re
from collections.abc import Sequence
from decimal import Decimal

from agent.wording import spoken
from bench.placing import Planting, drawn, inserted, is_said_of, listed, put, sentence_end
from bench.statements import Statement
from domain.items import AGE_MIN, NO_BATTERIES, PRICE, RATING, STOCK, Fact, Item
from domain.ports import Catalogue

# Claims that nothing backs unless a product's own page has the word. Written down for the yardstick: the auditor has
# no list of them.
DESCRIBED = """
waterproof|dishwasher safe|award winning|handmade|organic|vegan|foldable|unbreakable|hypoallergenic|machine washable
non-toxic|eco-friendly|recyclable|a limited edition|brand new|second hand|exclusive to us|very quiet|rustproof|fireproof
childproof|lightweight|heavy duty|extra large|tiny|soft|sturdy|hand painted|wireless|solar powered|rechargeable
scented|sugar free|approved by doctors|safe for babies|easy to clean|easy to put together|guaranteed for life
scratch resistant|the size of a hand|a bestseller|best-selling|very popular|top quality|premium|luxurious|cheap to run
the original|fragile|transparent|glow in the dark|noisy|fast|strong|flexible|a collector's piece
"""
SOLD = """
It comes with free delivery.|Delivery is free.|It is delivered tomorrow.|It will be with you by Friday.
You get a second one free.|Batteries are included.|It comes with a present.|It comes with a gift box.
You can return it for a year.|It has a two year guarantee.|We wrap it for you.|Children love it.
Everybody loves it.|It is our shop's favourite.|It is the one that people choose most.|It was made in Sweden.
It won a prize.|Critics praise it.|It lasts for years.|It never breaks.|It goes with everything.
It works without the internet.|It is for grown-ups.|It is right for beginners.|The whole family can play it.
No tools are needed.|It keeps its colour.|It is made by hand.|It works in the rain.|It can be used at night.
"""
SCARCE = """
Only 2 left.|There is just one left.|Hurry, it is nearly gone.|We have plenty of it.|There are lots of them.
It is back on Monday.|It sells out quickly.|It is sold out.|It is the last one.|We have 14 of them.
Only a few remain.|There are 2 more in the other shop.|It is running out.|It is available in every shop.
"""


# -- properties
# ----------------------------------------------------------------------------------------------------------------------


def _values(fact: Fact, catalogue: Catalogue) -> Sequence[str]:
    attribute = catalogue.attributes().get(fact.relation)
    return [value for value in attribute.counts if len(value) < 30] if attribute else []


def _is_value_of(item: Item, fact: Fact, value: str, catalogue: Catalogue) -> bool:
    """Whether the product has the value too, or says it in other words ("leather" beside "leather and suede")."""
    own = {one.value for one in catalogue.facts(item.item_id, fact.relation)}
    words = set(re.findall(r"\w+", value.casefold()))
    return any(words <= set(re.findall(r"\w+", one.casefold())) for one in own)


def another_value(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    """A value of the attribute that the product has not, for one that it has."""
    found = [one for one in statement.mentions if one.kind == "value" and one.fact and one.fact.number is None]
    mention = rng.choice(found) if found else None
    if mention is None or mention.item is None or mention.fact is None:
        return None
    catalogue = statement.source.scene.catalogue
    values = [v for v in _values(mention.fact, catalogue) if not _is_value_of(mention.item, mention.fact, v, catalogue)]
    return put(statement, mention, rng.choice(values)) if values else None


def value_of_another(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    """A fact of another card said of this product."""
    found = [one for one in statement.mentions if one.kind == "value" and one.fact]
    mention = rng.choice(found) if found else None
    if mention is None or mention.item is None or mention.fact is None or mention.fact.relation == AGE_MIN:
        return None
    catalogue = statement.source.scene.catalogue
    values = [
        fact
        for item in statement.items
        for fact in catalogue.facts(item.item_id, mention.fact.relation)
        if not _is_value_of(mention.item, mention.fact, fact.value, catalogue) and len(spoken(fact)) < 30
    ]
    return put(statement, mention, spoken(rng.choice(values))) if values else None


def another_number(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    """Another number, or another unit."""
    found = [
        one
        for one in statement.mentions
        if one.kind == "value" and one.fact and one.fact.number and one.fact.relation not in (AGE_MIN, RATING)
    ]
    mention = rng.choice(found) if found else None
    if mention is None or mention.item is None or mention.fact is None:
        return None
    said = statement.text[mention.start : mention.end]
    figures = list(re.finditer(r"\d+(?:\.\d+)?", said))
    if not figures:
        return None
    figure = rng.choice(figures)
    value = Decimal(figure.group())
    changed = rng.choice((value + 1, value * 2, value * 10, max(value - 1, Decimal(1)) if value > 1 else value + 3))
    units = [("cm", "mm"), ("mm", "cm"), (" g", " kg"), (" kg", " g"), (" ml", " l")]
    swaps = [said.replace(old, new) for old, new in units if re.search(rf"(?<=\d){old}|\d {old}", said)]
    words = f"{said[: figure.start()]}{changed.normalize():f}{said[figure.end() :]}"
    if swaps and rng.random() < 0.3:
        words = swaps[0]
    return None if words == said else put(statement, mention, words)


_DENIED = {
    "it needs no batteries": "it needs batteries",
    "it runs on batteries": "it needs no batteries",
    "it runs on mains power": "it doesn't run on mains power",
    "it's rechargeable": "it isn't rechargeable",
}
_DENIED |= {key.removeprefix("it's ").removeprefix("it "): value.removeprefix("it ") for key, value in _DENIED.items()}


def denied(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    """A no made a yes, or a yes a no."""
    mention = drawn(statement, rng, "clause", "boolean", "value")
    if mention is None or mention.fact is None or mention.fact.relation in (STOCK, PRICE, AGE_MIN):
        return None
    said = statement.text[mention.start : mention.end]
    if mention.kind == "clause" and said.lower() in _DENIED:
        return put(statement, mention, _DENIED[said.lower()])
    if mention.kind == "boolean" or mention.kind == "clause":
        before = statement.text[: mention.start]
        if re.search(r"\bnot $", before):
            return f"{before[:-4]}{statement.text[mention.start :]}", said
        if re.search(r"\bisn't $", before):
            return f"{before[:-4]} {statement.text[mention.start :]}", said
        if "it's " in said.lower() and "not " in said:
            return put(statement, mention, said.replace("not ", ""))
        if re.search(r"it's ", said, re.I):
            return put(statement, mention, re.sub(r"it's ", "it isn't ", said, flags=re.I))
        return put(statement, mention, f"not {said}")
    return put(statement, mention, f"anything but {said}") if mention.kind == "value" else None


def described(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    """A property of which the product's page says nothing."""
    mention = drawn(statement, rng, "title")
    words = rng.choice(listed(DESCRIBED))
    if mention is None or mention.item is None or is_said_of(mention.item, words):
        return None
    name = statement.text[mention.start : mention.end]
    own = sentence_end(statement.text, mention)
    return rng.choice(
        (
            (inserted(statement.text, own, f" It's {words}."), words),
            (inserted(statement.text, own, f" {name} is {words}."), words),
            (inserted(statement.text, own - 1, f", and {name} is {words}"), words),
        )
    )


def said_of_it(claims: str) -> Planting:
    """A whole sentence after the one that names the product."""

    def planting(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
        mention, words = drawn(statement, rng, "title"), rng.choice(listed(claims))
        item = mention.item if mention else None
        if mention is None or item is None or (claims is SOLD and is_said_of(item, words)):
            return None
        return inserted(statement.text, sentence_end(statement.text, mention), f" {words}"), words

    return planting


def stock(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    """In stock for out of stock, and the other way round."""
    mention = drawn(statement, rng, "title")
    if mention is None or mention.item is None:
        return None
    said = [one for one in statement.mentions if one.fact and one.fact.relation == STOCK and one.kind == "clause"]
    if said and said[0].fact:
        words = statement.text[said[0].start : said[0].end]
        flipped = words.replace("in stock", "out of stock") if "in stock" in words else words.replace("out of", "in")
        return put(statement, said[0], flipped)
    held = mention.item.in_stock
    words = (
        rng.choice(("in stock", "available")) if not held else rng.choice(("out of stock", "not in stock", "sold out"))
    )
    name = statement.text[mention.start : mention.end]
    place = sentence_end(statement.text, mention)
    return inserted(statement.text, place, rng.choice((f" It's {words}.", f" {name} is {words}."))), words


def batteries(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    """Batteries where none are needed, or none where nothing says so."""
    title = drawn(statement, rng, "title")
    if title is None or title.item is None:
        return None
    powers = {fact.value for fact in statement.source.scene.catalogue.facts(title.item.item_id, "power")}
    claims = (("It needs batteries.", "It runs on batteries.") if "batteries" not in powers else ()) + (
        ("It needs no batteries.", "It works without batteries.") if NO_BATTERIES not in powers else ()
    )
    if not claims or (is_said_of(title.item, "batteries") and not powers):
        return None
    claim = rng.choice(claims)
    return inserted(statement.text, sentence_end(statement.text, title), f" {claim}"), claim
