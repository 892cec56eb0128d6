"""Complaints: the dissatisfied who speak up, and what answering them repairs.

Many who are angry stay silent: even far below neutral only a part complains. A repaired case can satisfy more than one
that never failed (the recovery paradox), yet it does not bring more customers back
(:mod:`servsim.feedback.journey.loyalty`).
"""

from typing import NamedTuple

from servsim.feedback.satisfaction.curves import clipped, logistic


class ComplaintCurve(NamedTuple):
    """Probability of complaining over satisfaction: a falling S-shape. Form from the literature, values assumed."""

    ceiling: float = 0.45  # c_hi: share of the most dissatisfied who complain; TARP's "about half"
    midpoint: float = -0.15  # S_c: satisfaction where half of them do
    width: float = 0.08  # k_c: how gradual, scale of satisfaction, > 0


class Recovery(NamedTuple):
    """Where complaints are answered, and which share of the damage (R) that repairs; the shares are assumptions."""

    touchpoint: int = -1  # -1 where nobody hears complaints
    quick_within: float = 60.0  # minutes from the complaint to the end of the answer
    quick: float = 0.8
    slow: float = 0.5
    failed: float = -0.2  # "double deviation": worse than no answer


COMPLAINT_CURVE = ComplaintCurve()
RECOVERY = Recovery()


def complaint_probability(satisfaction: float, curve: ComplaintCurve = COMPLAINT_CURVE) -> float:
    """Probability of a complaint after an encounter with this satisfaction, 0..1."""
    return curve.ceiling * logistic((curve.midpoint - satisfaction) / curve.width)


def complains(probability: float, uniform: float) -> bool:
    """Whether a customer complains: when the uniform draw lies below the probability."""
    return uniform < probability


def recovery_share(took_min: float, answered: bool, recovery: Recovery = RECOVERY) -> float:
    """Share of the damage that is repaired (R), by whether and how soon a complaint was answered with success."""
    if not answered:
        return recovery.failed
    return recovery.quick if took_min <= recovery.quick_within else recovery.slow


def recovered_satisfaction(satisfaction: float, flawless: float, recovery_share: float) -> float:
    """Satisfaction after a complaint was answered, clipped to -1..1.

    ``flawless`` (S_0) is what the same encounter would have given without its defect, same draws. A share (R) of 1
    restores exactly that; it may exceed 1, a negative one makes things worse.
    """
    return clipped((1.0 - recovery_share) * satisfaction + recovery_share * flawless, -1.0, 1.0)
