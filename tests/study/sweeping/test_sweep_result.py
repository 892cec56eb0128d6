import numpy as np
import pytest

from servsim.errors import ServsimError
from servsim.measures.intervals import mean_interval, paired_difference
from servsim.scenario import Scenario
from servsim.study import run
from servsim.study.events import Monitor
from servsim.study.sweeping.sweep import Sweep, SweepSettings
from servsim.study.sweeping.sweep_result import SweepResult

VARY = {"teams.desk.agents": "+0:+1", "touchpoints.counter.standardization": [0.3, 0.9]}


@pytest.fixture(scope="module")
def swept(town: Scenario) -> SweepResult:
    return Sweep(town, SweepSettings(vary=VARY, replications=4, seed=5)).run(Monitor())


def test_a_cell_is_an_option_on_the_same_customers(town: Scenario, swept: SweepResult) -> None:
    more = {"09:00": 3, "10:00": 4, "12:00": 3}
    alone = town.with_options({"it": {"teams.desk.agents": more, "touchpoints.counter.standardization": 0.9}})
    result = run(alone, options=["it"], replications=4, seed=5)
    for kpi in ("wait_p90", "csat", "labour_cost"):
        assert swept.values(kpi)[3].tolist() == result.values(kpi, "it").tolist()
        assert swept.today(kpi) == result.interval(kpi)


def test_only_the_whole_service_is_kept(swept: SweepResult) -> None:
    assert swept.study.tables.shape[:3] == (5, 4, 1)


def test_the_table_is_tidy(swept: SweepResult) -> None:
    table = swept.table()
    assert len(table) == 4 * len(swept.kpis)
    row = table[(table.kpi == "csat") & (table["teams.desk.agents"] == 1.0)].iloc[0]
    assert row["touchpoints.counter.standardization"] == 0.3
    values, base = swept.values("csat")[2], swept.study.values("csat")
    assert (row["mean"], row["low"], row["high"]) == mean_interval(values)[:3]
    assert row["difference"] == paired_difference(values, base).difference.mean
    assert set(table["standing"]) <= {"frontier", "close", "dominated"}


def test_every_replication_as_a_row(swept: SweepResult) -> None:
    table = swept.replications()
    assert table.shape == (16, 3 + len(swept.kpis))
    assert table["wait_p90_min"].to_numpy().tolist() == np.ravel(swept.values("wait_p90")).tolist()


def test_the_frontier_of_one_kpi_is_its_best_cell(swept: SweepResult) -> None:
    best = swept.frontier(["labour_cost"])
    means = swept.values("labour_cost").mean(axis=1)
    assert best[best.standing == "frontier"]["labour_cost"].tolist() == [means.min()]


def test_kpis_of_a_frontier_have_a_direction(swept: SweepResult) -> None:
    with pytest.raises(ServsimError, match='of "occupancy" neither more nor less is better'):
        swept.standings(["occupancy"])
    with pytest.raises(ServsimError, match='unknown KPI "csta"; did you mean "csat"'):
        swept.standings(["csta"])


def test_who_shows_results_says_who_draws_them(swept: SweepResult) -> None:
    """A study draws nothing itself; servsim.sweep names one who does (tests/report/figures/decide/test_grid.py)."""
    for draw in (swept.heatmap, swept.curve):
        with pytest.raises(ServsimError, match=r"servsim\.sweep gives one with figures"):
            draw("csat")
    with pytest.raises(ServsimError, match=r"servsim\.sweep gives one with figures"):
        swept.tradeoff()
