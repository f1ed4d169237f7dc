"""Several server processes over one database and one Chroma server.

All accept on one socket and answer the API. The first serves the pages as well, also on a Unix socket, to which the
others hand on what is not the API. A worker that dies is started again.
"""

import logging
import multiprocessing
import os
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

from agent.build import App
from agent.settings import Settings
from domain.errors import SettingsError, WarmstartError
from ui.api.guard import check_binding
from ui.api.server import make_server
from ui.faces import Faces
from ui.forward import Forward
from ui.serve import address_of, following, listener_on, make_listening_pages, run

if TYPE_CHECKING:
    from starlette.types import ASGIApp

log = logging.getLogger(__name__)

# A worker that ends sooner than this did not start; after so many such ends of one worker the server gives up.
SHORT_LIFE_S = 10.0
MOST_SHORT_LIVES = 3
# How long workers may finish what they do when the server stops.
STOP_S = 10.0

# Both are named by modules, because a worker is a fresh process that imports them.
OpenApp = Callable[[Settings], AbstractContextManager[App]]
MakeFaces = Callable[[App], Faces]


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker is told. `number` 0 serves the pages."""

    number: int
    settings: Settings
    pages: Path
    open_app: OpenApp
    make_faces: MakeFaces


def check_workers(settings: Settings, count: int) -> None:
    """`SettingsError` if so many processes cannot share the index."""
    if count > 1 and not settings.chroma_url:
        raise SettingsError(
            f"--workers {count} needs a Chroma server, because the embedded index belongs to one process: run "
            "`chroma run --path FOLDER` and set WARMSTART_CHROMA_URL=http://HOST:PORT, or use --workers 1."
        )


def serve_workers(
    settings: Settings, count: int, *, open_app: OpenApp, make_faces: MakeFaces, started: Callable[[str], None]
) -> None:
    """Serve with `count` processes until stopped. `started` hears the address as soon as connections are accepted."""
    check_workers(settings, count)
    check_binding(settings.host)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="warmstart-")))
        listener = stack.enter_context(listener_on(settings.host, settings.port))
        jobs = [Job(number, settings, folder / "pages", open_app, make_faces) for number in range(count)]
        crew = Crew(listener, {job.number: job for job in jobs})
        stack.callback(crew.stop)
        signal.signal(signal.SIGTERM, _stopped)  # so that the workers are stopped too
        crew.start()
        started(address_of(listener))
        crew.watch()


class Crew:
    """The worker processes, kept at their number."""

    def __init__(self, listener: socket.socket, jobs: dict[int, Job]) -> None:
        # A forked child would share locks and threads of this process.
        self._processes = multiprocessing.get_context("spawn")
        self._listener = listener
        self._jobs = jobs
        self._working: dict[int, tuple[BaseProcess, float]] = {}
        self._short_lives: dict[int, int] = dict.fromkeys(jobs, 0)

    def start(self) -> None:
        """Start every worker that is not working."""
        for number, job in self._jobs.items():
            if number not in self._working:
                process = self._processes.Process(target=work, args=(job, self._listener), name=f"warmstart-{number}")
                process.start()
                self._working[number] = process, time.monotonic()

    def watch(self) -> None:
        """Start again what ends; `WarmstartError` if a worker cannot be kept alive."""
        while True:
            wait([process.sentinel for process, _ in self._working.values()])
            for number, (process, since) in list(self._working.items()):
                if not process.is_alive():
                    self._ended(number, process, time.monotonic() - since)
            self.start()

    def _ended(self, number: int, process: BaseProcess, lived_s: float) -> None:
        process.join()
        log.warning("Worker %d ended after %.0f s with %s: it is started again", number, lived_s, process.exitcode)
        del self._working[number]
        self._short_lives[number] = self._short_lives[number] + 1 if lived_s < SHORT_LIFE_S else 0
        if self._short_lives[number] >= MOST_SHORT_LIVES:
            raise WarmstartError(
                f"Worker {number} does not start (exit code {process.exitcode}): its log says why; `warmstart doctor` "
                "checks the settings."
            )

    def stop(self) -> None:
        """End all workers: politely, then at once."""
        processes = [process for process, _ in self._working.values()]
        for process in processes:
            process.terminate()
        deadline = time.monotonic() + STOP_S
        for process in processes:
            process.join(max(0.0, deadline - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()


def _stopped(number: int, frame: object) -> None:
    raise SystemExit(0)


def work(job: Job, listener: socket.socket) -> None:
    """One worker, from start to stop; it ends with the process that started it."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(KeyboardInterrupt):  # Ctrl-C reaches every process of the terminal
        _serve(job, listener)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _serve(job: Job, listener: socket.socket) -> None:
    with job.open_app(job.settings) as app, following(app):
        app.vectors()
        faces = job.make_faces(app)
        if job.number == 0:
            job.pages.unlink(missing_ok=True)  # left by the one before
            pages = make_listening_pages(faces)
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as own:
                own.bind(str(job.pages))
                own.listen(128)
                run(make_server(faces, pages), [listener, own])
        else:
            others: ASGIApp = Forward(job.pages)
            run(make_server(faces, others), [listener])
