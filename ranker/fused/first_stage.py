"""The first stage: one weight per feature, fitted so that the right item is among the few hundred that are kept."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from ranker.fused.training import listwise_loss

Floats = NDArray[np.float32]
# Ridge on the weights of standardised features, a guess; .0001 gave recall@300 .553 on office's development part, this,
# with the share for new items, .553 too.
RIDGE = 1e-3
STEPS = 60


@dataclass(frozen=True, slots=True)
class FirstStage:
    """score = Σ weight·feature; weights (F,)."""

    weights: Floats


def fit_first_stage(features: Floats, known: NDArray[np.bool_]) -> FirstStage:
    """Fit by softmax of the first item of each list against the rest: features (B, C, F), `known` (B, C) false where an
    item repeats the first."""
    scale = features.reshape(-1, features.shape[-1]).std(0) + 1e-6
    x = torch.from_numpy(features / scale)
    weights = torch.zeros(x.shape[-1], requires_grad=True)
    right, out = torch.zeros(len(x), dtype=torch.long), torch.from_numpy(~known)
    optimiser = torch.optim.LBFGS([weights], max_iter=STEPS)

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        found = listwise_loss((x @ weights).masked_fill(out, -torch.inf), right) + RIDGE * weights.square().sum()
        found.backward()  # type: ignore[no-untyped-call]
        return found

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return FirstStage(np.asarray(weights.detach().numpy() / scale, np.float32))
