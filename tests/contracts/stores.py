"""What every `ItemStore` and every `SessionStore` does. A test module inherits these classes and gives the fixture."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

import pytest

from domain.actions import ActionType
from domain.errors import Conflict, UnknownItem, UnknownSession, UnknownShop
from domain.inputs import Answer, Input, Picture, Speaker, Words
from domain.items import Fact, Item, Sale
from domain.meaning import Act, Meaning
from domain.ports import Changes, ItemStore, SessionStore
from domain.session import Feedback, Reply, Session, Turn

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Items(ItemStore, Protocol):
    """The port, and what the API lists with."""

    def list_items(self, shop: str, *, limit: int, offset: int = 0) -> Sequence[Item]: ...
    def count_items(self, shop: str) -> int: ...
    def count_pending(self, shop: str) -> int: ...


class Sessions(SessionStore, Protocol):
    """The port, and what health and erasure look at."""

    def events(self, shop: str, session_id: str) -> Sequence[Feedback]: ...
    def count(self, shop: str) -> int: ...


def train(**changes: object) -> Item:
    """A wooden train at £12.99; hashes are those of the content given here."""
    facts = (
        Fact("train", "material", "wood", "Material: wood", "description", 0.8, span=(3, 7)),
        Fact("train", "age_min", "36", "For ages 3 and up", "age", number=36.0, unit="month"),
    )
    item = Item(
        "toys",
        "train",
        "train",
        "Wooden train",
        "Of beech.",
        "Wooden train. Of beech.",
        "Holz & Söhne",
        ("Toys", "Trains"),
        1299,
        1499,
        "GBP",
        0,
        4.5,
        12,
        "https://shop.example/train",
        "/train.svg",
        (("colour", "red"), ("size", "L")),
        facts,
        "c1",
        "t1",
        Sale(999, datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=timezone(timedelta(hours=1)))),
    )
    return replace(item, **changes)  # type: ignore[arg-type]


def boat(**changes: object) -> Item:
    """A boat of which next to nothing is known."""
    return replace(Item("toys", "boat", "boat", "Boat", content_hash="c2", text_hash="t2"), **changes)  # type: ignore[arg-type]


def queue(store: Items) -> list[tuple[str, bool]]:
    """The outbox: item, and whether it is there."""
    return [(entry.item_id, entry.item is not None) for entry in store.pending("toys", limit=100)]


def clear(store: Items) -> None:
    store.acknowledge("toys", [entry.sequence for entry in store.pending("toys", limit=100)])


class ItemStoreContract:
    """`store` has the empty shops "toys" (GBP) and "tools" (EUR)."""

    def test_knows_its_shops_by_name(self, store: Items) -> None:
        assert [(shop.name, shop.currency, shop.catalogue_version) for shop in store.shops()] == [
            ("tools", "EUR", 0),
            ("toys", "GBP", 0),
        ]

    def test_a_shop_that_is_there_keeps_its_currency(self, store: Items) -> None:
        assert store.add_shop("toys", currency="USD").currency == "GBP"

    def test_says_which_shop_it_does_not_know(self, store: Items) -> None:
        for call in (store.shop, store.count_items, store.enqueue_all):
            with pytest.raises(UnknownShop, match="hats"):
                call("hats")
        with pytest.raises(UnknownShop):
            store.upsert("hats", [])
        with pytest.raises(UnknownShop):
            store.changes_since("hats", 0)

    def test_gives_an_item_back_as_it_was_given(self, store: Items) -> None:
        store.upsert("toys", [train(), boat()])
        assert store.item("toys", "train") == train()
        assert store.item("toys", "boat") == boat()

    def test_ingesting_twice_changes_nothing(self, store: Items) -> None:
        assert store.upsert("toys", [train(), boat()]) == Changes(added=2)
        clear(store)
        assert store.upsert("toys", [train(), boat()]) == Changes(unchanged=2)
        assert store.shop("toys").catalogue_version == 1
        assert queue(store) == []

    def test_of_several_items_with_one_id_the_last_counts(self, store: Items) -> None:
        assert store.upsert("toys", [boat(title="Raft"), boat()]) == Changes(added=1)
        assert store.item("toys", "boat").title == "Boat"

    def test_a_new_price_changes_the_catalogue_but_not_the_index(self, store: Items) -> None:
        store.upsert("toys", [train(), boat()])
        clear(store)
        dearer = train(price_minor=1599, content_hash="c1b")
        assert store.upsert("toys", [dearer, boat()]) == Changes(changed=1, unchanged=1)
        assert store.changes_since("toys", 1).items == (dearer,)
        assert queue(store) == []

    def test_new_words_reach_the_index(self, store: Items) -> None:
        store.upsert("toys", [train(), boat()])
        clear(store)
        store.upsert("toys", [train(text="Red train.", facts=(), content_hash="c1b", text_hash="t1b")])
        (entry,) = store.pending("toys", limit=9)
        assert entry.item == store.item("toys", "train")
        assert entry.item.text == "Red train."
        assert entry.item.facts == ()

    def test_an_entry_shows_the_item_as_it_is_now(self, store: Items) -> None:
        store.upsert("toys", [train()])
        store.upsert("toys", [train(price_minor=5, content_hash="c1b")])
        assert [entry.item.price_minor for entry in store.pending("toys", limit=9) if entry.item] == [5]

    def test_acknowledging_an_older_entry_does_not_forget_a_newer_one(self, store: Items) -> None:
        store.upsert("toys", [train()])
        (older,) = store.pending("toys", limit=9)
        store.upsert("toys", [train(content_hash="c1b", text_hash="t1b")])
        store.acknowledge("toys", [older.sequence])
        assert queue(store) == [("train", True)]

    def test_the_oldest_entries_come_first(self, store: Items) -> None:
        store.upsert("toys", [train()])
        store.upsert("toys", [boat()])
        assert queue(store) == [("train", True), ("boat", True)]
        assert [entry.item_id for entry in store.pending("toys", limit=1)] == ["train"]
        assert store.count_pending("toys") == 2

    def test_a_removed_item_is_gone_everywhere(self, store: Items) -> None:
        store.upsert("toys", [train(), boat()])
        clear(store)
        assert store.remove("toys", ["train", "train", "kite"]) == Changes(removed=1)
        with pytest.raises(UnknownItem, match="train"):
            store.item("toys", "train")
        change = store.changes_since("toys", 1)
        assert (change.version, change.items, change.removed) == (2, (), ("train",))
        assert queue(store) == [("train", False)]
        assert store.list_items("toys", limit=9) == (boat(),)

    def test_removing_what_is_not_there_changes_nothing(self, store: Items) -> None:
        store.upsert("toys", [train()])
        store.remove("toys", ["train"])
        assert store.remove("toys", ["train", "kite"]) == Changes()
        assert store.shop("toys").catalogue_version == 2

    def test_an_item_that_comes_back_counts_as_added_and_is_indexed_again(self, store: Items) -> None:
        store.upsert("toys", [train()])
        store.remove("toys", ["train"])
        assert store.upsert("toys", [train()]) == Changes(added=1)
        assert store.item("toys", "train") == train()
        assert store.changes_since("toys", 2).removed == ()
        assert queue(store) == [("train", True)]

    def test_a_full_snapshot_retires_what_it_does_not_name(self, store: Items) -> None:
        store.upsert("toys", [train(), boat()])
        assert store.retire_all_but("toys", iter(["boat"])) == Changes(removed=1)
        assert store.retire_all_but("toys", ["boat"]) == Changes()
        assert store.changes_since("toys", 0).items == (boat(),)

    def test_changes_since_the_beginning_are_the_whole_catalogue(self, store: Items) -> None:
        assert store.changes_since("toys", 0).items == ()
        store.upsert("toys", [train()])
        store.upsert("toys", [boat()])
        change = store.changes_since("toys", 0)
        assert change.version == 2
        assert set(change.items) == {train(), boat()}
        assert store.changes_since("toys", 2).items == ()

    def test_rebuilding_puts_every_item_into_the_outbox_once(self, store: Items) -> None:
        store.upsert("toys", [train()])
        clear(store)
        store.upsert("toys", [boat()])
        assert store.enqueue_all("toys") == 2
        assert sorted(queue(store)) == [("boat", True), ("train", True)]

    def test_shops_do_not_see_each_other(self, store: Items) -> None:
        store.upsert("toys", [train()])
        drill = boat(shop="tools", item_id="train", title="Drive train")
        store.upsert("tools", [drill])
        for shop, own in (("toys", train()), ("tools", drill)):
            assert store.item(shop, "train") == own
            assert store.list_items(shop, limit=9) == store.changes_since(shop, 0).items == (own,)
            assert [entry.item for entry in store.pending(shop, limit=9)] == [own]
            assert store.count_items(shop) == store.enqueue_all(shop) == 1
        assert store.retire_all_but("toys", ["train"]) == store.remove("tools", ["boat"]) == Changes()
        assert store.remove("tools", ["train"]) == Changes(removed=1)
        assert store.item("toys", "train") == train()
        assert queue(store) == [("train", True)]
        assert [entry.item for entry in store.pending("tools", limit=9)] == [None]
        assert store.shop("toys").catalogue_version == 1

    def test_lists_a_page_by_id(self, store: Items) -> None:
        store.upsert("toys", [boat(item_id=f"b{number}") for number in (3, 1, 2, 0)])
        assert [item.item_id for item in store.list_items("toys", limit=2, offset=1)] == ["b1", "b2"]
        assert store.list_items("toys", limit=2, offset=4) == ()
        assert store.count_items("toys") == 4

    def test_an_item_may_have_more_siblings_than_one_statement_takes(self, store: Items) -> None:
        many = [boat(item_id=f"b{number:05}", content_hash=str(number)) for number in range(5_003)]
        assert store.upsert("toys", many) == Changes(added=5_003)
        assert store.upsert("toys", many) == Changes(unchanged=5_003)
        assert len(store.pending("toys", limit=5_002)) == 5_002
        assert store.retire_all_but("toys", [many[0].item_id]) == Changes(removed=5_002)


def conversation(session_id: str = "s1", shop: str = "toys") -> Session:
    return Session(shop, session_id, NOON, user_id="u1", locale="de-CH")


def turn(number: int, said: Input | None = None) -> Turn:
    turn_id = f"t{number}"
    reply = Reply(turn_id, "s1", "Here you are.", ActionType.RECOMMEND, "recommend")
    given = said or Words("a train")
    return Turn(turn_id, number, Speaker.SHOPPER, given, Meaning(Act.INFORM), reply, "linear-1", 2**32 - 1, NOON)


class SessionStoreContract:
    """`sessions` is empty."""

    def test_gives_a_conversation_back_as_it_was_said(self, sessions: Sessions) -> None:
        session, said = (
            conversation(),
            [turn(1), turn(2, Answer("colour", "")), turn(3, Picture(b"\xff\x00", "image/png"))],
        )
        sessions.create(session)
        for each in said:
            sessions.append(sessions.load("toys", "s1"), each)
        assert sessions.load("toys", "s1") == replace(session, turns=tuple(said))

    def test_moments_are_kept_whatever_their_zone(self, sessions: Sessions) -> None:
        tokyo = NOON.replace(microsecond=123456).astimezone(timezone(timedelta(hours=9)))
        sessions.create(replace(conversation(), created_at=tokyo))
        loaded = sessions.load("toys", "s1").created_at
        assert loaded == tokyo
        assert loaded.utcoffset() == timedelta(0)

    def test_a_conversation_that_has_grown_refuses_an_older_copy(self, sessions: Sessions) -> None:
        sessions.create(conversation())
        mine = yours = sessions.load("toys", "s1")
        sessions.append(mine, turn(1))
        with pytest.raises(Conflict, match="load it again"):
            sessions.append(yours, turn(1, Words("a boat")))
        assert sessions.load("toys", "s1").turns == (turn(1),)

    def test_an_id_is_given_once(self, sessions: Sessions) -> None:
        sessions.create(conversation())
        with pytest.raises(Conflict, match="s1"):
            sessions.create(conversation())

    def test_says_which_conversation_it_does_not_know(self, sessions: Sessions) -> None:
        sessions.create(conversation("other"))
        feedback = Feedback("train", "click", NOON)
        with pytest.raises(UnknownSession, match="s1"):
            sessions.load("toys", "s1")
        with pytest.raises(UnknownSession, match="s1"):
            sessions.append(conversation(), turn(1))
        with pytest.raises(UnknownSession, match="s1"):
            sessions.delete("toys", "s1")
        with pytest.raises(UnknownSession, match="s1"):
            sessions.record("toys", "s1", feedback)

    def test_shops_do_not_see_each_others_conversations(self, sessions: Sessions) -> None:
        sessions.create(conversation())
        with pytest.raises(UnknownSession, match="tools"):
            sessions.load("tools", "s1")
        sessions.create(conversation(shop="tools"))
        sessions.append(sessions.load("tools", "s1"), turn(1))
        sessions.record("tools", "s1", Feedback("drill", "view", NOON))
        sessions.delete("tools", "s1")
        assert sessions.load("toys", "s1") == conversation()
        assert (sessions.count("toys"), sessions.count("tools")) == (1, 0)

    def test_events_are_kept_in_order(self, sessions: Sessions) -> None:
        sessions.create(conversation())
        seen = [Feedback("train", "view", NOON, "t1"), Feedback("train", "like", NOON - timedelta(hours=1))]
        for event in seen:
            sessions.record("toys", "s1", event)
        assert list(sessions.events("toys", "s1")) == seen

    def test_erasing_leaves_nothing_behind(self, sessions: Sessions) -> None:
        sessions.create(conversation())
        sessions.append(conversation(), turn(1))
        sessions.record("toys", "s1", Feedback("train", "view", NOON))
        sessions.delete("toys", "s1")
        with pytest.raises(UnknownSession):
            sessions.load("toys", "s1")
        sessions.create(conversation())
        assert sessions.load("toys", "s1").turns == ()
        assert list(sessions.events("toys", "s1")) == []

    def test_of_many_who_write_at_once_one_wins_each_turn(self, sessions: Sessions) -> None:
        sessions.create(conversation())
        loaded = sessions.load("toys", "s1")

        def wins(number: int) -> bool:
            try:
                sessions.append(loaded, turn(1, Words(f"writer {number}")))
            except Conflict:
                return False
            return True

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(wins, range(8))) == 1
        assert sessions.load("toys", "s1").version == 1
