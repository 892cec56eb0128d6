from pathlib import Path

import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study.events import Monitor
from servsim.study.session import Session
from servsim.study.sweeping.sweep import REPLICATIONS, Sweep, SweepSettings, base_of, run_sweep

AGENTS = {"teams.desk.agents": "1:3"}


def test_an_option_as_the_base_keeps_the_anchor(town: Scenario) -> None:
    made = Sweep(town, SweepSettings(vary={"teams.office.agents": "1:2"}, option="script_it", replications=2))
    assert made.base == town.option("script_it")
    assert made.run(Monitor()).option == "script_it"
    cell = made.grid.scenario.option(made.cells[1].name)
    assert cell.anchor == town
    assert cell.touchpoints["counter"].standardization == 0.9
    with pytest.raises(ServsimError, match='unknown option "script"; did you mean "script_it"'):
        base_of(town, "script")


def test_the_kpis_are_the_main_ones_and_those_with_a_target(town: Scenario) -> None:
    made = Sweep(town, SweepSettings(vary={"teams.office.agents": "1:2"}))
    assert made.kpis == ("wait_p90", "quality_variance", "csat", "labour_cost", "wait_mean")
    assert (town.study.replications, made.replications) == ("auto", REPLICATIONS)
    stated = Sweep(town.with_changes({"study.replications": 7}), SweepSettings(vary={"teams.office.agents": "1:2"}))
    assert stated.replications == 7


def test_a_sweep_goes_on_where_it_was_stopped(tiny: Scenario, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done >= 12:
            raise KeyboardInterrupt

    asked = SweepSettings(vary=AGENTS, replications=6, folder=tmp_path, progress=stop)
    Session(run_sweep, tiny, asked).run()
    again = Sweep(tiny, SweepSettings(vary=AGENTS, replications=6, folder=tmp_path)).run(Monitor())
    whole = Sweep(tiny, SweepSettings(vary=AGENTS, replications=6)).run(Monitor())
    assert again.study.execution.reused >= 12
    assert again.study.tables.tobytes() == whole.study.tables.tobytes()


def test_more_levels_only_simulate_what_is_missing(tiny: Scenario, tmp_path: Path) -> None:
    Sweep(tiny, SweepSettings(vary=AGENTS, replications=2, folder=tmp_path)).run(Monitor())
    more = Sweep(tiny, SweepSettings(vary={"teams.desk.agents": "1:4"}, replications=2, folder=tmp_path)).run(Monitor())
    assert more.study.execution.reused == 2 * 4  # the base and three cells


def test_workers_change_nothing(tiny: Scenario) -> None:
    tables = [
        Sweep(tiny, SweepSettings(vary=AGENTS, replications=3, workers=workers)).run(Monitor()).study.tables.tobytes()
        for workers in (1, 2)
    ]
    assert tables[0] == tables[1]
