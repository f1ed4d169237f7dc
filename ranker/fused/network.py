"""The fused network: s = w·x + MLP(x, mask), twice, for items with behaviour and for new ones, blended by evidence."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from ranker.fused.blocks import Batch, Blocks

# From the prototype on the office data; 96 gave .7 points more there on the development split, untested here.
HIDDEN = (48, 24)
# Gate at the start: even at three interactions, .2 at none; training moves both.
GATE_SLOPE, GATE_CENTRE = 1.0, 1.3863
# Below this deviation a feature does not differ within the list, and its standard form is 0.
FLAT = 1e-6


def standardised(x: Tensor, seen: Tensor) -> Tensor:
    """Features x (B, C, F) less its list's mean over its deviation, over the `seen`; 0 where unseen or flat."""
    count = seen.sum(1, keepdim=True).clamp(min=1)
    centred = (x - (x * seen).sum(1, keepdim=True) / count) * seen
    deviation = (centred.square().sum(1, keepdim=True) / count).sqrt()
    return torch.where(deviation > FLAT, centred / deviation.clamp(min=FLAT), 0.0)


def explored(scores: Tensor, evidence: Tensor, bonus: float) -> Tensor:
    """Scores (B, C) with `bonus` added where nobody's behaviour is known: evidence (B, C) below one half."""
    return scores + bonus * (evidence < 0.5)


class Gate(nn.Module):
    """g(n) = σ(softplus(a)·(ln(1 + n) − c)) for n interactions: rises with n whatever is learned."""

    def __init__(self) -> None:
        super().__init__()
        self.slope = nn.Parameter(torch.tensor(GATE_SLOPE).expm1().log())
        self.centre = nn.Parameter(torch.tensor(GATE_CENTRE))

    def forward(self, evidence: Tensor) -> Tensor:
        """Evidence (B, C) to the share of the head for known items, in (0, 1)."""
        return torch.sigmoid(functional.softplus(self.slope) * (evidence.log1p() - self.centre))


class Head(nn.Module):
    """w·x + MLP(x); the MLP's last layer starts at zero, so that training starts from the linear score."""

    def __init__(self, width: int, linear: int) -> None:
        super().__init__()
        self.linear = nn.Linear(linear, 1, bias=False)
        self.hidden = nn.Sequential(nn.Linear(width, HIDDEN[0]), nn.ReLU(), nn.Linear(HIDDEN[0], HIDDEN[1]), nn.ReLU())
        self.last = nn.Linear(HIDDEN[1], 1, bias=False)
        nn.init.zeros_(self.linear.weight)
        nn.init.zeros_(self.last.weight)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Features x (B, C, 2F), mask (B, C, K) to scores (B, C)."""
        scores: Tensor = self.linear(x) + self.last(self.hidden(torch.cat([x, mask], -1)))
        return scores.squeeze(-1)


class FusedNetwork(nn.Module):
    """Scores of candidates from blocks of features, each raw and standardised within its list."""

    def __init__(self, blocks: Blocks) -> None:
        super().__init__()
        self.blocks = blocks
        features = len(blocks.features)
        self.register_buffer("owners", torch.tensor(blocks.owners()), persistent=False)
        self.register_buffer("content", torch.tensor(blocks.content()), persistent=False)
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("deviation", torch.ones(features))
        width = 2 * features + len(blocks.blocks)
        self.known, self.new = Head(width, 2 * features), Head(width, 2 * features)
        self.gate = Gate()

    def measure(self, features: Tensor) -> None:
        """Take the mean and deviation of each feature from those trained on (B, C, F)."""
        flat = features.flatten(0, 1)
        self.get_buffer("mean").copy_(flat.mean(0))
        self.get_buffer("deviation").copy_(flat.std(0).clamp(min=FLAT))

    def forward(self, batch: Batch) -> Tensor:
        """Scores (B, C), higher is better; what stands in an absent block does not matter."""
        share: Tensor = self.gate(batch.evidence)
        known = self.known(*self._seen(batch.features, batch.present))
        new = self.new(*self._seen(batch.features, batch.present & self.get_buffer("content")))
        blended: Tensor = share * known + (1 - share) * new
        return blended

    def _seen(self, features: Tensor, present: Tensor) -> tuple[Tensor, Tensor]:
        seen = present[..., self.get_buffer("owners")]  # (B, C, F)
        raw = (features - self.get_buffer("mean")) / self.get_buffer("deviation")
        raw = raw.masked_fill(~seen, 0.0)
        return torch.cat([raw, standardised(raw, seen.float())], -1), present.float()
