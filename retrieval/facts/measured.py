"""Quantities as facts: a canonical value, the text as written, the figure in its base unit."""

from collections.abc import Sequence

from domain.items import Fact
from retrieval.facts.page import Page, Section

# How sure a figure is by where it was read; one that follows from another is less so.
TITLED, SAID, DERIVED = 0.85, 0.8, 0.6


def quantity(
    page: Page,
    relation: str,
    base: tuple[float, str],
    text: str,
    source: str,
    confidence: float,
    span: tuple[int, int] | None = None,
) -> Fact:
    """A quantity as a fact: its value is canonical (`450 g`), its text as written."""
    number, unit = base
    label = relation.replace("_", " ").capitalize()
    return Fact(
        page.item_id, relation, f"{number:g} {unit}", f"{label}: {text}", source, confidence, number, unit, span
    )


def dimension_fact(
    page: Page, sides: Sequence[float], text: str, source: str, confidence: float, span: tuple[int, int] | None = None
) -> Fact:
    """All sides in the order they are said; the figure is the longest."""
    value = " x ".join(f"{round(side, 1):g}" for side in sides) + " mm"
    return Fact(page.item_id, "dimensions", value, f"Dimensions: {text}", source, confidence, max(sides), "mm", span)


def place_of(section: Section, span: tuple[int, int]) -> tuple[int, int]:
    """A place of the section as one of the item's text."""
    return section.start + span[0], section.start + span[1]
