"""Which of the numbers that nobody has measured does a result hang on: one question, three ways to answer it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from servsim.cancelling import Cancelled
from servsim.errors import ServsimError, nearest, shown
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.options import BASELINE
from servsim.scenario.scenario import Scenario
from servsim.study.events import Monitor
from servsim.study.running.cluster import given_executor
from servsim.study.running.trial_loop import Resources
from servsim.study.running.worker_pool import Workers, checked_workers
from servsim.study.session import Session
from servsim.study.settings import Progress, Settings, by_field
from servsim.study.study import run_study
from servsim.study.uncertainty.parameter_uncertainty import INNER
from servsim.study.uncertainty.sensitivity.question import KpiQuestion
from servsim.study.uncertainty.sensitivity.rank_correlations import Correlations, correlated
from servsim.study.uncertainty.sensitivity.salib import check_installed
from servsim.study.uncertainty.sensitivity.screening import TRAJECTORIES, Screening, check_trajectories, screening
from servsim.study.uncertainty.sensitivity.sobol_screened import ROWS, Attribution, attributed, check_rows

Method = Literal["sobol", "morris", "quick"]
METHODS: tuple[Method, ...] = ("sobol", "morris", "quick")
Sensitivity: TypeAlias = Attribution | Screening | Correlations


@dataclass(frozen=True, kw_only=True, slots=True)
class Inquiry:
    """What is asked, and how it is to be answered; every field has a default."""

    kpi: str = "csat"
    """The KPI that is asked about."""
    option: str | None = None
    """The option whose change is asked about; None for today."""
    method: Method = "sobol"
    """sobol (shares of the variance, of the ten parameters that move it most), morris (effects of all parameters, one
    after the other) or quick (rank correlations, from few points and without SALib)."""
    rows: int = ROWS
    """Rows of points (a power of two) for sobol; each costs up to 12 points."""
    trajectories: int = TRAJECTORIES
    """Trajectories for morris (>= 4); each costs a point for each parameter, and one more."""
    seed: int | None = None
    """The seed of all random numbers (0 to 2**63 - 1); None for what the scenario states."""
    progress: Progress | None = None
    """Is told how many replications are done, those of each option counted, and how many there are in all."""
    workers: Workers = 1
    """Number of parallel workers; "auto" for all usable cores, once that pays."""
    executor: Any = None
    """Who simulates instead: an Executor of concurrent.futures, a Dask client, or the address of a Dask scheduler."""


def run_sensitivity(scenario: Scenario, inquiry: Inquiry, monitor: Monitor) -> Sensitivity:
    """What a session of ``sensitivity`` does."""
    _check(scenario, inquiry)
    names = [] if inquiry.option is None else [inquiry.option]
    question = KpiQuestion(inquiry.kpi, inquiry.option or BASELINE)
    workers = checked_workers(inquiry.workers)
    with given_executor(inquiry.executor) as executor:
        settings = Settings(
            options=names, replications=_customers(inquiry), seed=inquiry.seed, workers=workers, executor=executor,
            parameter_sets=scenario.study.parameter_sets if inquiry.method == "quick" else 0,
        )  # fmt: skip
        result = run_study(scenario, settings, monitor)
        if result.interrupted or result.ranges_interrupted:
            raise Cancelled
        resources = Resources(monitor, workers, executor)
        if inquiry.method == "morris":
            return screening(result, question, inquiry.trajectories, resources)
        if inquiry.method == "sobol":
            return attributed(result, question, inquiry.rows, resources)
        return correlated(result, question)


@by_field(Inquiry)
def sensitivity(scenario: Scenario, inquiry: Inquiry) -> Sensitivity:
    """Rank the numbers with a range by their influence on a KPI, chance apart.

    ``method`` is ``sobol`` (which parameter the variance over the ranges comes from), ``morris`` (how far the KPI moves
    when one parameter goes over its range, the others somewhere in theirs) or ``quick`` (what moves with it); the
    first two need SALib. The answer has a ``table()``, and does not depend on who simulates.

    Raises ServsimError with all that is wrong with the question at once, without SALib where it is needed, when nothing
    has a range, and when the scenario is unsound over it.
    """
    return Session(run_sensitivity, scenario, inquiry).run()


def _customers(inquiry: Inquiry) -> int | None:
    """Replications with the single values: so many that every row or trajectory meets customers of its own."""
    groups = {"sobol": max(inquiry.rows, TRAJECTORIES), "morris": inquiry.trajectories}.get(inquiry.method)
    return None if groups is None else groups * INNER


def _check(scenario: Scenario, inquiry: Inquiry) -> None:
    """Before anything is simulated: raises ServsimError with all that is wrong."""
    faults = [
        *_unknown("KPI", inquiry.kpi, tuple(KPIS)),
        *_unknown("option", inquiry.option, (None, *scenario.options)),
        *_unknown("method", inquiry.method, METHODS),
    ]
    if faults:
        raise ServsimError("\n".join(faults))
    if inquiry.method == "sobol":
        check_rows(inquiry.rows)
    if inquiry.method == "morris":
        check_trajectories(inquiry.trajectories)
    if inquiry.method != "quick":
        check_installed(inquiry.method)


def _unknown(what: str, found: str | None, allowed: Sequence[str | None]) -> list[str]:
    names = [name for name in allowed if name is not None]
    return [] if found in allowed else [f"unknown {what} {shown(found)}; {nearest(str(found), names)}"]
