"""The limit: no clock and no events, only who starts when, as a recursion over customers (Kiefer & Wolfowitz 1955).

First come, first served: a customer starts when coming or when the first agent is free, whichever is later, unless
patience ends before. It is exact, and so also an oracle; but it can say nothing else: no priorities, no routing that
looks at queues, no service that depends on them.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import numpy as np
from numba import njit
from numpy.typing import NDArray

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

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
compiled: Callable[..., Callable[..., Any]] = njit(cache=True, nogil=True, error_model="numpy")

LAST, FIRST_FREE, ALL_NEW = range(3)
"""Who leaves when the staff shrinks: the agents at the end of the list, after the customer at hand (servsim); the first
who become free (SimPy, cimba); or all, while new ones come at once (Ciw)."""


@compiled
def starts(arrival: Floats, service: Floats, patience: Floats, agents: int, start: Floats) -> None:
    """When each customer starts (minutes), infinite for who gives up; a heap holds when agents are free."""
    free = np.zeros(agents)
    for i in range(arrival.size):
        begin = max(arrival[i], free[0])
        if begin > arrival[i] + patience[i]:
            start[i] = np.inf
            continue
        start[i] = begin
        time, place = begin + service[i], 0
        while True:
            child = 2 * place + 1
            if child >= agents:
                break
            if child + 1 < agents and free[child + 1] < free[child]:
                child += 1
            if time <= free[child]:
                break
            free[place] = free[child]
            place = child
        free[place] = time


@compiled
def leave(free: Floats, number: Ints, drop: tuple[float, int, int]) -> int:
    """Take those who leave off the list; the number of agents who are left."""
    minute, fewer, who = drop
    kept = 0
    for place in range(free.size):
        stays = number[place] < fewer if who == LAST else place >= free.size - fewer
        if stays:
            free[kept], number[kept] = free[place], number[place]
            kept += 1
    if who == ALL_NEW:
        free[:kept] = minute
    return kept


@compiled
def starts_with_fewer(
    customers: tuple[Floats, Floats, Floats], agents: int, drop: tuple[float, int, int], start: Floats
) -> None:
    """The same when fewer agents are there from a minute on; ``drop`` is (minute, agents, who leaves).

    Agents stand in the order in which they are free, as a list: here it matters who is who.
    """
    arrival, service, patience = customers
    free, number, dropped = np.zeros(agents), np.arange(agents), False
    for i in range(arrival.size):
        if not dropped and max(arrival[i], free[0]) >= drop[0]:
            dropped = True
            agents = leave(free, number, drop)
        begin = max(arrival[i], free[0])
        if begin > arrival[i] + patience[i]:
            start[i] = np.inf
            continue
        start[i] = begin
        time, agent, place = begin + service[i], number[0], 0
        while place + 1 < agents and free[place + 1] <= time:
            free[place], number[place] = free[place + 1], number[place + 1]
            place += 1
        free[place], number[place] = time, agent


class Numbers(Protocol):
    """Where the numbers of the journey's customers come from; all for the customers asked for, in their order."""

    def service(self, place: int, customers: Ints) -> Floats:
        """Service times, minutes."""

    def patience(self, place: int, customers: Ints) -> Floats:
        """Patience, minutes."""

    def goes(self, place: int, share: float, customers: Ints) -> Flags:
        """Whether each goes to the first of the next touchpoints, which this share does."""


class Drawn:
    """Fresh numbers."""

    def __init__(self, generator: np.random.Generator) -> None:
        self.generator = generator

    def service(self, place: int, customers: Ints) -> Floats:
        """Lognormal, minutes."""
        return self.generator.lognormal(STOPS[place].log_mean, STOPS[place].log_sd, customers.size)

    def patience(self, place: int, customers: Ints) -> Floats:
        """Exponential, minutes."""
        mean = STOPS[place].patience_min
        return np.full(customers.size, np.inf) if mean is None else self.generator.exponential(mean, customers.size)

    def goes(self, place: int, share: float, customers: Ints) -> Flags:  # noqa: ARG002 - as the protocol says
        """Independent of everything."""
        return self.generator.random(customers.size) < share


