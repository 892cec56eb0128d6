"""SimPy as its documentation teaches it: ``Resource``, a process per customer, ``request | timeout``, ``random``."""

from collections.abc import Generator
from random import Random
from typing import Any

import simpy

from benchmarks.records import Done, done, from_rows
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
    Journey,
    Queue,
    Workload,
)

Process = Generator[simpy.Event, Any, Any]
Row = tuple[int, float, float, bool, float]


class Counter:
    """One queue."""

    def __init__(self, work: Queue, seed: int) -> None:
        self.work = work
        self.random = Random(seed)
        self.env = simpy.Environment()
        self.desk = simpy.Resource(self.env, capacity=work.agents)
        self.rows: list[Row] = []
        self.customers = 0

    def arrivals(self) -> Process:
        """Customers come at random."""
        while True:
            yield self.env.timeout(self.random.expovariate(1.0 / self.work.gap_min))
            self.customers += 1
            self.env.process(self.customer())

    def customer(self) -> Process:
        """Wait, be served or give up."""
        joined = self.env.now
        with self.desk.request() as turn:
            if self.work.patience_min is None:
                yield turn
            else:
                patience = self.random.expovariate(1.0 / self.work.patience_min)
                told = yield turn | self.env.timeout(patience)
                if turn not in told:
                    self.rows.append((0, joined, self.env.now - joined, True, self.env.now))
                    return
            wait = self.env.now - joined
            yield self.env.timeout(self.random.expovariate(1.0 / self.work.service_min))
        self.rows.append((0, joined, wait, False, self.env.now))

    def run(self) -> None:
        """Simulate until the horizon."""
        self.env.process(self.arrivals())
        self.env.run(until=self.work.horizon_min)


class Branch:
    """One day of the journey. Who goes home at desk A takes a place there before all customers, and keeps it."""

    def __init__(self, random: Random, rows: list[Row]) -> None:
        self.random = random
        self.rows = rows
        self.env = simpy.Environment()
        self.staff: list[Any] = [simpy.Resource(self.env, capacity=stop.agents) for stop in STOPS]
        self.staff[DESK_A] = simpy.PriorityResource(self.env, capacity=STOPS[DESK_A].agents)
        self.customers = 0

    def arrivals(self) -> Process:
        """Customers come at the rate of the hour."""
        for hour, rate in enumerate(PER_HOUR):
            end = (hour + 1) * HOUR
            while True:
                gap = self.random.expovariate(rate / HOUR)
                if self.env.now + gap >= end:
                    break
                yield self.env.timeout(gap)
                self.customers += 1
                self.env.process(self.customer())
            yield self.env.timeout(end - self.env.now)

    def going_home(self) -> Process:
        """An agent of desk A goes home after the customer at hand."""
        yield self.env.timeout(DROP_MIN)
        yield self.staff[DESK_A].request(priority=-1)

    def customer(self) -> Process:
        """Walk through the branch."""
        yield from self.visit(RECEPTION)
        served = yield from self.visit(DESK_A if self.random.random() < TO_DESK_A else DESK_B)
        if served and self.random.random() < TO_SPECIALIST:
            yield from self.visit(SPECIALIST)

    def visit(self, place: int) -> Process:
        """Wait at a touchpoint, be served or give up; whether served."""
        stop, joined = STOPS[place], self.env.now
        with self.staff[place].request() as turn:
            if stop.patience_min is None:
                yield turn
            else:
                told = yield turn | self.env.timeout(self.random.expovariate(1.0 / stop.patience_min))
                if turn not in told:
                    self.rows.append((place, joined, self.env.now - joined, True, self.env.now))
                    return False
            wait = self.env.now - joined
            yield self.env.timeout(self.random.lognormvariate(stop.log_mean, stop.log_sd))
        self.rows.append((place, joined, wait, False, self.env.now))
        return True

    def run(self) -> None:
        """Simulate until everybody has left."""
        self.env.process(self.arrivals())
        for _ in range(STOPS[DESK_A].agents - DROP_TO):
            self.env.process(self.going_home())
        self.env.run()


def run(work: Workload, seed: int) -> Done:
    """Simulate a workload."""
    if isinstance(work, Queue):
        counter = Counter(work, seed)
        counter.run()
        return done(work, counter.customers, from_rows(counter.rows))
    return _days(work, seed)


def _days(work: Journey, seed: int) -> Done:
    random, customers = Random(seed), 0
    rows: list[Row] = []
    for _ in range(work.days):
        day = Branch(random, rows)
        day.run()
        customers += day.customers
    return done(work, customers, from_rows(rows))
