"""Which option is best: simulate as many replications as the answer needs, and tell who may be the best."""

from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from servsim.errors import ServsimError
from servsim.measures.intervals import CONFIDENCE, Interval, mean_interval
from servsim.measures.replication import check_seed
from servsim.scenario.kpis.declarations import KPIS, Better
from servsim.scenario.scenario import Scenario
from servsim.study.events import Monitor
from servsim.study.result import Execution
from servsim.study.results_folder import check_writable
from servsim.study.running.cluster import given_executor
from servsim.study.running.preparation import make_ready
from servsim.study.running.sqlite_store import forget
from servsim.study.running.trial_loop import Resources, TrialLoop, running
from servsim.study.running.worker_pool import checked_workers
from servsim.study.selecting.comparison_settings import FIRST_STAGE, ComparisonSettings, Method
from servsim.study.selecting.comparisons_with_the_best import best_set, mcb_intervals
from servsim.study.selecting.procedures import PROCEDURES, Found, Race
from servsim.study.selecting.sampler import Sampler
from servsim.study.selecting.selection import variance_gain
from servsim.study.selecting.terms import Term, agreed_terms
from servsim.study.session import Session
from servsim.study.settings import by_field
from servsim.study.variants import Variants

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Placing:
    """How the options stand in one KPI, in its inner unit; they are in the order of the scenario."""

    kpi: str
    better: Better
    options: tuple[str, ...]
    means: tuple[Interval, ...]
    """Mean of each option with its own 95 % interval, over its replications."""
    against_best: tuple[Interval, ...]
    """Each option minus the best other one; these intervals hold all at once, with 95 % confidence for all KPIs. Exact
    (for normal means of like variances) under nm; under kn and ocba as if the numbers of replications had been fixed
    beforehand."""
    contenders: tuple[str, ...]
    """The options that are not significantly worse than the best."""
    indifference: float
    """The smallest difference worth acting on."""
    capped: bool
    """Whether the limit of replications came while several options could still be the best."""
    variance_ratio: float
    """Variance of a difference with independent customers over that with the same ones; NaN where they are not."""

    @property
    def leader(self) -> str:
        """The option with the best mean."""
        sign = 1 if self.better == "higher" else -1
        return max(zip(self.options, self.means, strict=True), key=lambda one: sign * one[1].mean)[0]


@dataclass(frozen=True)
class Comparison:
    """What a comparison found."""

    scenario: Scenario
    method: Method
    seed: int
    options: tuple[str, ...]
    placings: tuple[Placing, ...]
    """One for each KPI that decides."""
    seconds: float
    engine: str
    execution: Execution

    @property
    def contenders(self) -> tuple[str, ...]:
        """The options that are not significantly worse than the best in any KPI; none where one KPI costs another."""
        return tuple(option for option in self.options if all(option in one.contenders for one in self.placings))

    def placing(self, kpi: str) -> Placing:
        """How the options stand in a KPI; raises ServsimError for one that did not decide."""
        for one in self.placings:
            if one.kpi == kpi:
                return one
        raise ServsimError(f"{kpi} did not decide in this comparison; it was {', '.join(p.kpi for p in self.placings)}")

    def table(self) -> "pd.DataFrame":
        """One row per KPI and option: mean with interval, the simultaneous interval against the best other, the sets.

        Values are in inner units (minutes, shares, points) like those of ``StudyResult.summary``.
        """
        import pandas as pd

        contenders = self.contenders
        return pd.DataFrame(
            {
                "kpi": placing.kpi, "unit": KPIS[placing.kpi].unit, "better": placing.better, "option": option,
                "replications_n": mean.count, "mean": mean.mean, "low": mean.low, "high": mean.high,
                "against_best": against.mean, "against_best_low": against.low, "against_best_high": against.high,
                "may_be_best": option in placing.contenders, "may_be_best_in_all": option in contenders,
                "indifference": placing.indifference,
            }
            for placing in self.placings
            for option, mean, against in zip(self.options, placing.means, placing.against_best, strict=True)
        )  # fmt: skip


