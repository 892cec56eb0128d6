"""What a replication cost and brought, as far as the scenario states it."""

import numpy as np
from numpy.typing import NDArray

from servsim.measures.counted import Counted
from servsim.measures.functions.customer_base import CUSTOMER_BASE
from servsim.measures.money.economics import MONEY, Activity, money
from servsim.measures.money.loyalty import CustomerBase

__all__ = ["MONEY", "amounts"]

Floats = NDArray[np.float64]


def amounts(counted: Counted) -> dict[str, Floats]:
    """Cash and the cost of quality, for everybody."""
    scenario, values = counted.summary.model.scenario, {kpi: counted.nowhere() for kpi in MONEY}
    if scenario.economics is None and scenario.complaints is None:
        return values
    columns = _activities(counted)
    for number in range(len(counted.summary)):
        activity = Activity(**{name: float(column[number]) for name, column in columns.items()})
        base = CustomerBase(*(float(counted.everybody(kpi)[number]) for kpi in CUSTOMER_BASE))
        for kpi, value in money(scenario, activity, base).items():
            values[kpi][number, 0] = value
    return values


def _activities(counted: Counted) -> dict[str, Floats]:
    """(n,) by the fields of Activity: what happened in each replication, as far as money goes."""
    summary = counted.summary
    plan = summary.model.plan
    team_of, wages = plan.journey.team, plan.teams.wage
    wage_of = np.append(wages, 0.0)[team_of]  # self-service, whose team is -1, is paid nothing
    complaining = np.arange(team_of.size) == plan.complaining.touchpoint
    touchpoints = counted.rows(("touchpoint",))
    handling, rework, repeated = (counted.counter(name)[:, touchpoints] for name in ("handling", "rework", "repeated"))
    overtime = np.maximum(0.0, summary.work[:, :, 0] - summary.work[:, :, 1])
    return {
        "weeks": np.full(len(summary), summary.model.scenario.clock.weeks),
        "journeys": counted.everybody("journeys"),
        "completed": counted.counter("completed")[:, 0],
        "return_rate": counted.everybody("return_rate"),
        "rated": counted.counter("rated")[:, 0],
        "answered": counted.counter("recovered")[:, 0],
        "waited": counted.counter("wait")[:, 0],
        "labour": counted.everybody("labour_cost"),
        "overtime": (overtime * wages).sum(axis=1),
        "rework": (rework * wage_of).sum(axis=1),
        "repeats": (repeated * ~complaining * wage_of).sum(axis=1),
        "complaints": ((handling - rework) * complaining * wage_of).sum(axis=1),
    }
