"""A sentence encoder for tests: a function of the words' stems, so texts that share words have near vectors."""

import hashlib
from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from domain.ports import Vector
from retrieval.languages.english import English


class HashEncoder:
    """Each stem is a fixed random direction; a text is the sum of its stems' directions at unit length.

    In 256 dimensions two different stems have a cosine of about 0 ± 0.06. A text without content words is the first
    axis. `encoded` keeps all texts so far.
    """

    def __init__(self, dimensions: int = 256) -> None:
        self.dimensions = dimensions
        self.fingerprint = f"hash:{dimensions}"
        self.encoded: list[str] = []
        self._language = English()

    def encode(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Rows of unit length: a float32 array (N, D)."""
        self.encoded.extend(texts)
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)  # (N, D)
        for row, text in enumerate(texts):
            rows[row] = self._vector(text)
        return cast("Sequence[Vector]", rows)

    def _vector(self, text: str) -> NDArray[np.float32]:
        total = np.zeros(self.dimensions, dtype=np.float32)  # (D,)
        for token in self._language.tokens(text):
            if not self._language.is_stop_word(token):
                total += self._direction(self._language.stem(token))
        if not total.any():
            total[0] = 1.0
        return cast("NDArray[np.float32]", total / np.linalg.norm(total))

    def _direction(self, stem: str) -> NDArray[np.float32]:
        seed = int.from_bytes(hashlib.sha256(stem.encode()).digest()[:8], "little")
        return np.random.default_rng(seed).standard_normal(self.dimensions).astype(np.float32)
