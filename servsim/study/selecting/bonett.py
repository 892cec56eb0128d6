"""An interval for the variance of a single sample that is not normal (Bonett 2006, CSDA 50: 775-782)."""

import numpy as np

from servsim.measures.intervals import CONFIDENCE, Interval
from servsim.study.selecting.quadrature import Floats

FEWEST = 6


def bonett_interval(sample: Floats, confidence: float = CONFIDENCE) -> Interval:
    """Variance of independent values (at least 6, not all equal) with its interval, in squared units of the sample.

    Raises ValueError for fewer values; there the trimmed mean is not defined.
    """
    from scipy.special import ndtri

    n = sample.size
    if n < FEWEST:
        raise ValueError(f"found {n} values; at least {FEWEST} are needed")
    variance = float(sample.var(ddof=1))
    z = float(ndtri(0.5 + 0.5 * confidence))
    away = sample - _trimmed_mean(sample, 0.5 / np.sqrt(n - 4))
    kurtosis = n * float((away**4).sum()) / ((n - 1) * variance) ** 2
    correction = n / (n - z)
    error = correction * np.sqrt((kurtosis - (n - 3) / n) / (n - 1))
    low, high = (float(correction * variance * np.exp(sign * z * error)) for sign in (-1, 1))
    return Interval(variance, low, high, n)


def _trimmed_mean(sample: Floats, fraction: float) -> float:
    cut = int(fraction * sample.size)
    return float(np.sort(sample)[cut : sample.size - cut].mean())
