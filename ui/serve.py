"""The server process: one owner of the index, one background thread that follows the catalogue, and uvicorn."""

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from agent.build import App
from domain.errors import SettingsError
from ui.api.guard import check_binding
from ui.api.server import make_server
from ui.faces import Faces

if TYPE_CHECKING:
    from starlette.types import ASGIApp

log = logging.getLogger(__name__)

# Streams of conversations never end by themselves: after this they are cut when the server stops.
SHUTDOWN_S = 3


def serve(faces: Faces, *, pages: bool, started: Callable[[str], None]) -> None:
    """Serve until stopped. `started` hears the address as soon as connections are accepted.

    `SettingsError` if the address is taken or open to the network; `IndexUnavailable` if another process owns the
    index.
    """
    app = faces.app
    settings = app.settings
    check_binding(settings.host)
    listener = listener_on(settings.host, settings.port)
    app.vectors()
    with listener, following(app):  # shops open in the background while the pages are being made
        application = make_server(faces, make_listening_pages(faces) if pages else None)
        started(address_of(listener))
        run(application, [listener])


def run(application: "ASGIApp", listeners: list[socket.socket]) -> None:
    """Serve an application on sockets until the process is told to stop."""
    import uvicorn

    config = uvicorn.Config(
        application, log_level="warning", access_log=False, timeout_graceful_shutdown=SHUTDOWN_S, lifespan="on"
    )
    uvicorn.Server(config).run(sockets=listeners)


def make_listening_pages(faces: Faces) -> "ASGIApp":
    """The pages; loaded here, because it takes seconds."""
    from ui.page import make_pages

    return make_pages(faces)


@contextmanager
def following(app: App) -> Iterator[None]:
    """The background thread that opens shops and takes in what changes."""
    stop = threading.Event()
    thread = threading.Thread(target=app.follow, args=(stop,), name="warmstart-index", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def listener_on(host: str, port: int) -> socket.socket:
    """A listening socket, made before anything slow, so that a taken port is said at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as exc:
        listener.close()
        raise SettingsError(
            f"{host}:{port} cannot be listened on ({exc.strerror}): choose another port with --port."
        ) from exc
    listener.listen(128)
    return listener


def address_of(listener: socket.socket) -> str:
    """The address of a listening socket, as a person types it."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
