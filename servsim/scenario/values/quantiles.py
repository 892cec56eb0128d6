"""Quantile functions as plain scalar arithmetic: one uniform number in, one value out.

Only numbers and ``math``, so that a compiler can take them as they are. Where a quantile needs an inverse incomplete
gamma or beta function, SciPy works it out once at many points (:func:`grid_shares`), and the values between come from a
cubic that is true to about nine digits; observed values are looked up.
"""

from collections.abc import Sequence
from functools import cache
from math import erfc, exp, fabs, log, sqrt
from typing import NamedTuple

CONSTANT, UNIFORM, EXPONENTIAL, LOGNORMAL, WEIBULL, NORMAL, TRIANGULAR, OBSERVED, GRID = range(9)

GRID_END = 8.5
"""A grid reaches over the standard normal axis from minus to plus this; no uniform number lies farther out."""
GRID_CELLS = 2048


class Law(NamedTuple):
    """A kind of distribution (a number above) with its parameters; what they mean is said in :func:`quantile`."""

    kind: int
    a: float = 0.0
    b: float = 0.0
    c: float = 0.0


@cache
def grid_shares() -> tuple[float, ...]:
    """The shares of a distribution at which the values of a grid are known: evenly spread normal quantiles."""
    step = 2.0 * GRID_END / GRID_CELLS
    return tuple(0.5 * erfc((GRID_END - index * step) / sqrt(2.0)) for index in range(GRID_CELLS + 1))


def standard_normal(uniform: float) -> float:
    """Quantile of the standard normal distribution at a uniform number in (0, 1), to about 16 digits.

    Algorithm AS 241, PPND16 (Wichura 1988).
    """
    centred = uniform - 0.5
    if fabs(centred) <= 0.425:
        return _centre(centred)
    r = sqrt(-log(uniform if centred < 0.0 else 1.0 - uniform))
    value = _near_tail(r - 1.6) if r <= 5.0 else _far_tail(r - 5.0)
    return -value if centred < 0.0 else value


def _centre(q: float) -> float:
    r = 0.180625 - q * q
    above = 2509.0809287301226727 * r + 33430.575583588128105
    above = ((above * r + 67265.770927008700853) * r + 45921.953931549871457) * r + 13731.693765509461125
    above = ((above * r + 1971.5909503065514427) * r + 133.14166789178437745) * r + 3.3871328727963666080
    below = 5226.495278852545925 * r + 28729.085735721942674
    below = ((below * r + 39307.89580009271061) * r + 21213.794301586595867) * r + 5394.1960214247511077
    below = ((below * r + 687.18700749205790830) * r + 42.313330701600911252) * r + 1.0
    return q * above / below


def _near_tail(r: float) -> float:
    above = 7.7454501427834140764e-4 * r + 0.0227238449892691845833
    above = ((above * r + 0.24178072517745061177) * r + 1.27045825245236838258) * r + 3.64784832476320460504
    above = ((above * r + 5.7694972214606914055) * r + 4.6303378461565452959) * r + 1.42343711074968357734
    below = 1.05075007164441684324e-9 * r + 5.475938084995344946e-4
    below = ((below * r + 0.0151986665636164571966) * r + 0.14810397642748007459) * r + 0.68976733498510000455
    below = ((below * r + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1.0
    return above / below


def _far_tail(r: float) -> float:
    above = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5
    above = ((above * r + 0.0012426609473880784386) * r + 0.026532189526576123093) * r + 0.29656057182850489123
    above = ((above * r + 1.7848265399172913358) * r + 5.4637849111641143699) * r + 6.6579046435011037772
    below = 2.04426310338993978564e-15 * r + 1.4215117583164458887e-7
    below = ((below * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4) * r + 0.0148753612908506148525
    below = ((below * r + 0.13692988092273580531) * r + 0.59983220655588793769) * r + 1.0
    return above / below


def standard_exponential(uniform: float) -> float:
    """Quantile of the exponential distribution with mean 1.

    The difference is exact for uniform numbers on a lattice of 2**-53, and ``log`` is quicker than ``log1p``.
    """
    return -log(1.0 - uniform)


def quantile(law: Law, points: Sequence[float], uniform: float) -> float:
    """The value below which a share ``uniform`` of a distribution lies; ``points`` are the laws' known values."""
    kind, a, b, c = law
    if kind in (EXPONENTIAL, WEIBULL):  # a is the mean; or scale a, 1 / shape b
        hazard = standard_exponential(uniform)
        return a * hazard if kind == EXPONENTIAL else float(a * hazard**b)
    if kind in (LOGNORMAL, NORMAL):  # mean a and standard deviation b, of the logarithm or of the value
        value = a + b * standard_normal(uniform)
        return exp(value) if kind == LOGNORMAL else value
    if kind == UNIFORM:  # from a, width b
        return a + b * uniform
    if kind == TRIANGULAR:  # low a, likely b, high c
        return _triangular(a, b, c, uniform)
    return _known(kind, a, b, uniform, points)


def _known(kind: int, a: float, b: float, uniform: float, points: Sequence[float]) -> float:
    """A constant, or a value from known ones."""
    if kind == OBSERVED:  # b values from place a on
        return points[int(a) + min(int(uniform * b), int(b) - 1)]
    if kind == GRID:  # values from place a on
        return _on_grid(points, int(a), uniform)
    return a  # CONSTANT


def _triangular(low: float, likely: float, high: float, uniform: float) -> float:
    if uniform * (high - low) < likely - low:
        return low + sqrt(uniform * (high - low) * (likely - low))
    return high - sqrt((1.0 - uniform) * (high - low) * (high - likely))


def _on_grid(points: Sequence[float], first: int, uniform: float) -> float:
    """Between the points around it on the normal axis, by the cubic through four neighbours (Lagrange)."""
    along = (standard_normal(uniform) + GRID_END) * (0.5 * GRID_CELLS / GRID_END)
    cell = min(max(int(along), 1), GRID_CELLS - 2)
    t = along - cell
    before, left, right, after = (
        points[first + cell - 1], points[first + cell], points[first + cell + 1], points[first + cell + 2],
    )  # fmt: skip
    value = left + t * (
        right - before / 3.0 - left / 2.0 - after / 6.0
        + t * (0.5 * (before + right) - left + t * ((after - before) / 6.0 + 0.5 * (left - right)))
    )  # fmt: skip
    return max(value, min(left, right))
