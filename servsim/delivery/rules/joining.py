"""Joining a queue: whether somebody may enter, finds it full, or balks (walks past a long line). For both engines."""

from servsim.delivery.plan.plan import KEEP_WAITING, SEND_HOME


def may_enter(is_open: bool, inside: bool, at_close: int) -> bool:
    """Whether a customer may join a queue: while the doors are open, and after that as the closing rule says."""
    return is_open or at_close == KEEP_WAITING or (inside and at_close != SEND_HOME)


def is_full(waiting: int, limit: int) -> bool:
    """Whether a queue has no room for one more."""
    return waiting >= limit


def may_balk(waiting: int, starts_at: int) -> bool:
    """Whether a line of this length makes anybody walk past."""
    return waiting >= starts_at


def balks(waiting: int, starts_at: int, certain_at: int, number: float) -> bool:
    """Whether the customer walks past: surely at a length, and less and less often down to where it starts."""
    return number < (waiting - starts_at + 1) / (certain_at - starts_at + 1)
