"""Which few hundred items are looked at closely: the best of a linear first stage, and a share by content alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.shop_text.data import Floats, Ints, Rows
from bench.shop_text.features import BLOCKS, Shop, all_features, parts_of
from ranker.fused.first_stage import FirstStage, fit_first_stage

CANDIDATES = 300
# Of them so many are items that nobody else bought, by content alone: without, a third fewer of those are reached.
BY_CONTENT = 30
# Items drawn evenly beside each target to fit the first stage.
DRAWN = 300


@dataclass(frozen=True, slots=True)
class Lists:
    """R lists: items (R, C), features (R, C, F), evidence (R, C), target's place (R,) or -1."""

    items: Ints
    features: Floats
    evidence: Floats
    target: Ints


@dataclass(frozen=True, slots=True)
class Stages:
    """The first stage on these features of all items, and the one for items without evidence."""

    sources: tuple[str, ...]
    known: FirstStage
    content_sources: tuple[str, ...]
    content: FirstStage


def sources_of(blocks: Sequence[int]) -> tuple[str, ...]:
    """The features of these blocks."""
    return tuple(name for place in blocks for name in BLOCKS.blocks[place].features)


def fit_stages(shop: Shop, rows: Rows, towers: Mapping[str, Floats], absent: Sequence[int], *, seed: int) -> Stages:
    """Fit both on rows, without the blocks `absent`."""
    present = [place for place in range(len(BLOCKS.blocks)) if place not in absent]
    content = [place for place in present if not BLOCKS.blocks[place].behavioural]
    rng = np.random.default_rng(seed)
    drawn = np.hstack([rows.target[:, None], rng.integers(0, len(shop), (len(rows), DRAWN))])
    names = sources_of(present)
    x = np.zeros((*drawn.shape, len(names)), np.float32)
    fresh = np.zeros(drawn.shape, bool)
    for part in parts_of(rows):
        found = all_features(shop, rows.part(part), {name: logits[part] for name, logits in towers.items()})
        for place, name in enumerate(names):
            x[part, :, place] = np.take_along_axis(found[name], drawn[part], axis=1)
        fresh[part] = np.take_along_axis(found["popularity"], drawn[part], axis=1) <= 0
    known = np.hstack([np.ones((len(rows), 1), bool), drawn[:, 1:] != rows.target[:, None]])
    of_content = [names.index(name) for name in sources_of(content)]
    new = fresh[:, 0]  # rows whose target nobody else bought, against items that nobody else bought
    return Stages(
        names,
        fit_first_stage(x, known),
        sources_of(content),
        fit_first_stage(x[new][:, :, of_content], known[new] & fresh[new]),
    )


def lists_of(
    shop: Shop, rows: Rows, towers: Mapping[str, Floats], stages: Stages, *, by_content: int = BY_CONTENT
) -> Lists:
    """Candidates of each row, with their features; `by_content` of them are items that nobody else bought."""
    parts = []
    for part in parts_of(rows):
        some = rows.part(part)
        found = all_features(shop, some, {name: logits[part] for name, logits in towers.items()})
        parts.append(_lists(found, some.target, stages, by_content))
    items, features, evidence, target = zip(*parts, strict=True)
    return Lists(np.concatenate(items), np.concatenate(features), np.concatenate(evidence), np.concatenate(target))


def first_scores(found: Mapping[str, Floats], sources: Sequence[str], stage: FirstStage) -> Floats:
    """(R, N) the first stage's scores of all items."""
    total = np.zeros_like(found[sources[0]])
    for name, weight in zip(sources, stage.weights.tolist(), strict=True):
        total += np.float32(weight) * found[name]
    return total


def _lists(
    found: Mapping[str, Floats], target: Ints, stages: Stages, by_content: int
) -> tuple[Ints, Floats, Floats, Ints]:
    first = first_scores(found, stages.sources, stages.known)
    if by_content:
        content = first_scores(found, stages.content_sources, stages.content)
        best = np.argsort(-np.where(found["popularity"] <= 0, content, -np.inf), axis=1, kind="stable")
        np.put_along_axis(first, best[:, :by_content], np.inf, axis=1)
    items = np.argsort(-first, axis=1, kind="stable")[:, :CANDIDATES]
    taken = [np.take_along_axis(found[name], items, axis=1) for name in BLOCKS.features]
    evidence = np.maximum(np.expm1(np.take_along_axis(found["popularity"], items, axis=1)), 0)
    held = items == target[:, None]
    return items, np.stack(taken, -1).astype(np.float32), evidence, np.where(held.any(1), held.argmax(1), -1)
