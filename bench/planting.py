"""False claims planted into true statements, by kind, each false by the facts of the shop."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from agent.wording import short
from bench.false_properties import (
    SCARCE,
    SOLD,
    another_number,
    another_value,
    batteries,
    denied,
    described,
    said_of_it,
    stock,
    value_of_another,
)
from bench.placing import Planting, drawn, inserted, listed, put, sentence_end
from bench.statements import COUNTS, Statement, figure_of
from domain.items import AGE_MIN, PRICE, RATING
from domain.money import SYMBOLS, Money

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


def plant(kind: str, statement: Statement, rng: random.Random) -> Planted | None:
    """One false claim of the kind in the statement; `None` where it has no place for it, or where it would be true."""
    found = PLANTINGS[kind](statement, rng)
    return Planted(kind, found[0], found[1], statement) if found else None


# -- prices
# ----------------------------------------------------------------------------------------------------------------------


def _price_changed(change: Callable[[Money, random.Random], Money | None]) -> Planting:
    def planting(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
        mention = drawn(statement, rng, "price")
        if mention is None or mention.item is None or mention.item.price is None:
            return None
        changed = change(mention.item.price, rng)
        if changed is None or changed in (mention.item.price, mention.item.price_max):
            return None
        return put(statement, mention, str(changed))

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
    mention = drawn(statement, rng, "price")
    if mention is None or mention.item is None or mention.item.price is None:
        return None
    price = mention.item.price
    more, less = (Money(int(price.minor * share) // 100 * 100 + 100, price.currency) for share in (1.4, 0.1))
    claim = rng.choice(listed(REDUCED)).format(more=more, less=less)
    return f"{statement.text[: mention.end]}{claim}{statement.text[mention.end :]}", claim


def _price_of_another(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    mention = drawn(statement, rng, "price")
    if mention is None or mention.item is None:
        return None
    own = (mention.item.price, mention.item.price_max)
    others = [item.price for item in statement.items if item.price and item.price not in own]
    return put(statement, mention, str(rng.choice(others))) if others else None


# -- names
# ----------------------------------------------------------------------------------------------------------------------


def _another_name(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    """The name of a product that is not shown, in place of one that is."""
    mention = drawn(statement, rng, "title")
    catalogue = statement.source.scene.catalogue
    if mention is None:
        return None
    known = {item.title for item in statement.items} | _referred(statement)
    other = catalogue.item(rng.choice(list(catalogue.passing(())))).title
    if other in known or any(short(other) in short(title) or short(title) in short(other) for title in known):
        return None
    return put(statement, mention, short(other))


def _referred(statement: Statement) -> set[str]:
    scene, action = statement.source.scene, statement.source.action
    ids = {*scene.meaning.item_ids, *scene.state.liked, *(fact.item_id for fact in action.facts)}
    return {scene.catalogue.item(item_id).title for item_id in ids}


_FIRST = "Zoom Brillo Nether Tarra Quill Ondo Veltra Pim Sundra Kello".split()
_LAST = "Blaster|Deluxe 3000|Wonder|Explorer Set|Maxi|Home|Twin Pack|Classic".split("|")


def _invented_name(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    mention, name = drawn(statement, rng, "title"), f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"
    if mention is None:
        return None
    place = sentence_end(statement.text, mention)
    said = (f" We also have {name}.", f" {name} is close to it.", f" Or take {name} instead.")
    return rng.choice(((inserted(statement.text, place, rng.choice(said)), name), put(statement, mention, name)))


def _another_brand(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    catalogue = statement.source.scene.catalogue
    mention = drawn(statement, rng, "title")
    brands = catalogue.attributes().get("brand")
    if mention is None or mention.item is None or brands is None:
        return None
    brand = rng.choice(list(brands.counts))
    own = f"{mention.item.brand or ''} {mention.item.title}".casefold()
    if brand.casefold() in own or len(brand) < 3:
        return None
    named = next((one for one in statement.mentions if one.fact and one.fact.relation == "brand"), None)
    if named:
        return put(statement, named, brand.title())
    place = sentence_end(statement.text, mention)
    return inserted(statement.text, place, f" It's by {brand.title()}."), brand


# -- counts, ratings, ages
# ----------------------------------------------------------------------------------------------------------------------


def _another_count(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    action = statement.source.action
    true = {len(action.slots), action.count, action.relaxation.count if action.relaxation else None}
    mention = drawn(statement, rng, "count")
    number = rng.choice([n for n in (2, 3, 4, 5, 6, 7, 9, 12, 14, 20) if n not in true])
    if mention:
        return put(statement, mention, COUNTS.get(number, str(number)))
    title = drawn(statement, rng, "title")
    if title is None:
        return None
    claim = f" There are {number} of these." if rng.random() < 0.5 else f" I have {number} more like it."
    return inserted(statement.text, sentence_end(statement.text, title), claim), claim


def _another_figure(relation: str, said: Sequence[str]) -> Planting:
    """Another rating, another age."""

    def planting(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
        mention = drawn(statement, rng, "title")
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
            return put(statement, own[0], f"{number:g}")
        claim = rng.choice(said).format(n=f"{number:g}")
        return inserted(statement.text, sentence_end(statement.text, mention), f" {claim}"), claim

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
    title = drawn(statement, rng, "title")
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
    return inserted(statement.text, sentence_end(statement.text, title), f" {claim}"), claim


def _roles_swapped(statement: Statement, rng: random.Random) -> tuple[str, str] | None:
    """The other product in the place of the one compared."""
    titles = [one for one in statement.mentions if one.kind == "title" and one.item]
    if len(titles) == 1:
        others = [item for item in statement.items if item != titles[0].item]
        return put(statement, titles[0], short(rng.choice(others).title)) if others else None
    first, second = titles[-2:]
    if first.item is None or second.item is None:
        return None
    text, a, b = statement.text, short(first.item.title), short(second.item.title)
    if len(titles) == 3:  # "A is the less expensive of A and B"
        return put(statement, titles[0], b if titles[0].item == first.item else a)
    return f"{text[: first.start]}{b}{text[first.end : second.start]}{a}{text[second.end :]}", f"{b} for {a}"


PLANTINGS: Mapping[str, Planting] = {
    "price: digits swapped": _price_changed(_digits_swapped),
    "price: one more or less": _price_changed(
        lambda price, rng: Money(max(price.minor + rng.choice((-100, 100, 1, -1)), 1), price.currency)
    ),
    "price: currency": _price_changed(_currency),
    "price: reduced": _reduced,
    "price: of another card": _price_of_another,
    "stock: turned round": stock,
    "stock: how many": said_of_it(SCARCE),
    "property: another value": another_value,
    "property: of another card": value_of_another,
    "property: another number": another_number,
    "property: yes for no": denied,
    "property: batteries": batteries,
    "property: adjective": described,
    "property: a sentence": said_of_it(SOLD),
    "name: not shown": _another_name,
    "name: invented": _invented_name,
    "name: brand": _another_brand,
    "count": _another_count,
    "rating": _another_figure(RATING, ("It's rated {n} out of 5.", "It has {n} stars.")),
    "age": _another_figure(AGE_MIN, ("It's for ages {n} and up.", "It suits children from {n} years.")),
    "comparison": _compared,
}
