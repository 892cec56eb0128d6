"""Cash of one period, and the worth of periods to come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.journey.customer_base import customers_churned, next_base
from servsim.feedback.journey.lifetime_value import WEEKS_PER_YEAR
from servsim.measures.money.cash import Cash, Equity, value_of_customers, value_of_profits

AMOUNT = st.floats(0.0, 1e6)


@given(st.lists(AMOUNT, min_size=7, max_size=7))
def test_every_cost_lowers_the_profit_by_itself(amounts: list[float]) -> None:
    cash = Cash(*amounts)
    assert cash.profit == pytest.approx(amounts[0] - sum(amounts[1:]))


def test_profits_are_worth_less_the_later_they_come() -> None:
    assert value_of_profits(100.0, 1, 0.1) == 100.0
    assert value_of_profits(100.0, 20, 0.0) == 2000.0
    later = 1.1 ** (1.0 / WEEKS_PER_YEAR)
    assert value_of_profits(100.0, 52, 0.1) == pytest.approx(100 * (1 - later**-52) / (1 - 1 / later))


def test_the_customers_of_the_end_week_by_week() -> None:
    there = 5000.0
    for _ in range(30):
        there = next_base(there, customers_churned(there, 0.99), 20.0)
    found = value_of_customers(Equity(5000.0, 0.99, 20.0, 80.0), 30, 0.1)
    assert found == pytest.approx(there * 80.0 / 1.1 ** (30 / WEEKS_PER_YEAR))


def test_twin_without_losses_and_discount_every_customer_won_counts_in_full() -> None:
    assert value_of_customers(Equity(100.0, 1.0, 2.0, 10.0), 5, 0.0) == pytest.approx(1100.0)
