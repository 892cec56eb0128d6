"""How an encounter ends: one table of causes, and what each of them means; everybody asks it, nobody guesses.

An *outcome* is what is told (served, abandoned ...), a *cause* says why, and decides everything else: whether the
customer joined the queue, waited a known time, rates, was lost, or is unfinished. A new way to end is a new line here.
The functions are scalar, so that both engines, feedback and measures call the same.
"""

from enum import IntEnum
from math import isnan, nan
from typing import NamedTuple


class Outcome(IntEnum):
    """How an encounter ended, as it is told."""

    SERVED = 0
    ABANDONED = 1
    """Gave up waiting."""
    BALKED = 2
    """Walked past a long line."""
    TURNED_AWAY = 3
    """Found no room to wait."""
    CLOSED = 4
    """Came or still waited when the service was closed."""
    WAITING = 5
    """Still waiting when the replication ended."""
    IN_SERVICE = 6
    """Being served when the replication ended."""


class Ending(NamedTuple):
    """What a cause means."""

    name: str
    outcome: Outcome
    joined: bool
    """Joined the queue, or was served at once."""
    waited: bool
    """The time in the queue is known."""
    rated: bool
    """The encounter is over for a customer who joined: it is felt, and rated."""
    lost: bool
    """Never served."""
    unfinished: bool
    """Cut off by the end of the replication."""


ENDINGS = (
    Ending("served", Outcome.SERVED, joined=True, waited=True, rated=True, lost=False, unfinished=False),
    Ending("patience", Outcome.ABANDONED, joined=True, waited=True, rated=True, lost=True, unfinished=False),
    Ending("long_line", Outcome.BALKED, joined=False, waited=False, rated=False, lost=True, unfinished=False),
    Ending("queue_full", Outcome.TURNED_AWAY, joined=False, waited=False, rated=False, lost=True, unfinished=False),
    Ending("doors_closed", Outcome.CLOSED, joined=False, waited=False, rated=False, lost=True, unfinished=False),
    Ending("sent_home", Outcome.CLOSED, joined=True, waited=True, rated=True, lost=True, unfinished=False),
    Ending("still_waiting", Outcome.WAITING, joined=True, waited=False, rated=False, lost=False, unfinished=True),
    Ending("in_service", Outcome.IN_SERVICE, joined=True, waited=True, rated=False, lost=False, unfinished=True),
)
"""The table; a cause is the number of its line."""
SERVED, PATIENCE, LONG_LINE, QUEUE_FULL, DOORS_CLOSED, SENT_HOME, STILL_WAITING, IN_SERVICE = range(len(ENDINGS))
CAUSES = tuple(ending.name for ending in ENDINGS)
OUTCOMES = tuple(int(ending.outcome) for ending in ENDINGS)
"""The outcome of each cause."""

FINAL, COMES_BACK, WALKS_ON = range(3)
"""What follows an encounter within the replication: nothing, another try or complaint, the next touchpoint at once."""


def _bits(which: str) -> int:
    """A column of the table as one number: a bit for each cause."""
    return sum(1 << cause for cause, ending in enumerate(ENDINGS) if getattr(ending, which))


_WAITED, _RATED, _LOST, _UNFINISHED = (_bits(which) for which in ("waited", "rated", "lost", "unfinished"))


def knows_wait(cause: int) -> bool:
    """Whether the time in the queue is known: of all who joined and do not wait any more."""
    return (_WAITED >> cause) & 1 == 1


def is_rated(cause: int) -> bool:
    """Whether the customer rates the encounter."""
    return (_RATED >> cause) & 1 == 1


def is_served(cause: int) -> bool:
    """Whether the encounter was served to its end."""
    return cause == SERVED


def is_lost(cause: int) -> bool:
    """Whether the encounter ended without any service."""
    return (_LOST >> cause) & 1 == 1


def is_unfinished(cause: int) -> bool:
    """Whether the end of the replication cut the encounter off."""
    return (_UNFINISHED >> cause) & 1 == 1


def wait_min(cause: int, joined: float, started: float, ended: float) -> float:
    """Minutes in the queue until handling began or the customer left; NaN for who still waits or never joined."""
    if not knows_wait(cause):
        return nan
    return (ended if isnan(started) else started) - joined
