"""Features of all items for a few rows at a time, and the candidates that are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.shop_text.data import Behaviour, Floats, Ints, Product, Rows
from ranker.fused.blocks import Block, Blocks

DECAY = 0.7
CANDIDATES = 300
AT_ONCE = 128
# Neighbours over which transitions are smoothed, and how sharply their cosine counts.
NEIGHBOURS, SHARPNESS = 15, 12.0
LIKENESSES = ("bm25", "words", "triples", "title_vector", "text_vector")
FORMS = ("last", "decayed", "best")
BLOCKS = Blocks(
    (
        *(Block(name, tuple(f"{name}_{form}" for form in FORMS)) for name in LIKENESSES),
        Block("history", ("brand_last", "brand_share", "bought", "bought_last")),
        Block("transitions", ("step_last", "step_decayed", "step_back", "step_rate"), behavioural=True),
        Block("smoothed", ("step_from_like", "step_to_like", "step_like_like"), behavioural=True),
        Block("popularity", ("popularity",), behavioural=True),
    )
)
CONTENT_SOURCES = ("words_decayed", "words_last", "title_vector_decayed", "text_vector_last", "bm25_last", "bought")
BEHAVIOUR_SOURCES = ("step_decayed", "step_from_like", "step_like_like", "popularity")


@dataclass(frozen=True, slots=True)
class Shop:
    """What features are made of: likenesses (N + 1, N), brands (N + 1,), neighbours' weights (N, N), behaviour."""

    likeness: Mapping[str, Floats]
    brands: Ints
    near: Floats
    behaviour: Behaviour


@dataclass(frozen=True, slots=True)
class Lists:
    """R lists: items (R, C), features (R, C, F), evidence (R, C)."""

    items: Ints
    features: Floats
    evidence: Floats


def shop_of(products: Sequence[Product], likeness: Mapping[str, Floats], behaviour: Behaviour) -> Shop:
    """Brands by number (0 = none), and each item's nearest by the title's vector, itself among them."""
    names = {name: place for place, name in enumerate(dict.fromkeys(["", *(one.brand.lower() for one in products)]))}
    brands = np.array([*(names[one.brand.lower()] for one in products), 0])
    closeness = likeness["title_vector"][:-1]
    floor = np.partition(closeness, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS, None]
    weights = np.where(closeness >= floor, np.exp(SHARPNESS * (closeness - 1)), 0).astype(np.float32)
    return Shop(likeness, brands, weights / weights.sum(1, keepdims=True), behaviour)


def lists_of(shop: Shop, rows: Rows, sources: Sequence[str]) -> Lists:
    """Candidates by the best of their ranks among `sources`, with their features."""
    parts = [_part(shop, rows.cut(at, at + AT_ONCE), sources) for at in range(0, len(rows.users), AT_ONCE)]
    items, features, evidence = zip(*parts, strict=True)
    return Lists(np.concatenate(items), np.concatenate(features), np.concatenate(evidence))


def all_features(shop: Shop, rows: Rows) -> dict[str, Floats]:
    """Every feature by its name, each (R, N)."""
    weights = np.where(rows.history < len(shop.near), DECAY ** np.arange(rows.history.shape[1]), 0).astype(np.float32)
    found: dict[str, Floats] = {}
    for name, table in shop.likeness.items():
        found |= {f"{name}_{form}": value for form, value in zip(FORMS, _forms(table, rows, weights), strict=True)}
    return found | _of_history(shop, rows, weights) | _of_behaviour(shop, rows, weights)


def _forms(table: Floats, rows: Rows, weights: Floats) -> tuple[Floats, Floats, Floats]:
    last = table[rows.history[:, 0]]
    decayed, best = np.zeros_like(last), last.copy()
    for step in range(rows.history.shape[1]):
        seen = table[rows.history[:, step]]
        decayed += weights[:, step, None] * seen
        np.maximum(best, seen, out=best)
    return last, decayed / weights.sum(1, keepdims=True), best


