"""cimba: a process per customer, compiled by Numba onto an engine in C; a captured data set for each column of records.

When desk A shrinks, the first agents who become free leave. One worker, like everybody else here.
"""

from typing import Any

import cimba as cb
import numpy as np

from benchmarks.records import Done, Records, done, joined_up
from benchmarks.workloads import (
    DESK_A,
    DESK_B,
    DROP_MIN,
    DROP_TO,
    HOUR,
    PER_HOUR,
    RECEPTION,
    SPECIALIST,
    STOPS,
    TO_DESK_A,
    TO_SPECIALIST,
    Queue,
    Workload,
)

GIVES_UP = 7
RATES = np.array(PER_HOUR) / HOUR
LOG_MEAN = np.array([stop.log_mean for stop in STOPS])
LOG_SD = np.array([stop.log_sd for stop in STOPS])
PATIENCE_MIN = np.array([stop.patience_min or 0.0 for stop in STOPS])
COLUMNS = ("touchpoint", "joined", "wait", "abandoned", "ended")


class Customer(cb.Model):
    """Who waits at one counter."""

    counter: cb.Ref["Counter"]

    @cb.process
    def visit(self) -> None:
        """Wait, be served or give up."""
        counter = self.counter
        me = cb.this_process()
        joined = cb.now()
        if counter.patience_min > 0.0:
            me.timer_set(cb.random.exponential(counter.patience_min), GIVES_UP)
        granted = counter.agents.acquire()
        wait = cb.now() - joined
        if granted == 0:
            me.timers_clear()
            cb.hold(cb.random.exponential(counter.service_min))
            counter.agents.release()
        counter.joined.record(joined)
        counter.wait.record(wait)
        counter.abandoned.record(0.0 if granted == 0 else 1.0)
        counter.ended.record(cb.now())
        cb.release(self)


class Counter(cb.Model):
    """One queue."""

    gap_min: cb.Param[float]
    service_min: cb.Param[float]
    patience_min: cb.Param[float]
    agents: cb.Resource
    joined: cb.Dataset
    wait: cb.Dataset
    abandoned: cb.Dataset
    ended: cb.Dataset
    customers: cb.Output[int]

    @cb.process
    def arrivals(self) -> None:
        """Customers come at random."""
        while True:
            cb.hold(cb.random.exponential(self.gap_min))
            self.customers += 1
            cb.spawn(Customer, counter=self)


class Visitor(cb.Model):
    """Who walks through the branch."""

    branch: cb.Ref["Branch"]

    @cb.function
    def served(self, place: int) -> bool:
        """Wait at a touchpoint, be served or give up."""
        branch = self.branch
        me = cb.this_process()
        joined = cb.now()
        if PATIENCE_MIN[place] > 0.0:
            me.timer_set(cb.random.exponential(PATIENCE_MIN[place]), GIVES_UP)
        granted = branch.teams[place].agents.acquire()
        wait = cb.now() - joined
        if granted == 0:
            me.timers_clear()
            cb.hold(cb.random.lognormal(LOG_MEAN[place], LOG_SD[place]))
            branch.teams[place].agents.release()
        branch.touchpoint.record(float(place))
        branch.joined.record(joined)
        branch.wait.record(wait)
        branch.abandoned.record(0.0 if granted == 0 else 1.0)
        branch.ended.record(cb.now())
        return granted == 0

    @cb.process
    def walk(self) -> None:
        """Reception, desk A or B, perhaps the specialist."""
        self.served(RECEPTION)
        desk = DESK_A if cb.random.uniform(0.0, 1.0) < TO_DESK_A else DESK_B
        if self.served(desk) and cb.random.uniform(0.0, 1.0) < TO_SPECIALIST:
            self.served(SPECIALIST)
        cb.release(self)


class Team(cb.Model):
    """Who serves at a touchpoint."""

    agents: cb.Resource


class Branch(cb.Model):
    """One day of the journey."""

    teams: list[Team]
    touchpoint: cb.Dataset
    joined: cb.Dataset
    wait: cb.Dataset
    abandoned: cb.Dataset
    ended: cb.Dataset
    customers: cb.Output[int]

    @cb.process
    def arrivals(self) -> None:
        """Customers come at the rate of the hour."""
        for hour in range(RATES.size):
            end = (hour + 1) * HOUR
            while True:
                gap = cb.random.exponential(1.0 / RATES[hour])
                if cb.now() + gap >= end:
                    break
                cb.hold(gap)
                self.customers += 1
                cb.spawn(Visitor, branch=self)
            cb.hold(end - cb.now())

    @cb.process
    def roster(self) -> None:
        """Desk A has fewer agents in the afternoon."""
        cb.hold(DROP_MIN)
        self.teams[DESK_A].agents.set_capacity(DROP_TO)


def run(work: Workload, seed: int) -> Done:
    """Simulate a workload; the first call compiles."""
    model = _counter(work) if isinstance(work, Queue) else _branch()
    for column in COLUMNS:
        if hasattr(type(model), "__annotations__") and column in type(model).__annotations__:
            kept = cb.Dataset()
            kept.capture()
            setattr(model, column, kept)
    window = cb.Window(duration=work.horizon_min) if isinstance(work, Queue) else cb.Window.until_idle()
    experiment = cb.Experiment(model, replications=work.replications, window=window, seed=seed)
    result = experiment.run(workers=1)
    if result.failed.any():
        raise RuntimeError(f"cimba: {result.failed.sum()} trials failed")
    parts = [_records(result[model], replication) for replication in range(work.replications)]
    return done(work, int(np.asarray(result[model].customers).sum()), joined_up(parts))


def _counter(work: Queue) -> Any:
    model = Counter()
    model.gap_min, model.service_min = work.gap_min, work.service_min
    model.patience_min = work.patience_min or 0.0
    model.agents = cb.Resource(capacity=work.agents)
    return model


def _branch() -> Any:
    model = Branch()
    model.teams = [Team() for _ in STOPS]
    for team, stop in zip(model.teams, STOPS, strict=True):
        team.agents = cb.Resource(capacity=stop.agents)
    return model


def _records(result: Any, replication: int) -> Records:
    """The captured columns of a trial; all were recorded together, so that they are aligned."""
    joined, wait, abandoned, ended = (getattr(result, column).trial(0, replication)[1] for column in COLUMNS[1:])
    place = getattr(result, "touchpoint", None)
    places = np.zeros(joined.size) if place is None else place.trial(0, replication)[1]
    return Records(places.astype(np.int64), joined, wait, abandoned == 1.0, ended)
