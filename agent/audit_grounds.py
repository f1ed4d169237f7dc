"""What a reply may lean on: the words and figures of facts, cards, wishes and the question, with their signs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from agent.audit_figures import Figure, figures_in, measure
from agent.audit_polarity import Polar, signed, stem
from agent.audit_text import SIGN, WORD, fold
from agent.audit_words import grammar, plain_words
from agent.kinds import not_called
from agent.turn import Scene
from agent.wording import short
from domain.actions import Action, Question
from domain.errors import UnknownItem
from domain.items import AGE_MAX, AGE_MIN, POWER, PRICE, RATING, STOCK, Fact, Item
from domain.money import Money
from domain.wishes import Op, Wish

# So many words beside a figure in a fact say what it counts ("pack of 15", "2 large pockets").
FIGURE_REACH = 3
# A youngest age below this makes a thing for children (months).
_CHILDHOOD = 144
# Texts and facts whose reading is kept: the same products are spoken about again and again (about 1 kB each).
FACTS_REMEMBERED = 20_000
# A bare number with the stem of a word that says what it counts; "" where nothing does.
Counted = tuple[Decimal, str]


@dataclass(frozen=True, slots=True)
class Backing:
    """What may be said of something: words by stem with their sign (False: "no batteries"), figures, and what bare
    numbers among them count."""

    words: frozenset[Polar] = frozenset()
    figures: frozenset[Figure] = frozenset()
    counted: frozenset[Counted] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """A product that may be named: its names (whole and shortened), and what its facts back.

    `prices` are all that are its own (two for a range; of several where products share a name), `list_prices` what it
    cost before a sale; `by_relation` the
    figures of each relation, and `numbers` its one number where facts agree (price in minor units). `values` are
    phrases of its facts, brand among them, as they are written; `words_of` the stems of each relation's values.
    """

    names: tuple[str, ...]
    backing: Backing
    prices: frozenset[Money] = frozenset()
    list_prices: frozenset[Money] = frozenset()
    age_min: float | None = None
    age_max: float | None = None
    by_relation: Mapping[str, frozenset[Figure]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    words_of: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grounds:
    """Everything a reply may lean on.

    `shown` are the products on the cards, `named` others that were referred to; `wishes` is what the shopper said
    (never a property of a product), `asked` the question with its options, `quoted` words the shop did not understand.
    `exact` are the texts of hard wishes, which all products shown meet: "fit (no plastic)". `counts` may be said as
    numbers of products; `extreme` is "price:asc" and the like where the action ranks the catalogue: the first product
    shown is that extreme.
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


def grounds_about(items: Sequence[Item], *, wishes: Sequence[Wish] = (), question: Question | None = None) -> Grounds:
    """The grounds of a reply that shows these products, with the facts that each of them carries."""
    return Grounds(
        shown=tuple(_known_by(item, (*item.facts, *item.column_facts())) for item in items),
        wishes=_wished(wishes),
        recipients=_recipients(wishes),
        asked=_asked(question),
        quoted=frozenset(fold(wish.text) for wish in wishes),
        counts=frozenset({len(items)}),
    )


def grounds_of(action: Action, scene: Scene) -> Grounds:
    """The grounds of a reply: cards and facts of the action, the wishes that stand, and the question."""
    shown = [slot.item_id for slot in action.slots]
    others = [*scene.meaning.item_ids, *scene.state.liked, *(fact.item_id for fact in action.facts)]
    wishes = [preference.wish for preference in scene.state.preferences] + list(scene.meaning.wishes)
    if action.relaxation is not None:
        wishes.append(action.relaxation.preference.wish)
    fitting = sum(slot.extra != not_called(action.otherwise) for slot in action.slots)
    counts = {fitting, len(shown), action.count or 0} | ({action.relaxation.count} if action.relaxation else set())
    return Grounds(
        shown=tuple(_known(item_id, action, scene) for item_id in shown),
        named=tuple(
            _known(item_id, action, scene)
            for item_id in dict.fromkeys(others)
            if item_id not in shown and _sold(item_id, scene)
        ),
        wishes=_wished(wishes),
        recipients=_recipients(wishes),
        asked=_asked(action.question),
        quoted=frozenset(fold(word) for word in _quoted(action, wishes)),
        exact=frozenset(fold(wish.text) for wish in wishes if wish.hard and action.relaxation is None),
        counts=frozenset(counts),
        extreme=action.subject if action.topic.startswith("superlative") and ":" in action.subject else "",
    )


