"""Servers of the small shop over a shared database and Chroma server, as programs.

`python -m tests.ui.crew worker` is one process that serves the API on a port of its own; `crew COUNT` is the whole of
`warmstart serve --workers COUNT` with the tests' encoder. Both say their address on standard output and take their
settings from the environment.
"""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from agent.build import App, open_app
from agent.settings import Settings, load_settings
from tests.fakes.encoder import HashEncoder
from ui.api.server import make_server
from ui.faces import Faces
from ui.serve import following, run
from ui.workers import serve_workers


@contextmanager
def opened(settings: Settings) -> Iterator[App]:
    """The app with the tests' encoder."""
    with open_app(settings, encoder=HashEncoder()) as app:
        yield app


def say(address: str) -> None:
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()


def worker() -> None:
    with opened(load_settings()) as app, following(app), socket.create_server(("127.0.0.1", 0)) as listener:
        say(f"http://127.0.0.1:{listener.getsockname()[1]}")
        run(make_server(Faces(app), None), [listener])


if __name__ == "__main__":
    if sys.argv[1] == "worker":
        worker()
    else:
        serve_workers(load_settings(port=0), int(sys.argv[2]), open_app=opened, make_faces=Faces, started=say)
