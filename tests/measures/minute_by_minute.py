"""What staffing is worth, counted minute by minute from the words of a scenario: slow, and nothing to get wrong."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from servsim.delivery import EncounterLog
from servsim.scenario import Scenario
from servsim.study import Replication

DAY = 1440


class Count(NamedTuple):
    scheduled: float
    overtime: float
    busy: float


def on_schedule(scenario: Scenario, team: str, minute: int) -> int:
    """Agents scheduled in a minute: within opening hours, what the roster said last (all times are whole minutes)."""
    clock, agents = scenario.clock, scenario.teams[team].agents
    start = int(clock.open or 0)
    day, since = divmod(minute - start, DAY)
    if not 0 <= day < clock.days or since >= clock.open_minutes:
        return 0
    if not isinstance(agents, dict):
        return agents
    known = [(((time % DAY) - start) % DAY, number) for time, number in agents.items()]
    past = [(time, number) for time, number in known if time <= since]
    return max(past)[1] if past else 0


def overlap(start: float, end: float, minute: int) -> float:
    return max(0.0, min(end, minute + 1.0) - max(start, float(minute)))


def handlings(replication: Replication, team: str) -> list[tuple[int, float, float]]:
    """(place of the agent, start, end) of all handling of a team, cut at the end of the replication."""
    plan, log = replication.model.plan, replication.log
    index = list(replication.model.scenario.teams).index(team)
    first, end = plan.teams.first_agent[index : index + 2]
    rows = np.flatnonzero((log.agent >= first) & (log.agent < end))
    horizon = plan.opening.horizon
    ends = np.where(np.isnan(log.ended), horizon, log.ended)
    return [(int(log.agent[row] - first), float(log.started[row]), float(ends[row])) for row in rows]


def count_minutes(replication: Replication, team: str) -> Count:
    scenario = replication.model.scenario
    begin, last = int(scenario.clock.warm_up), (scenario.clock.days + 3) * DAY
    roster = [on_schedule(scenario, team, minute) for minute in range(last)]
    busy = overtime = 0.0
    for place, start, end in handlings(replication, team):
        for minute in range(max(begin, int(start)), int(np.ceil(end))):
            worked = overlap(start, end, minute)
            busy += worked
            overtime += worked * (place >= roster[minute])
    return Count(float(sum(roster[begin:])), overtime, busy)


def waiting_and_busy(log: EncounterLog, rows: np.ndarray, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean numbers waiting and busy between edges (of one day), encounter by encounter."""
    waiting, busy = np.zeros(len(edges) - 1), np.zeros(len(edges) - 1)
    for row in np.flatnonzero(rows):
        joined, started, ended = (float(column[row]) for column in (log.joined, log.started, log.ended))
        ended = np.inf if np.isnan(ended) else ended
        left = ended if np.isnan(started) else started
        for slot, (low, high) in enumerate(pairwise(edges)):
            waiting[slot] += max(0.0, min(left, high) - max(joined, low)) / (high - low)
            if not np.isnan(started):
                busy[slot] += max(0.0, min(ended, high) - max(started, low)) / (high - low)
    return waiting, busy
