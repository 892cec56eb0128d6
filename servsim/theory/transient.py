"""M(t)/M/c: a team in which arrivals change, moment by moment, from an empty start."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from servsim.theory.arguments import above_zero, whole_team

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Transient:
    """Poisson arrivals at ``rate(minute)`` per minute, exponential handling, nobody gives up; empty at minute 0.

    Kolmogorov's forward equations, solved numerically (error about 1e-9). Takes seconds for hundreds of agents: it is
    meant for checks. Raises ValueError for nonsense, and when the queue needs more than 20,000 states.
    """

    rate: Callable[[float], float]
    handling: float
    """Mean handling time, minutes."""
    agents: int
    until: float
    """Last minute that can be asked for."""

    def __post_init__(self) -> None:
        above_zero("handling", self.handling)
        above_zero("until", self.until)
        whole_team(self.agents)

    @cached_property
    def _solved(self) -> Callable[[float], Floats]:
        from scipy.integrate import solve_ivp

        states = self._states()
        leaving = np.minimum(np.arange(states), self.agents) / self.handling

        def flow(minute: float, shares: Floats) -> Floats:
            up = self.rate(minute) * shares
            up[-1] = 0.0
            down = leaving * shares
            change = -up - down
            change[1:] += up[:-1]
            change[:-1] += down[1:]
            return change

        start = np.zeros(states)
        start[0] = 1.0
        span = (0.0, self.until)
        found = solve_ivp(flow, span, start, method="DOP853", rtol=1e-10, atol=1e-13, dense_output=True)
        assert found.sol is not None
        solution = found.sol
        return lambda minute: np.asarray(solution(minute))

    def _states(self) -> int:
        """More customers than are ever present but with a negligible probability."""
        moments = np.linspace(0.0, self.until, 2001)
        rates = np.asarray([self.rate(float(event)) for event in moments])
        if rates.min() < 0:
            raise ValueError("found a negative rate of arrivals")
        surplus = (rates - self.agents / self.handling) * self.until / 2000
        queue = largest = 0.0
        for more in surplus:
            queue = max(0.0, queue + more)
            largest = max(largest, queue)
        usual = self.agents + largest
        states = ceil(usual + 12.0 * sqrt(float(rates.max()) * self.until + usual)) + 60
        if states > 20_000:
            raise ValueError(f"found a queue that needs {states} states; at most 20000 are solved")
        return states

    def present(self, minute: float) -> float:
        """Mean number of customers present at a minute, waiting or served."""
        shares = self._solved(minute)
        return float(shares @ np.arange(shares.size))

    def wait_probability(self, minute: float) -> float:
        """Probability that who arrives at a minute has to wait."""
        return float(self._solved(minute)[self.agents :].sum())
