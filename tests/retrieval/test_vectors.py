"""The vector store over a real Chroma: embedded in a temporary folder, and as a server. Both keep one contract."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import IndexUnavailable
from retrieval.vectors import Kind, VectorCollection, VectorStore, collection_name, own_index

EAST, NORTH = np.array([1, 0], dtype=np.float32), np.array([0, 1], dtype=np.float32)
NORTH_EAST = np.array([0.6, 0.8], dtype=np.float32)


@pytest.fixture(params=["embedded", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorStore]:
    embedded = request.param == "embedded"
    made = VectorStore.embedded(tmp_path) if embedded else VectorStore.served(request.getfixturevalue("chroma_url"))
    with made as opened:
        yield opened


@pytest.fixture
def items(store: VectorStore) -> VectorCollection:
    collection = store.collection("shop", "encoder", Kind.ITEMS)
    collection.upsert(["east", "north", "north-east"], np.stack([EAST, NORTH, NORTH_EAST]))
    return collection


def test_nearest_gives_ids_and_cosines_best_first(items: VectorCollection) -> None:
    found = items.nearest(NORTH, 2)
    assert found.ids == ("north", "north-east")
    np.testing.assert_allclose(found.similarities, [1.0, 0.8], atol=1e-5)


def test_asking_for_more_than_there_are_gives_all(items: VectorCollection) -> None:
    assert set(items.nearest(EAST, 50).ids) == {"east", "north", "north-east"}


def test_an_empty_collection_has_no_nearest_and_no_vectors(store: VectorStore) -> None:
    empty = store.collection("empty", "encoder", Kind.ITEMS)
    assert (empty.nearest(EAST, 3).ids, empty.all_vectors(), empty.vectors(["east"])) == ((), {}, {})


def test_upsert_replaces_and_repeating_it_changes_nothing(items: VectorCollection) -> None:
    for _ in range(2):
        items.upsert(["east"], NORTH[None, :])
        assert items.count() == 3
        np.testing.assert_allclose(items.vectors(["east"])["east"], NORTH)


def test_delete_removes_rows_and_ignores_ids_that_are_not_there(items: VectorCollection) -> None:
    items.delete(["east", "nowhere"])
    items.delete([])
    assert set(items.all_vectors()) == set(items.ids()) == {"north", "north-east"}


def test_drop_leaves_an_empty_collection_that_can_be_filled_again(items: VectorCollection) -> None:
    items.drop()
    assert items.count() == 0
    items.upsert(["east"], EAST[None, :])
    assert items.ids() == ["east"]


def test_rows_survive_a_restart(tmp_path: Path) -> None:
    with VectorStore.embedded(tmp_path) as first:
        first.collection("shop", "encoder", Kind.ITEMS).upsert(["east"], EAST[None, :])
    with VectorStore.embedded(tmp_path) as second:
        assert second.collection("shop", "encoder", Kind.ITEMS).nearest(EAST, 1).ids == ("east",)


def test_rows_of_a_server_are_seen_by_every_client_and_outlive_them(chroma_url: str) -> None:
    with VectorStore.served(chroma_url) as first, VectorStore.served(chroma_url) as second:
        first.collection("shop", "encoder", Kind.ITEMS).upsert(["east"], EAST[None, :])
        assert second.collection("shop", "encoder", Kind.ITEMS).ids() == ["east"]
        second.collection("shop", "encoder", Kind.ITEMS).upsert(["north"], NORTH[None, :])
    with VectorStore.served(chroma_url) as third:
        assert third.collection("shop", "encoder", Kind.ITEMS).count() == 2


def test_a_folder_that_cannot_be_read_is_set_aside_for_a_new_index(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "chroma.sqlite3").write_text("not a database" * 100)
    with VectorStore.restored(folder) as store:
        store.collection("shop", "encoder", Kind.ITEMS).upsert(["east"], EAST[None, :])
    assert (tmp_path / "index.broken" / "chroma.sqlite3").exists()
    with VectorStore.restored(folder) as store:
        assert store.collection("shop", "encoder", Kind.ITEMS).count() == 1
    with own_index(folder), pytest.raises(IndexUnavailable, match="in use by process"):
        VectorStore.restored(folder)


def test_more_rows_than_one_batch_of_chroma_holds(store: VectorStore) -> None:
    many = store.collection("many", "encoder", Kind.FACTS)
    ids = [f"row {number}" for number in range(6_000)]
    many.upsert(ids, np.random.default_rng(0).standard_normal((6_000, 4)).astype(np.float32))
    assert set(many.all_vectors()) == set(ids)
    many.delete(ids[:5_999])
    assert many.ids() == ids[5_999:]


def test_shops_kinds_and_encoders_do_not_mix(store: VectorStore, items: VectorCollection) -> None:
    assert store.collection("shop", "encoder", Kind.FACTS).count() == 0
    assert store.collection("shop", "other encoder", Kind.ITEMS).count() == 0
    assert store.collection("Shop", "encoder", Kind.ITEMS).count() == 0
    assert store.collection("shop", "encoder", Kind.ITEMS) is items


def test_rows_of_an_older_encoder_are_dropped_and_other_shops_keep_theirs(
    store: VectorStore, items: VectorCollection
) -> None:
    store.collection("shop", "new encoder", Kind.ITEMS)
    other = store.collection("other shop", "encoder", Kind.ITEMS)
    other.upsert(["east"], EAST[None, :])
    assert store.drop_other_encoders("shop", "new encoder") == 1
    assert other.count() == 1
    assert store.collection("shop", "encoder", Kind.ITEMS).count() == 0


def test_a_vector_of_another_size_is_refused_in_our_words(items: VectorCollection) -> None:
    with pytest.raises(IndexUnavailable, match="rebuild"):
        items.nearest(np.ones(3, dtype=np.float32), 1)


def test_a_second_owner_of_the_folder_is_refused(tmp_path: Path) -> None:
    with own_index(tmp_path), pytest.raises(IndexUnavailable, match="in use by process"):
        VectorStore.embedded(tmp_path)


def test_another_process_is_refused_until_this_one_lets_go(tmp_path: Path) -> None:
    code = f"from pathlib import Path; from retrieval.vectors import own_index; own_index(Path({str(tmp_path)!r}))"
    command = [sys.executable, "-c", code]
    with own_index(tmp_path):
        refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "IndexUnavailable" in refused.stderr
    assert subprocess.run(command, check=False).returncode == 0


def test_a_folder_that_is_no_index_is_refused_and_given_back(tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_text("not a database" * 100)
    with pytest.raises(IndexUnavailable, match="rebuild"):
        VectorStore.embedded(tmp_path)
    own_index(tmp_path).close()


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://x", "", "http://127.0.0.1:9"])
def test_a_server_that_is_not_there_is_refused_in_our_words(url: str) -> None:
    with pytest.raises(IndexUnavailable):
        VectorStore.served(url)


@given(st.text(), st.text(), st.sampled_from(Kind))
def test_every_shop_has_a_name_that_chroma_accepts(shop: str, fingerprint: str, kind: Kind) -> None:
    name = collection_name(shop, fingerprint, kind)
    assert re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9._-]{1,510}[a-zA-Z0-9]", name)
    assert name == collection_name(shop, fingerprint, kind)


def test_names_of_shops_that_look_alike_differ() -> None:
    shops = ("a b", "a-b", "A B", "店", "铺", "")
    assert len({collection_name(shop, "e", Kind.ITEMS) for shop in shops}) == len(shops)
