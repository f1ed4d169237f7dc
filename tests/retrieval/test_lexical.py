"""The lexical index: hand-worked BM25, and changes that equal a rebuild."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.items import Fact, Item
from retrieval.languages.english import English
from retrieval.lexical import Document, LexicalIndex, content_stems, document

ENGLISH = English()


def doc(**stems: float) -> Document:
    return Document(stems, frozenset())


def built(*documents: Document) -> LexicalIndex:
    return LexicalIndex.empty().changed(dict(enumerate(documents)))


def test_scores_are_bm25_worked_by_hand() -> None:
    index = built(doc(train=2, wood=2), doc(train=1, kite=1), doc(kite=2))
    # N = 3, lengths 4, 2, 2, average 8/3. "wood" is in one document: idf = ln(1 + 2.5/1.5) = ln(8/3). Row 0: f = 2, K =
    # 1.2 (0.25 + 0.75 · 4/(8/3)) = 1.65; 2 · 2.2 / 3.65.
    scores = index.scores(["wood"], 3)
    np.testing.assert_allclose(scores, [math.log(8 / 3) * 4.4 / 3.65, 0, 0], rtol=1e-6)


def test_a_rare_word_counts_more_than_a_common_one_and_a_repeated_one_counts_once() -> None:
    index = built(doc(train=1, wood=1), doc(train=1, kite=1), doc(train=1, ball=1))
    assert index.scores(["wood"], 3)[0] > index.scores(["train"], 3)[0] > 0
    np.testing.assert_array_equal(index.scores(["wood", "wood"], 3), index.scores(["wood"], 3))


def test_top_gives_the_best_rows_in_order_and_none_without_any_word() -> None:
    index = built(doc(kite=1), doc(train=1), doc(train=3, kite=1), doc(ball=1))
    assert [row for row, _ in index.top(["train"], 10)] == [2, 1]
    assert [row for row, _ in index.top(["train"], 1)] == [2]
    assert index.top(["lamp"], 10) == LexicalIndex.empty().top(["lamp"], 10) == []


def test_a_title_counts_more_than_the_text() -> None:
    titled = Item("s", "1", "1", "Wooden train", text="a toy")
    told = Item("s", "2", "2", "A toy", text="wooden train")
    index = built(document(told, ENGLISH), document(titled, ENGLISH))
    assert [row for row, _ in index.top(content_stems("trains of wood", ENGLISH), 2)] == [1, 0]


def test_brand_category_and_facts_are_found() -> None:
    facts = (
        Fact("1", "material", "wood", "", ""),
        Fact("1", "space_saving", "yes", "", ""),
        Fact("1", "loud", "no", "", ""),
    )
    item = Item("s", "1", "1", "Set", brand="Brio", category=("Toys", "Railways"), facts=facts)
    index = built(document(item, ENGLISH))
    for said, hits in {"brio": 1, "railway": 1, "wooden": 1, "save space": 1, "loud": 0, "the": 0}.items():
        assert len(index.top(content_stems(said, ENGLISH), 5)) == hits, said


def test_an_older_index_is_not_changed_by_a_newer_one() -> None:
    old = built(doc(train=1))
    new = old.changed({0: doc(kite=1)}, [])
    assert (len(old.top(["train"], 5)), len(old.top(["kite"], 5))) == (1, 0)
    assert (len(new.top(["train"], 5)), len(new.top(["kite"], 5))) == (0, 1)


STEMS = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 4).map(float), min_size=1)
ROWS = st.dictionaries(st.integers(0, 6), STEMS.map(lambda stems: Document(stems, frozenset())))


@given(
    st.lists(st.tuples(ROWS, st.lists(st.integers(0, 8), max_size=3)), max_size=5), st.lists(st.sampled_from("abcdefg"))
)
def test_any_sequence_of_changes_equals_a_rebuild(
    changes: list[tuple[dict[int, Document], list[int]]], query: list[str]
) -> None:
    index, truth = LexicalIndex.empty(), dict[int, Document]()
    for upserted, deleted in changes:
        index = index.changed(upserted, deleted)
        truth = {row: one for row, one in truth.items() if row not in deleted} | upserted
    fresh = LexicalIndex.empty().changed(truth)
    np.testing.assert_allclose(index.scores(query, 9), fresh.scores(query, 9), rtol=1e-5)
    assert set(index.postings.by_key) == set(fresh.postings.by_key)


@pytest.mark.parametrize("stems", [[], ["absent"]])
def test_words_that_no_document_has_score_nothing(stems: list[str]) -> None:
    assert built(doc(train=1)).scores(stems, 1).tolist() == [0.0]
