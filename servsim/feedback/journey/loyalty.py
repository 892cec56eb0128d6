"""Loyalty: the chance that a customer comes back, an S-shape over satisfaction.

Some return whatever happens because they have no choice, few more can be won beyond delight, and between the two a
small change in satisfaction moves many (Jones & Sasser 1995). One draw per finished journey.
"""

from typing import NamedTuple

from servsim.feedback.satisfaction.curves import logistic


class ReturnCurve(NamedTuple):
    """Probability of returning over satisfaction; form after Jones & Sasser (1995), values assumed.

    The defaults describe a purchase decided about once a year. In a service of mean satisfaction .26 they mean a return
    of about 90 % at CSAT 5, 79 % at 4, 59 % at 3, 44 % at 2. For frequent contacts raise ``captive`` and ``ceiling``.
    """

    captive: float = 0.30  # r_lo: share that returns whatever happens ("hostages")
    ceiling: float = 0.95  # r_hi: share of the delighted that returns
    midpoint: float = 0.10  # S_r: moves right with competition
    width: float = 0.12  # k_r: how gradual, scale of satisfaction, > 0


RETURN_CURVE = ReturnCurve()


def return_probability(satisfaction: float, curve: ReturnCurve = RETURN_CURVE) -> float:
    """Probability of coming back after a journey with this satisfaction, 0..1."""
    return curve.captive + (curve.ceiling - curve.captive) * logistic((satisfaction - curve.midpoint) / curve.width)


def return_after_recovery(satisfaction: float, flawless: float, curve: ReturnCurve = RETURN_CURVE) -> float:
    """Probability of coming back after a complaint was answered: never above that of a flawless journey.

    ``satisfaction`` is after recovery, ``flawless`` (S_0) what the same draws would have given without the defect. The
    recovery paradox holds for satisfaction, not for repurchase (de Matos, Henrique & Rossi 2007).
    """
    return return_probability(min(satisfaction, flawless), curve)


def returns(probability: float, uniform: float) -> bool:
    """Whether a customer comes back: when the uniform draw lies below the probability."""
    return uniform < probability
