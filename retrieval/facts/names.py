"""One name for what shops call by many: "item weight", "product weight" and "weight" are `weight`."""

import re
from functools import cache

from retrieval.facts.ages import AGE_NAME
from retrieval.facts.colours import COLOUR_NAME
from retrieval.facts.lexicon import lexicon
from retrieval.facts.materials import MATERIAL_NAME
from retrieval.facts.power import POWER_NAME

# What a name says of whose it is; without it the name is the same.
_OWNER = re.compile(r"^(?:item|product|article|unit|net|approx(?:imate)?|total|overall|assembled)_")


@cache
def canonical_name(relation: str) -> str:
    """The relation's name as the rest of the code knows it."""
    names = lexicon().names
    bare = _OWNER.sub("", relation)
    return names.get(relation) or names.get(bare) or (bare if bare in names.values() else relation)


@cache
def is_attribute_name(relation: str) -> bool:
    """Whether a name is one that shops give to an attribute of the product, whatever its values: "material", "fits"."""
    read = (COLOUR_NAME, MATERIAL_NAME, POWER_NAME)
    named = canonical_name(relation) in lexicon().attributes or _OWNER.sub("", relation) in lexicon().attributes
    return named or any(name.fullmatch(relation) for name in read) or bool(AGE_NAME.search(relation))
