import numpy as np
import pandas as pd
import pytest
from scipy import stats

from servsim.errors import UnknownNameError
from servsim.measures.intervals import mean_interval
from servsim.measures.scopes import Scope
from servsim.scenario import BASELINE, Scenario
from servsim.scenario.kpis.declarations import KPIS
from servsim.study import StudyResult, run
from servsim.study.result import SUFFIX
from tests.altered import with_targets, with_values
from tests.samples import smallest


def test_kpis_is_tidy(town_study: StudyResult) -> None:
    table = town_study.kpis()
    assert len(table) == 4 * 6 * len(town_study.scopes)
    assert list(table.columns[:4]) == ["option", "replication", "scope", "name"]
    assert not table.duplicated(["option", "replication", "scope", "name"]).any()
    assert all(table[column].dtype.kind == "f" for column in table.columns[4:])


def test_columns_carry_units(town_study: StudyResult) -> None:
    columns = town_study.kpis().columns[4:]
    assert len(columns) == len(set(columns)) == len(KPIS)
    for column, kpi in zip(columns, KPIS.values(), strict=True):
        assert column == f"{kpi.name}{'_EUR' if kpi.unit == 'money' else SUFFIX[kpi.unit]}"
    assert {"wait_mean_min", "overtime_h", "service_level_share", "csat_1to5", "labour_cost_EUR"} <= set(columns)


def test_each_value_stands_in_its_row(town_study: StudyResult) -> None:
    table = town_study.kpis()
    for option in town_study.options:
        for scope in (Scope("all", ""), Scope("segment", "walk_in"), Scope("team", "office"), Scope("hour", "11:00")):
            rows = table[(table["option"] == option) & (table["scope"] == scope.kind) & (table["name"] == scope.name)]
            assert rows["replication"].tolist() == list(range(6))
            assert rows["wait_p90_min"].to_numpy() == pytest.approx(
                town_study.values("wait_p90", option, scope), nan_ok=True
            )


@pytest.mark.parametrize("scope", [Scope("all", ""), Scope("segment", "regulars")])
def test_summary_has_intervals_and_paired_differences(town_study: StudyResult, scope: Scope) -> None:
    table = town_study.summary(scope)
    assert len(table) == 4 * len(KPIS)
    assert (table["replications_n"] <= 6).all()
    baseline = table[table["option"] == BASELINE].set_index("kpi")
    assert baseline[["difference", "difference_low", "difference_high", "variance_ratio"]].isna().all(axis=None)
    for row in table[table["option"] == "both"].itertuples():
        values = town_study.values(row.kpi, "both", scope)
        assert (row.mean, row.low, row.high) == pytest.approx(mean_interval(values)[:3], nan_ok=True)
        difference = values - town_study.values(row.kpi, BASELINE, scope)
        known = difference[~np.isnan(difference)]
        if known.size:
            assert (row.difference_low, row.difference_high) == pytest.approx(mean_interval(known)[1:3])


def test_summary_names_the_unit_of_every_kpi(town_study: StudyResult) -> None:
    table = town_study.summary()
    assert table["unit"].tolist() == [kpi.unit for kpi in KPIS.values()] * 4


def test_no_kpi_is_known_twice_and_none_is_missing(town: Scenario) -> None:
    """Where everything is stated, complaints and money included."""
    heard = {
        "touchpoints.answers": {"team": "office", "handling": "9 min"},
        "complaints": {"touchpoint": "answers", "delay": "20 min"},
        "loyalty.complain_most": 1,
        "economics": {"cost_per_waiting_minute": 0.1},
    }
    found = run(town.with_changes(heard), replications=6, seed=3, options=[])
    everywhere = {kpi for kpi in KPIS if not np.isnan(found.values(kpi)).all()}
    assert everywhere == set(KPIS)


