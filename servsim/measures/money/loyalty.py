"""What satisfaction means for the customer base, as far as the scenario states one: numbers for one week."""

from math import isfinite, nan
from typing import NamedTuple

from servsim.feedback.journey.customer_base import customers_churned, customers_won, next_base, settled_base
from servsim.feedback.journey.lifetime_value import WEEKS_PER_YEAR, discount_per, lifetime_value
from servsim.scenario.parts.rating import Loyalty
from servsim.scenario.values.units import MINUTES_PER_DAY

WEEK = 7 * MINUTES_PER_DAY


class Week(NamedTuple):
    """An average week of one replication."""

    journeys: float
    return_rate: float  # 0..1
    nps: float  # true, -100..100
    labour_cost: float


class CustomerBase(NamedTuple):
    """What a week means for the base; NaN for what the scenario does not state."""

    customers_churned: float = nan
    """Customers lost a week."""
    customer_base_next: float = nan
    """Customers after this week."""
    customer_base_settled: float = nan
    """Customers in the long run, if every week were like this one."""
    clv: float = nan
    """Worth of a customer, the current margin included."""


def customer_base(stated: Loyalty, week: Week) -> CustomerBase:
    """Churn, base and customer lifetime value of a week like this one."""
    if stated.customers is None or not week.journeys > 0.0:
        return CustomerBase()
    lost = customers_churned(week.journeys, week.return_rate)
    retention = max(0.0, 1.0 - lost / stated.customers)
    value = _value(stated.margin, week, stated.discount_rate, stated.customers)
    if stated.acquisition is None:
        return CustomerBase(lost, clv=value)
    won = customers_won(stated.acquisition * WEEK, stated.word_of_mouth, week.nps)
    settled = settled_base(won, retention)
    return CustomerBase(lost, next_base(stated.customers, lost, won), settled if isfinite(settled) else nan, value)


def _value(margin: float | None, week: Week, yearly: float, customers: float) -> float:
    """CLV from journey to journey: their distance follows from how many a customer has in a week."""
    if margin is None:
        return nan
    years = customers / week.journeys / WEEKS_PER_YEAR
    net = margin - week.labour_cost / week.journeys
    return lifetime_value(net, week.return_rate, discount_per(yearly, years))
