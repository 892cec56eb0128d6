"""The demand of a scenario, made ready to be drawn many times."""

from math import exp, log1p, sqrt

import numpy as np
from numpy.typing import NDArray

from servsim.demand.arrivals import ArrivalStream, Days
from servsim.demand.contacts import contact_limits
from servsim.demand.draws import STANDARD_NORMAL, Draws
from servsim.demand.keys import Keys, keys_of, replication_key, words_of
from servsim.demand.values import children, uniforms, values
from servsim.scenario import Scenario

Floats = NDArray[np.float64]


class Crowd:
    """Everybody who may come, and who serves them.

    The same (seed, replication) gives the same customers under every option: only what an option names changes.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.streams = [ArrivalStream(scenario, segment) for segment in scenario.segments]
        self.staff = Staff(scenario)
        self.days = scenario.clock.days
        self.place = words_of("touchpoint", scenario.touchpoints)
        self.contacts = np.asarray(contact_limits(scenario))
        streams = np.stack([stream.words for stream in self.streams])
        self.words = np.concatenate(
            [words_of("customers", scenario.segments), streams.reshape(-1), self.staff.words.reshape(-1)]
        )

    def draw(self, seed: int, replication: int) -> Draws:
        """Who comes in one replication, and what their numbers are made from."""
        here, segments = replication_key(seed, replication), len(self.streams)
        customers, streams, staff = np.split(keys_of(here, self.words), [segments, 3 * segments])
        days = Days(here, self.days)
        times = [stream.times(part, days) for stream, part in zip(self.streams, streams.reshape(-1, 2), strict=True)]
        keys = [children(key, np.arange(part.size)) for key, part in zip(customers.reshape(-1, 1), times, strict=True)]
        arrival, key = times[0], keys[0]
        segment = np.zeros(arrival.size, dtype=np.int64)
        if len(times) > 1:
            order = np.argsort(np.concatenate(times), kind="stable")
            arrival, key = np.concatenate(times)[order], np.concatenate(keys)[order]
            segment = np.repeat(np.arange(len(times)), [part.size for part in times])[order]
        bias, pace = self.staff.traits(staff.reshape(2, -1))
        return Draws(arrival, segment, key, self.place, self.contacts, bias, pace)


class Staff:
    """The agents of all teams, as a sample from the labour market."""

    def __init__(self, scenario: Scenario) -> None:
        teams = scenario.teams
        sizes = [largest_roster(team.agents) for team in teams.values()]
        self.number = np.concatenate([np.empty(0, np.int64), *(np.arange(size) for size in sizes)])
        self.words = np.stack([np.repeat(words_of(name, teams), sizes) for name in ("agent bias", "agent pace")])
        """(2, agents) for personal style and pace."""
        self.variance = np.repeat([log1p(team.speed_cv**2) for team in teams.values()], sizes)

    def traits(self, keys: Keys) -> tuple[Floats, Floats]:
        """(agents,) personal style, standard normal; and pace, lognormal with mean 1.

        ``keys`` (2, agents) are those of the words in the replication.
        """
        bias = values(STANDARD_NORMAL, uniforms(keys[0], self.number))
        if not self.variance.any():
            return bias, np.ones(self.number.size)
        style = values(STANDARD_NORMAL, uniforms(keys[1], self.number))
        pairs = zip(self.variance.tolist(), style.tolist(), strict=True)
        return bias, np.asarray([exp(sqrt(variance) * z - 0.5 * variance) for variance, z in pairs])


def largest_roster(agents: int | dict[float, int]) -> int:
    """The number of different agents a roster needs."""
    return max(agents.values()) if isinstance(agents, dict) else agents


def draw_customers(scenario: Scenario, seed: int, replication: int) -> Draws:
    """Who comes in one replication of a scenario; for many replications make a :class:`Crowd` once."""
    return Crowd(scenario).draw(seed, replication)
