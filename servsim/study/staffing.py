"""Paid, busy and waiting minutes: what the roster costs, and how queue and staff move over the day."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.delivery import EncounterLog, Plan

Floats = NDArray[np.float64]


def area(start: Floats, end: Floats, at: Floats) -> Floats:
    """Total length of the parts of the intervals [start, end) that lie before each instant ``at``."""
    return _ramp(start, at) - _ramp(end, at)


def _ramp(knots: Floats, at: Floats) -> Floats:
    """Sum over knots of max(0, at - knot)."""
    knots = np.sort(knots)
    reached = np.concatenate([[0.0], np.cumsum(knots)])
    passed = np.searchsorted(knots, at, side="left")
    return np.asarray(passed * at - reached[passed])


@dataclass(frozen=True, slots=True)
class Duty:
    """When how many agents of a team are scheduled: ``agents[i]`` from ``time[i]`` to ``time[i + 1]``, minutes."""

    time: Floats
    agents: Floats

    @classmethod
    def of(cls, plan: Plan, team: int) -> "Duty":
        """The schedule within opening hours."""
        opening = plan.opening
        rows = plan.roster.team == team
        times, counts = plan.roster.time[rows], plan.roster.agents[rows].astype(np.float64)
        if opening.never_closes:
            return cls(np.append(times, opening.horizon), np.append(counts, 0.0))
        knots, levels = [], []
        for day in range(opening.days):
            opened = day * 1440.0 + opening.start
            closed = opened + opening.length
            inside = (times > opened) & (times < closed)
            knots += [opened, *times[inside], closed]
            levels += [_level(times, counts, opened), *counts[inside], 0.0]
        return cls(np.asarray(knots), np.asarray(levels))

    def scheduled(self, place: int, at: Floats) -> Floats:
        """Minutes that the agent at a place of the roster has been on schedule before each instant."""
        on = np.append((self.agents > place).astype(np.float64)[:-1], 0.0)
        reached = np.concatenate([[0.0], np.cumsum(np.diff(self.time) * on[:-1])])
        return np.asarray(np.interp(at, self.time, reached))

    def total(self, at: Floats) -> Floats:
        """Scheduled minutes of the whole team before each instant."""
        reached = np.concatenate([[0.0], np.cumsum(np.diff(self.time) * self.agents[:-1])])
        return np.asarray(np.interp(at, self.time, reached))


def _level(times: Floats, counts: Floats, at: float) -> float:
    place = int(np.searchsorted(times, at, side="right")) - 1
    return float(counts[place]) if place >= 0 else 0.0


@dataclass(frozen=True, slots=True)
class Workload:
    """Minutes of one team in one replication, after the warm-up."""

    scheduled: float
    overtime: float
    """Handling outside the agent's own schedule."""
    busy: float

    @property
    def paid(self) -> float:
        """Scheduled and overtime minutes."""
        return self.scheduled + self.overtime


def workload(plan: Plan, log: EncounterLog, team: int) -> Workload:
    """Scheduled, overtime and busy minutes of a team."""
    duty = Duty.of(plan, team)
    begin = plan.opening.warm_up
    first, end = plan.teams.first_agent[team], plan.teams.first_agent[team + 1]
    theirs = (log.agent >= first) & (log.agent < end)
    finish = plan.opening.horizon
    start = np.maximum(log.started[theirs], begin)
    stop = np.fmax(np.fmin(np.where(np.isnan(log.ended[theirs]), finish, log.ended[theirs]), finish), start)
    agent = log.agent[theirs] - first
    busy = float((stop - start).sum())
    on_schedule = sum(
        float((duty.scheduled(place, stop[agent == place]) - duty.scheduled(place, start[agent == place])).sum())
        for place in np.unique(agent)
    )
    last = np.asarray([begin, duty.time[-1] if duty.time.size else begin])
    scheduled = float(np.diff(duty.total(last))[0]) if duty.time.size else 0.0
    return Workload(scheduled, max(0.0, busy - on_schedule), busy)


class Slots(NamedTuple):
    """Slots of the day: ``number`` slots of ``width`` minutes from ``start`` (minutes after midnight) on."""

    start: float
    width: float
    number: int

    @property
    def edges(self) -> Floats:
        """(number + 1,) edges, minutes after midnight."""
        return np.asarray(self.start + self.width * np.arange(self.number + 1), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Day:
    """Averages over the days of a replication by slot of the day: arrays (teams, slots)."""

    waiting: Floats
    busy: Floats
    scheduled: Floats


def day_profile(plan: Plan, log: EncounterLog, slots: Slots) -> Day:
    """Mean number waiting, busy and scheduled in each slot of the day."""
    opening = plan.opening
    first_day = int(np.ceil(opening.warm_up / 1440.0))
    days = range(min(first_day, opening.days - 1), opening.days)
    edges = 1440.0 * np.asarray(days)[:, None] + slots.edges[None, :]
    team = plan.journey.team[log.touchpoint]
    left = np.where(np.isnan(log.started), log.ended, log.started)
    left = np.where(np.isnan(left), np.nanmax(np.append(edges, 0.0)), left)
    ended = np.where(np.isnan(log.ended), np.nanmax(np.append(edges, 0.0)), log.ended)
    count = plan.teams.queue_limit.size
    result = Day(*(np.zeros((count, slots.number)) for _ in range(3)))
    for index in range(count):
        rows = team == index
        handled = rows & ~np.isnan(log.started)
        parts = (
            (result.waiting, area(log.joined[rows], left[rows], edges.ravel())),
            (result.busy, area(log.started[handled], ended[handled], edges.ravel())),
            (result.scheduled, Duty.of(plan, index).total(edges.ravel())),
        )
        for target, reached in parts:
            target[index] = np.diff(reached.reshape(edges.shape), axis=1).mean(axis=0) / slots.width
    return result
