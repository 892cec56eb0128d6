"""Who is on duty when: intervals of agents, and the changes of duty that follow from them.

A roster that states counts is one way to say it: the first n agents of a team are on duty. Shifts, breaks and absences
are others; engines only see changes of duty. Who goes off duty finishes the encounter at hand.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import numpy as np

from servsim.delivery.plan.plan import DutyIntervals, Plan, Roster
from servsim.scenario.scenario import Scenario


class DutyChange(NamedTuple):
    """Agents of a team who go off duty at an instant, and those who come, in the order in which they do."""

    time: float
    team: int
    leaving: tuple[int, ...]
    coming: tuple[int, ...]


def duty_of(scenario: Scenario, first_agent: list[int]) -> DutyIntervals:
    """The duty intervals of all agents, from the counts of the rosters."""
    intervals: list[tuple[float, float, int]] = []
    for first, name in zip(first_agent, scenario.teams, strict=False):
        since: list[float] = []
        for time, agents in _counts(scenario, name):
            while len(since) > agents:
                intervals.append((since.pop(), time, first + len(since)))
            since += [time] * (agents - len(since))
        intervals += [(start, np.inf, first + index) for index, start in enumerate(since)]
    return DutyIntervals.of(intervals)


def _counts(scenario: Scenario, team: str) -> Iterator[tuple[float, int]]:
    """The instants at which the number of agents on duty changes, and the number from then on."""
    clock, on_duty = scenario.clock, -1
    for opened, closed in clock.openings():
        steps = [(opened + step.start, int(step.value)) for step in clock.steps(scenario.teams[team].agents)]
        if not clock.never_closes and clock.at_close != "serve_those_inside":
            steps.append((closed, 0))
        for time, agents in steps:
            if agents != on_duty:
                yield time, agents
            on_duty = agents


def duty_changes(plan: Plan) -> list[DutyChange]:
    """The changes of duty by instant, then team; agents in the order of their numbers."""
    team_of = plan.teams.of_agent
    events = [(start, team_of[agent], True, agent) for start, _, agent in plan.duty.intervals]
    events += [(end, team_of[agent], False, agent) for _, end, agent in plan.duty.intervals if end < np.inf]
    changes = []
    for (time, team), group in groupby(sorted(events), key=lambda event: event[:2]):
        moved = list(group)
        leaving = tuple(agent for _, _, comes, agent in moved if not comes)
        changes.append(DutyChange(time, team, leaving, tuple(agent for _, _, comes, agent in moved if comes)))
    return changes


def roster_of(plan: Plan) -> Roster:
    """How many agents of each team are on duty from every change on."""
    count: dict[int, int] = {}
    rows = []
    for change in duty_changes(plan):
        count[change.team] = count.get(change.team, 0) + len(change.coming) - len(change.leaving)
        rows.append((change.time, change.team, count[change.team]))
    time, team, agents = zip(*rows, strict=True) if rows else ((), (), ())
    return Roster(np.array(time, np.float64), np.array(team, np.int64), np.array(agents, np.int64))
