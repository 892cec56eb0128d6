from dataclasses import fields

import numpy as np
import pytest
from demands import coming, demand
from scipy.stats import kstest

from servsim.demand import Draws, draw_customers
from servsim.demand.draws import EXPONENTIAL, NORMAL, UNIFORM, agent_traits, largest_roster, patience_family
from servsim.scenario import Scenario

SEED = 9
DESK = {"desk": {"team": "clerks", "handling": "2 min"}, "bar": {"team": "clerks", "handling": "1 min"}}
WAYS = {"desk": DESK["desk"] | {"next": {"bar": "50 %"}}, "bar": DESK["bar"] | {"next": {"bar": "50 %"}}}
CLERKS = {"clerks": {"agents": {"00:00": 2, "12:00": 5}}, "cooks": {"agents": 3, "speed_cv": 0}}


def two_segments(**more: object) -> Scenario:
    segments = {
        "guests": coming(60) | {"patience": {"exponential": {"mean": "4 min"}}},
        "family": coming(30, group_size=2),
    }
    return demand(segments, **{"touchpoints": WAYS, "start": "desk", "teams": CLERKS, **more})


@pytest.fixture(scope="module")
def draws() -> Draws:
    return draw_customers(two_segments(), SEED, 0)


def test_tables_have_a_row_for_each_contact_and_a_column_for_each_customer(draws: Draws) -> None:
    customers, contacts = draws.customers, 1 + 3
    for name in (*UNIFORM, *NORMAL, *EXPONENTIAL, "patience"):
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
    assert ((table >= 0) & (table < 1)).all()
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


def test_patience_comes_from_the_segment_or_the_touchpoint(draws: Draws) -> None:
    guests = draws.segment == 0
    assert kstest(draws.patience[0, guests] / 4.0, "expon").pvalue > 1e-3
    assert np.isinf(draws.patience[:, ~guests]).all()
    at_bar = WAYS | {"bar": WAYS["bar"] | {"patience": {"by_segment": {"family": "7 min"}}}}
    other = draw_customers(two_segments(touchpoints=at_bar), SEED, 0)
    assert (other.patience[1:, ~guests] == 7.0).all()
    assert (other.patience[:, guests] == draws.patience[:, guests]).all()
    assert np.isinf(other.patience[0, ~guests]).all()


def test_the_family_of_patience_is_found_where_it_is_stated() -> None:
    scenario = two_segments(touchpoints=WAYS | {"bar": WAYS["bar"] | {"patience": "9 min"}})
    assert patience_family(scenario, "desk", "guests").moments().mean == 4.0
    assert patience_family(scenario, "bar", "guests").moments().mean == 9.0
    assert patience_family(scenario, "desk", "family") is None


def test_another_mean_keeps_each_customers_place_in_the_distribution(draws: Draws) -> None:
    patient = two_segments().with_changes({"segments.guests.patience": {"exponential": {"mean": "8 min"}}})
    other = draw_customers(patient, SEED, 0)
    guests = draws.segment == 0
    assert other.patience[:, guests] == pytest.approx(2.0 * draws.patience[:, guests], rel=1e-12)


def test_agents_differ_in_style_and_pace() -> None:
    scenario = demand({"guests": coming(1)}, teams={"clerks": {"agents": 20_000, "speed_cv": 0.3}})
    bias, pace = agent_traits(scenario, SEED, 0)
    assert kstest(bias, "norm").pvalue > 1e-3
    assert pace.mean() == pytest.approx(1.0, abs=4 * 0.3 / np.sqrt(20_000))
    assert pace.std() / pace.mean() == pytest.approx(0.3, rel=0.05)
    assert kstest(np.log(pace), "norm", args=(-0.5 * np.log(1.09), np.sqrt(np.log(1.09)))).pvalue > 1e-3


def test_agents_without_differences_have_the_same_pace(draws: Draws) -> None:
    assert (draws.agent_pace[5:] == 1.0).all()
    assert np.unique(draws.agent_pace[:5]).size == 5


def test_a_roster_needs_as_many_agents_as_its_largest_number() -> None:
    assert largest_roster(4) == 4
    assert largest_roster({0.0: 2, 600.0: 7, 900.0: 0}) == 7


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