class Demand(NamedTuple):
    """Customers who come to a touchpoint, or leave it, and when (minutes)."""

    customer: Ints
    time: Floats

    def where(self, chosen: Flags) -> "Demand":
        """Some of them."""
        return Demand(self.customer[chosen], self.time[chosen])


def queue(arrival: Floats, service: Floats, patience: Floats, work: Queue) -> Records:
    """One queue until its horizon, in order of arrival."""
    start = np.empty(arrival.size)
    starts(arrival, service, patience, work.agents, start)
    records = _records(0, arrival, start, service, patience)
    kept = records.ended < work.horizon_min
    return records if kept.all() else records.where(kept)


def journey(arrival: Floats, numbers: Numbers, who: int) -> Records:
    """One day: touchpoint after touchpoint, each with its customers in the order in which they come."""
    first, greeted = _visit(RECEPTION, Demand(np.arange(arrival.size), arrival), numbers, who)
    to_a = numbers.goes(RECEPTION, TO_DESK_A, greeted.customer)
    parts, onward = [first], []
    for place, chosen in ((DESK_A, to_a), (DESK_B, np.logical_not(to_a))):
        records, served = _visit(place, greeted.where(chosen), numbers, who)
        parts.append(records)
        onward.append(served.where(numbers.goes(place, TO_SPECIALIST, served.customer)))
    both = Demand(*(np.concatenate(column) for column in zip(*onward, strict=True)))
    return joined_up([*parts, _visit(SPECIALIST, both, numbers, who)[0]])


def _visit(place: int, demand: Demand, numbers: Numbers, who: int) -> tuple[Records, Demand]:
    """The encounters at a touchpoint, and who was served."""
    came = demand if place == RECEPTION else demand.where(np.argsort(demand.time, kind="stable"))
    service, patience = numbers.service(place, came.customer), numbers.patience(place, came.customer)
    start, agents = np.empty(came.time.size), STOPS[place].agents
    if place == DESK_A:
        starts_with_fewer((came.time, service, patience), agents, (DROP_MIN, DROP_TO, who), start)
    else:
        starts(came.time, service, patience, agents, start)
    records = _records(place, came.time, start, service, patience)
    left = Demand(came.customer, records.ended)
    return records, left if STOPS[place].patience_min is None else left.where(~records.abandoned)


def _records(place: int, came: Floats, start: Floats, service: Floats, patience: Floats) -> Records:
    abandoned = np.isinf(start)
    wait = np.where(abandoned, patience, start - came)
    ended = np.where(abandoned, came + patience, start + service)
    return Records(np.full(came.size, place), came, wait, abandoned, ended)


def run(work: Workload, seed: int, who: int = LAST) -> Done:
    """Draw with a NumPy generator and simulate a workload."""
    generator = np.random.default_rng(seed)
    if isinstance(work, Queue):
        arrival = _poisson(generator, work.customers) * work.gap_min
        service = generator.exponential(work.service_min, arrival.size)
        mean = work.patience_min
        patience = np.full(arrival.size, np.inf) if mean is None else generator.exponential(mean, arrival.size)
        return done(work, arrival.size, queue(arrival, service, patience, work))
    reached, hours = np.cumsum([0.0, *PER_HOUR]), HOUR * np.arange(len(PER_HOUR) + 1)
    arrivals = [np.interp(_poisson(generator, reached[-1]), reached, hours) for _ in range(work.days)]
    days = [journey(arrival, Drawn(generator), who) for arrival in arrivals]
    return done(work, sum(arrival.size for arrival in arrivals), joined_up(days))


def _poisson(generator: np.random.Generator, expected: float) -> Floats:
    """Points of a Poisson process with rate 1 between 0 and the expected number of them."""
    points = np.cumsum(generator.standard_exponential(int(expected + 6.0 * np.sqrt(expected) + 16.0)))
    assert points[-1] > expected
    return points[: np.searchsorted(points, expected)]
