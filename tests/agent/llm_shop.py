"""A shop of nine products with every port in memory, for tests of the two edges: everything is a function of its
input."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from agent.turn import Agent, Floor, Speech, Understanding
from agent.wording import Wording
from domain.actions import Belief, Candidate, Scored
from domain.errors import Conflict, UnknownItem, UnknownSession
from domain.items import AGE, AGE_MAX, AGE_MIN, STOCK, Attribute, AttributeKind, Fact, Item
from domain.ports import Catalogue, Found, Link, Query
from domain.session import Feedback, Session, Turn
from domain.wishes import TEXT, Op, Preference, Wish


def stem(word: str) -> str:
    """Plural and singular meet."""
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def product(item_id: str, title: str, price_minor: int | None, **known: str | int) -> Item:
    """An item with a fact per keyword; ages are given in years."""
    facts = [_fact(item_id, relation, value) for relation, value in known.items() if relation != STOCK]
    return Item(
        "toybox",
        item_id,
        item_id,
        title,
        text=f"{title}. {' '.join(str(value) for value in known.values())}",
        price_minor=price_minor,
        currency=None if price_minor is None else "GBP",
        stock=int(known[STOCK]) if STOCK in known else None,
        url=f"https://shop.example/{item_id}",
        facts=tuple(facts),
    )


def _fact(item_id: str, relation: str, value: str | int) -> Fact:
    if relation in (AGE_MIN, AGE_MAX):
        text = f"For ages {value} and up" if relation == AGE_MIN else f"For ages up to {value}"
        return Fact(item_id, relation, f"{value} years", text, "age", number=12.0 * int(value), unit="month")
    label = relation.replace("_", " ").capitalize()
    if isinstance(value, int):
        return Fact(item_id, relation, f"{value}", f"{label}: {value}", "table", number=float(value), unit="")
    return Fact(item_id, relation, value, f"{label}: {value}", "table")


ITEMS = (
    product(
        "a1",
        "Wooden Harbour Train",
        1899,
        category="trains",
        material="wood",
        colour="red",
        power="no batteries",
        age_min=3,
        stock=4,
    ),
    product(
        "a2",
        "Night Express Railway",
        2450,
        category="trains",
        material="plastic",
        power="batteries",
        age_min=5,
        stock=2,
    ),
    product("a3", "Tin Tram No. 7", 1250, category="trains", material="metal", colour="blue", age_min=6, stock=0),
    product(
        "b1",
        "Otter Bath Boat",
        799,
        category="boats",
        material="plastic",
        colour="blue",
        waterproof="yes",
        age_min=1,
        stock=9,
    ),
    product("b2", "Paper Regatta", 1100, category="boats", material="paper", waterproof="no", age_min=4, stock=3),
    product(
        "c1",
        "Thousand Lakes Puzzle",
        1650,
        category="puzzles",
        material="cardboard",
        number_of_pieces=1000,
        age_min=8,
        age_max=99,
        stock=5,
    ),
    product(
        "c2",
        "First Farm Puzzle",
        900,
        category="puzzles",
        material="wood",
        number_of_pieces=12,
        age_min=2,
        age_max=5,
        stock=1,
    ),
    product("d1", "Moonbeam Lamp", 3200, category="lamps", material="metal", colour="white", power="mains", stock=2),
    product(
        "d2",
        "Pocket Planetarium",
        None,
        category="lamps",
        material="plastic",
        power="rechargeable",
        age_min=6,
        rating=4,
    ),
)


@dataclass
class SmallCatalogue:
    """The `Catalogue` port over a few items."""

    items: tuple[Item, ...] = ITEMS
    shop: str = "toybox"
    currency: str = "GBP"
    version: int = 1

    def __len__(self) -> int:
        return len(self.items)

    @cached_property
    def _by_id(self) -> dict[str, Item]:
        return {item.item_id: item for item in self.items}

    @cached_property
    def _attributes(self) -> dict[str, Attribute]:
        counts: dict[str, Counter[str]] = {}
        for item in self.items:
            for fact in item.facts:
                counts.setdefault(fact.relation, Counter())[fact.value] += 1
        numbers = {fact.relation: fact.unit for item in self.items for fact in item.facts if fact.number is not None}
        return {
            name: Attribute(
                name,
                name.replace("_", " "),
                AttributeKind.NUMBER if name in numbers else AttributeKind.SET,
                numbers.get(name),
                dict(values.most_common()),
                sum(values.values()) / len(self.items),
            )
            for name, values in counts.items()
        }

    def item(self, item_id: str) -> Item:
        if item_id not in self._by_id:
            raise UnknownItem(f"No product {item_id!r}.")
        return self._by_id[item_id]

    def variants(self, group_id: str) -> Sequence[Item]:
        return [self.item(group_id)]

    def attributes(self) -> Mapping[str, Attribute]:
        return self._attributes

    def facts(self, item_id: str, relation: str) -> Sequence[Fact]:
        item = self.item(item_id)
        return [fact for fact in (*item.facts, *item.column_facts()) if fact.relation == relation]

    def meets(self, item_id: str, wish: Wish) -> bool | None:
        if wish.attribute == AGE:
            return self._of_age(item_id, wish.number or 0.0)
        facts = self.facts(item_id, wish.attribute)
        if wish.attribute == TEXT:
            words = {stem(word) for word in self.item(item_id).text.lower().split()}
            return (wish.op is Op.NOT) != any(stem(word) in words for value in wish.values for word in value.split())
        if not facts:
            return None
        if wish.number is not None:
            number = facts[0].number or 0.0
            return number <= wish.number if wish.op is Op.MAX else number >= wish.number if wish.op is Op.MIN else True
        return (wish.op is Op.NOT) != any(fact.value in wish.values for fact in facts)

    def _of_age(self, item_id: str, months: float) -> bool | None:
        lowest, highest = self.facts(item_id, AGE_MIN), self.facts(item_id, AGE_MAX)
        if not lowest and not highest:
            return None
        return all((fact.number or 0) <= months for fact in lowest) and all(
            months <= (fact.number or 0) for fact in highest
        )

    def things(self, words: str) -> Sequence[Wish]:
        return ()

    def passing(self, hard: Sequence[Wish]) -> Sequence[str]:
        return [
            item.item_id
            for item in self.items
            if item.in_stock is not False and all(self._passes(item, wish) for wish in hard)
        ]

    def _passes(self, item: Item, wish: Wish) -> bool:
        met = self.meets(item.item_id, wish)
        return met is True or (met is None and wish.op is Op.NOT and not wish.safety)

    def count(self, hard: Sequence[Wish]) -> int:
        return len(self.passing(hard))

    def value_counts(self, attribute: str, hard: Sequence[Wish]) -> Mapping[str, int]:
        return dict(
            Counter(
                fact.value for item_id in self.passing(hard) for fact in self.facts(item_id, attribute)
            ).most_common()
        )

    def ordered(self, attribute: str, hard: Sequence[Wish], *, descending: bool, limit: int) -> Sequence[str]:
        known = [
            (facts[0].number or 0.0, item_id)
            for item_id in self.passing(hard)
            if (facts := self.facts(item_id, attribute))
        ]
        return [item_id for _, item_id in sorted(known, reverse=descending)][:limit]

    def link(self, tokens: Sequence[str]) -> Sequence[Link]:
        return [
            Link(name, value, "stem", 1.0, place, place + 1)
            for place, token in enumerate(tokens)
            for name, attribute in self._attributes.items()
            for value in attribute.counts
            if attribute.unit is None and stem(token) in (stem(value), stem(value) + "en")
        ]

    def knows_word(self, token: str) -> bool:
        return any(stem(token) in {stem(word.strip(".").lower()) for word in item.text.split()} for item in self.items)

    def respelt(self, token: str) -> str | None:
        return None


@dataclass
class MemorySessions:
    """The `SessionStore` port in a dictionary."""

    held: dict[str, Session] = field(default_factory=dict)

    def create(self, session: Session) -> None:
        self.held[session.session_id] = session

    def load(self, shop: str, session_id: str) -> Session:
        if session_id not in self.held:
            raise UnknownSession(f"No conversation {session_id!r}.")
        return self.held[session_id]

    def append(self, session: Session, turn: Turn) -> None:
        if self.held[session.session_id].version != session.version:
            raise Conflict("Somebody else saved first.")
        self.held[session.session_id] = replace(session, turns=(*session.turns, turn))

    def delete(self, shop: str, session_id: str) -> None:
        del self.held[session_id]

    def record(self, shop: str, session_id: str, event: Feedback) -> None:
        self.load(shop, session_id)


@dataclass
class SmallShop:
    """The shop floor: its search keeps what passes, its ranker counts met wishes and shared words."""

    catalogue: Catalogue = field(default_factory=SmallCatalogue)
    version: str = "counting"

    def now(self) -> Floor:
        return Floor(self.catalogue, self.search)

    def search(self, query: Query) -> Found:
        return Found(
            tuple(
                Candidate(item_id, item_id)
                for item_id in self.catalogue.passing(query.hard)
                if item_id not in query.excluded
            )
        )

    def rank(self, query: Query, found: Found, preferences: Sequence[Preference], catalogue: Catalogue) -> Belief:
        scored = sorted(found.candidates, key=lambda one: (-self._score(one.item_id, query, preferences), one.item_id))
        share = 0.9 / max(len(scored), 1)
        kept = [self._scored(one, share, preferences) for one in scored]
        return Belief(tuple(kept), 1 - share * len(kept), self.version)

    def _score(self, item_id: str, query: Query, preferences: Sequence[Preference]) -> float:
        words = {stem(word.strip(".").lower()) for word in self.catalogue.item(item_id).text.split()}
        shared = sum(stem(word) in words for word in query.text.lower().split())
        return shared + sum(held.wish.strength * bool(self.catalogue.meets(item_id, held.wish)) for held in preferences)

    def _scored(self, one: Candidate, share: float, preferences: Sequence[Preference]) -> Scored:
        wished = {held.wish.attribute for held in preferences}
        facts = self.catalogue.item(one.item_id).facts
        return Scored(
            one.item_id, one.group_id, 0.0, share, tuple(sorted(facts, key=lambda fact: fact.relation not in wished))
        )


def agent_of(
    understand: Understanding, speech: Speech, *, model: str | None = None, catalogue: Catalogue | None = None
) -> Agent:
    """A whole agent over the small shop, or over another catalogue."""
    shop = SmallShop(catalogue or SmallCatalogue())
    return Agent("toybox", MemorySessions(), shop, shop, understand, speech, Wording.load(), model)
