"""When somebody who comes back can come back."""


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
