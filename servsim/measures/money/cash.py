"""What is left in the till: revenue and costs of one period, profit, and what it is worth when it goes on.

This is the view that decides between options. Work on failures (rework, repeat contacts, complaints) is in the paid
hours already. All amounts are in the scenario's currency.
"""

from itertools import repeat
from typing import NamedTuple

from servsim.feedback.journey.customer_base import base_after
from servsim.feedback.journey.lifetime_value import WEEKS_PER_YEAR, discount_per, discounted


class Cash(NamedTuple):
    """Money that comes in and goes out in one period."""

    revenue: float
    """Completed journeys at their margin (before labour)."""
    labour: float
    """Paid hours at their wage."""
    overtime_premium: float
    """What overtime costs above the wage."""
    programmes: float
    """Training, systems and the like."""
    surveys_and_audits: float
    compensation: float
    """Paid to customers who complained."""
    waiting: float
    """The price of waiting, where one is stated."""

    @property
    def profit(self) -> float:
        """What comes in less all that goes out."""
        return self.revenue - sum(self[1:])


class Equity(NamedTuple):
    """The customers, and what they bring."""

    customers: float
    retention: float
    """Share that stays from week to week, 0..1."""
    won: float
    """Customers won in a week."""
    worth: float
    """Customer lifetime value, the current margin included."""


def value_of_profits(weekly: float, weeks: int, yearly: float) -> float:
    """Worth today of the same profit in each of so many weeks, discounted by a yearly rate (0.1 is 10 %)."""
    return discounted(repeat(weekly, weeks), _weekly(yearly))


def value_of_customers(equity: Equity, weeks: int, yearly: float) -> float:
    """Worth today of the customers there are after so many weeks like this one."""
    there = base_after(equity.customers, equity.retention, equity.won, weeks)
    return float(there * equity.worth / (1.0 + _weekly(yearly)) ** weeks)


def _weekly(yearly: float) -> float:
    return discount_per(yearly, 1.0 / WEEKS_PER_YEAR)
