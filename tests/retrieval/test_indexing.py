"""The outbox into a real Chroma: what is written, what is repeated after a kill, and how facts are said."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from domain.items import Fact, Item
from domain.ports import Pending
from retrieval.indexing import MAX_CHARACTERS, Indexed, Indexer, fact_key, has_meaning, item_text, phrase
from retrieval.vectors import Kind, VectorStore
from tests.fakes.encoder import HashEncoder


def fact(relation: str, value: str, number: float | None = None) -> Fact:
    return Fact("1", relation, value, f"{relation}: {value}", "feed", number=number)


def item(item_id: str, title: str, *facts: Fact) -> Item:
    return Item("shop", item_id, item_id, title, facts=facts)


class Outbox:
    """Entries until they are acknowledged; it can die before it hears of that."""

    def __init__(self, *entries: Pending) -> None:
        self.entries = list(entries)
        self.dies = False

    def pending(self, limit: int) -> Sequence[Pending]:
        return self.entries[:limit]

    def acknowledge(self, sequences: Sequence[int]) -> None:
        if self.dies:
            raise KeyboardInterrupt
        self.entries = [entry for entry in self.entries if entry.sequence not in sequences]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VectorStore]:
    with VectorStore.embedded(tmp_path) as opened:
        yield opened


def indexer(store: VectorStore, outbox: Outbox, encoder: HashEncoder) -> Indexer:
    items, facts = (store.collection("shop", encoder.fingerprint, kind) for kind in Kind)
    return Indexer(encoder, items=items, facts=facts, pending=outbox.pending, acknowledge=outbox.acknowledge)


def rows(store: VectorStore, kind: Kind) -> dict[str, list[float]]:
    vectors = store.collection("shop", HashEncoder().fingerprint, kind).all_vectors()
    return {key: np.round(vector, 5).tolist() for key, vector in vectors.items()}


def test_items_and_their_distinct_facts_are_written_and_acknowledged(store: VectorStore) -> None:
    wood = fact("material", "wood")
    outbox = Outbox(
        Pending(1, "a", item("a", "Train", wood)), Pending(2, "b", item("b", "Kite", wood, fact("loud", "yes")))
    )
    heard: list[int] = []
    assert indexer(store, outbox, HashEncoder()).drain(heard.append) == Indexed(items=2, facts=2)
    assert (outbox.entries, heard) == ([], [2])
    assert set(rows(store, Kind.ITEMS)) == {"a", "b"}
    assert set(rows(store, Kind.FACTS)) == {"material=wood", "loud=yes"}
    found = store.collection("shop", HashEncoder().fingerprint, Kind.ITEMS)
    assert found.nearest(np.asarray(HashEncoder().encode(["trains"]))[0], 1).ids == ("a",)


def test_a_removed_item_leaves_and_a_changed_one_is_replaced(store: VectorStore) -> None:
    first = Outbox(Pending(1, "a", item("a", "Train")), Pending(2, "b", item("b", "Kite")))
    indexer(store, first, HashEncoder()).drain()
    before = rows(store, Kind.ITEMS)
    second = Outbox(Pending(3, "a", None), Pending(4, "b", item("b", "Ball")))
    assert indexer(store, second, HashEncoder()).drain() == Indexed(items=1, removed=1)
    after = rows(store, Kind.ITEMS)
    assert set(after) == {"b"}
    assert after["b"] != before["b"]


def test_the_last_entry_of_an_item_counts(store: VectorStore) -> None:
    outbox = Outbox(
        Pending(1, "a", item("a", "Train")),
        Pending(2, "a", None),
        Pending(3, "a", item("a", "Kite")),
        Pending(4, "b", None),
    )
    indexer(store, outbox, HashEncoder()).drain()
    assert set(rows(store, Kind.ITEMS)) == {"a"}


def test_a_kill_before_the_acknowledgement_loses_and_doubles_nothing(store: VectorStore) -> None:
    outbox = Outbox(
        *(
            Pending(number, str(number), item(str(number), f"Toy {number}", fact("loud", "yes")))
            for number in range(200)
        )
    )
    outbox.dies = True
    with pytest.raises(KeyboardInterrupt):
        indexer(store, outbox, HashEncoder()).drain()
    assert len(outbox.entries) == 200
    outbox.dies = False
    encoder = HashEncoder()
    indexer(store, outbox, encoder).drain()
    assert encoder.encoded.count("Toy 0") == encoder.encoded.count("Toy 199") == 1
    assert (len(rows(store, Kind.ITEMS)), len(rows(store, Kind.FACTS))) == (200, 1)


def test_known_facts_are_not_encoded_again(store: VectorStore) -> None:
    indexer(store, Outbox(Pending(1, "a", item("a", "Train", fact("loud", "yes")))), HashEncoder()).drain()
    encoder = HashEncoder()
    indexer(store, Outbox(Pending(2, "b", item("b", "Kite", fact("loud", "yes")))), encoder).drain()
    assert encoder.encoded == ["Kite"]


def test_a_fact_of_several_rounds_is_encoded_once(store: VectorStore) -> None:
    many = (Pending(number, str(number), item(str(number), "Toy", fact("loud", "yes"))) for number in range(300))
    encoder = HashEncoder()
    assert indexer(store, Outbox(*many), encoder).drain() == Indexed(items=300, facts=1)
    assert encoder.encoded.count("loud") == 1


def test_an_items_text_goes_from_its_name_to_its_prose_and_is_cut() -> None:
    one = Item(
        "s", "1", "1", "Express", description="A red train.", text="all", brand="Brio", category=("Toys", "Trains")
    )
    assert item_text(one) == "Express. Brio. Toys > Trains. A red train."
    assert item_text(Item("s", "1", "1", "Express", text="Express by Brio")) == "Express. Express by Brio"
    assert len(item_text(Item("s", "1", "1", "Express", text="word " * 1000))) == MAX_CHARACTERS


@pytest.mark.parametrize(
    ("relation", "value", "said"),
    [
        ("space_saving", "yes", "space saving, for small flats and rooms"),
        ("long_lasting", "yes", "long lasting"),
        ("material", "wood", "material: wood"),
        ("category", "trains & railway sets", "trains & railway sets"),
    ],
)
def test_facts_are_said_as_people_say_them(relation: str, value: str, said: str) -> None:
    assert phrase(relation, value) == said
    assert has_meaning(fact(relation, value))
    assert fact_key(relation, value) == f"{relation}={value}"


@pytest.mark.parametrize(
    "noise",
    [
        fact("price", "12.99", 1299.0),
        fact("brand", "brio"),
        fact("age_min", "three years"),
        fact("item_weight", "9 g", 9.0),
        fact("loud", "no"),
        fact("power", "no batteries"),
        fact("code", "b008pkaaz2"),
        fact("note", "this item can be delivered to most places"),
    ],
)
def test_numbers_names_codes_prose_and_negations_are_not_found_by_meaning(noise: Fact) -> None:
    assert not has_meaning(noise)