def run_comparison(scenario: Scenario, settings: ComparisonSettings, monitor: Monitor) -> Comparison:
    """What a session of ``compare`` does."""
    terms, begun = agreed_terms(scenario, settings), perf_counter()
    workers, folder = checked_workers(settings.workers), None if settings.folder is None else Path(settings.folder)
    variants = Variants(scenario, settings.options)
    if len(variants.names) < 2:
        raise ServsimError("there is nothing to compare: the scenario has no options")
    seed = variants.scenario.study.seed if settings.seed is None else settings.seed
    check_seed(seed)
    check_writable(folder)
    with given_executor(settings.executor) as executor:
        if settings.fresh and folder is not None:
            forget(folder)
        make_ready(variants, settings.at_most, monitor)
        with running(variants, seed, Resources(monitor, workers, executor, folder)) as loop:
            placings = _compared(variants.names, settings, terms, loop)
            loop.store.reached_the_end()
    return Comparison(
        scenario=scenario,
        method=settings.method,
        seed=seed,
        options=variants.names,
        placings=tuple(placings),
        seconds=perf_counter() - begun,
        engine=variants.engine,
        execution=Execution(loop.pool.kind, loop.pool.workers, loop.reused, loop.store.damaged),
    )


@by_field(ComparisonSettings)
def compare(scenario: Scenario, settings: ComparisonSettings) -> Comparison:
    """Find out which option is best in one or several KPIs, with as many replications as that needs.

    ``kpis`` decide, ``indifference`` is the smallest difference worth acting on in each, ``method`` one of ``nm``,
    ``kn`` and ``ocba`` (:mod:`servsim.study.selecting.comparison_settings`). In each KPI the leader is
    the best, or less than the indifference behind it, with 95 % confidence for all KPIs together (nm, kn; ocba promises
    nothing). The result names all options that may be the best, not only the leader, and does not depend on who
    simulates. With a ``folder``, finished replications are kept there, and a comparison that was stopped goes on from
    them.

    Raises ServsimError with all that is unknown or cannot be compared, and when workers are lost, OutputError when
    replications cannot be kept, KeyboardInterrupt after Ctrl-C.
    """
    return Session(run_comparison, scenario, settings).run()


def _compared(
    options: tuple[str, ...], settings: ComparisonSettings, terms: tuple[Term, ...], loop: TrialLoop
) -> list[Placing]:
    """How the options stand in each KPI."""
    independent, confidence = settings.method == "ocba", 1.0 - (1.0 - CONFIDENCE) / len(terms)
    sampler = Sampler(options, [term.kpi for term in terms], loop, independent)
    today = [float(sampler.table(kpi, FIRST_STAGE)[0].mean()) for kpi in range(len(terms))]

    def values(kpi: int, option: int, count: int) -> Floats:
        return terms[kpi].sign * sampler.values(kpi, option, count)

    deltas = tuple(term.width.at(mean) for term, mean in zip(terms, today, strict=True))
    race = Race(len(options), values, sampler.prepare, deltas, settings.at_most, confidence)
    found = PROCEDURES[settings.method](race)
    placings = [_placing(options, *each) for each in zip(terms, deltas, found, strict=True)]
    return [replace(one, variance_ratio=np.nan) for one in placings] if independent else placings


def _placing(options: tuple[str, ...], term: Term, delta: float, found: Found) -> Placing:
    means = np.array([sample.mean() for sample in found.samples])
    against = mcb_intervals(means, found.widths, min(sample.size for sample in found.samples))
    contenders = tuple(options[index] for index in best_set(means, found.widths))
    return Placing(
        kpi=term.kpi,
        better=term.better,
        options=options,
        means=tuple(mean_interval(term.sign * sample) for sample in found.samples),
        against_best=tuple(one if term.sign > 0 else one.turned() for one in against),
        contenders=contenders,
        indifference=delta,
        capped=found.capped and len(contenders) > 1,
        variance_ratio=variance_gain(_common(found.samples)),
    )


def _common(samples: list[Floats]) -> Floats:
    """(options, replications) what all options have."""
    count = min(sample.size for sample in samples)
    return np.array([sample[:count] for sample in samples])