def _recipients(wishes: Iterable[Wish]) -> frozenset[str]:
    """Who a product is for and on what occasion, in the shopper's own words: no property of the product's."""
    said = [wish for wish in wishes if wish.attribute in ("recipient", "occasion", "people")]
    return frozenset(stem(word) for wish in said for word in _words(wish.text + " " + wish.value))


def _quoted(action: Action, wishes: Iterable[Wish]) -> Iterator[str]:
    """Words of the shopper's that may be said back in quotes."""
    yield from (
        *action.not_understood,
        *action.unmet,
        *action.later,
        action.kind,
        action.otherwise,
        short(action.otherwise),
    )
    yield from (wish.text for wish in wishes)
    if action.topic.startswith(("have", "relax")):
        yield from (action.subject, short(action.subject))


def _sold(item_id: str, scene: Scene) -> bool:
    try:
        scene.catalogue.item(item_id)
    except UnknownItem:
        return False
    return True


def _known(item_id: str, action: Action, scene: Scene) -> Known:
    reasons = [fact for slot in action.slots if slot.item_id == item_id for fact in slot.reasons]
    item = scene.catalogue.item(item_id)
    columns = [fact for relation in (STOCK, RATING) for fact in scene.catalogue.facts(item_id, relation)]
    return _known_by(item, (*item.facts, *columns, *reasons, *(f for f in action.facts if f.item_id == item_id)))


def _known_by(item: Item, facts: Sequence[Fact]) -> Known:
    relations = dict.fromkeys(fact.relation for fact in facts)
    figures = {name: [_backing_of_fact(fact).figures for fact in facts if fact.relation == name] for name in relations}
    numbers = {name: {fact.number for fact in facts if fact.relation == name} for name in relations if name != PRICE}
    ages = [_childhood(facts)]
    return Known(
        names=tuple(dict.fromkeys((fold(item.title), fold(short(item.title))))),
        backing=_joined([_backing_of(item, facts), *ages]),
        prices=frozenset(money for money in (item.price, item.price_max) if money is not None),
        list_prices=frozenset({item.list_price} if item.list_price is not None else ()),
        age_min=next((fact.number for fact in facts if fact.relation == AGE_MIN), None),
        age_max=next((fact.number for fact in facts if fact.relation == AGE_MAX), None),
        by_relation={name: frozenset().union(*sets) for name, sets in figures.items()},
        numbers={name: one for name, known in numbers.items() if len(known) == 1 and (one := known.pop()) is not None}
        | ({PRICE: float(item.price.minor)} if item.price is not None and item.price == item.price_max else {}),
        values=tuple(dict.fromkeys(fold(text) for text in (*_own_texts(item), *(fact.value for fact in facts)))),
        words_of=_words_of(item, facts),
    )


def _words_of(item: Item, facts: Sequence[Fact]) -> dict[str, frozenset[str]]:
    """Stems by relation; what the title and a variant's options say of it counts as well as its facts."""
    held: dict[str, set[str]] = {}
    for fact in facts:
        if fact.number is None and fact.value not in ("yes", "no"):
            held.setdefault(fact.relation, set()).update(stem(word) for word in _words(f"{fact.value} {fact.text}"))
    for name, value in item.options:
        held.setdefault(name, set()).update(stem(word) for word in _words(value))
    return {name: frozenset(stems) for name, stems in held.items()}


def _childhood(facts: Iterable[Fact]) -> Backing:
    young = any(fact.relation == AGE_MIN and (fact.number or _CHILDHOOD) < _CHILDHOOD for fact in facts)
    return Backing(frozenset((word, True) for word in ("child", "children", "kid")) if young else frozenset())


def same_name(products: Sequence[Known]) -> tuple[Known, ...]:
    """The products, those of one name made one: what is said of that name is true if it is true of any of them."""
    held: dict[str, Known] = {}
    for known in products:
        first = held.get(known.names[0])
        held[known.names[0]] = _either(first, known) if first else known
    return tuple(held.values())


