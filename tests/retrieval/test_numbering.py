"""One numbering for catalogue, filters and search: rows stay, and what passes is a view of them."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.items import Item
from domain.ports import CatalogueChange
from domain.wishes import Op, Wish
from retrieval.arrays import Arrays
from retrieval.best import best_of_groups, top
from retrieval.languages.english import English
from retrieval.numbering import Numbering, Passing
from retrieval.outline import Outline
from tests.fakes.catalogue import catalogue_of, item
from tests.fakes.encoder import HashEncoder

LAW = settings(deadline=None, max_examples=60)
DRAWN = st.builds(
    lambda name, group, price, colour, stock: item(
        name, f"{colour} {name}", group=group, price=price, stock=stock, said={"colour": colour}
    ),
    st.sampled_from("abcdefgh"),
    st.sampled_from("uvwxyz"),
    st.integers(1, 9),
    st.sampled_from(["red", "blue"]),
    st.sampled_from([None, 0, 3]),
)
SHELF = st.lists(DRAWN, unique_by=lambda made: made.item_id, max_size=8)


def test_rows_stay_with_their_items_and_a_retired_one_leaves_its_row_empty() -> None:
    first = Numbering.of([item("a"), item("b")])
    second = first.updated([item("c", group="b"), item("b", title="New")], ["a", "unknown"])
    assert [second.id_at(row) for row in range(3)] == ["", "b", "c"]
    assert second.rows(["c", "a", "b"]).tolist() == [2, 1]
    assert second.groups[2] == second.groups[1]
    assert first.id_at(0) == "a" and len(first) == 2
    assert second.origin is first.origin and Numbering.of([item("a")]).origin is not first.origin


def test_what_passes_is_a_sequence_of_ids() -> None:
    passing = Passing.of(Numbering.of([item("a"), item("b"), item("c")]), ["c", "a"])
    assert list(passing) == ["a", "c"] and len(passing) == 2 and passing
    assert "c" in passing and "b" not in passing and "z" not in passing
    assert passing[1] == "c" and passing[:1] == ["a"]
    assert not Passing.of(Numbering(), [])


@LAW
@given(SHELF, st.integers(0, 9), st.sampled_from(["red", "blue", None]))
def test_law_what_passes_and_its_counts_equal_a_plain_loop(shelf: list[Item], most: int, colour: str | None) -> None:
    catalogue = catalogue_of(*shelf)
    wishes = [Wish("price", Op.MAX, number=float(most), unit="GBP", hard=True)]
    wishes += [Wish("colour", Op.IS, (colour,), hard=True)] if colour else []
    plain = [
        made
        for made in shelf
        if made.stock != 0 and (made.price_minor or 0) <= most and colour in (None, made.facts[0].value)
    ]
    assert list(catalogue.passing(wishes)) == [made.item_id for made in plain]
    assert [made.item_id in catalogue.passing(wishes) for made in shelf] == [made in plain for made in shelf]
    for _ in range(2):  # worked out, then remembered
        assert catalogue.count(wishes) == len({made.group_id for made in plain})
    pairs = {(made.facts[0].value, made.group_id) for made in plain}
    assert catalogue.value_counts("colour", wishes) == Counter(value for value, _ in pairs)


@pytest.mark.parametrize("gone", [1, 4])
def test_the_counts_of_a_version_are_its_own(gone: int) -> None:
    catalogue = catalogue_of(*(item(str(number), group="g" if number < 2 else str(number)) for number in range(5)))
    assert catalogue.count(()) == 4
    assert catalogue.updated(CatalogueChange(2, (), (str(gone),))).count(()) == (4 if gone < 2 else 3)
    sold_out = tuple(replace(catalogue.item(str(number)), stock=0) for number in (0, 1))
    assert catalogue.updated(CatalogueChange(2, sold_out, ())).count(()) == 3
    assert catalogue.count(()) == 4


@LAW
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=30), st.integers(0, 12))
def test_law_the_best_equal_those_of_a_whole_sort(drawn: list[tuple[int, int]], limit: int) -> None:
    scores = np.array([score for score, _ in drawn], np.float32)
    groups = np.array([group for _, group in drawn], np.int32)
    order = sorted(range(len(drawn)), key=lambda place: -scores[place])
    assert top(scores, limit).tolist() == order[:limit]
    firsts = [place for rank, place in enumerate(order) if groups[place] not in groups[order[:rank]]]
    assert best_of_groups(scores, groups, limit).tolist() == firsts[:limit]


@LAW
@given(SHELF, st.lists(st.sampled_from("abcdefgh"), max_size=3))
def test_law_arrays_moved_to_another_numbering_say_the_same(shelf: list[Item], gone: list[str]) -> None:
    encoder, language = HashEncoder(8), English()
    vectors = {made.item_id: np.asarray(encoder.encode([made.title])[0]) for made in shelf}
    old = Arrays.empty().changed(Numbering.of(shelf), shelf, (), vectors=vectors, fact_vectors={}, language=language)
    left = [made for made in reversed(shelf) if made.item_id not in gone]
    moved = old.changed(Numbering.of(left), (), gone, vectors={}, fact_vectors={}, language=language)
    new = Arrays.empty().changed(moved.numbering, left, (), vectors=vectors, fact_vectors={}, language=language)
    np.testing.assert_array_equal(moved.vectors, new.vectors.reshape(len(left), -1) if left else moved.vectors)
    np.testing.assert_array_equal(moved.encoded, new.encoded)
    for stem in ("red", "blue"):
        np.testing.assert_allclose(
            moved.lexical.scores([stem], len(left)), new.lexical.scores([stem], len(left)), rtol=1e-6
        )
        assert set(moved.facts(f"colour={stem}")[0].tolist()) == set(new.facts(f"colour={stem}")[0].tolist())


def test_an_outline_of_all_directions_is_exact_and_follows_changes() -> None:
    rng = np.random.default_rng(3)
    vectors = rng.standard_normal((200, 16)).astype(np.float32)
    direction = rng.standard_normal(16).astype(np.float32)
    whole = Outline.of(vectors, width=16)
    np.testing.assert_allclose(whole.rows @ (direction @ whole.basis), vectors @ direction, atol=1e-4)
    grown = np.concatenate([vectors, rng.standard_normal((5, 16)).astype(np.float32)])
    grown[3] = 0.0
    after = whole.updated(grown, [3, *range(200, 205)], 204)
    np.testing.assert_allclose(after.rows, grown @ whole.basis, atol=1e-4)
    assert after.basis is whole.basis
    assert whole.updated(grown, [3], 401).basis is not whole.basis
