"""The money of one replication in its two views: cash and the cost of quality, as far as the scenario states them.

The two overlap on purpose and are never added: cash decides, the cost of quality explains.
"""

from math import isnan, nan
from typing import NamedTuple

from servsim.measures.money.cash import Cash, Equity, value_of_customers, value_of_profits
from servsim.measures.money.cost_of_quality import CostOfQuality, lost_through_quality, worth_lost
from servsim.measures.money.loyalty import CustomerBase
from servsim.scenario.parts.economics import Economics
from servsim.scenario.scenario import Scenario

MONEY = (
    "revenue", "overtime_premium", "programme_cost", "survey_and_audit_cost", "compensation_cost", "waiting_cost",
    "profit", "value", "cost_prevention", "cost_appraisal", "cost_internal_failure", "cost_external_failure",
    "cost_of_churn", "cost_of_quality",
)  # fmt: skip
"""The KPIs that are amounts of money."""


class Activity(NamedTuple):
    """What happened in one replication, as far as money goes."""

    weeks: float
    journeys: float
    completed: float
    """Journeys served to the end."""
    return_rate: float
    rated: float
    """Encounters about which the survey may ask."""
    answered: float
    """Complaints answered with success; 0 where nobody hears complaints."""
    waited: float
    """Minutes customers waited."""
    labour: float
    overtime: float
    """Overtime at the wage, without premium."""
    rework: float
    """Minutes of rework at the wage of who did it."""
    repeats: float
    """Minutes of repeat contacts, without rework, at the wage."""
    complaints: float
    """Minutes of answering complaints, without rework, at the wage."""


def money(scenario: Scenario, period: Activity, base: CustomerBase) -> dict[str, float]:
    """The amounts by the names of their KPIs; without ``economics`` only what complaints cost in compensation."""
    stated, heard = scenario.economics, scenario.complaints
    paid = 0.0 if heard is None else period.answered * heard.compensation
    result = {} if heard is None else {"compensation_cost": paid}
    if stated is None:
        return result
    cash = cash_of(scenario, stated, period, paid)
    quality = quality_of(scenario, stated, period, base, paid)
    return result | {
        "revenue": cash.revenue,
        "overtime_premium": cash.overtime_premium,
        "programme_cost": cash.programmes,
        "survey_and_audit_cost": cash.surveys_and_audits,
        "waiting_cost": cash.waiting,
        "profit": cash.profit,
        "value": value_of(scenario, stated, cash.profit / period.weeks, base),
        "cost_prevention": quality.prevention,
        "cost_appraisal": quality.appraisal,
        "cost_internal_failure": quality.internal,
        "cost_external_failure": quality.external,
        "cost_of_churn": quality.lost,
        "cost_of_quality": quality.total,
    }


def cash_of(scenario: Scenario, stated: Economics, period: Activity, compensation: float) -> Cash:
    """Revenue (NaN without a margin) and costs of the period."""
    margin = scenario.loyalty.margin
    return Cash(
        revenue=nan if margin is None else period.completed * margin,
        labour=period.labour,
        overtime_premium=period.overtime * stated.overtime_premium,
        programmes=period.weeks * stated.weekly("prevention", "appraisal", "other"),
        surveys_and_audits=_surveys_and_audits(scenario, stated, period),
        compensation=compensation,
        waiting=period.waited * (stated.cost_per_waiting_minute or 0.0),
    )


def quality_of(
    scenario: Scenario, stated: Economics, period: Activity, base: CustomerBase, compensation: float
) -> CostOfQuality:
    """The same period by why money went; customers lost count where their worth is known."""
    anyway = 1.0 - scenario.loyalty.return_high if stated.churn_anyway is None else stated.churn_anyway
    worth = future_worth(scenario, period, base)
    lost = lost_through_quality(period.journeys, period.return_rate, anyway)
    return CostOfQuality(
        prevention=period.weeks * stated.weekly("prevention"),
        appraisal=period.weeks * stated.weekly("appraisal") + _surveys_and_audits(scenario, stated, period),
        internal=period.rework,
        contacts=period.repeats + period.complaints + compensation,
        lost=0.0 if isnan(worth) else worth_lost(lost, worth),
    )


def future_worth(scenario: Scenario, period: Activity, base: CustomerBase) -> float:
    """What a customer brings from the next journey on: CLV less the current margin net of labour; NaN if unknown."""
    margin = scenario.loyalty.margin
    return nan if margin is None or isnan(base.clv) else base.clv - (margin - period.labour / period.journeys)


def value_of(scenario: Scenario, stated: Economics, weekly: float, base: CustomerBase) -> float:
    """Profits of the stated weeks, and the customers there are then where the scenario tells of them."""
    weeks, yearly = stated.horizon_weeks, scenario.loyalty.discount_rate
    profits, customers = value_of_profits(weekly, weeks, yearly), scenario.loyalty.customers
    if customers is None or isnan(base.clv) or isnan(base.customer_base_next):
        return profits
    staying = max(0.0, customers - base.customers_churned)
    equity = Equity(customers, staying / customers, base.customer_base_next - staying, base.clv)
    return profits + value_of_customers(equity, weeks, yearly)


def _surveys_and_audits(scenario: Scenario, stated: Economics, period: Activity) -> float:
    return period.rated * scenario.survey.invite * stated.survey_cost + period.weeks * stated.weekly_audits
