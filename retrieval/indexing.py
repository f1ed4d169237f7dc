"""From the outbox to the vectors: encode what changed, write it, then acknowledge it.

Everything may be repeated: a process killed between writing and acknowledging writes the same rows again.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.items import AGE, AGE_MAX, AGE_MIN, BRAND, CATEGORY, PRICE, RATING, STOCK, Fact, Item
from domain.ports import Encoder, Pending
from retrieval.vectors import VectorCollection

# Outbox entries per round: what a kill repeats, about a second's work of the built-in encoder.
ROUND = 128
# Characters of an item's text that are encoded. The built-in encoder reads 256 tokens (about 1,100 characters of
# English); what lies behind would only be cut into tokens and thrown away.
MAX_CHARACTERS = 1_500
# Relations whose values have no meaning for a sentence encoder: names, amounts, and what changes every day.
_WITHOUT_MEANING = frozenset(
    {BRAND, PRICE, STOCK, RATING, AGE, AGE_MIN, AGE_MAX, "manufacturer", "model", "sku", "asin"}
)
# Longer values are prose (a delivery note, a warning), and near to everything.
MAX_FACT_WORDS = 6
# What shoppers say of a property, where its name alone lies far from it ("for small flats" and "space saving": 0.19;
# with these words 0.7).
_AS_SAID = {
    "biodegradable": "biodegradable, eco friendly",
    "foldable": "foldable, folds away",
    "insulated": "insulated, keeps warm",
    "lightweight": "lightweight, easy to carry",
    "machine_washable": "machine washable, easy to clean",
    "non_toxic": "non toxic, safe for children",
    "portable": "portable, for travelling",
    "recycled": "recycled, eco friendly",
    "reusable": "reusable, eco friendly",
    "space_saving": "space saving, for small flats and rooms",
    "waterproof": "waterproof, keeps the rain out",
    "windproof": "windproof, keeps the wind out",
    "wireless": "wireless, without cables",
}
_WORDS_ONLY = re.compile(r"[^\W\d_][^\d_]*")


def item_text(item: Item) -> str:
    """What is encoded of an item: title, brand, category path, then its description (or all its text), cut to a length.

    The order is from what names the product to what adorns it, because an encoder reads only the beginning.
    """
    parts = (item.title, item.brand or "", " > ".join(item.category), item.description or item.text)
    return ". ".join(part for part in parts if part)[:MAX_CHARACTERS]


def has_meaning(fact: Fact) -> bool:
    """Whether a fact is worth finding by meaning: words that say what the product is like.

    Numbers, names, codes, long prose and negations are not ("battery: no" lies beside "battery": encoders know no
    "not").
    """
    value = fact.value
    if (
        fact.number is not None
        or fact.relation in _WITHOUT_MEANING
        or value == "no"
        or value.startswith(("no ", "not "))
    ):
        return False
    return _WORDS_ONLY.fullmatch(value) is not None and len(value.split()) <= MAX_FACT_WORDS


def fact_key(relation: str, value: str) -> str:
    """The id of a distinct fact, whoever has it."""
    return f"{relation}={value}"


def phrase(relation: str, value: str) -> str:
    """A distinct fact as a person would say it: "space saving" (yes), "material: wood"; a category is its own name."""
    name = relation.replace("_", " ")
    if value == "yes":
        return _AS_SAID.get(relation, name)
    return value if relation == CATEGORY else f"{name}: {value}"


@dataclass(frozen=True, slots=True)
class Indexed:
    """What a run wrote: items, removals and new distinct facts."""

    items: int = 0
    removed: int = 0
    facts: int = 0


class Indexer:
    """Drains one shop's outbox into its two collections.

    `pending(limit)` gives the oldest entries, `acknowledge` forgets them. Distinct facts that no item has any more stay
    in the collection until a rebuild; search asks the items, so they find nothing.
    """

    def __init__(
        self,
        encoder: Encoder,
        *,
        items: VectorCollection,
        facts: VectorCollection,
        pending: Callable[[int], Sequence[Pending]],
        acknowledge: Callable[[Sequence[int]], None],
    ) -> None:
        self._encoder = encoder
        self._items = items
        self._facts = facts
        self._pending = pending
        self._acknowledge = acknowledge

    def drain(self, progress: Callable[[int], None] = lambda done: None) -> Indexed:
        """Work until the outbox is empty. `progress` hears the number of entries of each round.

        `EncoderError` or `IndexUnavailable` leave the rest of the outbox as it is, for the next run.
        """
        known = set(self._facts.ids())
        total = Indexed()
        while entries := self._pending(ROUND):
            done = self._write({entry.item_id: entry.item for entry in entries}, known)
            self._acknowledge([entry.sequence for entry in entries])
            total = Indexed(total.items + done.items, total.removed + done.removed, total.facts + done.facts)
            progress(len(entries))
        return total

    def _write(self, newest: dict[str, Item | None], known: set[str]) -> Indexed:
        """One round, an item's last entry counting; `known` facts grow by the new ones."""
        items = [item for item in newest.values() if item is not None]
        removed = [item_id for item_id, item in newest.items() if item is None]
        if items:
            self._items.upsert([item.item_id for item in items], self._encoded(item_text(item) for item in items))
        self._items.delete(removed)
        phrases = _phrases(items, known)
        if phrases:
            self._facts.upsert(list(phrases), self._encoded(phrases.values()))
        known.update(phrases)
        return Indexed(len(items), len(removed), len(phrases))

    def _encoded(self, texts: Iterable[str]) -> NDArray[np.float32]:
        return np.asarray(self._encoder.encode(list(texts)), dtype=np.float32)  # (N, D)


def distinct_facts(items: Iterable[Item]) -> frozenset[str]:
    """The ids of all facts of the items that are found by meaning."""
    return frozenset(fact_key(fact.relation, fact.value) for item in items for fact in item.facts if has_meaning(fact))


def _phrases(items: Iterable[Item], known: set[str]) -> dict[str, str]:
    """Distinct facts of the items that are not known yet: key → phrase."""
    facts = (fact for item in items for fact in item.facts if has_meaning(fact))
    named = {fact_key(fact.relation, fact.value): phrase(fact.relation, fact.value) for fact in facts}
    return {key: said for key, said in named.items() if key not in known}
