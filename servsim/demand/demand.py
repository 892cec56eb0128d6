"""The demand of a scenario, made ready to be drawn many times."""

from math import log1p, sqrt

import numpy as np
from numpy.typing import NDArray

from servsim.demand.arrays import uniforms, values
from servsim.demand.arrivals import ArrivalStream, Days
from servsim.demand.batch import Batch, starts
from servsim.demand.contacts import contact_limits
from servsim.demand.draws import STANDARD_NORMAL, Draws
from servsim.demand.keys import Keys, keys_of, replication_keys, words_of
from servsim.demand.merge_streams import arranged
from servsim.scenario.scenario import Scenario
from servsim.scenario.values.quantiles import LOGNORMAL, Law

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Demand:
    """Everybody who may come, and who serves them.

    The same (seed, replication) gives the same customers under every option: only what an option names changes.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.streams = [ArrivalStream(scenario, segment) for segment in scenario.segments]
        self.staff = AgentTraits(scenario)
        self.days = scenario.clock.days
        self.touchpoint_words = words_of("touchpoint", scenario.touchpoints)
        self.contacts = np.asarray(contact_limits(scenario))
        streams = np.stack([stream.words for stream in self.streams])
        self.words = np.concatenate(
            [words_of("customers", scenario.segments), streams.reshape(-1), self.staff.words.reshape(-1)]
        )

    def draw(self, seed: int, replication: int) -> Draws:
        """Who comes in one replication, and what their numbers are made from."""
        return self.draw_many(seed, range(replication, replication + 1)).draws(0)

    def draw_many(self, seed: int, replications: range) -> Batch:
        """The same for some replications at once."""
        here, segments = replication_keys(seed, replications), len(self.streams)
        keys, days = keys_of(here[:, None], self.words), Days(here, self.days)
        streams = keys[:, segments : 3 * segments].reshape(here.size, segments, 2)
        times = [stream.times(streams[:, index], days) for index, stream in enumerate(self.streams)]
        found = arranged(times, keys[:, :segments])
        bias, pace = self.staff.traits(keys[:, 3 * segments :].reshape(here.size, 2, self.staff.number.size))
        return Batch(*found, self.touchpoint_words, self.contacts, bias, pace)


class AgentTraits:
    """The agents of all teams, as a sample from the labour market."""

    def __init__(self, scenario: Scenario) -> None:
        teams = scenario.teams
        sizes = [team.largest_roster for team in teams.values()]
        self.number = np.concatenate([np.empty(0, np.int64), *(np.arange(size) for size in sizes)])
        self.words = np.stack([np.repeat(words_of(name, teams), sizes) for name in ("agent bias", "agent pace")])
        """(2, agents) for personal style and pace."""
        variances = [log1p(team.speed_cv**2) for team in teams.values()]
        self.laws = [Law(LOGNORMAL, -0.5 * variance, sqrt(variance)) for variance in variances]
        self.first = starts(sizes)

    def traits(self, keys: Keys) -> tuple[Floats, Floats]:
        """(k, agents) personal style, standard normal; and pace, lognormal with mean 1, in k replications.

        ``keys`` (k, 2, agents) are those of the words in the replications.
        """
        bias = values(STANDARD_NORMAL, self._uniforms(keys[:, 0], self.number))
        pace = np.ones(bias.shape)
        for law, first, end in zip(self.laws, self.first[:-1], self.first[1:], strict=True):
            if law.b > 0.0:
                pace[:, first:end] = values(law, self._uniforms(keys[:, 1, first:end], self.number[first:end]))
        return bias, pace

    @staticmethod
    def _uniforms(keys: Keys, numbers: Ints) -> Floats:
        """(k, agents)"""
        return uniforms(keys.reshape(-1), np.tile(numbers, len(keys))).reshape(keys.shape)


def draw_customers(scenario: Scenario, seed: int, replication: int) -> Draws:
    """Who comes in one replication of a scenario; for many replications make a :class:`Demand` once."""
    return Demand(scenario).draw(seed, replication)
