"""Products side by side: on which attributes they differ, the same ones for all."""

from collections.abc import Mapping, Sequence

from domain.items import AGE_MAX, AGE_MIN, BRAND, CATEGORY, PRICE, RATING, STOCK, Fact
from domain.ports import Catalogue

# Rows of a comparison that a person reads.
MOST_COMPARED = 7
# What buyers weigh first; the rest comes in the order of the first product's page.
_FIRST = (PRICE, RATING, AGE_MIN, AGE_MAX, "material", "power", "size", "weight", "capacity", "number_of_pieces")
# The shelf says nothing of a product that its title does not.
_NOT_COMPARED = frozenset({CATEGORY, "subject", STOCK})


def differences(item_ids: Sequence[str], catalogue: Catalogue) -> Mapping[str, tuple[Fact, ...]]:
    """For each product its facts on the attributes that two or more of them state and not all alike.

    At most `MOST_COMPARED` attributes, price first, the same for every product and in the same order; a product that
    does not state one has no fact there.
    """
    known = {item_id: _facts(item_id, catalogue) for item_id in item_ids}
    relations = dict.fromkeys(relation for facts in known.values() for relation in facts)
    differing = [relation for relation in relations if _differ([facts.get(relation, ()) for facts in known.values()])]
    kept = sorted(differing, key=_interest)[:MOST_COMPARED]
    common = {
        relation: _common([facts[relation] for facts in known.values() if relation in facts]) for relation in kept
    }
    return {
        item_id: tuple(
            _telling(facts[relation], beside=common[relation]) for relation in kept if facts.get(relation, ())
        )
        for item_id, facts in known.items()
    }


def _common(stated: Sequence[tuple[Fact, ...]]) -> frozenset[str]:
    """The values that all who state the attribute have."""
    return frozenset.intersection(*(frozenset(fact.value for fact in facts) for facts in stated))


def _telling(facts: tuple[Fact, ...], *, beside: frozenset[str]) -> Fact:
    """The fact that sets a product apart: "collectors", where all are for children."""
    return next((fact for fact in facts if fact.value not in beside), facts[0])


def _facts(item_id: str, catalogue: Catalogue) -> dict[str, tuple[Fact, ...]]:
    """Facts by relation, the most confident first."""
    item = catalogue.item(item_id)
    relations = dict.fromkeys((PRICE, RATING, *(fact.relation for fact in item.facts)))
    found = {
        relation: tuple(catalogue.facts(item_id, relation)) for relation in relations if relation not in _NOT_COMPARED
    }
    return {relation: facts for relation, facts in found.items() if facts}


def _differ(stated: Sequence[tuple[Fact, ...]]) -> bool:
    values = [frozenset(fact.value for fact in facts) for facts in stated if facts]
    return len(values) > 1 and len(set(values)) > 1


def _interest(relation: str) -> int:
    if relation in _FIRST:
        return _FIRST.index(relation)
    return len(_FIRST) + (relation == BRAND)
