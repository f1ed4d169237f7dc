"""The language model through LangChain: the only file that imports it for chat. Vendor errors end here."""

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2
import openai
from langchain.chat_models import init_chat_model
from langchain_core.exceptions import LangChainException
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_openai.chat_models.base import OpenAIRefusalError
from langsmith import tracing_context

from agent.llm.breaker import Breaker
from agent.llm.port import Message
from domain.errors import ModelUnavailable, SettingsError

# Everything that the openai and LangChain clients raise when an endpoint is away, refuses, or answers nonsense. The
# plain
# Python errors are what they leak on bodies of the wrong shape (a null list of choices, a piece of JSON, an empty
# stream).
VENDOR_ERRORS: tuple[type[Exception], ...] = (
    openai.OpenAIError,
    httpx2.HTTPError,
    httpx2.StreamError,
    LangChainException,
    OpenAIRefusalError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
)
# One repeat is enough for a dropped connection; more would eat the turn's deadline.
MAX_RETRIES = 1
# Longer answers are no chat; this also bounds what a runaway model costs.
MAX_ANSWER_TOKENS = 700
# Statuses by which endpoints say that they know no JSON schema.
_SCHEMA_REFUSED = (400, 404, 415, 422, 501)
_MESSAGES = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
_END = None


def chat_model(name: str, *, base_url: str | None, api_key: str | None, timeout_s: float) -> BaseChatModel:
    """The LangChain chat model of an OpenAI-compatible endpoint; `SettingsError` if it cannot even be named.

    A local endpoint needs no key, but the client library insists on one.
    """
    if not api_key and not base_url:
        raise SettingsError(f"The model {name!r} needs OPENAI_API_KEY, or OPENAI_BASE_URL of a server of your own.")
    model: BaseChatModel = init_chat_model(
        name.removeprefix("openai:"),
        model_provider="openai",
        base_url=base_url,
        api_key=api_key or "none",
        timeout=timeout_s,
        max_retries=MAX_RETRIES,
        max_tokens=MAX_ANSWER_TOKENS,
        stream_usage=True,
        use_responses_api=False,
    )
    return model


@dataclass(slots=True)
class Client:
    """The `Model` port over LangChain. Safe to share between threads."""

    name: str
    model: BaseChatModel
    breaker: Breaker = field(default_factory=Breaker)
    _without_schema: bool = False

    def write(self, messages: Sequence[Message], *, deadline_s: float) -> Iterator[str]:
        """The answer in pieces. `ModelUnavailable` at once while the breaker is open, and when the deadline has
        passed."""
        yield from self._within(deadline_s, messages, {})

    def fill(self, messages: Sequence[Message], *, schema: dict[str, Any], deadline_s: float) -> str:
        """The whole answer to a request with a JSON schema; an endpoint that refuses schemas is asked without from
        then on."""
        ends_at = time.monotonic() + deadline_s
        if not self._without_schema:
            try:
                return "".join(self._within(deadline_s, messages, {"response_format": _response_format(schema)}))
            except ModelUnavailable as exc:
                if getattr(exc.__cause__, "status_code", None) not in _SCHEMA_REFUSED:
                    raise
            self._without_schema = True
        return "".join(self._within(ends_at - time.monotonic(), messages, {}))

    def was_useful(self) -> None:
        """Close the breaker."""
        self.breaker.succeeded()

    def was_useless(self) -> None:
        """Count an unusable answer as a failure."""
        self.breaker.failed()

    def _within(self, deadline_s: float, messages: Sequence[Message], options: dict[str, Any]) -> Iterator[str]:
        """Read the stream in a thread of its own: the client's timeout is per read, so a trickle would never end by
        itself."""
        if not self.breaker.allows():
            raise ModelUnavailable(f"The model {self.name!r} failed repeatedly and is left alone for a while.")
        ends_at = time.monotonic() + deadline_s
        pieces: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
        given_up = threading.Event()
        prompt = [_MESSAGES[message.role](message.text) for message in messages]
        work = (prompt, {**options, "timeout": max(deadline_s, 0.001)}, pieces, given_up)
        threading.Thread(target=self._read, args=work, name="warmstart-model", daemon=True).start()
        try:
            yield from self._taken(pieces, ends_at)
        finally:
            given_up.set()

    def _taken(self, pieces: "queue.SimpleQueue[str | Exception | None]", ends_at: float) -> Iterator[str]:
        while True:
            try:
                piece = pieces.get(timeout=max(ends_at - time.monotonic(), 0.0))
            except queue.Empty as exc:
                self.breaker.failed()
                raise ModelUnavailable(f"The model {self.name!r} did not finish in time.") from exc
            if isinstance(piece, Exception):
                self._count(piece)
                raise ModelUnavailable(f"The model {self.name!r} gave no answer: {piece}") from piece
            if piece is _END:
                return
            yield piece

    def _count(self, error: Exception) -> None:
        if getattr(error, "status_code", None) not in _SCHEMA_REFUSED or self._without_schema:
            self.breaker.failed()

    def _read(
        self,
        prompt: list[BaseMessage],
        options: dict[str, Any],
        pieces: "queue.SimpleQueue[str | Exception | None]",
        given_up: threading.Event,
    ) -> None:
        try:
            with tracing_context(enabled=False):
                for chunk in self.model.stream(prompt, **options):
                    if given_up.is_set():
                        return
                    if chunk.text:
                        pieces.put(chunk.text)
            pieces.put(_END)
        except VENDOR_ERRORS as exc:
            pieces.put(exc)


def _response_format(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}
