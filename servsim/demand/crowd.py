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
        self.days = scenario.clock.days
        self.customers = words_of("customers", scenario.segments)
        self.place = words_of("touchpoint", scenario.touchpoints)
        self.contacts = np.asarray(contact_limits(scenario))
        self.staff = Staff(scenario)

    def draw(self, seed: int, replication: int) -> Draws:
        """Who comes in one replication, and what their numbers are made from."""
        here = replication_key(seed, replication)
        days = Days(here, self.days)
        times = [stream.times(here, days) for stream in self.streams]
        keys = [
            children(key, np.arange(part.size))
            for key, part in zip(keys_of(here, self.customers).reshape(-1, 1), times, strict=True)
        ]
        arrival, key = times[0], keys[0]
        segment = np.zeros(arrival.size, dtype=np.int64)
        if len(times) > 1:
            order = np.argsort(np.concatenate(times), kind="stable")
            arrival, key = np.concatenate(times)[order], np.concatenate(keys)[order]
            segment = np.repeat(np.arange(len(times)), [part.size for part in times])[order]
        bias, pace = self.staff.traits(here)
        return Draws(arrival, segment, key, self.place, self.contacts, bias, pace)


class Staff:
    """The agents of all teams, as a sample from the labour market."""

    def __init__(self, scenario: Scenario) -> None:
        teams = scenario.teams
        sizes = [largest_roster(team.agents) for team in teams.values()]
        self.number = np.concatenate([np.empty(0, np.int64), *(np.arange(size) for size in sizes)])
        self.bias = np.repeat(words_of("agent bias", teams), sizes)
        self.pace = np.repeat(words_of("agent pace", teams), sizes)
        self.variance = np.repeat([log1p(team.speed_cv**2) for team in teams.values()], sizes)

    def traits(self, replication: Keys) -> tuple[Floats, Floats]:
        """(agents,) personal style, standard normal; and pace, lognormal with mean 1."""
        bias = values(STANDARD_NORMAL, uniforms(keys_of(replication, self.bias), self.number))
        if not self.variance.any():
            return bias, np.ones(self.number.size)
        style = values(STANDARD_NORMAL, uniforms(keys_of(replication, self.pace), self.number))
        pairs = zip(self.variance.tolist(), style.tolist(), strict=True)
        return bias, np.asarray([exp(sqrt(variance) * z - 0.5 * variance) for variance, z in pairs])


def largest_roster(agents: int | dict[float, int]) -> int:
    """The number of different agents a roster needs."""
    return max(agents.values()) if isinstance(agents, dict) else agents


def draw_customers(scenario: Scenario, seed: int, replication: int) -> Draws:
    """Who comes in one replication of a scenario; for many replications make a :class:`Crowd` once."""
    return Crowd(scenario).draw(seed, replication)
