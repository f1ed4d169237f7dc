"""What one language says in several ways: aliases, families of kinds, cues of negation, everyday words.

The texts stand in `<language>.toml` beside this file. A language without one gets an empty lexicon: values are then
linked by
their own words only, and every mention counts as said.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_FILES = {"en": "english.toml"}
NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Negation:
    """Cues as plain words, as the language's `tokens` gives them; what each does is told in the TOML file."""

    denies: tuple[tuple[str, ...], ...] = ()
    denies_next: frozenset[str] = NO_WORDS
    skipped: frozenset[str] = NO_WORDS
    imitates: tuple[tuple[str, ...], ...] = ()
    free: frozenset[str] = NO_WORDS
    free_of_charge: frozenset[str] = NO_WORDS
    imitated_after_hyphen: frozenset[str] = NO_WORDS
    imitated_after: frozenset[str] = NO_WORDS
    demands: frozenset[str] = NO_WORDS
    supplies: frozenset[str] = NO_WORDS
    no_answers: frozenset[str] = NO_WORDS
    no_denial: frozenset[str] = NO_WORDS
    undoes: frozenset[str] = NO_WORDS

    @property
    def cue_words(self) -> frozenset[str]:
        """Every word that can begin a cue: a clause without any of them needs no second look."""
        first = {phrase[0] for phrase in (*self.denies, *self.imitates)}
        return frozenset(first) | self.denies_next | self.free | self.imitated_after


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`aliases` maps attribute → value → other ways to say it; `families` maps a kind to the kinds that count as it.
    `filler` are words around a wish that say nothing of what is looked for, besides the stop words."""

    aliases: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    negation: Negation = field(default_factory=Negation)
    common_words: frozenset[str] = NO_WORDS
    filler: frozenset[str] = NO_WORDS


@cache
def lexicon_of(code: str) -> Lexicon:
    """The lexicon of a language by its code ("en"); an empty one if there is none."""
    name = _FILES.get(code)
    return Lexicon() if name is None else _read(Path(__file__).with_name(name))


def _read(path: Path) -> Lexicon:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Lexicon(
        aliases={
            attribute: {value: tuple(phrases) for value, phrases in values.items()}
            for attribute, values in data["aliases"].items()
        },
        families={kind: tuple(members) for kind, members in data["families"].items()},
        negation=_negation(data["negation"]),
        common_words=frozenset(data["common"]["words"].split()),
        filler=frozenset(data["filler"]["words"].split()),
    )


def _negation(cues: Mapping[str, list[str]]) -> Negation:
    def phrases(name: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(cue.split()) for cue in cues[name])

    def words(name: str) -> frozenset[str]:
        return frozenset(cues[name])

    return Negation(
        denies=phrases("denies"),
        denies_next=words("denies_next"),
        skipped=words("skipped"),
        imitates=phrases("imitates"),
        free=words("free"),
        free_of_charge=words("free_of_charge"),
        imitated_after_hyphen=words("imitated_after_hyphen"),
        imitated_after=words("imitated_after"),
        demands=words("demands"),
        supplies=words("supplies"),
        no_answers=words("no_answers"),
        no_denial=words("no_denial"),
        undoes=words("undoes"),
    )
