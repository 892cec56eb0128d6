import numpy as np
import pytest
from scipy.stats import kstest

from servsim.demand import Demand, Draws, draw_customers
from servsim.demand.demand import AgentTraits
from servsim.demand.keys import keys_of, replication_keys
from servsim.scenario import Scenario
from tests.demand.demands import coming, demand

SEED = 9
CLERKS = {"clerks": {"agents": {"00:00": 2, "12:00": 5}}, "cooks": {"agents": 3, "speed_cv": 0}}


def two_segments(**more: object) -> Scenario:
    return demand({"guests": coming(60), "family": coming(30, group_size=2)}, **{"teams": CLERKS, **more})


@pytest.fixture(scope="module")
def draws() -> Draws:
    return draw_customers(two_segments(), SEED, 0)


def traits(scenario: Scenario) -> tuple[np.ndarray, np.ndarray]:
    staff = AgentTraits(scenario)
    bias, pace = staff.traits(keys_of(replication_keys(SEED, [0]), staff.words)[None])
    return bias[0], pace[0]


def test_a_crowd_made_once_draws_the_same_customers(draws: Draws) -> None:
    demand = Demand(two_segments())
    for replication in (1, 0):
        again = demand.draw(SEED, replication)
    for name in ("arrival", "segment", "key", "agent_bias", "agent_pace"):
        assert getattr(again, name).tobytes() == getattr(draws, name).tobytes(), name


def test_the_numbers_of_a_segment_do_not_depend_on_who_else_comes(draws: Draws) -> None:
    alone = draw_customers(demand({"family": coming(30, group_size=2)}), SEED, 0)
    assert (alone.key == draws.key[draws.segment == 1]).all()
    assert (alone.arrival == draws.arrival[draws.segment == 1]).all()


def test_members_of_a_group_come_together_and_differ(draws: Draws) -> None:
    family = np.flatnonzero(draws.segment == 1)
    assert (draws.arrival[family[::2]] == draws.arrival[family[1::2]]).all()
    assert np.unique(draws.key).size == draws.customers


def test_agents_differ_in_style_and_pace() -> None:
    bias, pace = traits(demand({"guests": coming(1)}, teams={"clerks": {"agents": 20_000, "speed_cv": 0.3}}))
    assert kstest(bias, "norm").pvalue > 1e-3
    assert pace.mean() == pytest.approx(1.0, abs=4 * 0.3 / np.sqrt(20_000))
    assert pace.std() / pace.mean() == pytest.approx(0.3, rel=0.05)
    assert kstest(np.log(pace), "norm", args=(-0.5 * np.log(1.09), np.sqrt(np.log(1.09)))).pvalue > 1e-3


def test_agents_without_differences_have_the_same_pace(draws: Draws) -> None:
    assert (draws.agent_pace[5:] == 1.0).all()
    assert np.unique(draws.agent_pace[:5]).size == 5
    assert (traits(two_segments(teams={"clerks": {"agents": 4, "speed_cv": 0}}))[1] == 1.0).all()


def test_a_larger_team_keeps_its_first_agents(draws: Draws) -> None:
    bias, pace = traits(two_segments(teams={**CLERKS, "clerks": {"agents": 9}}))
    assert (bias[:5] == draws.agent_bias[:5]).all()
    assert (pace[:5] == draws.agent_pace[:5]).all()