def _of_history(shop: Shop, rows: Rows, weights: Floats) -> dict[str, Floats]:
    items, real = shop.brands[:-1], shop.brands[:-1] > 0
    share = np.zeros((len(rows.users), len(items)), np.float32)
    for step in range(rows.history.shape[1]):
        share += weights[:, step, None] * ((shop.brands[rows.history[:, step]][:, None] == items) & real)
    bought = _query(rows, weights, len(items))
    last = np.zeros_like(bought)
    last[np.arange(len(last)), rows.history[:, 0]] = 1
    same = ((shop.brands[rows.history[:, 0]][:, None] == items) & real).astype(np.float32)
    return {
        "brand_last": same,
        "brand_share": share / weights.sum(1, keepdims=True),
        "bought": bought,
        "bought_last": last,
    }


def _query(rows: Rows, weights: Floats, items: int) -> Floats:
    """(R, N) the decayed weight of each item in the history."""
    query = np.zeros((len(rows.users), items + 1), np.float32)
    np.add.at(query, (np.arange(len(query))[:, None], rows.history), weights)
    return query[:, :-1]


def _of_behaviour(shop: Shop, rows: Rows, weights: Floats) -> dict[str, Floats]:
    known = shop.behaviour
    query = _query(rows, weights, len(shop.near))
    newest = np.zeros_like(query)
    newest[np.arange(len(query)), rows.history[:, 0]] = 1
    last, decayed = _walked(known, rows, newest), _walked(known, rows, query)
    smoothed = _walked(known, rows, query @ shop.near)
    popularity = _popularity(known, rows)
    return {
        "step_last": np.log1p(last),
        "step_decayed": np.log1p(decayed),
        "step_back": np.log1p(_walked_back(known, rows, query)),
        "step_rate": last / (last.sum(1, keepdims=True) + 1),
        "step_from_like": smoothed,
        "step_to_like": decayed @ shop.near.T,
        "step_like_like": smoothed @ shop.near.T,
        "popularity": np.log1p(popularity),
    }


def _walked(known: Behaviour, rows: Rows, query: Floats) -> Floats:
    """Steps of other users from the items of `query` (R, N)."""
    found: Floats = query @ known.transitions
    for place, user in enumerate(rows.users):
        if user in known.steps:
            before, after = known.steps[user].T
            np.subtract.at(found[place], after, query[place, before])
    np.maximum(found, 0, out=found)
    return found


def _walked_back(known: Behaviour, rows: Rows, query: Floats) -> Floats:
    """Steps of other users to the items of `query` (R, N)."""
    found: Floats = query @ known.transitions.T
    for place, user in enumerate(rows.users):
        if user in known.steps:
            before, after = known.steps[user].T
            np.subtract.at(found[place], before, query[place, after])
    np.maximum(found, 0, out=found)
    return found


def _popularity(known: Behaviour, rows: Rows) -> Floats:
    """(R, N) how many other users bought each item."""
    found = np.repeat(known.popularity[None], len(rows.users), axis=0)
    for place, user in enumerate(rows.users):
        if user in known.bought:
            found[place, known.bought[user]] -= 1
    return found


def _part(shop: Shop, rows: Rows, sources: Sequence[str]) -> tuple[Ints, Floats, Floats]:
    found = all_features(shop, rows)
    best = np.full((len(rows.users), len(shop.near)), np.inf, np.float32)
    for name in sources:
        order = np.argsort(-found[name], axis=1, kind="stable")
        ranks = np.empty_like(best)
        np.put_along_axis(ranks, order, np.arange(len(shop.near), dtype=np.float32)[None], axis=1)
        np.minimum(best, np.where(found[name] > 0, ranks, np.inf), out=best)
    items = np.argsort(best, axis=1, kind="stable")[:, :CANDIDATES]
    taken = [np.take_along_axis(found[name], items, axis=1) for name in BLOCKS.features]
    evidence = np.take_along_axis(np.expm1(found["popularity"]), items, axis=1)
    return items, np.stack(taken, -1).astype(np.float32), np.maximum(evidence, 0).astype(np.float32)
