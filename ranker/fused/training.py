"""Fitting the fused network: listwise softmax over the positive and negatives of its own list."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional

from domain.errors import BadInput
from ranker.fused.blocks import Batch, Blocks
from ranker.fused.network import FusedNetwork


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fit; `held_back` is the share of rows, the newest, whose loss chooses the epoch.

    Chosen on office's development part (docs/experiments.md): blocks absent in a tenth of the cases cost .08 nats.
    """

    epochs: int = 10
    patience: int = 10
    batch: int = 64
    negatives: int = 120
    learning_rate: float = 3e-3
    weight_decay: float = 1e-3
    block_dropout: float = 0.02
    held_back: float = 0.05
    seed: int = 1
    device: str = "cpu"


@dataclass(frozen=True, slots=True)
class Fitted:
    """The network at its best epoch (from 0), and the held-back loss in nats a row of each epoch."""

    network: FusedNetwork
    losses: tuple[float, ...]
    best: int


def use_threads(count: int) -> None:
    """Bind torch to so many threads in this process."""
    torch.set_num_threads(count)


def listwise_loss(scores: Tensor, target: Tensor) -> Tensor:
    """Mean of −ln softmax(scores)[target], in nats: scores (B, C), target (B,)."""
    return functional.cross_entropy(scores, target)


def sampled(batch: Batch, negatives: int, rng: torch.Generator) -> Batch:
    """The positive first, then `negatives` others of its list, drawn evenly without replacement."""
    size = batch.evidence.shape[1]
    keys = torch.rand(len(batch), size, generator=rng)
    keys[torch.arange(len(batch)), batch.target.cpu()] = -1.0
    kept = keys.argsort(1)[:, : negatives + 1].to(batch.target.device)  # (B, N + 1)
    rows = torch.arange(len(batch), device=kept.device)[:, None]
    first = torch.zeros_like(batch.target)
    return Batch(batch.features[rows, kept], batch.present[rows, kept], batch.evidence[rows, kept], first)


def dropped(batch: Batch, rate: float, rng: torch.Generator) -> Batch:
    """Each block of each list absent with chance `rate`, for all its candidates alike."""
    kept = torch.rand(len(batch), 1, batch.present.shape[2], generator=rng) >= rate
    present = batch.present & kept.to(batch.present.device)
    return Batch(batch.features, present, batch.evidence, batch.target)


def fit(batch: Batch, blocks: Blocks, settings: Settings) -> Fitted:
    """Fit on rows in order of time, every one with its target among the candidates; the last ones are held back."""
    held = round(len(batch) * settings.held_back)
    if held < 1 or held >= len(batch):
        raise BadInput(f"{len(batch)} rows cannot be split into rows to fit and to hold back: give at least ten.")
    if bool((batch.target < 0).any()):
        raise BadInput("A row's target is not among its candidates: leave such rows out of training.")
    torch.manual_seed(settings.seed)
    order = torch.arange(len(batch))
    return _fit(FusedNetwork(blocks), batch.rows(order[:-held]), batch.rows(order[-held:]), settings)


def fit_members(batch: Batch, blocks: Blocks, settings: Settings, *, members: int) -> list[FusedNetwork]:
    """So many networks, fitted apart from seeds of their own: the mean of their scores varies less than one's."""
    seeds = [settings.seed * members + place for place in range(members)]
    return [fit(batch, blocks, replace(settings, seed=seed)).network for seed in seeds]


def _fit(network: FusedNetwork, rows: Batch, held: Batch, settings: Settings) -> Fitted:
    rng = torch.Generator().manual_seed(settings.seed)
    network.measure(rows.features)
    network.to(settings.device)
    optimiser = torch.optim.AdamW(network.parameters(), lr=settings.learning_rate, weight_decay=settings.weight_decay)
    steps = settings.epochs * -(-len(rows) // settings.batch)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimiser, settings.learning_rate, total_steps=steps)
    losses: list[float] = []
    best: Mapping[str, Tensor] = {}
    for epoch in range(settings.epochs):
        for part in _parts(rows, settings, rng):
            optimiser.zero_grad()
            listwise_loss(network(part), part.target).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            rates.step()
        losses.append(_held_loss(network, held, settings))
        if losses[-1] == min(losses):
            best = deepcopy(network.state_dict())
        if epoch - losses.index(min(losses)) >= settings.patience:
            break
    network.load_state_dict(best)
    return Fitted(network.cpu().eval(), tuple(losses), losses.index(min(losses)))


def _parts(rows: Batch, settings: Settings, rng: torch.Generator) -> Iterator[Batch]:
    for chosen in torch.randperm(len(rows), generator=rng).split(settings.batch):  # type: ignore[no-untyped-call]
        part = sampled(rows.rows(chosen).to(settings.device), settings.negatives, rng)
        yield dropped(part, settings.block_dropout, rng)


def _held_loss(network: FusedNetwork, held: Batch, settings: Settings) -> float:
    return float(listwise_loss(scores(network, held, device=settings.device), held.target))


def scores(network: FusedNetwork, batch: Batch, *, device: str = "cpu", size: int = 256) -> Tensor:
    """Scores (B, C) of all lists, on the CPU; `size` lists at a time bound the memory."""
    with torch.no_grad():
        parts = torch.arange(len(batch)).split(size)  # type: ignore[no-untyped-call]
        return torch.cat([network(batch.rows(part).to(device)).cpu() for part in parts])
