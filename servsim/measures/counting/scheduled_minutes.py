"""Minutes on schedule, for occupancy and overtime: the duty of the plan, cut to the opening hours."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.plan.duty import roster_of
from servsim.delivery.plan.plan import Plan

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Schedule:
    """When how many agents of a team are scheduled: ``agents[i]`` from ``time[i]`` to ``time[i + 1]``, minutes."""

    time: Floats
    agents: Floats

    @classmethod
    def of(cls, plan: Plan, team: int) -> "Schedule":
        """The schedule within opening hours."""
        opening, roster = plan.opening, roster_of(plan)
        rows = roster.team == team
        times, counts = roster.time[rows], roster.agents[rows].astype(np.float64)
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

    def scheduled(self, position: int, at: Floats) -> Floats:
        """Minutes that the agent at a place of the roster has been on schedule before each instant."""
        on = np.append((self.agents > position).astype(np.float64)[:-1], 0.0)
        reached = np.concatenate([[0.0], np.cumsum(np.diff(self.time) * on[:-1])])
        return np.asarray(np.interp(at, self.time, reached))

    def total(self, at: Floats) -> Floats:
        """Scheduled minutes of the whole team before each instant."""
        reached = np.concatenate([[0.0], np.cumsum(np.diff(self.time) * self.agents[:-1])])
        return np.asarray(np.interp(at, self.time, reached))

    def since(self, begin: float) -> float:
        """Scheduled minutes of the whole team from an instant (minutes) to the end of the schedule."""
        if not self.time.size:
            return 0.0
        return float(np.diff(self.total(np.asarray([begin, self.time[-1]])))[0])


def _level(times: Floats, counts: Floats, at: float) -> float:
    index = int(np.searchsorted(times, at, side="right")) - 1
    return float(counts[index]) if index >= 0 else 0.0
