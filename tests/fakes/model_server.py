"""An OpenAI-compatible server on a free loopback port, driven by a script: the real clients talk to it over a real
socket.

    with ModelServer([Say("Hello."), Fail(429)]) as server:
        client = openai.OpenAI(base_url=server.base_url, api_key="any")

A script is a list of answers, given one after the other, or a function of the request. A list that runs out fails the
test when the
server is left; `embeddings` are a deterministic function of the text in which shared words mean near vectors.
"""

import base64
import hashlib
import json
import math
import re
import socket
import struct
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, cast

import anyio
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

# A streamed answer comes in pieces of this many characters, so that words and placeholders are cut in two.
PIECE_LENGTH = 7
DIMENSIONS = 64
MODEL = "scripted"


@dataclass(frozen=True, slots=True)
class Chat:
    """One request for a completion, as it came over the wire."""

    body: dict[str, Any]
    authorisation: str

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The messages, oldest first."""
        return cast("list[dict[str, Any]]", self.body["messages"])

    @property
    def text(self) -> str:
        """Everything that the model reads, as one text."""
        return "\n".join(str(message.get("content") or "") for message in self.messages)

    @property
    def streamed(self) -> bool:
        """Whether the answer is asked for in pieces."""
        return bool(self.body.get("stream"))

    @property
    def schema(self) -> dict[str, Any] | None:
        """The JSON schema that the answer has to follow, if one is asked for."""
        asked = self.body.get("response_format") or {}
        return asked.get("json_schema", {}).get("schema") if asked.get("type") == "json_schema" else None


@dataclass(frozen=True, slots=True)
class Say:
    """Text, as it is (a string of JSON, prose, an empty string, a lie). `after_s` is the silence before the first
    piece."""

    text: str
    after_s: float = 0.0
    between_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Stall:
    """Text, then silence for `for_s` in the middle of the stream."""

    text: str
    for_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Cut:
    """Text, then the connection ends without the end of the stream (not streamed: half of the JSON body)."""

    text: str


@dataclass(frozen=True, slots=True)
class Fail:
    """An HTTP error, with the body that OpenAI sends."""

    status: int
    message: str = "scripted failure"
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call."""

    name: str
    arguments: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Raw:
    """A whole body with status 200, of whatever type and sense (not streamed), or the lines of a stream."""

    body: str


Answer = Say | Stall | Cut | Fail | Call | Raw
Script = Sequence[Answer] | Callable[[Chat], Answer]


