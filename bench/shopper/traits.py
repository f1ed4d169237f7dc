"""What a person can see of a product: its kind, price, age and the facts that people talk about. No title, no id."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.items import AGE_MAX, AGE_MIN, BRAND, CATEGORY, COLOUR, MATERIAL, PRICE, STOCK, Fact, Item

# Figures and small print that no shopper speaks of. The simulator's own list: the shop's may change, this is frozen.
UNSPOKEN = frozenset(
    {
        *(
            "weight",
            "dimensions",
            "length",
            "width",
            "height",
            "depth",
            "diameter",
            "thickness",
            "capacity",
            "tip_size",
        ),
        *("model", "scale", "gauge", "main_language", "care", "rating", "made_in", "compatible_with", "certificate"),
        *("engine_type", "number_of_pages", "number_of_sheets", "pack_size", "model_number", "warranty"),
        *("number_of_channels", "radio_control_number_of_channels", "remote_control_type"),
        *("radio_control_suitability", CATEGORY, PRICE, STOCK, AGE_MIN, AGE_MAX),
    }
)
_PAPERWORK = ("_required", "_included")
# Figures that people do speak of.
COUNTS = frozenset({"number_of_players", "number_of_pieces"})
# Levels of a path that name no kind by themselves.
NO_KINDS = frozenset(
    {
        "toys",
        "accessories",
        "other",
        "parts",
        "parts & accessories",
        "more",
        "sets",
        "sets & kits",
        "kits",
        "miscellaneous",
    }
)
# A longer value is a sentence of the seller's.
MOST_WORDS = 3
# A brand with fewer products than this is not one that people come for.
KNOWN_BRAND = 5
# A value that fewer products have is no alternative that a person would think of.
COMMON_VALUE = 3


@dataclass(frozen=True, slots=True)
class Traits:
    """One product as a person sees it; all values are canonical. `kind` is the level of `path` that says most (the
    rarest in the catalogue), `price_minor` in minor units, ages in months."""

    path: tuple[str, ...]
    kind: str
    values: Mapping[str, tuple[str, ...]]
    price_minor: int | None
    age_min: float | None
    age_max: float | None

    @property
    def department(self) -> str:
        """The first level of the path, "" without one."""
        return self.path[0] if self.path else ""

    @property
    def parent(self) -> str:
        """The level above the kind, "" without one."""
        place = self.path.index(self.kind) if self.kind in self.path else 0
        return self.path[place - 1] if place else ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a catalogue as a whole talks about: its common values by attribute, the kinds of each department."""

    levels: Mapping[str, int]
    brands: frozenset[str]
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def vocabulary(items: Sequence[Item]) -> Vocabulary:
    """Counted over all items, in an order that does not depend on theirs."""
    levels = Counter(level.casefold() for item in items for level in set(item.category))
    brands = Counter(item.brand.casefold() for item in items if item.brand)
    known = Vocabulary(levels, frozenset(brand for brand, count in brands.items() if count >= KNOWN_BRAND))
    seen = [traits_of(item, known) for item in items]
    values: dict[str, Counter[str]] = {}
    kinds: dict[str, Counter[str]] = {}
    for one in seen:
        for attribute, own in one.values.items():
            values.setdefault(attribute, Counter()).update(own)
        kinds.setdefault(one.department, Counter())[one.kind] += 1
    return Vocabulary(levels, known.brands, _common(values), _common(kinds))


def _common(counted: Mapping[str, Counter[str]]) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(sorted(value for value, count in counts.items() if value and count >= COMMON_VALUE))
        for name, counts in counted.items()
    }


def traits_of(item: Item, known: Vocabulary) -> Traits:
    """An item as a person sees it."""
    path = tuple(level.casefold() for level in item.category)
    kind = min(_telling(path), key=lambda level: (known.levels.get(level, 0), -path.index(level)), default="")
    values: dict[str, list[str]] = {}
    for fact in item.facts:
        if is_spoken_of(fact) and fact.value not in values.setdefault(fact.relation, []):
            values[fact.relation].append(fact.value)
    if values.get(BRAND) and not known.brands.issuperset(values[BRAND]):
        del values[BRAND]
    ages = {fact.relation: fact.number for fact in reversed(item.facts) if fact.relation in (AGE_MIN, AGE_MAX)}
    return Traits(
        path,
        kind,
        {name: tuple(sorted(own)) for name, own in sorted(values.items())},
        item.price.minor if item.price else None,
        ages.get(AGE_MIN),
        ages.get(AGE_MAX),
    )


def _telling(path: Sequence[str]) -> Sequence[str]:
    """The levels that name a kind; all of them where none does."""
    return [level for level in path if level not in NO_KINDS and not level.startswith("ages ")] or path


def is_spoken_of(fact: Fact) -> bool:
    """Whether people say such a fact: no measures, small print or sentences."""
    if fact.relation in UNSPOKEN or fact.relation.endswith(_PAPERWORK):
        return False
    if fact.relation in COUNTS:
        return True
    return not fact.unit and fact.number is None and len(fact.value.split()) <= MOST_WORDS


def likeness(one: Traits, wanted: Traits, weights: Mapping[str, float]) -> float:
    """How much of what is wanted a product has, in [0, 1]; `weights` by attribute outweigh the usual 1."""
    parts = [(2.0, _same_kind(one, wanted))]
    if wanted.price_minor and one.price_minor:
        ratio = min(one.price_minor, wanted.price_minor) / max(one.price_minor, wanted.price_minor)
        parts.append((1.0, ratio))
    if wanted.age_min is not None:
        apart = abs((one.age_min or 0.0) - wanted.age_min)
        parts.append((0.5, 1 / (1 + apart / 24) if one.age_min is not None else 0.0))
    for attribute, own in wanted.values.items():
        parts.append((weights.get(attribute, 1.0), float(bool(set(own) & set(one.values.get(attribute, ()))))))
    return sum(weight * share for weight, share in parts) / sum(weight for weight, _ in parts)


def _same_kind(one: Traits, wanted: Traits) -> float:
    if one.kind == wanted.kind:
        return 1.0
    shared = set(one.path) & set(wanted.path)
    return len(shared) / max(len(wanted.path), 1)


def tastes(traits: Traits) -> tuple[str, ...]:
    """Attributes of a matter of taste: what a person may like without a word for it."""
    return tuple(name for name in traits.values if name in (COLOUR, MATERIAL, BRAND) or traits.values[name] == ("yes",))


def by_group(items: Iterable[Item]) -> dict[str, Item]:
    """One item of each group, the cheapest, by group id in order."""
    groups: dict[str, Item] = {}
    for item in sorted(items, key=lambda item: (item.group_id, item.price_minor or 0, item.item_id)):
        groups.setdefault(item.group_id, item)
    return groups
