"""Surveys: who answers is not a fair sample, so what the survey says differs from what customers feel.

*True* is over all customers, *measured* over those who answer. Their difference is exactly the covariance between
answering and what is asked, over the response rate (Bethlehem 1988, 2002).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class SurveyResult(NamedTuple):
    """What is and what the survey says; NaN where nobody was there to ask or to answer."""

    true_mean: float
    measured_mean: float
    response_rate: float  # 0..1


def survey_result(values: Floats, answered: ArrayLike) -> SurveyResult:
    """True mean over all customers and measured mean over those who answered, in the unit of ``values``."""
    chosen = np.asarray(answered, dtype=bool)
    return SurveyResult(_mean(values), _mean(values[chosen]), _mean(chosen.astype(np.float64)))


def measured_mean(values: Floats, probability: Floats, weights: Floats | None = None) -> float:
    """Mean the survey gives in the long run: weighted by the probability of answering (0/1 for one realised survey).

    ``weights`` are numbers or shares of customers, when each row stands for a group.
    """
    return float(np.average(values, weights=probability if weights is None else probability * weights))


def nonresponse_bias(values: Floats, probability: Floats, weights: Floats | None = None) -> float:
    """Measured minus true mean as covariance: Cov(probability, value) over the mean probability (Bethlehem).

    Exact, also with 0/1 for who answered in one realised survey. ``weights`` as in :func:`measured_mean`.
    """
    rate = np.average(probability, weights=weights)
    mean = np.average(values, weights=weights)
    return float(np.average((probability - rate) * (values - mean), weights=weights) / rate)


def _mean(values: Floats) -> float:
    return float(np.mean(values)) if values.size else float("nan")
