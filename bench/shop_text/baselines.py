"""What the fused scorer is measured against, over the whole catalogue."""

from collections.abc import Callable, Mapping

import numpy as np

from bench.shop_text.data import Floats, Ints, Product, Rows
from bench.shop_text.features import Shop, all_features, parts_of
from bench.shop_text.metrics import ranks_of
from bench.shop_text.texts import words
from ranker.baselines import fit_hybrid, fit_sasrec
from ranker.fused.towers import Examples, Schedule, logits_of

# Weight of transitions beside TF-IDF in the README's baseline.
TRANSITIONS = 1.5
Scores = Callable[[Mapping[str, Floats]], Floats]
# Content that nobody's purchase has fitted, each in its own deviations and added up.
UNFITTED = ("words_last", "words_decayed", "triples_decayed", "text_vector_decayed")
# Usual settings, not tuned; docs/experiments.md says so beside their figures.
SASREC = Schedule(epochs=20, learning_rate=3e-3, weight_decay=1e-2)
HYBRID = Schedule(epochs=15, learning_rate=1e-2, weight_decay=1e-2)


def unfitted(found: Mapping[str, Floats]) -> Floats:
    """The sum of standardised likenesses of content."""
    parts = [found[name] for name in UNFITTED]
    return np.asarray(sum(part / (part.std(1, keepdims=True) + 1e-9) for part in parts), np.float32)


BASELINES: dict[str, Scores] = {
    "popularity": lambda found: found["popularity"],
    "BM25, last item": lambda found: found["bm25_last"],
    "TF-IDF, decayed": lambda found: found["words_decayed"],
    "MiniLM cosine, decayed": lambda found: found["title_vector_decayed"],
    "TF-IDF + transitions": lambda found: found["words_decayed"] + TRANSITIONS * found["step_rate"],
    "item-kNN + transitions": lambda found: found["with_rate"] + TRANSITIONS * found["step_rate"],
    "warmstart, no interaction even as a label": unfitted,
}


def baseline_ranks(shop: Shop, rows: Rows) -> dict[str, Ints]:
    """Ranks of the targets by every baseline that needs no fitting."""
    ranks = {name: np.zeros(len(rows), np.int64) for name in BASELINES}
    for part in parts_of(rows):
        some = rows.part(part)
        found = all_features(shop, some, {})
        for name, score in BASELINES.items():
            ranks[name][part] = ranks_of(score(found), some.target)
    return ranks


def learned_ranks(shop: Shop, train: Rows, test: Rows) -> dict[str, Ints]:
    """Ranks by models of others, fitted on the same steps."""
    examples = Examples(train.history, train.target)
    networks = {
        "SASRec, same rows": fit_sasrec(len(shop), examples, SASREC),
        "LightFM-style hybrid, same rows": fit_hybrid(item_features(shop.products), examples, HYBRID),
    }
    return {name: ranks_of(logits_of(network, test.history), test.target) for name, network in networks.items()}


def item_features(products: tuple[Product, ...]) -> list[list[int]]:
    """Numbers of each item's features: itself, its brand, and the words of its title."""
    numbers: dict[str, int] = {}
    found = []
    for place, one in enumerate(products):
        names = [f"item {place}", f"brand {one.brand.lower()}", *sorted(set(words(one.title)))]
        found.append([numbers.setdefault(name, len(numbers)) for name in names])
    return found
