"""Values of KPIs, option by option and replication by replication, simulated when somebody asks, or already kept."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

import numpy as np
from numpy.typing import NDArray

from servsim.errors import ServsimError
from servsim.measures.kpi_table import COLUMN
from servsim.study.running.chunks import Chunk, Finished
from servsim.study.running.trial_loop import TrialLoop

Floats = NDArray[np.float64]
BLOCK = 20
"""Replications that are simulated together; a later question finds them ready."""
APART = 1_000_000
"""Distance of the replications of two options that shall have independent customers."""


class Sampler:
    """Simulates what is asked for, once; use it while the loop is.

    What is known to be needed so far counts as the total. ``independent`` gives every option customers of its own.
    """

    def __init__(self, names: Sequence[str], kpis: Sequence[str], loop: TrialLoop, independent: bool = False) -> None:
        self._loop, self._names, self._kpis = loop, tuple(names), tuple(kpis)
        self._columns = [COLUMN[kpi] for kpi in kpis]
        self._apart = APART if independent else 0
        self._known: list[dict[int, Floats]] = [{} for _ in names]

    def values(self, kpi: int, option: int, count: int) -> Floats:
        """(count,) a KPI of an option, both by their numbers, in its first replications.

        Raises ServsimError where it has no value: a mean over the others would be of other customers.
        """
        self.prepare([(option, count)])
        known = self._known[option]
        return np.array([known[replication][kpi] for replication in range(count)])

    def table(self, kpi: int, count: int) -> Floats:
        """(options, count) a KPI of all options in their first replications."""
        self.prepare((option, count) for option in range(len(self._names)))
        return np.array([self.values(kpi, option, count) for option in range(len(self._names))])

    def prepare(self, wanted: Iterable[tuple[int, int]]) -> None:
        """Have what is missing of the first replications of several options, in whole blocks."""
        blocks = list(self._missing(wanted))
        total = self._loop.done + sum(len(block.replications) for block in blocks)
        with closing(self._loop.trials(blocks, lambda: total)) as results:
            for finished in results:
                self._take(finished)

    def _missing(self, wanted: Iterable[tuple[int, int]]) -> Iterator[Chunk]:
        for option, count in wanted:
            first = option * self._apart
            for start in range(len(self._known[option]), count, BLOCK):
                yield Chunk(option, range(first + start, first + start + BLOCK))

    def _take(self, finished: Finished) -> None:
        option, replications = finished.chunk
        for replication, trial in zip(replications, finished.trials, strict=True):
            self._learn(option, replication - option * self._apart, trial.table[0, self._columns])

    def _learn(self, option: int, replication: int, values: Floats) -> None:
        without = np.flatnonzero(np.isnan(values))
        if without.size:
            kpis = ", ".join(self._kpis[column] for column in without)
            where = f"replication {replication} of {self._names[option]}"
            raise ServsimError(f"no value of {kpis} in {where}; compare other KPIs")
        self._known[option][replication] = values
