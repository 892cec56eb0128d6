"""Little's law on one path: how many there are on average is how many come times how long they stay.

Little 1961; for a path of finite length it is plain bookkeeping (Stidham 1974), so that it holds exactly but for those
who are still there at the end, whose time is not over. The left side is swept from the moments of joining and leaving;
the right side is made of the means that the study tells. A fault in either sets them apart.
"""

from collections.abc import Iterator

import numpy as np

from servsim.delivery.rules.outcomes import Outcome
from servsim.study.checking.check import BUSY, WAITING, Check, Verdict
from servsim.study.checking.replication import CheckedReplication, Flags, Floats

ROUNDING = 1e-7
"""Relative; millions of moments in minutes of several years are added up."""


def littles_law(period: CheckedReplication) -> Iterator[Check]:
    """For each team the number waiting, then the number of busy agents, on average while the doors were open."""
    for team, name in enumerate(period.model.scenario.teams):
        mine = period.counted & (period.team == team)
        yield _waiting(period, team, mine & period.log.joined_queue)._replace(team=name)
        yield _busy(period, team, mine & ~np.isnan(period.log.started))._replace(team=name)


def _waiting(period: CheckedReplication, team: int, rows: Flags) -> Check:
    """Who joined the queue and left it, times the mean wait."""
    log, still = period.log, rows & period.still_waiting
    swept = area(log.joined[rows], period.left_queue[rows])
    over = _minutes(int((rows & ~still).sum()), period.figures.wait_mean[team])
    return _check(period, WAITING, (swept, over, float((period.end - log.joined[still]).sum())))


def _busy(period: CheckedReplication, team: int, rows: Flags) -> Check:
    """Who was served, times the mean handling time."""
    log, still = period.log, rows & (period.log.outcome == Outcome.IN_SERVICE)
    swept = area(log.started[rows], np.where(np.isnan(log.ended[rows]), period.end, log.ended[rows]))
    over = _minutes(period.figures.served[team], period.figures.handling[team])
    return _check(period, BUSY, (swept, over, float((period.end - log.started[still]).sum())))


def _minutes(number: float, mean: float) -> float:
    """Minutes of so many people; nobody has no mean."""
    return float(number * mean) if number else 0.0


def _check(period: CheckedReplication, name: str, minutes: tuple[float, float, float]) -> Check:
    """The law for minutes as swept, as expected, and of those who are still there."""
    swept, expected, still = (part / period.minutes for part in minutes)
    slack = ROUNDING * max(1.0, swept)
    low, high = expected + still - slack, expected + still + slack
    verdict: Verdict = "agrees" if low <= swept <= high else "failed"
    return Check(
        name, period.option, verdict, expected, swept, low=low, high=high, why=("still_there",) if still else ()
    )


def area(begun: Floats, ended: Floats) -> float:
    """Minutes of all who are there, by sweeping the clock: their number, from each coming or going to the next."""
    moments = np.concatenate([begun, ended])
    order = np.argsort(moments, kind="stable")
    number = np.cumsum(np.repeat([1.0, -1.0], begun.size)[order])
    return float(number[:-1] @ np.diff(moments[order])) if begun.size else 0.0
