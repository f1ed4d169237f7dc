"""Counting: what was shown for a wish against what the judge knows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.oracle.judge import Judge, Verdict
from bench.oracle.wishes import Case


@dataclass(frozen=True, slots=True)
class Card:
    """A product as it was shown. `extra` is the open mark that it does not meet every wish, "" if there is none."""

    item_id: str
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one wish. `known` counts the products that certainly match; `empty`: there are some, none was shown.

    `violations` break a demand; `unstated` do not state what a demand asks and are not marked. `marked` break a demand
    openly while nothing matches: the honest answer to a wish that cannot be met. `hidden` match and may not be shown.
    """

    case: Case
    shown: int
    known: int
    violations: tuple[str, ...] = ()
    unstated: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def broken(self) -> tuple[str, ...]:
        """All products that should not have been shown as they were."""
        return (*self.violations, *self.unstated)

    @property
    def empty(self) -> bool:
        """Whether a match is known and nothing was shown."""
        return self.known > 0 and self.shown == 0


def of_passing(case: Case, judge: Judge, passing: Sequence[str]) -> Outcome:
    """The structured path: what a filter lets through may be shown at some rank, and what it stops never is."""
    known = judge.matches(case.demands)
    outcome = of_cards(case, judge, [Card(item_id) for item_id in passing])
    hidden = tuple(sorted(known - set(passing)))
    return Outcome(case, len(passing), len(known), outcome.violations, outcome.unstated, hidden=hidden)


def of_cards(case: Case, judge: Judge, cards: Iterable[Card], *, first: Iterable[Card] | None = None) -> Outcome:
    """The words path: the cards of all replies, of which `first` (all, if None) has to show a match where one is known.

    A product marked as an extra does not count as shown.
    """
    everything = tuple(cards)
    opening = everything if first is None else tuple(first)
    known = judge.matches(case.demands)
    found = [(card, judge.verdict(card.item_id, case.demands)) for card in everything]
    bad = [card for card, verdict in found if verdict is Verdict.VIOLATES]
    return Outcome(
        case=case,
        shown=sum(not card.extra for card in opening),
        known=len(known),
        violations=tuple(card.item_id for card in bad if known or not card.extra),
        unstated=tuple(card.item_id for card, verdict in found if verdict is Verdict.UNSTATED and not card.extra),
        marked=tuple(card.item_id for card in bad if card.extra and not known),
    )
