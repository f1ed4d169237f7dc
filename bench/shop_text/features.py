"""Features of all items for a few rows at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.shop_text.behaviour import (
    Behaviour,
    Memory,
    behaviour_of,
    like_histories,
    memory_of,
    popularity_of,
    walked,
    walked_back,
    weights_of,
)
from bench.shop_text.data import Floats, Ints, Product, Rows, steps_of
from bench.shop_text.texts import Texts
from ranker.fused.blocks import Block, Blocks

AT_ONCE = 128
# Neighbours over which steps are smoothed, and how sharply their cosine counts.
NEIGHBOURS, SHARPNESS = 15, 12.0
LIKENESSES = ("bm25", "words", "triples", "title_vector", "text_vector")
FORMS = ("last", "decayed", "best")
BLOCKS = Blocks(
    (
        *(Block(name, tuple(f"{name}_{form}" for form in FORMS)) for name in LIKENESSES),
        Block("history", ("brand_last", "brand_share", "bought", "bought_last", "taken")),
        Block("text_tower", ("text_tower",)),
        Block("transitions", ("step_last", "step_decayed", "step_back", "step_rate"), behavioural=True),
        Block("smoothed", ("step_from_like", "step_to_like", "step_like_like"), behavioural=True),
        Block("together", ("with", "with_back", "with_rate", "with_from_like", "with_like_like"), behavioural=True),
        Block("like_histories", ("knn",), behavioural=True),
        Block("popularity", ("popularity",), behavioural=True),
        Block("id_tower", ("id_tower",), behavioural=True),
    )
)


@dataclass(frozen=True, slots=True)
class Shop:
    """What features are made of: products with their texts, brands (N + 1,), and behaviour."""

    products: tuple[Product, ...]
    texts: Texts
    brands: Ints
    behaviour: Behaviour
    memory: Memory

    def __len__(self) -> int:
        return len(self.brands) - 1


def shop_of(products: Sequence[Product], texts: Texts, known: Rows) -> Shop:
    """Brands by number (0 = none), and the behaviour in the `known` rows."""
    names = {name: place for place, name in enumerate(dict.fromkeys(["", *(one.brand.lower() for one in products)]))}
    brands = np.array([*(names[one.brand.lower()] for one in products), 0])
    behaviour = behaviour_of(known, near_of(texts.likeness["title_vector"][:-1]))
    return Shop(tuple(products), texts, brands, behaviour, memory_of(steps_of(known, len(products)), texts.vectors))


def near_of(closeness: Floats) -> Floats:
    """(N, N) weights, each row summing to 1, of each item's nearest, itself among them, by a cosine (N, N)."""
    most = min(NEIGHBOURS, len(closeness))
    floor = np.partition(closeness, -most, axis=1)[:, -most, None]
    weights = np.where(closeness >= floor, np.exp(SHARPNESS * (closeness - 1)), 0).astype(np.float32)
    return np.asarray(weights / weights.sum(1, keepdims=True), np.float32)


def parts_of(rows: Rows) -> Iterator[slice]:
    """Slices of a few rows."""
    return (slice(at, at + AT_ONCE) for at in range(0, len(rows), AT_ONCE))


def all_features(shop: Shop, rows: Rows, towers: Mapping[str, Floats]) -> dict[str, Floats]:
    """Every feature by its name, each (R, N); `towers` are logits (R, N) by their name."""
    weights = weights_of(rows, len(shop))
    found: dict[str, Floats] = {}
    for name, table in shop.texts.likeness.items():
        found |= {f"{name}_{form}": value for form, value in zip(FORMS, _forms(table, rows, weights), strict=True)}
    return found | dict(towers) | _of_history(shop, rows, weights) | _of_behaviour(shop, rows, weights)


def _forms(table: Floats, rows: Rows, weights: Floats) -> tuple[Floats, Floats, Floats]:
    last = table[rows.history[:, 0]]
    decayed, best = last * weights[:, :1], last.copy()
    for step in range(1, rows.history.shape[1]):
        there = np.flatnonzero(weights[:, step])
        seen = table[rows.history[there, step]]
        decayed[there] += weights[there, step, None] * seen
        best[there] = np.maximum(best[there], seen)
    return last, decayed / weights.sum(1, keepdims=True), best


def _of_history(shop: Shop, rows: Rows, weights: Floats) -> dict[str, Floats]:
    items, real = shop.brands[:-1], shop.brands[:-1] > 0
    share = np.zeros((len(rows), len(items)), np.float32)
    for step in range(rows.history.shape[1]):
        there = np.flatnonzero(weights[:, step])
        same = (shop.brands[rows.history[there, step]][:, None] == items) & real
        share[there] += weights[there, step, None] * same
    bought = np.zeros((len(rows), len(items) + 1), np.float32)
    np.add.at(bought, (np.arange(len(rows))[:, None], rows.history), weights)
    last = np.zeros((len(rows), len(items)), np.float32)
    last[np.arange(len(last)), rows.history[:, 0]] = 1
    return {
        "brand_last": ((shop.brands[rows.history[:, 0]][:, None] == items) & real).astype(np.float32),
        "brand_share": share / weights.sum(1, keepdims=True),
        "bought": bought[:, :-1],
        "bought_last": last,
        "taken": np.repeat((weights > 0).sum(1, keepdims=True), len(items), axis=1).astype(np.float32),
    }


def _of_behaviour(shop: Shop, rows: Rows, weights: Floats) -> dict[str, Floats]:
    known = shop.behaviour
    newest = np.where(np.arange(weights.shape[1]) == 0, weights, 0).astype(np.float32)
    last = walked(known.neighbouring, known.near, rows, newest).plain
    steps = walked(known.neighbouring, known.near, rows, weights)
    together = walked(known.together, known.near, rows, weights)
    popularity = popularity_of(known, rows)
    return {
        "step_last": np.log1p(last),
        "step_decayed": np.log1p(steps.plain),
        "step_back": np.log1p(walked_back(known.neighbouring, rows, weights)),
        "step_rate": last / (last.sum(1, keepdims=True) + 1),
        "step_from_like": np.log1p(steps.from_like),
        "step_to_like": np.log1p(steps.to_like),
        "step_like_like": np.log1p(steps.like_like),
        "with": np.log1p(together.plain),
        "with_back": np.log1p(walked_back(known.together, rows, weights)),
        "with_rate": together.plain / np.sqrt(popularity + 1),
        "with_from_like": np.log1p(together.from_like),
        "with_like_like": np.log1p(together.like_like),
        "knn": np.log1p(like_histories(shop.memory, rows, shop.texts.vectors)),
        "popularity": np.log1p(popularity),
    }
