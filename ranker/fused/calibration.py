"""From scores to a belief: one temperature, fitted by likelihood, and how far the belief is off."""

import torch
from torch import Tensor

from ranker.fused.training import listwise_loss

# Temperatures looked at, evenly in ln T; the loss is smooth in T, and a step is 2%.
LOWEST, HIGHEST, STEPS = 0.05, 20.0, 301
BINS = 15


def fit_temperature(scores: Tensor, target: Tensor) -> float:
    """The T > 0 with the least mean −ln softmax(scores / T)[target]: scores (B, C), target (B,), held back."""
    grid = torch.logspace(torch.tensor(LOWEST).log10().item(), torch.tensor(HIGHEST).log10().item(), STEPS)
    losses = torch.stack([listwise_loss(scores / t, target) for t in grid])
    return float(grid[losses.argmin()])


def calibration_error(belief: Tensor, right: Tensor, *, bins: int = BINS) -> float:
    """Expected calibration error in [0, 1] over bins of equal width (Guo et al. 2017).

    Σ_b (n_b / n)·|mean belief − share right|, for beliefs (N,) in [0, 1] and whether each came true (N,).
    """
    place = (belief * bins).long().clamp(max=bins - 1)
    gaps = torch.zeros(bins).index_add_(0, place, belief.float() - right.float())
    return float(gaps.abs().sum() / len(belief))
