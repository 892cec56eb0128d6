"""M/M/c/K: a waiting room of limited size; who finds no place is turned away."""

from dataclasses import dataclass
from functools import cached_property

from servsim.theory.arguments import above_zero, not_negative, whole_team
from servsim.theory.erlang_b import idle_weight


@dataclass(frozen=True)
class FiniteRoom:
    """A team in steady state with so much room to wait (``queue_limit``): Poisson arrivals, exponential handling.

    Textbook birth-death queue; a limit of 0 is Erlang B. Holds under any load. Raises ValueError for nonsense.
    """

    arrivals: float
    """Customers per minute."""
    handling: float
    """Mean handling time, minutes."""
    agents: int
    queue_limit: int
    """Places to wait, those in service not counted."""

    def __post_init__(self) -> None:
        above_zero("arrivals", self.arrivals)
        above_zero("handling", self.handling)
        whole_team(self.agents)
        if self.queue_limit != int(self.queue_limit) or self.queue_limit < 0:
            raise ValueError(f"found queue_limit = {self.queue_limit}; it must be a whole number, at least 0")

    @property
    def load(self) -> float:
        """Offered load, erlang."""
        return self.arrivals * self.handling

    @cached_property
    def _shares(self) -> tuple[float, float, float]:
        """Probability of all agents busy, probability of a full room, mean queue; scaled by the largest weight."""
        ratio = self.load / self.agents
        forwards = ratio <= 1.0
        step = ratio if forwards else 1.0 / ratio
        busy = length = 0.0
        weight = 1.0
        for away in range(self.queue_limit + 1):
            waiting = away if forwards else self.queue_limit - away
            busy, length = busy + weight, length + waiting * weight
            weight *= step
            if weight == 0.0:
                break
        far = step**self.queue_limit
        empty, full = (1.0, far) if forwards else (far, 1.0)
        idle = empty * idle_weight(self.load, self.agents) if empty else 0.0
        total = idle + busy
        return busy / total, full / total, length / total

    @property
    def turned_away(self) -> float:
        """Share of customers who find no place."""
        return self._shares[1]

    @property
    def wait_probability(self) -> float:
        """Probability that a customer who finds a place has to wait."""
        busy, full, _ = self._shares
        return (busy - full) / (1.0 - full)

    @property
    def occupancy(self) -> float:
        """Share of the agents' time spent on handling."""
        return self.load * (1.0 - self.turned_away) / self.agents

    @property
    def mean_queue(self) -> float:
        """Mean number of customers waiting."""
        return self._shares[2]

    @property
    def mean_wait(self) -> float:
        """Mean wait of those who find a place, minutes."""
        return self.mean_queue / (self.arrivals * (1.0 - self.turned_away))

    def service_level(self, minutes: float) -> float:
        """Share of those who find a place that is served within so many minutes.

        Who joins behind j others waits for j + 1 agents to become free: an Erlang time.
        """
        from scipy.special import gammaincc

        not_negative("minutes", minutes)
        busy, full, _ = self._shares
        if self.queue_limit == 0:
            return 1.0
        ratio, pace = self.load / self.agents, self.agents / self.handling
        first = 0 if ratio <= 1.0 else 1 - self.queue_limit
        weights = [ratio ** (first + j) for j in range(self.queue_limit)]
        late = sum(weight * float(gammaincc(j + 1, pace * minutes)) for j, weight in enumerate(weights))
        return 1.0 - (busy - full) / (1.0 - full) * late / sum(weights)
