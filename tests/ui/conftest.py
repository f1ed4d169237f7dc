"""Servers for the tests of this folder: one with the API alone, one with the pages."""

from collections.abc import Iterator

import httpx
import pytest

from agent.settings import load_settings
from tests.ui.shop import Running, running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The API over two shops, "bears" (the default) and "kites". Tests open conversations of their own."""
    settings = load_settings(home=tmp_path_factory.mktemp("api"), max_body_bytes=200_000)
    with running(settings) as started:
        yield started


@pytest.fixture
def http(server: Running) -> Iterator[httpx.Client]:
    """A client of that server."""
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client


@pytest.fixture
def session_id(http: httpx.Client) -> str:
    """A fresh conversation in the default shop."""
    return str(http.post("/v1/sessions").json()["session_id"])
