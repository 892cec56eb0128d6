"""What a wait felt like: clock minutes become perceived minutes, and these a score between 0 and 1.

The one idea: the score falls in a straight line up to the tolerated wait and bends there. Past the kink the same extra
minute hurts more at first (loss aversion) and then ever less, because a lost case cannot be lost twice.
"""

from math import exp
from typing import Any, NamedTuple


class WaitPerception(NamedTuple):
    """Perceived over real minutes (psi), by what the wait is like.

    Idle: people overestimate queue waits by about 36 % (reported by Larson). The others follow the direction of
    Maister (1985); their size is an assumption.
    """

    idle: float = 1.36
    informed: float = 1.2
    occupied: float = 1.1
    both: float = 1.0


class WaitCurve(NamedTuple):
    """The wait curve."""

    score_at_tolerance: float = 0.6  # u_a in (0, 1]: about the adequate level (perception 4.6); assumption
    loss_aversion: float = 2.25  # lambda_L: slope ratio at the kink; Tversky & Kahneman 1992, later nearer 2


WAIT_PERCEPTION = WaitPerception()
WAIT_CURVE = WaitCurve()


def perceived_wait_min(wait_min: float, perception_factor: float) -> float:
    """How long the wait felt (psi W), minutes; the factor is dimensionless."""
    return wait_min * perception_factor


def tolerance_ratio(perceived_min: float, tolerated_min: float) -> float:
    """Perceived over tolerated wait (x), both in perceived minutes; 1 is where patience with the service ends."""
    return perceived_min / tolerated_min


def wait_score(ratio: float, curve: WaitCurve = WAIT_CURVE) -> float:
    """Score of the wait (u_W), 1 for no wait, falling towards 0; ``ratio`` as of :func:`tolerance_ratio`.

    Straight to ``score_at_tolerance`` at the tolerated wait, exponential beyond; the slopes on the two sides of the
    kink stand in the ratio ``loss_aversion``. Asymmetry of this kind: Mittal, Ross & Baldasare (1998).
    """
    at_tolerance = curve.score_at_tolerance
    if ratio <= 1.0:
        return at_tolerance + (1.0 - at_tolerance) * (1.0 - ratio)
    return at_tolerance * exp(-curve.loss_aversion * (1.0 - at_tolerance) / at_tolerance * (ratio - 1.0))


def table_score(perceived_min: float, points: Any, first: int, end: int) -> float:
    """Score of the wait (u_W) by a planner's own table, which needs no tolerated wait.

    The table are the points (perceived minutes, score) from ``first`` to ``end``, in rising order of the waits;
    straight lines between them, flat outside.
    """
    if perceived_min <= points[first][0]:
        return float(points[first][1])
    for point in range(first + 1, end):
        low, high = points[point - 1], points[point]
        if perceived_min <= high[0]:
            share = (perceived_min - low[0]) / (high[0] - low[0])
            return float(low[1] + (high[1] - low[1]) * share)
    return float(points[end - 1][1])
