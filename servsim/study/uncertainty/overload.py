"""Overload without end: more work than the staff can do, in a service that never empties and that nobody gives up."""

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.plan.plan import KEEP_WAITING
from servsim.measures.kpi_table import COLUMN
from servsim.measures.model import Model
from servsim.measures.scopes import Scope, scopes
from servsim.scenario.scenario import Scenario

Floats = NDArray[np.float64]


def overloaded(model: Model, tables: Floats) -> bool:
    """Whether some team is offered at least the work that it can do, from (replications, scopes, KPIs).

    The queue then grows for ever and its mean depends on when one stops looking: such a result is no result. A service
    that empties when it closes starts anew every day, and customers who give up or find no place limit the queue: then
    there is no overload.
    """
    opening = model.plan.opening
    if not (opening.never_closes or opening.at_close == KEEP_WAITING):
        return False
    scenario, means = model.scenario, tables.mean(axis=0)
    rows = {scope: means[row] for row, scope in enumerate(scopes(scenario))}
    return any(_offered(scenario, rows, team) >= 1.0 for team in scenario.teams if _endless(scenario, team))


def _endless(scenario: Scenario, team: str) -> bool:
    """Whether nothing limits the queue of a team."""
    parts = [part for part in scenario.touchpoints.values() if part.team == team]
    patient = all(part.patience is None for part in parts)
    staying = all(segment.patience is None and segment.balking is None for segment in scenario.segments.values())
    return bool(parts) and patient and staying and scenario.teams[team].queue_limit is None


def _offered(scenario: Scenario, rows: dict[Scope, Floats], team: str) -> float:
    """Work that came to a team over the work that it could do: occupancy, times the work that came over that done."""
    came = done = 0.0
    for name, part in scenario.touchpoints.items():
        row = rows[Scope("touchpoint", name)]
        if part.team == team and row[COLUMN["served"]] > 0:
            came += float(row[COLUMN["contacts"]] * row[COLUMN["aht"]])
            done += float(row[COLUMN["served"]] * row[COLUMN["aht"]])
    return float(rows[Scope("team", team)][COLUMN["occupancy"]]) * came / done if done > 0 else 0.0
