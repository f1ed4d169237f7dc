"""A small shop for tests of the faces, and a server over it in this process or in one of its own.

As a program (`python -m tests.ui.shop HOME`) it is a nursery of servers: imports happen once, and each line `start` on
its standard input forks a server that can be killed. It answers with the server's process id and port.
"""

import json
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from agent.build import App, open_app
from agent.settings import Settings, load_settings
from tests.fakes.encoder import HashEncoder
from ui.api.server import make_server
from ui.faces import Faces
from ui.serve import following

COLOURS = ("red", "blue", "green")
KINDS = (
    ("Wooden train", "Trains", "wood", "A wooden train with two wagons for small hands.", 1200),
    ("Toy boat", "Boats", "plastic", "A boat that floats in the bath and squirts water.", 700),
    ("Kite", "Outdoor", "nylon", "A kite for windy days on the beach.", 1500),
    ("Puzzle", "Puzzles", "cardboard", "A puzzle of a harbour with many pieces.", 900),
    ("Plush bear", "Plush", "cotton", "A soft bear to hold at night.", 1800),
)


def rows(prefix: str = "p") -> list[dict[str, object]]:
    """Fifteen products: five kinds in three colours; prices in pounds."""
    return [
        {
            "id": f"{prefix}-{number}-{colour}",
            "title": f"{title} in {colour}",
            "category": f"Toys > {category}",
            "description": description,
            "price": f"{(pence + 100 * shade) / 100:.2f}",
            "currency": "GBP",
            "stock": 5,
            "colour": colour,
            "material": material,
        }
        for number, (title, category, material, description, pence) in enumerate(KINDS)
        for shade, colour in enumerate(COLOURS)
    ]


def lamps() -> list[dict[str, object]]:
    """Four dear lamps for a desk, and four cheap ones to clip on."""
    kinds = [("Desk lamp", 40)] * 4 + [("Lamp to clip on a desk", 10)] * 4
    return [
        {
            **rows("l")[0],
            "id": f"l-{number}",
            "title": f"{title} {number}",
            "category": "Lamps",
            "price": pounds + number,
        }
        for number, (title, pounds) in enumerate(kinds)
    ]


def feed(folder: Path, given: list[dict[str, object]], name: str = "feed.jsonl") -> Path:
    """The rows as a file."""
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in given), encoding="utf-8")
    return path


def stocked(app: App, shop: str, given: list[dict[str, object]]) -> None:
    """Import the rows as a shop and encode them."""
    folder = app.settings.home / "feeds-of-tests"
    folder.mkdir(exist_ok=True)
    app.ingest([feed(folder, given, f"{shop}.jsonl")], shop)
    app.index(shop)


@dataclass(frozen=True, slots=True)
class Running:
    """A server of this process."""

    url: str
    app: App


@contextmanager
def running(settings: Settings, *, pages: bool = False) -> Iterator[Running]:
    """A server in a thread, with two stocked shops, "bears" and "kites"."""
    with open_app(settings, encoder=HashEncoder()) as app:
        stocked(app, "bears", rows("b"))
        stocked(app, "kites", rows("k"))
        with serving(app, pages=pages) as url:
            yield Running(url, app)


@contextmanager
def serving(app: App, *, pages: bool) -> Iterator[str]:
    """Uvicorn on a free loopback port for an app; stopped and joined at the end."""
    faces = Faces(app)
    application = make_server(faces, _pages(faces) if pages else None)
    server = uvicorn.Server(
        uvicorn.Config(application, log_level="error", access_log=False, timeout_graceful_shutdown=1)
    )
    with socket.create_server(("127.0.0.1", 0)) as listener, following(app):
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def _pages(faces: Faces) -> ASGIApp:
    from ui.page import make_pages

    return make_pages(faces)


def _nursery(home: Path) -> None:
    """Fork a server for each line on standard input."""
    for line in sys.stdin:
        if line.strip() != "start":
            continue
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            _child(home, writer)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            port = pipe.readline().strip()
        sys.stdout.write(f"{child} {port}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)


def _child(home: Path, writer: int) -> None:
    with open_app(load_settings(home=home), encoder=HashEncoder()) as app:
        if not app.shops():
            stocked(app, "bears", rows("b"))
        server = uvicorn.Server(uvicorn.Config(make_server(Faces(app), None), log_level="error", access_log=False))
        with socket.create_server(("127.0.0.1", 0)) as listener, following(app):
            os.write(writer, f"{listener.getsockname()[1]}\n".encode())
            os.close(writer)
            server.run(sockets=[listener])
    os._exit(0)


if __name__ == "__main__":
    _nursery(Path(sys.argv[1]))
