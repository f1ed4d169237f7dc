"""What is bought next? Ranking a whole catalogue from titles, texts and a small log (the data's README, office).

    warmstart bench shop-text --data ../shared/data/office [--part development|test] [--json]

Fitted on the validation rows and the histories visible in them. "development" fits on their first 80% and reports on
the rest; "test" fits on all of them and reads the test once. Items bought before stay in the list.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch

from bench.report import Cell, Report, wilson
from bench.shop_text.data import Behaviour, Floats, Ints, Rows, behaviour_of, read_items, read_rows
from bench.shop_text.features import (
    AT_ONCE,
    BEHAVIOUR_SOURCES,
    BLOCKS,
    CONTENT_SOURCES,
    Lists,
    Shop,
    all_features,
    lists_of,
    shop_of,
)
from bench.shop_text.texts import likenesses
from ranker.fused.blocks import Batch, batch_of
from ranker.fused.training import Settings, fit, scores
from retrieval.encoders import make_encoder

SEED = 1
CUTS = (3, 5, 10)
DEVELOPMENT = 0.8
# Weight of transitions beside TF-IDF in the README's baseline.
TRANSITIONS = 1.5
# Rank of a target that is no candidate: beyond every cut.
UNREACHED = 10**6
Scores = Callable[[dict[str, Floats]], Floats]
BASELINES: dict[str, Scores] = {
    "popularity": lambda found: found["popularity"],
    "BM25, last item": lambda found: found["bm25_last"],
    "TF-IDF, decayed": lambda found: found["words_decayed"],
    "MiniLM cosine, decayed": lambda found: found["title_vector_decayed"],
    "TF-IDF + transitions": lambda found: found["words_decayed"] + TRANSITIONS * found["step_rate"],
}
BEHAVIOURAL = tuple(place for place, block in enumerate(BLOCKS.blocks) if block.behavioural)
ENCODED = tuple(place for place, block in enumerate(BLOCKS.blocks) if block.name.endswith("vector"))
# Read in the table of the data's source repository; all trained on its 80% training rows, which are not available here.
PUBLISHED = {
    "SASRec": (0.1120, 0.0858),
    "TIGER": (0.1408, 0.1002),
    "D3": (0.1634, 0.1213),
    "MiniOneRec": (0.1634, 0.1242),
}


def ranks_of(found: Floats, target: Ints) -> Ints:
    """Places (R,) from 1 of the targets among all items, ties as worst case: scores (R, N), target (R,)."""
    own = np.take_along_axis(found, target[:, None], axis=1)
    return np.asarray((found >= own).sum(1), np.int64)


def figures(system: str, ranks: Ints, cold: Ints) -> dict[str, Cell]:
    """Hit rates and NDCG with 95% intervals; `cold` (R,) marks targets that nobody else bought in the rows fitted."""
    row: dict[str, Cell] = {"system": system, "n": len(ranks)}
    for cut in CUTS:
        hits, gains = ranks <= cut, np.where(ranks <= cut, 1 / np.log2(ranks + 1), 0)
        half = 1.96 * float(gains.std()) / len(gains) ** 0.5
        mean = float(gains.mean())
        row |= {f"hr@{cut}": float(hits.mean()), f"hr@{cut}_ci": wilson(int(hits.sum()), len(hits))}
        row |= {f"ndcg@{cut}": mean, f"ndcg@{cut}_ci": [round(mean - half, 4), round(mean + half, 4)]}
    found = ranks[cold == 1] <= 10
    return row | {"cold hr@10": float(found.mean()), "cold hr@10_ci": wilson(int(found.sum()), len(found))}


def baseline_ranks(shop: Shop, rows: Rows) -> dict[str, Ints]:
    """Ranks of the targets by every baseline."""
    parts: dict[str, list[Ints]] = {name: [] for name in BASELINES}
    for at in range(0, len(rows.users), AT_ONCE):
        part = rows.cut(at, at + AT_ONCE)
        found = all_features(shop, part)
        for name, score in BASELINES.items():
            parts[name].append(ranks_of(score(found), part.target))
    return {name: np.concatenate(part) for name, part in parts.items()}


def batch(lists: Lists, target: Ints) -> tuple[Batch, Ints]:
    """A batch of the lists that hold their target, and which those are (R,)."""
    at = (lists.items == target[:, None]).argmax(1)
    held = np.flatnonzero(np.take_along_axis(lists.items, at[:, None], axis=1)[:, 0] == target)
    return batch_of(lists.features[held], evidence=lists.evidence[held], target=at[held], blocks=BLOCKS), held


def fused_ranks(train: tuple[Lists, Ints], test: tuple[Lists, Ints], absent: Sequence[int]) -> Ints:
    """Ranks of the test targets by the network fitted without the blocks `absent`; without behaviour, no evidence."""
    fitted_on, _ = batch(*train)
    asked, held = batch(*test)
    fitted_on, asked = _without(fitted_on, absent), _without(asked, absent)
    network = fit(fitted_on, BLOCKS, Settings(seed=SEED)).network
    ranks = np.full(len(test[1]), UNREACHED, np.int64)
    ranks[held] = ranks_of(scores(network, asked).numpy(), asked.target.numpy())
    return ranks


def _without(lists: Batch, absent: Sequence[int]) -> Batch:
    kept = lists.without(absent)
    evidence = torch.zeros_like(kept.evidence) if set(BEHAVIOURAL) <= set(absent) else kept.evidence
    return Batch(kept.features, kept.present, evidence, kept.target)


def measured(shop: Shop, train: Rows, test: Rows) -> list[dict[str, Cell]]:
    """All rows of the table that are measured here."""
    cold = _cold(shop.behaviour, test)
    rows = [figures(name, ranks, cold) for name, ranks in baseline_ranks(shop, test).items()]
    content = [(lists_of(shop, part, CONTENT_SOURCES), part.target) for part in (train, test)]
    rows.append(figures("warmstart, no behavioural inputs", fused_ranks(content[0], content[1], BEHAVIOURAL), cold))
    del content
    mixed = [(lists_of(shop, part, CONTENT_SOURCES + BEHAVIOUR_SOURCES), part.target) for part in (train, test)]
    named = {"warmstart": (), "warmstart, no sentence vectors": ENCODED}
    return rows + [figures(name, fused_ranks(mixed[0], mixed[1], gone), cold) for name, gone in named.items()]


def _cold(known: Behaviour, rows: Rows) -> Ints:
    """(R,) 1 where nobody bought the target in the rows fitted."""
    return np.asarray(known.popularity[rows.target] == 0, np.int64)


def published(rows: Sequence[tuple[str, tuple[float, float]]]) -> list[dict[str, Cell]]:
    """Figures of others, marked."""
    mark = "published, trained on the source's 80%"
    return [{"system": f"{mark}: {name}", "n": None, "hr@10": hit, "ndcg@10": gain} for name, (hit, gain) in rows]


def main(arguments: Sequence[str]) -> int:
    """Fit, rank, print."""
    parser = argparse.ArgumentParser(prog="warmstart bench shop-text")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", choices=("development", "test"), default="test")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(1)
    products = read_items(chosen.data)
    train, test = _parts(chosen.data, chosen.part, len(products))
    behaviour = behaviour_of(train, len(products))
    shop = shop_of(products, likenesses(products, make_encoder()), behaviour)
    rows = measured(shop, train, test)
    if chosen.part == "test" and chosen.data.name == "office":
        rows += published(list(PUBLISHED.items()))
    report = Report("shop-text", len(test.users), SEED, rows)
    print(report.as_json() if chosen.json else report.table())
    return 0


def _parts(folder: Path, part: str, items: int) -> tuple[Rows, Rows]:
    valid = read_rows(folder / "valid.csv", items)
    if part == "test":
        return valid, read_rows(folder / "test.csv", items)
    cut = round(len(valid.users) * DEVELOPMENT)
    return valid.cut(0, cut), valid.cut(cut, len(valid.users))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
