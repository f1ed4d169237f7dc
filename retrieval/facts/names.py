"""One name for what shops call by many: "item weight", "product weight" and "weight" are `weight`."""

import re
from functools import cache

from retrieval.facts.lexicon import lexicon

# What a name says of whose it is; without it the name is the same.
_OWNER = re.compile(r"^(?:item|product|article|unit|net|approx(?:imate)?|total|overall|assembled)_")


@cache
def canonical_name(relation: str) -> str:
    """The relation's name as the rest of the code knows it."""
    names = lexicon().names
    bare = _OWNER.sub("", relation)
    return names.get(relation) or names.get(bare) or (bare if bare in names.values() else relation)
