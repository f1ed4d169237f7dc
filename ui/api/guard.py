"""What stands before every request: its id, its host and origin, its size, and the headers of safe pages.

Plain ASGI, so that streamed answers pass through unbuffered. This is the one place for "who may do what": API keys
will be
checked here as well.
"""

import ipaddress
import logging
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.errors import SettingsError
from ui.api.problems import problem

log = logging.getLogger(__name__)

REQUEST_ID = "X-Request-Id"
_PLAIN_ID = re.compile(r"[\w.:/+=-]{1,128}")
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


def check_binding(host: str) -> None:
    """`SettingsError` if the server would be open to the network without API keys."""
    if not is_loopback(host):
        raise SettingsError(
            f"WARMSTART_HOST={host!r} is open to the network and there are no API keys: anyone could read the "
            "conversations and change the products. Listen on 127.0.0.1, behind an authenticating proxy of your own."
        )


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    if host in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Rules:
    """What the guard enforces. `picture_origins` is asked at each page, because an import may add one."""

    allowed_hosts: frozenset[str]
    max_body_bytes: int
    picture_origins: Callable[[], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Guard:
    """The outermost layer of the server."""

    app: ASGIApp
    rules: Rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check one request and hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get(REQUEST_ID, "")
        request_id = given if _PLAIN_ID.fullmatch(given) else secrets.token_hex(8)
        answer = _Answer(send, request_id, self._policy())
        refusal = self._refusal(headers)
        if refusal is not None:
            status, name, detail = refusal
            await problem(status, name, detail)(scope, receive, answer)
            return
        await self.app(scope, _Limited(receive, self.rules.max_body_bytes, self._too_large()), answer)

    def _refusal(self, headers: Headers) -> tuple[int, str, str] | None:
        host = headers.get("host", "")
        name = (urlsplit(f"//{host}").hostname or "") if _is_sane(host) else ""
        if not (is_loopback(name) or name in self.rules.allowed_hosts):
            return (
                403,
                "foreign-host",
                f"This server does not answer to the name {host!r}: add it to WARMSTART_ALLOWED_HOSTS.",
            )
        origin = headers.get("origin")
        if origin is not None and (not _is_sane(origin) or urlsplit(origin).netloc != host):
            return 403, "foreign-origin", f"Pages of {origin!r} may not use this server: only its own pages may."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.rules.max_body_bytes:
            return 413, "too-large", self._too_large()
        return None

    def _too_large(self) -> str:
        limit = self.rules.max_body_bytes
        return f"The body is larger than {limit} bytes: send it in parts, or raise WARMSTART_MAX_BODY_BYTES."

    def _policy(self) -> str:
        pictures = " ".join(["'self'", "data:", "blob:", *sorted(self.rules.picture_origins())])
        return (
            f"default-src 'self'; img-src {pictures}; font-src 'self' data:; style-src 'self' 'unsafe-inline'; "
            # Gradio's components are compiled in the browser from templates.
            "script-src 'self' 'unsafe-inline' 'unsafe-eval'; worker-src 'self' blob:; connect-src 'self'; "
            "media-src 'self' blob:; "
            "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
        )


def _is_sane(value: str) -> bool:
    return (bool(value) and not any(sign in value for sign in "@/\\ ,")) or value.startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class _Answer:
    """Adds the headers to what the application answers."""

    send: Send
    request_id: str
    policy: str

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers[REQUEST_ID] = self.request_id
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "same-origin"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
            headers.setdefault("Content-Security-Policy", self.policy)
        await self.send(message)


@dataclass(slots=True)
class _Limited:
    """Counts what is read of a body that did not say its length."""

    receive: Receive
    left: int
    complaint: str

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise HTTPException(413, self.complaint)  # becomes a problem document inside the API
        return message
