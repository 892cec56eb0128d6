"""How much a survey of so many answers can tell: its margin of error, and the answers that a change needs to be seen.

Answers count as independent, as of customers drawn by chance. What it cannot see is non-response bias: more answers do
not make that smaller.
"""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
POWER = 0.8
"""Convention: Cohen 1988."""


def standard_deviation(scores: Sequence[float], shares: Sequence[float]) -> float:
    """Standard deviation of one answer, from the scores of the categories and their shares (any total above 0).

    For NPS the scores are 100, 0 and -100: the trinomial's, 100 sqrt(P + D - (P - D)^2).
    """
    total = sum(shares)
    mean = sum(score * share for score, share in zip(scores, shares, strict=True)) / total
    squares = sum(score * score * share for score, share in zip(scores, shares, strict=True)) / total
    return sqrt(max(0.0, squares - mean * mean))


def margin_of_error(deviation: float, answers: float, confidence: float = CONFIDENCE) -> float:
    """Half the width of the interval of a mean of so many answers (> 0): z s / sqrt(n)."""
    return _quantile(0.5 + confidence / 2.0) * deviation / sqrt(answers)


def answers_needed(deviation: float, change: float, power: float = POWER, confidence: float = CONFIDENCE) -> float:
    """Answers each of two surveys needs to see a change of its mean (> 0) with this probability (two-sided test).

    2 (z_confidence + z_power)^2 s^2 / change^2 (Cohen 1988; any text on sample sizes), for equal variances.
    """
    both = _quantile(0.5 + confidence / 2.0) + _quantile(power)
    return 2.0 * (both * deviation / change) ** 2


def _quantile(share: float) -> float:
    return NormalDist().inv_cdf(share)
