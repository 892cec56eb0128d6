"""The encounter log: one row per encounter, in the order in which customers joined."""

from collections import namedtuple
from collections.abc import Mapping
from enum import IntEnum
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from servsim.compiling import numba_loaded

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Number = TypeVar("Number", bound=np.generic)


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


class Column(Generic[Number]):
    """A column of the log; on a log it gives the array of its values.

    ``stored`` says how a row keeps it: small numbers take little room there, and are widened when they are read.
    """

    def __init__(self, kind: type[Number], stored: type[np.generic] | None = None) -> None:
        self.kind = kind
        self.stored = stored or kind
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, log: "EncounterLog", owner: type) -> NDArray[Number]:
        return np.asarray(log.records[self.name], dtype=self.kind)


class EncounterLog:
    """Columns of equal length; times in minutes from the start of the replication, NaN where there is none.

    What only a served customer can have (from ``load`` to ``resolved``) is NaN or False for all others. The rows are
    records, so that all facts of an encounter lie side by side; columns are made from them.
    """

    __slots__ = ("records",)

    customer = Column(np.int64, np.int32)
    segment = Column(np.int64, np.int16)
    touchpoint = Column(np.int64, np.int16)
    agent = Column(np.int64, np.int32)
    """Number of the agent over all teams; -1 for nobody."""
    contact = Column(np.int64, np.int16)
    """How many encounters the customer had at this touchpoint before."""
    issue = Column(np.int64, np.int16)
    """The contact at which the issue first came up; the same as ``contact`` unless it comes back."""
    attempt = Column(np.int64, np.int16)
    """0 for the first encounter on an issue, 1 when it came back once ..."""
    joined = Column(np.float64)
    started = Column(np.float64)
    ended = Column(np.float64)
    outcome = Column(np.int64, np.int8)
    ahead = Column(np.int64, np.int32)
    """Customers who were waiting for the team when this one joined."""
    load = Column(np.float64)
    """C: pressure of the queue when handling started, 0..1."""
    overwork = Column(np.float64)
    """O: the agent's recent occupancy above the threshold."""
    skill = Column(np.float64)
    """A of the agent."""
    personalization = Column(np.float64)
    """p_e: effective under the load."""
    distance = Column(np.float64)
    """delta: need minus the standard's target."""
    misfit = Column(np.float64)
    """e_fit: what personalization could not remove."""
    deviation = Column(np.float64)
    """y: delivered minus needed."""
    quality = Column(np.float64)
    """Q in (0, 1]."""
    fit = Column(np.float64)
    """F in (0, 1]."""
    defect_made = Column(np.bool_)
    defect_caught = Column(np.bool_)
    resolved = Column(np.bool_)
    comes_back = Column(np.bool_)
    """The customer comes again within the replication: with the same issue, for another try, or to complain."""
    transferred = Column(np.bool_)
    """The customer walked on to here from another encounter, instead of coming from outside."""

    def __init__(self, records: NDArray[Any]) -> None:
        self.records = records

    @classmethod
    def of(cls, columns: Mapping[str, Any]) -> "EncounterLog":
        """A log of the given columns by name, all of them and of equal length."""
        records = np.zeros(len(columns["customer"]), ROW)
        for name in COLUMNS:
            records[name] = columns[name]
        return cls(records)

    def __len__(self) -> int:
        return int(self.records.size)

    @property
    def wait(self) -> Floats:
        """Minutes in the queue until handling began or the customer left; NaN for who still waits or never joined."""
        if numba_loaded():
            from servsim.delivery.compiled.columns import fill_waits

            result = np.empty(len(self))
            fill_waits(self.records, result)
            return result
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
        return all(self.records[name].tobytes() == other.records[name].tobytes() for name in COLUMNS)

    def where(self, rows: Flags) -> "EncounterLog":
        """The log of the chosen rows only."""
        return EncounterLog(self.records[rows])


COLUMNS = {name: part.kind for name, part in vars(EncounterLog).items() if isinstance(part, Column)}
"""The columns and their kinds."""

_STORED = [(name, vars(EncounterLog)[name].stored) for name in COLUMNS] + [("behind", np.int32), ("key", np.uint64)]
ROW = np.dtype(sorted(_STORED, key=lambda field: -np.dtype(field[1]).itemsize), align=True)
"""A row; besides the columns, for the compiled engine, the row that waits behind it and the key of the encounter."""

LogRow: Any = namedtuple("LogRow", ROW.names or ())  # type: ignore[misc]  # the fields are those of ROW
"""A row in plain Python."""
