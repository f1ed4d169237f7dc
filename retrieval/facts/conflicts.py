"""Which fact wins where sources disagree: all are kept, the winner first, the others with less confidence."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.items import Fact
from retrieval.facts.page import Page

# Relations that have one value at a time: two values of one of these disagree. Ages are settled by `ages`, where the
# strictest counts; colours, materials and devices may be many.
SINGLE = frozenset(
    (
        *("weight", "height", "width", "length", "depth", "diameter", "thickness", "size", "dimensions", "capacity"),
        "number_of_sheets",
        *("tip_size", "wattage", "scale", "gauge", "number_of_pieces", "number_of_players", "number_of_pages"),
        *("pack_size", "volume"),
    )
)
# What is left of a fact's confidence when a better source says otherwise.
LOST = 0.5


def settled(facts: Iterable[Fact], page: Page) -> tuple[Fact, ...]:
    """The facts in their order; of a single-valued relation the best source's first, each value once.

    Sources in order: a column or key of its own, the title, the description, other prose. Of one source the more
    confident, then the earlier fact stands for it: what follows there is mostly said of parts.
    """
    order: dict[str, list[Fact]] = {}
    for fact in facts:
        order.setdefault(fact.relation if fact.relation in SINGLE else fact.fact_id, []).append(fact)
    return tuple(fact for group in order.values() for fact in _ranked(group, page))


def _ranked(group: Sequence[Fact], page: Page) -> Iterable[Fact]:
    if len(group) == 1:
        return group
    best, *others = sorted(group, key=lambda fact: (source_rank(fact, page), -fact.confidence))
    if best.relation not in SINGLE:
        return (best,)
    lost: dict[str, Fact] = {}
    for fact in others:
        if fact.source != best.source and not any(_agrees(fact, known) for known in (best, *lost.values())):
            lost.setdefault(fact.source, replace(fact, confidence=round(fact.confidence * LOST, 3)))
    return (best, *lost.values())


def source_rank(fact: Fact, page: Page) -> int:
    """0 for a column or key, 1 for the title, 2 and above for prose in its order; lower is believed first."""
    if fact.span is None:
        return 0
    starts = [section.start for section in page.sections]
    return 1 + max((number for number, start in enumerate(starts) if start <= fact.span[0]), default=len(starts))


def _agrees(fact: Fact, best: Fact) -> bool:
    """The same value, or the same figure but for rounding ("25 mm" and "1 inch")."""
    if fact.value == best.value:
        return True
    if fact.number is None or best.number is None or fact.unit not in ("mm", "g", "ml") or " x " in fact.value:
        return False
    return abs(fact.number - best.number) <= 0.02 * max(fact.number, best.number)
