"""Adding up in machine code, from the source of :mod:`servsim.measures.counting.accumulate_batch`; importing it loads
the compiler."""

from typing import Any

from servsim.compiling import compiled_modules
from servsim.feedback import block
from servsim.feedback.compiled import MODULES
from servsim.measures.counting import accumulate, accumulate_batch, cells, journeys, times

KERNELS = ("add_up_all", "pick_all")

compiled: Any = compiled_modules(*MODULES, block, times, journeys, cells, accumulate, accumulate_batch, kernels=KERNELS)
add_up_all, pick_all = compiled.add_up_all, compiled.pick_all
