"""GI/M/1: one agent with exponential handling, arrivals of any regularity."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from servsim.theory.arguments import above_zero, sustainable


@dataclass(frozen=True)
class RenewalArrivals:
    """One agent in steady state: independent gaps between arrivals, exponential handling.

    ``transform(s)`` is the mean of exp(-s gap), s per minute, such as ``lambda s: exp(-s * 5)`` for one customer every
    five minutes. Textbook (Gross & Harris). Exact. Raises ValueError for nonsense, OverloadedError when the load is not
    below 1.
    """

    arrivals: float
    """Customers per minute."""
    handling: float
    """Mean handling time, minutes."""
    transform: Callable[[float], float]

    def __post_init__(self) -> None:
        above_zero("arrivals", self.arrivals)
        above_zero("handling", self.handling)
        sustainable(self.arrivals * self.handling, 1)

    @cached_property
    def wait_probability(self) -> float:
        """Probability that a customer has to wait: the root below 1 of sigma = transform(mu (1 - sigma))."""
        from scipy.optimize import brentq

        def missing(sigma: float) -> float:
            return self.transform((1.0 - sigma) / self.handling) - sigma

        below = 1.0
        while missing(1.0 - below) > 0.0 and below > 1e-12:
            below *= 0.5
        high = 1.0 - below
        return float(brentq(missing, 0.0, high, xtol=1e-15, rtol=1e-14)) if high > 0.0 else 0.0

    @property
    def mean_wait(self) -> float:
        """Mean wait of all customers, minutes."""
        return self.wait_probability * self.handling / (1.0 - self.wait_probability)
