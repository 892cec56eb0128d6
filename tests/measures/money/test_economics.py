"""The money of a replication: by hand from its log, as far as it is stated."""

from math import isnan

import numpy as np
import pytest

from servsim.feedback.journey.lifetime_value import WEEKS_PER_YEAR, discount_per, future_value
from servsim.measures.kpi_table import COLUMN, kpi_table
from servsim.measures.money.economics import Activity, future_worth, money, value_of
from servsim.measures.money.loyalty import CustomerBase
from servsim.measures.summary import summary_of
from servsim.scenario import Scenario
from servsim.scenario.kpis.declarations import KPIS
from servsim.study import Replication, simulate
from tests.measures.minute_by_minute import count_minutes
from tests.measures.naive_kpis import table_of
from tests.samples import Raw

MONEY = tuple(name for name, kpi in KPIS.items() if kpi.group in ("cash", "quality_cost"))
CASH = ("overtime_premium", "programme_cost", "survey_and_audit_cost", "compensation_cost", "waiting_cost")
PAF = ("cost_prevention", "cost_appraisal", "cost_internal_failure", "cost_external_failure")

STATED: Raw = {
    "costs": {
        "training": {"kind": "prevention", "fixed": 5200, "over_weeks": 26, "per_week": 50},
        "listening_in": {"kind": "appraisal", "per_week": 30},
        "bot": {"kind": "other", "per_week": 10},
    },
    "overtime_premium": 0.5,
    "survey_cost": 0.2,
    "audit_hours": 3,
    "audit_wage": "40 per hour",
    "cost_per_waiting_minute": 0.1,
    "churn_anyway": "4 %",
}


def clinic(**more: object) -> Raw:
    """Two weeks of a busy desk, a kiosk, and an office that answers complaints; walk-ins may give up."""
    return {
        "clock": {"open": "09:00", "close": "13:00", "days": 10, "days_per_week": 5},
        "segments": {
            "walk_in": {
                "arrivals": {"per_hour": 18},
                "patience": {"exponential": {"mean": "15 min"}},
                "balking": {"starts_at": 4, "certain_at": 12},
                "needs": {"spread": 0.8},
            },
        },
        "teams": {"desk": {"agents": 2, "wage": "24 per hour"}, "office": {"agents": 1, "wage": "36 per hour"}},
        "touchpoints": {
            "kiosk": {"handling": "2 min", "defects": "10 %", "next": {"desk": "80 %"}},
            "desk": {"team": "desk", "handling": {"exponential": {"mean": "6 min"}}, "defects": "15 %"},
            "answers": {"team": "office", "handling": {"exponential": {"mean": "12 min"}}, "defects": "20 %"},
        },
        "start": "kiosk",
        "complaints": {"touchpoint": "answers", "delay": "30 min", "compensation": 40, "quick_within": "20 min"},
        "repeat": {"probability": 0.6, "delay": "20 min"},
        "defect": {"rework": "50 %", "detect_base": 0.3},
        "loyalty": {"customers": 9000, "acquisition": "60 per week", "margin": 30, "discount_rate": "8 %"},
        "survey": {"invite": "50 %"},
        "economics": STATED,
        **more,
    }


def found(done: Replication) -> dict[str, float]:
    row = kpi_table(summary_of(done))[0]
    return {name: float(row[place]) for name, place in COLUMN.items()}


@pytest.fixture(scope="module", params=range(3))
def done(request: pytest.FixtureRequest) -> Replication:
    return simulate(Scenario.model_validate(clinic()), seed=request.param)


def wages(done: Replication) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    table = table_of(done)
    return table["touchpoint"].map({"kiosk": 0.0, "desk": 24 / 60, "answers": 36 / 60}).to_numpy(float)


def test_rework_is_that_of_the_caught_defects_in_the_log(done: Replication) -> None:
    table = table_of(done)
    mending = np.where(table["defect_caught"], table["handling_min"] * 0.5 / 1.5, 0.0)
    assert table["defect_caught"].sum() > 20
    assert found(done)["cost_internal_failure"] == pytest.approx((mending * wages(done)).sum())


def test_external_failure_by_its_definition(done: Replication) -> None:
    table, row = table_of(done), found(done)
    served = table["outcome"] == "served"
    work = table["handling_min"].where(served, 0.0) * np.where(table["defect_caught"], 1 / 1.5, 1.0) * wages(done)
    complaint = table["touchpoint"] == "answers"
    again = (table["attempt"] > 0) & ~complaint
    well = table.loc[complaint & served & table["resolved"], "customer"].nunique()
    assert row["compensation_cost"] == 40.0 * well > 0
    lost = row["journeys"] * (1 - row["return_rate"] - 0.04)
    years = 9000 / (row["journeys"] / 2) / WEEKS_PER_YEAR
    net = 30 - row["labour_cost"] / row["journeys"]
    worth = future_value(net, row["return_rate"], discount_per(0.08, years))
    expected = work[again].sum() + work[complaint].sum() + 40.0 * well + lost * worth
    assert row["cost_external_failure"] == pytest.approx(expected)
    assert row["cost_of_churn"] == pytest.approx(lost * worth)
    assert again.sum() > 10
    assert complaint.sum() > 5


