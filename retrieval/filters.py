"""Hard wishes as exact filters, and any wish as a verdict on every row.

The laws (tests/retrieval/test_filters.py):
- What is unknown meets no minimum, maximum or "is", hard or soft: the verdict is UNKNOWN, and a hard wish lets it
  through only if it is
  a "no X" that is not about safety.
- `price`: MAX n: the highest of its range ≤ n; MIN n: the lowest ≥ n; IS n: within. A wish in another currency is
  met by nothing.
- `age` (months): IS n: from ≤ n, and up to ≥ n or open; MIN n (the youngest child): from ≤ n; MAX n (the oldest):
  from ≤ n, and up to
  ≥ n or open. Without a known "from" nothing is met.
- other figures: every figure the item states must keep the bound, in the wish's unit.
- IS values: any fact of the attribute equals one of them by its stems, says it in another way, or is a kind of it
  ("metal": steel).
- NOT values: no such fact, and the item's own text does not plainly say one (of words or a category: nor its
  category's name). A fact that denies the value ("no
  batteries") outweighs
  a bare mention of the word, but not a statement ("battery operated", "rechargeable").
- NOT with `safety`: the item must state that it is free of it, and say nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.items import AGE, AGE_MAX, AGE_MIN, BRAND, CATEGORY, PRICE, RATING, STOCK
from domain.wishes import TEXT, Op, Wish
from retrieval.columns import Columns, Floats, Key, Phrases, Postings
from retrieval.languages.lexicon import Lexicon
from retrieval.mentions import Mentions
from retrieval.numbering import Mask

Verdict = NDArray[np.int8]
MET: Final = 1
NOT_MET: Final = 0
UNKNOWN: Final = -1
# Figures are equal within rounding of unit conversion.
_SAME = 1e-6


@dataclass(frozen=True, slots=True)
class Sayings:
    """Ways to say a value, as stems: `plain` itself, `statements` that are stronger than its bare word (aliases and
    kinds)."""

    plain: tuple[Key, ...]
    statements: tuple[Key, ...]

    @property
    def all(self) -> tuple[Key, ...]:
        """Every way."""
        return (*self.plain, *self.statements)


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Aliases and families of the lexicon by stems. An alias of a family's member counts for the family."""

    phrases: Phrases
    aliases: Mapping[str, Mapping[Key, tuple[Key, ...]]]
    families: Mapping[Key, tuple[Key, ...]]
    names: Mapping[str, Mapping[Key, Key]]

    @classmethod
    def of(cls, lexicon: Lexicon, phrases: Phrases) -> "Thesaurus":
        """The lexicon, stemmed."""
        key = phrases.key
        aliases = {
            attribute: {key(value): tuple(map(key, others)) for value, others in values.items()}
            for attribute, values in lexicon.aliases.items()
        }
        names = {
            attribute: {other: value for value, others in values.items() for other in others}
            for attribute, values in aliases.items()
        }
        return cls(
            phrases, aliases, {key(kind): tuple(map(key, kinds)) for kind, kinds in lexicon.families.items()}, names
        )

    def sayings(self, attribute: str, value: str) -> Sayings:
        """How a value of the attribute is said; with the attribute `text`, how the words are said of any attribute."""
        own = self.phrases.key(value)
        tables = self.aliases.values() if attribute == TEXT else [self.aliases.get(attribute, {})]
        main = {self.names[name][own] for name in self.names if attribute in (TEXT, name) and own in self.names[name]}
        plain = tuple(dict.fromkeys((own, *main)))
        kinds = tuple(kind for said in plain for kind in self.families.get(said, ()))
        others = tuple(other for table in tables for said in (*plain, *kinds) for other in table.get(said, ()))
        return Sayings(plain, tuple(dict.fromkeys(said for said in (*kinds, *others) if said not in plain)))


@dataclass(frozen=True, slots=True)
class Table:
    """What filters read: one version of a catalogue."""

    currency: str
    columns: Columns
    postings: Mapping[str, Postings]
    mentions: Mentions
    thesaurus: Thesaurus

    @property
    def size(self) -> int:
        """The number of rows N, retired ones included."""
        return len(self.columns.alive)


