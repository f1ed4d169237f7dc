"""What the conversation needs of storage, retrieval, ranking and language; those folders implement it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.actions import Belief, Candidate
from domain.items import Attribute, Fact, Item
from domain.session import Feedback, Session, Turn
from domain.wishes import Preference, Wish

Vector = Sequence[float]


# -- storage
# ------------------------------------------------------------------------------------------------------------


class SessionStore(Protocol):
    """Conversations, one shop at a time."""

    def create(self, session: Session) -> None:
        """Save a new conversation without turns."""

    def load(self, shop: str, session_id: str) -> Session:
        """The conversation with all its turns; `UnknownSession` if this shop has none of that id."""

    def append(self, session: Session, turn: Turn) -> None:
        """Add one turn in one transaction; `Conflict` if the stored version is not `session.version`."""

    def delete(self, shop: str, session_id: str) -> None:
        """Erase the conversation and its events; `UnknownSession` if there is none."""

    def record(self, shop: str, session_id: str, event: Feedback) -> None:
        """Add an event; `UnknownSession` if there is no such conversation."""


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop and the version of its catalogue, which grows by one with every change; `graph_version` is the one at
    which its graph last changed (0: never)."""

    name: str
    currency: str
    catalogue_version: int
    graph_version: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import did, in items."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class CatalogueChange:
    """Everything that differs from an older version: whole items, and the ids that are gone."""

    version: int
    items: tuple[Item, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """One entry of the outbox: an item whose text changed (or None: it is gone), to be written to the index."""

    sequence: int
    item_id: str
    item: Item | None


class ItemStore(Protocol):
    """The catalogue of each shop: the truth from which every index is built."""

    def shops(self) -> Sequence[Shop]:
        """All shops, by name."""

    def shop(self, name: str) -> Shop:
        """One shop; `UnknownShop` if nothing was imported under that name."""

    def add_shop(self, name: str, *, currency: str) -> Shop:
        """The shop of that name, made with that currency if it is new."""

    def upsert(self, shop: str, items: Sequence[Item]) -> Changes:
        """Add or replace items in one transaction; items with the same `content_hash` are left alone, and only a
        changed `text_hash` reaches the outbox."""

    def remove(self, shop: str, item_ids: Sequence[str]) -> Changes:
        """Retire items (ids that are not there are ignored)."""

    def retire_all_but(self, shop: str, item_ids: Iterable[str]) -> Changes:
        """Retire every item that is not named: the end of a full snapshot."""

    def item(self, shop: str, item_id: str) -> Item:
        """One item with its facts; `UnknownItem` if it is not there or retired."""

    def changes_since(self, shop: str, version: int) -> CatalogueChange:
        """What changed after `version` (0: everything)."""

    def pending(self, shop: str, *, limit: int) -> Sequence[Pending]:
        """The oldest entries of the outbox."""

    def acknowledge(self, shop: str, sequences: Sequence[int]) -> None:
        """Forget entries that are in the index now."""

    def enqueue_all(self, shop: str) -> int:
        """Put every item into the outbox again (the index is to be rebuilt); the number of items."""


# -- retrieval
# ----------------------------------------------------------------------------------------------------------


class Language(Protocol):
    """How one human language is read. What was read of it is remembered under the object itself."""

    code: str

    def __hash__(self) -> int:
        """As any object has it."""

    def tokens(self, text: str) -> list[str]:
        """Words in order, case folded, without accents and punctuation; numbers stay ("3.5", "h0")."""

    def stem(self, token: str) -> str:
        """The stem under which forms of a word meet ("trains", "train")."""

    def is_stop_word(self, token: str) -> bool:
        """Whether the word carries no content ("the", "for")."""

    def is_word(self, token: str) -> bool:
        """Whether the token is a word of the language as it stands, and so no slip of another one."""

    def may_name_thing(self, token: str) -> bool:
        """Whether the token may be a thing's name: a word of the language, but none that is said all the time."""


class Encoder(Protocol):
    """Sentences to unit vectors."""

    fingerprint: str
    dimensions: int

    def encode(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Rows of unit length, (N, D) float32."""


@dataclass(frozen=True, slots=True)
class Link:
    """A phrase of the shopper's, linked to a value of this catalogue. `how` is exact, stem, typo or meaning; `score`
    in [0, 1]."""

    attribute: str
    value: str
    how: str
    score: float
    start: int
    end: int


class Catalogue(Protocol):
    """All items of one shop in memory at one version: exact filters, counts and the vocabulary. No method touches a
    disk."""

    shop: str
    currency: str
    version: int

    def __len__(self) -> int:
        """The number of items."""

    def item(self, item_id: str) -> Item:
        """One item; `UnknownItem` if it is not there."""

    def variants(self, group_id: str) -> Sequence[Item]:
        """The items of a group, cheapest first."""

    def attributes(self) -> Mapping[str, Attribute]:
        """Every attribute with its values and counts."""

    def facts(self, item_id: str, relation: str) -> Sequence[Fact]:
        """The facts of one item with that relation, `price` and `stock` included, most confident first; none if it is
        not there (it may have been retired since it was shown)."""

    def meets(self, item_id: str, wish: Wish) -> bool | None:
        """Whether an item meets a wish, by its facts: `None` if they do not say."""

    def passing(self, hard: Sequence[Wish]) -> Sequence[str]:
        """Ids of the items that may be shown: they meet every hard wish and are not known to be out of stock.

        Ask it for its length and for what is `in` it: both cost next to nothing, a set of 100,000 ids 10 ms."""

    def count(self, hard: Sequence[Wish]) -> int:
        """The number of groups among `passing(hard)`."""

    def value_counts(self, attribute: str, hard: Sequence[Wish]) -> Mapping[str, int]:
        """Groups among `passing(hard)` by their value of the attribute, most first."""

    def ordered(self, attribute: str, hard: Sequence[Wish], *, descending: bool, limit: int) -> Sequence[str]:
        """Items of `passing(hard)` with a known number for the attribute, in its order, one per group."""

    def link(self, tokens: Sequence[str]) -> Sequence[Link]:
        """Phrases of the tokens that name values of this catalogue (exact, stem, typo), longest first, not overlapping;
        `start` and `end` are positions among the tokens. One phrase may link to several attributes."""

    def things(self, words: str) -> Sequence[Wish]:
        """The kind of thing that free words name, as exact wishes: what some titles call their products ("lamp"), and
        the word before it where titles have both ("sleeping bag"); none if no title does."""

    def knows_word(self, token: str) -> bool:
        """Whether any product's own text has the word (by its stem)."""

    def respelt(self, token: str) -> str | None:
        """The one word of the products' texts that the token is a slip of; `None` if there is none, or several."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. `hard` filters exactly; `soft` are wishes to weigh; `text` is what is looked for in plain
    words.

    `liked` and `disliked` are items to be near to and far from; `excluded` groups are not returned. Edges of the graph
    from `without_sources` are not used: `SHOPPERS` knows later purchases, which an evaluation must not.
    """

    text: str
    hard: tuple[Wish, ...] = ()
    soft: tuple[Wish, ...] = ()
    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
    excluded: frozenset[str] = frozenset()
    limit: int = 300
    without_sources: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates that all meet the hard wishes, one per group.

    `near_facts` are values of the catalogue whose meaning is near the query's text ("for small flats": space saving,
    yes), as links with `how="meaning"`, best first. `encode_ms` is what the encoder took.
    """

    candidates: tuple[Candidate, ...]
    near_facts: tuple[Link, ...] = ()
    encode_ms: float = 0.0


class Search(Protocol):
    """Candidates for a query."""

    def __call__(self, query: Query) -> Found:
        """Hard filters first, then the best by text, words, facts and likeness; `signals` by channel."""


# -- ranking
# ------------------------------------------------------------------------------------------------------------


class Ranker(Protocol):
    """One score per candidate, and a belief made of it."""

    @property
    def version(self) -> str:
        """Names the scorer and its weights."""

    def rank(self, query: Query, found: Found, preferences: Sequence[Preference], catalogue: Catalogue) -> Belief:
        """The belief over the candidates; every candidate stays in it."""
