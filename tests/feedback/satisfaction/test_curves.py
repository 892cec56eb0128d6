import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.satisfaction.curves import clipped, cuts_below, logistic

ODDS = st.floats(-1e9, 1e9)


def test_even_odds_are_one_half_and_the_ends_are_reached_without_overflow() -> None:
    assert [logistic(odds) for odds in (-1e300, -1e9, 0.0, 1e9, 1e300)] == [0.0, 0.0, 0.5, 1.0, 1.0]


@given(ODDS, ODDS)
def test_probability_rises_with_the_odds_and_the_two_sides_mirror_each_other(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= logistic(low) <= logistic(high) <= 1.0
    assert logistic(-one) == pytest.approx(1.0 - logistic(one), abs=1e-15)


def test_what_lies_beyond_a_scale_becomes_its_end() -> None:
    assert [clipped(value, -1.0, 1.0) for value in (-3.0, -1.0, 0.2, 1.0, 3.0)] == [-1.0, -1.0, 0.2, 1.0, 1.0]


def test_a_class_includes_its_upper_end() -> None:
    assert [cuts_below(value, (-0.5, 0.0, 0.4)) for value in (-0.6, -0.5, -0.49, 0.4, 0.41)] == [0, 0, 1, 2, 3]
