"""Two towers: a history of items to a vector, items to vectors, and a logit for every item of the catalogue."""

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Network = TypeVar("Network", bound=nn.Module)


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to fit."""

    epochs: int = 8
    batch: int = 256
    learning_rate: float = 2e-3
    weight_decay: float = 1e-2
    seed: int = 1
    device: str = "cpu"


@dataclass(frozen=True, slots=True)
class TowerSettings(Schedule):
    """And what a tower is. `id_dropout` is the chance that an item's own number is not seen: at 1 it never is."""

    id_dropout: float = 1.0
    width: int = 96
    vector_dropout: float = 0.1

    def seeded(self, seed: int) -> "TowerSettings":
        """The same with another seed."""
        return replace(self, seed=seed)


@dataclass(frozen=True, slots=True)
class Examples:
    """E histories (E, L), newest first and padded with N, and what came next (E,)."""

    history: Ints
    target: Ints


class Tower(nn.Module):
    """logit_i = τ·cos(u, e_i): e from the item's text vectors and number, u by attention from the last item."""

    def __init__(self, vectors: Tensor, length: int, settings: TowerSettings) -> None:
        super().__init__()
        size, width = vectors.shape[1], settings.width
        self.id_dropout, self.vector_dropout = settings.id_dropout, settings.vector_dropout
        self.register_buffer("vectors", vectors, persistent=False)
        self.item, self.past = nn.Linear(size, width), nn.Linear(size, width)
        self.ids = nn.Embedding(len(vectors), width)
        nn.init.zeros_(self.ids.weight)
        self.query, self.key = nn.Linear(width, width, bias=False), nn.Linear(width, width, bias=False)
        self.place = nn.Parameter(-0.3 * torch.arange(length).float())
        self.newest = nn.Parameter(torch.tensor(1.0))
        self.log_scale = nn.Parameter(torch.tensor(10.0).log())

    def forward(self, history: Tensor) -> Tensor:
        """Histories (B, L), newest first, to logits (B, N)."""
        vectors, numbers = self._seen()
        items = functional.normalize(self.item(vectors) + numbers, dim=-1)  # (N, W)
        past = functional.pad(self.past(vectors) + numbers, (0, 0, 0, 1))[history]  # (B, L, W)
        there = history < len(vectors)
        match = (self.query(past[:, :1]) * self.key(past)).sum(-1) / past.shape[-1] ** 0.5 + self.place
        weight = match.masked_fill(~there, -1e9).softmax(-1)
        user = (weight[..., None] * past).sum(1) + self.newest * past[:, 0]
        logits: Tensor = self.log_scale.exp() * functional.normalize(user, dim=-1) @ items.T
        return logits

    def _seen(self) -> tuple[Tensor, Tensor]:
        vectors, numbers = self.get_buffer("vectors"), self.ids.weight
        if self.id_dropout >= 1:
            numbers = torch.zeros_like(numbers)
        elif self.training:
            kept = torch.rand(len(numbers), 1, device=numbers.device) >= self.id_dropout
            numbers = numbers * kept
        return functional.dropout(vectors, self.vector_dropout, self.training), numbers


def fit_tower(vectors: Floats, examples: Examples, settings: TowerSettings) -> Tower:
    """A tower fitted on examples; vectors (N, D)."""
    torch.manual_seed(settings.seed)
    return fit_next_item(Tower(torch.from_numpy(vectors), examples.history.shape[1], settings), examples, settings)


def fit_next_item(network: Network, examples: Examples, schedule: Schedule) -> Network:
    """Fit a network from histories (B, L) to logits (B, N) by softmax over all items that anybody bought.

    The others are left out of the softmax: as eternal negatives they would teach that a new item is never right.
    """
    network.to(schedule.device).train()
    history, target = torch.from_numpy(examples.history), torch.from_numpy(examples.target)
    optimiser = torch.optim.AdamW(network.parameters(), schedule.learning_rate, weight_decay=schedule.weight_decay)
    unseen: Tensor | None = None
    steps = schedule.epochs * -(-len(target) // schedule.batch)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimiser, schedule.learning_rate, total_steps=steps)
    rng = torch.Generator().manual_seed(schedule.seed)
    for _ in range(schedule.epochs):
        for part in torch.randperm(len(target), generator=rng).split(schedule.batch):  # type: ignore[no-untyped-call]
            optimiser.zero_grad()
            logits = network(history[part].to(schedule.device))
            unseen = _unseen(examples, logits) if unseen is None else unseen
            logits = logits.masked_fill(unseen, -torch.inf)
            functional.cross_entropy(logits, target[part].to(schedule.device)).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            rates.step()
    return network.cpu().eval()


def _unseen(examples: Examples, logits: Tensor) -> Tensor:
    """(N,) true for items that stand in no example."""
    unseen = torch.ones(logits.shape[1] + 1, dtype=torch.bool)
    unseen[torch.from_numpy(examples.history).flatten()] = False
    unseen[torch.from_numpy(examples.target)] = False
    return unseen[:-1].to(logits.device)


def logits_of(network: nn.Module, history: Ints, *, size: int = 512) -> Floats:
    """Logits (R, N) of every item for histories (R, L)."""
    with torch.no_grad():
        parts = [network(part) for part in torch.from_numpy(history).split(size)]  # type: ignore[no-untyped-call]
    return np.asarray(torch.cat(parts).numpy(), np.float32)


def tower_bytes(vectors: Floats, length: int, settings: TowerSettings) -> int:
    """Bytes of a tower's weights; numbers of items that are never seen need not be kept."""
    sizes = Tower(torch.from_numpy(vectors), length, settings).named_parameters()
    return sum(4 * value.numel() for name, value in sizes if settings.id_dropout < 1 or not name.startswith("ids."))


@dataclass(frozen=True, slots=True)
class CrossFitted:
    """Logits that know none of the answers: of the examples (E, N), and of other histories (R, N)."""

    examples: Floats
    asked: Floats


def cross_fitted(
    vectors: Floats, examples: Examples, folds: Ints, *, asked: Ints, settings: TowerSettings
) -> CrossFitted:
    """One tower per fold of `folds` (E,), fitted on the others; histories `asked` (R, L) get their mean.

    A tower fitted on an example knows its target, so that a network above would learn to trust it too much. All
    examples of one user belong in one fold.
    """
    own = np.zeros((len(examples.target), len(vectors)), np.float32)
    other = np.zeros((len(asked), len(vectors)), np.float32)
    count = int(folds.max()) + 1
    for fold in range(count):
        out = folds == fold
        tower = fit_tower(vectors, Examples(examples.history[~out], examples.target[~out]), settings)
        own[out] = logits_of(tower, examples.history[out])
        other += logits_of(tower, asked) / count
    return CrossFitted(own, other)
