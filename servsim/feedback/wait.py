"""What a wait felt like: clock minutes become perceived minutes, and these a score between 0 and 1.

The one idea: the score falls in a straight line up to the tolerated wait and bends there. Past the kink the same extra
minute hurts more at first (loss aversion) and then ever less, because a lost case cannot be lost twice.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import exp, inf
from typing import NamedTuple


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


class WaitTable(NamedTuple):
    """A planner's own scores in place of the curve; make it with :func:`wait_table`, which checks it."""

    perceived_min: tuple[float, ...]  # strictly rising, perceived minutes
    score: tuple[float, ...]  # 0..1, never rising


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


def table_score(perceived_min: float, table: WaitTable) -> float:
    """Score of the wait (u_W) by a planner's own table, which needs no tolerated wait.

    Straight lines between the points, flat outside them.
    """
    waits, scores = table.perceived_min, table.score
    if perceived_min <= waits[0]:
        return scores[0]
    for point in range(1, len(waits)):
        if perceived_min <= waits[point]:
            share = (perceived_min - waits[point - 1]) / (waits[point] - waits[point - 1])
            return scores[point - 1] + (scores[point] - scores[point - 1]) * share
    return scores[-1]


def wait_table(points: Sequence[tuple[float, float]]) -> WaitTable:
    """Table of (perceived wait in minutes, score 0..1).

    The waits are *perceived* minutes, so that informing or occupying customers still helps; whoever scored waits by
    the clock multiplies them by the perception factor of the place where they were scored.

    Raises ValueError for fewer than two points, waits that do not rise, scores outside 0..1 or scores that rise.
    """
    waits = tuple(float(wait) for wait, _ in points)
    scores = tuple(float(score) for _, score in points)
    if len(points) < 2:
        raise ValueError(f"a table of wait scores needs at least two points, found {len(points)}")
    if not waits[0] >= 0.0 or not all(a < b < inf for a, b in pairwise(waits)):
        raise ValueError(f"the waits of a table must rise from 0 or more, found {waits}")
    if not all(0.0 <= score <= 1.0 for score in scores):
        raise ValueError(f"the scores of a table of waits must lie between 0 and 1, found {scores}")
    if any(a < b for a, b in pairwise(scores)):
        raise ValueError(f"a longer wait cannot score better; the scores must not rise, found {scores}")
    return WaitTable(waits, scores)
