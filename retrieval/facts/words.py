"""Colour and material facts of a page: from its columns and keys, and from its prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.items import COLOUR, MATERIAL, Fact
from retrieval.facts.colours import COLOUR_NAME, colours_of, colours_said
from retrieval.facts.context import STATED, tokens_of
from retrieval.facts.lexicon import Lexicon
from retrieval.facts.materials import MATERIAL_NAME, materials_of, materials_said
from retrieval.facts.page import Page

# A form's material that the lexicon does not know ("jacquard") is one or two words.
_ONE_MATERIAL = re.compile(r"(?!other|various|mixed|assorted|see |as )[a-z]{3,14}(?: [a-z]{3,14})?")


@dataclass(frozen=True, slots=True)
class Hit:
    """A value of the lexicon that was found to be the product's."""

    value: str
    source: str
    confidence: float
    span: tuple[int, int] | None


def word_facts(page: Page, lexicon: Lexicon) -> Iterator[Fact]:
    """Colour and material facts, each value once with its best evidence."""
    hits: dict[tuple[str, str], Hit] = {}
    for relation, hit in _all_hits(page, lexicon):
        known = hits.get((relation, hit.value))
        if known is None or hit.confidence > known.confidence:
            hits[relation, hit.value] = hit
    for (relation, value), hit in hits.items():
        label = "Colour" if relation == COLOUR else "Material"
        yield Fact(page.item_id, relation, value, f"{label}: {value}", hit.source, hit.confidence, span=hit.span)


def _all_hits(page: Page, lexicon: Lexicon) -> Iterator[tuple[str, Hit]]:
    for relation, column, cell in _stated_cells(page):
        read = colours_of if relation == COLOUR else materials_of
        for value, _ in read(tokens_of(cell), lexicon, stated=True):
            yield relation, Hit(value, column, STATED, None)
    yield from _unlisted(page, lexicon)
    for number, section in enumerate(page.sections):
        tokens = tokens_of(section.text)
        found = [
            (COLOUR, value, token, sure)
            for value, token, sure in colours_said(page, section, tokens, lexicon, title=number == 0)
        ]
        found += [
            (MATERIAL, value, token, sure)
            for value, token, sure in materials_said(page, section, tokens, lexicon, title=number == 0)
        ]
        for relation, value, token, sure in found:
            yield relation, Hit(value, section.column, sure, (section.start + token.start, section.start + token.end))


def _unlisted(page: Page, lexicon: Lexicon) -> Iterator[tuple[str, Hit]]:
    """Values of colour and material columns that the lexicon does not know ("ecru"): the shop's own words stand."""
    for pair in page.pairs:
        value = pair.value.casefold()
        if not (MATERIAL_NAME.fullmatch(pair.relation) and _ONE_MATERIAL.fullmatch(value)):
            continue
        if not any(True for _ in materials_of(tokens_of(value), lexicon, stated=True)):
            yield MATERIAL, Hit(value, pair.column, STATED, None)
    for name, (column, cell) in page.columns.items():
        relation = COLOUR if COLOUR_NAME.fullmatch(name) else MATERIAL if MATERIAL_NAME.fullmatch(name) else ""
        for value in re.split(r"\s*[,;|/]\s*", cell.casefold()) if relation else ():
            read = colours_of if relation == COLOUR else materials_of
            if value and not any(True for _ in read(tokens_of(value), lexicon, stated=True)):
                yield relation, Hit(value, column, STATED, None)


def _stated_cells(page: Page) -> Iterator[tuple[str, str, str]]:
    """Cells and values that are a colour or a material by their name."""
    columns = [(relation, column, cell) for relation, (column, cell) in page.columns.items()]
    for name, column, value in [*((pair.relation, pair.column, pair.value) for pair in page.pairs), *columns]:
        if COLOUR_NAME.fullmatch(name):
            yield COLOUR, column, value
        elif MATERIAL_NAME.fullmatch(name):
            yield MATERIAL, column, value
