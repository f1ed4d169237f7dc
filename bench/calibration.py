"""Fit and check the plain ranker's weights and temperature: `python -m bench.calibration --data ../shared/data`.

There are no logs to learn from, so conversations are made up: a hidden product of a catalogue, one to three of its
facts and a few words of its own text (never its title, brand or id). Shoppers do not read the page first: half of the
words are replaced by the nearest other word of the catalogue in meaning, and two in ten are another product's. Half of
the facts are also stated as soft wishes, in a third a similar product is liked, in a third another one disliked. One
half of the conversations fits a conditional logit over the candidates, the other half measures.
"""

import argparse
import json
import math
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.items import Fact, Item
from domain.ports import Catalogue, Encoder, Found, Pending, Query, Shop
from domain.wishes import Op, Wish
from ranker.linear import TEMPERATURE, WEIGHTS, LinearRanker, wish_term
from retrieval.catalogue import MemoryCatalogue
from retrieval.encoders import make_encoder
from retrieval.feeds import read_feed
from retrieval.indexing import Indexer, has_meaning, phrase
from retrieval.languages.english import English
from retrieval.search import HybridSearch
from retrieval.vectors import Kind, VectorStore

FEEDS = {"toys": "toys/products_863_raw.csv", "retail": "retail/products.jsonl", "eshop": "eshop/catalog.json"}
FITTED = ("dense", "lexical", "title", "facts", "liked", "disliked")
BORROWED_WORDS = 0.2
PARAPHRASED_WORDS = 0.5
# Words that paraphrases are chosen from: the most frequent of the catalogue's.
VOCABULARY = 3_000
# Pulls weights towards 0, so that a channel that tells nothing gets none; small beside the curvature of 600 cases.
RIDGE = 0.0005

Floats = NDArray[np.float64]
# A row (1, F) that puts one value per candidate into the first feature.
_FIRST: Floats = np.eye(1, len(FITTED))


@dataclass(frozen=True, slots=True)
class Case:
    """A made-up conversation: its query and the product it is about."""

    query: Query
    target: str


@dataclass(frozen=True, slots=True)
class Example:
    """A case after search: signals (C, F), the wishes' log-likelihoods (C,), and the target's row (None: not found)."""

    signals: Floats
    wishes: Floats
    target: int | None


@dataclass(frozen=True, slots=True)
class Quality:
    """Measures over examples; those whose target was not found count as misses, and are left out of `nll`."""

    nll: float
    ece: float
    mrr: float


def paraphrases(items: Sequence[Item], encoder: Encoder) -> dict[str, str]:
    """For each frequent word of the catalogue, the other one nearest to it in meaning that has another stem."""
    language = English()
    counts = Counter(word for item in items for word in set(_words(item)))
    words = [word for word, _ in counts.most_common(VOCABULARY)]
    stems = np.array([language.stem(word) for word in words])
    vectors = np.asarray(encoder.encode(words), dtype=np.float32)  # (V, D)
    nearness = vectors @ vectors.T  # (V, V)
    nearness[stems[:, None] == stems[None, :]] = -1.0
    return {word: words[best] for word, best in zip(words, nearness.argmax(axis=1).tolist(), strict=True)}


def cases(items: Sequence[Item], same: Mapping[str, str], count: int, rng: random.Random) -> list[Case]:
    """Conversations about random products that have at least one fact with a meaning; `same` are paraphrases."""
    by_leaf: dict[str, list[Item]] = {}
    for item in items:
        by_leaf.setdefault(item.category[-1] if item.category else "", []).append(item)
    told = [item for item in items if any(has_meaning(fact) for fact in item.facts)]
    return [_case(rng.choice(told), items, by_leaf, same, rng) for _ in range(count)]


def _case(
    item: Item,
    items: Sequence[Item],
    by_leaf: Mapping[str, Sequence[Item]],
    same: Mapping[str, str],
    rng: random.Random,
) -> Case:
    facts = [fact for fact in item.facts if has_meaning(fact)]
    facts = rng.sample(facts, min(len(facts), rng.randint(1, 3)))
    words = [_said(rng.choice(items) if rng.random() < BORROWED_WORDS else item, rng) for _ in range(rng.randint(1, 3))]
    words = [same.get(word, word) if rng.random() < PARAPHRASED_WORDS else word for word in words]
    text = " ".join([*words, *(phrase(fact.relation, fact.value).split(", ")[0] for fact in facts)])
    similar = [one for one in by_leaf[item.category[-1] if item.category else ""] if one.group_id != item.group_id]
    liked = (rng.choice(similar).item_id,) if similar and rng.random() < 1 / 3 else ()
    disliked = (rng.choice(items).item_id,) if rng.random() < 1 / 3 else ()
    soft = tuple(_wish(fact) for fact in facts if rng.random() < 1 / 2)
    return Case(Query(text, soft=soft, liked=liked, disliked=tuple(set(disliked) - {item.item_id})), item.item_id)


