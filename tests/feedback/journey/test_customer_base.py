import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.journey.customer_base import (
    base_after,
    churn_rate,
    customers_churned,
    customers_won,
    half_life,
    next_base,
    settled_base,
)
from servsim.feedback.journey.loyalty import returns

SHARE = st.floats(0.0, 1.0)


def test_each_journey_is_one_decision() -> None:
    assert customers_churned(200.0, 0.75) == 50.0
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


def base_by_draws(word_of_mouth: float, weeks: int, seed: int) -> np.ndarray:
    """The base week by week, customer by customer: who returns stays, and as many are won as chance and talk bring."""
    generator, base, result = np.random.default_rng(seed), 300, []
    for week in range(weeks):
        nps = 60.0 * (-1) ** (week // 20)  # good and bad times, some weeks each
        stay = sum(returns(0.8, draw) for draw in generator.random(base).tolist())
        base = stay + int(generator.poisson(customers_won(60.0, word_of_mouth, nps)))
        result.append(base)
    return np.array(result[50:])


def test_without_word_of_mouth_and_with_constant_return_the_base_is_poisson() -> None:
    """T6.5: then the arrivals of each week, a thinned Poisson base, are Poisson too (mean and variance a / (1 - r))."""
    base = base_by_draws(0.0, 3050, 5)
    expected = settled_base(60.0, 0.8)
    error = expected**0.5 * ((1 + 0.8) / (1 - 0.8) / base.size) ** 0.5  # an AR(1) series with coefficient r
    assert abs(base.mean() - expected) < 4 * error
    spread = (2 * (1 + 0.64) / (1 - 0.64) / base.size) ** 0.5
    assert abs(base.var(ddof=1) / expected - 1.0) < 4 * spread


def test_twin_word_of_mouth_in_good_and_bad_times_is_more_than_poisson() -> None:
    base = base_by_draws(1.0, 3050, 5)
    assert base.var(ddof=1) / base.mean() > 3.0
