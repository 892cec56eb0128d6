"""An interval for a quantile of independent values, from their order alone: it holds for every distribution."""

from typing import NamedTuple

import numpy as np

from servsim.measures.intervals import CONFIDENCE, Interval
from servsim.study.selecting.quadrature import Floats


class Ranks(NamedTuple):
    """Between which of the ordered values a quantile lies, counted from 1, and with what probability at least.

    ``low`` 0 and ``high`` n + 1 mean that there is no value to bound that side.
    """

    low: int
    high: int
    coverage: float


def quantile_ranks(count: int, share: float, confidence: float = CONFIDENCE) -> Ranks:
    """The ranks for the quantile at ``share`` of so many values: at most half the risk on either side."""
    from scipy.special import bdtr

    risk = 0.5 * (1 - confidence)
    below = bdtr(np.arange(float(count + 1)), count, share)  # P(at most so many values lie below the quantile)
    low = int(np.count_nonzero(below[:-1] <= risk))
    high = int(np.count_nonzero(1 - below[:-1] > risk)) + 1
    lacking = below[low - 1] if low else 0.0
    return Ranks(low, high, float(below[high - 1] - lacking))


def quantile_interval(sample: Floats, share: float, confidence: float = CONFIDENCE) -> Interval:
    """A quantile of independent values with its interval; a side that the values cannot bound is infinite."""
    low, high, _ = quantile_ranks(sample.size, share, confidence)
    ordered = np.concatenate([[-np.inf], np.sort(sample), [np.inf]])
    middle = float(np.quantile(sample, share)) if sample.size else np.nan
    return Interval(middle, float(ordered[low]), float(ordered[high]), sample.size)