def _wish(fact: Fact) -> Wish:
    return Wish(fact.relation, Op.IS, (fact.value,))


def _said(item: Item, rng: random.Random) -> str:
    """A word of the item's text that stands neither in its title nor in its brand."""
    named = set(English().tokens(f"{item.title} {item.brand or ''}"))
    words = [word for word in _words(item) if word not in named]
    return rng.choice(words) if words else ""


def _words(item: Item) -> list[str]:
    language = English()
    words = [word for word in language.tokens(item.text) if word.isalpha() and len(word) > 2]
    return [word for word in words if not language.is_stop_word(word)]


def example(case: Case, found: Found, catalogue: Catalogue) -> Example:
    """The arrays of a case. Where the target is one of several variants, any of its group counts as found."""
    ids = [candidate.item_id for candidate in found.candidates]
    group = catalogue.item(case.target).group_id
    rows = [row for row, candidate in enumerate(found.candidates) if candidate.group_id == group]
    measured = [dict(candidate.signals) for candidate in found.candidates]
    signals = np.array([[one.get(name, 0.0) for name in FITTED] for one in measured])  # (C, F)
    wishes = sum((wish_term(wish, ids, catalogue) for wish in case.query.soft), start=np.zeros(len(ids)))
    return Example(signals, wishes, rows[0] if rows else None)


def fit(examples: Sequence[Example], features: Sequence[int], steps: int = 30) -> Floats:
    """Weights (F,) per nat that maximise Σ log P(target) − RIDGE·n·|w|²/2 over the chosen features, by Newton's
    method."""
    weights = np.zeros(len(FITTED))
    chosen = list(features)
    reachable = [one for one in examples if one.target is not None]
    for _ in range(steps):
        slope, curve = -RIDGE * weights[chosen], -RIDGE * np.eye(len(chosen))
        for one in reachable:
            x = one.signals[:, chosen]  # (C, F)
            p = softmax(one.signals @ weights + one.wishes)  # (C,)
            mean = p @ x  # (F,)
            slope += (x[one.target] - mean) / len(reachable)
            curve -= ((x * p[:, None]).T @ x - np.outer(mean, mean)) / len(reachable)
        weights[chosen] -= np.linalg.solve(curve, slope)
    return weights


def softmax(scores: Floats) -> Floats:
    """Probabilities (C,)."""
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum())


def quality(examples: Sequence[Example], weights: Floats) -> Quality:
    """NLL of the target, ECE of the first candidate's probability (10 bins), MRR@10 (ties count as worst)."""
    losses, ranks, firsts = [], [], []
    for one in examples:
        p = softmax(one.signals @ weights + one.wishes)
        if one.target is None:
            ranks.append(0.0)
            firsts.append((float(p.max()), 0.0))
            continue
        rank = int((p >= p[one.target]).sum())
        losses.append(-math.log(max(float(p[one.target]), 1e-12)))
        ranks.append(1 / rank if rank <= 10 else 0.0)
        firsts.append((float(p.max()), float(rank == 1)))
    return Quality(statistics.fmean(losses), _ece(firsts), statistics.fmean(ranks))


def _ece(firsts: Sequence[tuple[float, float]]) -> float:
    """Σ_bins share · |mean probability − share right| over ten bins of equal width."""
    error = 0.0
    for step in range(10):
        held = [pair for pair in firsts if min(int(pair[0] * 10), 9) == step]
        if held:
            error += abs(sum(pair[0] - pair[1] for pair in held)) / len(firsts)
    return error


def systems(train: Sequence[Example]) -> dict[str, Floats]:
    """Weights per nat of every system: each has its own temperature fitted, so only the mix is compared."""
    every = range(len(FITTED))
    mixed = np.array([1.0, 1.0, 1.0, 1.0, 1.0, -1.0])
    summed = [Example((one.signals @ mixed)[:, None] * _FIRST, one.wishes, one.target) for one in train]
    return {
        "warmstart": np.array([WEIGHTS[name] / TEMPERATURE for name in FITTED]),
        "fitted here": fit(train, every),
        "dense only": fit(train, [0]),
        "lexical only": fit(train, [1]),
        "equal weights": mixed * fit(summed, [0])[0],
    }


