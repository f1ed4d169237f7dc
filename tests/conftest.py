"""What every test stands on: no network but loopback, a home of its own, fixed seeds, none of the person's settings."""

import ipaddress
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
SEED = 20_261_124
HOME_PREFIX = "warmstart-tests-"

# Set before any library is imported: some read these once, at import.
QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_OFFLINE": "1",
    "LANGSMITH_TRACING": "false",
    "NO_PROXY": "*",
}
# A test must not read what the person who runs it has configured.
FOREIGN_PREFIXES = ("WARMSTART_", "OPENAI_", "LANGCHAIN_", "LANGSMITH_API", "CHROMA_")
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
LOOPBACK_NAMES = ("localhost", "", "testserver")


class NetworkBlocked(RuntimeError):
    """A test reached for another machine."""


def pytest_configure() -> None:
    """Block the network and give the process a home of its own, before the first test module is imported."""
    home = tempfile.mkdtemp(prefix=HOME_PREFIX)
    for name in [name for name in os.environ if name.startswith(FOREIGN_PREFIXES) or name in PROXIES]:
        del os.environ[name]
    os.environ.update(QUIET, HOME=home, XDG_CACHE_HOME=f"{home}/cache", XDG_CONFIG_HOME=f"{home}/config")
    os.environ["WARMSTART_HOME"] = f"{home}/warmstart"
    # An audit hook sees every socket of the interpreter, whoever opens it, and needs nothing patched.
    sys.addaudithook(_guard)


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    if Path(os.environ["HOME"]).name.startswith(HOME_PREFIX):
        shutil.rmtree(os.environ["HOME"], ignore_errors=True)


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    match event, arguments:
        case ("socket.connect" | "socket.sendto", (_, (str(host), *_))):
            _allow(host)
        case ("socket.getaddrinfo" | "socket.gethostbyname", (str(host) | bytes(host), *_)):
            _allow(host.decode() if isinstance(host, bytes) else host)


def _allow(host: str) -> None:
    """Paths of Unix sockets do not come here: their address is no tuple."""
    if not is_loopback(host):
        raise NetworkBlocked(f"Tests may not reach {host!r}: use a server on 127.0.0.1 (tests/fakes has some).")


def is_loopback(host: str) -> bool:
    """Whether a name or an address is this machine's own, without asking a name server."""
    if host in LOOPBACK_NAMES:
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARMSTART_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(autouse=True)
def _fixed_seeds() -> None:
    """Only for libraries that are loaded already: importing torch for every test would cost seconds."""
    random.seed(SEED)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(SEED)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(SEED)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real catalogues beside the repository; skips where it is absent, in CI as well."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"The data folder {SHARED_DATA.relative_to(ROOT.parent)} is not beside the repository.")
    return SHARED_DATA


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL server on loopback for this run; skips where PostgreSQL is not installed."""
    from tests.postgres import running_server  # only the storage tests pay for it

    with running_server() as url:
        yield url


@pytest.fixture(scope="session")
def chroma_server() -> Iterator[str]:
    """A real Chroma server on loopback for this run."""
    from tests.chroma import running_server  # only the tests of the index pay for it

    with running_server() as url:
        yield url


@pytest.fixture
def chroma_url(chroma_server: str) -> Iterator[str]:
    """The server, empty before and after a test."""
    from tests.chroma import empty

    empty(chroma_server)
    yield chroma_server
    empty(chroma_server)
