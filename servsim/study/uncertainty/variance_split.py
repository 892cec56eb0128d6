"""Noise against parameter uncertainty: variance components of a nested experiment, K points by m replications each.

One-way random effects (Searle): ``S_B^2 = m Var(means)``, ``S_W^2`` the pooled variance inside the points,
``uncertainty = (S_B^2 - S_W^2) / m``, ``noise = S_W^2``. Many points with few replications each estimate this best
(Sun, Apley & Staum 2011).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
COVERED = 0.95


class Nested(NamedTuple):
    """What a nested experiment says about one number."""

    mean: float
    between: float
    """S_B^2, the mean square between points."""
    within: float
    """S_W^2, the mean square inside points: the variance of one replication at a point."""
    uncertainty: float
    """Variance of the true mean over the ranges; an estimate, which can fall below zero."""
    standard_error: float
    """Of the mean."""
    points: int

    @property
    def share(self) -> float:
        """Share of parameter uncertainty in the variance of one replication at an unknown point; not below 0."""
        uncertainty = max(0.0, self.uncertainty)
        whole = uncertainty + self.within
        return uncertainty / whole if whole > 0 else 0.0


def nested(values: Floats) -> Nested:
    """Components from (points, replications); points with a NaN are left out. All NaN with fewer than two points."""
    known = values[~np.isnan(values).any(axis=1)]
    points, inner = known.shape
    if points < 2 or inner < 2:
        return Nested(np.nan, np.nan, np.nan, np.nan, np.nan, points)
    between = inner * float(known.mean(axis=1).var(ddof=1))
    within = float(known.var(axis=1, ddof=1).mean())
    error = float(np.sqrt(between / (points * inner)))
    return Nested(float(known.mean()), between, within, (between - within) / inner, error, points)


class Spread(NamedTuple):
    """Where the true mean lies over the ranges, noise removed."""

    low: float
    high: float
    above_zero: float
    """Share of the ranges in which it lies above zero."""


def denoised(values: Floats) -> Floats:
    """(points,) means of the points, drawn together until their variance is that of the true means.

    A mean over m replications varies more than the true mean by ``S_W^2 / m``. NaN points stay NaN.
    """
    found, means = nested(values), values.mean(axis=1)
    if not found.between > 0:
        return np.asarray(means, dtype=np.float64)
    shrunk = np.sqrt(max(0.0, found.uncertainty) * values.shape[1] / found.between)
    return np.asarray(found.mean + shrunk * (means - found.mean), dtype=np.float64)


def predictive(values: Floats, covered: float = COVERED) -> Spread:
    """The middle 95 % of the true mean over the ranges, from (points, replications), noise removed."""
    true = denoised(values)
    true = true[~np.isnan(true)]
    if true.size < 2:
        return Spread(np.nan, np.nan, np.nan)
    low, high = np.quantile(true, [0.5 - 0.5 * covered, 0.5 + 0.5 * covered]).tolist()
    return Spread(low, high, float((true > 0.0).mean()))