def verdict(wish: Wish, table: Table) -> Verdict:
    """Whether each row meets the wish: MET, NOT_MET or UNKNOWN; shape (N,)."""
    if wish.attribute == PRICE:
        return _price(wish, table)
    if wish.attribute == AGE:
        return _age(wish, table.columns)
    if wish.op in (Op.MIN, Op.MAX) or (wish.number is not None and not wish.values):
        return _figure(wish, table)
    if wish.op is Op.NOT:
        return _not(wish, table)
    return _text(wish, table) if wish.attribute == TEXT else _is(wish, table)


def passes(wish: Wish, found: Verdict) -> Mask:
    """Rows that a hard wish lets through, given its verdict; shape (N,)."""
    lenient = wish.op is Op.NOT and not wish.safety
    return np.asarray(found != NOT_MET if lenient else found == MET)


def matching(attribute: str, value: str, table: Table) -> tuple[int, ...]:
    """Ids of the attribute's values that a wish for `value` means: spelt with its stems, said otherwise, or kinds of
    it."""
    postings = table.postings.get(attribute)
    if postings is None:
        return ()
    found = [id_ for key in table.thesaurus.sayings(attribute, value).all for id_ in postings.keys.get(key, ())]
    if value in postings.ids:
        found.append(postings.ids[value])
    return tuple(dict.fromkeys(found))


def figures(attribute: str, table: Table, *, unit: str | None = None) -> tuple[Floats, Floats]:
    """The lowest and highest figure of every row, NaN if unknown; two of shape (N,)."""
    columns = table.columns
    known = {
        PRICE: (columns.price_low, columns.price_high),
        STOCK: (columns.stock, columns.stock),
        RATING: (columns.rating, columns.rating),
        AGE: (columns.age_min, columns.age_max),
        AGE_MIN: (columns.age_min, columns.age_min),
        AGE_MAX: (columns.age_max, columns.age_max),
    }
    if attribute in known:
        return known[attribute]
    return table.postings.get(attribute, Postings()).ends(table.size, unit)


def _price(wish: Wish, table: Table) -> Verdict:
    if wish.number is None or wish.op in (Op.NOT, Op.LIKE):
        return _all(UNKNOWN, table.size)
    if wish.unit != table.currency:
        return _all(NOT_MET, table.size)
    return _bounded(wish.op, wish.number, table.columns.price_low, table.columns.price_high, within=True)


def _age(wish: Wish, columns: Columns) -> Verdict:
    low, high = columns.age_min, columns.age_max
    if wish.number is None or wish.op in (Op.NOT, Op.LIKE):
        return _all(UNKNOWN, len(low))
    too_young = low > wish.number
    outgrown = high < wish.number if wish.op is not Op.MIN else np.zeros(len(low), dtype=np.bool_)
    return _judged(met=~np.isnan(low) & ~too_young & ~outgrown, failed=too_young | outgrown)


def _figure(wish: Wish, table: Table) -> Verdict:
    if wish.number is None or wish.op in (Op.NOT, Op.LIKE):
        return _all(UNKNOWN, table.size)
    low, high = figures(wish.attribute, table, unit=wish.unit)
    return _bounded(wish.op, wish.number, low, high, within=False)


def _bounded(op: Op, number: float, low: Floats, high: Floats, *, within: bool) -> Verdict:
    """Comparisons with NaN are false, so an unknown figure neither meets nor fails."""
    slack = _SAME * max(abs(number), 1.0)
    match op:
        case Op.MAX:
            return _judged(met=high <= number + slack, failed=high > number + slack)
        case Op.MIN:
            return _judged(met=low >= number - slack, failed=low < number - slack)
        case _ if within:
            met = (low <= number + slack) & (high >= number - slack)
            return _judged(met=met, failed=~np.isnan(low) & ~met)
        case _:
            met = (np.abs(low - number) <= slack) | (np.abs(high - number) <= slack)
            return _judged(met=met, failed=~np.isnan(low) & ~met)


def _is(wish: Wish, table: Table) -> Verdict:
    postings = table.postings.get(wish.attribute)
    if postings is None:
        return _all(UNKNOWN, table.size)
    has = _has(wish, table)
    return _judged(met=has, failed=postings.known(table.size) & ~has)


