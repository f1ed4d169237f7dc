"""True sentences about the products of a reply, with the places of what they say: what a lie is planted into."""

import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from agent.wording import Wording, age, short, spoken
from bench.any_talk import Recorded
from domain.items import AGE_MIN, PRICE, STOCK, Fact, Item
from domain.ports import Catalogue

PATTERNS = Path(__file__).with_name("said_freely.toml")
COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
# A longer value is prose, which no sentence has room for.
LONGEST_VALUE = 40
_OF_ITSELF = frozenset({"same_series", "has_accessory", "accessory_of", "fits_with", "spare_part_for", "related"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A part of a statement that says something of a product: its title, its price, a fact (whole clause or value), or
    how many are shown. `fact` is `None` for titles and counts."""

    kind: str
    start: int
    end: int
    item: Item | None = None
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A true text about the products `items` of a reply. `form` is "built-in", or "free" with the set of
    patterns it is of; `figure` is what the text compares by, if it does."""

    text: str
    form: str
    source: Recorded
    items: tuple[Item, ...]
    mentions: tuple[Mention, ...]
    pattern: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence with slots; `figure` names what it compares by."""

    text: str
    form: str
    figure: str = ""


def patterns() -> list[Pattern]:
    """Every pattern of the file."""
    read = tomllib.loads(PATTERNS.read_text(encoding="utf-8"))
    found = [Pattern(text, "free", "") for text in read["seen"]["said"]]
    found += [Pattern(text, "free, held back", "") for text in read["held_back"]["said"]]
    found += [Pattern(text, "free, fresh", "") for text in read["fresh"]["said"]]
    found += [Pattern(text, "free, last", "") for text in read["last"]["said"]]
    found += [Pattern(text, "free, unseen", "") for text in read["unseen"]["said"]]
    for figure, by_part in read["compare"].items():
        found += [Pattern(text, "free", figure) for text in by_part["seen"]]
        found += [Pattern(text, "free, held back", figure) for text in by_part["held_back"]]
    return found


def shown(source: Recorded) -> tuple[Item, ...]:
    """The products of the reply's cards."""
    return tuple(source.scene.catalogue.item(slot.item_id) for slot in source.action.slots)


def figure_of(item: Item, relation: str, catalogue: Catalogue) -> float | None:
    """The one number that facts give the product for a relation; `None` without one, or where facts differ."""
    numbers = {fact.number for fact in catalogue.facts(item.item_id, relation)}
    return numbers.pop() if len(numbers) == 1 else None


# -- the shop's own words
# ----------------------------------------------------------------------------------------------------------------------


def built_in(source: Recorded, wording: Wording) -> Statement:
    """The reply itself, with what can be found in it again."""
    items = shown(source)
    found: dict[tuple[int, int], Mention] = {}
    for item in items:
        for match in re.finditer(re.escape(short(item.title)), source.text):
            found[match.span()] = Mention("title", *match.span(), item)
    for subject in {short(source.action.subject), *_titles_referred(source)}:
        for match in re.finditer(re.escape(subject), source.text) if subject else ():
            found.setdefault(match.span(), Mention("other", *match.span()))
    titles = sorted(found.values(), key=lambda one: one.start)
    for item in items:
        for mention in _facts_in(source, item, wording):
            if _about(mention.start, titles) == item and not _overlaps(mention, found.values()):
                found[mention.start, mention.end] = mention
    if count := re.search(rf"\b{COUNTS.get(len(items), '0')}\b(?= (?:that|ideas|others|fit))", source.text):
        found.setdefault(count.span(), Mention("count", *count.span()))
    return Statement(source.text, "built-in", source, items, tuple(sorted(found.values(), key=lambda one: one.start)))


def _titles_referred(source: Recorded) -> list[str]:
    return [short(source.scene.catalogue.item(item_id).title) for item_id in source.scene.meaning.item_ids]


def _facts_in(source: Recorded, item: Item, wording: Wording) -> Iterator[Mention]:
    if item.price is not None:
        pattern = rf"{re.escape(str(item.price))}(?![\d.,]*\d)"
        for match in re.finditer(pattern, source.text):
            yield Mention("price", *match.span(), item, _price_fact(item))
    slots = (slot for slot in source.action.slots if slot.item_id == item.item_id)
    facts = [fact for slot in slots for fact in slot.reasons] + [
        fact for fact in source.action.facts if fact.item_id == item.item_id
    ]
    for fact in dict.fromkeys(facts):
        clause = wording.fact(fact).removeprefix("it's ").removeprefix("it ")
        if fact.relation != PRICE and (place := source.text.lower().find(clause.lower())) >= 0:
            yield from _value_of(fact, item, place, clause)


def _value_of(fact: Fact, item: Item, place: int, clause: str) -> Iterator[Mention]:
    """The place of the value within a clause; the whole clause where the value has words of its own."""
    said = age(fact.number or 0.0) if fact.relation == AGE_MIN else spoken(fact)
    at = clause.lower().rfind(said.lower())
    if at < 0 or fact.value in ("yes", "no") or fact.relation in ("power", STOCK):
        yield Mention("clause", place, place + len(clause), item, fact)
    else:
        yield Mention("value", place + at, place + at + len(said), item, fact)


def _about(place: int, titles: Sequence[Mention]) -> Item | None:
    """The product that was named last before a place."""
    before = [one.item for one in titles if one.start <= place]
    return before[-1] if before else titles[0].item if titles else None


def _overlaps(mention: Mention, others: Any) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in others)


# -- freer words
# ----------------------------------------------------------------------------------------------------------------------


def freely(source: Recorded, pattern: Pattern, wording: Wording, rng: random.Random) -> Statement | None:
    """The pattern filled with facts of the reply's products, after a plain beginning; `None` where they lack one."""
    catalogue = source.scene.catalogue
    items = shown(source)
    roles = _compared(items, pattern.figure, catalogue) if pattern.figure else _drawn(items, rng)
    text, mentions = "", []
    for literal, slot, _, _ in Formatter().parse(pattern.text):
        text += literal
        if slot is None:
            continue
        said = _said(slot, roles, items, catalogue, wording, rng)
        if said is None:
            return None
        words, mention = said
        shift = len(text)
        mentions.append(Mention(mention.kind, mention.start + shift, mention.end + shift, mention.item, mention.fact))
        text += words
    return Statement(
        f"{text[0].upper()}{text[1:]}", pattern.form, source, items, tuple(mentions), pattern.text, pattern.figure
    )


def _drawn(items: Sequence[Item], rng: random.Random) -> Mapping[str, Item]:
    return dict(zip("AB", rng.sample(items, len(items)), strict=False))


def _compared(items: Sequence[Item], figure: str, catalogue: Catalogue) -> Mapping[str, Item]:
    """Two products in the order of a figure, and the extremes; none where figures are lacking or alike."""
    known = {item: figure_of(item, figure, catalogue) for item in items}
    ranked = sorted((number, item.item_id, item) for item, number in known.items() if number is not None)
    if len({item.title for item in items}) < len(items):  # two of one name: nobody can tell which is meant
        return {}
    if len(ranked) < 2 or len({number for number, _, _ in ranked}) < len(ranked):
        return {}
    extremes = {"least": ranked[0][2], "most": ranked[-1][2]} if len(ranked) == len(items) else {}
    return {"low": ranked[0][2], "high": ranked[1][2], **extremes}


def _said(
    slot: str,
    roles: Mapping[str, Item],
    items: Sequence[Item],
    catalogue: Catalogue,
    wording: Wording,
    rng: random.Random,
) -> tuple[str, Mention] | None:
    if slot == "n":
        words = COUNTS.get(len(items))
        return (words, Mention("count", 0, len(words))) if words else None
    role, _, part = slot.partition(".")
    item = roles.get(role)
    if item is None:
        return None
    if not part:
        return short(item.title), Mention("title", 0, len(short(item.title)), item)
    if part == "price":
        return (
            (str(item.price), Mention("price", 0, len(str(item.price)), item, _price_fact(item)))
            if item.price
            else None
        )
    facts = _sayable(item, part, catalogue)
    if not facts:
        return None
    return _worded(rng.choice(facts), part, item, wording)


def _worded(fact: Fact, part: str, item: Item, wording: Wording) -> tuple[str, Mention]:
    if part.lower() == "clause":
        clause = wording.fact(fact)
        said = clause if part == "clause" else f"{clause[0].upper()}{clause[1:]}"
        return said, next(_value_of(fact, item, 0, said))
    if part in ("yes", "no"):
        words = fact.relation.replace("_", " ")
        return words, Mention("boolean", 0, len(words), item, fact)
    if part == STOCK:
        words = "in stock" if fact.value == "yes" else "out of stock"
        return words, Mention("clause", 0, len(words), item, fact)
    words = age(fact.number or 0.0) if part == "age" else spoken(fact)
    return words, Mention("value", 0, len(words), item, fact)


def _sayable(item: Item, part: str, catalogue: Catalogue) -> list[Fact]:
    own = [fact for fact in item.facts if len(fact.value) <= LONGEST_VALUE and fact.relation not in _OF_ITSELF]
    if part in ("yes", "no"):
        return [fact for fact in own if fact.value == part and fact.relation.endswith(_ADJECTIVES)]
    if part.lower() == "clause":
        return own
    if part == "age":  # "ages 3 and up": whole years
        return [fact for fact in own if fact.relation == AGE_MIN and fact.number and fact.number % 12 == 0]
    facts = list(catalogue.facts(item.item_id, part))
    return [fact for fact in facts if len(spoken(fact)) <= LONGEST_VALUE]


# Endings of relations that are adjectives: "it's foldable", but no "it's fluoride".
_ADJECTIVES = (
    "proof",
    "able",
    "free",
    "safe",
    "made",
    "led",
    "ed",
    "saving",
    "less",
    "toxic",
    "vegan",
    "weight",
    "ive",
)


def _price_fact(item: Item) -> Fact | None:
    return next((fact for fact in item.column_facts() if fact.relation == PRICE), None)
