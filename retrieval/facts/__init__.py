"""Facts of a product, each with where it was read.

`learn_keys` looks at a sample of a feed; `compose` makes the page of one product; `extract` reads the facts of a page;
`localised` says a fact in the units of a shopper's locale.
"""

from retrieval.facts.extract import extract
from retrieval.facts.keys import Keys, learn_keys
from retrieval.facts.names import is_attribute_name
from retrieval.facts.page import Page, compose
from retrieval.facts.quantities import localised

__all__ = ["Keys", "Page", "compose", "extract", "is_attribute_name", "learn_keys", "localised"]
