"""When customers come: an exact Poisson process with a rate by time of day, or a replay of real arrivals.

The Poisson process is made by inversion: exponential gaps are laid on the axis of *expected arrivals so far*, and each
point is mapped back to the clock. Nothing is approximated and no short peak can be skipped; and when an option changes
the rate, customer 17 stays customer 17 and only comes earlier or later (thinning would have to know the largest rate
of all options beforehand).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servsim.compiling import numba_loaded
from servsim.demand.arrays import uniform_table, uniforms
from servsim.demand.batch import starts
from servsim.demand.keys import Keys, keys_of, word_of
from servsim.demand.merge_streams import Instants
from servsim.demand.poisson import DAY, LENGTH, RATE, lay_out
from servsim.scenario.parts.people import Arrivals
from servsim.scenario.parts.replay import Replay
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.quantiles import standard_exponential

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
        pieces = [
            (opened + start, np.nextafter(opened + end, -np.inf), end - start, value / 60.0, day)
            for day, (opened, _) in enumerate(clock.openings())
            for start, value, end in steps
            if value > 0 and end > start
        ]
        table = np.array(pieces, dtype=np.float64).reshape(-1, 5)
        by_day = np.zeros(clock.days)
        np.add.at(by_day, table[:, DAY].astype(np.int64), table[:, LENGTH] * table[:, RATE])
        return cls(table, by_day)


def poisson_times(rates: Rates, busyness: Floats, keys: Keys) -> Instants:
    """Instants of a Poisson process with these rates in k replications, from their ``keys`` (k,).

    ``busyness`` (k, days) multiplies the rates.
    """
    length = busyness @ rates.by_day
    room = (length + 6.0 * np.sqrt(length) + 16.0).astype(np.int64)
    while True:
        first = starts(room)
        times = np.empty(first[-1])
        number = _lay_out(keys, rates.pieces, busyness, (times, first))
        if (number >= 0).all():
            return Instants(times, first[:-1], number)
        room *= 2


def _lay_out(keys: Keys, pieces: Floats, busyness: Floats, into: tuple[Floats, Ints]) -> Ints:
    """Fill the room of each replication; (k,) how many instants there are, -1 where the room was too small."""
    number = np.empty(keys.size, dtype=np.int64)
    if numba_loaded():
        from servsim.demand.compiled import lay_out_all

        lay_out_all(keys, pieces, busyness, into, number)
        return number
    times, first = into
    for index in range(keys.size):
        own = times[first[index] : first[index + 1]]
        gaps = map(standard_exponential, uniforms(keys[index : index + 1], np.arange(own.size)).tolist())
        number[index] = lay_out(list(gaps), pieces.tolist(), busyness[index].tolist(), own)
    return number


def busyness(cv: float, uniform: Floats) -> Floats:
    """Factor of each day: gamma with mean 1 and the given CV at the day's uniform; same shape.

    A gamma mixture of Poisson days, as fitted to call centres (Jongbloed & Koole 2001; Avramidis et al. 2004).
    """
    if cv == 0.0:
        return np.ones(uniform.shape)
    from scipy.special import gammaincinv

    shape = cv**-2
    return np.asarray(gammaincinv(shape, uniform) / shape)


class Days:
    """How busy the days of k replications are; busy for all segments alike."""

    WORD = np.array([word_of("busyness")], dtype=np.uint64)

    def __init__(self, replications: Keys, number: int) -> None:
        self._replications = replications
        self._number = number
        self._factors: dict[float, Floats] = {}

    def factors(self, cv: float) -> Floats:
        """(k, days) the factors for a CV from day to day."""
        if cv not in self._factors:
            indices = np.arange(self._number)
            self._factors[cv] = busyness(cv, uniform_table(keys_of(self._replications, self.WORD), indices))
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

    def times(self, keys: Keys) -> Instants:
        """Instants in k replications, from their ``keys`` (k,); within an interval of counts they lie at random."""
        replications, size = keys.size, self.start.size
        number = np.full(replications, size, dtype=np.int64)
        if self.interval is None:
            return Instants(np.sort(self.start), np.zeros(replications, dtype=np.int64), number)
        times = self.start + self.interval * uniform_table(keys, np.arange(size))
        return Instants(np.sort(times, axis=1).reshape(-1), starts(number)[:-1], number)


def group_sizes(arrivals: Arrivals, uniform: Floats) -> Ints:
    """Size of each group at its uniform."""
    stated = arrivals.group_size
    if isinstance(stated, int):
        return np.full(uniform.size, stated, dtype=np.int64)
    sizes = sorted((int(size), share) for size, share in stated.items())
    reached = np.cumsum([share for _, share in sizes])
    index = np.minimum(np.searchsorted(reached, uniform, side="right"), len(sizes) - 1)
    return np.asarray([size for size, _ in sizes], dtype=np.int64)[index]


class ArrivalStream:
    """The arrivals of one segment, made ready to be drawn many times."""

    def __init__(self, scenario: Scenario, segment: str) -> None:
        self.arrivals = scenario.segments[segment].arrivals
        replay = self.arrivals.replay
        self.process = Rates.of(scenario, self.arrivals) if replay is None else Replayed.of(scenario, replay)
        self.words = np.array([word_of(name, segment) for name in ("arrivals", "group size")], dtype=np.uint64)

    def times(self, keys: Keys, days: Days) -> Instants:
        """When customers arrive in k replications; members of a group arrive at the same instant.

        ``keys`` (k, 2) are those of the stream's words in the replications.
        """
        if isinstance(self.process, Replayed):
            groups = self.process.times(keys[:, 0])
        else:
            groups = poisson_times(self.process, days.factors(self.arrivals.day_to_day_cv), keys[:, 0])
        return groups if self.arrivals.group_size == 1 else self._members(groups, keys[:, 1])

    def _members(self, groups: Instants, keys: Keys) -> Instants:
        """The members of the groups."""
        ends = starts(groups.number)
        index = np.arange(ends[-1]) - np.repeat(ends[:-1], groups.number)
        sizes = group_sizes(self.arrivals, uniforms(np.repeat(keys, groups.number), index))
        members = starts(sizes)[ends]
        times = groups.at[np.repeat(groups.first, groups.number) + index]
        return Instants(np.repeat(times, sizes), members[:-1], np.diff(members))