def _has(wish: Wish, table: Table) -> Mask:
    """Rows with a fact that one of the wish's values means."""
    ids = [id_ for value in wish.values for id_ in matching(wish.attribute, value, table)]
    postings = table.postings.get(wish.attribute, Postings())
    return postings.rows_of(ids, table.size)


def _text(wish: Wish, table: Table) -> Verdict:
    """Words are compared by meaning, not here; only a plain "is" can be seen to be met."""
    if wish.op is not Op.IS:
        return _all(UNKNOWN, table.size)
    sayings = [key for value in wish.values for key in table.thesaurus.sayings(TEXT, value).plain]
    return _judged(met=_any(sayings, table), failed=np.zeros(table.size, dtype=np.bool_))


def _not(wish: Wish, table: Table) -> Verdict:
    bad = _has(wish, table)
    free = np.ones(table.size, dtype=np.bool_)
    for value in wish.values:
        said, states_free = _said(wish.attribute, value, table)
        bad |= said
        free &= states_free
    if wish.safety:
        return _judged(met=free & ~bad, failed=bad)
    known = (
        table.postings[wish.attribute].known(table.size)
        if wish.attribute in table.postings
        else np.zeros(table.size, dtype=np.bool_)
    )
    return _judged(met=(free | known) & ~bad, failed=bad)


def _said(attribute: str, value: str, table: Table) -> tuple[Mask, Mask]:
    """Rows whose text plainly says the value, and rows that state to be free of it. "No" to a property is only a
    matter of facts."""
    if value == "no":
        return np.zeros(table.size, dtype=np.bool_), np.zeros(table.size, dtype=np.bool_)
    spoken = attribute.replace("_", " ") if value == "yes" else value
    sayings = table.thesaurus.sayings(attribute, spoken)
    denied = _denied(attribute, spoken, table)
    said = (
        _any(sayings.statements, table) | _shelved(attribute, sayings, table) | (_any(sayings.plain, table) & ~denied)
    )
    free = denied.copy()
    for key in sayings.plain:
        free |= table.mentions.states_free_of(key)
    return said, free


def _shelved(attribute: str, sayings: Sayings, table: Table) -> Mask:
    """Rows in a category whose name has the words: "no dolls". Only for wishes on words or categories."""
    postings = table.postings.get(CATEGORY)
    if postings is None or attribute not in (TEXT, CATEGORY):
        return np.zeros(table.size, dtype=np.bool_)
    ids = [
        id_ for key, held in postings.keys.items() if any(_within(said, key) for said in sayings.plain) for id_ in held
    ]
    return postings.rows_of(ids, table.size)


def _within(phrase: Key, key: Key) -> bool:
    length = len(phrase)
    return length > 0 and any(key[start : start + length] == phrase for start in range(len(key) - length + 1))


def _denied(attribute: str, value: str, table: Table) -> Mask:
    """Rows with a fact of the attribute that says the opposite: "no batteries", "nut free", or the property's "no"."""
    attributes: Iterable[str] = [name for name in table.postings if name != BRAND] if attribute == TEXT else [attribute]
    denied = np.zeros(table.size, dtype=np.bool_)
    for name in attributes:
        if name in table.postings:
            ids = [
                id_
                for opposite in (f"no {value}", f"{value} free")
                for id_ in _spelt(opposite, table.postings[name], table)
            ]
            denied |= table.postings[name].rows_of(ids, table.size)
    own = table.postings.get(attribute)
    if own is not None and value == attribute.replace("_", " "):
        denied |= own.rows_of(_spelt("no", own, table), table.size)
    return denied


def _spelt(value: str, postings: Postings, table: Table) -> tuple[int, ...]:
    return postings.keys.get(table.thesaurus.phrases.key(value), ())


def _any(keys: Sequence[Key], table: Table) -> Mask:
    found = np.zeros(table.size, dtype=np.bool_)
    for key in keys:
        if key:
            found |= table.mentions.says(key)
    return found


def _all(value: int, size: int) -> Verdict:
    return np.full(size, value, dtype=np.int8)


def _judged(*, met: Mask, failed: Mask) -> Verdict:
    # In bytes, without a branch: unknown −1, and 1 more for what is known, and 1 more for what is met.
    return np.add((met | failed).view(np.int8), met.view(np.int8), dtype=np.int8) + np.int8(UNKNOWN)
