"""A Chroma server of one's own, for one run: a real `chroma run` on a free loopback port, gone afterwards."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

PATIENCE_S = 60.0


@contextmanager
def running_server() -> Iterator[str]:
    """The address of an empty server."""
    with tempfile.TemporaryDirectory(prefix="warmstart-chroma-") as folder:
        port = _free_port()
        command = [
            sys.executable,
            "-c",
            "from chromadb.cli.cli import app; app()",
            "run",
            "--path",
            f"{folder}/data",
            "--host",
            "127.0.0.1",
        ]
        environment = {"HOME": folder, "PATH": os.environ["PATH"], "ANONYMIZED_TELEMETRY": "False"}
        log = Path(folder) / "log"
        with (
            log.open("wb") as output,
            subprocess.Popen(
                [*command, "--port", str(port)], cwd=folder, env=environment, stdout=output, stderr=output
            ) as server,
        ):
            try:
                url = f"http://127.0.0.1:{port}"
                _await(url, server, log)
                yield url
            finally:
                server.kill()


def _await(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(f"{url}/api/v2/heartbeat").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail(f"The Chroma server did not start: {log.read_text('utf-8')[-2_000:]}")


def empty(url: str) -> None:
    """Delete every collection: one server serves all tests."""
    collections = f"{url}/api/v2/tenants/default_tenant/databases/default_database/collections"
    for collection in httpx.get(collections).json():
        httpx.delete(f"{collections}/{collection['name']}").raise_for_status()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port
