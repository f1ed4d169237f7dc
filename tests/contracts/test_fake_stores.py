"""The fakes keep the contracts of the storage ports, so that tests above them stand on what SQL does."""

import pytest

from tests.contracts.stores import ItemStoreContract, SessionStoreContract
from tests.fakes.storage import FakeItemStore, FakeSessionStore


class TestFakeItemStore(ItemStoreContract):
    """In memory."""

    @pytest.fixture
    def store(self) -> FakeItemStore:
        store = FakeItemStore()
        store.add_shop("toys", currency="GBP")
        store.add_shop("tools", currency="EUR")
        return store


class TestFakeSessionStore(SessionStoreContract):
    """In memory."""

    @pytest.fixture
    def sessions(self) -> FakeSessionStore:
        return FakeSessionStore()
