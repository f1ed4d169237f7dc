"""Sentence encoders, chosen by one setting. Nothing heavy is imported before an encoder is made."""

from pathlib import Path

from domain.errors import EncoderError
from domain.ports import Encoder

BUILT_IN = "builtin"
_OPENAI = "openai:"


def make_encoder(
    setting: str = BUILT_IN, *, base_url: str | None = None, api_key: str | None = None, timeout_s: float = 30.0
) -> Encoder:
    """The encoder that a setting names: "builtin", "openai:NAME" (any OpenAI-compatible server), or a model's folder.

    `base_url`, `api_key` and `timeout_s` are for "openai:NAME" only. `EncoderError` says what cannot be loaded, and
    what to do.
    """
    if setting.startswith(_OPENAI):
        from retrieval.encoders.openai import OpenAIEncoder

        return OpenAIEncoder(setting.removeprefix(_OPENAI), base_url=base_url, api_key=api_key, timeout_s=timeout_s)
    from retrieval.encoders import minilm

    if setting == BUILT_IN:
        return minilm.built_in()
    folder = Path(setting).expanduser()
    if not folder.is_dir():
        raise EncoderError(f"No encoder {setting!r}: use {BUILT_IN!r}, 'openai:NAME', or the path of a model's folder.")
    return minilm.SentenceEncoder(folder)
