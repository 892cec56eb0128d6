import numpy as np
import pandas as pd
import pytest

from servsim.measures.kpi_table import COLUMN, kpi_table
from servsim.measures.scopes import Scope, scopes
from servsim.measures.summary import summary_of
from servsim.scenario import Scenario
from servsim.scenario.kpis.declarations import KPIS
from servsim.study import Replication, simulate
from tests.measures.minute_by_minute import count_minutes
from tests.measures.naive_kpis import kpis, of_journeys, table_of
from tests.samples import Raw, smallest, town_hall

STAFFING = ("occupancy", "overtime", "labour_cost", "cost_per_contact")
CUSTOMER_BASE = ("customers_churned", "customer_base_next", "customer_base_settled", "clv")
COMPLAINTS = ("complaints", "recovery_rate", "quick_recovery_rate")
MONEY = tuple(name for name, kpi in KPIS.items() if kpi.group in ("cash", "quality_cost"))
JOURNEYS = ("journeys", "journey_satisfaction", "return_rate")
NOT_BY_HOUR = ("quality_variance", "quality_between", "quality_within")

SERVICES: dict[str, Raw] = {
    "town hall": town_hall(),
    "sent home": town_hall(clock={"open": "09:00", "close": "12:30", "at_close": "send_home"}),
    "tickets": town_hall(clock={"open": "09:00", "close": "10:15", "days": 2, "at_close": "keep_waiting"}),
    "never closes": town_hall(clock={"days": 1, "warm_up": "9.5 h"}),
    "overnight": town_hall(
        clock={"open": "22:30", "close": "02:00"},
        segments={"guests": {"arrivals": {"per_hour": 30}, "start": {"kiosk": "40 %", "counter": "60 %"}}},
        teams={"desk": {"agents": 2}, "office": {"agents": 1}},
        options={},
    ),
}


def rows_of(table: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    return table if scope.kind == "all" else table[table[scope.kind] == scope.name]


@pytest.fixture(scope="module", params=SERVICES)
def done(request: pytest.FixtureRequest) -> Replication:
    return simulate(Scenario.model_validate(SERVICES[request.param]), seed=8)


def test_every_kpi_of_every_scope_by_its_definition(done: Replication) -> None:
    scenario = done.model.scenario
    found, table = kpi_table(summary_of(done)), table_of(done)
    assert found.shape == (len(scopes(scenario)), len(KPIS))
    for row, scope in zip(found, scopes(scenario), strict=True):
        for kpi, expected in kpis(rows_of(table, scope), scenario.service_level.within).items():
            if scope.kind != "hour" or kpi not in NOT_BY_HOUR:
                assert row[COLUMN[kpi]] == pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True), (scope, kpi)


def test_journeys_of_everybody_and_of_each_segment(done: Replication) -> None:
    found, table = kpi_table(summary_of(done)), table_of(done)
    for row, scope in zip(found, scopes(done.model.scenario), strict=True):
        there = row[[COLUMN[kpi] for kpi in JOURNEYS]]
        if scope.kind in ("all", "segment"):
            expected = list(of_journeys(rows_of(table, scope), done).values())
            assert there == pytest.approx(expected, rel=1e-12), scope
        else:
            assert np.isnan(there).all()


def test_staffing_by_team_and_over_all(done: Replication) -> None:
    scenario, found = done.model.scenario, kpi_table(summary_of(done))
    known = dict(zip(scopes(scenario), found, strict=True))
    paid = busy = cost = overtime = 0.0
    for name, team in scenario.teams.items():
        counted, row = count_minutes(done, name), known[Scope("team", name)]
        theirs = counted.scheduled + counted.overtime
        assert row[COLUMN["occupancy"]] == pytest.approx(counted.busy / theirs)
        assert row[COLUMN["overtime"]] == pytest.approx(counted.overtime / 60.0, abs=1e-9)
        assert row[COLUMN["labour_cost"]] == pytest.approx(theirs * team.wage)
        assert row[COLUMN["cost_per_contact"]] == pytest.approx(theirs * team.wage / row[COLUMN["contacts"]])
        paid, busy, cost = paid + theirs, busy + counted.busy, cost + theirs * team.wage
        overtime += counted.overtime
    everybody = known[Scope("all", "")]
    assert everybody[COLUMN["occupancy"]] == pytest.approx(busy / paid)
    assert everybody[COLUMN["overtime"]] == pytest.approx(overtime / 60.0, abs=1e-9)
    assert everybody[COLUMN["labour_cost"]] == pytest.approx(cost)
    assert everybody[COLUMN["cost_per_contact"]] == pytest.approx(cost / everybody[COLUMN["contacts"]])


