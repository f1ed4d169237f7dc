"""The two edges with a language model: words to `Meaning`, `Action` to words. Importing this loads no client
library."""

from typing import NamedTuple

from agent.llm.speak import ModelSpeech
from agent.llm.understand import ModelUnderstanding
from agent.turn import Speech, Understanding
from agent.wording import Wording

# Shares of the turn's time: reading is one short answer, speaking streams.
UNDERSTAND_SHARE = 0.4
SPEAK_SHARE = 0.6


class Edges(NamedTuple):
    """Both edges, wrapped around the built-in ones."""

    understand: Understanding
    speech: Speech


def connect(
    *,
    model: str,
    base_url: str | None,
    api_key: str | None,
    timeout_s: float,
    understand: Understanding,
    speech: Speech,
) -> Edges:
    """The edges with a model behind an OpenAI-compatible endpoint; `timeout_s` bounds what both together take of a
    turn.

    Nothing is sent before the first turn. `SettingsError` if there is neither a key nor an address.
    """
    # Two seconds of imports that no shop without a model pays.
    from agent.llm.client import Client, chat_model

    client = Client(model, chat_model(model, base_url=base_url, api_key=api_key, timeout_s=timeout_s))
    return Edges(
        ModelUnderstanding(client, understand, deadline_s=timeout_s * UNDERSTAND_SHARE),
        ModelSpeech(client, speech, Wording.load(), deadline_s=timeout_s * SPEAK_SHARE),
    )
