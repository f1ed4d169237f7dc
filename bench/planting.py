"""False claims planted into true statements, by kind, each false by the facts of the shop."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.wording import short, spoken
from bench.statements import COUNTS, Mention, Statement, figure_of
from domain.items import AGE_MIN, NO_BATTERIES, PRICE, RATING, STOCK, Fact, Item
from domain.money import SYMBOLS, Money
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
REDUCED = """
, reduced by 20%|, 10% off|, half price today|, with a discount|, down from {more}| (was {more})| instead of {more}
, in our sale|, a saving of {less}|, the lowest price ever|, with free delivery|, and {less} off with a voucher
"""


@dataclass(frozen=True, slots=True)
class Planted:
    """A statement with one false claim in it; `claim` is what was planted."""

    kind: str
    text: str
    claim: str
    statement: Statement


Planting = Callable[[Statement, random.Random], tuple[str, str] | None]


def listed(lines: str) -> list[str]:
    """The entries of a block of lines."""
    return [entry for line in lines.strip("\n").splitlines() for entry in line.split("|")]


def plant(kind: str, statement: Statement, rng: random.Random) -> Planted | None:
    """One false claim of the kind in the statement; `None` where it has no place for it, or where it would be true."""
    found = PLANTINGS[kind](statement, rng)
    return Planted(kind, found[0], found[1], statement) if found else None


def _put(statement: Statement, mention: Mention, words: str) -> tuple[str, str]:
    text = statement.text
    if mention.start == 0 and words:
        words = f"{words[0].upper()}{words[1:]}"
    return f"{text[: mention.start]}{words}{text[mention.end :]}", words


def _one(statement: Statement, rng: random.Random, *kinds: str) -> Mention | None:
    found = [mention for mention in statement.mentions if mention.kind in kinds]
    return rng.choice(found) if found else None


# -- prices
# ----------------------------------------------------------------------------------------------------------------------


def _price_changed(change: Callable[[Money, random.Random], Money | None]) -> Planting:
    def planting(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
        mention = _one(statement, rng, "price")
        if mention is None or mention.item is None or mention.item.price is None:
            return None
        changed = change(mention.item.price, rng)
        if changed is None or changed in (mention.item.price, mention.item.price_max):
            return None
        return _put(statement, mention, str(changed))

    return planting


def _digits_swapped(price: Money, rng: random.Random) -> Money | None:
    digits = list(str(price.minor))
    pairs = [(i, i + 1) for i in range(len(digits) - 1) if digits[i] != digits[i + 1] and (i or digits[1] != "0")]
    if not pairs:
        return None
    first, second = rng.choice(pairs)
    digits[first], digits[second] = digits[second], digits[first]
    return Money(int("".join(digits)), price.currency)


def _currency(price: Money, rng: random.Random) -> Money:
    return Money(price.minor, rng.choice([name for name in SYMBOLS if name not in (price.currency, "JPY", "CNY")]))


def _reduced(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    mention = _one(statement, rng, "price")
    if mention is None or mention.item is None or mention.item.price is None:
        return None
    price = mention.item.price
    more, less = (Money(int(price.minor * share) // 100 * 100 + 100, price.currency) for share in (1.4, 0.1))
    claim = rng.choice(listed(REDUCED)).format(more=more, less=less)
    return f"{statement.text[: mention.end]}{claim}{statement.text[mention.end :]}", claim


def _price_of_another(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    mention = _one(statement, rng, "price")
    if mention is None or mention.item is None:
        return None
    own = (mention.item.price, mention.item.price_max)
    others = [item.price for item in statement.items if item.price and item.price not in own]
    return _put(statement, mention, str(rng.choice(others))) if others else None


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


def _another_value(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    found = [one for one in statement.mentions if one.kind == "value" and one.fact and one.fact.number is None]
    mention = rng.choice(found) if found else None
    if mention is None or mention.item is None or mention.fact is None:
        return None
    catalogue = statement.source.scene.catalogue
    values = [v for v in _values(mention.fact, catalogue) if not _is_value_of(mention.item, mention.fact, v, catalogue)]
    return _put(statement, mention, rng.choice(values)) if values else None


def _value_of_another(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
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
    return _put(statement, mention, spoken(rng.choice(values))) if values else None


def _another_number(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
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
    return None if words == said else _put(statement, mention, words)


_DENIED = {
    "it needs no batteries": "it needs batteries",
    "it runs on batteries": "it needs no batteries",
    "it runs on mains power": "it doesn't run on mains power",
    "it's rechargeable": "it isn't rechargeable",
}
_DENIED |= {key.removeprefix("it's ").removeprefix("it "): value.removeprefix("it ") for key, value in _DENIED.items()}


def _denied(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    """A no made a yes, or a yes a no."""
    mention = _one(statement, rng, "clause", "boolean", "value")
    if mention is None or mention.fact is None or mention.fact.relation in (STOCK, PRICE, AGE_MIN):
        return None
    said = statement.text[mention.start : mention.end]
    if mention.kind == "clause" and said.lower() in _DENIED:
        return _put(statement, mention, _DENIED[said.lower()])
    if mention.kind == "boolean" or mention.kind == "clause":
        before = statement.text[: mention.start]
        if re.search(r"\bnot $", before):
            return f"{before[:-4]}{statement.text[mention.start :]}", said
        if re.search(r"\bisn't $", before):
            return f"{before[:-4]} {statement.text[mention.start :]}", said
        if "it's " in said.lower() and "not " in said:
            return _put(statement, mention, said.replace("not ", ""))
        if re.search(r"it's ", said, re.I):
            return _put(statement, mention, re.sub(r"it's ", "it isn't ", said, flags=re.I))
        return _put(statement, mention, f"not {said}")
    return _put(statement, mention, f"anything but {said}") if mention.kind == "value" else None


def _is_said_of(item: Item, words: str, catalogue: Catalogue) -> bool:
    """Whether the product's own page has any telling word of the claim."""
    page = f"{item.title} {item.text} {' '.join(fact.text for fact in item.facts)}".casefold()
    return any(word[:5] in page for word in re.findall(r"[a-z]{4,}", words.casefold()))


