"""What was counted, as one table of scopes by counters, and the KPIs worked out of it so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from servsim.measures.scopes import scopes
from servsim.measures.summary import Summary
from servsim.scenario.kpis.counters import COUNTERS
from servsim.scenario.kpis.kpi import ScopeKind, terms

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Counted:
    """The counters of n replications in all scopes, and the KPIs that are known already."""

    summary: Summary
    table: Floats
    """(n, scopes, counters) in the order of COUNTERS; NaN where a counter does not exist for a scope."""
    kinds: tuple[str, ...]
    """(scopes,) the kind of each scope."""
    known: dict[str, Floats] = field(default_factory=dict)
    """(n, scopes) by KPI."""

    @classmethod
    def of(cls, summary: Summary) -> "Counted":
        """What a summary counted."""
        kinds = tuple(scope.kind for scope in scopes(summary.model.scenario))
        journeys = np.full((len(summary), len(kinds), summary.journeys.shape[-1]), np.nan)
        journeys[:, : 1 + summary.journeys.shape[1]] = with_everybody(summary.journeys)
        parts = [_by_scope(summary), summary.customers[:, :, None], journeys]
        return cls(summary, np.concatenate(parts, axis=2), kinds)

    def sum_of(self, expression: str) -> Floats:
        """(n, scopes) counters added up and taken off as a numerator or denominator says."""
        (first, _), *others = terms(expression)
        total = self.counter(first)
        for name, sign in others:
            total = total + sign * self.counter(name)
        return total

    def counter(self, name: str) -> Floats:
        """(n, scopes) one counter."""
        column: Floats = self.table[:, :, COUNTERS.index(name)]
        return column

    def rows(self, kinds: Sequence[ScopeKind]) -> Ints:
        """The rows of the scopes of these kinds."""
        return np.flatnonzero([kind in kinds for kind in self.kinds])

    def nowhere(self) -> Floats:
        """(n, scopes) of NaN, to be filled where a KPI exists."""
        return np.full(self.table.shape[:2], np.nan)

    def everybody(self, kpi: str) -> Floats:
        """(n,) a KPI of the whole service."""
        column: Floats = self.known[kpi][:, 0]
        return column


def with_everybody(groups: Floats) -> Floats:
    """(n, 1 + groups, ...) from (n, groups, ...): everybody first."""
    return np.concatenate([groups.sum(axis=1)[:, None], groups], axis=1)


def by_team(summary: Summary, touchpoints: Floats) -> Floats:
    """(n, teams, ...) from (n, touchpoints, ...)."""
    plan = summary.model.plan
    parts = [touchpoints[:, plan.journey.team == team].sum(axis=1)[:, None] for team in range(plan.teams.wage.size)]
    return np.concatenate([touchpoints[:, :0], *parts], axis=1)


def _by_scope(summary: Summary) -> Floats:
    """(n, scopes, counters) for everybody, each segment, touchpoint, team and hour."""
    cells = summary.facts
    over_hours = cells.sum(axis=3)
    touchpoints = over_hours.sum(axis=1)
    rows = [touchpoints.sum(axis=1)[:, None], over_hours.sum(axis=2), touchpoints, by_team(summary, touchpoints)]
    return np.concatenate([*rows, cells.sum(axis=1).sum(axis=1)[:, :-1]], axis=1)
