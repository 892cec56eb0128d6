"""Waits, worked out from several fields of a row in one pass over the rows, in machine code."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from servsim.compiling import compiled_modules, kernel
from servsim.delivery.rules import outcomes

wait_min: Any = compiled_modules(outcomes).wait_min


@kernel
def fill_waits(rows: NDArray[Any], result: NDArray[np.float64]) -> None:
    """Put the minutes in the queue into ``result``, as :attr:`servsim.delivery.log.encounter_log.EncounterLog.wait`."""
    for index in range(rows.size):
        row = rows[index]
        result[index] = wait_min(row.cause, row.joined, row.started, row.ended)
