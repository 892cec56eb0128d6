from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servsim.theory import ErlangA, ErlangC, FiniteRoom
from tests.examples import examples
from tests.theory.teams import AGENTS, HANDLING, PATIENCE

# arrivals, agents, rate of giving up; probability of a wait, of giving up, mean wait, mean queue, use; handling 1
TABLE = [
    (48, 50, 0.5, 0.46777407, 0.03091225, 0.06182450, 2.96757592, 0.93032424),
    (48, 48, 0.5, 0.60148073, 0.04764496, 0.09528991, 4.57391591, 0.95235504),
    (48, 52, 0.5, 0.34313183, 0.01918005, 0.03836010, 1.84128470, 0.90537226),
    (55, 50, 0.5, 0.86623372, 0.10208019, 0.20416039, 11.22882141, 0.98771179),
    (9, 10, 0.5, 0.46894170, 0.06701172, 0.13402343, 1.20621088, 0.83968946),
    (100, 100, 1, 0.51329880, 0.03986100, 0.03986100, 3.98609968, 0.96013900),
    (10, 10, 1, 0.54207029, 0.12511004, 0.12511004, 1.25110036, 0.87488996),
    (10, 8, 0.5, 0.86979370, 0.22721843, 0.45443685, 4.54436855, 0.96597697),
]


@pytest.mark.parametrize("row", TABLE)
def test_table(row: tuple[float, ...]) -> None:
    """Exact birth-death values, computed apart."""
    arrivals, agents, giving_up, *expected = row
    queue = ErlangA(arrivals, 1, int(agents), 1 / giving_up)
    found = [queue.wait_probability, queue.abandonment, queue.mean_wait, queue.mean_queue, queue.occupancy]
    assert found == pytest.approx(expected, abs=6e-9)


def test_the_call_centre_of_garnett_mandelbaum_and_reiman() -> None:
    """Printed there: with 2 minutes of patience 3.1 % give up, the wait is 3.7 s, the queue 3, use 93 %."""
    queue = ErlangA(48, 1, 50, 2)
    assert 100 * queue.abandonment == pytest.approx(3.1, abs=0.05)
    assert 60 * queue.mean_wait == pytest.approx(3.7, abs=0.05)


@pytest.mark.parametrize(("arrivals", "agents"), [(0.7, 1), (48, 50), (900, 930), (9900, 10_000)])
def test_with_endless_patience_it_becomes_erlang_c(arrivals: float, agents: int) -> None:
    exact = ErlangC(arrivals, 1, agents)
    gaps = []
    for patience in (1e2, 1e4, 1e6):
        queue = ErlangA(arrivals, 1, agents, patience)
        gaps.append(abs(queue.mean_wait / exact.mean_wait - 1))
    assert all(later < earlier / 20 for earlier, later in pairwise(gaps))
    queue = ErlangA(arrivals, 1, agents, 1e9)
    assert queue.wait_probability == pytest.approx(exact.wait_probability, rel=1e-5)
    assert queue.mean_wait_served == pytest.approx(exact.mean_wait, rel=1e-5)
    assert queue.service_level(0.1) == pytest.approx(exact.service_level(0.1), rel=1e-5)
    assert queue.wait_quantile(0.9) == pytest.approx(exact.wait_quantile(0.9), rel=1e-5)


def test_without_patience_it_becomes_erlang_b() -> None:
    loss = FiniteRoom(5, 1, 6, 0).turned_away
    assert ErlangA(5, 1, 6, 1e-7).abandonment == pytest.approx(loss, rel=1e-5)


@settings(deadline=None, max_examples=examples(60))
@given(AGENTS, st.floats(0.05, 2), HANDLING, PATIENCE)
def test_monotone_and_conserving(agents: int, load: float, handling: float, patience: float) -> None:
    rate = load * agents / handling
    queue = ErlangA(rate, handling, agents, patience * handling)
    more = ErlangA(rate, handling, agents + 1, patience * handling)
    busier = ErlangA(1.01 * rate, handling, agents, patience * handling)
    assert more.abandonment <= queue.abandonment * (1 + 1e-9) <= busier.abandonment * (1 + 3e-9) + 1e-300
    assert 0 <= queue.occupancy <= 1 + 1e-12
    assert queue.mean_wait_served * (1 - queue.abandonment) <= queue.mean_wait * (1 + 1e-9)


@settings(deadline=None, max_examples=examples(60))
@given(AGENTS, st.floats(0.3, 2), PATIENCE, st.floats(0, 3), st.floats(0.01, 1))
def test_waits_fall_out_as_a_distribution(agents: int, load: float, patience: float, early: float, more: float) -> None:
    queue = ErlangA(load * agents, 1, agents, patience)
    assert queue.wait_exceedance(0) == pytest.approx(queue.wait_probability)
    assert queue.wait_exceedance(early + more) <= queue.wait_exceedance(early) * (1 + 1e-9)
    assert queue.service_level(early) <= queue.service_level(early + more) + 1e-12
    assert queue.service_level(1e6) == pytest.approx(1 - queue.abandonment)
    wait = queue.wait_quantile(0.8)
    assert wait == 0 or queue.wait_exceedance(wait) == pytest.approx(0.2, rel=1e-6)


@pytest.mark.parametrize("agents", [1, 30, 1000, 10_000])
@pytest.mark.parametrize("load", [0.6, 1.0, 1.3])
@pytest.mark.parametrize("patience", [0.02, 1.0, 50.0])
def test_any_size_agrees_with_shares_of_states_in_logarithms(agents: int, load: float, patience: float) -> None:
    """The same birth-death chain from state 0 on, added up another way."""
    rate = load * agents
    states = int(agents + max(0.0, rate - agents) * patience + 60 * (rate * max(patience, 1)) ** 0.5 + 200)
    n = np.arange(1, states + 1)
    logs = np.concatenate(
        [[0], np.cumsum(np.log(rate) - np.log(np.minimum(n, agents) + np.maximum(n - agents, 0) / patience))]
    )
    shares = np.exp(logs - logs.max())
    shares /= shares.sum()
    waiting = np.maximum(np.arange(states + 1) - agents, 0)
    queue = ErlangA(rate, 1, agents, patience)
    assert queue.wait_probability == pytest.approx(shares[agents:].sum(), rel=1e-8, abs=1e-250)
    assert queue.mean_queue == pytest.approx((shares * waiting).sum(), rel=1e-8, abs=1e-250)


def test_the_mean_is_the_area_below_the_exceedance() -> None:
    from scipy.integrate import quad

    queue = ErlangA(12, 1, 10, 3)
    area, _ = quad(queue.wait_exceedance, 0, 40)
    assert queue.mean_wait == pytest.approx(area, rel=1e-8)
