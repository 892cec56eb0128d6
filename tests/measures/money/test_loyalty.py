"""The customer base of a week, from the KPIs of a replication by hand."""

from math import isnan

import numpy as np
import pytest

from servsim.measures.kpi_table import COLUMN, kpi_table
from servsim.measures.money.loyalty import CustomerBase, Week, customer_base
from servsim.measures.summary import summary_of
from servsim.scenario import Scenario
from servsim.scenario.parts.rating import Loyalty
from servsim.study import simulate
from tests.samples import town_hall

WEEKLY = Week(journeys=200.0, return_rate=0.9, nps=50.0, labour_cost=1000.0)
STATED = Loyalty.model_validate(
    {"customers": 5000, "acquisition": "30 per week", "word_of_mouth": 0.4, "margin": 25, "discount_rate": "8 %"}
)


def test_a_week_by_hand() -> None:
    found = customer_base(STATED, WEEKLY)
    assert found.customers_churned == pytest.approx(20.0)
    assert found.customer_base_next == pytest.approx(5000 - 20 + 36)
    assert found.customer_base_settled == pytest.approx(36 / (20 / 5000))
    between = 5000 / 200 / (365.25 / 7)  # years from one journey of a customer to the next
    assert found.clv == pytest.approx(sum(20.0 * 0.9**n / 1.08 ** (n * between) for n in range(2000)))


def test_what_is_not_stated_is_not_known() -> None:
    assert all(map(isnan, customer_base(Loyalty(), WEEKLY)))
    assert all(map(isnan, customer_base(STATED, WEEKLY._replace(journeys=0.0))))
    only = customer_base(Loyalty(customers=5000), WEEKLY)
    assert only == CustomerBase(only.customers_churned, *only[1:])
    assert only.customers_churned == pytest.approx(20.0)
    assert all(map(isnan, only[1:]))
    assert isnan(customer_base(STATED, WEEKLY._replace(return_rate=1.0)).customer_base_settled)


def test_the_table_tells_of_an_average_week() -> None:
    town = Scenario.model_validate(
        town_hall(
            clock={"open": "09:00", "close": "12:30", "days": 10, "days_per_week": 5},
            loyalty={"customers": 9000, "acquisition": "100 per week", "margin": 40},
        )
    )
    table = kpi_table(summary_of(simulate(town, seed=3)))
    row = {kpi: float(table[0, place]) for kpi, place in COLUMN.items()}
    lost = row["journeys"] / 2 * (1 - row["return_rate"])
    assert row["customers_churned"] == pytest.approx(lost)
    assert row["customer_base_next"] == pytest.approx(9000 - lost + 100 * (1 + 0.2 * row["nps"] / 100))
    assert row["clv"] > 40 - row["labour_cost"] / row["journeys"]
    assert np.isnan(table[1:, [COLUMN[kpi] for kpi in CustomerBase._fields]]).all()


def test_twin_a_calendar_week_of_a_five_day_service_is_noticed() -> None:
    raw = town_hall(clock={"open": "09:00", "close": "12:30", "days": 5}, loyalty={"customers": 9000})
    by_seven = Scenario.model_validate(raw)
    by_five = by_seven.with_changes({"clock.days_per_week": 5})
    assert by_five.clock.weeks == 1.0
    lost = [kpi_table(summary_of(simulate(one)))[0, COLUMN["customers_churned"]] for one in (by_seven, by_five)]
    assert lost[0] == pytest.approx(1.4 * lost[1])
