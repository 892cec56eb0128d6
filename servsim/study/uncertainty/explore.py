"""Going over the ranges: a nested experiment with the same workers and the same kind of store as a study."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from servsim.errors import ServsimError
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.values.units import AUTO, Auto
from servsim.scenario.variants.parameters import parameters
from servsim.study.events import Monitor
from servsim.study.result import StudyResult
from servsim.study.running.chunks import Chunk, Finished
from servsim.study.running.preparation import make_ready
from servsim.study.running.sqlite_store import forget
from servsim.study.running.trial_loop import Resources, running
from servsim.study.uncertainty.design import Design
from servsim.study.uncertainty.overload import overloaded
from servsim.study.uncertainty.parameter_uncertainty import INNER, ParameterUncertainty, Plain, replications
from servsim.study.uncertainty.uncertainty_study import UncertaintyStudy, sound_study
from servsim.study.variants import Variants

Floats = NDArray[np.float64]
FOLDER = "ranges"
"""Where trials at the points are kept, inside the folder of the results."""
FREE = 1_000_000
"""Encounters that are simulated at most without being asked to; some seconds."""
FEWEST = 8
"""Points below which nothing is told."""


def wanted(variants: Variants, points: int, known: int) -> bool:
    """Whether the ranges are gone over although nobody asked, after so many replications with the single values.

    They are when it costs little: not more replications than there were, and some seconds at most. What it costs is
    counted, not timed, so that a report does not depend on the machine.
    """
    scenario, needed = variants.scenario, points * INNER
    if scenario.study.uncertainty == "none" or needed > known:
        return False
    return needed * sum(model.encounters for model in variants.models) <= FREE


def parameter_sets(variants: Variants, asked: int | Auto, known: int) -> int:
    """At how many points the ranges are gone over, after so many known replications; 0 for not at all.

    ``"auto"``: at as many as the scenario states, where nobody has to wait for it.
    """
    if asked != AUTO:
        return asked
    stated = variants.scenario.study.parameter_sets
    return stated if wanted(variants, stated, known) else 0


def forget_trials(folder: Path) -> None:
    """Throw away the trials that are kept in a folder of results; raises OutputError as ``forget`` does."""
    forget(folder)
    forget(folder / FOLDER)


def explore(
    variants: Variants, plain: Plain, points: int, resources: Resources | None = None
) -> ParameterUncertainty | None:
    """Simulate variants at so many points of the ranges; None when nothing has a range.

    Point k meets the customers of the replications ``2 k`` and ``2 k + 1`` of the study with the single values (from
    the first one on again when there are fewer), the same under every option. The result is the same whoever
    simulates. Ctrl-C ends it early: complete points count; None when these are fewer than 8, also when parameters
    contradict each other nearly everywhere. Raises ServsimError for fewer than 8 points asked for, and like a study
    when workers are lost or nothing can be kept.
    """
    if points < FEWEST:
        raise ServsimError(f"found {points} points of the ranges; at least {FEWEST} are needed")
    resources = resources or Resources(Monitor())
    found = parameters(variants.scenario, variants.names)
    if not found:
        return None
    return explored(variants, Design.drawn(found, points, plain.seed), plain, resources)


def with_ranges(
    variants: Variants, result: StudyResult, points: int, resources: Resources | None = None
) -> StudyResult:
    """The result of a study with what :func:`explore` finds; stopped too early, it says so."""
    try:
        return replace(result, uncertainty=explore(variants, result.plain, points, resources))
    except KeyboardInterrupt:
        return replace(result, ranges_cut=True)


def explored(variants: Variants, wished: Design, plain: Plain, resources: Resources) -> ParameterUncertainty | None:
    """The same at the points of a design, those left out at which the scenario is unsound."""
    study, points = sound_study(variants, wished), len(wished.values)
    numbers = replications(study.design, plain.tables.shape[1])
    make_ready(study, points * INNER, resources.monitor)
    found = _Found(study)
    folder = None if resources.folder is None else resources.folder / FOLDER
    try:
        with running(study, plain.seed, resources._replace(folder=folder)) as loop:
            wanted = (Chunk(*one) for one in _chunks(numbers, len(study.names)))
            with closing(loop.trials(wanted, lambda: INNER * found.whole)) as results:
                for finished in results:
                    found.add(finished)
            loop.store.reached_the_end()
    except KeyboardInterrupt:
        if found.complete < FEWEST:
            raise
    if found.complete < FEWEST:
        return None
    return found.result(points, plain.tables)


def _chunks(numbers: NDArray[np.int64], options: int) -> Iterator[tuple[int, range]]:
    """Point after point, its replications under every option."""
    for point, block in enumerate(numbers.tolist()):
        for key in range(point * options, (point + 1) * options):
            yield key, range(block[0], block[-1] + 1)


class _Found:
    """What was found at the points so far."""

    def __init__(self, study: UncertaintyStudy) -> None:
        points, options = len(study.design.values), len(study.names)
        self.whole = points * options
        """Options, each at every point."""
        self._study, self._options = study, options
        self._tables: list[Floats] = []
        """(scopes, KPIs) of the replications of the option and point that come in just now."""
        self._values: list[Floats] = []
        self._overloaded: list[bool] = []

    @property
    def complete(self) -> int:
        """Number of points, from the first one on, of which all is known."""
        return len(self._values) // self._options

    def add(self, finished: Finished) -> None:
        """Take in trials; they come in order."""
        self._tables += [trial.table for trial in finished.trials]
        if len(self._tables) == INNER:
            tables, self._tables = np.stack(self._tables), []
            self._overloaded.append(overloaded(self._study.models[finished.chunk.option % self._options], tables))
            self._values.append(tables[:, 0])

    def result(self, asked: int, plain: Floats) -> ParameterUncertainty:
        """What was found at the complete points, when so many were asked for."""
        study, done, options = self._study, self.complete, self._options
        values = np.array(self._values[: done * options]).reshape(done, options, INNER, len(KPIS))
        endless = np.array(self._overloaded[: done * options], dtype=np.bool_).reshape(done, options)
        unsound = asked - len(study.design.values)
        return ParameterUncertainty(study.design.only(range(done)), study.names, values, plain, endless, asked, unsound)
