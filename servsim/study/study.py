"""Many runs: every option on the same customers, replication after replication."""

from collections.abc import Container, Iterator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path
from time import perf_counter
from typing import Any

from servsim.errors import ServsimError
from servsim.feedback.rating.ratings import RatingCuts
from servsim.measures.replication import check_seed
from servsim.scenario import Scenario
from servsim.study.precision import Amount, amount, foreseen
from servsim.study.result import Execution, StudyResult
from servsim.study.running.accumulator import Accumulator, Floats
from servsim.study.running.chunks import MOST_HELD, Chunk, ChunkLength
from servsim.study.running.identity import trial_keys
from servsim.study.running.preparation import prepare
from servsim.study.running.trial_store import TrialStore, keeping
from servsim.study.running.worker_pool import WorkerPool, Workers
from servsim.study.settings import Progress, Settings, by_field
from servsim.study.stopping import LOOK_AHEAD
from servsim.study.uncertainty.explore import Resources, with_ranges
from servsim.study.variants import Variants


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
        progress: Progress | None = None,
        workers: Workers = 1,
        executor: Any = None,
    ) -> StudyResult:
        """Simulate, or take what was kept; ``progress(done, total)`` is told after each chunk of trials.

        ``amount`` is a number of replications, or the precision that they shall give; how many that takes is decided
        by the replications alone, one after the other. The total is then a forecast.

        ``workers`` is the number of threads (engine ``compiled``) or processes (``simpy``) that simulate, or
        ``"auto"``: all usable cores, once that pays. ``executor`` is used instead when given: any
        ``concurrent.futures.Executor`` or a ``distributed.Client``; it is not shut down. The result is the same,
        to the bit, whoever simulates.

        Ctrl-C ends the study early: what is complete for every option counts, and the result says so. Raises
        KeyboardInterrupt only when not even two replications are complete, ServsimError for fewer than two asked for,
        for a seed that is none and when workers are lost, OutputError when trials cannot be kept.
        """
        check_asked(amount, seed)
        begun = perf_counter()
        self.choose_engine(foreseen(amount))
        if self.compiled:
            prepare()
        course = _StudyRun(self, amount, progress)
        pool = WorkerPool(self, seed, workers, executor)
        keys = () if self.folder is None else trial_keys(self, seed)
        try:
            with keeping(self.folder, keys) as kept, pool:
                course.go(kept, pool)
                if not self.leaves_others:
                    kept.reached_the_end()
        except KeyboardInterrupt:
            if course.accumulator.complete < 2:
                raise
        execution = Execution(pool.kind, pool.workers, course.reused, course.damaged)
        return self._result(course, seed, perf_counter() - begun, execution)

    def _result(self, course: "_StudyRun", seed: int, seconds: float, execution: Execution) -> StudyResult:
        accumulator = course.accumulator
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
            execution=execution,
        )


def check_asked(amount: Amount, seed: int) -> None:
    """Raises ServsimError for a number of replications that gives no interval, and for a seed that is none."""
    if isinstance(amount, int) and amount < 2:
        raise ServsimError(f"found {amount} replications; an interval needs at least 2")
    check_seed(seed)


class _StudyRun:
    """The course of one run: what is done, what was there already, and what comes next."""

    def __init__(self, variants: Variants, amount: Amount, progress: Progress | None) -> None:
        self.precision = None if isinstance(amount, int) else amount
        self.most = amount if isinstance(amount, int) else amount.at_most
        """Replications at most."""
        self._rule = None if self.precision is None else self.precision.stopping(len(variants.names))
        self.accumulator = Accumulator(variants, self.most, None if self._rule is None else self._enough)
        self.reused = 0
        self.damaged = False
        self._options = len(variants.names)
        self._progress = progress
        self._pace = ChunkLength(self._options)

    def go(self, kept: TrialStore, pool: WorkerPool) -> None:
        """Take every trial that is kept, and let the crew simulate the others."""
        with closing(pool.finished(self._missing(kept, pool), lambda: self.accumulator.held > MOST_HELD)) as results:
            for finished in results:
                kept.keep(finished)
                self._pace.learn(finished)
                for replication, trial in zip(finished.chunk.replications, finished.trials, strict=True):
                    self.accumulator.add(finished.chunk.option, replication, trial)
                self._tell()
                if self.accumulator.closed:
                    break
                pool.expect(self._pace.seconds_for(self._foreseen * self._options - self.accumulator.done))

    def _missing(self, kept: TrialStore, pool: WorkerPool) -> Iterator[Chunk]:
        """Chunks of trials that are not kept, in the order of the replications; kept ones are counted on the way."""
        first = 0
        while first < self.most and not self.accumulator.closed:
            left = min(self.most, max(self._foreseen, first + LOOK_AHEAD)) - first
            length = self._pace.length(left, pool.workers)
            block = range(first, min(first + length, self.most))
            for option in range(self._options):
                found = kept.trials(option, block)
                self.damaged = kept.damaged
                for replication, trial in found.items():
                    self.accumulator.add(option, replication, trial)
                if found:
                    self.reused += len(found)
                    self._tell()
                for gap in _gaps(block, found):
                    yield Chunk(option, gap)
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

    def _tell(self) -> None:
        if self._progress is not None:
            total = self._foreseen * self._options
            self._progress(min(self.accumulator.done, total), total)


def _gaps(block: range, found: Container[int]) -> Iterator[range]:
    """The longest ranges of a block in which nothing was found."""
    for lacking, group in groupby(block, lambda replication: replication not in found):
        if lacking:
            first, *others = group
            yield range(first, (others[-1] if others else first) + 1)


@by_field(Settings)
def run(scenario: Scenario, settings: Settings) -> StudyResult:
    """Simulate a scenario and its options many times on the same customers.

    ``replications`` (>= 2, or ``"auto"``: as many as ``precision`` needs, but ``at_most`` so many) and ``seed`` default
    to what the scenario states (``study``), ``options`` to all of them. ``workers`` is how many threads or processes
    simulate (1; ``"auto"`` for all usable cores), ``executor`` who simulates instead (a ``concurrent.futures.Executor``
    or ``distributed.Client``), and ``folder`` where finished trials are kept, so that a study which was stopped goes on
    from there. None of these changes a result. With ``outer`` (64, say) everything is simulated again at so many
    points of the ranges of what nobody has measured.

    Returns KPIs with confidence intervals, paired differences to the baseline, and what the figures need. Raises
    ServsimError for an unknown option, fewer than two replications, or workers that were lost, OutputError when trials
    cannot be kept.
    """
    stated = scenario.study
    study = Study(scenario, settings.options, settings.folder)
    result = study.run(
        amount(scenario, settings.replications, settings.precision, settings.at_most),
        stated.seed if settings.seed is None else settings.seed,
        settings.progress,
        settings.workers,
        settings.executor,
    )
    if result.interrupted or not settings.parameter_sets:
        return result
    means = Resources(settings.progress, settings.workers, settings.executor, study.folder)
    return with_ranges(study, result, settings.parameter_sets, means)
