"""Forms that several formulas share: the S-shape, the end of a scale, the classes between cuts."""

from math import exp, fabs


def logistic(log_odds: float) -> float:
    """Probability with these log odds, 0..1."""
    smaller = exp(-fabs(log_odds))  # at most 1, however steep a planner makes a curve
    return (1.0 if log_odds >= 0.0 else smaller) / (1.0 + smaller)


def clipped(value: float, low: float, high: float) -> float:
    """The value, or the end of the scale it lies beyond."""
    return min(max(value, low), high)


def cuts_below(value: float, cuts: tuple[float, ...]) -> int:
    """How many of the rising cuts lie strictly below a value: its class, which includes its upper end."""
    below = 0
    for cut in cuts:
        if cut < value:
            below += 1
    return below
