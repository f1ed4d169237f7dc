"""Sentence vectors from any OpenAI-compatible server, through LangChain."""

from collections.abc import Sequence
from typing import cast

import numpy as np
import openai
from langchain_openai import OpenAIEmbeddings
from numpy.typing import NDArray
from pydantic import SecretStr

from domain.errors import EncoderError
from domain.ports import Vector

# Texts per request: servers refuse more than 2,048 inputs or about 300,000 tokens; 128 product texts stay below both.
BATCH = 128
# Retries after a lost connection, a time-out, 429 and 5xx, with growing pauses (done by the client).
RETRIES = 3
# Characters kept of a text. Such models read 8,191 tokens at most and refuse longer texts; no language packs more than
# about two tokens into a character, and a product's first 4,000 characters say what it is.
MAX_CHARACTERS = 4_000


class OpenAIEncoder:
    """The `Encoder` port over an embeddings endpoint; making it sends nothing, so a shop opens while the server is
    down.

    `dimensions` is 0 until the first answer. `EncoderError` if the server does not answer, refuses, or answers with
    vectors that cannot be used.
    """

    def __init__(
        self, model: str, *, base_url: str | None = None, api_key: str | None = None, timeout_s: float = 30.0
    ) -> None:
        if not model:
            raise EncoderError("The encoder setting names no model: write 'openai:NAME'.")
        self._model = model
        try:
            self._client = OpenAIEmbeddings(
                model=model,
                base_url=base_url,
                # Servers of one's own often want no key, but the client wants some text.
                api_key=SecretStr(api_key or "none"),
                chunk_size=BATCH,
                max_retries=RETRIES,
                timeout=timeout_s,
                # True would count tokens with tables that are downloaded, and send numbers that other servers do not
                # read.
                check_embedding_ctx_length=False,
            )
        except (openai.OpenAIError, ValueError) as exc:
            raise EncoderError(f"The encoder 'openai:{model}' cannot be set up: {exc}") from exc
        self.dimensions = 0
        self.fingerprint = f"openai:{model}"

    def encode(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Rows of unit length: a float32 array (N, D); texts beyond `MAX_CHARACTERS` are cut."""
        if not texts:
            return cast("Sequence[Vector]", np.empty((0, self.dimensions), dtype=np.float32))
        rows = self._ask(texts)
        if self.dimensions not in (0, rows.shape[1]):
            raise EncoderError(
                f"{self._model!r} answered with {rows.shape[1]} dimensions, not {self.dimensions}: rebuild the index."
            )
        self.dimensions = rows.shape[1]
        return cast("Sequence[Vector]", rows)

    def _ask(self, texts: Sequence[str]) -> NDArray[np.float32]:
        # An empty input is refused by such servers; a full stop says as little.
        cut = [text[:MAX_CHARACTERS] or "." for text in texts]
        try:
            rows = np.asarray(self._client.embed_documents(cut), dtype=np.float32)  # (N, D)
        except openai.OpenAIError as exc:
            raise EncoderError(
                f"The embedding server did not answer for {self._model!r} ({exc}): check its address and key."
            ) from exc
        except (ValueError, TypeError) as exc:
            raise EncoderError(f"The embedding server's answer for {self._model!r} cannot be read: {exc}") from exc
        if rows.ndim != 2 or rows.shape[0] != len(texts) or not np.isfinite(rows).all():
            raise EncoderError(
                f"The embedding server's answer for {self._model!r} is not one vector per text: try another model."
            )
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)  # (N, 1)
        return cast("NDArray[np.float32]", rows / np.where(lengths > 0, lengths, 1.0))
