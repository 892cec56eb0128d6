"""Many runs: every option on the same customers, replication after replication."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import Any

from servsim.errors import ServsimError
from servsim.feedback.rating.ratings import RatingCuts
from servsim.measures.replication import check_seed
from servsim.scenario.scenario import Scenario
from servsim.study.events import Monitor, ResultSoFarEvent
from servsim.study.precision import Amount, amount, foreseen
from servsim.study.result import Execution, StudyResult
from servsim.study.results_folder import check_writable, extended
from servsim.study.running.accumulator import Accumulator, Floats
from servsim.study.running.chunks import Chunk
from servsim.study.running.cluster import given_executor
from servsim.study.running.preparation import make_ready
from servsim.study.running.trial_loop import Resources, TrialLoop, running
from servsim.study.running.worker_pool import Workers, checked_workers
from servsim.study.session import Session
from servsim.study.settings import Settings, by_field
from servsim.study.stopping import LOOK_AHEAD
from servsim.study.uncertainty.explore import forget_trials, parameter_sets, with_ranges
from servsim.study.variants import Variants

FIRST_REPORT = 2
"""Complete replications from which on a result so far is told."""


class Study(Variants):
    """A scenario with its options, to be replicated.

    ``options`` chooses among the options of the scenario by name (all of them when None); the baseline always comes
    first. Finished trials are kept in ``folder`` (file ``trials.sqlite``), where another run of the same study finds
    them again; None keeps nothing. ``cuts`` are those matched to observed ratings, when they are known already. Raises
    ServsimError for an unknown option.
    """

    leaves_others = False
    """Whether trials of other studies stay in the folder when this one has reached its end."""

    def __init__(
        self,
        scenario: Scenario,
        options: Sequence[str] | None = None,
        folder: str | Path | None = None,
        cuts: RatingCuts | None = None,
    ) -> None:
        super().__init__(scenario, options, cuts=cuts)
        self.folder = None if folder is None else Path(folder)

    def run(
        self,
        amount: Amount,
        seed: int,
        monitor: Monitor | None = None,
        workers: Workers = 1,
        executor: Any = None,
    ) -> StudyResult:
        """Simulate, or take what was kept; ``monitor`` hears of every chunk of trials, and says when to stop.

        ``amount`` is a number of replications, or the precision that they shall give; how many that takes is decided
        by the replications alone, one after the other. The total is then a forecast.

        ``workers`` is the number of threads (engine ``compiled``) or processes (``simpy``) that simulate, or
        ``"auto"``: all usable cores, once that pays. ``executor`` is used instead when given: any
        ``concurrent.futures.Executor`` or a ``distributed.Client``; it is not shut down. The result is the same,
        to the bit, whoever simulates.

        Ctrl-C and a token that is cancelled end the study early: what is complete for every option counts, and the
        result says so. Raises KeyboardInterrupt (of which Cancelled is one) only when not even two replications are
        complete, ServsimError for fewer than two asked for, for a seed that is none and when workers are lost,
        OutputError when trials cannot be kept.
        """
        check_asked(amount, seed)
        begun, resources = perf_counter(), Resources(monitor or Monitor(), workers, executor, self.folder)
        make_ready(self, foreseen(amount), resources.monitor)
        course = _StudyRun(self, amount)
        try:
            with running(self, seed, resources) as loop:
                course.go(loop)
                if not self.leaves_others:
                    loop.store.reached_the_end()
        except KeyboardInterrupt:
            if course.accumulator.complete < 2:
                raise
        return self._result(course, seed, perf_counter() - begun)

    def _result(self, course: "_StudyRun", seed: int, seconds: float) -> StudyResult:
        accumulator, loop = course.accumulator, course.loop
        return StudyResult(
            scenario=self.scenario,
            options=self.names,
            seed=seed,
            replications_asked=accumulator.complete if accumulator.closed else course.most,
            precision=course.precision,
            tables=accumulator.tables(),
            scopes=self.scopes,
            profiles=accumulator.profiles,
            agents=accumulator.agents,
            frame=self.frame,
            baseline=self.baseline,
            seconds=seconds,
            engine=self.engine,
            execution=Execution(loop.pool.kind, loop.pool.workers, loop.reused, loop.store.damaged),
        )


def check_asked(amount: Amount, seed: int) -> None:
    """Raises ServsimError for a number of replications that gives no interval, and for a seed that is none."""
    if isinstance(amount, int) and amount < 2:
        raise ServsimError(f"found {amount} replications; an interval needs at least 2")
    check_seed(seed)


class _StudyRun:
    """The course of one run: what comes next, and what has been counted."""

    def __init__(self, variants: Variants, amount: Amount) -> None:
        self.precision = None if isinstance(amount, int) else amount
        self.most = amount if isinstance(amount, int) else amount.at_most
        """Replications at most."""
        self._rule = None if self.precision is None else self.precision.stopping(len(variants.names))
        self.accumulator = Accumulator(variants, self.most, None if self._rule is None else self._enough)
        self.loop: TrialLoop
        self._names = variants.names
        self._next_report = FIRST_REPORT

    def go(self, loop: TrialLoop) -> None:
        """Count trials until there are enough."""
        self.loop = loop
        with closing(self.loop.trials(self._wanted(), self._total)) as results:
            for option, replications, trials in ((*one.chunk, one.trials) for one in results):
                for replication, trial in zip(replications, trials, strict=True):
                    self.accumulator.add(option, replication, trial)
                self._report()
                if self.accumulator.closed:
                    self.loop.notify(self._total())
                    break

    def _wanted(self) -> Iterator[Chunk]:
        """The trials in the order of the replications, some of every option at a time."""
        first = 0
        while first < self.most:
            left = min(self.most, max(self._foreseen, first + LOOK_AHEAD)) - first
            length = self.loop.length.length(left, self.loop.pool.workers)
            block = range(first, min(first + length, self.most))
            yield from (Chunk(option, block) for option in range(len(self._names)))
            first = block.stop

    def _enough(self, kpis: Floats) -> bool:
        assert self.precision is not None
        assert self._rule is not None
        self._rule.look(self.precision.measures(kpis))
        return self._rule.reached

    @property
    def _foreseen(self) -> int:
        """How many replications it will take, as far as that is known."""
        return self.most if self._rule is None else self._rule.forecast

    def _total(self) -> int:
        return self._foreseen * len(self._names)

    def _report(self) -> None:
        """Whenever the number of complete replications has doubled, what they say."""
        if self.accumulator.complete >= self._next_report:
            self._next_report = 2 * self.accumulator.complete
            self.loop.monitor.pass_on(ResultSoFarEvent(self._names, self.accumulator.of_everybody()))


def run_study(scenario: Scenario, settings: Settings, monitor: Monitor) -> StudyResult:
    """What a session of ``run`` does: the study, then parameter uncertainty where it is wanted.

    Everything that can be wrong with the settings is found before anything is simulated.
    """
    study = Study(scenario, settings.options, settings.folder)
    seed = scenario.study.seed if settings.seed is None else settings.seed
    workers, wanted = checked_workers(settings.workers), _amount(study, settings, seed)
    check_writable(study.folder)
    with given_executor(settings.executor) as executor:
        if settings.fresh and study.folder is not None:
            forget_trials(study.folder)
        result = study.run(wanted, seed, monitor, workers, executor)
        points = parameter_sets(study, settings.parameter_sets, result.replications)
        if result.interrupted or not points:
            return result
        return with_ranges(study, result, points, Resources(monitor, workers, executor, study.folder))


def _amount(study: Study, settings: Settings, seed: int) -> Amount:
    """How many replications are wanted in all, or how much precision."""
    if settings.extend is None:
        return amount(study.scenario, settings.replications, settings.precision, settings.at_most)
    if settings.replications is not None:
        raise ServsimError("found both --replications (all replications) and --extend (further ones); choose one")
    if settings.precision or settings.at_most is not None:
        raise ServsimError("found both a precision and --extend (further replications); choose one")
    if study.folder is None:
        raise ServsimError("found --extend (further replications) and no folder with a report to be extended")
    return extended(study.folder, study, seed, settings.extend)


@by_field(Settings)
def run(scenario: Scenario, settings: Settings) -> StudyResult:
    """Simulate a scenario and its options many times on the same customers.

    ``replications`` (>= 2, or ``"auto"``: as many as ``precision`` needs, but ``at_most`` so many) and ``seed`` default
    to what the scenario states (``study``), ``options`` to all of them; ``extend`` asks for so many further ones than
    the report in the folder has. ``workers`` is how many threads or processes simulate (1; ``"auto"`` for all usable
    cores), ``executor`` who simulates instead (a ``concurrent.futures.Executor``, a ``distributed.Client``, or the
    address of a Dask scheduler), and ``folder`` where finished replications are kept, so that a study which was stopped
    goes on from there (``fresh``: those of earlier runs are forgotten). None of these changes a result. With
    ``parameter_sets`` (64, say) everything is simulated again at so many points of the ranges of what nobody has
    measured.

    Returns KPIs with confidence intervals, paired differences to the baseline, and what the figures need. Raises
    ServsimError for an unknown option, fewer than two replications, or workers that were lost, OutputError when
    replications cannot be kept.
    """
    return Session(run_study, scenario, settings).run()
