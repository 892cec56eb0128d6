"""What the roster costs and how busy it is, for everybody and each team."""

import numpy as np
from numpy.typing import NDArray

from servsim.measures.counted import Counted, with_everybody

STAFFING = ("occupancy", "overtime", "labour_cost", "cost_per_contact")


def staffing(counted: Counted) -> dict[str, NDArray[np.float64]]:
    """Occupancy, overtime (hours), cost of the paid hours, and that by contact."""
    summary = counted.summary
    busy, on_schedule = np.moveaxis(summary.work, -1, 0)
    overtime = np.maximum(0.0, busy - on_schedule)
    paid = summary.on_schedule + overtime
    parts = busy, paid, overtime, paid * summary.model.plan.teams.wage
    busy, paid, overtime, cost = (with_everybody(part) for part in parts)
    rows = counted.rows(("all", "team"))
    contacts = counted.counter("contacts")[:, rows]
    found = {
        "occupancy": np.where(paid > 0, busy / paid, np.nan),
        "overtime": overtime / 60.0,
        "labour_cost": cost,
        "cost_per_contact": np.where(contacts > 0, cost / contacts, np.nan),
    }
    values = {kpi: counted.nowhere() for kpi in found}
    for kpi, value in found.items():
        values[kpi][:, rows] = value
    return values
