"""What is bought next? Ranking a whole catalogue from titles, texts and a small log (the data's README, office).

    warmstart bench shop-text --data ../shared/data/office [--part development|test] [--seeds 3] [--json]

Fitted on the validation rows and the histories visible in them. "development" fits on their first 80% and reports on
the rest; "test" fits on all of them and reads the test once. Items bought before stay in the list.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from agent.settings import load_settings
from bench.report import Cell, Report
from bench.shop_text.baselines import baseline_ranks, learned_ranks
from bench.shop_text.candidates import Plan
from bench.shop_text.cost import cost_of
from bench.shop_text.data import Ints, Rows, read_items, read_rows, steps_of
from bench.shop_text.features import BLOCKS, Shop, shop_of
from bench.shop_text.fused import (
    BEHAVIOURAL,
    Pair,
    Ranked,
    listed,
    ranked,
    ranked_by_content,
    ranked_by_one_head,
    task_of,
)
from bench.shop_text.metrics import figures, paired
from bench.shop_text.table import averaged, published
from bench.shop_text.texts import texts_of
from ranker.fused.training import use_threads
from retrieval.encoders import make_encoder

DEVELOPMENT = 0.8
ABLATIONS = {
    "sentence vectors": ("title_vector", "text_vector"),
    "words": ("bm25", "words", "triples"),
    "towers": ("text_tower", "id_tower"),
    "steps": ("transitions", "smoothed", "together", "like_histories"),
    "popularity": ("popularity",),
}


def main(arguments: Sequence[str]) -> int:
    """Fit, rank, print."""
    parser = argparse.ArgumentParser(prog="warmstart bench shop-text")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", choices=("development", "test"), default="test")
    parser.add_argument("--seeds", type=int, default=3, help="How often ours is fitted; figures are the mean.")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    use_threads(1)
    products = read_items(chosen.data)
    train, test = _parts(chosen.data, chosen.part, len(products))
    cache = load_settings().home / "bench" / "vectors"
    shop = shop_of(products, texts_of(products, make_encoder(), cache), train)
    rows = measured(shop, train, test, list(range(1, chosen.seeds + 1)))
    if chosen.part == "test" and chosen.data.name == "office":
        rows += published()
    report = Report("shop-text", len(test), 1, rows)
    print(report.as_json() if chosen.json else report.table())
    return 0


def measured(shop: Shop, known: Rows, test: Rows, seeds: Sequence[int]) -> list[dict[str, Cell]]:
    """All rows of the table that are measured here."""
    cold = (shop.behaviour.popularity[test.target] == 0).astype(int)
    train = steps_of(known, len(shop))
    rows = [figures(name, ranks, cold) for name, ranks in baseline_ranks(shop, test).items()]
    rows += [figures(name, ranks, cold) for name, ranks in learned_ranks(shop, train, test).items()]
    for row in rows:
        _said(row)
    return rows + _ours(shop, train, test, seeds, cold)


def _ours(shop: Shop, train: Rows, test: Rows, seeds: Sequence[int], cold: Ints) -> list[dict[str, Cell]]:
    whole, bare = [], []
    for seed in seeds:
        task = task_of(shop, train, test, seed)
        first_only = (Plan(by_content=0),) if seed == seeds[0] else ()
        full, content, *plain = listed(task, (Plan(), Plan(BEHAVIOURAL, 0), *first_only), seed)
        whole.append(_seen("warmstart", ranked(full, (), seed), cold))
        bare.append(_seen("no behavioural inputs", ranked_by_content(content, seed), cold))
        if plain:
            single = _seen("one head", ranked_by_one_head(plain[0], seed), cold)
            first, cost = full, cost_of(whole[0], full.test, task)
            _said(cost)
    rows = [
        averaged("warmstart", whole, cold) | cost,
        averaged("warmstart, no behavioural inputs", bare, cold),
        averaged("warmstart, one head for all items", [single], cold),
        paired([whole[0].ranks], [single.ranks], 1 - cold)
        | {"system": "warmstart less one head, on targets that somebody bought"},
    ]
    for row in rows:
        _said(row)
    return rows + [_without(name, first, seeds[0], cold) for name in ABLATIONS]


def _seen(name: str, run: Ranked, cold: Ints) -> Ranked:
    _said({**figures(name, run.ranks, cold), "recall@300": run.reach})
    return run


def _without(name: str, lists: Pair, seed: int, cold: Ints) -> dict[str, Cell]:
    """An ablation: fitted again without some blocks, on the candidates of the whole system, one seed."""
    row = figures(f"warmstart, no {name}", ranked(lists, places(ABLATIONS[name]), seed).ranks, cold)
    _said(row)
    return row


def places(names: Sequence[str]) -> tuple[int, ...]:
    """The places of these blocks."""
    return tuple(place for place, block in enumerate(BLOCKS.blocks) if block.name in names)


def _said(row: Mapping[str, Cell]) -> None:
    print(row, file=sys.stderr, flush=True)


def _parts(folder: Path, part: str, items: int) -> tuple[Rows, Rows]:
    valid = read_rows(folder / "valid.csv", items)
    if part == "test":
        return valid, read_rows(folder / "test.csv", items)
    cut = round(len(valid) * DEVELOPMENT)
    return valid.cut(0, cut), valid.cut(cut, len(valid))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
