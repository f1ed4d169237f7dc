"""A shop's catalogue in memory: the `Catalogue` port over columns, postings and mentions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from domain.errors import UnknownItem
from domain.items import AGE, PRICE, RATING, STOCK, Attribute, AttributeKind, Fact, Item
from domain.ports import CatalogueChange, Language, Link, Shop
from domain.wishes import Op, Wish
from retrieval.attributes import kind_of, label_of, unit_of
from retrieval.columns import Columns, Floats, Mask, Phrases, Postings, facts_of
from retrieval.filters import MET, UNKNOWN, Table, Thesaurus, Verdict, figures, matching, passes, verdict
from retrieval.languages.lexicon import lexicon_of
from retrieval.linking import Vocabulary, vocabulary
from retrieval.mentions import Mentions, own_text
from retrieval.spelling import Spellings

_K = TypeVar("_K")
_V = TypeVar("_V")
# A rating counts as so many more ratings of the shop's average: one 5.0 does not beat a hundred of 4.8.
RATING_PRIOR = 10.0
# Verdicts that are kept for the next turns; a conversation holds a handful of wishes.
MOST_VERDICTS = 128
# Retired rows are swept out once they are more than this share of all rows.
MOST_RETIRED = 0.25
# Relations whose values stand in columns.
_COLUMN_FACTS = frozenset({PRICE, STOCK})


@dataclass(frozen=True, slots=True)
class _Rows:
    """Which row holds which item (`None`: retired), and the numbers of groups."""

    items: tuple[Item | None, ...] = ()
    of_item: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)

    def updated(self, items: Sequence[Item], removed: Iterable[str]) -> "_Rows":
        held, of_item, groups = list(self.items), dict(self.of_item), dict(self.groups)
        for item_id in removed:
            if item_id in of_item:
                held[of_item.pop(item_id)] = None
        for item in items:
            row = of_item.setdefault(item.item_id, len(held))
            if row == len(held):
                held.append(item)
            else:
                held[row] = item
            groups.setdefault(item.group_id, len(groups))
        return _Rows(tuple(held), of_item, groups)


@dataclass(slots=True)
class _Cache:
    """What was worked out of one version so far. Filled as asked, read by many threads, never wrong: the version
    does not change."""

    verdicts: dict[Wish, Verdict] = field(default_factory=dict)
    # By the wish's identity (the wish is held, so its identity stays its own): hashing a wish costs more than the
    # look-up.
    answers: dict[int, tuple[Wish, list[bool | None]]] = field(default_factory=dict)
    attributes: Mapping[str, Attribute] | None = None
    kinds: Mapping[str, AttributeKind] | None = None
    vocabulary: Vocabulary | None = None
    members: Mapping[str, tuple[Item, ...]] | None = None
    spellings: Spellings | None = None


class MemoryCatalogue:
    """All items of one shop at one version; never changed, only followed by `updated`."""

    def __init__(self, shop: Shop, rows: _Rows, table: Table, *, cache: _Cache) -> None:
        self.shop = shop.name
        self.currency = shop.currency
        self.version = shop.catalogue_version
        self._rows = rows
        self._table = table
        self._cache = cache
        self._ids = np.array([item.item_id if item else "" for item in rows.items], dtype=object)  # (N,)

    @classmethod
    def of(cls, shop: Shop, items: Iterable[Item], *, language: Language) -> "MemoryCatalogue":
        """The catalogue of these items; of several with one id the last counts."""
        lexicon = lexicon_of(language.code)
        phrases = Phrases(language)
        mentions = Mentions.of({}, 0, language=language, lexicon=lexicon)
        table = Table(shop.currency, Columns.empty(), {}, mentions, Thesaurus.of(lexicon, phrases))
        empty = cls(shop, _Rows(), table, cache=_Cache())
        unique = {item.item_id: item for item in items}
        return empty.updated(CatalogueChange(shop.catalogue_version, tuple(unique.values()), ()))

    def updated(self, change: CatalogueChange) -> "MemoryCatalogue":
        """The next version. Costs the changed items and a copy of the columns; words and values are read again only
        where they changed."""
        shop = Shop(self.shop, self.currency, change.version)
        rows = self._rows.updated(change.items, change.removed)
        if len(rows.items) - len(rows.of_item) > MOST_RETIRED * len(rows.items):
            return MemoryCatalogue.of(
                shop, [item for item in rows.items if item], language=self._table.mentions.language
            )
        removed = [self._rows.of_item[item_id] for item_id in change.removed if item_id in self._rows.of_item]
        changed = {rows.of_item[item.item_id]: item for item in change.items if item.item_id in rows.of_item}
        reread = {row: item for row, item in changed.items() if self._reads_otherwise(row, item)}
        size = len(rows.items)
        columns = self._table.columns.updated(
            {row: (item, rows.groups[item.group_id]) for row, item in changed.items()}, removed, size
        )
        mentions = self._table.mentions.updated({row: own_text(item) for row, item in reread.items()}, removed, size)
        postings = self._reposted(reread, removed, size)
        table = replace(self._table, columns=columns, mentions=mentions, postings=postings)
        return MemoryCatalogue(shop, rows, table, cache=self._kept(table, same_words=not reread and not removed))

    def __len__(self) -> int:
        """The number of items."""
        return len(self._rows.of_item)

    def item(self, item_id: str) -> Item:
        """One item; `UnknownItem` if it is not there."""
        row = self._rows.of_item.get(item_id)
        item = None if row is None else self._rows.items[row]
        if item is None:
            raise UnknownItem(f"Shop {self.shop!r} has no product with the id {item_id!r}.")
        return item

    def variants(self, group_id: str) -> Sequence[Item]:
        """The items of a group, cheapest first, unknown prices last; none if there is no such group."""
        members = self._cache.members
        if members is None:
            members = self._cache.members = _by_group(item for item in self._rows.items if item)
        return members.get(group_id, ())

    def attributes(self) -> Mapping[str, Attribute]:
        """Every attribute with its values and counts of in-stock groups; price, age and rating among them, without
        counts."""
        known = self._cache.attributes
        if known is None:
            known = self._cache.attributes = self._described()
        return known

    def facts(self, item_id: str, relation: str) -> Sequence[Fact]:
        """The facts of one item with that relation, `price` and `stock` included, most confident first; none if it is
        not there."""
        if item_id not in self._rows.of_item:
            return ()
        item = self.item(item_id)
        own = item.column_facts() if relation in _COLUMN_FACTS else item.facts
        return sorted((fact for fact in own if fact.relation == relation), key=lambda fact: -fact.confidence)

    def meets(self, item_id: str, wish: Wish) -> bool | None:
        """Whether an item meets a wish, by its facts and its own words: `None` if they do not say."""
        held = self._cache.answers.get(id(wish))
        if held is None:
            held = self._answers(wish)
        row = self._rows.of_item.get(item_id)
        if row is None:
            raise UnknownItem(f"Shop {self.shop!r} has no product with the id {item_id!r}.")
        return held[1][row]

    def passing(self, hard: Sequence[Wish]) -> Sequence[str]:
        """Ids of the items that may be shown: they meet every hard wish and are not known to be out of stock."""
        found: list[str] = self._ids[self._passing(hard)].tolist()
        return found

    def count(self, hard: Sequence[Wish]) -> int:
        """The number of groups among `passing(hard)`."""
        return self._groups(self._passing(hard))

    def value_counts(self, attribute: str, hard: Sequence[Wish]) -> Mapping[str, int]:
        """Groups among `passing(hard)` by their value of the attribute, most first.

        The count of a value is what an IS wish for it would leave: kinds count for their family.
        """
        postings = self._table.postings.get(attribute)
        return {} if postings is None else self._counted(attribute, postings, self._passing(hard))

    def ordered(self, attribute: str, hard: Sequence[Wish], *, descending: bool, limit: int) -> Sequence[str]:
        """Items of `passing(hard)` with a known number for the attribute, in its order, one per group.

        Of a range the end that counts: the lowest ascending, the highest descending. Ratings are shrunk to the
        shop's mean.
        """
        values = (
            self._shrunk_ratings() if attribute == RATING else figures(attribute, self._table)[1 if descending else 0]
        )
        rows = np.flatnonzero(self._passing(hard) & ~np.isnan(values))
        rows = rows[np.argsort(-values[rows] if descending else values[rows], kind="stable")]
        _, first = np.unique(self._table.columns.group[rows], return_index=True)
        found: list[str] = self._ids[rows[np.sort(first)[:limit]]].tolist()
        return found

    def link(self, tokens: Sequence[str]) -> Sequence[Link]:
        """Phrases of the tokens that name values of this catalogue, longest first, not overlapping; `start` and
        `end` count tokens."""
        return self._words().link(tokens, knows=self.knows_word, in_use=self._in_use)

    def knows_word(self, token: str) -> bool:
        """Whether any product's own text has the word (by its stem)."""
        mentions = self._table.mentions
        return mentions.knows(mentions.language.stem(token))

    def respelt(self, token: str) -> str | None:
        """The one word of the products' texts that the token is a slip of, if there is one; everyday words are none."""
        mentions = self._table.mentions
        if token in mentions.lexicon.common_words:
            return None
        if self._cache.spellings is None:
            # Words of retired texts are among them, so what is found is looked up again.
            self._cache.spellings = Spellings.of([word for word in tuple(mentions.words) if word[0] != "="])
        near = self._cache.spellings.nearest(token, mentions.language.stem)
        return near if near and self.knows_word(near) else None

    # -- the inside ---------------------------------------------------------------------------------------------------

    def _reads_otherwise(self, row: int, item: Item) -> bool:
        """Whether the item's words or facts differ from what the row held."""
        old = self._rows.items[row] if row < len(self._rows.items) else None
        return old is None or _readable(old) != _readable(item)

    def _reposted(self, reread: Mapping[int, Item], removed: Sequence[int], size: int) -> Mapping[str, Postings]:
        """The postings with the facts of some rows replaced; relations that these rows neither had nor have are
        shared."""
        gone = np.zeros(size, dtype=np.bool_)
        gone[[*reread, *removed]] = True
        added: dict[str, list[tuple[int, Fact]]] = {}
        for row in (*reread, *removed):
            old = self._rows.items[row] if row < len(self._rows.items) else None
            for fact in facts_of(old) if old else ():
                added.setdefault(fact.relation, [])
        for row, item in reread.items():
            for fact in facts_of(item):
                added.setdefault(fact.relation, []).append((row, fact))
        phrases = self._table.thesaurus.phrases
        postings = dict(self._table.postings)
        for relation, facts in added.items():
            if relation not in _COLUMN_FACTS:
                postings[relation] = postings.get(relation, Postings()).updated(gone, facts, phrases)
        return {relation: table for relation, table in postings.items() if len(table.rows)}

    def _kept(self, table: Table, *, same_words: bool) -> _Cache:
        """What the next version may go on using: counts if nobody's stock, facts or group changed, the vocabulary if
        no facts did."""
        if not same_words:
            return _Cache()
        same_stock = np.array_equal(table.columns.stock > 0, self._table.columns.stock > 0) and np.array_equal(
            np.isnan(table.columns.stock), np.isnan(self._table.columns.stock)
        )
        same_groups = np.array_equal(table.columns.group, self._table.columns.group)
        return _Cache(
            attributes=self._cache.attributes if same_stock and same_groups else None,
            kinds=self._cache.kinds,
            vocabulary=self._cache.vocabulary,
        )

    def _sold(self) -> Mask:
        """Rows that are not retired and not known to be out of stock."""
        columns = self._table.columns
        return columns.alive & ~(columns.stock <= 0)

    def _passing(self, hard: Sequence[Wish]) -> Mask:
        mask = self._sold()
        for wish in hard:
            mask &= self._lets_through(wish, hard)
        return mask

    def _lets_through(self, wish: Wish, hard: Sequence[Wish]) -> Mask:
        """Rows that one of several hard wishes lets through. A wish with a condition holds only for rows that are known
        to meet it, and takes the place of the plain one on its side there ("80 if it's waterproof, else 50")."""
        mask = passes(wish, self._verdict(wish))
        for other in hard:
            if not wish.given and other.given and (other.attribute, other.op) == (wish.attribute, wish.op):
                mask = mask | self._concerned(other)
        return mask

    def _concerned(self, wish: Wish) -> Mask:
        """Rows known to meet every condition of the wish."""
        conditions = (Wish(attribute, Op.IS, (value,)) for attribute, value in wish.given)
        return np.asarray(np.logical_and.reduce([self._verdict(condition) == MET for condition in conditions]))

    def _verdict(self, wish: Wish) -> Verdict:
        found = self._cache.verdicts.get(wish)
        if found is None:
            found = verdict(wish, self._table)
            if wish.given:  # it asks nothing of the others
                found = np.where(self._concerned(wish), found, MET).astype(found.dtype)
            _remember(self._cache.verdicts, wish, found)
        return found

    def _answers(self, wish: Wish) -> tuple[Wish, list[bool | None]]:
        found = self._verdict(wish)
        answers: list[bool | None] = [None if code == UNKNOWN else code == MET for code in found.tolist()]
        _remember(self._cache.answers, id(wish), (wish, answers))
        return wish, answers

    def _groups(self, mask: Mask) -> int:
        return int(np.count_nonzero(np.bincount(self._table.columns.group[mask], minlength=1)))

    def _counted(self, attribute: str, postings: Postings, mask: Mask) -> Mapping[str, int]:
        kept = mask[postings.rows]
        size = len(self._rows.groups)
        pairs = postings.value_ids[kept].astype(np.int64) * size + self._table.columns.group[postings.rows[kept]]
        ids, counts = np.unique(np.unique(pairs) // max(size, 1), return_counts=True)
        found = {postings.values[id_]: count for id_, count in zip(ids.tolist(), counts.tolist(), strict=True)}
        for value in found:
            meant = matching(attribute, value, self._table)
            if len(meant) > 1:
                found[value] = self._groups(mask & postings.rows_of(meant, self._table.size))
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def _kinds(self) -> Mapping[str, AttributeKind]:
        if self._cache.kinds is None:
            self._cache.kinds = {
                relation: kind_of(relation, postings) for relation, postings in self._table.postings.items()
            }
        return self._cache.kinds

    def _described(self) -> Mapping[str, Attribute]:
        sold, kinds = self._sold(), self._kinds()
        described = {
            relation: Attribute(
                relation,
                label_of(relation),
                kinds[relation],
                unit_of(postings),
                self._counted(relation, postings, sold),
                self._filled(postings.known(self._table.size)),
            )
            for relation, postings in self._table.postings.items()
        }
        for name, unit in ((PRICE, self.currency), (AGE, "month"), (RATING, None)):
            known = ~np.isnan(figures(name, self._table)[0])
            if known.any() and name not in described:
                described[name] = Attribute(name, label_of(name), AttributeKind.NUMBER, unit, {}, self._filled(known))
        return described

    def _filled(self, known: Mask) -> float:
        alive = self._table.columns.alive
        return self._groups(known & alive) / max(self._groups(alive), 1)

    def _shrunk_ratings(self) -> Floats:
        """(C·m + n·r) / (C + n) with the shop's mean m and the prior's weight C; a rating without a count is one
        rating."""
        columns = self._table.columns
        rated = columns.alive & ~np.isnan(columns.rating)
        mean = float(columns.rating[rated].mean()) if rated.any() else 0.0
        counts = np.where(np.isnan(columns.rating_count), 1.0, columns.rating_count)
        shrunk: Floats = (RATING_PRIOR * mean + counts * columns.rating) / (RATING_PRIOR + counts)
        return shrunk

    def _words(self) -> Vocabulary:
        found = self._cache.vocabulary
        if found is None:
            table = self._table
            found = vocabulary(
                table.postings, self._kinds(), lexicon=table.mentions.lexicon, phrases=table.thesaurus.phrases
            )
            self._cache.vocabulary = found
        return found

    def _in_use(self, attribute: str, value: str) -> bool:
        postings = self._table.postings.get(attribute)
        return (
            postings is not None and value in postings.ids and bool(np.any(postings.value_ids == postings.ids[value]))
        )


def _readable(item: Item) -> tuple[object, ...]:
    """What words and values are read from."""
    return item.title, item.text, item.description, item.brand, item.category, item.facts


def _by_group(items: Iterable[Item]) -> Mapping[str, tuple[Item, ...]]:
    members: dict[str, list[Item]] = {}
    for item in items:
        members.setdefault(item.group_id, []).append(item)
    return {group: tuple(sorted(own, key=_cheapest_first)) for group, own in members.items()}


def _cheapest_first(item: Item) -> tuple[bool, int, str]:
    return item.price_minor is None, item.price_minor or 0, item.item_id


def _remember(held: dict[_K, _V], key: _K, value: _V) -> None:
    """Keep a value; when there are too many, start again (a conversation soon fills it with what it needs)."""
    if len(held) >= MOST_VERDICTS:
        held.clear()
    held[key] = value
