"""The words of `lexicon.toml`, ready for use."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by what they mean. `shades` maps a word to its colour; those in `weak` need a colour's context."""

    colours: Mapping[str, str]
    shades: Mapping[str, str]
    weak: frozenset[str]
    colour_nouns: frozenset[str]
    colour_adjectives: frozenset[str]
    colour_not_before: frozenset[str]
    colour_not_after: frozenset[str]
    materials: Mapping[str, str]
    material_also: Mapping[str, tuple[str, ...]]
    material_nouns: frozenset[str]
    material_not_before: frozenset[str]
    material_not_in_title: frozenset[str]
    material_stated_only: frozenset[str]
    material_ambiguous: frozenset[str]
    material_ambiguous_before: frozenset[str]
    parts: frozenset[str]
    shapeless: frozenset[str]
    beside: frozenset[str]
    imitation: frozenset[str]
    denial: frozenset[str]
    flags: re.Pattern[str]
    certificates: re.Pattern[str]
    certificate_names: Mapping[str, str]
    names: Mapping[str, str]
    attributes: frozenset[str]
    counted: re.Pattern[str]
    devices: frozenset[str]
    clear_before: frozenset[str]
    size_parts: frozenset[str]
    scales: tuple[tuple[str, ...], ...]


@cache
def lexicon() -> Lexicon:
    """The lexicon of this package, read once."""
    with Path(__file__).with_name("lexicon.toml").open("rb") as file:
        table = tomllib.load(file)
    context, body = table["colour_context"], table["material_context"]
    flags = "|".join(f"(?P<{name}>{pattern})" for name, pattern in table["flags"].items())
    return Lexicon(
        colours=_by_word(table["colours"]),
        shades=table["shades"] | table["weak_shades"],
        weak=frozenset(table["weak_shades"]) | {"multi"},
        colour_nouns=frozenset(context["nouns"]),
        colour_adjectives=frozenset(context["adjectives"]),
        colour_not_before=frozenset(context["not_before"]),
        colour_not_after=frozenset(context["not_after"]),
        materials=_by_word(table["materials"]),
        material_also={name: tuple(also) for name, also in table["material_also"].items()},
        material_nouns=frozenset(body["nouns"]),
        material_not_before=frozenset(body["not_before"]),
        material_not_in_title=frozenset(body["not_in_title"]),
        material_stated_only=frozenset(body["stated_only"]),
        material_ambiguous=frozenset(body["ambiguous"]),
        material_ambiguous_before=frozenset(body["ambiguous_before"]),
        parts=frozenset(body["parts"]),
        shapeless=frozenset(body["shapeless"]),
        beside=frozenset(body["beside"]),
        imitation=frozenset(body["imitation"]),
        denial=frozenset(body["denial"]),
        flags=re.compile(
            rf"(?i)(?P<denied>\b(?:not|non|isn't|aren't|never)[\s-]+(?:fully |completely )?)?\b(?:{flags})"
        ),
        certificates=re.compile("|".join(f"(?P<c{n}>{said})" for n, said in enumerate(table["certificates"].values()))),
        certificate_names={f"c{n}": name for n, name in enumerate(table["certificates"])},
        names=_by_word(table["names"]),
        attributes=frozenset(table["attributes"]["names"]) | table["names"].keys(),
        counted=_counted(table["counted"]["nouns"]),
        devices=frozenset(table["devices"]["words"]),
        size_parts=frozenset(table["size_context"]["parts"]),
        clear_before=frozenset(context["clear_before"]),
        scales=tuple(tuple(scale) for scale in table["scales"].values()),
    )


def _counted(nouns: Sequence[str]) -> re.Pattern[str]:
    """A number and up to four words before a plural: "800 Labels", "4 x "I love piano" badges"."""
    plain = "|".join(nouns)
    count = r"(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})"
    words = r"(?:(?:(?!\d|with\b|for\b|and\b|of\b)[^\s,;:()&]+|[\d.]+x[\d.]+\"?)\s){0,4}?"
    quoted = r"(?:[\"“][^\"”]{1,40}[\"”]\s)?"
    return re.compile(
        rf"(?<![\w.,/:#-]){count}(?![\d./\"”:])(?:[\s-]|\sx\s){quoted}{words}(?:{plain})\b", re.IGNORECASE
    )


def _by_word(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words}
