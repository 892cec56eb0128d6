from dataclasses import fields

import numpy as np
import pytest
from scipy.stats import kstest

from servsim.demand import Draws, draw_customers
from servsim.scenario import Scenario
from tests.demand.demands import coming, demand

UNIFORM = ("work", "patience", "defect", "detection", "balk", "route", "repeat", "redial", "respond")
NORMAL = ("variation", "hidden", "csat_noise", "recommend_noise")
EXPONENTIAL = ("repeat_delay", "redial_delay")

SEED = 9
DESK = {"desk": {"team": "clerks", "handling": "2 min"}, "bar": {"team": "clerks", "handling": "1 min"}}
WAYS = {"desk": DESK["desk"] | {"next": {"bar": "50 %"}}, "bar": DESK["bar"] | {"next": {"bar": "50 %"}}}
CLERKS = {"clerks": {"agents": {"00:00": 2, "12:00": 5}}, "cooks": {"agents": 3, "speed_cv": 0}}


def two_segments(**more: object) -> Scenario:
    segments = {"guests": coming(60), "family": coming(30, group_size=2)}
    return demand(segments, **{"touchpoints": WAYS, "start": "desk", "teams": CLERKS, **more})


@pytest.fixture(scope="module")
def draws() -> Draws:
    return draw_customers(two_segments(), SEED, 0)


def test_tables_have_a_row_for_each_contact_and_a_column_for_each_customer(draws: Draws) -> None:
    customers, contacts = draws.customers, 1 + 3
    for name in (*UNIFORM, *NORMAL, *EXPONENTIAL):
        assert getattr(draws, name).shape == (contacts, customers), name
    assert draws.visible.shape == (2, customers)
    assert draws.start.shape == draws.segment.shape == draws.arrival.shape == (customers,)
    assert draws.agent_bias.shape == draws.agent_pace.shape == (5 + 3,)


def test_customers_come_in_order_and_ties_in_the_order_of_the_file() -> None:
    replayed = {"arrivals": {"per_hour": 60, "group_size": 3}}
    draws = draw_customers(demand({"a": replayed, "b": replayed}), SEED, 0)
    assert (np.diff(draws.arrival) >= 0).all()
    tied = np.flatnonzero(np.diff(draws.arrival) == 0)
    assert tied.size > 500
    assert (np.diff(draws.segment)[tied] >= 0).all()


@pytest.mark.parametrize("name", UNIFORM)
def test_uniforms_are_uniform(draws: Draws, name: str) -> None:
    table = getattr(draws, name)
    assert ((table > 0) & (table < 1)).all()
    assert min(kstest(row, "uniform").pvalue for row in table) > 1e-4


@pytest.mark.parametrize("name", [*NORMAL, "visible"])
def test_normals_are_normal(draws: Draws, name: str) -> None:
    assert min(kstest(row, "norm").pvalue for row in getattr(draws, name)) > 1e-4


@pytest.mark.parametrize("name", EXPONENTIAL)
def test_delays_are_exponential(draws: Draws, name: str) -> None:
    assert min(kstest(row, "expon").pvalue for row in getattr(draws, name)) > 1e-4


def test_no_two_tables_or_rows_share_numbers(draws: Draws) -> None:
    rows = np.concatenate([getattr(draws, name) for name in UNIFORM])
    related = np.corrcoef(rows) - np.eye(len(rows))
    assert np.abs(related).max() < 4.5 / np.sqrt(draws.customers)
    assert np.unique(rows).size == rows.size


def test_a_day_without_customers_has_empty_tables() -> None:
    draws = draw_customers(demand({"guests": coming(0)}), SEED, 0)
    assert draws.customers == 0
    assert draws.work.shape == (1, 0)
    assert draws.agent_bias.shape == (0,)


def test_the_same_seed_gives_the_same_bytes_and_another_replication_others(draws: Draws) -> None:
    again, later = (draw_customers(two_segments(), SEED, replication) for replication in (0, 1))
    for column in fields(Draws):
        assert getattr(draws, column.name).tobytes() == getattr(again, column.name).tobytes()
    assert not np.isin(draws.arrival, later.arrival).any()
    assert not np.isin(draws.agent_bias, later.agent_bias).any()
