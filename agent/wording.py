"""Words by topic, from a file: the only place where the shop's sentences stand."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from domain.actions import Action, ActionType, Question
from domain.errors import SettingsError
from domain.items import AGE_MAX, AGE_MIN, PRICE, RATING, Fact
from domain.money import Money

_PHRASES = Path(__file__).parent / "phrases"
# Titles of some feeds are whole paragraphs; a sentence needs a name.
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one language."""

    topics: Mapping[str, list[str]]
    notes: Mapping[str, list[str]]
    questions: Mapping[str, list[str]]
    facts: Mapping[str, str]
    extremes: Mapping[str, str]

    @classmethod
    def load(cls, language: str = "en") -> "Wording":
        """The wording of a language; `SettingsError` if there is no file for it."""
        path = _PHRASES / f"{language}.toml"
        if not path.is_file():
            raise SettingsError(
                f"There are no phrases for the language {language!r}: add {path.name} to agent/phrases."
            )
        return cls(**tomllib.loads(path.read_text(encoding="utf-8")))

    def topic(self, name: str, rng: random.Random) -> str:
        """One of the wordings of a topic."""
        return rng.choice(self.topics[name])

    def asked(self, action: Action, rng: random.Random) -> Action:
        """The action with its question put into words."""
        if action.question is None:
            return action
        if action.type is ActionType.RELAX:
            return replace(action, question=replace(action.question, text=rng.choice(self.questions["relax"])))
        return replace(action, question=replace(action.question, text=self._question(action.question, rng)))

    def _question(self, question: Question, rng: random.Random) -> str:
        values = {option.value for option in question.options}
        name = (
            question.attribute
            if question.attribute in self.questions
            else "yes_no"
            if values <= {"yes", "no"}
            else "other"
        )
        return rng.choice(self.questions[name]).format(
            label=label(question.attribute), words=f"“{question.options[0].label}”" if question.options else ""
        )

    def fact(self, fact: Fact) -> str:
        """A fact as a clause: "it's made of wood"."""
        return self.clause(self._name(fact), [fact])

    def clauses(self, facts: Sequence[Fact]) -> list[str]:
        """Facts as clauses, several values of one relation in one: "it comes in blue and navy"."""
        alike: dict[tuple[str, str], list[Fact]] = {}
        for fact in facts:
            alike.setdefault((fact.relation, self._name(fact)), []).append(fact)
        return [self.clause(name, own) for (_, name), own in alike.items()]

    def clause(self, name: str, facts: Sequence[Fact]) -> str:
        """Facts of one relation by one of the wordings of facts."""
        first = facts[0]
        values = listed(list(dict.fromkeys(map(spoken, facts))))
        return self.facts[name].format(value=values, label=label(first.relation), age=age(first.number or 0.0))

    def _name(self, fact: Fact) -> str:
        return next(
            key for key in (f"{fact.relation}.{fact.value}", fact.relation, fact.value, "other") if key in self.facts
        )


def label(relation: str) -> str:
    """A relation as a person says it."""
    return relation.replace("_", " ")


def spoken(fact: Fact) -> str:
    """The value of a fact as a person says it: what stands after the colon in its text, else the value itself."""
    _, colon, value = fact.text.partition(": ")
    return value if colon and fact.relation not in (AGE_MIN, AGE_MAX) else fact.value


def age(months: float) -> str:
    """An age in words: "6", "18 months"."""
    return f"{months / 12:g}" if months >= 24 or months % 12 == 0 else f"{months:g} months"


def short(title: str) -> str:
    """A title short enough for a sentence, cut between words."""
    if len(title) <= LONGEST_TITLE:
        return title
    return title[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:-–(&") + "…"


def figure_of(fact: Fact, currency: str) -> str:
    """The figure of a fact as it stands alone: "£12.99", "4.1 out of 5"."""
    if fact.relation == RATING:
        return f"{spoken(fact)} out of 5"
    return str(Money(int(fact.number or 0), currency)) if fact.relation == PRICE else spoken(fact)


def listed(parts: list[str]) -> str:
    """ "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def priced_at(price: Money | None, before: Money | None) -> str | None:
    """A price as it is said, with the one that a sale lowers: "£20 (was £25)"; `None` if it is not known."""
    return None if price is None else f"{price} (was {before})" if before else str(price)
