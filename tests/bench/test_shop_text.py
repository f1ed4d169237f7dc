"""The next-purchase benchmark: no answer in a row's own features, and ranks that flatter nobody."""

import numpy as np

from bench.shop_text.command import ranks_of
from bench.shop_text.data import MOST_HISTORY, Rows, behaviour_of
from bench.shop_text.features import Shop, all_features
from bench.shop_text.texts import bm25, cosine, counted, padded, words

ITEMS = 4


def rows(*told: tuple[str, list[int], int]) -> Rows:
    """Rows of (user, history oldest first, target)."""
    history = np.full((len(told), MOST_HISTORY), ITEMS, np.int64)
    for place, (_, items, _) in enumerate(told):
        history[place, : len(items)] = items[::-1]
    return Rows(tuple(user for user, _, _ in told), history, np.array([target for *_, target in told]))


def shop(known: Rows) -> Shop:
    """Four items of one brand whose texts have nothing in common."""
    likeness = {name: padded(np.eye(ITEMS, dtype=np.float32)) for name in ("bm25", "words")}
    brands = np.array([1, 1, 1, 1, 0])
    return Shop(likeness, brands, np.eye(ITEMS, dtype=np.float32), behaviour_of(known, ITEMS))


def test_a_row_learns_nothing_from_its_own_user_even_by_a_later_row() -> None:
    known = rows(("a", [0], 1), ("a", [0, 1], 2))
    found = all_features(shop(known), known)
    behavioural = [name for name in found if name.startswith("step") or name == "popularity"]
    assert len(behavioural) == 8
    assert all(not found[name].any() for name in behavioural)


def test_a_step_of_another_user_counts_once_however_often_its_rows_tell_it() -> None:
    known = rows(("a", [0], 1), ("b", [0], 1), ("b", [0, 1], 2), ("b", [0, 1, 2], 3))
    found = all_features(shop(known), known.cut(0, 1))
    assert found["step_last"][0].tolist() == np.log1p(np.array([0, 1, 0, 0], np.float32)).tolist()
    assert found["step_rate"][0].tolist() == [0.0, 0.5, 0.0, 0.0]
    assert np.allclose(np.expm1(found["popularity"][0]), [1, 1, 1, 1])


def test_older_purchases_count_less_and_the_best_of_all_is_kept() -> None:
    known = rows(("a", [2, 0], 1))
    found = all_features(shop(known), known)
    assert np.allclose(found["words_decayed"][0], [1 / 1.7, 0, 0.7 / 1.7, 0])
    assert found["words_best"][0].tolist() == [1, 0, 1, 0]
    assert found["words_last"][0].tolist() == [1, 0, 0, 0]


def test_ties_are_counted_as_the_worst_case() -> None:
    assert ranks_of(np.array([[1, 1, 0], [0, 2, 1]], np.float32), np.array([0, 1])).tolist() == [2, 1]


def test_bm25_prefers_the_rarer_word() -> None:
    table = counted(["red pen", "red box", "red pen case"], words)
    likeness = bm25(table)
    assert likeness.shape == (4, 3)
    assert likeness[0, 0] > likeness[0, 2] > likeness[0, 1] > 0


def test_an_empty_text_is_like_nothing() -> None:
    assert cosine(np.array([[3, 4], [0, 0]], np.float32)).tolist() == [[1, 0], [0, 0], [0, 0]]
