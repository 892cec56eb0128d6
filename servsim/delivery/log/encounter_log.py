"""The encounter log: one row per encounter, in the order in which customers came to their touchpoints.

It is a contract: :data:`COLUMNS` says of every public column what it holds, in which unit, and when it has no value.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from servsim.compiling import numba_loaded
from servsim.delivery.rules.outcomes import COMES_BACK, ENDINGS, FINAL, OUTCOMES, SERVED

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Number = TypeVar("Number", bound=np.generic)

VERSION = 2
"""Of the contract; it rises when a column changes its meaning or goes."""
ALWAYS, NOT_STARTED, UNDER_WAY, NOT_SERVED = "never", "not started", "still there", "not served"
"""When a column has no value."""


class Column(Generic[Number]):
    """A column of the log; on a log it gives the array of its values.

    ``about`` and ``unit`` say what it holds, ``absent`` when it has no value. ``stored`` says how a row keeps it: small
    numbers take little room there, and are widened when they are read. ``made_of`` works a column out from the rows
    instead.
    """

    def __init__(
        self,
        kind: type[Number],
        about: str,
        *,
        unit: str = "",
        absent: str = ALWAYS,
        how: type[np.generic] | Callable[[NDArray[Any]], Any] | None = None,
    ) -> None:
        self.kind = kind
        self.about = about
        self.unit = unit
        self.absent = absent
        self.stored: Any = how if isinstance(how, type) else None if how is not None else kind
        self.made_of: Any = None if isinstance(how, type) else how
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, log: "EncounterLog", owner: type) -> NDArray[Number]:
        values = log.records[self.name] if self.made_of is None else self.made_of(log.records)
        return np.asarray(values, dtype=self.kind)


def _whether(which: str) -> NDArray[np.bool_]:
    return np.array([getattr(ending, which) for ending in ENDINGS])


_OUTCOMES, _JOINED, _WAITED = np.array(OUTCOMES), _whether("joined"), _whether("waited")
_TIME = "minutes from the start of the replication"


class EncounterLog:
    """Columns of equal length; times in minutes from the start of the replication, NaN where there is none.

    What only a served customer can have (from ``load`` to ``resolved``) is NaN or False for all others. The rows are
    records, so that all facts of an encounter lie side by side; columns are made from them.
    """

    __slots__ = ("records",)

    customer = Column(np.int64, "the customer, counted in the order of first arrival", how=np.int32)
    segment = Column(np.int64, "the customer's segment, in the order of the scenario", how=np.int16)
    touchpoint = Column(np.int64, "the touchpoint, in the order of the scenario", how=np.int16)
    queue = Column(np.int64, "the queue that the customer came to; -1 at self-service", how=np.int16)
    team = Column(np.int64, "the team of the agent who served; -1 for nobody", how=np.int16)
    agent = Column(np.int64, "number of the agent over all teams; -1 for nobody", how=np.int32)
    contact = Column(np.int64, "how many encounters the customer had at this touchpoint before", how=np.int16)
    issue = Column(
        np.int64, "the contact at which the issue first came up: that of this row unless it comes back", how=np.int16
    )
    attempt = Column(np.int64, "0 for the first encounter on an issue, 1 when it came back once, ...", how=np.int16)
    offered_at = Column(
        np.float64, "when the customer came to the touchpoint", unit=_TIME, how=lambda rows: rows["joined"]
    )
    joined = Column(np.float64, "when the customer joined the queue, or tried to", unit=_TIME)
    started = Column(np.float64, "when handling began", unit=_TIME, absent=NOT_STARTED)
    ended = Column(np.float64, "when the encounter was over", unit=_TIME, absent=UNDER_WAY)
    outcome = Column(np.int64, "how it ended, as told: Outcome", how=lambda rows: _OUTCOMES[rows["cause"]])
    cause = Column(np.int64, "why it ended so: the line of ENDINGS", how=np.int8)
    final = Column(
        np.bool_, "nothing of this customer follows in the replication", how=lambda rows: rows["follows"] == FINAL
    )
    follows = Column(np.int64, "what follows: 0 nothing, 1 comes back later, 2 walks on at once", how=np.int8)
    ahead = Column(np.int64, "customers who waited in the queue when this one came", unit="customers", how=np.int32)
    load = Column(np.float64, "C: pressure of the queue when handling began", unit="0..1", absent=NOT_SERVED)
    overwork = Column(np.float64, "O: recent occupancy of the agent above the limit", unit="0..1", absent=NOT_SERVED)
    skill = Column(np.float64, "A: skill of the agent; 1 is experienced", absent=NOT_SERVED)
    personalization = Column(np.float64, "p_e: effective under the load", unit="0..1", absent=NOT_SERVED)
    distance = Column(
        np.float64, "delta: need minus the standard's target", unit="functional limits", absent=NOT_SERVED
    )
    misfit = Column(
        np.float64, "e_fit: what personalization could not remove", unit="functional limits", absent=NOT_SERVED
    )
    deviation = Column(np.float64, "y: delivered minus needed", unit="functional limits", absent=NOT_SERVED)
    quality = Column(np.float64, "Q: quality of the delivery", unit="0..1", absent=NOT_SERVED)
    fit = Column(np.float64, "F: fit of what was aimed at", unit="0..1", absent=NOT_SERVED)
    defect_made = Column(np.bool_, "a defect was made; False where not served")
    defect_caught = Column(np.bool_, "it was caught before the customer met it; False where not served")
    resolved = Column(np.bool_, "the issue is resolved; False where not served")
    comes_back = Column(
        np.bool_,
        "the customer comes again within the replication: with the same issue, for another try, or to complain",
        how=lambda rows: rows["follows"] == COMES_BACK,
    )
    transferred = Column(np.bool_, "the customer walked on to here from another encounter")

    def __init__(self, records: NDArray[Any]) -> None:
        self.records = records

    @classmethod
    def of(cls, columns: Mapping[str, Any]) -> "EncounterLog":
        """A log of the given columns by name, all of them and of equal length."""
        records = np.zeros(len(columns["customer"]), ROW)
        for name in STORED:
            records[name] = columns[name]
        return cls(records)

    def __len__(self) -> int:
        return int(self.records.size)

    @property
    def wait(self) -> Floats:
        """Minutes in the queue until handling began or the customer left; NaN for who still waits or never joined."""
        if numba_loaded():
            from servsim.delivery.log.waits_compiled import fill_waits

            result = np.empty(len(self))
            fill_waits(self.records, result)
            return result
        waited = np.where(np.isnan(self.started), self.ended, self.started) - self.joined
        return np.where(_WAITED[self.cause], waited, np.nan)

    @property
    def joined_queue(self) -> Flags:
        """Encounters that joined the queue: all but those who balked, found no place or found the doors closed."""
        return np.asarray(_JOINED[self.cause])

    @property
    def served(self) -> Flags:
        """Encounters that were served to the end."""
        return np.asarray(self.cause == SERVED)

    def same_as(self, other: "EncounterLog") -> bool:
        """Whether two logs are equal in every bit of every column."""
        return all(self.records[name].tobytes() == other.records[name].tobytes() for name in STORED)

    def where(self, rows: Flags) -> "EncounterLog":
        """The log of the chosen rows only."""
        return EncounterLog(self.records[rows])


COLUMNS = {name: part for name, part in vars(EncounterLog).items() if isinstance(part, Column)}
"""The public columns."""
STORED = {name: column.stored for name, column in COLUMNS.items() if column.made_of is None}
"""Those that a row keeps, and how."""

ROW = np.dtype(
    sorted([*STORED.items(), ("key", np.uint64)], key=lambda field: -np.dtype(field[1]).itemsize), align=True
)
"""A row: the stored columns, and the key of the encounter, from which feedback draws what it needs."""

LogRow: Any = namedtuple("LogRow", ROW.names or ())  # type: ignore[misc]  # the fields are those of ROW
"""A row in plain Python."""