def test_completed_journeys_are_those_whose_last_contact_was_served(done: Replication) -> None:
    table = table_of(done)
    last = table[table["touchpoint"] != "answers"].groupby("customer")["outcome"].last()
    assert found(done)["revenue"] == 30.0 * (last == "served").sum() < 30.0 * last.size


def test_quick_answers_are_those_within_the_stated_time(done: Replication) -> None:
    table = table_of(done)
    asked = table[table["touchpoint"] == "answers"].groupby("customer")
    good = table[(table["touchpoint"] == "answers") & (table["outcome"] == "served") & table["resolved"]]
    took = good.groupby("customer")["ended_min"].last() - asked["joined_min"].first()
    row = found(done)
    assert row["complaints"] == asked.ngroups
    assert row["quick_recovery_rate"] == pytest.approx((took <= 20).sum() / asked.ngroups)
    assert 0 < row["quick_recovery_rate"] < row["recovery_rate"]


def test_stated_costs_and_the_price_of_waiting(done: Replication) -> None:
    table, row = table_of(done), found(done)
    overtime = [count_minutes(done, name).overtime * team.wage for name, team in done.model.scenario.teams.items()]
    assert row["overtime_premium"] == pytest.approx(0.5 * sum(overtime))
    assert row["programme_cost"] == pytest.approx(2 * (200 + 50 + 30 + 10))
    assert row["survey_and_audit_cost"] == pytest.approx(0.2 * 0.5 * table["rated"].sum() + 2 * 3 * 40)
    assert row["cost_prevention"] == pytest.approx(2 * 250)
    assert row["cost_appraisal"] == pytest.approx(2 * 30 + row["survey_and_audit_cost"])
    queued = table[table["touchpoint"] != "kiosk"]
    assert row["waiting_cost"] == pytest.approx(0.1 * queued["wait_min"].sum())


def test_the_lines_of_both_views_add_up(done: Replication) -> None:
    row = found(done)
    costs = row["labour_cost"] + sum(row[line] for line in CASH)
    assert row["profit"] == pytest.approx(row["revenue"] - costs)
    assert row["cost_of_quality"] == pytest.approx(sum(row[line] for line in PAF))


def test_money_belongs_to_everybody_only(done: Replication) -> None:
    assert np.isnan(kpi_table(summary_of(done))[1:, [COLUMN[kpi] for kpi in MONEY]]).all()


def test_what_is_not_stated_is_not_known() -> None:
    silent = Scenario.model_validate(clinic(economics=None))
    row = found(simulate(silent))
    assert {kpi for kpi in MONEY if not isnan(row[kpi])} == {"compensation_cost"}
    without = found(simulate(Scenario.model_validate(clinic(loyalty={}))))
    assert {kpi for kpi in MONEY if isnan(without[kpi])} == {"revenue", "profit", "value"}


def test_a_dearer_programme_costs_what_is_stated_and_changes_nothing_else() -> None:
    plain = Scenario.model_validate(clinic())
    dearer = plain.with_changes({"economics.costs.training": {"kind": "prevention", "per_week": 300}})
    one, other = (found(simulate(scenario, seed=2)) for scenario in (plain, dearer))
    changed = {kpi for kpi in KPIS if one[kpi] != other[kpi] and not isnan(one[kpi])}
    assert changed == {"programme_cost", "profit", "value", "cost_prevention", "cost_of_quality"}
    assert other["profit"] == pytest.approx(one["profit"] - 2 * 50)


QUIET = Activity(2.0, 100.0, 90.0, 0.9, 100.0, 3.0, 50.0, 800.0, 0.0, 5.0, 20.0, 30.0)


def test_customers_count_in_the_value_where_they_are_stated() -> None:
    scenario = Scenario.model_validate(clinic())
    assert scenario.economics is not None
    alone = value_of(scenario, scenario.economics, 100.0, CustomerBase())
    known = CustomerBase(5.0, 9020.0, 10000.0, 60.0)
    assert value_of(scenario, scenario.economics, 100.0, known) > alone + 60.0 * 8000
    assert isnan(future_worth(scenario, QUIET, CustomerBase()))
    assert future_worth(scenario, QUIET, known) == pytest.approx(60.0 - 22.0)


def test_twin_losing_customers_is_not_counted_where_their_worth_is_unknown() -> None:
    scenario = Scenario.model_validate(clinic())
    known, unknown = (money(scenario, QUIET, base) for base in (CustomerBase(5.0, 9020.0, 1e4, 60.0), CustomerBase()))
    assert unknown["cost_external_failure"] == pytest.approx(20 + 30 + 3 * 40)
    assert known["cost_external_failure"] == pytest.approx(20 + 30 + 3 * 40 + 100 * 0.06 * 38)
