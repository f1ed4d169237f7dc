"""What kind of thing the values of a relation are, in which order they stand, and what a person calls it."""

from collections.abc import Iterable

import numpy as np

from domain.items import AGE_MAX, AGE_MIN, BRAND, CATEGORY, COLOUR, MATERIAL, POWER, AttributeKind
from retrieval.columns import Postings
from retrieval.facts.lexicon import lexicon

# Of at least this many entries, if nearly every value occurs once, the attribute is free text (a model number).
TEXT_FROM = 20
TEXT_DISTINCT = 0.8
# Values longer than this on average are prose.
TEXT_LENGTH = 60
# An attribute is a figure if more than this share of its entries have one.
NUMBER_SHARE = 0.6
_ALWAYS_SETS = frozenset({BRAND, CATEGORY, COLOUR, MATERIAL, POWER})
_BOOLEAN = frozenset({"yes", "no"})
_LABELS = {AGE_MIN: "youngest age", AGE_MAX: "oldest age"}


def label_of(relation: str) -> str:
    """The attribute as a person says it: "number of pieces"."""
    return _LABELS.get(relation, relation.replace("_", " "))


def kind_of(relation: str, postings: Postings) -> AttributeKind:
    """SET unless the values say otherwise: figures, yes and no, words that have an order, prose."""
    used = np.unique(postings.value_ids)  # (V,)
    if relation in _ALWAYS_SETS or not len(used):
        return AttributeKind.SET
    values = [postings.values[id_] for id_ in used.tolist()]
    if _BOOLEAN.issuperset(values):
        return AttributeKind.BOOLEAN
    if float(np.mean(~np.isnan(postings.numbers))) > NUMBER_SHARE:
        return AttributeKind.NUMBER
    if ordered(values):
        return AttributeKind.ORDERED
    entries = len(postings.value_ids)
    distinct = entries >= TEXT_FROM and len(values) / entries > TEXT_DISTINCT
    return AttributeKind.TEXT if distinct or sum(map(len, values)) / len(values) > TEXT_LENGTH else AttributeKind.SET


def ordered(values: Iterable[str]) -> tuple[str, ...]:
    """The values least first ("s", "m", "xl"; "beginner", "advanced"); empty unless all are words of one scale of the
    lexicon, and at least two."""
    distinct = set(values)
    for scale in lexicon().scales:
        if len(distinct) > 1 and distinct <= set(scale):
            return tuple(word for word in scale if word in distinct)
    return ()


def unit_of(postings: Postings) -> str | None:
    """The most frequent unit of the figures; `None` if there are none."""
    used = postings.units[~np.isnan(postings.numbers)]
    return postings.unit_names[int(np.bincount(used).argmax())] if len(used) else None