@pytest.mark.parametrize(
    ("target", "values", "verdict", "met"),
    [
        ("<= 4 min", [3.0, 3.1, 3.2, 2.9, 3.0, 3.1], "met", 6),
        ("<= 4 min", [5.2, 4.9, 4.6, 4.4, 4.3, 3.99], "missed", 1),
        ("<= 4 min", [3.0, 5.1, 3.2, 4.9, 4.2, 3.1], "open", 3),
        (">= 4 min", [5.0, 5.1, 5.2, 4.9, 5.0, 4.8], "met", 6),
        (">= 4 min", [3.0, 3.1, 3.2, 2.9, 3.0, 3.1], "missed", 0),
        ("< 4 min", [4.0, 4.0, 4.0, 4.0, 4.0, 4.0], "missed", 0),
        ("> 3 min", [4.0, 4.0, 4.0, 4.0, 4.0, 4.0], "met", 6),
    ],
)
def test_chances_of_a_target(town_study: StudyResult, target: str, values: list[float], verdict: str, met: int) -> None:
    result = with_values(with_targets(town_study, wait_mean=target), "wait_mean", values)
    [chance] = result.chances()
    assert chance.verdict == verdict
    assert chance.met.mean == met / 6
    expected = stats.binomtest(met, 6).proportion_ci(0.95, method="wilson")
    assert (chance.met.low, chance.met.high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert chance.mean == mean_interval(np.array(values))


def test_unknown_replications_count_neither_way(town_study: StudyResult) -> None:
    some = with_values(with_targets(town_study, csat=">= 4"), "csat", [4.5, np.nan, 4.4, 4.6, np.nan, 3.9])
    [chance] = some.chances()
    assert chance.met.mean == 0.75
    assert chance.met.count == 4
    [nothing] = with_values(with_targets(town_study, csat=">= 4"), "csat", [np.nan] * 6).chances()
    assert nothing.verdict == "open"
    assert nothing.met.count == 0


def test_one_replication_decides_nothing(town_study: StudyResult) -> None:
    [chance] = with_values(with_targets(town_study, csat=">= 4"), "csat", [5.0, *[np.nan] * 5]).chances()
    assert chance.verdict == "open"


def test_targets_in_all_units_are_read_in_the_unit_of_the_kpi(town_study: StudyResult) -> None:
    stated = {"overtime": "<= 90 min", "abandonment_rate": "<= 5 %", "nps": ">= 10", "wait_p90": "<= 300 s"}
    result = with_targets(town_study, **stated)
    values = {chance.target.kpi: chance.target.value for chance in result.chances()}
    assert values == pytest.approx({"overtime": 1.5, "abandonment_rate": 0.05, "nps": 10.0, "wait_p90": 5.0})


def test_all_targets_together_are_kept_period_by_period(town_study: StudyResult) -> None:
    result = with_values(with_targets(town_study, csat=">= 4", wait_mean="<= 3 min"), "csat", [4, 4, 4, 3, 3, np.nan])
    result = with_values(result, "wait_mean", [1.0, 9.0, 3.0, 1.0, 9.0, 1.0])
    assert result.meets_targets().tolist() == [True, False, True, False, False, False]
    assert with_targets(town_study).meets_targets("both").all()


def test_targets_as_a_table(town_study: StudyResult) -> None:
    table = town_study.targets()
    assert len(table) == 4 * 3
    assert table["verdict"][table["option"] == BASELINE].tolist() == ["met", "missed", "open"]
    assert table["target"].unique().tolist() == ["wait_p90 <= 15 min", "csat >= 4.9", "wait_mean <= 3 min"]
    assert (table["met_low_share"] <= table["met_share"]).all()
    assert (table["met_share"] <= table["met_high_share"]).all()


def test_without_targets_the_table_is_empty_but_has_its_columns(town_study: StudyResult) -> None:
    table = with_targets(town_study).targets()
    assert isinstance(table, pd.DataFrame)
    assert table.empty
    assert list(table.columns) == list(town_study.targets().columns)


def test_what_is_asked_wrongly_is_told_with_what_there_is(town_study: StudyResult) -> None:
    with pytest.raises(UnknownNameError, match=r'^unknown option "nobody"; allowed: baseline, both, '):
        town_study.values("csat", "nobody")
    for ask in (town_study.interval, town_study.best):
        with pytest.raises(UnknownNameError, match=r'^unknown KPI "csta"; did you mean "csat"\?$'):
            ask("csta")
    with pytest.raises(UnknownNameError, match='unknown part of the service "team elsewhere"; allowed: all, '):
        town_study.values("csat", scope=Scope("team", "elsewhere"))
    with pytest.raises(KeyError):  # as from any mapping
        town_study.difference("csat", "nobody")


def test_the_currency_of_the_scenario_is_in_the_names() -> None:
    result = run(Scenario.model_validate(smallest(currency="CHF")), replications=2)
    assert {"labour_cost_CHF", "cost_per_contact_CHF"} <= set(result.kpis().columns)
