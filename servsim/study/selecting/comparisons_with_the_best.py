"""Multiple comparisons with the best: every option against the best of the others, all at once (Hsu 1984).

One statement about all options: with the stated confidence every interval holds. Options whose interval does not reach
above zero are worse than the best; the others are the set that may be the best.
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from servsim.measures.intervals import CONFIDENCE, Interval, t_quantile
from servsim.study.selecting.quadrature import Floats


def paired_widths(values: Floats, confidence: float = CONFIDENCE) -> Floats:
    """(k, k) widths of one-sided comparisons of each pair on the same customers; values (k, n >= 2).

    Bonferroni over the k - 1 comparisons with the best. Each pair has the variance of its own differences, so that
    nothing is assumed about how options vary together.
    """
    options, count = values.shape
    apart = values[:, None, :] - values[None, :, :]
    risk = (1 - confidence) / max(1, options - 1)
    return np.asarray(t_quantile(count - 1, 1 - risk) / np.sqrt(count) * apart.std(axis=2, ddof=1))


def spherical_variance(values: Floats) -> float:
    """Variance of a difference of two options, if it is the same for all pairs (sphericity); values (k, n)."""
    options, count = values.shape
    rest = values - values.mean(axis=1, keepdims=True) - values.mean(axis=0) + values.mean()
    return float(2 * (rest * rest).sum() / ((options - 1) * (count - 1)))


def best_set(means: Floats, widths: Floats) -> list[int]:
    """The options that may be the best: those that no other one surpasses by more than the width of the pair."""
    return [index for index, upper in enumerate(_uppers(means, widths)) if upper >= 0]


def mcb_intervals(means: Floats, widths: Floats, count: int) -> list[Interval]:
    """For each of k >= 2 options, its mean minus that of the best other one, with its simultaneous interval.

    ``widths`` (k, k) are those of the pairs (the diagonal is not looked at), ``count`` the replications behind them.
    For unequal widths see Edwards & Hsu (1983): what may be the best bounds the others from below.
    """
    uppers, contenders = _uppers(means, widths), best_set(means, widths)
    result = []
    for index, mean in enumerate(means):
        others = [one for one in range(means.size) if one != index]
        rivals = [one for one in contenders if one != index]
        low = min((mean - means[one] - widths[index, one] for one in rivals), default=0.0)
        estimate = mean - max(means[one] for one in others)
        result.append(Interval(float(estimate), float(min(0.0, low)), float(max(0.0, uppers[index])), count))
    return result


def _uppers(means: Floats, widths: Floats) -> list[float]:
    reach = means[:, None] - means + widths
    np.fill_diagonal(reach, np.inf)
    return [float(upper) for upper in reach.min(axis=1)]


def widths_of_samples(samples: Sequence[Floats], together: bool, confidence: float = CONFIDENCE) -> Floats:
    """(k, k) widths like :func:`paired_widths` where options have different numbers of replications (>= 2 each).

    ``together``: on the same customers, so that a pair is compared by what both have; else independent, and by Welch's
    approximation. They hold as far as the numbers did not depend on the values.
    """
    options = len(samples)
    level = 1 - (1 - confidence) / max(1, options - 1)
    widths = np.zeros((options, options))
    for one in range(options):
        for other in range(one):
            pair = samples[one], samples[other]
            widths[one, other] = widths[other, one] = (_paired if together else _welch)(*pair, level)
    return widths


def _paired(one: Floats, other: Floats, level: float) -> float:
    count = min(one.size, other.size)
    return t_quantile(count - 1, level) * float((one[:count] - other[:count]).std(ddof=1)) / sqrt(count)


def _welch(one: Floats, other: Floats, level: float) -> float:
    errors = [float(sample.var(ddof=1)) / sample.size for sample in (one, other)]
    total = sum(errors)
    if total == 0:
        return 0.0
    degrees = total**2 / sum(error**2 / (sample.size - 1) for error, sample in zip(errors, (one, other), strict=True))
    return t_quantile(degrees, level) * sqrt(total)
