"""A knowledge graph file made into edges: what each statement means for this shop, or why it means nothing."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from domain.graph import ACCESSORY_OF, BROADER, FROM_SHOPPERS, HAS_ACCESSORY, SHOPPERS, Edge, EdgeKind
from domain.items import AGE, AGE_MAX, AGE_MIN, PRICE, RATING, STOCK
from retrieval.feeds.rows import Rejected, reject
from retrieval.graph.names import Names, local_name
from retrieval.graph.relations import BETWEEN_PRODUCTS, NARROWER, plain_name, relation_of
from retrieval.graph.triples import Triple

# Longer values are prose, longer names a mistake; the database's indexes hold neither.
MAX_VALUE = 200
MAX_NAME = 60
# Statements about the file's own words: they say nothing of products.
_LABELS = frozenset({"label", "pref_label", "alt_label", "name", "title"})
_ABOUT_WORDS = frozenset(
    """type comment domain range imports in_scheme has_top_concept top_concept_of see_also is_defined_by definition
    notation same_as version_info sub_property_of inverse_of equivalent_class disjoint_with example note""".split()
)
# Filters that must never be wrong read these: prices and stock are columns of the feed, ages carry a unit there.
_OF_THE_FEED = frozenset({PRICE, "price_currency", STOCK, "availability", RATING, AGE, AGE_MIN, AGE_MAX})
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_MARKED = re.compile(r"([\w ]{1,60})[=:](?!//)(.+)")


@dataclass(slots=True)
class Knowledge:
    """Turns statements into edges of a shop. `source` is said where a statement names none.

    It keeps what it has seen, to find circles: use a new one for each file.
    """

    names: Names
    source: str
    labels: dict[str, str] = field(default_factory=dict)
    ignored: int = 0
    _parents: defaultdict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    _accessories: dict[tuple[str, str], int] = field(default_factory=dict)
    _positions: defaultdict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def edges(self, triples: Iterable[Triple | Rejected]) -> Iterator[Edge | Rejected]:
        """An edge or a reject for each statement that is not about the file's own words, in their order.

        Names are looked up first, so the statements are kept until the last one was read.
        """
        kept: list[Triple | Rejected] = []
        for one in triples:
            if isinstance(one, Triple) and one.is_name is not True and self._relation(one) in _LABELS:
                self.labels.setdefault(one.subject, one.object)
            kept.append(one)
        for one in kept:
            if isinstance(one, Rejected):
                yield one
            elif (found := self._edge(one)) is not None:
                yield found

    def _edge(self, triple: Triple) -> Edge | Rejected | None:
        relation = self._relation(triple)
        if relation in _ABOUT_WORDS or relation in _LABELS:
            self.ignored += 1
            return None
        if relation in _OF_THE_FEED:
            fix = "write it into the feed, and import that"
            return reject(triple.line, "this comes from feeds alone", column=relation, value=triple.object, fix=fix)
        if not relation or len(relation) > MAX_NAME:
            fix = f"name the relation in 1 to {MAX_NAME} letters"
            return reject(
                triple.line, "the relation has no name", column=triple.predicate, value=triple.object, fix=fix
            )
        if relation in (BROADER, NARROWER):
            return self._broader(triple, relation)
        head = self.names.find(triple.subject)
        if head is None:
            return _unknown(triple, triple.subject)
        tail = self._product(triple, relation)
        if tail is not None:
            return self._between(triple, relation, head, tail)
        if relation in BETWEEN_PRODUCTS:
            return _unknown(triple, triple.object)
        return self._value(triple, relation, head)

    def _relation(self, triple: Triple) -> str:
        return relation_of(local_name(triple.predicate))

    def _product(self, triple: Triple, relation: str) -> str | None:
        """The product that the object names, if it is meant as one: by a relation of products, by an address, or by an
        id that is no number ("2" pieces are no product)."""
        if relation in BETWEEN_PRODUCTS or triple.is_name:
            return self.names.find(triple.object)
        is_id = triple.is_name is None and triple.object in self.names.ids and not triple.object.isdecimal()
        return triple.object if is_id else None

    def _between(self, triple: Triple, relation: str, head: str, tail: str) -> Edge | Rejected:
        if head == tail:
            fix = "name two different products"
            return reject(triple.line, "a product is related to itself", column=relation, value=head, fix=fix)
        if relation == HAS_ACCESSORY:
            relation, head, tail = ACCESSORY_OF, tail, head
        if relation == ACCESSORY_OF:
            if (other := self._accessories.get((tail, head))) is not None:
                return _circle(triple, relation, f"line {other} says the opposite")
            self._accessories[head, tail] = triple.line
        source = SHOPPERS if relation in FROM_SHOPPERS else triple.source or self.source
        return Edge(EdgeKind.ITEM, head, relation, tail, source, self._position(head, relation))

    def _position(self, head: str, relation: str) -> int:
        """The place in a product's list: what shoppers did has an order, what is stated has none."""
        if relation not in FROM_SHOPPERS:
            return 0
        self._positions[head, relation] += 1
        return self._positions[head, relation] - 1

    def _broader(self, triple: Triple, relation: str) -> Edge | Rejected:
        attribute, value = self._named_value(triple.subject)
        other, parent = self._named_value(triple.object)
        if relation == NARROWER:
            value, parent = parent, value
        attribute = attribute or other
        bad = next((one for one in (value, parent) if not 0 < len(one) <= MAX_VALUE), None)
        if bad is not None:
            return _too_long(triple, bad)
        if self._reaches(attribute, parent, value):
            return _circle(triple, BROADER, f"{parent!r} is a kind of {value!r} already")
        self._parents[attribute, value].add(parent)
        return Edge(EdgeKind.BROADER, value, attribute, parent, triple.source or self.source)

    def _named_value(self, text: str) -> tuple[str, str]:
        """Attribute ("" for any) and value: "colour=navy", "colour:navy", or a name."""
        marked = _MARKED.fullmatch(text) if "://" not in text and not text.startswith("urn:") else None
        return (relation_of(marked[1]), self._value_of(marked[2])) if marked else ("", self._value_of(text))

    def _reaches(self, attribute: str, start: str, goal: str) -> bool:
        """Whether `goal` is `start` itself or above it."""
        seen, waiting = set[str](), [start]
        while waiting:
            value = waiting.pop()
            if value == goal:
                return True
            if value not in seen:
                seen.add(value)
                waiting += self._parents.get((attribute, value), ())
        return False

    def _value(self, triple: Triple, relation: str, head: str) -> Edge | Rejected:
        value = self._value_of(triple.object) if triple.is_name is not False else _canonical(triple.object)
        if not 0 < len(value) <= MAX_VALUE:
            return _too_long(triple, value)
        return Edge(EdgeKind.VALUE, head, relation, value, triple.source or self.source)

    def _value_of(self, name: str) -> str:
        """A name as a value: its label, or its last part in words ("#NavyBlue" is "navy blue")."""
        label = self.labels.get(name)
        if label is None and ("://" in name or name.startswith("urn:")):
            label = _CAMEL.sub(" ", local_name(name)).replace("_", " ")
        return _canonical(label or name)


def _canonical(text: str) -> str:
    return " ".join(text.casefold().split())


def _unknown(triple: Triple, name: str) -> Rejected:
    return reject(
        triple.line,
        "no product of the shop has this id, address or title",
        column=plain_name(local_name(triple.predicate)),
        value=name,
        fix="import the product first, or correct the id",
    )


def _too_long(triple: Triple, value: str) -> Rejected:
    return reject(
        triple.line,
        f"the value has {len(value):,} characters" if value else "the value is empty",
        column=plain_name(local_name(triple.predicate)),
        value=value,
        fix=f"write 1 to {MAX_VALUE} characters",
    )


def _circle(triple: Triple, relation: str, why: str) -> Rejected:
    return reject(
        triple.line,
        f"the statement closes a circle: {why}",
        column=relation,
        value=f"{triple.subject} {triple.predicate} {triple.object}",
        fix="delete one of the statements of the circle",
    )
