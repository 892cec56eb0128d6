from math import exp, fsum, lgamma, log

import pytest
from hypothesis import given

from servsim.theory import erlang_b
from servsim.theory.erlang_b import idle_weight
from tests.theory.teams import AGENTS, OCCUPANCY


@pytest.mark.parametrize("agents", [1, 10, 100, 1000, 10_000])
@pytest.mark.parametrize("occupancy", [0.3, 0.9, 1.0, 1.5])
def test_the_recursion_equals_the_sum_of_poisson_weights(agents: int, occupancy: float) -> None:
    load = occupancy * agents
    logs = [k * log(load) - lgamma(k + 1) for k in range(agents + 1)]
    largest = max(logs)
    expected = exp(logs[-1] - largest) / fsum(exp(one - largest) for one in logs)
    assert erlang_b(load, agents) == pytest.approx(expected, rel=1e-8, abs=1e-200)


@given(AGENTS, OCCUPANCY)
def test_more_load_blocks_more_and_more_agents_block_less(agents: int, occupancy: float) -> None:
    load = occupancy * agents
    assert erlang_b(load, agents) <= erlang_b(1.01 * load, agents)
    assert erlang_b(load, agents) >= erlang_b(load, agents + 1)


def test_a_loss_too_small_for_a_float_is_an_infinite_weight() -> None:
    assert erlang_b(1, 10_000) == 0.0
    assert idle_weight(1, 10_000) == float("inf")
    assert idle_weight(0.5, 1) == pytest.approx(2.0)
