"""Wishes as shoppers say them, each with its structured form and what the judge checks; a seed always gives the same.

The three thirds are price caps, ages (toys only: the retail feed states none) and things that are not wanted. About one
in three has a second wish; most have a subject.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from bench.oracle.judge import Age, Cap, Demand, Without
from bench.oracle.rows import CURRENCIES, RETAIL, TOYS
from domain.items import AGE, COLOUR, MATERIAL, POWER, PRICE
from domain.money import Money
from domain.wishes import TEXT, Op, Wish


@dataclass(frozen=True, slots=True)
class Part:
    """One wish three times: as words, as the conversation would keep it, and as the judge reads it."""

    phrase: str
    wish: Wish
    demand: Demand


@dataclass(frozen=True, slots=True)
class Case:
    """What one shopper says to one shop. `kind` is cap, age or without: the third it belongs to."""

    number: int
    shop: str
    kind: str
    text: str
    wishes: tuple[Wish, ...]
    demands: tuple[Demand, ...]


SUBJECTS = {
    TOYS: (
        *(
            "a puzzle",
            "a board game",
            "a doll",
            "a train set",
            "something to build",
            "a card game",
            "a puppet",
            "a kite",
        ),
        *(
            "a toy car",
            "a dinosaur",
            "a craft kit",
            "a musical toy",
            "pencils and pens",
            "a party costume",
            "a present",
        ),
        *(
            "a jigsaw",
            "something for the garden",
            "a soft toy",
            "a chess set",
            "a figure to play with",
            "a gift",
            "a toy",
        ),
    ),
    RETAIL: (
        *(
            "a bag",
            "a backpack",
            "a jacket",
            "shoes",
            "a sofa",
            "a lamp",
            "a bowl",
            "a scarf",
            "a bracelet",
            "a guitar",
        ),
        *(
            "a chair",
            "a table",
            "a belt",
            "sunglasses",
            "a watch",
            "a clock",
            "headphones",
            "a speaker",
            "kitchen things",
        ),
        *("a Christmas decoration", "a present", "a gift for my mother", "something for camping", "a shirt", "boots"),
    ),
}
NAMES = {TOYS: ("£{0}", "{0} pounds", "£{0}", "{0} quid"), RETAIL: ("${0}", "{0} dollars", "${0}", "${0}")}
CAPS = (
    *("under {0}", "{0} at most", "no more than {0}", "up to {0}", "less than {0}", "max {0}", "{0} or less"),
    *("my budget is {0}", "not over {0}", "below {0}", "I don't want to spend more than {0}", "I can spend {0}"),
    *(
        "{0} tops",
        "cheaper than {0}",
        "for {0} maximum",
        "nothing above {0}",
        "within {0}",
        "it can't cost more than {0}",
    ),
)
AMOUNTS = {
    TOYS: ("3", "5", "7.50", "8", "10", "12", "15", "19.99", "20", "25", "30", "40", "60"),
    RETAIL: ("10", "15", "20", "24.99", "30", "35", "50", "75", "80", "99.50", "120", "150", "200"),
}
YEARS = (
    *(
        "for a {0} year old",
        "for a {0}-year-old",
        "he's {0}",
        "she is {0}",
        "for my {0} year old son",
        "for a girl aged {0}",
    ),
    *(
        "my niece is {0}",
        "my nephew is {0} years old",
        "for a boy of {0}",
        "our daughter just turned {0}",
        "for a child of {0}",
    ),
    *(
        "for my grandson who is {0}",
        "it's for a {0} yr old",
        "for my {0}-year-old daughter",
        "they are both {0} years old",
    ),
)
MONTHS = (
    *("my niece is {0} months", "for a {0} month old", "for a baby of {0} months", "my son is {0} months old"),
    *("for a {0}-month-old", "she's {0} months old"),
)
WORDED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NOT = (
    *(
        "no {0}",
        "without {0}",
        "not {0}",
        "nothing with {0}",
        "but no {0} please",
        "I don't want {0}",
        "anything but {0}",
    ),
    *("free of {0}", "{0} is out", "nothing made of {0}", "not made of {0}", "I can't stand {0}", "please avoid {0}"),
)
# Which of these phrasings an English speaker would use of what.
MADE_OF = (0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12)
COLOURED = (0, 2, 4, 5, 6, 11, 12)
HAVING = (0, 1, 3, 4, 5, 7, 12)
BATTERIES = (
    "no batteries",
    "not battery powered",
    "without batteries",
    "nothing that needs batteries",
    "it shouldn't take batteries",
)
UNWANTED = {
    TOYS: (
        *("batteries", "batteries", "batteries", "plastic", "plastic", "wood", "wood", "metal", "magnets", "leather"),
        *("red", "blue", "pink", "sound", "small parts", "glitter"),
    ),
    RETAIL: ("leather", "leather", "leather", "wood", "wood", "metal", "plastic", "red", "red", "blue", "pink"),
}
# "an 8 year old"
_VOWEL = re.compile(r"\ba (8|11|18|eight|eleven)\b")
JOINTS = (
    "{0}, {1}",
    "{0}: {1}",
    "I'm looking for {0}, {1}",
    "hi, do you have {0}? {1}",
    "I need {0}; {1}",
    "show me {0}, {1}",
)


def generate(count: int = 300, *, seed: int = 1) -> list[Case]:
    """Distinct wishes, a third of each kind; caps and unwanted things are half toys, half retail."""
    rng = random.Random(seed)
    cases: dict[tuple[str, str], Case] = {}
    while len(cases) < count:
        number = len(cases)
        kind = ("cap", "age", "without")[number % 3]
        shop = TOYS if kind == "age" or (number // 3) % 2 == 0 else RETAIL
        case = _case(number, shop, kind, rng)
        cases.setdefault((shop, case.text), case)
    return list(cases.values())


def _case(number: int, shop: str, kind: str, rng: random.Random) -> Case:
    parts = [MAKERS[kind](shop, rng)]
    if rng.random() < 1 / 3:
        second = rng.choice([other for other in ("cap", "without") if other != kind])
        parts.append(MAKERS[second](shop, rng))
    said = ", ".join(part.phrase for part in parts)
    text = rng.choice(JOINTS).format(rng.choice(SUBJECTS[shop]), said) if rng.random() < 0.8 else said
    return Case(number, shop, kind, text, tuple(part.wish for part in parts), tuple(part.demand for part in parts))


def _cap(shop: str, rng: random.Random) -> Part:
    amount = rng.choice(AMOUNTS[shop])
    currency = CURRENCIES[shop]
    money = Money.of(amount, currency)
    phrase = rng.choice(CAPS)
    # A bare number is a price only where the words say so.
    name = (
        amount
        if phrase.startswith(("my budget", "I can spend")) and rng.random() < 0.5
        else rng.choice(NAMES[shop]).format(amount)
    )
    wish = Wish(PRICE, Op.MAX, number=float(money.minor), unit=currency, hard=True, text=f"at most {money}")
    return Part(phrase.format(name), wish, Cap(money.minor))


def _age(_: str, rng: random.Random) -> Part:
    if rng.random() < 0.2:
        months = rng.choice((6, 8, 9, 11, 14, 18, 20, 22))
        phrase, said = rng.choice(MONTHS).format(months), f"{months} months"
    else:
        years = rng.randint(1, 14)
        number = WORDED[years - 2] if 2 <= years <= 12 and rng.random() < 0.25 else str(years)
        phrase = rng.choice(YEARS).format(number)
        months, said = years * 12, "1 year" if years == 1 else f"{years} years"
    wish = Wish(AGE, Op.IS, values=(said,), number=float(months), unit="month", hard=True, text=f"for {said}")
    return Part(_VOWEL.sub(r"an \1", phrase), wish, Age(months))


def _without(shop: str, rng: random.Random) -> Part:
    thing = rng.choice(UNWANTED[shop])
    attribute = {"batteries": POWER, **dict.fromkeys(("red", "blue", "pink"), COLOUR)}.get(thing, MATERIAL)
    attribute = TEXT if thing in {"magnets", "sound", "small parts", "glitter"} else attribute
    wish = Wish(attribute, Op.NOT, values=(thing,), strength=-1.0, hard=True, text=f"no {thing}")
    return Part(_not_phrase(thing, attribute, rng), wish, Without(thing))


def _not_phrase(thing: str, attribute: str, rng: random.Random) -> str:
    if attribute == POWER:
        return rng.choice(BATTERIES)
    which = {MATERIAL: MADE_OF, COLOUR: COLOURED}.get(attribute, HAVING)
    return NOT[rng.choice(which)].format(thing)


MAKERS: dict[str, Callable[[str, random.Random], Part]] = {"cap": _cap, "age": _age, "without": _without}
