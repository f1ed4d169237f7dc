"""What a reply may lean on: the words and figures of facts, cards, wishes and the question, with their signs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from agent.audit_figures import Figure, figures_in
from agent.turn import Scene
from agent.understand.said import plain
from agent.wording import short
from domain.actions import Action
from domain.errors import UnknownItem
from domain.items import AGE_MAX, AGE_MIN, POWER, PRICE, RATING, STOCK, Fact, Item
from domain.money import Money
from domain.wishes import Op, Wish

# Titles are replaced by one sign each, of the private use area of Unicode, before anything else is read.
FIRST_SIGN = 0xE000
SIGN = re.compile("[\ue000-\uf8ff]")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[\ue000-\uf8ff]|[.,;:!?()–—-]")
_NEGATION = frozenset(
    (
        "no not never without none neither nor cannot lacks lacking "
        "isn't aren't doesn't don't won't wasn't hasn't haven't can't"
    ).split()
)
_STOPS_NEGATION = frozenset("and but with its it's ; : . ! ? ( ) – —".split())
# "not made of any wood": a negation reaches this many words.
NEGATION_REACH = 4
# Texts and facts whose reading is kept: the same products are spoken about again and again (about 1 kB each).
FACTS_REMEMBERED = 20_000
Polar = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Backing:
    """What may be said of something: words by stem with their sign (False: "no batteries"), and figures."""

    words: frozenset[Polar] = frozenset()
    figures: frozenset[Figure] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """A product that may be named: its names (whole and shortened), and what its facts back."""

    names: tuple[str, ...]
    backing: Backing
    price: Money | None = None
    price_max: Money | None = None
    list_price: Money | None = None
    age_min: float | None = None
    age_max: float | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """Everything a reply may lean on.

    `shown` are the products on the cards, `named` others that were referred to; `wishes` is what the shopper said
    (never a property of a product), `asked` the question with its options, `quoted` words the shop did not understand.
    `exact` are the texts of hard wishes, which all products shown meet: "fit (no plastic)". `counts` may be said as
    numbers of products; `extreme` is "asc" or "desc" where the action ranks the catalogue.
    """

    shown: tuple[Known, ...] = ()
    named: tuple[Known, ...] = ()
    wishes: Backing = Backing()
    recipients: frozenset[str] = frozenset()
    asked: Backing = Backing()
    quoted: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    counts: frozenset[int] = frozenset()
    extreme: str = ""


def grounds_of(action: Action, scene: Scene) -> Grounds:
    """The grounds of a reply: cards and facts of the action, the wishes that stand, and the question."""
    shown = [slot.item_id for slot in action.slots]
    others = [*scene.meaning.item_ids, *scene.state.liked, *(fact.item_id for fact in action.facts)]
    wishes = [preference.wish for preference in scene.state.preferences] + list(scene.meaning.wishes)
    if action.relaxation is not None:
        wishes.append(action.relaxation.preference.wish)
    counts = {len(shown), action.count or 0} | ({action.relaxation.count} if action.relaxation else set())
    return Grounds(
        shown=tuple(_known(item_id, action, scene) for item_id in shown),
        named=tuple(
            _known(item_id, action, scene)
            for item_id in dict.fromkeys(others)
            if item_id not in shown and _sold(item_id, scene)
        ),
        wishes=_wished(wishes),
        recipients=frozenset(
            stem(word)
            for wish in wishes
            if wish.attribute == "recipient"
            for word in _words(wish.text + " " + wish.value)
        ),
        asked=_asked(action),
        quoted=frozenset(plain(word) for word in _quoted(action, wishes)),
        exact=frozenset(plain(wish.text) for wish in wishes if wish.hard and action.relaxation is None),
        counts=frozenset(counts),
        extreme=action.subject.partition(":")[2] if action.topic.startswith("superlative") else "",
    )


def _quoted(action: Action, wishes: Iterable[Wish]) -> Iterator[str]:
    """Words of the shopper's that may be said back in quotes."""
    yield from (*action.not_understood, *action.unmet, *action.later)
    yield from (wish.text for wish in wishes)
    yield action.kind
    if action.topic.startswith("have"):
        yield action.subject


def _sold(item_id: str, scene: Scene) -> bool:
    try:
        scene.catalogue.item(item_id)
    except UnknownItem:
        return False
    return True


def _known(item_id: str, action: Action, scene: Scene) -> Known:
    item = scene.catalogue.item(item_id)
    reasons = [fact for slot in action.slots if slot.item_id == item_id for fact in slot.reasons]
    facts = (
        *item.facts,
        *scene.catalogue.facts(item_id, STOCK),
        *reasons,
        *(fact for fact in action.facts if fact.item_id == item_id),
    )
    return Known(
        names=tuple(dict.fromkeys((plain(item.title), plain(short(item.title))))),
        backing=_backing_of(item, facts),
        price=item.price,
        price_max=item.price_max,
        list_price=item.list_price,
        age_min=next((fact.number for fact in facts if fact.relation == AGE_MIN), None),
        age_max=next((fact.number for fact in facts if fact.relation == AGE_MAX), None),
    )


