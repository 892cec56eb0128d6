"""Jackson networks: journeys over several teams, each customer routed by chance."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from servsim.theory.arguments import above_zero, not_negative
from servsim.theory.erlang_c import ErlangC

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class JacksonNetwork:
    """An open network of m stations in steady state: every station is an M/M/c of its own.

    Jackson 1957, 1963. Exact for Poisson arrivals from outside, exponential handling that differs by station only,
    routing without memory, first come, first served, unlimited patience and room. Raises ValueError for nonsense,
    OverloadedError for a station that is too small.
    """

    outside: Floats
    """(m,) customers per minute who start at a station."""
    routing: Floats
    """(m, m) shares of where customers go next; what is missing to 1 leaves."""
    handling: Floats
    """(m,) mean handling times, minutes."""
    agents: tuple[int | None, ...]
    """Agents of each station; None where nobody waits (self-service)."""

    def __post_init__(self) -> None:
        m = len(self.agents)
        shapes = (np.shape(self.outside), np.shape(self.routing), np.shape(self.handling))
        if shapes != ((m,), (m, m), (m,)):
            raise ValueError(f"found shapes {shapes} for {m} station(s); they must be (m,), (m, m), (m,)")
        if np.min(self.routing) < 0 or np.max(np.sum(self.routing, axis=1)) > 1 + 1e-9:
            raise ValueError("found routing shares below 0 or adding up to more than 1")
        for rate, mean in zip(self.outside, self.handling, strict=True):
            not_negative("outside", rate)
            above_zero("handling", mean)
        if np.max(np.abs(np.linalg.eigvals(self.routing))) > 1 - 1e-12:
            raise ValueError("found routing that some customers never leave")

    @cached_property
    def arrivals(self) -> Floats:
        """(m,) customers per minute at each station, from outside and inside (the traffic equations)."""
        return np.asarray(np.linalg.solve(np.eye(len(self.agents)) - np.transpose(self.routing), self.outside))

    @cached_property
    def queues(self) -> tuple[ErlangC | None, ...]:
        """Each station as a queue of its own; None where nobody waits or nobody comes."""
        return tuple(
            None if agents is None or rate <= 0 else ErlangC(float(rate), float(mean), agents)
            for rate, mean, agents in zip(self.arrivals, self.handling, self.agents, strict=True)
        )

    @property
    def mean_waits(self) -> Floats:
        """(m,) mean wait for each visit, minutes."""
        return np.asarray([0.0 if queue is None else queue.mean_wait for queue in self.queues])

    @property
    def present(self) -> Floats:
        """(m,) mean number of customers at each station, waiting or served."""
        return np.asarray(self.arrivals * (self.mean_waits + self.handling))

    @property
    def journey_minutes(self) -> float:
        """Mean time from start to end of a journey, minutes (Little's law)."""
        return float(np.sum(self.present) / np.sum(self.outside))

    @property
    def visits(self) -> float:
        """Mean number of visits in a journey."""
        return float(np.sum(self.arrivals) / np.sum(self.outside))
