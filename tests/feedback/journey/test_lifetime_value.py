import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.journey.lifetime_value import discount_per, discounted, future_value, lifetime_value

RETENTION = st.floats(0.0, 0.95)
DISCOUNT = st.floats(0.01, 0.5)


@given(st.floats(0.0, 1e3), RETENTION, DISCOUNT)
def test_a_lifetime_is_the_series_of_its_discounted_margins(margin: float, retention: float, discount: float) -> None:
    expected = discounted((margin * retention**journey for journey in range(800)), discount)
    assert lifetime_value(margin, retention, discount) == pytest.approx(expected, rel=1e-9)
    assert future_value(margin, retention, discount) == pytest.approx(expected - margin, rel=1e-9, abs=1e-9)


def test_what_comes_now_is_not_discounted() -> None:
    assert discounted([10.0, 11.0], 0.1) == pytest.approx(20.0)
    assert discounted([], 0.1) == 0.0


@given(st.floats(0.0, 1.0), st.integers(1, 60))
def test_rates_of_short_periods_compound_to_the_yearly_one(yearly: float, parts: int) -> None:
    assert (1.0 + discount_per(yearly, 1.0 / parts)) ** parts == pytest.approx(1.0 + yearly)


def test_twin_dividing_the_yearly_rate_is_noticed() -> None:
    assert discount_per(0.4, 0.25) != pytest.approx(0.1, rel=0.05)
