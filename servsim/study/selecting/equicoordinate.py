"""The point that no coordinate of a multivariate t exceeds: the constant of comparisons with the best."""

from functools import cache

import numpy as np

from servsim.study.selecting.quadrature import chi_square_nodes, normal_nodes

LARGEST = 200.0


def below_probability(point: float, count: int, degrees: int) -> float:
    """Chance that none of ``count`` t variables, pairwise correlated by 1/2, with common scale, exceeds ``point``.

    They are differences to one common normal variable, so that given it and the scale they are independent.
    """
    from scipy.special import ndtr

    normal, chi = normal_nodes(), chi_square_nodes(degrees)
    shift = np.sqrt(2.0) * point * np.sqrt(chi.at / degrees)
    inside = ndtr(normal.at[:, None] + shift) ** count
    return float(normal.weight @ inside @ chi.weight)


@cache
def equicoordinate_point(count: int, degrees: int, confidence: float) -> float:
    """The one-sided point of ``count`` (>= 1) such t variables; Nelson & Matejcik (1995) call it g."""
    from scipy.optimize import brentq

    def excess(point: float) -> float:
        return below_probability(point, count, degrees) - confidence

    return float(brentq(excess, 0.0, LARGEST, xtol=1e-12, rtol=1e-12))
