"""Next-item models of others, in a plain form, to be measured beside the fused scorer: never served."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from ranker.fused.towers import Examples, Schedule, fit_next_item

WIDTH = 64
# Usual for SASRec on sparse data; not tuned here.
DROPOUT = 0.4


class SASRec(nn.Module):
    """Self-attention over a history of item numbers (Kang and McAuley 2018), two blocks of one head.

    Trained by softmax over the whole catalogue rather than by one sampled negative, which is the stronger form.
    """

    def __init__(self, items: int, length: int) -> None:
        super().__init__()
        self.ids = nn.Embedding(items + 1, WIDTH, padding_idx=items)
        nn.init.normal_(self.ids.weight, std=0.05)
        self.places = nn.Parameter(torch.zeros(length, WIDTH))
        block = nn.TransformerEncoderLayer(WIDTH, 1, 2 * WIDTH, DROPOUT, batch_first=True, norm_first=True)
        self.blocks = nn.TransformerEncoder(block, 2, nn.LayerNorm(WIDTH), enable_nested_tensor=False)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, history: Tensor) -> Tensor:
        """Histories (B, L), newest first, to logits (B, N)."""
        seen = self.dropout(self.ids(history) + self.places)
        found = self.blocks(seen, src_key_padding_mask=history == self.ids.padding_idx)
        logits: Tensor = found[:, 0] @ self.ids.weight[:-1].T
        return logits


class Hybrid(nn.Module):
    """Items and shoppers as sums of their features' vectors (LightFM, Kula 2015): number, words and brand of an item;
    of a shopper, what the history holds. Softmax over the whole catalogue in place of sampled pairs."""

    def __init__(self, features: Sequence[Sequence[int]]) -> None:
        super().__init__()
        flat = [feature for own in features for feature in own]
        starts = torch.tensor([0, *(len(own) for own in features)]).cumsum(0)[:-1]
        self.register_buffer("flat", torch.tensor(flat), persistent=False)
        self.register_buffer("starts", starts, persistent=False)
        self.of_item, self.of_past = (nn.EmbeddingBag(max(flat) + 1, WIDTH, mode="mean") for _ in range(2))
        self.bias = nn.Parameter(torch.zeros(len(features)))
        for bag in (self.of_item, self.of_past):
            nn.init.normal_(bag.weight, std=0.05)

    def forward(self, history: Tensor) -> Tensor:
        """Histories (B, L) to logits (B, N)."""
        flat, starts = self.get_buffer("flat"), self.get_buffer("starts")
        items, past = self.of_item(flat, starts), self.of_past(flat, starts)
        there = (history < len(items)).float()
        user = functional.pad(past, (0, 0, 0, 1))[history].sum(1) / there.sum(1, keepdim=True)
        logits: Tensor = WIDTH**0.5 * user @ items.T + self.bias
        return logits


def fit_sasrec(items: int, examples: Examples, schedule: Schedule) -> SASRec:
    """SASRec of a catalogue of so many items."""
    torch.manual_seed(schedule.seed)
    return fit_next_item(SASRec(items, examples.history.shape[1]), examples, schedule)


def fit_hybrid(features: Sequence[Sequence[int]], examples: Examples, schedule: Schedule) -> Hybrid:
    """The hybrid; `features` are the numbers of each item's features, at least one."""
    torch.manual_seed(schedule.seed)
    return fit_next_item(Hybrid(features), examples, schedule)
