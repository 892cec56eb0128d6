"""When customers come: an exact Poisson process with a rate by time of day, or a replay of real arrivals.

The Poisson process is made by inversion: exponential gaps are laid on the axis of *expected arrivals so far*, and each
point is mapped back to the clock. Nothing is approximated and no short peak can be skipped; and when an option changes
the rate, customer 17 stays customer 17 and only comes earlier or later (thinning would have to know the largest rate
of all options beforehand).
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from servsim.compiling import numba_loaded
from servsim.demand.keys import Keys, keys_of, word_of
from servsim.demand.poisson import DAY, LENGTH, RATE, lay_out
from servsim.demand.values import uniforms
from servsim.scenario import Scenario
from servsim.scenario.people import Arrivals
from servsim.scenario.quantiles import standard_exponential
from servsim.scenario.replay import Replay

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rates:
    """A piecewise constant rate: groups that come per minute, piece by piece."""

    pieces: Floats
    """(pieces, 5) those with a rate above 0, for :func:`servsim.demand.poisson.lay_out`."""
    by_day: Floats
    """(days,) expected number of groups."""

    @classmethod
    def of(cls, scenario: Scenario, arrivals: Arrivals) -> "Rates":
        """The rates of all days of a replication."""
        clock = scenario.clock
        steps = clock.steps(arrivals.per_hour or 0.0)
        ends = [step.start for step in steps[1:]] + [clock.open_minutes]
        pieces = [
            (opened + step.start, np.nextafter(opened + end, -np.inf), end - step.start, step.value / 60.0, day)
            for day, (opened, _) in enumerate(clock.openings())
            for step, end in zip(steps, ends, strict=True)
            if step.value > 0 and end > step.start
        ]
        table = np.array(pieces, dtype=np.float64).reshape(-1, 5)
        by_day = np.zeros(clock.days)
        np.add.at(by_day, table[:, DAY].astype(np.int64), table[:, LENGTH] * table[:, RATE])
        return cls(table, by_day)

    @property
    def expected(self) -> float:
        """Expected number of groups in one replication."""
        return float(self.by_day.sum())


def poisson_times(rates: Rates, busyness: Floats, key: Keys) -> Floats:
    """Sorted instants (minutes) of a Poisson process with these rates; ``busyness`` (days,) multiplies them."""
    length = float(rates.by_day @ busyness)
    room = int(length + 6.0 * sqrt(length) + 16.0)
    while True:
        times = np.empty(room)
        number = _lay_out(key, rates.pieces, busyness, times)
        if number >= 0:
            return times[:number]
        room *= 2


def _lay_out(key: Keys, pieces: Floats, busyness: Floats, times: Floats) -> int:
    if numba_loaded():
        from servsim.demand.compiled import lay_out as compiled_lay_out

        return int(compiled_lay_out(key, np.empty(times.size), pieces, busyness, times))
    gaps = map(standard_exponential, uniforms(key, np.arange(times.size)).tolist())
    return lay_out(list(gaps), pieces.tolist(), busyness.tolist(), times)


def busyness(cv: float, uniform: Floats) -> Floats:
    """Factor of each day: gamma with mean 1 and the given CV at the day's uniform.

    A gamma mixture of Poisson days, as fitted to call centres (Jongbloed & Koole 2001; Avramidis et al. 2004).
    """
    if cv == 0.0:
        return np.ones(uniform.size)
    from scipy.special import gammaincinv

    shape = cv**-2
    return np.asarray(gammaincinv(shape, uniform) / shape)


class Days:
    """How busy the days of one replication are; busy for all segments alike."""

    WORD = np.array([word_of("busyness")], dtype=np.uint64)

    def __init__(self, replication: Keys, number: int) -> None:
        self._replication = replication
        self._number = number
        self._factors: dict[float, Floats] = {}

    def factors(self, cv: float) -> Floats:
        """(days,) the factors for a CV from day to day."""
        if cv not in self._factors:
            places = np.arange(self._number)
            self._factors[cv] = busyness(cv, uniforms(keys_of(self._replication, self.WORD), places))
        return self._factors[cv]


@dataclass(frozen=True, slots=True)
class Replayed:
    """Replayed arrivals: instants, or starts of the intervals in which they were counted (minutes)."""

    start: Floats
    interval: float | None

    @classmethod
    def of(cls, scenario: Scenario, replay: Replay) -> "Replayed":
        """The arrivals of all days of a replication."""
        entries = replay.arrived(scenario.first_day)
        start = np.repeat([instant for instant, _ in entries], [count for _, count in entries]).astype(np.float64)
        return cls(start, replay.interval)

    def times(self, key: Keys) -> Floats:
        """Sorted instants (minutes); within an interval of counts they are spread at random."""
        if self.interval is None:
            return np.sort(self.start)
        return np.sort(self.start + self.interval * uniforms(key, np.arange(self.start.size)))


def group_sizes(arrivals: Arrivals, uniform: Floats) -> Ints:
    """Size of each group at its uniform."""
    stated = arrivals.group_size
    if isinstance(stated, int):
        return np.full(uniform.size, stated, dtype=np.int64)
    sizes = sorted((int(size), share) for size, share in stated.items())
    reached = np.cumsum([share for _, share in sizes])
    place = np.minimum(np.searchsorted(reached, uniform, side="right"), len(sizes) - 1)
    return np.asarray([size for size, _ in sizes], dtype=np.int64)[place]


class ArrivalStream:
    """The arrivals of one segment, made ready to be drawn many times."""

    def __init__(self, scenario: Scenario, segment: str) -> None:
        self.arrivals = scenario.segments[segment].arrivals
        replay = self.arrivals.replay
        self.process = Rates.of(scenario, self.arrivals) if replay is None else Replayed.of(scenario, replay)
        self.words = np.array([word_of(name, segment) for name in ("arrivals", "group size")], dtype=np.uint64)

    def times(self, keys: Keys, days: Days) -> Floats:
        """Instants (minutes) at which customers arrive in a replication; members of a group share theirs.

        ``keys`` (2,) are those of the stream's words in the replication.
        """
        if isinstance(self.process, Replayed):
            groups = self.process.times(keys[:1])
        else:
            groups = poisson_times(self.process, days.factors(self.arrivals.day_to_day_cv), keys[:1])
        if self.arrivals.group_size == 1:
            return groups
        return np.repeat(groups, group_sizes(self.arrivals, uniforms(keys[1:], np.arange(groups.size))))


def expected_customers(scenario: Scenario, segment: str) -> float:
    """Expected number of customers of a segment in one replication."""
    arrivals = scenario.segments[segment].arrivals
    if arrivals.replay is not None:
        groups = sum(float(count) for _, count in arrivals.replay.arrived(scenario.first_day))
    else:
        groups = Rates.of(scenario, arrivals).expected
    return groups * arrivals.mean_group
