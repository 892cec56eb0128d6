"""A queue that some walk past: who joins depends on how many wait."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import exp

from servsim.theory.arguments import NEVER, OverloadedError, above_zero, not_negative, whole_team
from servsim.theory.erlang_b import idle_weight

MOST_STATES = 200_000
TINY = 1e-16


@dataclass(frozen=True)
class BalkingQueue:
    """A team in steady state whose customers may walk past, and may give up later.

    Birth-death queue with joining probabilities (Haight 1957, Ancker & Gafarian 1963): Poisson arrivals, exponential
    handling and patience. Raises ValueError for nonsense, OverloadedError when too many join however long the queue.
    """

    arrivals: float
    """Customers per minute, those who walk past included."""
    handling: float
    """Mean handling time, minutes."""
    agents: int
    joining: Callable[[int], float]
    """Probability of joining when so many wait; it must not rise with their number."""
    give_up: float = 0.0
    """Rate, per minute, at which each waiting customer gives up; 0 when nobody does."""

    def __post_init__(self) -> None:
        above_zero("arrivals", self.arrivals)
        above_zero("handling", self.handling)
        whole_team(self.agents)
        not_negative("give_up", self.give_up)
        if not 0.0 < self.joining(0) <= 1.0:
            raise ValueError(f"found joining(0) = {self.joining(0):g}; it must be above 0 and at most 1")

    @cached_property
    def _busy(self) -> tuple[float, ...]:
        """Probability of all agents busy and j customers waiting, j = 0, 1, ..."""
        idle = idle_weight(self.arrivals * self.handling * self.joining(0), self.agents)
        weights, total, following = [1.0], 1.0, 1.0
        while following > TINY * total:
            j = len(weights)
            if j > MOST_STATES:
                raise OverloadedError(self.arrivals * self.handling, self.agents)
            leaving = self.agents / self.handling + j * self.give_up
            following *= self.arrivals * self.joining(j - 1) / leaving
            weights.append(following)
            total += following
            if total > 1e250:
                weights = [weight / total for weight in weights]
                idle, total, following = idle / total, 1.0, following / total
        whole = idle + total
        return tuple(weight / whole for weight in weights)

    @cached_property
    def _joins(self) -> tuple[float, ...]:
        """Probability that a customer joins behind j others, all agents busy."""
        return tuple(share * self.joining(j) for j, share in enumerate(self._busy))

    @cached_property
    def joined(self) -> float:
        """Share of customers who join."""
        return (1.0 - sum(self._busy)) * self.joining(0) + sum(self._joins)

    @property
    def walked_past(self) -> float:
        """Share of customers who walk past."""
        return 1.0 - self.joined

    @property
    def mean_queue(self) -> float:
        """Mean number of customers waiting."""
        return sum(j * share for j, share in enumerate(self._busy))

    @property
    def mean_wait(self) -> float:
        """Mean wait of those who join, served or not, minutes."""
        return self.mean_queue / (self.arrivals * self.joined)

    @property
    def abandonment(self) -> float:
        """Share of all customers who join and give up."""
        return self.give_up * self.mean_queue / self.arrivals

    @property
    def occupancy(self) -> float:
        """Share of the agents' time spent on handling."""
        return self.arrivals * self.handling * (self.joined - self.abandonment) / self.agents

    def service_level(self, minutes: float) -> float:
        """Share of all customers who are served within so many minutes."""
        not_negative("minutes", minutes)
        at_once = (1.0 - sum(self._busy)) * self.joining(0)
        return at_once + sum(share * self._in_time(j, minutes) for j, share in enumerate(self._joins) if share > 0.0)

    def _in_time(self, behind: int, minutes: float) -> float:
        """Probability of being served within so many minutes behind others, before patience ends.

        Without giving up the wait is an Erlang time. With it, exp(-give_up * wait) is beta distributed, because it is
        a minimum of independent exponentials after another.
        """
        from scipy.special import betainc, gammainc

        pace = self.agents / self.handling
        if self.give_up < NEVER:
            return float(gammainc(behind + 1, pace * minutes))
        ratio = pace / self.give_up
        kept = ratio / (ratio + behind + 1)
        return kept * (1.0 - float(betainc(ratio + 1, behind + 1, exp(-self.give_up * minutes))))
