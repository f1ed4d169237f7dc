"""What the fused scorer sees: named blocks of named features, and which of them is there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from domain.errors import BadInput


@dataclass(frozen=True, slots=True)
class Block:
    """Features that come and go together; `behavioural` ones are never shown to the head for new items."""

    name: str
    features: tuple[str, ...]
    behavioural: bool = False


@dataclass(frozen=True, slots=True)
class Blocks:
    """All K blocks with their F features, in the order of a batch's last axes."""

    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        for names in ([block.name for block in self.blocks], list(self.features)):
            if not names or len(set(names)) < len(names):
                raise BadInput(
                    f"Blocks and features need names, each used once, got {names}: rename the repeated ones."
                )

    @property
    def features(self) -> tuple[str, ...]:
        """(F,) all names."""
        return tuple(feature for block in self.blocks for feature in block.features)

    def owners(self) -> list[int]:
        """(F,) the block of each feature."""
        return [place for place, block in enumerate(self.blocks) for _ in block.features]

    def content(self) -> list[bool]:
        """(K,) true for a block that needs nobody's behaviour."""
        return [not block.behavioural for block in self.blocks]


@dataclass(frozen=True, slots=True)
class Batch:
    """B lists of C candidates: features (B, C, F), present (B, C, K), evidence (B, C) ≥ 0, target (B,) in [0, C)."""

    features: Tensor
    present: Tensor
    evidence: Tensor
    target: Tensor

    def __len__(self) -> int:
        return len(self.target)

    def rows(self, chosen: Tensor) -> "Batch":
        """The lists at `chosen` (b,)."""
        return Batch(self.features[chosen], self.present[chosen], self.evidence[chosen], self.target[chosen])

    def row(self, place: int) -> "Batch":
        """The list at `place`, alone."""
        return self.rows(torch.tensor([place]))

    def to(self, device: str) -> "Batch":
        """The same lists on another device."""
        parts = (self.features, self.present, self.evidence, self.target)
        return Batch(*(part.to(device) for part in parts))

    def without(self, blocks: Sequence[int]) -> "Batch":
        """The same lists, these blocks absent."""
        present = self.present.clone()
        present[..., list(blocks)] = False
        return Batch(self.features, present, self.evidence, self.target)

    def with_evidence(self, interactions: float) -> "Batch":
        """The same lists, as if every candidate had so many interactions."""
        return Batch(self.features, self.present, torch.full_like(self.evidence, interactions), self.target)


def batch_of(
    features: NDArray[np.float32], *, evidence: NDArray[np.float32], target: NDArray[np.int64], blocks: Blocks
) -> Batch:
    """A batch with every block present; `BadInput` where the last axis is not the blocks' features."""
    if features.shape[-1] != len(blocks.features):
        raise BadInput(f"{features.shape[-1]} features came for {len(blocks.features)} names: give one name to each.")
    present = torch.ones((*features.shape[:2], len(blocks.blocks)), dtype=torch.bool)
    return Batch(torch.from_numpy(features), present, torch.from_numpy(evidence), torch.from_numpy(target))
