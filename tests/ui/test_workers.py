"""Several server processes: real ones, over a real PostgreSQL and a real Chroma server."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest

from agent.build import open_app
from agent.settings import load_settings
from domain.errors import SettingsError
from storage.database import open_database
from tests.conftest import ROOT
from tests.contracts.test_sql_stores import empty
from tests.fakes.encoder import HashEncoder
from tests.ui.shop import rows, stocked
from ui.workers import check_workers

PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A program of `tests.ui.crew`."""

    url: str
    pid: int


def await_(what: str, met: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE_S
    while not met():
        assert time.monotonic() < deadline, f"{what} did not happen within {PATIENCE_S} s"
        time.sleep(0.05)


def ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=PATIENCE_S).status_code == 200
    except httpx.TransportError:
        return False


@contextmanager
def program(*arguments: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "tests.ui.crew", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            server = Server(process.stdout.readline().strip(), process.pid)
            await_("getting ready", lambda: ready(server.url))
            yield server
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


@pytest.fixture
def shared(
    tmp_path: Path, postgres_url: str, chroma_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, str]]:
    """The settings of every process in the environment, and a stocked shop "bears"."""
    given = {"HOME": str(tmp_path / "home"), "DATABASE_URL": postgres_url, "CHROMA_URL": chroma_url, "POLL_S": "0.1"}
    for name, value in given.items():
        monkeypatch.setenv(f"WARMSTART_{name}", value)
    with open_app(load_settings(), encoder=HashEncoder()) as app:
        stocked(app, "bears", rows("b"))
    yield given
    database = open_database(postgres_url)
    empty(database)
    database.close()


@pytest.fixture
def pair(shared: dict[str, str]) -> Iterator[tuple[Server, Server]]:
    with ExitStack() as stack:
        first, second = (stack.enter_context(program("worker")) for _ in range(2))
        yield first, second


def put(server: Server, **row: object) -> None:
    body = json.dumps([{"category": "Toys", "currency": "GBP", "stock": 5, **row}])
    assert httpx.put(f"{server.url}/v1/items", content=body).json()["rejected"] == 0


def recommended(server: Server, text: str) -> list[str]:
    answer = httpx.post(f"{server.url}/v1/recommendations", json={"text": text, "k": 3}, timeout=PATIENCE_S)
    return [card["item_id"] for card in answer.json()["recommendations"]]


def test_each_worker_sees_anothers_changes_at_its_next_turn(pair: tuple[Server, Server]) -> None:
    first, second = pair
    for writer, reader, name in ((first, second, "zeppelin"), (second, first, "submarine")):
        assert name not in recommended(reader, name)
        put(writer, id=name, title=f"Silver {name}", price="30.00", description=f"A {name} that shines.")
        assert recommended(reader, name)[0] == name
        put(writer, id=name, title=f"Silver {name}", price="31.00", description=f"A {name} that shines.")
        assert httpx.get(f"{reader.url}/v1/items/{name}").json()["price"]["amount"] == "31.00"
        assert httpx.delete(f"{writer.url}/v1/items/{name}").status_code == 204
        assert name not in recommended(reader, name)


def test_a_conversation_goes_on_at_whichever_worker_is_asked(pair: tuple[Server, Server]) -> None:
    first, second = pair
    session_id = httpx.post(f"{first.url}/v1/sessions").json()["session_id"]
    for server, text in ((second, "a wooden train"), (first, "at most 13 pounds"), (second, "in red")):
        answer = httpx.post(f"{server.url}/v1/sessions/{session_id}/turns", json={"text": text}, timeout=PATIENCE_S)
        assert answer.status_code == 200, answer.text
    told = httpx.get(f"{first.url}/v1/sessions/{session_id}").json()
    assert len(told["turns"]) == 3
    assert len(answer.json()["preferences"]) >= 2


def test_when_the_worker_that_writes_the_index_dies_the_other_takes_over(pair: tuple[Server, Server]) -> None:
    first, second = pair
    os.kill(first.pid, signal.SIGKILL)  # it started first, so it writes
    put(second, id="late", title="Late arrival", price="5.00")
    with open_app(load_settings(), encoder=HashEncoder()) as app:
        await_("encoding", lambda: not app.waiting("bears"))
        assert app.lacking("bears") == 0


def test_the_crew_serves_pages_and_api_on_one_port_and_replaces_the_dead(shared: dict[str, str]) -> None:
    with program("crew", "2") as server:
        pids = _spawned(server)
        assert len(pids) == 2

        def page() -> bool:
            return all("<html" in httpx.get(server.url, timeout=PATIENCE_S).text for _ in range(8))

        await_("the page at every worker", page)
        session_id = httpx.post(f"{server.url}/v1/sessions").json()["session_id"]
        os.kill(min(pids), signal.SIGKILL)
        await_("a new worker", lambda: len(_spawned(server) - pids) == 1)
        await_("the page at every worker", page)
        turns = f"{server.url}/v1/sessions/{session_id}/turns"
        assert all(httpx.post(turns, json={"text": "a kite"}, timeout=PATIENCE_S).status_code == 200 for _ in range(4))
        left = _spawned(server)
    await_("the end of all workers", lambda: not any(psutil.pid_exists(pid) for pid in left))


def _spawned(server: Server) -> set[int]:
    """The living workers; one may end while it is looked at."""
    found = set()
    for child in psutil.Process(server.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # a zombie is one too
            if "spawn_main" in " ".join(child.cmdline()):
                found.add(child.pid)
    return found


def test_more_than_one_worker_needs_a_chroma_server() -> None:
    check_workers(load_settings(), 1)
    check_workers(load_settings(chroma_url="http://127.0.0.1:8000"), 4)
    with pytest.raises(SettingsError, match="WARMSTART_CHROMA_URL"):
        check_workers(load_settings(), 2)
