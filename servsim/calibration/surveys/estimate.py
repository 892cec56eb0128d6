"""A mean with its 95 % interval, for values of people and for differences between folds."""

from typing import NamedTuple

import numpy as np

from servsim.feedback.satisfaction.kano_questionnaire import Floats

CONFIDENCE = 0.95


class Estimate(NamedTuple):
    """A mean, its standard error and its 95 % interval, in the unit of the values."""

    mean: float
    error: float
    low: float
    high: float


def t_estimate(values: Floats, overlap: float = 0.0) -> Estimate:
    """Mean with Student's t interval; infinitely wide for a single value.

    ``overlap`` is 0 for independent values. For differences between two predictors in the folds of a cross-validation
    it is the number of people predicted over the number learned from: training sets overlap, so the usual standard
    error is far too small, and that share is added to 1 / folds (Nadeau & Bengio 2003; for repeated folds Bouckaert &
    Frank 2004). Raises ValueError for no value.
    """
    from scipy.special import stdtrit

    if values.size == 0:
        raise ValueError("a mean needs at least one value; found none")
    mean = float(values.mean())
    if values.size == 1:
        return Estimate(mean, np.inf, -np.inf, np.inf)
    error = float(np.sqrt((1.0 / values.size + overlap) * values.var(ddof=1)))
    half = float(stdtrit(values.size - 1, 0.5 + 0.5 * CONFIDENCE)) * error
    return Estimate(mean, error, mean - half, mean + half)
