"""Gauss-Legendre quadrature against the densities that constants of selection are integrals of."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NODES = 160
TAIL = 1e-16
NORMAL_END = 8.5


class Nodes(NamedTuple):
    """Where a function is evaluated, and the probability that each node stands for."""

    at: Floats
    weight: Floats


@cache
def normal_nodes() -> Nodes:
    """Nodes for an expectation under the standard normal distribution."""
    at, weight = _between(-NORMAL_END, NORMAL_END)
    return Nodes(at, weight * np.exp(-0.5 * at * at) / np.sqrt(2 * np.pi))


@cache
def chi_square_nodes(degrees: int) -> Nodes:
    """Nodes for an expectation under the chi-square distribution with so many degrees of freedom (>= 1).

    They lie on the axis of the square root, where the density has no peak at zero.
    """
    from scipy.special import chdtri, gammaln

    low, high = (float(np.sqrt(chdtri(degrees, p))) for p in (1 - TAIL, TAIL))
    at, weight = _between(low, high)
    logs = (degrees - 1) * np.log(at) - 0.5 * at * at - (0.5 * degrees - 1) * np.log(2) - gammaln(0.5 * degrees)
    return Nodes(at * at, weight * np.exp(logs))


def _between(low: float, high: float) -> Nodes:
    at, weight = np.polynomial.legendre.leggauss(NODES)
    half = 0.5 * (high - low)
    return Nodes(low + half * (at + 1), half * weight)