def _described(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    mention = _one(statement, rng, "title")
    words = rng.choice(listed(DESCRIBED))
    if mention is None or mention.item is None or _is_said_of(mention.item, words, statement.source.scene.catalogue):
        return None
    name = statement.text[mention.start : mention.end]
    own = _sentence_end(statement.text, mention)
    return rng.choice(
        (
            (_inserted(statement.text, own, f" It's {words}."), words),
            (_inserted(statement.text, own, f" {name} is {words}."), words),
            (_inserted(statement.text, own - 1, f", and {name} is {words}"), words),
        )
    )


def _said_of_it(claims: str) -> Planting:
    """A whole sentence after the one that names the product."""

    def planting(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
        mention, words = _one(statement, rng, "title"), rng.choice(listed(claims))
        item = mention.item if mention else None
        if (
            mention is None
            or item is None
            or (claims is SOLD and _is_said_of(item, words, statement.source.scene.catalogue))
        ):
            return None
        return _inserted(statement.text, _sentence_end(statement.text, mention), f" {words}"), words

    return planting


def _sentence_end(text: str, mention: Mention) -> int:
    """The place after the full stop of the sentence that a mention stands in."""
    end = re.compile(r"[.!?](?=\s|$)").search(text, mention.end)
    return end.end() if end else len(text)


def _inserted(text: str, place: int, words: str) -> str:
    return f"{text[:place]}{words}{text[place:]}"


def _stock(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    mention = _one(statement, rng, "title")
    if mention is None or mention.item is None:
        return None
    said = [one for one in statement.mentions if one.fact and one.fact.relation == STOCK and one.kind == "clause"]
    if said and said[0].fact:
        words = statement.text[said[0].start : said[0].end]
        flipped = words.replace("in stock", "out of stock") if "in stock" in words else words.replace("out of", "in")
        return _put(statement, said[0], flipped)
    held = mention.item.in_stock
    words = (
        rng.choice(("in stock", "available")) if not held else rng.choice(("out of stock", "not in stock", "sold out"))
    )
    name = statement.text[mention.start : mention.end]
    place = _sentence_end(statement.text, mention)
    return _inserted(statement.text, place, rng.choice((f" It's {words}.", f" {name} is {words}."))), words


# -- names
# ----------------------------------------------------------------------------------------------------------------------


def _another_name(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    """The name of a product that is not shown, in place of one that is."""
    mention = _one(statement, rng, "title")
    catalogue = statement.source.scene.catalogue
    if mention is None:
        return None
    known = {item.title for item in statement.items} | _referred(statement)
    other = catalogue.item(rng.choice(list(catalogue.passing(())))).title
    if other in known or any(short(other) in short(title) or short(title) in short(other) for title in known):
        return None
    return _put(statement, mention, short(other))


def _referred(statement: Statement) -> set[str]:
    scene, action = statement.source.scene, statement.source.action
    ids = {*scene.meaning.item_ids, *scene.state.liked, *(fact.item_id for fact in action.facts)}
    return {scene.catalogue.item(item_id).title for item_id in ids}


_FIRST = "Zoom Brillo Nether Tarra Quill Ondo Veltra Pim Sundra Kello".split()
_LAST = "Blaster|Deluxe 3000|Wonder|Explorer Set|Maxi|Home|Twin Pack|Classic".split("|")


def _invented_name(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    mention, name = _one(statement, rng, "title"), f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"
    if mention is None:
        return None
    place = _sentence_end(statement.text, mention)
    said = (f" We also have {name}.", f" {name} is close to it.", f" Or take {name} instead.")
    return rng.choice(((_inserted(statement.text, place, rng.choice(said)), name), _put(statement, mention, name)))


def _another_brand(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    catalogue = statement.source.scene.catalogue
    mention = _one(statement, rng, "title")
    brands = catalogue.attributes().get("brand")
    if mention is None or mention.item is None or brands is None:
        return None
    brand = rng.choice(list(brands.counts))
    own = f"{mention.item.brand or ''} {mention.item.title}".casefold()
    if brand.casefold() in own or len(brand) < 3:
        return None
    named = next((one for one in statement.mentions if one.fact and one.fact.relation == "brand"), None)
    if named:
        return _put(statement, named, brand.title())
    place = _sentence_end(statement.text, mention)
    return _inserted(statement.text, place, f" It's by {brand.title()}."), brand


# -- counts, ratings, ages
# ----------------------------------------------------------------------------------------------------------------------


def _another_count(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    action = statement.source.action
    true = {len(action.slots), action.count, action.relaxation.count if action.relaxation else None}
    mention = _one(statement, rng, "count")
    number = rng.choice([n for n in (2, 3, 4, 5, 6, 7, 9, 12, 14, 20) if n not in true])
    if mention:
        return _put(statement, mention, COUNTS.get(number, str(number)))
    title = _one(statement, rng, "title")
    if title is None:
        return None
    claim = f" There are {number} of these." if rng.random() < 0.5 else f" I have {number} more like it."
    return _inserted(statement.text, _sentence_end(statement.text, title), claim), claim


def _another_figure(relation: str, said: Sequence[str]) -> Planting:
    """Another rating, another age."""

    def planting(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
        mention = _one(statement, rng, "title")
        if mention is None or mention.item is None:
            return None
        facts = statement.source.scene.catalogue.facts(mention.item.item_id, relation)
        per = 12 if relation == AGE_MIN else 1
        true = {fact.number for fact in facts}
        numbers = [
            n for n in ((1, 2, 4, 5, 7, 9, 13) if per == 12 else (1.2, 2.1, 3.3, 4.4, 4.9)) if n * per not in true
        ]
        own = [one for one in statement.mentions if one.fact and one.fact.relation == relation and one.kind == "value"]
        number = rng.choice(numbers)
        if own:
            return _put(statement, own[0], f"{number:g}")
        claim = rng.choice(said).format(n=f"{number:g}")
        return _inserted(statement.text, _sentence_end(statement.text, mention), f" {claim}"), claim

    return planting


# -- comparisons
# ----------------------------------------------------------------------------------------------------------------------


_COMPARED: Mapping[str, tuple[str, str, str, str]] = {
    PRICE: ("cheaper", "more expensive", "cheapest", "most expensive"),
    "weight": ("lighter", "heavier", "lightest", "heaviest"),
    "height": ("shorter", "taller", "shortest", "tallest"),
    RATING: ("worse rated", "better rated", "worst rated", "best rated"),
}


def _compared(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    if statement.figure:
        return _roles_swapped(statement, rng)
    catalogue = statement.source.scene.catalogue
    title = _one(statement, rng, "title")
    figure = rng.choice(list(_COMPARED))
    known = [(figure_of(item, figure, catalogue), item) for item in statement.items]
    ranked = sorted(((n, item.item_id, item) for n, item in known if n is not None))
    if title is None or len(ranked) < 2 or ranked[0][0] == ranked[-1][0] or len(ranked) < len(known):
        return None
    low, high = ranked[0][2], ranked[-1][2]
    less, more, least, most = _COMPARED[figure]
    claim = rng.choice(
        (
            f"{short(high.title)} is {less} than {short(low.title)}.",
            f"{short(low.title)} is {more} than {short(high.title)}.",
            f"The {least} of these is {short(high.title)}.",
            f"{short(low.title)} is the {most} of them.",
        )
    )
    return _inserted(statement.text, _sentence_end(statement.text, title), f" {claim}"), claim


def _roles_swapped(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    """The other product in the place of the one compared."""
    titles = [one for one in statement.mentions if one.kind == "title" and one.item]
    if len(titles) == 1:
        others = [item for item in statement.items if item != titles[0].item]
        return _put(statement, titles[0], short(rng.choice(others).title)) if others else None
    first, second = titles[-2:]
    if first.item is None or second.item is None:
        return None
    text, a, b = statement.text, short(first.item.title), short(second.item.title)
    if len(titles) == 3:  # "A is the less expensive of A and B"
        return _put(statement, titles[0], b if titles[0].item == first.item else a)
    return f"{text[: first.start]}{b}{text[first.end : second.start]}{a}{text[second.end :]}", f"{b} for {a}"


def _batteries(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    """Batteries where none are needed, or none where nothing says so."""
    title = _one(statement, rng, "title")
    if title is None or title.item is None:
        return None
    powers = {fact.value for fact in statement.source.scene.catalogue.facts(title.item.item_id, "power")}
    claims = (("It needs batteries.", "It runs on batteries.") if "batteries" not in powers else ()) + (
        ("It needs no batteries.", "It works without batteries.") if NO_BATTERIES not in powers else ()
    )
    if not claims or (_is_said_of(title.item, "batteries", statement.source.scene.catalogue) and not powers):
        return None
    claim = rng.choice(claims)
    return _inserted(statement.text, _sentence_end(statement.text, title), f" {claim}"), claim


PLANTINGS: Mapping[str, Planting] = {
    "price: digits swapped": _price_changed(_digits_swapped),
    "price: one more or less": _price_changed(
        lambda price, rng: Money(max(price.minor + rng.choice((-100, 100, 1, -1)), 1), price.currency)
    ),
    "price: currency": _price_changed(_currency),
    "price: reduced": _reduced,
    "price: of another card": _price_of_another,
    "stock: turned round": _stock,
    "stock: how many": _said_of_it(SCARCE),
    "property: another value": _another_value,
    "property: of another card": _value_of_another,
    "property: another number": _another_number,
    "property: yes for no": _denied,
    "property: batteries": _batteries,
    "property: adjective": _described,
    "property: a sentence": _said_of_it(SOLD),
    "name: not shown": _another_name,
    "name: invented": _invented_name,
    "name: brand": _another_brand,
    "count": _another_count,
    "rating": _another_figure(RATING, ("It's rated {n} out of 5.", "It has {n} stars.")),
    "age": _another_figure(AGE_MIN, ("It's for ages {n} and up.", "It suits children from {n} years.")),
    "comparison": _compared,
}
