"""Messages of a language that has no patterns of its own: its port says what is asked, the amounts, the ages, what is
ruled out; the rest is looked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from agent.state import State
from agent.understand.ages import between
from agent.understand.budgets import price_wishes
from agent.understand.parser import expects
from agent.understand.wanted import WEAKEST_LINK, is_name
from domain.items import AGE, PRICE
from domain.meaning import Act, Meaning
from domain.money import Money
from domain.ports import Catalogue, Language, Link
from domain.wishes import TEXT, Op, Wish
from retrieval.languages.spoken import Amount, Denial, Span


class SpokenLanguage(Language, Protocol):
    """A language in which messages are read. Places are those in the text as `plain` writes it."""

    def plain(self, text: str) -> str:
        """The text as the other methods read it."""

    def act(self, text: str) -> Act | None:
        """What the whole message does, if it says nothing of what is wanted: a greeting, "others please"."""

    def amounts(self, text: str, *, expects_price: bool) -> Sequence[Amount]:
        """The prices that are said."""

    def ages(self, text: str) -> Sequence[tuple[float, Span]]:
        """The ages of those it is for, in months."""

    def denials(self, text: str) -> Sequence[Denial]:
        """What is ruled out."""

    def phrases(self, text: str) -> Sequence[str]:
        """The parts that carry content, in order."""


@dataclass(frozen=True, slots=True)
class PlainParser:
    """Reads the messages of one language, against the catalogue."""

    language: SpokenLanguage

    def __call__(self, text: str, state: State, catalogue: Catalogue) -> Meaning:
        """The meaning of a message in the state it was said in; what no product knows is named."""
        said, code = self.language.plain(text), self.language.code
        if act := self.language.act(said):
            asked = state.pending.attribute if state.pending and act is Act.DONT_MIND else None
            return Meaning(act, attribute=asked, language=code)
        amounts = self.language.amounts(said, expects_price=expects(state, PRICE))
        foreign = next((one.currency for one in amounts if one.currency not in (None, catalogue.currency)), None)
        if foreign:
            return Meaning(Act.FOREIGN_BUDGET, attribute=foreign, language=code)
        ages, denials = self.language.ages(said), self.language.denials(said)
        spans = [one.span for one in amounts] + [one.span for one in denials] + [span for _, span in ages]
        unknown, looked_for = self._wanted(_without(said, spans), catalogue)
        out = tuple(self._ruled_out(one, catalogue) for one in denials)
        months = [age for age, _ in ages]
        aged = between(min(months), max(months)) if months else ()
        wishes = (*_budget(amounts, catalogue.currency), *aged, *out, *looked_for)
        return Meaning(
            Act.UNCLEAR if unknown and not wishes else Act.INFORM,
            wishes=wishes,
            dropped=self._contradicted(state, denials),
            not_understood=unknown,
            language=code,
        )

    def _wanted(self, said: str, catalogue: Catalogue) -> tuple[tuple[str, ...], list[Wish]]:
        """Phrases that no product knows, and wishes from the others: for the values they name, and for their words."""
        unknown: list[str] = []
        known: list[str] = []
        values: dict[str, list[Link]] = {}
        for phrase in self.language.phrases(said):
            tokens = self.language.tokens(phrase)
            links = [link for link in catalogue.link(tokens) if link.score >= WEAKEST_LINK and link.how != "typo"]
            for link in links:
                values.setdefault(link.attribute, []).append(link)
            named = any(is_name(link) and link.end - link.start == len(tokens) for link in links)
            if not links and not any(map(catalogue.knows_word, tokens)):
                unknown.append(phrase)
            elif not named:
                known.append(phrase)
        wishes = [_linked(attribute, links) for attribute, links in values.items() if attribute not in (PRICE, AGE)]
        text = " ".join(known)
        return tuple(unknown), [*wishes, *([Wish(TEXT, Op.LIKE, (text,), text=text)] if text else [])]

    def _ruled_out(self, denial: Denial, catalogue: Catalogue) -> Wish:
        tokens = self.language.tokens(denial.what)
        links = [
            link for link in catalogue.link(tokens) if is_name(link) and (link.start, link.end) == (0, len(tokens))
        ]
        attribute, value = (links[0].attribute, links[0].value) if links else (TEXT, denial.what)
        said = f"no {denial.what}"
        return Wish(attribute, Op.NOT, (value,), hard=True, safety=denial.safety, text=said)

    def _contradicted(self, state: State, denials: Iterable[Denial]) -> tuple[str, ...]:
        """What was wanted and is ruled out now, by preference id."""
        denied = [set(self.language.tokens(one.what)) for one in denials]
        return tuple(
            held.preference_id
            for held in state.preferences
            if held.wish.op in (Op.IS, Op.LIKE)
            and any(out and out <= set(self.language.tokens(" ".join(held.wish.values))) for out in denied)
        )


def _budget(amounts: Iterable[Amount], currency: str) -> tuple[Wish, ...]:
    """A side as it was said; an amount without one is what may be spent."""
    return tuple(
        wish
        for one in amounts
        for wish in price_wishes(Op.MAX if one.op is Op.IS else one.op, Money.of(one.number, currency).minor, currency)
    )


def _linked(attribute: str, links: Sequence[Link]) -> Wish:
    best = sorted(links, key=lambda link: -link.score)
    values = tuple(dict.fromkeys(link.value for link in best))
    return Wish(attribute, Op.IS, values, strength=round(best[0].score, 2), text=" or ".join(values))


def _without(said: str, spans: Iterable[Span]) -> str:
    """The text with some places blanked."""
    for start, end in spans:
        said = said[:start] + " " * (end - start) + said[end:]
    return said
