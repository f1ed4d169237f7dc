"""A PostgreSQL server of one's own, for one run: made in a temporary folder, on loopback, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

DEBIAN = Path("/usr/lib/postgresql")
# Who runs the server when the tests run as root: initdb refuses root.
UNPRIVILEGED = ("postgres", "nobody")


def programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs, if there is any."""
    debian = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    return None if found is None else Path(found).parent


def unprivileged_user() -> str | None:
    """The user to drop to; `None` where the tests are unprivileged already."""
    if os.getuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


@contextmanager
def running_server() -> Iterator[str]:
    """The URL of an empty database; skips the test where PostgreSQL is not installed."""
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL is not installed: on Debian, apt-get install postgresql")
    user = unprivileged_user()
    home = Path(tempfile.mkdtemp(prefix="warmstart-postgres-"))
    if user is not None:
        shutil.chown(home, user)
    data, port = home / "data", _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home} -c fsync=off"
    try:
        _run([folder / "initdb", "-D", data, "-U", "shop", "-A", "trust", "-E", "UTF8", "--no-sync"], home, user)
        _run([folder / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start"], home, user)
        yield f"postgresql+psycopg://shop@127.0.0.1:{port}/postgres"
        _run([folder / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"], home, user)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _run(command: Sequence[str | Path], home: Path, user: str | None) -> None:
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    # Not captured: the server would keep a pipe open, and this would wait for it.
    subprocess.run(
        command, check=True, cwd=home, user=user, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port
