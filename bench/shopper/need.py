"""A hidden need: the facts of a product that exists, and what its shopper wishes about them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.oracle.judge import Age, Cap, Demand, Without
from bench.shopper.chance import Chance
from bench.shopper.traits import Traits, Vocabulary, by_group, tastes, traits_of, vocabulary
from domain.items import BRAND, Item
from domain.money import Money

# Whether a demand is true of an item, by somebody who has read its row; the shopper never states one that is not.
Vouch = Callable[[str, Demand], bool]
# A budget lies up to so much above the price of what is wanted.
SLACK = 0.25
# From this age on a product is for everybody; nobody says "for my seventeen-year-old".
ADULT_MONTHS = 192
# Children are up to so many months older than a product's lowest age.
GROWN_MONTHS = 30
REFUSALS = 0.2
# A need with fewer facts than this could be anything.
LEAST_FACTS = 2


@dataclass(frozen=True, slots=True)
class Need:
    """What one shopper wants. `traits` are the facts of the product she has in mind, which she knows without its name;
    `budget_minor` and `child_months` are her own, and true of it; `refused` are things it certainly is not."""

    number: int
    traits: Traits
    currency: str
    budget_minor: int | None = None
    child_months: int | None = None
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A need with what only the referee knows: the group that meets it."""

    need: Need
    group_id: str
    item_id: str


@dataclass(frozen=True, slots=True)
class Market:
    """The products that shoppers may have in mind, and what the catalogue talks about."""

    items: tuple[Item, ...]
    known: Vocabulary
    currency: str
    vouch: Vouch
    refusable: tuple[str, ...] = ()

    def targets(self, count: int, chance: Chance, *, with_taste: bool = False) -> list[Target]:
        """So many different needs; a smaller catalogue repeats its products."""
        wanted = [item for item in self.items if self._tells_enough(item, with_taste=with_taste)]
        if not wanted:
            raise ValueError("No product has facts enough for a shopper to want it: import a feed with categories.")
        rng = chance.rng("targets")
        drawn: list[Item] = []
        while len(drawn) < count:
            drawn += rng.sample(wanted, min(len(wanted), count - len(drawn)))
        return [self._target(number, item, Chance(f"{chance.seed}:{number}")) for number, item in enumerate(drawn)]

    def _tells_enough(self, item: Item, *, with_taste: bool) -> bool:
        traits = traits_of(item, self.known)
        told = len(traits.values) + (traits.price_minor is not None) + (traits.age_min is not None)
        told += BRAND in traits.values  # with the kind it says as much as any two
        return bool(traits.kind) and told >= LEAST_FACTS and (bool(tastes(traits)) or not with_taste)

    def _target(self, number: int, item: Item, chance: Chance) -> Target:
        traits = traits_of(item, self.known)
        budget, months = budget_for(item.price, chance), child_for(traits, chance)
        if budget is not None and not self.vouch(item.item_id, Cap(budget)):
            budget = None
        if months is not None and not self.vouch(item.item_id, Age(months)):
            months = None
        need = Need(number, traits, self.currency, budget, months, self._refused(item, chance))
        return Target(need, item.group_id, item.item_id)

    def _refused(self, item: Item, chance: Chance) -> tuple[str, ...]:
        if not chance.happens(REFUSALS, "refuses"):
            return ()
        own = {value for values in traits_of(item, self.known).values.values() for value in values}
        true = [one for one in self.refusable if one not in own and self.vouch(item.item_id, Without(one))]
        return (chance.rng("refused").choice(true),) if true else ()


def market(
    items: Sequence[Item], currency: str, *, vouch: Vouch | None = None, refusable: Sequence[str] = ()
) -> Market:
    """The needs of a catalogue: one product per group, none that is known to be out of stock. Without a reader of the
    rows (`vouch`) the facts are believed, and nothing is refused."""
    sold = tuple(item for item in by_group(items).values() if item.in_stock is not False)
    known = vocabulary(items)
    if vouch is None:
        return Market(sold, known, currency, _facts_are_believed)
    return Market(sold, known, currency, vouch, tuple(refusable))


def _facts_are_believed(_: str, demand: Demand) -> bool:
    return not isinstance(demand, Without)


def budget_for(price: Money | None, chance: Chance) -> int | None:
    """A round amount at or above the price, at most about a quarter above it and a step more, in minor units."""
    if price is None or not price.minor:
        return None
    wish = float(price.amount) * (1 + SLACK * chance.rng("budget").random())
    step = next(step for limit, step in _STEPS if wish <= limit)
    return Money.of(str(math.ceil(wish / step - 1e-9) * step), price.currency).minor


_STEPS = ((10, 1), (30, 5), (100, 10), (300, 25), (1000, 50), (math.inf, 100))


def child_for(traits: Traits, chance: Chance) -> int | None:
    """An age in months that the product is made for: whole years from two on; None where it is for grown-ups, or does
    not say."""
    youngest = traits.age_min
    if youngest is None or youngest >= ADULT_MONTHS or (traits.age_max is not None and traits.age_max <= youngest):
        return None
    oldest = min(youngest + GROWN_MONTHS, traits.age_max if traits.age_max is not None else math.inf)
    ages = [months for months in _AGES if youngest <= months <= oldest]
    return chance.rng("child").choice(ages) if ages else None


_AGES = (6, 9, 12, 15, 18, 21, *range(24, ADULT_MONTHS, 12))
