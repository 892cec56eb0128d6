"""What a week like the simulated one means for the customer base, as far as the scenario states one."""

import numpy as np
from numpy.typing import NDArray

from servsim.measures.counted import Counted
from servsim.measures.money.loyalty import CustomerBase, Week, customer_base

CUSTOMER_BASE = CustomerBase._fields


def customer_bases(counted: Counted) -> dict[str, NDArray[np.float64]]:
    """Churn, base and lifetime value, for everybody."""
    scenario, values = counted.summary.model.scenario, {kpi: counted.nowhere() for kpi in CUSTOMER_BASE}
    weeks = scenario.clock.weeks
    used = (counted.everybody(kpi).tolist() for kpi in ("journeys", "return_rate", "nps", "labour_cost"))
    for number, (journeys, returning, nps, cost) in enumerate(zip(*used, strict=True)):
        week = Week(journeys / weeks, returning, nps, cost / weeks)
        for kpi, value in customer_base(scenario.loyalty, week)._asdict().items():
            values[kpi][number, 0] = value
    return values
