"""From words to values of this catalogue: exact, in another way, by stem, by a word of a category's name, or
misspelt."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from domain.items import BRAND, CATEGORY, AttributeKind
from domain.ports import Language, Link
from retrieval.columns import Key, Phrases, Postings
from retrieval.languages.lexicon import Lexicon

# A value of more words than this is prose.
LONGEST = 6
EXACT, STEM = 1.0, 0.95
# "Trains" for the category "trains & railway sets": a name within the name. "Sets" is the head of one, "railway"
# says what kind.
PART, HEAD, WORD = 0.85, 0.65, 0.3
# Weaker hints than this (a word of thirty categories) are noise.
LEAST = 0.2
MOST_CATEGORIES = 3
# What a spelling mistake takes off.
TYPO = 0.8
# Letters from which on one and two mistakes are forgiven. Shorter words have too many neighbours.
ONE_MISTAKE, TWO_MISTAKES = 5, 8
_PARTS = re.compile(r"\s*(?:[&,/>+]|\band\b)\s*")
# Values that say nothing by themselves.
_EMPTY = frozenset(
    {
        "yes",
        "no",
        "other",
        "others",
        "assorted",
        "none",
        "unknown",
        "various",
        "n/a",
        "na",
        "all",
        "new",
        "set",
        "generic",
        "unbranded",
        "misc",
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a phrase. `words` is the phrase as it is spelt there."""

    attribute: str
    value: str
    words: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Phrases of one catalogue by their stems. `spellings` are words worth correcting to, by first letter."""

    entries: Mapping[Key, tuple[Entry, ...]]
    longest: int
    spellings: Mapping[str, tuple[str, ...]]
    language: Language
    lexicon: Lexicon

    def link(
        self, tokens: Sequence[str], *, knows: Callable[[str], bool], in_use: Callable[[str, str], bool]
    ) -> list[Link]:
        """Links of the tokens, longest phrase first, not overlapping; each span's links best first.

        `knows` tells words of the products' texts (they are not misspelt), `in_use` whether any product has a value.
        """
        stems = tuple(self.language.stem(token) for token in tokens)
        found = list(self._matches(tokens, stems, in_use))
        taken = {place for link in found for place in range(link.start, link.end)}
        corrected = {
            place: word
            for place, token in enumerate(tokens)
            if place not in taken and self._may_be_misspelt(token, knows) and (word := self._correction(token))
        }
        if not corrected:
            return found
        right = [corrected.get(place, token) for place, token in enumerate(tokens)]
        again = self._matches(right, tuple(self.language.stem(token) for token in right), in_use)
        return [_misspelt(link) if corrected.keys() & set(range(link.start, link.end)) else link for link in again]

    def _matches(self, tokens: Sequence[str], stems: Key, in_use: Callable[[str, str], bool]) -> Iterator[Link]:
        taken: set[int] = set()
        for length in range(min(self.longest, len(tokens)), 0, -1):
            for start in range(len(tokens) - length + 1):
                span = range(start, start + length)
                entries = self.entries.get(stems[start : start + length])
                if (
                    not entries
                    or not taken.isdisjoint(span)
                    or all(self.language.is_stop_word(tokens[place]) for place in span)
                ):
                    continue
                links = [
                    _link(entry, tuple(tokens[start : start + length]), start)
                    for entry in entries
                    if in_use(entry.attribute, entry.value)
                ]
                if links:
                    taken.update(span)
                    yield from _best(links)

    def _may_be_misspelt(self, token: str, knows: Callable[[str], bool]) -> bool:
        if len(token) < ONE_MISTAKE or not token.isalpha() or self.language.is_stop_word(token):
            return False
        return token not in self.lexicon.common_words and not knows(token) and not self.language.is_word(token)

    def _correction(self, token: str) -> str | None:
        """The one word of the catalogue's values that the token is a slip of; `None` if there is none, or more than
        one."""
        allowed = 2 if len(token) >= TWO_MISTAKES else 1
        words = self.spellings.get(token[0], ())
        near = extract(token, words, scorer=OSA.distance, score_cutoff=allowed, limit=8)
        best = min((distance for _, distance, _ in near), default=None)
        nearest = [word for word, distance, _ in near if distance == best]
        return nearest[0] if len({self.language.stem(word) for word in nearest}) == 1 else None


def vocabulary(
    postings: Mapping[str, Postings], kinds: Mapping[str, AttributeKind], *, lexicon: Lexicon, phrases: Phrases
) -> Vocabulary:
    """The phrases that name values of sets and booleans. Figures and prose are not named by words."""
    entries: dict[Key, dict[tuple[str, str], Entry]] = {}
    others = {
        key
        for name, table in postings.items()
        if name != BRAND and kinds[name] in (AttributeKind.SET, AttributeKind.ORDERED)
        for key in table.keys
    }
    for entry in _entries(postings, kinds, lexicon=lexicon, language=phrases.language):
        key = tuple(phrases.language.stem(word) for word in entry.words)
        if entry.attribute == BRAND and (
            _everyday(entry.words, lexicon, phrases.language) or (len(key) == 1 and key in others)
        ):
            continue
        if 0 < len(key) <= LONGEST and not _is_numeric(entry.words):
            held = entries.setdefault(key, {})
            known = held.get((entry.attribute, entry.value))
            if known is None or known.score < entry.score:
                held[(entry.attribute, entry.value)] = entry
    _add_words_of_categories(entries, postings, phrases)
    listed = {key: tuple(held.values()) for key, held in entries.items()}
    return Vocabulary(listed, max(map(len, listed), default=0), _spellings(listed), phrases.language, lexicon)


def _entries(
    postings: Mapping[str, Postings], kinds: Mapping[str, AttributeKind], *, lexicon: Lexicon, language: Language
) -> Iterator[Entry]:
    """Every value by its own words and by its aliases; a property ("waterproof": yes) by its name."""

    def entry(attribute: str, value: str, phrase: str) -> Entry:
        return Entry(attribute, value, tuple(language.tokens(phrase)), EXACT)

    for attribute, table in postings.items():
        if kinds[attribute] is AttributeKind.BOOLEAN and "yes" in table.ids:
            yield entry(attribute, "yes", attribute.replace("_", " "))
        if kinds[attribute] not in (AttributeKind.SET, AttributeKind.ORDERED):
            continue
        figures = set(table.value_ids[~(table.numbers != table.numbers)].tolist())
        aliases = lexicon.aliases.get(attribute, {})
        for value, id_ in table.ids.items():
            if value in _EMPTY or id_ in figures:
                continue
            yield entry(attribute, value, value)
            if "&" in value:
                yield entry(attribute, value, value.replace("&", " and "))
            for other in aliases.get(value, ()):
                yield entry(attribute, value, other)


def _add_words_of_categories(
    entries: dict[Key, dict[tuple[str, str], Entry]], postings: Mapping[str, Postings], phrases: Phrases
) -> None:
    """Names within a category's name ("trains" of "trains & railway sets"), and single words of it, the rarer the
    better."""
    names = postings[CATEGORY].ids if CATEGORY in postings else {}
    parts = {
        name: [tokens for part in _PARTS.split(name) if (tokens := phrases.language.tokens(part))] for name in names
    }
    holders: dict[str, int] = {}
    for own in parts.values():
        for stem in {phrases.language.stem(token) for part in own for token in part}:
            holders[stem] = holders.get(stem, 0) + 1
    for name, own in parts.items():
        for part in own:
            _add_hint(entries, name, tuple(part), PART, phrases)
            for token in part if len(part) > 1 else ():
                rarity = 1 / (1 + log(holders[phrases.language.stem(token)]) / 2)
                _add_hint(entries, name, (token,), (HEAD if token == part[-1] else WORD) * rarity, phrases)


def _add_hint(
    entries: dict[Key, dict[tuple[str, str], Entry]], name: str, words: tuple[str, ...], score: float, phrases: Phrases
) -> None:
    content = [word for word in words if not phrases.language.is_stop_word(word) and not word[0].isdigit()]
    if score >= LEAST and content and " ".join(words) not in _EMPTY and len(words) <= LONGEST:
        held = entries.setdefault(tuple(phrases.language.stem(word) for word in words), {})
        if (CATEGORY, name) not in held or held[(CATEGORY, name)].score < score:
            held[(CATEGORY, name)] = Entry(CATEGORY, name, words, score)


def _everyday(words: Sequence[str], lexicon: Lexicon, language: Language) -> bool:
    """Whether a brand's name is an everyday word, which says nothing about the brand when it stands alone."""
    return len(words) == 1 and (
        words[0] in lexicon.common_words or language.is_stop_word(words[0]) or len(words[0]) < 2
    )


