"""What KPIs are computed for: everybody, each segment, touchpoint, team, and hour of the day."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.log.encounter_log import EncounterLog
from servsim.scenario.kpis.kpi import SCOPE_KINDS, ScopeKind
from servsim.scenario.scenario import Scenario

Ints = NDArray[np.int64]


class Scope(NamedTuple):
    """A part of the service: its kind (all, segment, touchpoint, team, hour) and name."""

    kind: ScopeKind
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()


EVERYBODY = Scope("all", "")


class Grouping(NamedTuple):
    """A kind of scope and its names, in order."""

    kind: ScopeKind
    names: tuple[str, ...]


def groupings(scenario: Scenario) -> tuple[Grouping, ...]:
    """All groupings of a scenario."""
    return (
        Grouping("all", ("",)),
        Grouping("segment", tuple(scenario.segments)),
        Grouping("touchpoint", tuple(scenario.touchpoints)),
        Grouping("team", tuple(scenario.teams)),
        Grouping("hour", tuple(scenario.clock.labels(60.0))),
    )


def scopes(scenario: Scenario) -> list[Scope]:
    """All scopes, in the order of the rows of a KPI table."""
    return [Scope(grouping.kind, name) for grouping in groupings(scenario) for name in grouping.names]


def all_scopes(scenarios: Iterable[Scenario]) -> tuple[Scope, ...]:
    """The scopes of several scenarios together, by kind: options may add touchpoints, teams, segments and hours."""
    found = dict.fromkeys(scope for scenario in scenarios for scope in scopes(scenario))
    return tuple(sorted(found, key=lambda scope: SCOPE_KINDS.index(scope.kind)))


def codes(scenario: Scenario, team_of: Ints, log: EncounterLog, kind: str) -> Ints:
    """(n,) the group of each encounter in a grouping; -1 for none."""
    if kind == "segment":
        return log.segment
    if kind == "touchpoint":
        return log.touchpoint
    if kind == "team":
        return team_of[log.touchpoint]
    if kind == "hour":
        since = np.mod(log.joined - (scenario.clock.open or 0.0), 1440.0)
        hour = (since // 60.0).astype(np.int64)
        return np.where(since < scenario.clock.open_minutes, hour, -1)
    return np.zeros(len(log), dtype=np.int64)
