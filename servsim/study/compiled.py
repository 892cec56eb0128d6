"""Adding up in machine code, from the source of :mod:`servsim.study.sums`; importing it loads the compiler."""

from typing import Any

from servsim.compiling import compiled_modules, kernel
from servsim.feedback.compiled import MODULES
from servsim.study import sums as plain
from servsim.study import times

compiled: Any = compiled_modules(*MODULES, times, plain)
_add_up, _pick_quantiles = compiled.add_up, compiled.pick_quantiles


@kernel
def add_up(rows: Any, moods: Any, tables: Any, layout: Any, sums: Any) -> None:
    """As :func:`servsim.study.sums.add_up`, on arrays."""
    _add_up(rows, moods, tables, layout, sums)


@kernel
def pick_quantiles(order: Any, sums: Any, picking: Any) -> None:
    """As :func:`servsim.study.sums.pick_quantiles`, on arrays."""
    _pick_quantiles(order, sums, picking)
