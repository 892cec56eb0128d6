"""Load and overwork of an agent when handling begins. Scalar, for both engines."""

from math import exp


def felt_occupancy(felt: float, busy: bool, minutes: float, memory_min: float) -> float:
    """The occupancy an agent feels, an exponentially weighted average, after so many minutes of work or rest."""
    level = 1.0 if busy else 0.0
    return level + (felt - level) * exp(-minutes / memory_min)


def load_of(waiting: int, queue_per_agent: float, on_duty: int) -> float:
    """C: how full the queues of a team are, 0..1; full at ``queue_per_agent`` customers for each agent on duty."""
    load = waiting / (queue_per_agent * on_duty)
    return load if load < 1.0 else 1.0


def overwork_of(felt: float, above: float) -> float:
    """O: felt occupancy above the threshold from which it tires."""
    return felt - above if felt > above else 0.0
