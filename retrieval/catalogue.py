"""A shop's catalogue in memory: the `Catalogue` port over columns, postings and mentions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from domain.errors import UnknownItem
from domain.items import AGE, PRICE, RATING, STOCK, Attribute, AttributeKind, Fact, Item
from domain.ports import CatalogueChange, Language, Link, Shop
from domain.wishes import TEXT, TITLE, Op, Wish
from retrieval.attributes import kind_of, label_of, unit_of
from retrieval.best import best_of_groups
from retrieval.columns import Columns, Floats, Phrases, Postings, facts_of
from retrieval.filters import MET, NOT_MET, UNKNOWN, Table, Thesaurus, Verdict, figures, matching, passes, verdict
from retrieval.languages.lexicon import lexicon_of
from retrieval.linking import Vocabulary, vocabulary
from retrieval.mentions import Mentions, own_text
from retrieval.numbering import Mask, Numbering, Passing
from retrieval.spelling import Spellings
from retrieval.titles import Called, Named, called, named

_K = TypeVar("_K")
_V = TypeVar("_V")
# A rating counts as so many more ratings of the shop's average: one 5.0 does not beat a hundred of 4.8.
RATING_PRIOR = 10.0
# Verdicts that are kept for the next turns; a conversation holds a handful of wishes.
MOST_VERDICTS = 128
# Retired rows are swept out once they are more than this share of all rows.
MOST_RETIRED = 0.25
# What a verdict says, by its byte.
_ANSWERS: Mapping[int, bool | None] = {MET: True, NOT_MET: False, UNKNOWN % 256: None}
# Relations whose values stand in columns.
_COLUMN_FACTS = frozenset({PRICE, STOCK, RATING})


@dataclass(slots=True)
class _Cache:
    """What was worked out of one version so far. Filled as asked, read by many threads, never wrong: the version
    does not change."""

    verdicts: dict[Wish, Verdict] = field(default_factory=dict)
    # By the wish's identity (the wish is held, so its identity stays its own): hashing a wish costs more than the
    # look-up. One byte per row, which `_ANSWERS` reads.
    answers: dict[int, tuple[Wish, bytes]] = field(default_factory=dict)
    counts: dict[tuple[Wish, ...], int] = field(default_factory=dict)
    sold: Mask | None = None
    shared: NDArray[np.int64] | None = None
    used: dict[str, Mask] = field(default_factory=dict)
    attributes: Mapping[str, Attribute] | None = None
    kinds: Mapping[str, AttributeKind] | None = None
    vocabulary: Vocabulary | None = None
    members: Mapping[str, tuple[Item, ...]] | None = None
    spellings: Spellings | None = None
    titles: dict[str, Named] = field(default_factory=dict)
    called: Mapping[str, Called] | None = None


class MemoryCatalogue:
    """All items of one shop at one version; never changed, only followed by `updated`."""

    def __init__(self, shop: Shop, numbering: Numbering, table: Table, *, cache: _Cache) -> None:
        self.shop = shop.name
        self.currency = shop.currency
        self.version = shop.catalogue_version
        self.numbering = numbering
        self._table = table
        self._cache = cache

    @classmethod
    def of(cls, shop: Shop, items: Iterable[Item], *, language: Language) -> "MemoryCatalogue":
        """The catalogue of these items; of several with one id the last counts."""
        lexicon = lexicon_of(language.code)
        phrases = Phrases(language)
        mentions = Mentions.of({}, 0, language=language, lexicon=lexicon)
        table = Table(shop.currency, Columns.empty(), {}, mentions, Thesaurus.of(lexicon, phrases))
        empty = cls(shop, Numbering(), table, cache=_Cache())
        unique = {item.item_id: item for item in items}
        return empty.updated(CatalogueChange(shop.catalogue_version, tuple(unique.values()), ()))

    def updated(self, change: CatalogueChange) -> "MemoryCatalogue":
        """The next version. Costs the changed items and a copy of the columns; words and values are read again only
        where they changed."""
        shop = Shop(self.shop, self.currency, change.version)
        numbering = self.numbering.updated(change.items, change.removed)
        size = len(numbering)
        if size - len(numbering.row_of) > MOST_RETIRED * size:
            items = [item for item in numbering.items if item]
            return MemoryCatalogue.of(shop, items, language=self._table.mentions.language)
        removed = [self.numbering.row_of[item_id] for item_id in change.removed if item_id in self.numbering.row_of]
        changed = {numbering.row_of[item.item_id]: item for item in change.items}
        reread = {row: item for row, item in changed.items() if self._reads_otherwise(row, item)}
        columns = self._table.columns.updated(changed, removed, size)
        mentions = self._table.mentions.updated({row: own_text(item) for row, item in reread.items()}, removed, size)
        postings = self._reposted(reread, removed, size)
        table = replace(self._table, columns=columns, mentions=mentions, postings=postings)
        same_words = not reread and not removed
        return MemoryCatalogue(shop, numbering, table, cache=self._kept(numbering, table, same_words=same_words))

    def __len__(self) -> int:
        """The number of items."""
        return len(self.numbering.row_of)

    def item(self, item_id: str) -> Item:
        """One item; `UnknownItem` if it is not there."""
        row = self.numbering.row_of.get(item_id)
        item = None if row is None else self.numbering.items[row]
        if item is None:
            raise UnknownItem(f"Shop {self.shop!r} has no product with the id {item_id!r}.")
        return item

    def variants(self, group_id: str) -> Sequence[Item]:
        """The items of a group, cheapest first, unknown prices last; none if there is no such group."""
        members = self._cache.members
        if members is None:
            members = self._cache.members = _by_group(item for item in self.numbering.items if item)
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
        if item_id not in self.numbering.row_of:
            return ()
        item = self.item(item_id)
        own = item.column_facts() if relation in _COLUMN_FACTS else item.facts
        return sorted((fact for fact in own if fact.relation == relation), key=lambda fact: -fact.confidence)

    def meets(self, item_id: str, wish: Wish) -> bool | None:
        """Whether an item meets a wish, by its facts and its own words: `None` if they do not say."""
        held = self._cache.answers.get(id(wish))
        if held is None:
            held = self._answers(wish)
        row = self.numbering.row_of.get(item_id)
        if row is None:
            raise UnknownItem(f"Shop {self.shop!r} has no product with the id {item_id!r}.")
        return _ANSWERS[held[1][row]]

    def passing(self, hard: Sequence[Wish]) -> Passing:
        """Ids of the items that may be shown: they meet every hard wish and are not known to be out of stock."""
        return Passing(self.numbering, self._passing(hard))

    def count(self, hard: Sequence[Wish]) -> int:
        """The number of groups among `passing(hard)`."""
        wishes = tuple(hard)
        found = self._cache.counts.get(wishes)
        if found is None:
            found = self._groups(self._passing(hard))
            _remember(self._cache.counts, wishes, found)
        return found

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
        scores = values[rows] if descending else -values[rows]
        best = best_of_groups(scores, self.numbering.groups[rows], limit)
        return [self.numbering.id_at(row) for row in rows[best].tolist()]

    def link(self, tokens: Sequence[str]) -> Sequence[Link]:
        """Phrases of the tokens that name values of this catalogue, longest first, not overlapping; `start` and
        `end` count tokens."""
        return self._words().link(tokens, knows=self.knows_word, in_use=self._in_use)

    def things(self, words: str) -> Sequence[Wish]:
        """The kind of thing that free words name, as exact wishes: what some titles call their products ("lamp"), and
        the word before it where titles have both ("sleeping bag"); none if no title does."""
        language, named_so = self._table.mentions.language, self._called()
        tokens = [token for token in language.tokens(words) if not language.is_stop_word(token)]
        stems = [language.stem(token) for token in tokens]
        for (before, modifier), (token, head) in pairwise(zip(tokens, stems, strict=True)):
            if head in named_so and any(title.says_before(modifier, head) for title in named_so[head].titles):
                things = tuple(other for other, stem in zip(tokens, stems, strict=True) if stem in named_so)
                also = tuple(other for other in things[things.index(token) + 1 :])  # "hiking boots or shoes"
                thing = Wish(TITLE, Op.IS, (token, *also), hard=True, text=" or ".join((f"{before} {token}", *also)))
                return thing, Wish(TEXT, Op.IS, (before,), hard=True, text=before)
        # "A lamp for the desk" and "a desk lamp": titles that have both words tell which of them is the thing.
        shared = {
            head: max(len(set(stems) & set(title.stems)) for title in named_so[head].titles)
            for head in stems
            if head in named_so
        }
        heads = {head for head, words_too in shared.items() if words_too == max(shared.values())}
        values = tuple(token for token, stem in zip(tokens, stems, strict=True) if stem in heads)
        return (Wish(TITLE, Op.IS, values, hard=True, text=" or ".join(values)),) if values else ()

    def knows_word(self, token: str) -> bool:
        """Whether any product's own text has the word (by its stem)."""
        mentions = self._table.mentions
        return mentions.knows(mentions.language.stem(token))

    def respelt(self, token: str) -> str | None:
        """The one word of the products' texts that the token is a slip of, if there is one; what is a word is none."""
        mentions = self._table.mentions
        if token in mentions.lexicon.common_words or mentions.language.is_word(token):
            return None
        if self._cache.spellings is None:
            # Words of retired texts are among them, so what is found is looked up again.
            self._cache.spellings = Spellings.of([word for word in tuple(mentions.words) if word[0] != "="])
        near = self._cache.spellings.nearest(token, mentions.language.stem)
        return near if near and self.knows_word(near) else None

    # -- the inside ---------------------------------------------------------------------------------------------------

    def _reads_otherwise(self, row: int, item: Item) -> bool:
        """Whether the item's words or facts differ from what the row held."""
        old = self.numbering.items[row] if row < len(self.numbering) else None
        return old is None or _readable(old) != _readable(item)

    def _reposted(self, reread: Mapping[int, Item], removed: Sequence[int], size: int) -> Mapping[str, Postings]:
        """The postings with the facts of some rows replaced; relations that these rows neither had nor have are
        shared."""
        gone = np.zeros(size, dtype=np.bool_)
        gone[[*reread, *removed]] = True
        added: dict[str, list[tuple[int, Fact]]] = {}
        for row in (*reread, *removed):
            old = self.numbering.items[row] if row < len(self.numbering) else None
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

    def _kept(self, numbering: Numbering, table: Table, *, same_words: bool) -> _Cache:
        """What the next version may go on using: counts if nobody's stock, facts or group changed, the vocabulary if
        no facts did."""
        if not same_words:
            return _Cache(titles=self._cache.titles)
        same_stock = np.array_equal(table.columns.stock > 0, self._table.columns.stock > 0) and np.array_equal(
            np.isnan(table.columns.stock), np.isnan(self._table.columns.stock)
        )
        same_groups = np.array_equal(numbering.groups, self.numbering.groups)
        return _Cache(
            attributes=self._cache.attributes if same_stock and same_groups else None,
            kinds=self._cache.kinds,
            vocabulary=self._cache.vocabulary,
            shared=self._cache.shared if same_groups else None,
            used=self._cache.used,
            titles=self._cache.titles,
            called=self._cache.called,
        )

    def _sold(self) -> Mask:
        """Rows that are not retired and not known to be out of stock."""
        if self._cache.sold is None:
            columns = self._table.columns
            self._cache.sold = columns.alive & ~(columns.stock <= 0)
        return self._cache.sold

    def _shared(self) -> NDArray[np.int64]:
        """Rows that are not all there is of their group; where products have no variants, there are none."""
        if self._cache.shared is None:
            groups, alive = self.numbering.groups, self._table.columns.alive
            sizes = np.bincount(groups[alive], minlength=len(self.numbering.group_ids))  # (G,)
            self._cache.shared = np.flatnonzero(alive & (sizes[groups] > 1))
        return self._cache.shared

    def _passing(self, hard: Sequence[Wish]) -> Mask:
        mask = self._sold().copy()
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
            found = self._titled(wish) if wish.attribute == TITLE else verdict(wish, self._table)
            if wish.given:  # it asks nothing of the others
                found = np.where(self._concerned(wish), found, MET).astype(found.dtype)
            _remember(self._cache.verdicts, wish, found)
        return found

    def _titled(self, wish: Wish) -> Verdict:
        """Whether each title calls its product one of the wish's values; shape (N,)."""
        language = self._table.mentions.language
        called = self._called()
        met = np.full(len(self.numbering), NOT_MET, np.int8)
        for stem in {language.stem(token) for value in wish.values for token in language.tokens(value)} & called.keys():
            met[called[stem].rows] = MET
        return met

    def _called(self) -> Mapping[str, Called]:
        """What titles call the products, by its stem; each title is read once, over all versions."""
        if self._cache.called is None:
            language, read = self._table.mentions.language, self._cache.titles
            for item in self.numbering.items:
                if item is not None and item.title not in read:
                    read[item.title] = named(item.title, language)
            self._cache.called = called(read[item.title] if item else None for item in self.numbering.items)
        return self._cache.called

    def _answers(self, wish: Wish) -> tuple[Wish, bytes]:
        answers = self._verdict(wish).tobytes()
        _remember(self._cache.answers, id(wish), (wish, answers))
        return wish, answers

    def _groups(self, mask: Mask) -> int:
        """The number of groups with a row in a mask of living ones. Only rows that share theirs need a look at it."""
        shared = self._shared()
        shared = shared[mask[shared]]
        groups = np.count_nonzero(np.bincount(self.numbering.groups[shared], minlength=1))
        return int(np.count_nonzero(mask)) - len(shared) + int(groups)

    def _counted(self, attribute: str, postings: Postings, mask: Mask) -> Mapping[str, int]:
        kept = mask[postings.rows]
        size = len(self.numbering.group_ids)
        pairs = postings.value_ids[kept].astype(np.int64) * size + self.numbering.groups[postings.rows[kept]]
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
        if postings is None or value not in postings.ids:
            return False
        used = self._cache.used.get(attribute)
        if used is None:
            used = self._cache.used[attribute] = np.bincount(postings.value_ids, minlength=len(postings.values)) > 0
        return bool(used[postings.ids[value]])


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
