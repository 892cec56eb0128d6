"""Where a search for a roster begins: offered load plus a safety that grows with its square root."""

import numpy as np

from servsim.demand.expected_visits import expected_visits
from servsim.scenario.scenario import Scenario
from servsim.study.searching.roster import Agents, RosterIntervals
from servsim.theory.staffing import square_root_staffing

SAFETY = 1.0
"""Agents beyond the offered load R, in units of sqrt(R): square-root staffing (Halfin & Whitt 1981; Borst, Mandelbaum &
Reiman 2004); 1 is an assumption, a good service with some waiting. The search moves away from it as it must."""


def square_root_roster(scenario: Scenario, roster: RosterIntervals) -> Agents:
    """Agents by interval from the routing, the stated handling times and the arrivals of that interval.

    Waits between touchpoints, coming back, complaints and the dials' effect on time are left out: it is a start. A team
    to which no routing leads, such as one that answers complaints, starts with the roster that is stated.
    """
    work = _work(scenario, roster.team)
    if not any(work.values()):
        return roster.agents
    return tuple(
        _staffed(sum(work[name] * _rate(scenario, name, (start, end)) for name in scenario.segments))
        for start, end in zip(roster.starts, roster.ends, strict=True)
    )


def _staffed(load: float) -> int:
    return square_root_staffing(load, SAFETY) if load > 0.0 else 0


def _work(scenario: Scenario, team: str) -> dict[str, float]:
    """For each segment, the minutes of the team's work that one customer brings."""
    touchpoints = scenario.touchpoints.values()
    families = [
        [one.handling.of(segment) if one.team == team else None for one in touchpoints] for segment in scenario.segments
    ]
    minutes = np.array([[0.0 if one is None else one.moments().mean for one in row] for row in families])
    visits = expected_visits(scenario)
    customers = np.array([part.arrivals.expected_customers(scenario.clock) for part in scenario.segments.values()])
    brought = np.divide((visits * minutes).sum(axis=1), customers, out=np.zeros(len(customers)), where=customers > 0)
    return dict(zip(scenario.segments, brought.tolist(), strict=True))


def _rate(scenario: Scenario, segment: str, interval: tuple[float, float]) -> float:
    """Mean arrivals per minute of a segment in an interval (minutes since opening); of replayed ones, of the day."""
    arrivals, clock, (start, end) = scenario.segments[segment].arrivals, scenario.clock, interval
    if arrivals.per_hour is None:
        return arrivals.expected_customers(clock) / (clock.open_minutes * clock.days)
    steps = clock.steps(arrivals.per_hour)
    until = [*(step.start for step in steps[1:]), clock.open_minutes]
    parts = (
        step.value / 60.0 * max(0.0, min(end, stop) - max(start, step.start))
        for step, stop in zip(steps, until, strict=True)
    )
    return sum(parts) * arrivals.mean_group / (end - start)
