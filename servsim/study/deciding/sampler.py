"""Values of one KPI, option by option and replication by replication, simulated when somebody asks for them."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from servsim.errors import ServsimError
from servsim.study.kpi_table import COLUMN
from servsim.study.lineup import Lineup
from servsim.study.running.chunks import Chunk, Pace
from servsim.study.running.crew import Crew

Floats = NDArray[np.float64]
BLOCK = 20
"""Replications that are simulated together; a later question finds them ready."""
APART = 1_000_000
"""Distance of the replications of two options that shall have independent customers."""


class Sampler:
    """Simulates what is asked for, once, with a crew; use it while the crew is at work.

    ``independent`` gives every option customers of its own.
    """

    def __init__(self, lineup: Lineup, kpi: str, crew: Crew, independent: bool = False) -> None:
        self.simulated = 0
        """Trials that were simulated."""
        self._names, self._kpi, self._crew = lineup.names, kpi, crew
        self._apart = APART if independent else 0
        self._pace = Pace(len(lineup.names))
        self._known: list[dict[int, float]] = [{} for _ in lineup.names]

    def values(self, option: int, count: int) -> Floats:
        """(count,) the KPI of an option, by its place, in its first replications.

        Raises ServsimError where it has no value: a mean over the others would be of other customers.
        """
        self.prepare([(option, count)])
        known = self._known[option]
        return np.array([known[replication] for replication in range(count)])

    def table(self, count: int) -> Floats:
        """(options, count) the KPI of all options in their first replications."""
        self.prepare((option, count) for option in range(len(self._names)))
        return np.array([self.values(option, count) for option in range(len(self._names))])

    def prepare(self, wanted: Iterable[tuple[int, int]]) -> None:
        """Simulate what is missing of the first replications of several options at once, in whole blocks."""
        chunks = list(self._missing(wanted))
        left = sum(len(chunk.replications) for chunk in chunks)
        for finished in self._crew.finished(iter(chunks), lambda: False):
            option, replications = finished.chunk
            for replication, trial in zip(replications, finished.trials, strict=True):
                self._keep(option, replication - option * self._apart, float(trial.table[0, COLUMN[self._kpi]]))
            self._pace.learn(finished)
            left -= len(replications)
            self._crew.expect(self._pace.seconds_for(left))

    def _keep(self, option: int, replication: int, value: float) -> None:
        if np.isnan(value):
            name, kpi = self._names[option], self._kpi
            raise ServsimError(f"{kpi} has no value in replication {replication} of {name}; compare another KPI")
        self._known[option][replication] = value
        self.simulated += 1

    def _missing(self, wanted: Iterable[tuple[int, int]]) -> Iterator[Chunk]:
        for option, count in wanted:
            first = option * self._apart
            for start in range(len(self._known[option]), count, BLOCK):
                yield Chunk(option, range(first + start, first + start + BLOCK))
