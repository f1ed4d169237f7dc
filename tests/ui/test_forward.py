"""Requests handed on to the process that serves the pages, over a real Unix socket."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from ui.forward import AWAY, Forward

PATIENCE_S = 20.0


class Pages:
    """A page that says what it heard, and one whose events never end; `left` is set when its reader has gone."""

    def __init__(self) -> None:
        self.left = threading.Event()
        routes = [Route("/echo/{rest:path}", self.echo, methods=["GET", "POST"]), Route("/events", self.events)]
        self.app = Starlette(routes=routes)

    async def echo(self, request: Request) -> Response:
        told = {
            "method": request.method,
            "path": request.url.path,
            "query": request.url.query,
            "host": request.headers["host"],
            "cookie": request.headers.get("cookie"),
            "body": (await request.body()).decode(),
        }
        answer = JSONResponse(told, 418)
        answer.headers.append("Set-Cookie", "a=1")
        answer.headers.append("Set-Cookie", "b=2")
        return answer

    async def events(self, request: Request) -> Response:
        async def forever() -> AsyncIterator[str]:
            try:
                while True:
                    yield "data: tick\n\n"
                    await asyncio.sleep(0.02)
            finally:
                self.left.set()

        return StreamingResponse(forever(), media_type="text/event-stream")


@contextmanager
def served(app: ASGIApp, listener: socket.socket) -> Iterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1, lifespan="on"))
    with listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield
        finally:
            server.should_exit = True
            thread.join()


def unix(path: Path) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    listener.listen()
    return listener


@pytest.fixture
def front(tmp_path: Path) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    with served(Forward(tmp_path / "pages"), listener):
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_request_and_its_answer_pass_as_they_are(front: str, tmp_path: Path) -> None:
    with served(Pages().app, unix(tmp_path / "pages")):
        answer = httpx.post(f"{front}/echo/a%20b?x=1&x=%C3%A9", content="body", headers={"Cookie": "c=3"})
    assert answer.status_code == 418
    assert answer.json() == {
        "method": "POST",
        "path": "/echo/a b",
        "query": "x=1&x=%C3%A9",
        "host": front.removeprefix("http://"),
        "cookie": "c=3",
        "body": "body",
    }
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]


def test_events_come_as_they_happen_and_end_when_the_reader_leaves(front: str, tmp_path: Path) -> None:
    pages = Pages()
    with served(pages.app, unix(tmp_path / "pages")):
        with httpx.stream("GET", f"{front}/events", timeout=PATIENCE_S) as answer:
            lines = answer.iter_lines()  # kept: without its iterator the answer is closed
            assert next(lines) == "data: tick"
            assert not pages.left.is_set()
        assert pages.left.wait(PATIENCE_S)


def test_while_the_pages_are_away_a_page_says_so_and_they_are_found_when_they_are_back(
    front: str, tmp_path: Path
) -> None:
    answer = httpx.get(f"{front}/echo/")
    assert (answer.status_code, answer.text, answer.headers["retry-after"]) == (503, AWAY, "2")
    with served(Pages().app, unix(tmp_path / "pages")):
        assert httpx.get(f"{front}/echo/").status_code == 418
