"""How long a customer waited, from one row of the log."""

from math import isnan, nan

SERVED, ABANDONED, BALKED, TURNED_AWAY, CLOSED, WAITING, IN_SERVICE = range(7)
"""The numbers of :class:`servsim.delivery.log.encounter_log.Outcome`, for code that knows only numbers."""


def wait_min(outcome: int, joined: float, started: float, ended: float) -> float:
    """Minutes in the queue until handling began or the customer left; NaN for who still waits or never joined.

    Who walked past, found no place to wait or found the doors closed never joined the queue.
    """
    if outcome in (BALKED, TURNED_AWAY, WAITING) or (outcome == CLOSED and ended == joined):
        return nan
    return (ended if isnan(started) else started) - joined
