"""The pages of another process as an application of this one: requests go on over a Unix socket.

Gradio keeps the queue of a page's events in its process, so all pages are served by one; the other workers stand before
it and answer the API themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import anyio
import httpx
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

# Belong to one connection, not to the message on it (RFC 9110, section 7.6.1).
_OF_THE_CONNECTION = frozenset({b"connection", b"keep-alive", b"transfer-encoding", b"upgrade", b"te", b"trailer"})
# A page's events stream for as long as the page is open; only making the connection has a limit.
_CONNECT_S = 5.0
AWAY = "The pages are being started: load this one again in a moment."

Pairs = list[tuple[bytes, bytes]]


@dataclass(slots=True)
class Forward:
    """An ASGI application that hands every request on, as it is, to the process behind the socket."""

    socket: Path
    _client: httpx.AsyncClient | None = field(default=None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the life of this process."""
        match scope["type"]:
            case "lifespan":
                await self._live(receive, send)
            case "http":
                await self._hand_on(scope, receive, send)
            case _:  # the pages have no web sockets
                await send({"type": "websocket.close", "code": 1008})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if self._client is not None:
            await self._client.aclose()
        await send({"type": "lifespan.shutdown.complete"})

    async def _hand_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _whole(receive)
        request = self._opened().build_request(
            scope["method"], _address(scope), headers=_kept(scope["headers"]), content=body
        )
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_until_gone, receive, tasks.cancel_scope)
            await self._relay(request, scope, receive, send)
            tasks.cancel_scope.cancel()

    def _opened(self) -> httpx.AsyncClient:
        if self._client is None:
            transport = httpx.AsyncHTTPTransport(uds=str(self.socket))
            timeout = httpx.Timeout(None, connect=_CONNECT_S)
            self._client = httpx.AsyncClient(transport=transport, timeout=timeout, trust_env=False)
        return self._client

    async def _relay(self, request: httpx.Request, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False
        try:
            answer = await self._opened().send(request, stream=True)
            try:
                start = {"type": "http.response.start", "status": answer.status_code}
                await send({**start, "headers": _kept(answer.headers.raw)})
                begun = True
                async for piece in answer.aiter_raw():
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
            finally:
                await answer.aclose()
        except httpx.TransportError:
            if begun:  # cut off in the middle: the browser must see that the answer is not whole
                raise
            await PlainTextResponse(AWAY, 503, {"Retry-After": "2"})(scope, receive, send)


def _address(scope: Scope) -> str:
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope.get("query_string", b"")
    return "http://pages" + path.decode("latin-1") + (f"?{query.decode('latin-1')}" if query else "")


def _kept(headers: Iterable[tuple[bytes, bytes]]) -> Pairs:
    """The headers of the message; whoever it passes makes those of the connection himself."""
    return [(name.lower(), value) for name, value in headers if name.lower() not in _OF_THE_CONNECTION]


async def _whole(receive: Receive) -> bytes:
    """The request's body; the guard before us limits its size."""
    parts: list[bytes] = []
    while True:
        message: Message = await receive()
        parts.append(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            return b"".join(parts)


async def _until_gone(receive: Receive, scope: anyio.CancelScope) -> None:
    """End the request when its caller has left: a stream of events would go on for ever."""
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()