def _either(one: Known, other: Known) -> Known:
    relations = {*one.by_relation, *other.by_relation}
    empty: frozenset[Figure] = frozenset()
    return Known(
        names=tuple(dict.fromkeys((*one.names, *other.names))),
        backing=_joined((one.backing, other.backing)),
        prices=one.prices | other.prices,
        list_prices=one.list_prices | other.list_prices,
        age_min=one.age_min if one.age_min == other.age_min else None,
        age_max=one.age_max if one.age_max == other.age_max else None,
        by_relation={name: one.by_relation.get(name, empty) | other.by_relation.get(name, empty) for name in relations},
        numbers={name: value for name, value in one.numbers.items() if other.numbers.get(name) == value},
        values=tuple(dict.fromkeys((*one.values, *other.values))),
        words_of={
            name: one.words_of.get(name, frozenset()) | other.words_of.get(name, frozenset())
            for name in {*one.words_of, *other.words_of}
        },
    )


def _own_texts(item: Item) -> list[str]:
    return [item.title, item.brand or "", *item.category, *(f"{name} {value}" for name, value in item.options)]


def _backing_of(item: Item, facts: Sequence[Fact]) -> Backing:
    parts = [backing_of_text(text) for text in _own_texts(item)] + [_backing_of_fact(fact) for fact in facts]
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
    both = _joined([backing_of_text(f"{verb} {label}: {fact.value}"), backing_of_text(f"{label}: {fact.text}")])
    if fact.number is None:
        return both
    if fact.relation in (AGE_MIN, AGE_MAX):
        kind = "from" if fact.relation == AGE_MIN else "to"
        return Backing(both.words, frozenset({Figure(kind, _decimal(fact.number))}))
    if fact.relation == RATING:
        rated = frozenset({Figure("rating", _decimal(fact.number)), Figure("bare", _decimal(fact.number))})
        counted = frozenset((_decimal(fact.number), word) for word in ("rating", "rated"))
        return Backing(both.words | {("rated", True)}, both.figures | rated, both.counted | counted)
    if fact.unit:
        return Backing(both.words, both.figures | {measure(_decimal(fact.number), fact.unit)}, both.counted)
    counted = frozenset((_decimal(fact.number), stem(word)) for word in _telling(_words(label)))
    return Backing(both.words, both.figures | {Figure("bare", _decimal(fact.number))}, both.counted | counted)


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


def _asked(question: Question | None) -> Backing:
    if question is None:
        return Backing()
    texts = (question.text, question.attribute.replace("_", " "), *(option.label for option in question.options))
    return _joined([backing_of_text(text) for text in texts])


@lru_cache(maxsize=FACTS_REMEMBERED)
def backing_of_text(text: str) -> Backing:
    """Words and figures of a true text, with their signs, and what its bare numbers count."""
    read = fold(text)
    figures, rest = figures_in(read)
    return Backing(
        frozenset((stem(word), sign) for word, sign, _ in signed(WORD.findall(rest))),
        frozenset(figure for figure, _, _ in figures),
        frozenset(
            (figure.value, word)
            for figure, start, end in figures
            if figure.kind == "bare"
            for word in near(rest, start, end) or {""}
        ),
    )


def near(text: str, start: int, end: int) -> frozenset[str]:
    """Stems of the words beside a figure, grammar left out: what it counts is among them."""
    before = [word for word in WORD.findall(text[:start]) if word[0].isalpha() and not SIGN.match(word)]
    after = [word for word in WORD.findall(text[end:]) if word[0].isalpha() and not SIGN.match(word)]
    before, after = ([word for word in words if word not in grammar()] for words in (before, after))
    return frozenset(stem(word) for word in (*before[-FIGURE_REACH:], *after[:FIGURE_REACH]))


def _telling(words: Iterable[str]) -> list[str]:
    """The words that are not plain; all of them, but for grammar, if every one is."""
    held = list(words)
    return [word for word in held if word not in plain_words()] or [word for word in held if len(word) > 3]


def _joined(parts: Iterable[Backing]) -> Backing:
    held = list(parts)
    return Backing(
        frozenset().union(*(part.words for part in held)),
        frozenset().union(*(part.figures for part in held)),
        frozenset().union(*(part.counted for part in held)),
    )


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(fold(text)) if word[0].isalpha()]


def _decimal(number: float) -> Decimal:
    return Decimal(f"{number:.6f}").normalize()
