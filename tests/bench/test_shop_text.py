"""The next-purchase benchmark: no answer in a row's own features, and ranks that flatter nobody."""

import numpy as np

from bench.shop_text.behaviour import behaviour_of, memory_of, walked, weights_of
from bench.shop_text.data import MOST_HISTORY, Rows, steps_of
from bench.shop_text.features import Shop, all_features
from bench.shop_text.metrics import paired, ranks_of
from bench.shop_text.texts import Texts, bm25, cosine, counted, padded, words

ITEMS = 4


def rows(*told: tuple[str, list[int], int]) -> Rows:
    """Rows of (user, history oldest first, target)."""
    history = np.full((len(told), MOST_HISTORY), ITEMS, np.int64)
    for place, (_, items, _) in enumerate(told):
        history[place, : len(items)] = items[::-1]
    return Rows(tuple(user for user, _, _ in told), history, np.array([target for *_, target in told]))


def shop(known: Rows) -> Shop:
    """Four items of one brand whose texts have nothing in common, and more users than a history is compared with."""
    vectors = np.eye(ITEMS, dtype=np.float32)
    likeness = {name: padded(vectors) for name in ("bm25", "words")}
    brands = np.array([1, 1, 1, 1, 0])
    memory = memory_of(steps_of(known, ITEMS), vectors)
    return Shop((), Texts(likeness, vectors), brands, behaviour_of(known, vectors), memory)


def test_a_row_learns_nothing_from_its_own_user_even_by_a_later_row() -> None:
    known = rows(("a", [0], 1), ("a", [0, 1], 2))
    found = all_features(shop(known), known, {})
    behavioural = [name for name in found if name.startswith(("step", "with")) or name in ("popularity", "knn")]
    assert len(behavioural) == 14
    assert all(not found[name].any() for name in behavioural)


def test_a_step_of_another_user_counts_once_however_often_its_rows_tell_it() -> None:
    known = rows(("a", [0], 1), ("b", [0], 1), ("b", [0, 1], 2), ("b", [0, 1, 2], 3))
    found = all_features(shop(known), known.cut(0, 1), {})
    assert found["step_last"][0].tolist() == np.log1p(np.array([0, 1, 0, 0], np.float32)).tolist()
    assert found["step_rate"][0].tolist() == [0.0, 0.5, 0.0, 0.0]
    assert np.allclose(np.expm1(found["popularity"][0]), [1, 1, 1, 1])


def test_older_purchases_count_less_and_the_best_of_all_is_kept() -> None:
    known = rows(("a", [2, 0], 1))
    found = all_features(shop(known), known, {})
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


def test_the_steps_hidden_in_histories_are_rows_once() -> None:
    found = steps_of(rows(("a", [3, 0], 1), ("a", [3, 0, 1], 2), ("b", [2], 2)), ITEMS)
    assert found.users == ("a", "a", "a", "b")
    assert found.target.tolist() == [0, 1, 2, 2]
    assert found.history[2, :4].tolist() == [1, 0, 3, ITEMS]


def test_steps_smoothed_by_likeness_leave_the_own_user_out_exactly() -> None:
    near = np.array([[0.7, 0.3, 0, 0], [0.2, 0.8, 0, 0], [0, 0, 0.6, 0.4], [0, 0, 0.5, 0.5]], np.float32)
    both = rows(("a", [0, 2], 1), ("b", [1], 2), ("b", [1, 2], 3))
    alone = rows(("b", [1], 2), ("b", [1, 2], 3))
    asked, weights = both.cut(0, 1), weights_of(both.cut(0, 1), ITEMS)
    found = walked(behaviour_of(both, near).together, near, asked, weights)
    wanted = walked(behaviour_of(alone, near).together, near, asked, weights)
    for form in ("plain", "from_like", "to_like", "like_like"):
        assert np.allclose(getattr(found, form), getattr(wanted, form), atol=1e-5)
        assert getattr(wanted, form).any()


def test_a_paired_gain_is_the_mean_of_the_rows_that_count() -> None:
    gap = paired([np.array([1, 11, 3])], [np.array([11, 11, 3])], np.array([1, 1, 0]))
    assert gap["n"] == 2
    assert gap["hr@10 gain"] == 0.5
