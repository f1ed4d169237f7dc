"""Towers and the first stage: what they may know, and what they make of what nobody bought."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import nn

from ranker.baselines import fit_hybrid, fit_sasrec
from ranker.fused.first_stage import fit_first_stage
from ranker.fused.network import explored
from ranker.fused.towers import (
    Examples,
    Schedule,
    Tower,
    TowerSettings,
    cross_fitted,
    fit_tower,
    logits_of,
    tower_bytes,
)

ITEMS = 6
# After 0 comes 1, after 2 comes 3; nobody bought 4, whose text is that of 1, nor 5.
STEPS = Examples(np.array([[0, ITEMS], [2, ITEMS], [0, 2], [2, 0]] * 4), np.array([1, 3, 1, 3] * 4))
VECTORS = np.eye(ITEMS, dtype=np.float32)
VECTORS[4] = VECTORS[1]
QUICK = TowerSettings(epochs=30, batch=8, learning_rate=0.02, width=8, vector_dropout=0.0)


def test_a_tower_ranks_first_what_came_next() -> None:
    logits = logits_of(fit_tower(VECTORS, STEPS, QUICK), np.array([[0, ITEMS], [2, ITEMS]]))
    assert logits.shape == (2, ITEMS)
    assert logits[:, [1, 3]].argmax(1).tolist() == [0, 1]


def test_a_new_item_with_the_text_of_the_right_one_is_as_good() -> None:
    logits = logits_of(fit_tower(VECTORS, STEPS, QUICK), np.array([[0, ITEMS]]))
    assert logits[0, 4] == pytest.approx(logits[0, 1])
    assert logits[0, 4] > logits[0, [0, 2, 3]].max()


def test_items_that_nobody_bought_are_no_negatives_even_where_numbers_are_seen() -> None:
    with_ids = TowerSettings(id_dropout=0.0, epochs=1, batch=16, width=8, vector_dropout=0.0, weight_decay=0.0)
    tower = fit_tower(VECTORS, STEPS, with_ids)
    assert tower.ids.weight[[1, 3]].abs().min() > 0
    assert not tower.ids.weight[[4, 5]].any()


def test_a_tower_of_texts_alone_does_not_see_numbers() -> None:
    tower = Tower(torch.from_numpy(VECTORS), 2, QUICK).eval()
    before = logits_of(tower, STEPS.history)
    nn.init.normal_(tower.ids.weight)
    assert np.array_equal(logits_of(tower, STEPS.history), before)


def test_the_logits_of_an_example_do_not_depend_on_its_own_answer() -> None:
    folds = np.arange(len(STEPS.target)) // 8
    other = STEPS.target.copy()
    other[:8] = 5
    few = TowerSettings(epochs=2, batch=8, width=8)
    asked = np.array([[0, ITEMS]])
    first = cross_fitted(VECTORS, STEPS, folds, asked=asked, settings=few)
    second = cross_fitted(VECTORS, Examples(STEPS.history, other), folds, asked=asked, settings=few)
    assert np.array_equal(first.examples[:8], second.examples[:8])
    assert not np.allclose(first.examples[8:], second.examples[8:])
    assert not np.allclose(first.asked, second.asked)


def test_numbers_that_are_never_seen_take_no_room() -> None:
    with_ids = TowerSettings(id_dropout=0.5, width=8)
    assert tower_bytes(VECTORS, 2, with_ids) - tower_bytes(VECTORS, 2, QUICK) == 4 * ITEMS * 8


def test_the_first_stage_weighs_the_feature_that_tells() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(64, 9, 2)).astype(np.float32)
    x[:, 0, 1] += 4
    weights = fit_first_stage(x, np.ones((64, 9), bool)).weights
    assert weights[1] > 5 * abs(weights[0])


def test_an_item_that_repeats_the_right_one_is_no_negative() -> None:
    x = np.zeros((8, 3, 1), np.float32)
    x[:, :2] = 1
    known = np.tile([True, False, True], (8, 1))
    assert fit_first_stage(x, known).weights[0] > fit_first_stage(x, np.ones((8, 3), bool)).weights[0] + 0.5


def test_the_bonus_is_for_items_without_evidence_only() -> None:
    found = explored(torch.zeros(1, 3), torch.tensor([[0.0, 1.0, 9.0]]), 0.5)
    assert found.tolist() == [[0.5, 0.0, 0.0]]


@pytest.mark.parametrize(
    "fitted",
    [
        lambda: fit_sasrec(ITEMS, STEPS, Schedule(epochs=40, batch=8, learning_rate=0.01)),
        lambda: fit_hybrid(
            [[i, ITEMS + i % 2] for i in range(ITEMS)], STEPS, Schedule(epochs=40, batch=8, learning_rate=0.05)
        ),
    ],
    ids=["sasrec", "hybrid"],
)
def test_the_models_of_others_learn_what_comes_next(fitted: Callable[[], nn.Module]) -> None:
    logits = logits_of(fitted(), np.array([[0, ITEMS], [2, ITEMS]]))
    assert logits.argmax(1).tolist() == [1, 3]
