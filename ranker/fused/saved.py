"""A fitted network on disk: weights in safetensors, all that describes them in JSON. Nothing is unpickled."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from domain.errors import BadInput
from ranker.fused.blocks import Block, Blocks
from ranker.fused.network import HIDDEN, FusedNetwork

WEIGHTS, CARD = "weights.safetensors", "model.json"
FORMAT = 1
RETRAIN = "train it again"


class Card(BaseModel):
    """What `model.json` holds beside the weights."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    hidden: tuple[int, int]
    blocks: tuple[Block, ...]
    fingerprint: str
    """Of the data it was fitted on."""
    temperature: float
    metrics: Mapping[str, float]


def save(
    folder: Path, network: FusedNetwork, *, fingerprint: str, temperature: float, metrics: Mapping[str, float]
) -> None:
    """Write both files; the folder is made where it is missing."""
    card = Card(
        format=FORMAT,
        hidden=HIDDEN,
        blocks=network.blocks.blocks,
        fingerprint=fingerprint,
        temperature=temperature,
        metrics=metrics,
    )
    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: value.contiguous() for name, value in network.state_dict().items()}, folder / WEIGHTS)
    (folder / CARD).write_text(card.model_dump_json(indent=1), "utf-8")


def load(folder: Path, blocks: Blocks, *, fingerprint: str) -> tuple[FusedNetwork, Card]:
    """The network and its card; `BadInput` where it is damaged, or made for other features or other data."""
    card = _card(folder)
    _same("format", card.format, FORMAT)
    _same("hidden layers", card.hidden, HIDDEN)
    _same("blocks and features", card.blocks, blocks.blocks)
    _same("data fingerprint", card.fingerprint, fingerprint)
    network = FusedNetwork(blocks)
    try:
        network.load_state_dict(load_file(folder / WEIGHTS))
    except (OSError, SafetensorError, RuntimeError) as error:
        raise BadInput(f"The model's weights in {WEIGHTS} cannot be read ({error}): {RETRAIN}.") from error
    return network.eval(), card


def _card(folder: Path) -> Card:
    try:
        return Card.model_validate_json((folder / CARD).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise BadInput(f"The model's {CARD} cannot be read ({error}): {RETRAIN}.") from error


def _same(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise BadInput(f"The model has other {what} ({found!r}, not {wanted!r}): {RETRAIN}.")