def _backing_of(item: Item, facts: Sequence[Fact]) -> Backing:
    own = [item.title, item.brand or "", *item.category, *(f"{name} {value}" for name, value in item.options)]
    parts = [backing_of_text(text) for text in own] + [_backing_of_fact(fact) for fact in facts]
    return _joined(parts)


@lru_cache(maxsize=FACTS_REMEMBERED)
def _backing_of_fact(fact: Fact) -> Backing:
    label = fact.relation.replace("_", " ")
    if fact.value in ("yes", "no") and fact.relation != STOCK:
        return Backing(frozenset((stem(word), fact.value == "yes") for word in _words(label)))
    if fact.relation == STOCK:
        return Backing(frozenset({("stock", fact.value == "yes")}))
    if fact.relation == PRICE:
        return Backing()
    # "It runs on batteries" is how a source of power is said.
    verb = "runs on" if fact.relation == POWER else ""
    both = _joined([backing_of_text(f"{verb} {label}: {fact.value}"), backing_of_text(fact.text)])
    if fact.relation not in (AGE_MIN, AGE_MAX) or fact.number is None:
        if fact.number is None:
            return both
        read_as = ("bare", "rating") if fact.relation == RATING else ("bare",)
        return Backing(both.words, both.figures | {Figure(kind, _decimal(fact.number)) for kind in read_as})
    kind = "from" if fact.relation == AGE_MIN else "to"
    return Backing(both.words, frozenset({Figure(kind, _decimal(fact.number))}))


def _wished(wishes: Iterable[Wish]) -> Backing:
    parts = []
    for wish in wishes:
        said = backing_of_text(f"{wish.text} {wish.value} {wish.attribute.replace('_', ' ')}")
        numbers = (
            {
                Figure(
                    "age" if wish.unit == "month" else f"money:{wish.unit}" if wish.attribute == PRICE else "bare",
                    _amount(wish),
                )
            }
            if wish.number is not None
            else set()
        )
        words = (
            frozenset((word, sign) for word, _ in said.words for sign in (True, False))
            if wish.op is Op.NOT
            else said.words
        )
        parts.append(Backing(words, said.figures | numbers))
    return _joined(parts)


def _amount(wish: Wish) -> Decimal:
    if wish.attribute == PRICE and wish.unit:
        return Decimal(Money(int(wish.number or 0), wish.unit).amount).normalize()
    return _decimal(wish.number or 0.0)


def _asked(action: Action) -> Backing:
    if action.question is None:
        return Backing()
    texts = (
        action.question.text,
        action.question.attribute.replace("_", " "),
        *(option.label for option in action.question.options),
    )
    return _joined([backing_of_text(text) for text in texts])


@lru_cache(maxsize=FACTS_REMEMBERED)
def backing_of_text(text: str) -> Backing:
    """Words and figures of a true text, with their signs."""
    read = plain(text)
    figures, rest = figures_in(read)
    return Backing(
        frozenset((stem(word), sign) for word, sign, _ in signed(WORD.findall(rest))),
        frozenset(figure for figure, _, _ in figures),
    )


def _joined(parts: Iterable[Backing]) -> Backing:
    held = list(parts)
    return Backing(
        frozenset().union(*(part.words for part in held)), frozenset().union(*(part.figures for part in held))
    )


def signed(words: Sequence[str]) -> Iterator[tuple[str, bool, int]]:
    """Words with their sign: False within the reach of a negation. Marks and names are left out."""
    reach = 0
    for place, word in enumerate(words):
        after_out_of = words[max(place - 2, 0) : place] == ["out", "of"]
        if word in _STOPS_NEGATION:
            reach = 0
        if not (word[0].isalpha() and not SIGN.match(word)):
            continue
        yield word, reach == 0 and not after_out_of, place
        reach = NEGATION_REACH if word in _NEGATION or word.endswith("n't") else max(reach - 1, 0)


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(plain(text)) if word[0].isalpha()]


# Adjectives and other words under which one fact is said.
_ALIASES = {
    "wooden": "wood",
    "timber": "wood",
    "metallic": "metal",
    "woollen": "wool",
    "woolen": "wool",
    "color": "colour",
    "colored": "colour",
    "coloured": "colour",
    "gray": "grey",
    "golden": "gold",
    "battery": "batteries",
}


@cache
def stem(word: str) -> str:
    """The form under which "train" and "trains", "wood" and "wooden" meet."""
    word = _ALIASES.get(word.removesuffix("'s"), word.removesuffix("'s"))
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def _decimal(number: float) -> Decimal:
    return Decimal(f"{number:.6f}").normalize()
