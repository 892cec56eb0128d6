"""Who comes back, and when: repeats of unresolved issues, redials, complaints. Scalar, for both engines."""

from servsim.delivery.plan.plan import KEEP_WAITING


def may_repeat(resolved: bool, repeats: int, at_most: int) -> bool:
    """Whether somebody who was served may come back with the issue."""
    return not resolved and repeats < at_most


def may_redial(redials: int, at_most: int) -> bool:
    """Whether somebody who gave up may try again."""
    return redials < at_most


def may_complain(is_gone: bool, complained: bool) -> bool:
    """Whether somebody may come to complain: once, when the journey is over."""
    return is_gone and not complained


def decides_to(number: float, probability: float) -> bool:
    """Whether a uniform number makes somebody do what is done with this probability."""
    return number < probability


def keeps_hours(never_closes: bool, at_close: int) -> bool:
    """Whether who comes back has to wait for the doors to open."""
    return not never_closes and at_close != KEEP_WAITING


def comes_back_at(instant: float, opened: float, open_minutes: float, days: int) -> float:
    """The instant (minutes) at which a customer who wants to return at ``instant`` really returns.

    Daily opening at ``opened`` (minutes after midnight) for ``open_minutes``. Within opening hours that is at once;
    from closed hours the time is stretched onto the next opening, so that returns spread over the day instead of
    crowding at the door. Infinite after the last day.
    """
    closed_minutes = 1440.0 - open_minutes
    day = int((instant - opened) // 1440.0)
    into = instant - opened - day * 1440.0
    if into >= open_minutes and closed_minutes > 0.0:
        into = (into - open_minutes) / closed_minutes * open_minutes
        day += 1
    if day >= days:
        return float("inf")
    if day < 0:
        return opened
    return opened + day * 1440.0 + into
