"""The fused scorer, with numbers worked out by hand."""

import math
from pathlib import Path

import numpy as np
import pytest
import torch

from domain.errors import BadInput
from ranker.fused.blocks import Batch, Block, Blocks, batch_of
from ranker.fused.calibration import calibration_error, fit_temperature
from ranker.fused.network import FusedNetwork, Gate, standardised
from ranker.fused.saved import CARD, WEIGHTS, load, save
from ranker.fused.training import Settings, dropped, fit, listwise_loss, sampled, scores

BLOCKS = Blocks((Block("text", ("bm25", "cosine")), Block("behaviour", ("transitions",), behavioural=True)))


def toy(rows: int = 120, candidates: int = 8) -> Batch:
    """The target is the candidate with the highest cosine; the other features are noise."""
    rng = np.random.default_rng(3)
    features = rng.normal(size=(rows, candidates, 3)).astype(np.float32)
    evidence = rng.integers(0, 9, (rows, candidates)).astype(np.float32)
    return batch_of(features, evidence=evidence, target=features[..., 1].argmax(1), blocks=BLOCKS)


def shaken(seed: int = 0) -> FusedNetwork:
    """A network in which no weight is zero."""
    torch.manual_seed(seed)
    network = FusedNetwork(BLOCKS)
    for weights in network.parameters():
        torch.nn.init.normal_(weights)
    return network


def test_the_loss_is_the_log_of_the_targets_share() -> None:
    # Odds 3 : 1 for the first, 1 : 1 in the second row: (ln 4/3 + ln 2) / 2.
    logits = torch.tensor([[math.log(3), 0.0], [0.0, 0.0]])
    assert listwise_loss(logits, torch.tensor([0, 1])).item() == pytest.approx((math.log(4 / 3) + math.log(2)) / 2)


def test_standard_form_leaves_out_what_is_absent() -> None:
    x = torch.tensor([[[1.0], [3.0], [99.0]]])
    seen = torch.tensor([[[1.0], [1.0], [0.0]]])
    assert standardised(x, seen).flatten().tolist() == [-1.0, 1.0, 0.0]
    assert standardised(torch.full((1, 3, 1), 7.0), torch.ones(1, 3, 1)).flatten().tolist() == [0.0, 0.0, 0.0]


def test_the_gate_starts_even_at_three_and_rises_whatever_is_learned() -> None:
    gate = Gate()
    assert gate(torch.tensor([0.0, 3.0])).tolist() == pytest.approx([0.2, 0.5], abs=1e-4)
    torch.nn.init.constant_(gate.slope, -4.0)
    assert torch.all(gate(torch.arange(9.0)).diff() > 0)


def test_an_absent_block_says_nothing_but_that_it_is_absent() -> None:
    network, batch = shaken(), toy(4)
    other = Batch(batch.features.clone(), batch.present, batch.evidence, batch.target)
    other.features[..., 2] = 50.0
    assert torch.equal(network(batch.without([1])), network(other.without([1])))
    assert not torch.equal(network(batch), network(batch.without([1])))


def test_the_head_for_new_items_never_sees_behaviour() -> None:
    network, batch = shaken(), toy(4)
    torch.nn.init.constant_(network.gate.centre, 1e4)
    assert torch.allclose(network(batch), network(batch.without([1])))


def test_training_starts_from_no_opinion() -> None:
    assert torch.equal(FusedNetwork(BLOCKS)(toy(4)), torch.zeros(4, 8))


def test_sampled_lists_hold_the_target_once_and_first() -> None:
    batch = toy(5)
    drawn = sampled(batch, 3, torch.Generator().manual_seed(1))
    assert drawn.features.shape == (5, 4, 3)
    assert drawn.target.tolist() == [0] * 5
    assert torch.equal(drawn.features[:, 0], batch.features[torch.arange(5), batch.target])
    assert all(len(row.unique(dim=0)) == 4 for row in drawn.features)


def test_a_dropped_block_is_dropped_for_the_whole_list() -> None:
    present = dropped(toy(200), 0.5, torch.Generator().manual_seed(1)).present
    assert torch.equal(present.all(1), present.any(1))
    assert 0.4 < present.float().mean() < 0.6


def test_training_finds_what_decides_and_repeats_itself() -> None:
    settings = Settings(learning_rate=0.02, block_dropout=0.0)
    batch = toy()
    first, second = fit(batch, BLOCKS, settings), fit(batch, BLOCKS, settings)
    found = scores(first.network, batch).argmax(1)
    assert (found == batch.target).float().mean() > 0.9
    assert first.losses == second.losses
    assert first.losses[first.best] == min(first.losses) < math.log(8) / 2


def test_rows_whose_target_is_no_candidate_are_refused() -> None:
    batch = toy()
    with pytest.raises(BadInput, match="leave such rows out"):
        fit(Batch(batch.features, batch.present, batch.evidence, batch.target - 99), BLOCKS, Settings())


def test_names_are_used_once_and_fit_the_features() -> None:
    with pytest.raises(BadInput, match="rename"):
        Blocks((Block("a", ("x",)), Block("b", ("x",))))
    with pytest.raises(BadInput, match="one name to each"):
        batch_of(
            np.zeros((1, 2, 2), np.float32),
            evidence=np.zeros((1, 2), np.float32),
            target=np.zeros(1, np.int64),
            blocks=BLOCKS,
        )


def test_temperature_turns_odds_into_what_happened() -> None:
    # Odds 9 : 1 are right three times in four, which is odds 3 : 1: T = ln 9 / ln 3 = 2.
    logits = torch.tensor([[math.log(9), 0.0]]).repeat(4, 1)
    assert fit_temperature(logits, torch.tensor([0, 0, 0, 1])) == pytest.approx(2.0, rel=0.02)


def test_calibration_error_weighs_each_bins_gap() -> None:
    # .9 twice, right once: gap .4 on half; .1 twice, never right: gap .1 on the other half.
    belief, right = torch.tensor([0.9, 0.9, 0.1, 0.1]), torch.tensor([True, False, False, False])
    assert calibration_error(belief, right, bins=2) == pytest.approx(0.25)
    assert calibration_error(torch.ones(2), torch.tensor([True, True])) == 0.0


def kept(folder: Path) -> FusedNetwork:
    network = shaken()
    save(folder, network, fingerprint="f1", temperature=1.5, metrics={"nll": 2.0})
    return network


def test_a_saved_model_scores_the_same(tmp_path: Path) -> None:
    network = kept(tmp_path)
    loaded, card = load(tmp_path, BLOCKS, fingerprint="f1")
    assert torch.equal(loaded(toy(3)), network(toy(3)))
    assert (card.temperature, card.metrics) == (1.5, {"nll": 2.0})


def test_a_model_of_other_data_or_features_is_refused(tmp_path: Path) -> None:
    kept(tmp_path)
    renamed = Blocks((Block("text", ("cosine", "bm25")), BLOCKS.blocks[1]))
    with pytest.raises(BadInput, match=r"fingerprint.*train it again"):
        load(tmp_path, BLOCKS, fingerprint="f2")
    with pytest.raises(BadInput, match=r"features.*train it again"):
        load(tmp_path, renamed, fingerprint="f1")


@pytest.mark.parametrize("name", [CARD, WEIGHTS])
def test_a_damaged_or_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    kept(tmp_path)
    (tmp_path / name).write_bytes(b"no")
    with pytest.raises(BadInput, match="train it again"):
        load(tmp_path, BLOCKS, fingerprint="f1")
    (tmp_path / name).unlink()
    with pytest.raises(BadInput, match="train it again"):
        load(tmp_path, BLOCKS, fingerprint="f1")
