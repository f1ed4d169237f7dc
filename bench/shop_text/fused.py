"""The fused scorer on this task: towers, first stage and network fitted on rows, and the ranks they give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from bench.shop_text.candidates import Lists, Plan, fit_stages, lists_of
from bench.shop_text.data import Floats, Ints, Rows
from bench.shop_text.features import BLOCKS, Shop
from bench.shop_text.metrics import UNREACHED, ranks_of
from ranker.fused.blocks import Batch, batch_of
from ranker.fused.network import FusedNetwork, explored
from ranker.fused.towers import Examples, TowerSettings, cross_fitted
from ranker.fused.training import Settings, fit_members, scores

FOLDS = 5
# Fitted apart and averaged; looked at on the development part (docs/experiments.md).
MEMBERS = 3
# As many interactions as silence the head for new items.
MANY = 1e6
# Added to the score of an item that nobody else bought. On the development part .25 / .5 / 1 cost known items .001 /
# .006 / .012 of their HR@10 and took new ones from .059 to .071 / .106 / .153.
NEW_BONUS = 0.35
BEHAVIOURAL = tuple(place for place, block in enumerate(BLOCKS.blocks) if block.behavioural)
TOWERS = {
    "text_tower": TowerSettings(id_dropout=1.0, epochs=8),
    "id_tower": TowerSettings(id_dropout=0.5, epochs=5),
}


@dataclass(frozen=True, slots=True)
class Task:
    """Rows to fit on and rows to rank, with the logits of every tower for both."""

    shop: Shop
    train: Rows
    test: Rows
    of_train: Mapping[str, Floats]
    of_test: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Pair:
    """Lists to fit on and lists to rank."""

    train: Lists
    test: Lists


@dataclass(frozen=True, slots=True)
class Ranked:
    """Ranks (R,) of the targets, the share of targets that are candidates, and the networks."""

    ranks: Ints
    reach: float
    members: Sequence[FusedNetwork]


def task_of(shop: Shop, train: Rows, test: Rows, seed: int) -> Task:
    """Towers fitted across folds of users."""
    folds = np.array([crc32(user.encode()) % FOLDS for user in train.users])
    examples = Examples(train.history, train.target)
    found = {
        name: cross_fitted(shop.texts.vectors, examples, folds, asked=test.history, settings=settings.seeded(seed))
        for name, settings in TOWERS.items()
    }
    own = {name: logits.examples for name, logits in found.items()}
    return Task(shop, train, test, own, {name: logits.asked for name, logits in found.items()})


def listed(task: Task, plans: Sequence[Plan], seed: int) -> list[Pair]:
    """Candidates of the rows to fit and to rank, for every plan."""
    stages = fit_stages(task.shop, task.train, task.of_train, plans, seed=seed)
    train = lists_of(task.shop, task.train, task.of_train, stages)
    test = lists_of(task.shop, task.test, task.of_test, stages)
    return [Pair(*both) for both in zip(train, test, strict=True)]


def ranked(lists: Pair, absent: Sequence[int], seed: int) -> Ranked:
    """Fitted on the first lists and ranking the second, without the blocks `absent`."""
    train, test = batch(lists.train).without(absent), batch(lists.test).without(absent)
    return _ranked(train, test, lists.test.target, seed, NEW_BONUS)


def ranked_by_content(lists: Pair, seed: int) -> Ranked:
    """Without behavioural blocks, and without knowing which items were bought."""
    train, test = (batch(part).without(BEHAVIOURAL).with_evidence(0) for part in (lists.train, lists.test))
    return _ranked(train, test, lists.test.target, seed, 0.0)


def ranked_by_one_head(lists: Pair, seed: int) -> Ranked:
    """With one head for new and known items, and no bonus."""
    train, test = (batch(part).with_evidence(MANY) for part in (lists.train, lists.test))
    return _ranked(train, test, lists.test.target, seed, 0.0)


def _ranked(train: Batch, test: Batch, target: Ints, seed: int, bonus: float) -> Ranked:
    members = fit_members(train, BLOCKS, Settings(seed=seed), members=MEMBERS)
    found = np.mean([explored(scores(member, test), test.evidence, bonus).numpy() for member in members], axis=0)
    held = np.flatnonzero(target >= 0)
    ranks = np.full(len(target), UNREACHED, np.int64)
    ranks[held] = ranks_of(found, target[held])
    return Ranked(ranks, len(held) / len(target), members)


def batch(lists: Lists) -> Batch:
    """The lists that hold their target."""
    held = np.flatnonzero(lists.target >= 0)
    features = lists.features[held].astype(np.float32)
    return batch_of(features, evidence=lists.evidence[held], target=lists.target[held], blocks=BLOCKS)