def open_shop(
    name: str, path: Path, store: VectorStore, encoder: Encoder
) -> tuple[list[Item], Catalogue, HybridSearch]:
    """A feed, indexed as a shop is."""
    items = [row for row in read_feed(path, shop=name) if isinstance(row, Item)]
    catalogue = MemoryCatalogue.of(Shop(name, items[0].currency or "GBP", 1), items, language=English())
    rows, facts = (store.collection(name, encoder.fingerprint, kind) for kind in Kind)
    written = set(rows.ids())
    waiting = [Pending(number, item.item_id, item) for number, item in enumerate(items) if item.item_id not in written]

    def acknowledge(done: Sequence[int]) -> None:
        del waiting[: len(done)]

    Indexer(encoder, items=rows, facts=facts, pending=lambda limit: waiting[:limit], acknowledge=acknowledge).drain()
    search = HybridSearch.over(catalogue, items, encoder=encoder, language=English(), vectors=rows, fact_vectors=facts)
    return items, catalogue, search


@dataclass(frozen=True, slots=True)
class Latency:
    """Medians over the cases, in milliseconds: one query encoding, the rest of search, and ranking."""

    encode_ms: float
    search_ms: float
    rank_ms: float


def run_shop(made: Sequence[Case], catalogue: Catalogue, search: HybridSearch) -> tuple[list[Example], Latency]:
    """Search and rank every case."""
    examples, encode, rest, rank = [], [], [], []
    for case in made:
        started = time.perf_counter()
        found = search(case.query)
        searched = time.perf_counter()
        LinearRanker().rank(case.query, found, (), catalogue)
        rank.append((time.perf_counter() - searched) * 1e3)
        encode.append(found.encode_ms)
        rest.append((searched - started) * 1e3 - found.encode_ms)
        examples.append(example(case, found, catalogue))
    return examples, Latency(statistics.median(encode), statistics.median(rest), statistics.median(rank))


def rows_of(shop: str, test: Sequence[Example], fitted: Mapping[str, Floats]) -> Iterator[dict[str, object]]:
    """One result row per system."""
    recall = statistics.fmean(one.target is not None for one in test)
    for system, weights in fitted.items():
        one = quality(test, weights)
        yield {
            "system": system,
            "shop": shop,
            "n": len(test),
            "recall@300": round(recall, 4),
            "mrr@10": round(one.mrr, 4),
            "nll": round(one.nll, 4),
            "ece": round(one.ece, 4),
            "weights": {name: round(float(weight), 2) for name, weight in zip(FITTED, weights, strict=True)},
        }


def run(data: Path, index: Path, count: int, seed: int) -> dict[str, object]:
    """Every catalogue that is there; weights are fitted on all of them together."""
    encoder = make_encoder()
    train: list[Example] = []
    tests: dict[str, list[Example]] = {}
    latencies: dict[str, dict[str, float]] = {}
    with VectorStore.embedded(index) as store:
        for shop, feed in FEEDS.items():
            items, catalogue, search = open_shop(shop, data / feed, store, encoder)
            made = cases(items, paraphrases(items, encoder), count, random.Random(f"{seed}:{shop}"))
            examples, latency = run_shop(made, catalogue, search)
            train += examples[: count // 2]
            tests[shop] = examples[count // 2 :]
            latencies[shop] = {
                "items": len(items),
                "encode_ms": round(latency.encode_ms, 2),
                "search_ms": round(latency.search_ms, 2),
                "rank_ms": round(latency.rank_ms, 2),
                "rest_to_encode": round((latency.search_ms + latency.rank_ms) / latency.encode_ms, 2),
            }
    fitted = systems(train)
    tests["all"] = [one for test in tests.values() for one in test]
    rows = [row for shop, test in tests.items() for row in rows_of(shop, test, fitted)]
    return {"bench": "calibration", "n": count * len(FEEDS), "seed": seed, "latency": latencies, "rows": rows}


def table(result: Mapping[str, object]) -> str:
    """The rows as text."""
    measures = ("recall@300", "mrr@10", "nll", "ece")
    rows = result["rows"]
    assert isinstance(rows, list)
    head = "".join([f"{'shop':8}{'system':16}", *(f"{name:>12}" for name in measures), "  weights per nat"])
    lines = [
        "".join(
            [f"{row['shop']:8}{row['system']:16}", *(f"{row[name]:12}" for name in measures), f"  {row['weights']}"]
        )
        for row in rows
    ]
    return "\n".join([head, *lines, json.dumps(result["latency"])])


def main() -> None:
    """Print the table, or with --json one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--index", type=Path, help="keep the vectors here between runs")
    parser.add_argument("--cases", type=int, default=400)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = run(given.data, given.index or Path(folder), given.cases, given.seed)
    print(json.dumps(result) if given.json else table(result))


if __name__ == "__main__":
    main()
