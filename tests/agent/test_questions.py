"""Products' own answers, worked by hand."""

import numpy as np

from agent.questions import own_shares


def test_a_product_with_two_values_has_half_of_each() -> None:
    own = own_shares([("red",), ("red", "blue"), ()], ["red", "blue"])
    assert np.array_equal(own, [[1.0, 0.5, 0.0], [0.0, 0.5, 0.0]])


def test_values_that_are_not_offered_fall_under_something_else() -> None:
    own = own_shares([("red",), ("green", "pink"), ("blue", "green")], ["red", "blue"])
    assert np.array_equal(own, [[1.0, 0.0, 0.0], [0.0, 0.0, 0.5], [0.0, 1.0, 0.5]])
