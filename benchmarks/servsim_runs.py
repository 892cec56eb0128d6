"""Everything that the benchmarks ask of servsim, in one place: what changes there is adapted here.

With the SimPy engine too, drawing, judging and adding up run compiled, as they do for anyone whose study is long enough
to be worth the start of the compiler.
"""

import gc
import time
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.records import Done, Records, done, joined_up
from benchmarks.workloads import HOTEL, Workload
from servsim.delivery.engines import Stage, stage
from servsim.delivery.log.encounter_log import EncounterLog
from servsim.delivery.reference.durations import patience, work_content
from servsim.delivery.rules.outcomes import Outcome
from servsim.demand import batches
from servsim.measures.counting.frame import Frame
from servsim.measures.kpi_table import kpi_tables
from servsim.measures.model import Model
from servsim.measures.profile import profiles
from servsim.measures.replication import Replication, replicate
from servsim.measures.summary import Summarizer
from servsim.measures.trial import Trial, run_trials
from servsim.scenario import Scenario, load
from servsim.study.study import Study

Floats = NDArray[np.float64]
SIMPY, COMPILED = "simpy", "compiled"
PLAIN = "simpy, rated in plain Python"
"""As where Numba is not installed, but for the drawing, which is hardly a hundredth of it."""
PARTS = ("draw", "loop with log", "rate and add up", "KPI table and picture")


class Ready(NamedTuple):
    """A scenario compiled, to be simulated many times."""

    model: Model
    frame: Frame


def ready(scenario: Scenario, compiled: bool = True) -> Ready:
    """Make a scenario ready, with judging and adding up compiled or not."""
    model = Model.of(scenario)
    return Ready(model.with_engine(model.engine, compiled), Frame.of([scenario]))


@cache
def workload(work: Workload, engine: str) -> Ready:
    """A workload made ready for an engine, once."""
    return ready(Scenario.model_validate(work.scenario(engine)))


@cache
def hotel(engine: str, option: str | None = None, days: int | None = None) -> Ready:
    """The hotel of the gallery with an engine; with an option, or with another number of days."""
    scenario = load(HOTEL)
    if option is not None:
        scenario = scenario.option(option)
    changes: dict[str, Any] = {"study.engine": SIMPY if engine == PLAIN else engine}
    if days is not None:
        changes["clock.days"] = days
    return ready(scenario.with_changes(changes), compiled=engine != PLAIN)


def hotel_options() -> tuple[str | None, ...]:
    """The baseline (None) and the options of the hotel."""
    return (None, *load(HOTEL).options)


def records(work: Workload, engine: str, seed: int) -> Done:
    """What the rivals do: draw, simulate, a record per encounter, four KPIs; nothing is rated."""
    model = workload(work, engine).model
    simulate, parts, customers = _stage(model), [], 0
    for replications in batches(range(work.replications), model.encounters):
        batch = model.demand.draw_many(seed, replications)
        parts.append(finished(simulate(batch).together))
        customers += batch.arrival.size
    return done(work, customers, joined_up(parts))


def _stage(model: Model) -> Stage:
    return stage(model.scenario.study.engine, model.plan)


def finished(log: EncounterLog) -> Records:
    """The records of the encounters that ended, served or given up, as columns of their own."""
    outcome = log.outcome
    abandoned = outcome == Outcome.ABANDONED
    over = abandoned | (outcome == Outcome.SERVED)
    if over.all():  # what the log keeps as it is would be a view, and change with the next batch
        return Records(log.touchpoint, log.joined.copy(), log.wait, abandoned, log.ended.copy())
    return Records(log.touchpoint, log.joined, log.wait, abandoned, log.ended).where(over)


def everything(made: Ready, seed: int, replications: range) -> list[Trial]:
    """What servsim does for each replication of a study: ratings, all KPIs in all scopes, and what the figures need."""
    return run_trials(made.model, made.frame, seed, replications)


def customers(made: Ready, seed: int, replications: range) -> int:
    """Who comes in these replications; not part of any timing."""
    return int(made.model.demand.draw_many(seed, replications).arrival.size)


def study(made: Ready, replications: int, seed: int) -> Any:
    """A study of one scenario without its options, as ``servsim run`` does it, but without the report."""
    return Study(made.model.scenario, []).run(replications, seed)


class Split(NamedTuple):
    """Seconds by part of the work of a study; and of rating every encounter on its own, which a study does not do."""

    draw: float
    loop: float
    sums: float
    kpis: float
    rate: float
    customers: float
    encounters: float

    @property
    def study(self) -> float:
        """All that a study does."""
        return self.draw + self.loop + self.sums + self.kpis


def split(made: Ready, seed: int, replications: range) -> Split:
    """Where the time goes: drawing, engine with its log, rating and adding up, KPI table and picture; and rating."""
    model, parts = made.model, Split(*[0.0] * 7)
    gc.collect()
    simulate, summarizer = _stage(model), Summarizer(model, made.frame)
    for part in batches(replications, model.encounters):
        more = _split_one(summarizer, simulate, (seed, part))
        parts = Split(*(one + other for one, other in zip(parts, more, strict=True)))
    return parts


def _split_one(summarizer: Summarizer, simulate: Stage, which: tuple[int, range]) -> Split:
    clock, model = time.process_time, summarizer.model
    ticks = [clock()]
    batch = model.demand.draw_many(*which)
    ticks.append(clock())
    logs = simulate(batch)
    ticks.append(clock())
    summary = summarizer.sum_up(logs, batch.customers)
    ticks.append(clock())
    kpi_tables(summary), profiles(summary)
    ticks.append(clock())
    for number in range(len(batch)):
        _ = Replication(model, batch.draws(number), logs.log(number)).feedback
    ticks.append(clock())
    draw, loop, sums, kpis, rate = np.diff(ticks).tolist()
    return Split(draw, loop, sums, kpis, rate, batch.arrival.size, logs.records.size)


class Tables(NamedTuple):
    """The numbers of one replication's customers, (contacts, customers); times in minutes."""

    arrival: Floats
    service: Floats
    patience: Floats
    route: Floats


def tables(model: Model, seed: int, replication: int) -> tuple[Tables, EncounterLog]:
    """What the customers of a workload brought along, and the log that came of it.

    With every effect switched off a handling time is the drawn work times its mean; the arithmetic is the engine's.
    """
    draws = model.demand.draw(seed, replication)
    mean = np.asarray([row[0].handling_min for row in model.plan.dials])
    service = mean[:, None] * (1.0 + (work_content(model.plan, draws) - 1.0))
    log = replicate(model, seed, replication).log
    return Tables(draws.arrival, service, patience(model.plan, draws), draws.route), log
