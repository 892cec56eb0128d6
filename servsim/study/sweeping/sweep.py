"""A sweep: some values of a scenario varied over their levels, every combination on the same customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from servsim.errors import ServsimError, nearest
from servsim.scenario.options import BASELINE
from servsim.scenario.scenario import Scenario
from servsim.scenario.variants.factors import Stated, factors_of
from servsim.study.events import Monitor
from servsim.study.results_folder import check_writable
from servsim.study.running.cluster import given_executor
from servsim.study.running.sqlite_store import forget
from servsim.study.running.worker_pool import Workers, checked_workers
from servsim.study.settings import Progress
from servsim.study.sweeping.cells import full_grid
from servsim.study.sweeping.grid import FRONTIER, SHOWN, Grid, known_kpis
from servsim.study.sweeping.sweep_result import SweepFigures, SweepResult

REPLICATIONS = 30
"""Of each cell, where the scenario leaves the number open; every cell gets the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SweepSettings:
    """What is varied, and how the sweep is to be run; only ``vary`` has no default."""

    vary: Mapping[str, Any] | Sequence[Stated] = field(default_factory=dict)
    """Levels by path: a text such as "3:8", "0:1:0.1", "4 min,6 min", "+0:+4", or a list of values."""
    kpis: Sequence[str] | None = None
    """KPIs of the tables; None for the main ones and those that have a target."""
    option: str | None = None
    """The option that is varied instead of the baseline."""
    replications: int | None = None
    """How many replications of each cell (>= 2); None for what the scenario states, else 30."""
    seed: int | None = None
    """The seed of all random numbers (0 to 2**63 - 1); None for what the scenario states."""
    progress: Progress | None = None
    """Is told how many replications are done, those of each option counted, and how many there are in all."""
    workers: Workers = 1
    """Number of parallel workers; "auto" for all usable cores, once that pays."""
    executor: Any = None
    """Who simulates instead: an Executor of concurrent.futures, a Dask client, or the address of a Dask scheduler."""
    folder: str | Path | None = None
    """Where finished replications are kept and found again; None keeps nothing."""
    fresh: bool = False
    """Whether replications that earlier runs have kept there are forgotten first."""
    drawing: SweepFigures | None = None
    """Who draws the figures of the result; None for those of servsim.figures, where servsim.sweep is called."""


class Sweep:
    """A sweep made ready: all faults of what is asked for are told before anything is simulated.

    Raises ServsimError with every fault of the factors, for too many cells, for cells that are no sound scenario, and
    for unknown KPIs and options.
    """

    def __init__(self, scenario: Scenario, settings: SweepSettings) -> None:
        self.settings = settings
        self.base = base_of(scenario, settings.option)
        vary = list(settings.vary.items()) if isinstance(settings.vary, Mapping) else list(settings.vary)
        self.factors = factors_of(self.base, vary)
        self.cells = full_grid(self.factors)
        targets = [target.kpi for target in scenario.parsed_targets]
        self.kpis = known_kpis([*SHOWN, *targets, *FRONTIER] if settings.kpis is None else settings.kpis)
        self.grid = Grid(self.base, self.cells, settings.folder)
        stated = scenario.study.replications
        self.replications = settings.replications or (REPLICATIONS if stated == "auto" else stated)
        self.seed = scenario.study.seed if settings.seed is None else settings.seed

    def run(self, monitor: Monitor) -> SweepResult:
        """Simulate all cells, or take what was kept.

        Being stopped and errors are those of a study (:class:`servsim.study.Study`).
        """
        asked, folder = self.settings, self.grid.folder
        workers = checked_workers(asked.workers)
        check_writable(folder)
        with given_executor(asked.executor) as executor:
            if asked.fresh and folder is not None:
                forget(folder)
            study = self.grid.run(self.replications, self.seed, monitor, workers, executor)
        return SweepResult(
            self.base, self.factors, self.cells, self.kpis, study, asked.option or BASELINE, asked.drawing
        )


def run_sweep(scenario: Scenario, settings: SweepSettings, monitor: Monitor) -> SweepResult:
    """What a session of ``sweep`` does."""
    return Sweep(scenario, settings).run(monitor)


def base_of(scenario: Scenario, option: str | None) -> Scenario:
    """The scenario under an option, or itself for None; raises ServsimError for an unknown one."""
    if option not in (None, BASELINE, *scenario.options):
        raise ServsimError(f'unknown option "{option}"; {nearest(str(option), tuple(scenario.options))}')
    return scenario.option(option or BASELINE)
