"""When customers come: an exact Poisson process with a rate by time of day, or a replay of real arrivals.

The Poisson process is made by inversion: exponential gaps are laid on the axis of *expected arrivals so far*, and each
point is mapped back to the clock. Nothing is approximated and no short peak can be skipped; and when an option changes
the rate, customer 17 stays customer 17 and only comes earlier or later (thinning would have to know the largest rate
of all options beforehand).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servsim.demand.streams import stream
from servsim.scenario import Scenario
from servsim.scenario.people import Arrivals

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rates:
    """A piecewise constant rate: on piece i from ``start`` to ``end`` (minutes) ``rate`` groups come per minute."""

    start: Floats
    end: Floats
    rate: Floats
    day: Ints

    @classmethod
    def of(cls, scenario: Scenario, arrivals: Arrivals) -> "Rates":
        """The rates of all days of a replication; pieces without arrivals are left out."""
        clock = scenario.clock
        steps = clock.steps(arrivals.per_hour or 0.0)
        ends = [step.start for step in steps[1:]] + [clock.open_minutes]
        pieces = [
            (opened + step.start, opened + end, step.value / 60.0, day)
            for day, (opened, _) in enumerate(clock.openings())
            for step, end in zip(steps, ends, strict=True)
            if step.value > 0
        ]
        columns = list(zip(*pieces, strict=True)) or [(), (), (), ()]
        start, end, rate = (np.asarray(column, dtype=np.float64) for column in columns[:3])
        return cls(start, end, rate, np.asarray(columns[3], dtype=np.int64))

    @property
    def expected(self) -> float:
        """Expected number of groups in one replication."""
        return float(((self.end - self.start) * self.rate).sum())

    def times(self, busyness: Floats, generator: np.random.Generator) -> Floats:
        """Sorted instants (minutes) of a Poisson process whose rate is multiplied by the day's ``busyness``."""
        rate = self.rate * busyness[self.day]
        mass = (self.end - self.start) * rate
        reached = np.cumsum(mass)
        if reached.size == 0 or reached[-1] <= 0:
            return np.empty(0)
        points = _unit_poisson(float(reached[-1]), generator)
        piece = np.searchsorted(reached, points, side="right")
        into = points - (reached - mass)[piece]
        times = self.start[piece] + into / rate[piece]
        return np.minimum(times, np.nextafter(self.end[piece], -np.inf))


def _unit_poisson(length: float, generator: np.random.Generator) -> Floats:
    """Points of a Poisson process with rate 1 on [0, length)."""
    points = np.empty(0)
    reached = 0.0
    while reached < length:
        block = int(length - reached + 6.0 * np.sqrt(length - reached) + 16.0)
        more = reached + np.cumsum(generator.standard_exponential(block))
        points = np.concatenate([points, more])
        reached = float(points[-1])
    return points[points < length]


def busyness(days: int, cv: float, uniform: Floats) -> Floats:
    """Factor of each day: gamma with mean 1 and the given CV at the day's uniform (all ones for CV 0).

    A gamma mixture of Poisson days, as fitted to call centres (Jongbloed & Koole 2001; Avramidis et al. 2004).
    """
    if cv == 0:
        return np.ones(days)
    from scipy.special import gammaincinv

    shape = cv**-2
    return np.asarray(gammaincinv(shape, uniform) / shape)


def replayed(scenario: Scenario, segment: str, generator: np.random.Generator) -> Floats:
    """Instants of replayed arrivals, sorted; within an interval of counts they are spread at random."""
    replay = scenario.segments[segment].arrivals.replay
    assert replay is not None
    entries = replay.arrived(scenario.first_day)
    start = np.repeat([instant for instant, _ in entries], [count for _, count in entries]).astype(np.float64)
    if replay.interval is not None:
        start = start + replay.interval * generator.random(start.size)
    return np.sort(start)


def group_sizes(arrivals: Arrivals, uniform: Floats) -> Ints:
    """Size of each group at its uniform."""
    stated = arrivals.group_size
    if isinstance(stated, int):
        return np.full(uniform.size, stated, dtype=np.int64)
    sizes = sorted((int(size), share) for size, share in stated.items())
    reached = np.cumsum([share for _, share in sizes])
    place = np.minimum(np.searchsorted(reached, uniform, side="right"), len(sizes) - 1)
    return np.asarray([size for size, _ in sizes], dtype=np.int64)[place]


def arrival_times(scenario: Scenario, segment: str, seed: int, replication: int) -> Floats:
    """Instants (minutes) at which the customers of a segment arrive; members of a group share theirs."""
    arrivals = scenario.segments[segment].arrivals
    generator = stream(seed, replication, "arrivals", segment)
    if arrivals.replay is not None:
        groups = replayed(scenario, segment, generator)
    else:
        days = scenario.clock.days
        uniform = stream(seed, replication, "busyness").random(days)
        groups = Rates.of(scenario, arrivals).times(busyness(days, arrivals.day_to_day_cv, uniform), generator)
    if arrivals.group_size == 1:
        return groups
    sizes = group_sizes(arrivals, stream(seed, replication, "group size", segment).random(groups.size))
    return np.repeat(groups, sizes)


def expected_customers(scenario: Scenario, segment: str) -> float:
    """Expected number of customers of a segment in one replication."""
    arrivals = scenario.segments[segment].arrivals
    if arrivals.replay is not None:
        groups = sum(float(count) for _, count in arrivals.replay.arrived(scenario.first_day))
    else:
        groups = Rates.of(scenario, arrivals).expected
    return groups * arrivals.mean_group
