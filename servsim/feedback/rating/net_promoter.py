"""The net promoter score of recommend scores from 0 to 10: promoters (9, 10) minus detractors (0 to 6)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.feedback.rating.ratings import PASSIVE, PROMOTER

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class NetPromoter(NamedTuple):
    """Net promoter score in points, -100..100."""

    points: float | Floats
    standard_error: float | Floats


def promoter_sign(recommend_score: Integers) -> Integers:
    """One response's part in NPS: +1 promoter (9, 10), 0 passive (7, 8), -1 detractor (0 to 6)."""
    score = np.asarray(recommend_score)
    return np.where(score >= PROMOTER, 1, np.where(score >= PASSIVE, 0, -1))


def net_promoter(promoters: float | Floats, passives: float | Floats, detractors: float | Floats) -> NetPromoter:
    """NPS and its standard error, both in points, from counts; NaN without any response.

    The standard error is the trinomial's: responses of one sample, independent.
    """
    n = np.asarray(promoters, dtype=np.float64) + passives + detractors
    n = np.where(n > 0.0, n, np.nan)
    net = (promoters - np.asarray(detractors)) / n
    taken = (promoters + np.asarray(detractors)) / n
    return NetPromoter(100.0 * net, 100.0 * np.sqrt((taken - net * net) / n))


def net_promoter_of(recommend_score: Integers) -> NetPromoter:
    """NPS and its standard error, both in points, of responses 0..10; NaN without any response."""
    sign = promoter_sign(recommend_score)
    return net_promoter(*(float(np.count_nonzero(sign == part)) for part in (1, 0, -1)))
