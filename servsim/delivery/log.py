"""The encounter log: one row per encounter, in the order in which customers joined."""

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Outcome(IntEnum):
    """How an encounter ended."""

    SERVED = 0
    ABANDONED = 1
    """Gave up waiting."""
    BALKED = 2
    """Walked past a long line."""
    TURNED_AWAY = 3
    """Found no place to wait."""
    CLOSED = 4
    """Came or still waited when the service was closed."""
    WAITING = 5
    """Still waiting when the replication ended."""
    IN_SERVICE = 6
    """Being served when the replication ended."""


@dataclass(frozen=True, slots=True, eq=False)
class EncounterLog:
    """Columns of equal length; times in minutes from the start of the replication, NaN where there is none.

    What only a served customer can have (from ``load`` to ``resolved``) is NaN or False for all others.
    """

    customer: Ints
    segment: Ints
    touchpoint: Ints
    agent: Ints
    """Number of the agent over all teams; -1 for nobody."""
    contact: Ints
    """How many encounters the customer had at this touchpoint before."""
    issue: Ints
    """The contact at which the issue first came up; the same as ``contact`` unless it comes back."""
    attempt: Ints
    """0 for the first encounter on an issue, 1 when it came back once ..."""
    joined: Floats
    started: Floats
    ended: Floats
    outcome: Ints
    ahead: Ints
    """Customers who were waiting for the team when this one joined."""
    load: Floats
    """C: pressure of the queue when handling started, 0..1."""
    overwork: Floats
    """O: the agent's recent occupancy above the threshold."""
    skill: Floats
    """A of the agent."""
    personalization: Floats
    """p_e: effective under the load."""
    distance: Floats
    """delta: need minus the standard's target."""
    misfit: Floats
    """e_fit: what personalization could not remove."""
    deviation: Floats
    """y: delivered minus needed."""
    quality: Floats
    """Q in (0, 1]."""
    fit: Floats
    """F in (0, 1]."""
    defect_made: Flags
    defect_caught: Flags
    resolved: Flags
    comes_back: Flags
    """The customer comes again with the same issue, or tries again, within the replication."""

    def __len__(self) -> int:
        return int(self.customer.size)

    @property
    def wait(self) -> Floats:
        """Minutes in the queue until handling began or the customer left; NaN for who still waits or never joined."""
        waited = np.where(np.isnan(self.started), self.ended, self.started) - self.joined
        return np.where(self.joined_queue & (self.outcome != Outcome.WAITING), waited, np.nan)

    @property
    def joined_queue(self) -> Flags:
        """Encounters that joined the queue: all but those who balked, found no place or found the doors closed."""
        out = (self.outcome == Outcome.BALKED) | (self.outcome == Outcome.TURNED_AWAY)
        return np.asarray(~(out | ((self.outcome == Outcome.CLOSED) & (self.ended == self.joined))))

    @property
    def served(self) -> Flags:
        """Encounters that were served to the end."""
        return np.asarray(self.outcome == Outcome.SERVED)

    def same_as(self, other: "EncounterLog") -> bool:
        """Whether two logs are equal in every bit of every column."""
        return all(
            getattr(self, column.name).tobytes() == getattr(other, column.name).tobytes() for column in fields(self)
        )

    def where(self, rows: Flags) -> "EncounterLog":
        """The log of the chosen rows only."""
        return EncounterLog(*(getattr(self, column.name)[rows] for column in fields(self)))


INTEGER_COLUMNS = ("customer", "segment", "touchpoint", "agent", "contact", "issue", "attempt", "outcome", "ahead")
FLAG_COLUMNS = ("defect_made", "defect_caught", "resolved", "comes_back")
