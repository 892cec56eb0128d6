"""Values of KPIs, option by option and replication by replication, simulated when somebody asks, or already kept."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

import numpy as np
from numpy.typing import NDArray

from servsim.errors import ServsimError
from servsim.measures.kpi_table import COLUMN
from servsim.measures.trial import Trial
from servsim.study.running.chunks import Chunk, ChunkLength
from servsim.study.running.trial_store import TrialStore
from servsim.study.running.worker_pool import WorkerPool
from servsim.study.settings import Progress
from servsim.study.variants import Variants

Floats = NDArray[np.float64]
BLOCK = 20
"""Replications that are simulated together; a later question finds them ready."""
APART = 1_000_000
"""Distance of the replications of two options that shall have independent customers."""


class Sampler:
    """Simulates what is asked for, once; use it while the crew is at work and the place for trials is open.

    ``hands`` are who simulates, and where finished trials are kept and looked for. ``progress(done, total)`` is told
    after each block; the total is what is known to be needed by then. ``independent`` gives every option customers of
    its own.
    """

    def __init__(
        self,
        variants: Variants,
        kpis: Sequence[str],
        backend: tuple[WorkerPool, TrialStore],
        progress: Progress | None = None,
        independent: bool = False,
    ) -> None:
        self.simulated = 0
        """Trials that were simulated."""
        self.reused = 0
        """Trials that had been kept."""
        self._crew, self._kept = backend
        self._names, self._kpis, self._progress = variants.names, tuple(kpis), progress
        self._columns = [COLUMN[kpi] for kpi in kpis]
        self._apart = APART if independent else 0
        self._pace = ChunkLength(len(variants.names))
        self._known: list[dict[int, Floats]] = [{} for _ in variants.names]

    def values(self, kpi: int, option: int, count: int) -> Floats:
        """(count,) a KPI of an option, both by their places, in its first replications.

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
        if not blocks:
            return
        total = self._done + sum(len(block.replications) for block in blocks)
        with closing(self._crew.finished(self._not_kept(blocks, total), lambda: False)) as results:
            for finished in results:
                self._kept.keep(finished)
                self.simulated += len(finished.trials)
                self._take(finished.chunk, finished.trials, total)
                self._pace.learn(finished)
                self._crew.expect(self._pace.seconds_for(total - self._done))

    @property
    def _done(self) -> int:
        return self.simulated + self.reused

    def _missing(self, wanted: Iterable[tuple[int, int]]) -> Iterator[Chunk]:
        for option, count in wanted:
            first = option * self._apart
            for start in range(len(self._known[option]), count, BLOCK):
                yield Chunk(option, range(first + start, first + start + BLOCK))

    def _not_kept(self, blocks: Iterable[Chunk], total: int) -> Iterator[Chunk]:
        """The blocks that have to be simulated; the others are taken on the way."""
        for block in blocks:
            found = self._kept.trials(block.option, block.replications)
            if len(found) < len(block.replications):
                yield block
                continue
            self.reused += len(found)
            self._take(block, [found[replication] for replication in block.replications], total)

    def _take(self, block: Chunk, trials: Iterable[Trial], total: int) -> None:
        option, replications = block
        for replication, trial in zip(replications, trials, strict=True):
            self._learn(option, replication - option * self._apart, trial.table[0, self._columns])
        if self._progress is not None:
            self._progress(self._done, total)

    def _learn(self, option: int, replication: int, values: Floats) -> None:
        without = np.flatnonzero(np.isnan(values))
        if without.size:
            kpis = ", ".join(self._kpis[place] for place in without)
            where = f"replication {replication} of {self._names[option]}"
            raise ServsimError(f"no value of {kpis} in {where}; compare other KPIs")
        self._known[option][replication] = values
