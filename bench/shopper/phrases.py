"""Facts in a shopper's words: authored phrasings and everyday names, chosen by chance."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.shopper.chance import Chance
from bench.shopper.traits import COUNTS, NO_KINDS, Traits
from domain.items import BRAND, COLOUR, MATERIAL, POWER
from domain.money import Money

PHRASINGS = Path(__file__).with_name("phrasings.toml")
KINDS = Path(__file__).with_name("kinds.toml")
# How an amount is said, by currency; "{0}" is the bare number.
AMOUNTS = {
    "GBP": ("£{0}", "£{0}", "£{0}", "{0} pounds", "{0} quid"),
    "USD": ("${0}", "${0}", "${0}", "{0} dollars", "{0} bucks"),
    "EUR": ("€{0}", "€{0}", "{0} euros"),
}
_WITH_PHRASES = frozenset({COLOUR, MATERIAL, "gender", BRAND, POWER, *COUNTS})
_ARTICLE = re.compile(r"^(?:an?|some) ")
_AN = re.compile(r"\ba(?= (?:8|11|18)\b| [aeio])")
_PART = re.compile(r" ?[&,/] ?| and ")
MOST_WORDS_OF_A_LEVEL = 4
_BOOLEAN = frozenset({"yes", "no"})
Lists = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrasings by section, and names of kinds. `paraphrase` is the share of values said in other words."""

    said: Mapping[str, Lists]
    adjectives: Mapping[str, str]
    values: Lists
    leaf: Lists
    broad: Lists
    under: frozenset[str]
    as_kind: Sequence[str]

    # -- names
    # ----------------------------------------------------------------------------------------------------------

    def kind(self, traits: Traits, chance: Chance) -> str:
        """The kind as a noun phrase with its article ("a jigsaw"); the same each time for one shopper."""
        known = self.leaf.get(f"{traits.parent} > {traits.kind}") or self.leaf.get(traits.kind)
        if known:
            return chance.rng("kind").choice(known)
        if traits.department in self.under and traits.parent == traits.department:
            return chance.rng("kind").choice(self.as_kind).format(value=traits.kind)
        return plain_level(traits.kind)

    def department(self, traits: Traits, chance: Chance) -> str:
        """The first level of the path as a noun phrase."""
        known = self.broad.get(traits.department)
        return chance.rng("department").choice(known) if known else plain_level(traits.department)

    def level(self, value: str, chance: Chance, paraphrase: float) -> str:
        """Any level of a path as an answer, without its article."""
        known = self.leaf.get(value) or self.broad.get(value)
        if known and chance.happens(paraphrase, "level", value):
            return without_article(chance.rng("level word", value).choice(known))
        return plain_level(value)

    def value(self, attribute: str, value: str, chance: Chance, paraphrase: float) -> str:
        """A value of any other attribute in everyday words."""
        known = self.values.get(f"{attribute}={value}")
        if known and (value in _BOOLEAN or chance.happens(paraphrase, "value", attribute)):
            return chance.rng("value word", attribute).choice(known)
        name = attribute.replace("_", " ")
        return {"yes": name, "no": f"not {name}"}.get(value, value)

    def amount(self, minor: int, currency: str, chance: Chance) -> str:
        """An amount of money as people write it: no pence where there are none."""
        number = Money(minor, currency).amount.removesuffix(".00")
        return chance.rng("amount").choice(AMOUNTS.get(currency, ("{0} " + currency,))).format(number)

    # -- sentences
    # ------------------------------------------------------------------------------------------------------

    def say(self, section: str, name: str, chance: Chance, *purpose: object, **slots: str) -> str:
        """One phrasing of a list, filled in; `purpose` tells this saying from others."""
        chosen = chance.rng("say", section, name, *purpose).choice(self.said[section][name])
        return an(chosen.format(**slots))

    def detail(self, attribute: str, value: str, chance: Chance, paraphrase: float) -> str:
        """A wish about one value ("in red", "made of wood")."""
        name = attribute if attribute in _WITH_PHRASES else ("quality" if value in _BOOLEAN else "other")
        return self.say("detail", name, chance, value=self.value(attribute, value, chance, paraphrase))

    def age(self, section: str, months: int, chance: Chance) -> str:
        """A child's age: months below two, years from then on."""
        baby = months < 24
        name = "age_baby" if baby else "age_child"
        return self.say(section, name, chance, months=str(months), age=str(months // 12))

    def with_adjective(self, thing: str, attribute: str, value: str) -> str | None:
        """ "a jigsaw" as "a wooden jigsaw"; None where the value does not stand before a noun, or the name is long."""
        word = value if attribute == COLOUR else self.adjectives.get(value) if attribute == MATERIAL else None
        bare = without_article(thing)
        if word is None or word == "multicoloured" or len(bare.split()) > 2 or bare.startswith("something"):
            return None
        article = thing[: len(thing) - len(bare)]
        return an(f"{'a ' if article in ('a ', 'an ') else article}{word} {bare}")


def an(text: str) -> str:
    """ "a 8 year old" as it is said."""
    return _AN.sub("an", text)


def without_article(thing: str) -> str:
    """ "a jigsaw" as "jigsaw"."""
    return _ARTICLE.sub("", thing)


def plain_level(level: str) -> str:
    """A level of a category path as words; of a long one the first part that says something."""
    if len(level.split()) <= MOST_WORDS_OF_A_LEVEL:
        return level.replace("&", "and")
    parts = [part.strip() for part in _PART.split(level)]
    return next((part for part in parts if part and part not in NO_KINDS), level)


def slipped(text: str, share: float, chance: Chance, *purpose: object) -> str:
    """The text with two inner letters swapped in that share of its longer words; figures stay right."""
    rng = chance.rng("slip", *purpose)
    return re.sub(r"[a-z]{6,}", lambda word: _swapped(word[0], rng.randrange(1, 4), rng.random() < share), text)


def _swapped(word: str, at: int, slips: bool) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :] if slips else word


@cache
def phrases() -> Phrases:
    """The authored files, read once."""
    said = tomllib.loads(PHRASINGS.read_text(encoding="utf-8"))
    kinds = tomllib.loads(KINDS.read_text(encoding="utf-8"))
    named = kinds["named"]
    sections = {name: said[name] for name in ("opening", "detail", "more", "answer", "change", "react", "things")}
    return Phrases(
        sections,
        said["adjectives"],
        said["values"],
        kinds["leaf"],
        kinds["broad"],
        frozenset(named["under"]),
        tuple(named["as_kind"]),
    )
