"""M/G/1: one agent, handling times of any kind."""

from dataclasses import dataclass

from servsim.theory.arguments import above_zero, not_negative, sustainable


@dataclass(frozen=True)
class SingleAgent:
    """One agent in steady state: Poisson arrivals, any handling time, unlimited patience and room.

    Pollaczek 1930, Khinchine 1932; the variance after Takacs 1962. Exact. Raises ValueError for nonsense,
    OverloadedError when the load is not below 1.
    """

    arrivals: float
    """Customers per minute."""
    handling: float
    """Mean handling time, minutes."""
    handling_cv: float
    """Coefficient of variation of handling times: 1 exponential, 0 constant."""

    def __post_init__(self) -> None:
        above_zero("arrivals", self.arrivals)
        above_zero("handling", self.handling)
        not_negative("handling_cv", self.handling_cv)
        sustainable(self.occupancy, 1)

    @property
    def occupancy(self) -> float:
        """Share of the agent's time spent on handling; also the probability that a customer has to wait."""
        return self.arrivals * self.handling

    @property
    def mean_wait(self) -> float:
        """Mean wait of all customers, minutes."""
        second = self.handling**2 * (1.0 + self.handling_cv**2)
        return self.arrivals * second / (2.0 * (1.0 - self.occupancy))

    @property
    def mean_queue(self) -> float:
        """Mean number of customers waiting."""
        return self.arrivals * self.mean_wait

    def wait_variance(self, third_moment: float) -> float:
        """Variance of the wait, minutes squared, from the third moment of the handling time (minutes cubed)."""
        above_zero("third_moment", third_moment)
        return self.mean_wait**2 + self.arrivals * third_moment / (3.0 * (1.0 - self.occupancy))
