"""What was counted, as one table of scopes by counters, and the KPIs worked out of it so far."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servsim.measures.scopes import scopes
from servsim.measures.summary import Summary
from servsim.scenario.kpis.declarations import COUNTERS, KPIS
from servsim.scenario.kpis.kpi import ScopeKind

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

COLUMN = {name: column for column, name in enumerate(KPIS)}
"""Where a KPI stands in a table."""


@dataclass(frozen=True)
class Counted:
    """The counters of n replications in all scopes, and the KPIs that are known already."""

    summary: Summary
    counters: Floats
    """(n, scopes, counters) in the order of COUNTERS; NaN where a counter does not exist for a scope."""
    kinds: tuple[str, ...]
    """(scopes,) the kind of each scope."""
    kpis: Floats
    """(n, scopes, KPIs) as far as they are known already; NaN elsewhere."""

    @classmethod
    def of(cls, summary: Summary) -> "Counted":
        """What a summary counted."""
        kinds = tuple(scope.kind for scope in scopes(summary.model.scenario))
        journeys = np.full((len(summary), len(kinds), summary.journeys.shape[-1]), np.nan)
        journeys[:, : 1 + summary.journeys.shape[1]] = with_everybody(summary.journeys)
        parts = [summary.facts, summary.customers[:, :, None], journeys]
        nothing = np.full((*journeys.shape[:2], len(KPIS)), np.nan)
        return cls(summary, np.concatenate(parts, axis=2), kinds, nothing)

    def counter(self, name: str) -> Floats:
        """(n, scopes) one counter."""
        column: Floats = self.counters[:, :, COUNTERS.index(name)]
        return column

    def kpi(self, name: str) -> Floats:
        """(n, scopes) one KPI, to be read or filled."""
        column: Floats = self.kpis[:, :, COLUMN[name]]
        return column

    def rows(self, kinds: Sequence[ScopeKind]) -> Ints:
        """The rows of the scopes of these kinds."""
        return np.flatnonzero([kind in kinds for kind in self.kinds])

    def nowhere(self) -> Floats:
        """(n, scopes) of NaN, to be filled where a KPI exists."""
        return np.full(self.kpis.shape[:2], np.nan)

    def everybody(self, kpi: str) -> Floats:
        """(n,) a KPI of the whole service."""
        return self.kpi(kpi)[:, 0]


def with_everybody(groups: Floats) -> Floats:
    """(n, 1 + groups, ...) from (n, groups, ...): everybody first."""
    return np.concatenate([groups.sum(axis=1)[:, None], groups], axis=1)


def by_team(summary: Summary, touchpoints: Floats) -> Floats:
    """(n, teams, ...) from (n, touchpoints, ...)."""
    plan = summary.model.plan
    parts = [touchpoints[:, plan.journey.team == team].sum(axis=1)[:, None] for team in range(plan.teams.wage.size)]
    return np.concatenate([touchpoints[:, :0], *parts], axis=1)
