"""Columns that are worked out from several fields of a row, in one pass over the rows."""

from typing import Any

from servsim.compiling import compiled_modules, kernel
from servsim.delivery.compiled.records import Floats, Records
from servsim.delivery.rules import outcomes as waited

wait_min: Any = compiled_modules(waited).wait_min


@kernel
def fill_waits(rows: Records, result: Floats) -> None:
    """Put the minutes in the queue into ``result``, as :attr:`servsim.delivery.log.encounter_log.EncounterLog.wait`."""
    for index in range(rows.size):
        row = rows[index]
        result[index] = wait_min(row.cause, row.joined, row.started, row.ended)
