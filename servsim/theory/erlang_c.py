"""Erlang C, M/M/c: everybody waits until an agent is free."""

from dataclasses import dataclass
from functools import cached_property
from math import exp, log

from servsim.theory.arguments import above_zero, not_negative, share, sustainable, whole_team
from servsim.theory.erlang_b import idle_weight


@dataclass(frozen=True)
class ErlangC:
    """A team in steady state: Poisson arrivals, exponential handling, unlimited patience and room.

    Erlang 1917; Gross & Harris. Limits: the load has held for long (real waits are shorter soon after a change), all
    customers are alike, first come, first served. Raises ValueError for nonsense, OverloadedError when the load is not
    below the number of agents.
    """

    arrivals: float
    """Customers per minute."""
    handling: float
    """Mean handling time, minutes."""
    agents: int

    def __post_init__(self) -> None:
        above_zero("arrivals", self.arrivals)
        above_zero("handling", self.handling)
        whole_team(self.agents)
        sustainable(self.load, self.agents)

    @property
    def load(self) -> float:
        """Offered load, erlang."""
        return self.arrivals * self.handling

    @property
    def occupancy(self) -> float:
        """Share of the agents' time spent on handling."""
        return self.load / self.agents

    @cached_property
    def wait_probability(self) -> float:
        """Probability that a customer has to wait."""
        free = 1.0 - self.occupancy
        return 1.0 / (1.0 + free * idle_weight(self.load, self.agents))

    @property
    def drain(self) -> float:
        """Rate at which the waits of those who wait end: they are exponential with this rate per minute."""
        return (self.agents - self.load) / self.handling

    @property
    def mean_wait(self) -> float:
        """Mean wait of all customers, minutes."""
        return self.wait_probability / self.drain

    @property
    def wait_variance(self) -> float:
        """Variance of the wait of all customers, minutes squared."""
        waiting = self.wait_probability
        return waiting * (2.0 - waiting) / self.drain**2

    @property
    def mean_queue(self) -> float:
        """Mean number of customers waiting."""
        return self.arrivals * self.mean_wait

    def wait_exceedance(self, minutes: float) -> float:
        """Probability of a wait longer than so many minutes."""
        not_negative("minutes", minutes)
        return self.wait_probability * exp(-self.drain * minutes)

    def service_level(self, minutes: float) -> float:
        """Share of customers served within so many minutes."""
        return 1.0 - self.wait_exceedance(minutes)

    def wait_quantile(self, probability: float) -> float:
        """The wait, minutes, that so large a share of customers does not exceed."""
        share("probability", probability)
        late = self.wait_probability / (1.0 - probability)
        return log(late) / self.drain if late > 1.0 else 0.0
