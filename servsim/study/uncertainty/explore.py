"""Going over the ranges: a nested experiment on the same crew, executors and kept trials as a study."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.errors import ServsimError
from servsim.measures.trial import Trial
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.variants.parameters import parameters
from servsim.study.result import StudyResult
from servsim.study.running.chunks import Chunk, Finished
from servsim.study.running.identity import trial_keys
from servsim.study.running.trial_store import TrialStore, keeping
from servsim.study.running.worker_pool import WorkerPool, Workers
from servsim.study.settings import Progress
from servsim.study.uncertainty.design import Design
from servsim.study.uncertainty.overload import overloaded
from servsim.study.uncertainty.parameter_uncertainty import INNER, ParameterUncertainty, Plain, replications
from servsim.study.uncertainty.uncertainty_study import UncertaintyStudy, sound_nest
from servsim.study.variants import Variants

FOLDER = "ranges"
"""Where trials at the points are kept, inside the folder of the results."""
FREE = 1_000_000
"""Encounters that are simulated at most without being asked to; some seconds."""
FEWEST = 8
"""Points below which nothing is told."""


class Resources(NamedTuple):
    """Who simulates, who is told, and where finished trials are kept; as for a study."""

    progress: Progress | None = None
    workers: Workers = 1
    executor: Any = None
    folder: Path | None = None


def wanted(variants: Variants, points: int, known: int) -> bool:
    """Whether the ranges are gone over although nobody asked, after so many replications with the single values.

    They are when it costs little: not more replications than there were, and some seconds at most. What it costs is
    counted, not timed, so that a report does not depend on the machine.
    """
    scenario, needed = variants.scenario, points * INNER
    if scenario.study.uncertainty == "none" or needed > known:
        return False
    return needed * sum(model.encounters for model in variants.models) <= FREE


def explore(
    variants: Variants, plain: Plain, points: int, means: Resources | None = None
) -> ParameterUncertainty | None:
    """Simulate the options of a line-up at so many points of the ranges; None when nothing has a range.

    Point k meets the customers of the replications ``2 k`` and ``2 k + 1`` of the study with the single values (from
    the first one on again when there are fewer), the same under every option. The result is the same whoever
    simulates. Ctrl-C ends it early: complete points count; None when these are fewer than 8, also when parameters
    contradict each other nearly everywhere. Raises ServsimError for fewer than 8 points asked for, and like a study
    when workers are lost or nothing can be kept.
    """
    if points < FEWEST:
        raise ServsimError(f"found {points} points of the ranges; at least {FEWEST} are needed")
    means = means or Resources()
    found = parameters(variants.scenario, variants.names)
    if not found:
        return None
    return explored(variants, Design.drawn(found, points, plain.seed), plain, means)


def with_ranges(variants: Variants, result: StudyResult, points: int, means: Resources | None = None) -> StudyResult:
    """The result of a study with what :func:`explore` finds; stopped too early, it says so."""
    try:
        return replace(result, uncertainty=explore(variants, result.plain, points, means))
    except KeyboardInterrupt:
        return replace(result, ranges_cut=True)


def explored(variants: Variants, wished: Design, plain: Plain, means: Resources) -> ParameterUncertainty | None:
    """The same at the points of a design, those left out at which the scenario is unsound."""
    nest, points = sound_nest(variants, wished), len(wished.values)
    numbers = replications(nest.design, plain.tables.shape[1])
    nest.choose_engine(points * INNER)
    course = _Exploration(nest, numbers, means.progress)
    folder = None if means.folder is None else means.folder / FOLDER
    keys = () if folder is None else trial_keys(nest, plain.seed)
    try:
        with keeping(folder, keys) as kept, WorkerPool(nest, plain.seed, means.workers, means.executor) as pool:
            course.go(kept, pool)
    except KeyboardInterrupt:
        if course.complete < FEWEST:
            raise
    if course.complete < FEWEST:
        return None
    return course.result(points, plain.tables)


class _Exploration:
    """The course over the points: what is done, and what comes next."""

    def __init__(self, nest: UncertaintyStudy, numbers: NDArray[np.int64], progress: Progress | None) -> None:
        points, options = len(nest.design.values), len(nest.names)
        self._nest, self._numbers, self._progress = nest, numbers, progress
        self._values = np.full((points, options, INNER, len(KPIS)), np.nan)
        self._overloaded = np.zeros((points, options), dtype=np.bool_)
        self._left = np.full(points, options)
        self._seconds = 0.0
        self._simulated = 0

    @property
    def complete(self) -> int:
        """Number of points, from the first one on, of which all is known."""
        open_ones = np.flatnonzero(self._left)
        return int(open_ones[0]) if open_ones.size else len(self._left)

    def result(self, asked: int, plain: NDArray[np.float64]) -> ParameterUncertainty:
        """What was found at the complete points, when so many were asked for."""
        nest, done = self._nest, self.complete
        return ParameterUncertainty(
            nest.design.only(range(done)),
            nest.names,
            self._values[:done],
            plain,
            self._overloaded[:done],
            asked,
            asked - len(self._left),
        )

    def go(self, kept: TrialStore, pool: WorkerPool) -> None:
        """Take every trial that is kept, and let the crew simulate the others."""
        with closing(pool.finished(self._missing(kept), lambda: False)) as results:
            for finished in results:
                kept.keep(finished)
                self._learn(finished)
                self._add(finished.chunk.option, finished.trials)
                pool.expect(self._seconds / max(1, self._simulated) * int(self._left.sum()))
        kept.reached_the_end()

    def _missing(self, kept: TrialStore) -> Iterator[Chunk]:
        options = len(self._nest.names)
        for point in range(len(self._left)):
            first, *_, last = self._numbers[point].tolist()
            block = range(first, last + 1)
            for place in range(point * options, (point + 1) * options):
                found = kept.trials(place, block)
                if len(found) == INNER:
                    self._add(place, [found[replication] for replication in block])
                else:
                    yield Chunk(place, block)

    def _add(self, place: int, trials: list[Trial]) -> None:
        point, option = divmod(place, len(self._nest.names))
        tables = np.stack([trial.table for trial in trials])
        self._values[point, option] = tables[:, 0]
        self._overloaded[point, option] = overloaded(self._nest.models[option], tables)
        self._left[point] -= 1
        self._tell()

    def _learn(self, finished: Finished) -> None:
        self._seconds += finished.seconds
        self._simulated += 1

    def _tell(self) -> None:
        if self._progress is not None:
            whole = len(self._left) * len(self._nest.names)
            self._progress(whole - int(self._left.sum()), whole)
