"""Fluid estimate of a queue under overload: people as water, arrivals as inflow, agents as outflow."""

from dataclasses import dataclass
from math import expm1, log1p

from servsim.theory.arguments import NEVER, not_negative


@dataclass(frozen=True)
class Backlog:
    """How a queue grows or shrinks while rates hold.

    Newell 1971; with abandonment Mandelbaum, Massey & Reiman 1998. Good when many more come than can be served, for
    chance is left out: near balance the real queue is longer. Raises ValueError for nonsense.
    """

    arrivals: float
    """Customers per minute."""
    capacity: float
    """Customers per minute whom the agents can serve when none of them is idle."""
    give_up: float = 0.0
    """Rate, per minute, at which each waiting customer gives up; 0 when nobody does."""

    def __post_init__(self) -> None:
        not_negative("arrivals", self.arrivals)
        not_negative("capacity", self.capacity)
        not_negative("give_up", self.give_up)

    def after(self, waiting: float, minutes: float) -> float:
        """Customers waiting after so many minutes when ``waiting`` did at their beginning."""
        not_negative("minutes", minutes)
        return self._grown(waiting, minutes) if minutes < self.minutes_to_empty(waiting) else 0.0

    def waited_minutes(self, waiting: float, minutes: float) -> float:
        """Minutes that all customers together wait in so many minutes (the area below the queue)."""
        until = min(minutes, self.minutes_to_empty(waiting))
        surplus = self.arrivals - self.capacity
        if self.give_up < NEVER:
            return (waiting + 0.5 * surplus * until) * until
        level = surplus / self.give_up
        return level * until - (waiting - level) * expm1(-self.give_up * until) / self.give_up

    def minutes_to_empty(self, waiting: float) -> float:
        """Minutes until nobody waits any more; infinite when the queue does not end."""
        not_negative("waiting", waiting)
        surplus = self.arrivals - self.capacity
        if surplus > 0.0 or (surplus == 0.0 and waiting > 0.0):
            return float("inf")
        if waiting == 0.0:
            return 0.0
        if self.give_up < NEVER:
            return waiting / -surplus
        return log1p(waiting * self.give_up / -surplus) / self.give_up

    def _grown(self, waiting: float, minutes: float) -> float:
        surplus = self.arrivals - self.capacity
        if self.give_up < NEVER:
            return max(0.0, waiting + surplus * minutes)
        level = surplus / self.give_up
        return max(0.0, waiting + (waiting - level) * expm1(-self.give_up * minutes))
