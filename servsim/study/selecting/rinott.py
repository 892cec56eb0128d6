"""Rinott's two stages (1978): the simple way to select the best of options with independent customers."""

from functools import cache

import numpy as np

from servsim.study.selecting.quadrature import Floats, chi_square_nodes

LARGEST = 200.0


@cache
def rinott_constant(options: int, first: int, confidence: float) -> float:
    """Rinott's h for so many options (>= 2) with so many replications in the first stage (>= 2)."""
    from scipy.optimize import brentq
    from scipy.special import ndtr

    chi = chi_square_nodes(first - 1)
    spread = np.sqrt((first - 1) * (1 / chi.at[:, None] + 1 / chi.at))

    def excess(h: float) -> float:
        one = ndtr(h / spread) @ chi.weight
        return float(one ** (options - 1) @ chi.weight) - confidence

    return float(brentq(excess, 0.0, LARGEST, xtol=1e-12, rtol=1e-12))


def rinott_replications(first: Floats, indifference: float, confidence: float) -> list[int]:
    """How many replications each option needs in all, from those of the first stage (options, n0)."""
    options, count = first.shape
    h = rinott_constant(options, count, confidence)
    wanted = np.ceil((h / indifference) ** 2 * first.var(axis=1, ddof=1))
    return [max(count, int(number)) for number in wanted]
