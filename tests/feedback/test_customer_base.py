import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.customer_base import (
    base_after,
    churn_rate,
    customers_lost,
    customers_won,
    half_life,
    next_base,
    settled_base,
)

SHARE = st.floats(0.0, 1.0)


def test_each_journey_is_one_decision() -> None:
    assert customers_lost(200.0, 0.75) == 50.0
    assert churn_rate(0.75) == 0.25


def test_word_of_mouth_raises_and_lowers_acquisition_but_not_below_none() -> None:
    assert [customers_won(50.0, 0.2, nps) for nps in (-100.0, 0.0, 50.0, 100.0)] == pytest.approx([40, 50, 55, 60])
    assert customers_won(50.0, 5.0, -100.0) == 0.0
    assert customers_won(50.0, 0.0, 80.0) == 50.0


def test_nobody_is_lost_twice() -> None:
    assert next_base(100.0, 250.0, 30.0) == 30.0


@given(st.floats(1.0, 1e6), st.floats(0.0, 0.99), st.floats(0.0, 1e4))
def test_the_settled_base_stays(customers: float, retention: float, won: float) -> None:
    settled = settled_base(won, retention)
    after = next_base(settled, churn_rate(retention) * settled, won)
    assert after == pytest.approx(settled, rel=1e-9)
    moved = next_base(customers, churn_rate(retention) * customers, won)
    assert abs(moved - settled) <= retention * abs(customers - settled) + 1e-6 * (customers + settled)


@given(st.floats(1.0, 1e6), st.floats(0.0, 1.0), st.floats(0.0, 1e4), st.integers(0, 60))
def test_many_periods_are_one_after_the_other(customers: float, retention: float, won: float, periods: int) -> None:
    there = customers
    for _ in range(periods):
        there = next_base(there, churn_rate(retention) * there, won)
    assert base_after(customers, retention, won, periods) == pytest.approx(there, rel=1e-6)


def test_without_churn_the_base_has_no_end() -> None:
    assert settled_base(10.0, 1.0) == float("inf")


@given(st.floats(0.01, 0.99))
def test_after_the_half_life_half_are_lost(retention: float) -> None:
    assert retention ** half_life(retention) == pytest.approx(0.5)
