"""Loyalty: the chance that a customer comes back, an S-shape over satisfaction.

Some return whatever happens because they have no choice, few more can be won beyond delight, and between the two a
small change in satisfaction moves many (Jones & Sasser 1995). One draw per finished journey.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class ReturnCurve(NamedTuple):
    """Probability of returning over satisfaction; form after Jones & Sasser (1995), values assumed.

    The defaults describe a purchase decided about once a year. In a service of mean satisfaction .26 they mean a return
    of about 90 % at CSAT 5, 79 % at 4, 59 % at 3, 44 % at 2. For frequent contacts raise ``captive`` and ``ceiling``.
    """

    captive: float | Floats = 0.30  # r_lo: share that returns whatever happens ("hostages")
    ceiling: float | Floats = 0.95  # r_hi: share of the delighted that returns
    midpoint: float | Floats = 0.10  # S_r: moves right with competition
    width: float | Floats = 0.12  # k_r: how gradual, scale of satisfaction, > 0


RETURN_CURVE = ReturnCurve()


def return_probability(satisfaction: float | Floats, curve: ReturnCurve = RETURN_CURVE) -> Floats:
    """Probability of coming back after a journey with this satisfaction, 0..1."""
    from scipy.special import expit

    delight = np.asarray(satisfaction, dtype=np.float64) - curve.midpoint
    return curve.captive + (curve.ceiling - np.asarray(curve.captive)) * np.asarray(expit(delight / curve.width))


def return_after_recovery(
    satisfaction: float | Floats, flawless: float | Floats, curve: ReturnCurve = RETURN_CURVE
) -> Floats:
    """Probability of coming back after a complaint was answered: never above that of a flawless journey.

    ``satisfaction`` is after recovery, ``flawless`` (S_0) what the same draws would have given without the defect. The
    recovery paradox holds for satisfaction, not for repurchase (de Matos, Henrique & Rossi 2007).
    """
    return return_probability(np.minimum(satisfaction, flawless), curve)


def returns(probability: float | Floats, uniform: float | Floats) -> NDArray[np.bool_]:
    """Who comes back: those whose uniform draw lies below their probability."""
    return np.less(uniform, probability)
