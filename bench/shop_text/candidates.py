"""Which few hundred items are looked at closely: the best of a linear first stage, and a share by content alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.shop_text.data import Floats, Ints, Rows
from bench.shop_text.features import BLOCKS, Shop, all_features, parts_of
from ranker.fused.blocks import Block
from ranker.fused.first_stage import FirstStage, fit_first_stage

CANDIDATES = 300
# Of them so many are items that nobody else bought, by content alone: on office's development part .353 of such targets
# were candidates with it, .282 without (n = 85).
BY_CONTENT = 30
# Items drawn evenly beside each target to fit the first stage.
DRAWN = 300
# Rows that the first stage is fitted on; it has 40 weights.
FITTED_ON = 3_000
Towers = Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Lists:
    """R lists: items (R, C), features (R, C, F), evidence (R, C), the target's place (R,) or -1.

    Features are halved in width, as thousands of lists lie in memory.
    """

    items: Ints
    features: NDArray[np.float16]
    evidence: Floats
    target: Ints


@dataclass(frozen=True, slots=True)
class Plan:
    """Which blocks a system does without, and how many of its candidates are new items by content alone."""

    absent: tuple[int, ...] = ()
    by_content: int = BY_CONTENT

    def sources(self) -> tuple[str, ...]:
        """All features that it sees."""
        return self._named(lambda block: True)

    def content_sources(self) -> tuple[str, ...]:
        """Those that need nobody's behaviour."""
        return self._named(lambda block: not block.behavioural)

    def _named(self, wanted: Callable[[Block], bool]) -> tuple[str, ...]:
        present = (block for place, block in enumerate(BLOCKS.blocks) if place not in self.absent)
        return tuple(name for block in present if wanted(block) for name in block.features)


@dataclass(frozen=True, slots=True)
class Stages:
    """The first stage of a plan on all its features, and the one for items without evidence."""

    plan: Plan
    known: FirstStage
    content: FirstStage


def fit_stages(shop: Shop, rows: Rows, towers: Towers, plans: Sequence[Plan], *, seed: int) -> list[Stages]:
    """The first stages of every plan, fitted on some of the rows."""
    rng = np.random.default_rng(seed)
    chosen = np.sort(rng.permutation(len(rows))[:FITTED_ON])
    some = rows.at(chosen)
    drawn = np.hstack([some.target[:, None], rng.integers(0, len(shop), (len(some), DRAWN))])
    x = np.zeros((*drawn.shape, len(BLOCKS.features)), np.float32)
    for part in parts_of(some):
        found = all_features(shop, some.part(part), {name: logits[chosen[part]] for name, logits in towers.items()})
        x[part] = _taken(found, drawn[part])
    known = np.hstack([np.ones((len(some), 1), bool), drawn[:, 1:] != some.target[:, None]])
    return [_fitted(plan, x, known) for plan in plans]


def _fitted(plan: Plan, x: Floats, known: NDArray[np.bool_]) -> Stages:
    columns = [BLOCKS.features.index(name) for name in plan.sources()]
    content = [BLOCKS.features.index(name) for name in plan.content_sources()]
    fresh = x[:, :, BLOCKS.features.index("popularity")] <= 0
    new = fresh[:, 0]  # rows whose target nobody else bought, against items that nobody else bought
    of_new = fit_first_stage(x[new][:, :, content], known[new] & fresh[new])
    return Stages(plan, fit_first_stage(x[:, :, columns], known), of_new)


def lists_of(shop: Shop, rows: Rows, towers: Towers, stages: Sequence[Stages]) -> list[Lists]:
    """Candidates of each row with their features, for every plan."""
    parts: list[list[Lists]] = [[] for _ in stages]
    for part in parts_of(rows):
        some = rows.part(part)
        found = all_features(shop, some, {name: logits[part] for name, logits in towers.items()})
        for place, one in enumerate(stages):
            parts[place].append(_lists(found, some.target, one))
    return [_joined(lists) for lists in parts]


def _joined(lists: Sequence[Lists]) -> Lists:
    return Lists(
        np.concatenate([one.items for one in lists]),
        np.concatenate([one.features for one in lists]),
        np.concatenate([one.evidence for one in lists]),
        np.concatenate([one.target for one in lists]),
    )


def first_scores(found: Mapping[str, Floats], sources: Sequence[str], stage: FirstStage) -> Floats:
    """(R, N) the first stage's scores of all items."""
    total = np.zeros_like(found[sources[0]])
    for name, weight in zip(sources, stage.weights.tolist(), strict=True):
        total += np.float32(weight) * found[name]
    return total


def _lists(found: Mapping[str, Floats], target: Ints, stages: Stages) -> Lists:
    first = first_scores(found, stages.plan.sources(), stages.known)
    if stages.plan.by_content:
        content = first_scores(found, stages.plan.content_sources(), stages.content)
        best = np.argsort(-np.where(found["popularity"] <= 0, content, -np.inf), axis=1, kind="stable")
        np.put_along_axis(first, best[:, : stages.plan.by_content], np.inf, axis=1)
    items = np.argsort(-first, axis=1, kind="stable")[:, :CANDIDATES]
    evidence = np.maximum(np.expm1(np.take_along_axis(found["popularity"], items, axis=1)), 0)
    held = items == target[:, None]
    place = np.where(held.any(1), held.argmax(1), -1)
    return Lists(items, _taken(found, items).astype(np.float16), evidence, place)


def _taken(found: Mapping[str, Floats], items: Ints) -> Floats:
    """(R, C, F) the features of some items (R, C)."""
    taken = [np.take_along_axis(found[name], items, axis=1) for name in BLOCKS.features]
    return np.stack(taken, -1).astype(np.float32)
