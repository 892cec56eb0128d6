"""Complaints: the dissatisfied who speak up, and what answering them repairs.

Many who are angry stay silent: even far below neutral only a part complains. A repaired case can satisfy more than one
that never failed (the recovery paradox), yet it does not bring more customers back (:mod:`servsim.feedback.loyalty`).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class ComplaintCurve(NamedTuple):
    """Probability of complaining over satisfaction: a falling S-shape. Form from the literature, values assumed."""

    ceiling: float | Floats = 0.45  # c_hi: share of the most dissatisfied who complain; TARP's "about half"
    midpoint: float | Floats = -0.15  # S_c: satisfaction where half of them do
    width: float | Floats = 0.08  # k_c: how gradual, scale of satisfaction, > 0


class RecoveryShares(NamedTuple):
    """Share of the damage repaired (R), by how the complaint was answered; assumptions."""

    quick: float = 0.8
    slow: float = 0.5
    failed: float = -0.2  # "double deviation": worse than no answer


COMPLAINT_CURVE = ComplaintCurve()
RECOVERY_SHARES = RecoveryShares()


def complaint_probability(satisfaction: float | Floats, curve: ComplaintCurve = COMPLAINT_CURVE) -> Floats:
    """Probability of a complaint after an encounter with this satisfaction, 0..1."""
    from scipy.special import expit

    shortfall = curve.midpoint - np.asarray(satisfaction, dtype=np.float64)
    return curve.ceiling * np.asarray(expit(shortfall / curve.width))


def complains(probability: float | Floats, uniform: float | Floats) -> NDArray[np.bool_]:
    """Who complains: those whose uniform draw lies below their probability."""
    return np.less(uniform, probability)


def recovered_satisfaction(
    satisfaction: float | Floats, flawless: float | Floats, recovery_share: float | Floats
) -> Floats:
    """Satisfaction after a complaint was answered, clipped to -1..1.

    ``flawless`` (S_0) is what the same encounter would have given without its defect, same draws. A share (R) of 1
    restores exactly that; it may exceed 1, a negative one makes things worse.
    """
    share = np.asarray(recovery_share, dtype=np.float64)
    return np.clip((1.0 - share) * satisfaction + share * flawless, -1.0, 1.0)
