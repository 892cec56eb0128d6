"""Erlang A, M/M/c+M: customers wait until an agent is free or their patience ends."""

from dataclasses import dataclass
from functools import cached_property
from math import exp, expm1, log
from typing import NamedTuple

from servsim.theory.arguments import above_zero, not_negative, share, whole_team
from servsim.theory.erlang_b import idle_weight

TINY = 1e-18
LARGE = 1e250


class _Queue(NamedTuple):
    """Sums over the lengths of the queue, weighed by their probabilities given that all agents are busy."""

    log_weight: float
    length: float
    served: float
    served_wait: float


def _queue(agents: float, arrivals: float) -> _Queue:
    """Sums over the states with all agents busy; both rates in units of the rate of giving up.

    State j weighs the product of ``arrivals / (agents + i)`` over i = 1 .. j. An arrival in it is served with
    probability ``agents / (agents + j + 1)``, and who is served has waited the sum of ``1 / (agents + i + 1)`` over
    i = 0 .. j on average. All terms are positive; what becomes large is scaled down.
    """
    term, scale, j, harmonic = 1.0, 0.0, 0, 0.0
    weight = length = served = wait = 0.0
    while True:
        step = 1.0 / (agents + j + 1.0)
        harmonic += step
        kept = term * agents * step
        weight, length, served, wait = weight + term, length + j * term, served + kept, wait + kept * harmonic
        j += 1
        term *= arrivals * step
        if term * (j + 1.0) * (agents + j) < TINY * weight * max(1.0, agents + j - arrivals):
            return _Queue(scale + log(weight), length / weight, served / weight, wait / weight)
        if weight > LARGE:
            term, length, served, wait = term / weight, length / weight, served / weight, wait / weight
            scale, weight = scale + log(weight), 1.0


@dataclass(frozen=True)
class ErlangA:
    """A team in steady state whose customers give up: Poisson arrivals, exponential handling and patience.

    Palm 1957; Garnett, Mandelbaum & Reiman 2002; waits after Zeltyn & Mandelbaum 2005, with their integrals written as
    sums over the length of the queue. Holds under any load. Limits: the load has held for long, all customers are
    alike, and patience is exponential (what matters is the chance to give up in the first moments; abandonment depends
    little on the rest, waits more). Raises ValueError for nonsense.
    """

    arrivals: float
    """Customers per minute."""
    handling: float
    """Mean handling time, minutes."""
    agents: int
    patience: float
    """Mean patience, minutes."""

    def __post_init__(self) -> None:
        above_zero("arrivals", self.arrivals)
        above_zero("handling", self.handling)
        above_zero("patience", self.patience)
        whole_team(self.agents)

    @property
    def load(self) -> float:
        """Offered load, erlang."""
        return self.arrivals * self.handling

    @property
    def occupancy(self) -> float:
        """Share of the agents' time spent on handling."""
        return self.load * (1.0 - self.abandonment) / self.agents

    @property
    def _capacity(self) -> float:
        return self.agents * self.patience / self.handling

    @cached_property
    def _sums(self) -> _Queue:
        return _queue(self._capacity, self.arrivals * self.patience)

    @cached_property
    def wait_probability(self) -> float:
        """Probability that a customer has to wait, served or not."""
        return 1.0 / (1.0 + idle_weight(self.load, self.agents) * exp(-self._sums.log_weight))

    @property
    def mean_queue(self) -> float:
        """Mean number of customers waiting."""
        return self.wait_probability * self._sums.length

    @property
    def mean_wait(self) -> float:
        """Mean wait of all customers, whether served or gone, minutes."""
        return self.mean_queue / self.arrivals

    @property
    def abandonment(self) -> float:
        """Share of customers who give up."""
        return self.mean_wait / self.patience

    @property
    def mean_wait_served(self) -> float:
        """Mean wait of those who are served, minutes."""
        return self._served_minutes / (1.0 - self.abandonment)

    @property
    def mean_wait_abandoned(self) -> float:
        """Mean wait of those who give up, minutes."""
        return (self.mean_wait - self._served_minutes) / self.abandonment

    @property
    def _served_minutes(self) -> float:
        return self.wait_probability * self._sums.served_wait * self.patience

    def wait_exceedance(self, minutes: float) -> float:
        """Probability of a wait, served or not, longer than so many minutes."""
        not_negative("minutes", minutes)
        return self.wait_probability * self._beyond(minutes, 0.0) * exp(-minutes / self.patience)

    def service_level(self, minutes: float) -> float:
        """Share of all customers who are served within so many minutes."""
        not_negative("minutes", minutes)
        late = self._beyond(minutes, 1.0)
        return 1.0 - self.wait_probability * (1.0 - self._sums.served * (1.0 - late))

    def wait_quantile(self, probability: float) -> float:
        """The wait, minutes, served or not, that so large a share of customers does not exceed."""
        share("probability", probability)
        late = 1.0 - probability
        if self.wait_probability <= late:
            return 0.0
        low, high = 0.0, self.patience
        while self.wait_exceedance(high) > late:
            low, high = high, 2.0 * high
        while high - low > 1e-12 * high:
            middle = 0.5 * (low + high)
            low, high = (middle, high) if self.wait_exceedance(middle) > late else (low, middle)
        return high

    def _beyond(self, minutes: float, more: float) -> float:
        """Share of the offered waits of those who wait that exceed so many minutes.

        With ``more`` = 1, of those only who would be served. Both are ratios of incomplete gamma functions, and those
        are the sums over the queue.
        """
        capacity, arrivals = self._capacity + more, self.arrivals * self.patience
        passed = minutes / self.patience
        before = _queue(capacity, arrivals).log_weight
        after = _queue(capacity, arrivals * exp(-passed)).log_weight
        return exp(min(0.0, -capacity * passed - arrivals * expm1(-passed) + after - before))
