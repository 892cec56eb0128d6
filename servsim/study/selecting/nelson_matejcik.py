"""Nelson & Matejcik (1995): two stages that select the best of a few options on the same customers.

The procedure holds whatever the differences, if their variances are alike (sphericity); it is robust when they are
not, as they and others found. What it gives are comparisons with the best that are as narrow as the indifference.
"""

from math import ceil, isfinite, sqrt
from typing import NamedTuple

from servsim.study.selecting.comparisons_with_the_best import spherical_variance
from servsim.study.selecting.equicoordinate import equicoordinate_point
from servsim.study.selecting.quadrature import Floats


class SecondStage(NamedTuple):
    """What the first stage says about the second."""

    point: float
    """The constant g."""
    variance: float
    """Variance of a difference of two options, S squared."""
    replications: int
    """Replications of each option in all, N."""

    def width(self, replications: int) -> float:
        """How wide the comparisons with the best are after so many replications."""
        return self.point * sqrt(self.variance / replications)


def second_stage(first: Floats, indifference: float, confidence: float) -> SecondStage:
    """The second stage from the values of the first one (k >= 2, n0 >= 2); ``indifference`` > 0 in their units."""
    options, count = first.shape
    point = equicoordinate_point(options - 1, (options - 1) * (count - 1), confidence)
    variance = spherical_variance(first)
    wanted = (point / indifference) ** 2 * variance
    if not isfinite(wanted):
        raise ValueError(f"found an indifference of {indifference} for a variance of {variance}")
    return SecondStage(point, variance, max(count, ceil(wanted)))
