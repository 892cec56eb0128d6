import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.theory import ErlangC
from tests.theory.teams import AGENTS, HANDLING, OCCUPANCY

# arrivals, handling, agents, probability of a wait, mean wait: exact birth-death values, computed apart
TABLE = [
    (48, 1, 50, 0.69445561, 0.34722781),
    (0.8, 1, 1, 0.8, 4.0),
    (1.6, 1, 2, 0.71111111, 1.77777778),
    (4, 1, 5, 0.55411255, 0.55411255),
    (8, 1, 10, 0.40918015, 0.20459008),
    (9, 1, 10, 0.66873152, 0.66873152),
    (18, 1, 20, 0.55076900, 0.27538450),
    (90, 1, 100, 0.21694048, 0.02169405),
]


@pytest.mark.parametrize(("arrivals", "handling", "agents", "waiting", "mean_wait"), TABLE)
def test_table(arrivals: float, handling: float, agents: int, waiting: float, mean_wait: float) -> None:
    queue = ErlangC(arrivals, handling, agents)
    assert queue.wait_probability == pytest.approx(waiting, abs=6e-9)
    assert queue.mean_wait == pytest.approx(mean_wait, abs=6e-9)


def test_the_call_centre_of_garnett_mandelbaum_and_reiman() -> None:
    """Printed there: 48 calls a minute, 50 agents of one minute; 20.8 s of waiting, a queue of 17, 96 % busy."""
    queue = ErlangC(48, 1, 50)
    assert 60 * queue.mean_wait == pytest.approx(20.8, abs=0.05)
    assert 60 * queue.wait_quantile(0.9) == pytest.approx(58.1, abs=0.05)
    assert round(queue.mean_queue) == 17
    assert queue.occupancy == pytest.approx(0.96)


@given(AGENTS, OCCUPANCY, HANDLING)
def test_monotone_in_load_and_agents(agents: int, occupancy: float, handling: float) -> None:
    rate = occupancy * agents / handling
    queue = ErlangC(rate, handling, agents)
    assert ErlangC(rate, handling, agents + 1).mean_wait <= queue.mean_wait
    assert ErlangC(0.99 * rate, handling, agents).mean_wait <= queue.mean_wait
    assert 0 <= queue.wait_probability <= 1
    assert queue.wait_variance >= 0


@given(AGENTS, OCCUPANCY, HANDLING, st.floats(0, 0.999))
def test_a_quantile_is_exceeded_by_the_rest(agents: int, occupancy: float, handling: float, share: float) -> None:
    queue = ErlangC(occupancy * agents / handling, handling, agents)
    wait = queue.wait_quantile(share)
    assert queue.service_level(wait) >= share - 1e-9
    assert wait == 0.0 or queue.service_level(wait) == pytest.approx(share)
