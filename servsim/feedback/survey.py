"""Surveys: who answers is not a fair sample, so what the survey says differs from what customers feel.

*True* is over all customers, *measured* over those who answer. Their difference is exactly the covariance between
answering and what is asked, over the response rate (Bethlehem 1988, 2002).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class ResponseCurve(NamedTuple):
    """Log odds of answering as a parabola of satisfaction.

    J-shape: the extremes answer more, the pleased most (form after Hu, Pavlou & Zhang 2009; values assumed).
    """

    base: float = -2.4  # r0: log odds at neutral satisfaction
    slope: float = 0.4  # r1
    curvature: float = 3.5  # r2


class ResponseTable(NamedTuple):
    """Probability of answering by class of satisfaction; one more probability than cuts.

    Posting probabilities of the dissatisfied, indifferent and satisfied: Chen, Zheng & Ceran (Blockbuster). Where the
    classes end is an assumption: where CSAT 2 and CSAT 3 end by default.
    """

    cuts: tuple[float, ...] = (-0.2, 0.1)  # rising, scale of satisfaction; a class includes its upper end
    probability: tuple[float, ...] = (0.06, 0.23, 0.32)


class SurveyResult(NamedTuple):
    """What is and what the survey says; NaN where nobody was there to ask or to answer."""

    true_mean: float
    measured_mean: float
    response_rate: float  # 0..1


RESPONSE_CURVE = ResponseCurve()
RESPONSE_TABLE = ResponseTable()


def response_probability(
    satisfaction: float | Floats,
    response: ResponseCurve | ResponseTable | None = RESPONSE_CURVE,
    invited_share: float | Floats = 1.0,
) -> Floats:
    """Probability that a customer is asked and answers, 0..1; without a response model all who are asked answer."""
    felt = np.asarray(satisfaction, dtype=np.float64)
    if response is None:
        return invited_share * np.ones_like(felt)
    if isinstance(response, ResponseTable):
        if len(response.probability) != len(response.cuts) + 1:
            raise ValueError(
                f"a response table needs one probability more than cuts; "
                f"found {len(response.probability)} and {len(response.cuts)}"
            )
        return invited_share * np.asarray(response.probability)[np.searchsorted(response.cuts, felt, side="left")]
    from scipy.special import expit

    return invited_share * np.asarray(expit(response.base + response.slope * felt + response.curvature * felt * felt))


def responds(probability: float | Floats, uniform: float | Floats) -> NDArray[np.bool_]:
    """Who answers: those whose uniform draw lies below their probability."""
    return np.less(uniform, probability)


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