def _is_numeric(words: Sequence[str]) -> bool:
    return all(any(letter.isdigit() for letter in word) for word in words)


def _spellings(entries: Mapping[Key, Sequence[Entry]]) -> Mapping[str, tuple[str, ...]]:
    """Words of the phrases by first letter, and their singulars where the stem is one ("dinosaurs": dinosaur)."""
    words: set[str] = set()
    for key, held in entries.items():
        for entry in held:
            words.update(entry.words)
            words.update(stem for stem, word in zip(key, entry.words, strict=True) if word == f"{stem}s")
    first: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) >= ONE_MISTAKE - 1 and word.isalpha():
            first.setdefault(word[0], []).append(word)
    return {letter: tuple(listed) for letter, listed in first.items()}


def _link(entry: Entry, spoken: tuple[str, ...], start: int) -> Link:
    exact = entry.words == spoken
    # A hint by a part of a name is a hint in any form; a whole name in another form is a little less sure.
    score = entry.score if exact or entry.score < EXACT else STEM
    how = "exact" if exact and entry.score == EXACT else "stem"
    return Link(entry.attribute, entry.value, how, score, start, start + len(spoken))


def _best(links: Sequence[Link]) -> list[Link]:
    """The links of one span, best first, with only the best few categories."""
    ordered = sorted(links, key=lambda link: (-link.score, link.attribute, link.value))
    categories = [link for link in ordered if link.attribute == CATEGORY][:MOST_CATEGORIES]
    return [link for link in ordered if link.attribute != CATEGORY or link in categories]


def _misspelt(link: Link) -> Link:
    return replace(link, how="typo", score=link.score * TYPO)
