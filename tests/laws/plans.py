"""Plans that no scenario states yet: other teams for a queue, other hours for an agent."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from servsim.delivery.plan.plan import DutyIntervals, Matching, Plan


def matched(plan: Plan, pairs: Iterable[tuple[int, int, int]]) -> Plan:
    """The plan with other pairs (queue, team, rank)."""
    queue, team, rank = (np.array(column, np.int64) for column in zip(*pairs, strict=True))
    return replace(plan, matching=Matching(queue, team, rank))


def away(plan: Plan, agent: int, start: float, end: float) -> Plan:
    """The plan with one agent off duty from an instant to another."""
    intervals = []
    for begins, ends, who in plan.duty.intervals:
        if who != agent or end <= begins or start >= ends:
            intervals.append((begins, ends, who))
            continue
        if begins < start:
            intervals.append((begins, start, who))
        if end < ends:
            intervals.append((end, ends, who))
    return replace(plan, duty=DutyIntervals.of(intervals))


@st.composite
def altered(draw: st.DrawFn, plan: Plan) -> Plan:
    """The plan with more teams at its queues, and agents who are away now and then, on a lattice full of ties."""
    queues, teams = plan.queues.limit.size, plan.teams.wage.size
    further = st.tuples(st.integers(0, queues - 1), st.integers(0, teams - 1), st.integers(0, 2))
    pairs = {(queue, team): rank for queue, team, rank in draw(st.lists(further, max_size=4))}
    pairs |= {(queue, queue): pairs.get((queue, queue), 0) for queue in range(queues)}
    result = matched(plan, [(queue, team, rank) for (queue, team), rank in pairs.items()])
    agents, opened = int(plan.teams.first_agent[-1]), plan.opening.start
    absences = st.tuples(st.integers(0, max(agents - 1, 0)), st.integers(0, 40), st.integers(1, 20))
    for agent, begins, lasts in draw(st.lists(absences, max_size=4)):
        start = opened + 15.0 * begins
        result = away(result, agent, start, start + 15.0 * lasts)
    return result
