"""Many runs: every option on the same customers, replication after replication."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from servsim.errors import ServsimError, nearest
from servsim.scenario import BASELINE, Scenario
from servsim.scenario.kpis import KPIS
from servsim.study.kpi_table import kpi_table
from servsim.study.picture import AgentQuality, Frame, Picture, agent_quality, picture
from servsim.study.replication import Model, check_seed
from servsim.study.result import StudyResult
from servsim.study.scopes import all_scopes, scopes

Progress = Callable[[int, int], None]
AGENT_REPLICATIONS = 5


@dataclass(frozen=True)
class Trial:
    """One option in one replication: what travels back."""

    table: "np.ndarray[tuple[int, int], np.dtype[np.float64]]"
    picture: Picture
    agents: AgentQuality | None


def run_trial(model: Model, frame: Frame, seed: int, replication: int) -> Trial:
    """Simulate one option in one replication; a pure function."""
    done = model.replicate(seed, replication)
    agents = agent_quality(done) if replication < AGENT_REPLICATIONS else None
    return Trial(kpi_table(done), picture(done, frame), agents)


class Study:
    """A scenario with its options, to be replicated.

    ``options`` chooses among the options of the scenario by name (all of them when None); the baseline always comes
    first. Raises ServsimError for an unknown option.
    """

    def __init__(self, scenario: Scenario, options: Sequence[str] | None = None) -> None:
        self.scenario = scenario
        self.names = tuple(dict.fromkeys((BASELINE, *(scenario.options if options is None else options))))
        for name in self.names[1:]:
            if name not in scenario.options:
                raise ServsimError(f'unknown option "{name}"; {nearest(name, tuple(scenario.options))}')
        variants = [scenario.option(name) for name in self.names]
        self.models = [Model.of(variant) for variant in variants]
        self.frame = Frame.of(variants)
        self.scopes = all_scopes(variants)

    def run(self, replications: int, seed: int, progress: Progress | None = None) -> StudyResult:
        """Simulate; ``progress(done, total)`` is told after each trial.

        Ctrl-C ends the study early: what is complete for every option is kept and the result says so. Raises
        KeyboardInterrupt only when not even two replications are complete, ServsimError for fewer than two asked for
        and for a seed that is none.
        """
        if replications < 2:
            raise ServsimError(f"found {replications} replications; an interval needs at least 2")
        check_seed(seed)
        begun = time.perf_counter()
        finished: list[list[Trial]] = []
        total = replications * len(self.models)
        try:
            for replication in range(replications):
                trials: list[Trial] = []
                for model in self.models:
                    trials.append(run_trial(model, self.frame, seed, replication))
                    if len(trials) == len(self.models):
                        finished.append(trials)
                    if progress is not None:
                        progress(replication * len(self.models) + len(trials), total)
        except KeyboardInterrupt:
            if len(finished) < 2:
                raise
        return self._result(finished, (seed, replications), time.perf_counter() - begun)

    def _result(self, finished: list[list[Trial]], asked: tuple[int, int], seconds: float) -> StudyResult:
        pictures, agents = [], []
        for place in range(len(self.names)):
            total = finished[0][place].picture
            for trials in finished[1:]:
                total = total.plus(trials[place].picture)
            pictures.append(total)
            agents.append(tuple(kept for trials in finished if (kept := trials[place].agents) is not None))
        return StudyResult(
            scenario=self.scenario,
            options=self.names,
            seed=asked[0],
            replications_asked=asked[1],
            tables=self._tables(finished),
            scopes=self.scopes,
            pictures=tuple(pictures),
            agents=tuple(agents),
            frame=self.frame,
            seconds=seconds,
            engine=self.scenario.study.engine,
        )

    def _tables(self, finished: list[list[Trial]]) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
        """(options, replications, scopes, KPIs), with NaN for parts of the service that an option does not have."""
        result = np.full((len(self.names), len(finished), len(self.scopes), len(KPIS)), np.nan)
        for place, model in enumerate(self.models):
            rows = [self.scopes.index(scope) for scope in scopes(model.scenario)]
            for replication, trials in enumerate(finished):
                result[place, replication, rows] = trials[place].table
        return result


def run(
    scenario: Scenario,
    *,
    options: Sequence[str] | None = None,
    replications: int | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> StudyResult:
    """Simulate a scenario and its options many times on the same customers.

    ``replications`` (>= 2) and ``seed`` default to what the scenario states (``study``), ``options`` to all of them.
    Returns KPIs with confidence intervals, paired differences to the baseline, and what the figures need. Raises
    ServsimError for an unknown option or fewer than two replications.
    """
    settings = scenario.study
    return Study(scenario, options).run(
        settings.replications if replications is None else replications,
        settings.seed if seed is None else seed,
        progress,
    )
