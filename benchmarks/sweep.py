"""A sweep of the hotel, as a planner would ask for it: how long the answer takes."""

import time

from benchmarks.harness import Contender, Settings, Spread, race
from benchmarks.table import Section, Table, ranged
from benchmarks.workloads import HOTEL
from servsim.scenario import load
from servsim.study.session import Session
from servsim.study.sweeping.sweep import SweepSettings, run_sweep

AGENTS, DIAL = ("teams.desk.agents", "-1:+4"), ("touchpoints.check_in.standardization", "0:1:0.1")
CELLS = 66


def simulated(replications: int, seed: int, workers: int) -> SweepResult:
    """The sweep, from the scenario's file to its KPIs."""
    scenario = load(HOTEL).with_changes({"study.engine": "compiled"})
    asked = SweepSettings(vary=[AGENTS, DIAL], replications=replications, seed=seed, workers=workers)
    return Session(run_sweep, scenario, asked).run()


def measure(settings: Settings) -> Section:
    """Roster offsets by levels of standardization, one and two threads."""
    number = settings.size(100, 5)
    contenders = [
        Contender(
            f"{workers} thread{'s' if workers > 1 else ''}",
            run=lambda seed, workers=workers: simulated(number, seed, workers),
            warm=lambda: simulated(2, 0, 1),
        )
        for workers in (1, 2)
    ]
    raced = race(contenders, settings, time.perf_counter)
    spreads = {name: Spread.of([lap.seconds for lap in laps]) for name, laps in raced.laps.items()}
    rows = [[name, ranged(spread)] for name, spread in spreads.items()]
    return Section(
        "Sweep",
        f"The hotel, {CELLS} cells (6 rosters x 11 levels of standardization) and the baseline, {number} replications "
        "of each, compiled engine. Wall time with reading, drawing, rating and all KPIs; not included: compiling, the "
        "page.",
        [Table("Sweep", ("workers", "seconds"), rows)],
        {"sweep": spreads["2 threads"]},
    )
