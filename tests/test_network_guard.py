"""The guard of `conftest.py` stops what would leave this machine, and nothing else."""

import asyncio
import socket

import pytest

from tests.conftest import NetworkBlocked, is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "0.0.0.0", ""])
def test_loopback_is_allowed(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "shop.example", "169.254.1.1", "localhost.shop.example"])
def test_everything_else_is_not(host: str) -> None:
    assert not is_loopback(host)


def test_connecting_to_another_machine_fails_at_once() -> None:
    with socket.socket() as outside, pytest.raises(NetworkBlocked, match=r"192\.0\.2\.1"):
        outside.connect(("192.0.2.1", 80))


def test_asking_a_name_server_fails_at_once() -> None:
    with pytest.raises(NetworkBlocked, match=r"shop\.example"):
        socket.getaddrinfo("shop.example", 443)


async def test_asyncio_is_guarded_as_well() -> None:
    with pytest.raises(NetworkBlocked):
        await asyncio.open_connection("192.0.2.1", 80)


def test_a_server_of_ones_own_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
