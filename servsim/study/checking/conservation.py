"""Laws that every log keeps: nobody is lost, nobody is in two places, nobody waits less than no time."""

from collections.abc import Iterator

import numpy as np

from servsim.delivery.plan.duty import roster_of
from servsim.study.checking.check import Check, Verdict
from servsim.study.checking.replication import CheckedReplication, Ints


def conservation(period: CheckedReplication) -> Iterator[Check]:
    """Customers and contacts against what came and what the study tells, then breaches, of which there are none."""
    log, opening = period.log, period.model.plan.opening
    customers = np.unique(log.customer).size
    came = int((period.draws.arrival < opening.horizon).sum())
    onward = int(log.transferred.sum() + log.comes_back.sum())
    yield _equal(period, "customers", came, customers)
    yield _equal(period, "contacts", period.figures.contacts, int(period.counted.sum()))
    yield _equal(period, "ways", customers + onward, len(log))
    yield _equal(period, "one_at_a_time", 0, served_two_at_once(period))
    yield _equal(period, "on_duty", 0, started_off_duty(period))
    yield _equal(period, "waits", 0, went_backwards(period))


def _equal(period: CheckedReplication, law: str, expected: float, simulated: int) -> Check:
    verdict: Verdict = "agrees" if simulated == expected else "failed"
    return Check(law, period.option, verdict, float(expected), float(simulated))


def served_two_at_once(period: CheckedReplication) -> int:
    """How often an agent began with a customer before the one at hand was gone."""
    log = period.log
    rows = np.flatnonzero(log.agent >= 0)
    ended = np.where(np.isnan(log.ended[rows]), np.inf, log.ended[rows])
    agent, started = log.agent[rows], log.started[rows]
    order = np.lexsort((ended, started, agent))
    same = agent[order][1:] == agent[order][:-1]
    return int((same & (started[order][1:] < ended[order][:-1])).sum())


def started_off_duty(period: CheckedReplication) -> int:
    """How often an agent began with a customer while not on duty, or one who belongs to another team."""
    log, plan = period.log, period.model.plan
    breaches = 0
    for team in range(plan.teams.first_agent.size - 1):
        rows = np.flatnonzero((log.agent >= 0) & (period.team == team))
        number = log.agent[rows] - plan.teams.first_agent[team]
        breaches += int(((number < 0) | (number >= _on_duty(period, team, log.started[rows]))).sum())
    return breaches


def _on_duty(period: CheckedReplication, team: int, instants: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Ints:
    """Agents of a team on duty at each instant, after all changes of that instant."""
    roster = roster_of(period.model.plan)
    mine = roster.team == team
    agents = np.concatenate([[0], roster.agents[mine]])
    return np.asarray(agents[np.searchsorted(roster.time[mine], instants, side="right")])


def went_backwards(period: CheckedReplication) -> int:
    """How many waits or handling times are below zero."""
    log = period.log
    waits = period.left_queue - log.joined
    handling = log.ended - log.started
    return int((waits < 0).sum() + (handling < 0).sum())
