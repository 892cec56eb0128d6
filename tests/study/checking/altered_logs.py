"""Periods of a study with something wrong in their log."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from servsim.delivery import EncounterLog
from servsim.delivery.rules.outcomes import COMES_BACK
from servsim.study import StudyResult
from servsim.study.checking.checks import period_of
from servsim.study.checking.replication import CheckedReplication
from servsim.study.variants import Variants

Alter = Callable[[EncounterLog], EncounterLog]


def period(result: StudyResult, option: str = "baseline") -> CheckedReplication:
    """The first period of an option, simulated again."""
    variants = Variants(result.scenario, result.options[1:], result.baseline)
    return period_of(result, option, variants.models[result.index_of(option)])


def with_log(right: CheckedReplication, alter: Alter) -> CheckedReplication:
    """The same period with another log."""
    return replace(right, log=alter(EncounterLog(right.log.records.copy())))


def where(log: EncounterLog, number: int = 5) -> int:
    """A row of somebody who had to wait and was served."""
    return int(np.flatnonzero(log.served & (log.agent >= 0) & (log.wait > 1.0))[number])


def shorter_wait(log: EncounterLog) -> EncounterLog:
    """Somebody joined a little later."""
    log.records["joined"][where(log)] += 0.25
    return log


def longer_handling(log: EncounterLog) -> EncounterLog:
    """Somebody was gone a little later."""
    log.records["ended"][where(log)] += 0.01
    return log


def dropped(log: EncounterLog) -> EncounterLog:
    """A row is missing."""
    return log.where(np.arange(len(log)) != where(log))


def twice(log: EncounterLog) -> EncounterLog:
    """A row stands there twice."""
    return EncounterLog(np.insert(log.records, where(log), log.records[where(log)]))


def another_agent(log: EncounterLog) -> EncounterLog:
    """All of a team's work is done by one agent."""
    log.records["agent"][log.records["agent"] >= 0] = 0
    return log


def too_many_agents(log: EncounterLog) -> EncounterLog:
    """Somebody is served by an agent who is not there."""
    log.records["agent"][where(log)] = 99
    return log


def back_in_time(log: EncounterLog) -> EncounterLog:
    """Handling began before the customer came."""
    row = where(log)
    log.records["started"][row] = log.records["joined"][row] - 1.0
    return log


def somebody_else(log: EncounterLog) -> EncounterLog:
    """A customer vanishes under the name of another one."""
    first = log.records["customer"] == log.records["customer"][where(log)]
    log.records["customer"][first] = log.records["customer"][0]
    return log


def never_came_back(log: EncounterLog) -> EncounterLog:
    """Somebody said to come again, and nothing more is heard."""
    last = np.flatnonzero(log.final)[-1]
    log.records["follows"][last] = COMES_BACK
    return log