@dataclass
class ModelServer:
    """The server; use it as a context. `requests` are all chats so far, `embedded` all texts that were embedded."""

    script: Script = ()
    requests: list[Chat] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)
    exhausted: bool = False
    _stopping: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "ModelServer":
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"
        # One connection per request: a client that a test drops leaves no open socket behind.
        config = uvicorn.Config(
            self._app(),
            log_level="critical",
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,
            headers=[("connection", "close")],
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()
        if kind is None:
            assert not self.exhausted, f"the script ran out: {len(self.requests)} requests came"

    def _app(self) -> FastAPI:
        app = FastAPI()
        app.add_api_route("/v1/models", self._models, methods=["GET"])
        app.add_api_route("/v1/chat/completions", self._chat, methods=["POST"], response_model=None)
        app.add_api_route("/v1/embeddings", self._embeddings, methods=["POST"])
        return app

    async def _models(self) -> dict[str, Any]:
        return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "tests"}]}

    async def _embeddings(self, request: Request) -> dict[str, Any]:
        body = await request.json()
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        self.embedded.extend(texts)
        rows = [_embedding(text, index, body.get("encoding_format")) for index, text in enumerate(texts)]
        used = sum(_tokens(text) for text in texts)
        return {
            "object": "list",
            "model": body["model"],
            "data": rows,
            "usage": {"prompt_tokens": used, "total_tokens": used},
        }

    async def _chat(self, request: Request) -> Response:
        chat = Chat(await request.json(), request.headers.get("authorization", ""))
        self.requests.append(chat)
        answer = self._answer(chat)
        match answer:
            case Fail():
                return _failure(answer)
            case Raw(body):
                return Response(body, media_type="text/event-stream" if chat.streamed else "application/json")
            case _ if chat.streamed:
                return StreamingResponse(self._stream(chat, answer), media_type="text/event-stream")
            case Cut(text):
                whole = json.dumps(_completion(chat, Say(text)))
                return Response(whole[: len(whole) // 2], media_type="application/json")
        await self._wait(
            answer.for_s if isinstance(answer, Stall) else answer.after_s if isinstance(answer, Say) else 0
        )
        return JSONResponse(_completion(chat, answer))

    def _answer(self, chat: Chat) -> Answer:
        if callable(self.script):
            return self.script(chat)
        if len(self.requests) > len(self.script):
            self.exhausted = True
            return Fail(400, "the script ran out")
        return self.script[len(self.requests) - 1]

    async def _wait(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self._stopping.is_set():
            await anyio.sleep(min(0.02, seconds))

    async def _stream(self, chat: Chat, answer: Say | Stall | Cut | Call) -> AsyncIterator[str]:
        await self._wait(answer.after_s if isinstance(answer, Say) else 0)
        yield _event(_chunk({"role": "assistant", "content": ""}))
        for delta in _deltas(answer):
            yield _event(_chunk(delta))
            await self._wait(answer.between_s if isinstance(answer, Say) else 0)
        if isinstance(answer, Stall):
            await self._wait(answer.for_s)
        if isinstance(answer, Stall | Cut):
            return
        yield _event(_chunk({}, finish="tool_calls" if isinstance(answer, Call) else "stop"))
        if (chat.body.get("stream_options") or {}).get("include_usage"):
            yield _event({**_chunk({}), "choices": [], "usage": _usage(chat, answer)})
        yield "data: [DONE]\n\n"


def _failure(answer: Fail) -> Response:
    kind = {401: "invalid_request_error", 429: "rate_limit_error"}.get(answer.status, "server_error")
    body = {"error": {"message": answer.message, "type": kind, "param": None, "code": None}}
    headers = {} if answer.retry_after_s is None else {"retry-after": f"{answer.retry_after_s:g}"}
    return JSONResponse(body, status_code=answer.status, headers=headers)


def _deltas(answer: Say | Stall | Cut | Call) -> Iterator[dict[str, Any]]:
    if isinstance(answer, Call):
        arguments = json.dumps(answer.arguments)
        yield {
            "tool_calls": [
                {"index": 0, "id": "call_1", "type": "function", "function": {"name": answer.name, "arguments": ""}}
            ]
        }
        for piece in _pieces(arguments):
            yield {"tool_calls": [{"index": 0, "function": {"arguments": piece}}]}
        return
    for piece in _pieces(answer.text):
        yield {"content": piece}


def _pieces(text: str) -> list[str]:
    return [text[start : start + PIECE_LENGTH] for start in range(0, len(text), PIECE_LENGTH)]


def _event(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data)}\n\n"


def _chunk(delta: dict[str, Any], *, finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 0, "model": MODEL, "choices": [choice]}


def _completion(chat: Chat, answer: Answer) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": getattr(answer, "text", None)}
    if isinstance(answer, Call):
        function = {"name": answer.name, "arguments": json.dumps(answer.arguments)}
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": function}]
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if isinstance(answer, Call) else "stop"}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": MODEL,
        "choices": [choice],
        "usage": _usage(chat, answer),
    }


def _usage(chat: Chat, answer: Answer) -> dict[str, int]:
    asked, said = _tokens(chat.text), _tokens(getattr(answer, "text", ""))
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


def _tokens(text: str) -> int:
    return len(re.findall(r"\w{1,5}|[^\w\s]", text))


def _embedding(text: str, index: int, encoding: str | None) -> dict[str, Any]:
    vector = embedding_of(text)
    if encoding != "base64":
        return {"object": "embedding", "index": index, "embedding": vector}

    packed = base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()
    return {"object": "embedding", "index": index, "embedding": packed}


def embedding_of(text: str) -> list[float]:
    """A unit vector (DIMENSIONS,) that is a function of the text's words: each word adds a direction of its own."""
    total = [0.0] * DIMENSIONS
    for word in re.findall(r"\w+", text.casefold()) or [""]:
        digest = hashlib.shake_256(word.encode()).digest(DIMENSIONS)
        total = [old + (byte - 127.5) for old, byte in zip(total, digest, strict=True)]
    length = math.sqrt(sum(value * value for value in total))
    return [value / length for value in total]
