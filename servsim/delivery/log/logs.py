"""The encounter logs of a batch: those of some replications, one after the other in the same records."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from servsim.delivery.log.encounter_log import EncounterLog
from servsim.demand.batch import Ints, starts


@dataclass(frozen=True, slots=True)
class Logs:
    """The logs of k replications, n rows in all."""

    records: NDArray[Any]
    """(n,) rows as of :class:`servsim.delivery.log.encounter_log.EncounterLog`; customers are counted anew in each
    replication."""
    first: Ints
    """(k + 1,) where the rows of a replication begin; the last is n."""

    @classmethod
    def of(cls, logs: Sequence[EncounterLog]) -> "Logs":
        """The logs of these replications, at least one."""
        records = [log.records for log in logs]
        return cls(records[0] if len(logs) == 1 else np.concatenate(records), starts([len(log) for log in logs]))

    def __len__(self) -> int:
        return self.first.size - 1

    @property
    def together(self) -> EncounterLog:
        """All encounters as one log."""
        return EncounterLog(self.records)

    def log(self, number: int) -> EncounterLog:
        """The log of the replication at a place of the batch."""
        return EncounterLog(self.records[self.first[number] : self.first[number + 1]])