def test_the_services_have_what_the_definitions_speak_of(done: Replication) -> None:
    table = table_of(done)
    assert (table["outcome"] == "served").sum() > 30
    assert table["comes_back"].any()
    assert table["responded"].any()
    assert table["team"].isna().any()


def test_the_scopes_add_up(done: Replication) -> None:
    found = kpi_table(summary_of(done))
    contacts = {kind: 0.0 for kind, _ in scopes(done.model.scenario)}
    for scope, row in zip(scopes(done.model.scenario), found, strict=True):
        contacts[scope.kind] += row[COLUMN["contacts"]]
    assert contacts["all"] == contacts["segment"] == contacts["touchpoint"] == done.counted.sum()
    assert contacts["team"] < contacts["all"]
    assert contacts["hour"] <= contacts["all"]


def test_what_has_no_meaning_in_a_scope_is_not_there(town: Scenario) -> None:
    found = kpi_table(summary_of(simulate(town, seed=8)))
    kinds = np.array([scope.kind for scope in scopes(town)])
    for kpi in STAFFING:
        assert np.isnan(found[~np.isin(kinds, ("all", "team")), COLUMN[kpi]]).all()
    for kpi in NOT_BY_HOUR:
        assert np.isnan(found[kinds == "hour", COLUMN[kpi]]).all()


def test_self_service_has_no_wait_that_could_dilute_the_others(town: Scenario) -> None:
    known = dict(zip(scopes(town), kpi_table(summary_of(simulate(town, seed=8))), strict=True))
    kiosk = known[Scope("touchpoint", "kiosk")]
    for kpi in ("wait_mean", "wait_p50", "wait_p90", "wait_p95", "asa", "wait_too_long"):
        assert np.isnan(kiosk[COLUMN[kpi]])
    assert kiosk[COLUMN["service_level"]] == 1.0
    assert kiosk[COLUMN["contacts"]] > 0


def test_without_customers_nothing_is_known_but_the_cost() -> None:
    empty = smallest(segments={"guests": {"arrivals": {"per_hour": 0}}})
    row = kpi_table(summary_of(simulate(Scenario.model_validate(empty))))[0]
    assert row[[COLUMN[kpi] for kpi in ("customers", "contacts", "served", "journeys")]].tolist() == [0.0] * 4
    assert row[COLUMN["labour_cost"]] == pytest.approx(2 * 3 * 20.0)
    assert row[COLUMN["occupancy"]] == row[COLUMN["overtime"]] == 0.0
    others = set(KPIS) - {"customers", "contacts", "served", "journeys", "labour_cost", "occupancy", "overtime"}
    known = {*kpis(table_of(simulate(Scenario.model_validate(empty))), 0.0), *STAFFING, *JOURNEYS, *CUSTOMER_BASE}
    assert known | {*COMPLAINTS, *MONEY} == set(KPIS)
    assert np.isnan(row[[COLUMN[kpi] for kpi in others]]).all()


def test_without_teams_nobody_is_paid() -> None:
    raw = smallest(teams={}, touchpoints={"website": {"handling": "3 min"}})
    row = kpi_table(summary_of(simulate(Scenario.model_validate(raw))))[0]
    assert row[COLUMN["labour_cost"]] == 0.0
    assert np.isnan(row[COLUMN["occupancy"]])
    assert row[COLUMN["aht"]] > 0.0
