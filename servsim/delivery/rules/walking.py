"""Where a customer goes from a touchpoint. Scalar, for both engines."""

from typing import Any

NOWHERE = -1


def first_above(cumulative: Any, number: float) -> int:
    """The index of the first cumulative share that lies above a uniform number; -1 beyond the last."""
    for index, share in enumerate(cumulative):
        if number < share:
            return index
    return NOWHERE


def is_settled(cumulative: Any) -> bool:
    """Whether a journey can only start at the first touchpoint, so that nothing need be drawn."""
    return bool(cumulative[0] >= 1.0)


def leads_nowhere(cumulative: Any) -> bool:
    """Whether nobody walks on from here, so that nothing need be drawn."""
    return bool(cumulative[len(cumulative) - 1] <= 0.0)
