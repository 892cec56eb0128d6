"""M(t)/G/infinity: how much work is there at each moment when arrivals change and nobody has to wait.

The load follows arrivals late, by about the time that handling takes, and is smoother than they are: what a roster has
to follow is this curve, not the one of arrivals.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import atan, cos, sin, sqrt

from servsim.theory.arguments import above_zero, not_negative

Step = tuple[float, float]


def load_under_steps(steps: Sequence[Step], limited_mean: Callable[[float], float], time: float) -> float:
    """Mean number in service (erlang) at a time (minutes) when arrivals change in steps.

    ``steps`` are (start in minutes, customers per minute) in the order of time, each until the next, the last for ever;
    nobody comes before the first. ``limited_mean(x)`` is the mean of the smaller of a handling time and x minutes:
    ``lambda x: m * (1 - exp(-x / m))`` for exponential handling, ``lambda x: min(x, m)`` for constant. Eick, Massey &
    Whitt 1993; exact. Raises ValueError when the steps are not in order.
    """
    starts = [start for start, _ in steps]
    if starts != sorted(starts):
        raise ValueError("found steps that are not in the order of time")
    ends = [*starts[1:], time]
    total = 0.0
    for (start, rate), end in zip(steps, ends, strict=True):
        not_negative("rate", rate)
        if start < time:
            total += rate * (limited_mean(time - start) - limited_mean(time - min(end, time)))
    return total


@dataclass(frozen=True)
class Sine:
    """Arrivals that have risen and fallen like a sine for long: mean + swing * sin(pace * time), per minute.

    Eick, Massey & Whitt 1993; exact. Raises ValueError for nonsense.
    """

    mean: float
    swing: float
    pace: float
    """Radians per minute: 2 pi over the length of a cycle."""

    def __post_init__(self) -> None:
        above_zero("mean", self.mean)
        above_zero("pace", self.pace)
        if not abs(self.swing) <= self.mean:
            raise ValueError(f"found swing = {self.swing:g}; arrivals must not fall below 0 (mean {self.mean:g})")

    def load_exponential(self, handling: float, time: float) -> float:
        """Mean number in service (erlang) at a time (minutes) under exponential handling with this mean (minutes)."""
        above_zero("handling", handling)
        mu, angle = 1.0 / handling, self.pace * time
        return self.mean * handling + self.swing * (mu * sin(angle) - self.pace * cos(angle)) / (mu**2 + self.pace**2)

    def load_constant(self, handling: float, time: float) -> float:
        """Mean number in service (erlang) at a time (minutes) when all handling takes the same time (minutes)."""
        above_zero("handling", handling)
        half = 0.5 * self.pace * handling
        return self.mean * handling + 2.0 * self.swing / self.pace * sin(half) * sin(self.pace * time - half)

    def lag_minutes(self, handling: float) -> float:
        """By how many minutes the peak of the load follows that of arrivals, under exponential handling."""
        above_zero("handling", handling)
        return atan(self.pace * handling) / self.pace

    def peak_exponential(self, handling: float) -> float:
        """The largest load (erlang) under exponential handling."""
        above_zero("handling", handling)
        return self.mean * handling + abs(self.swing) / sqrt(handling**-2 + self.pace**2)
