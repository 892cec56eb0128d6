import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.theory import ErlangC, SingleAgent, lee_longton, two_moment
from tests.theory.teams import AGENTS, OCCUPANCY


@given(AGENTS, OCCUPANCY)
def test_both_are_erlang_c_at_a_cv_of_one(agents: int, occupancy: float) -> None:
    queue = ErlangC(occupancy * agents, 1, agents)
    assert lee_longton(queue, 1) == pytest.approx(queue.mean_wait)
    assert two_moment(queue, 1) == pytest.approx(queue.mean_wait)


@given(OCCUPANCY, st.floats(0, 4))
def test_both_are_exact_for_one_agent(occupancy: float, cv: float) -> None:
    exact = SingleAgent(occupancy, 1, cv).mean_wait
    queue = ErlangC(occupancy, 1, 1)
    assert lee_longton(queue, cv) == pytest.approx(exact)
    assert two_moment(queue, cv) == pytest.approx(exact)


@given(AGENTS, OCCUPANCY, st.floats(0, 4), st.floats(0.01, 2))
def test_more_variable_handling_never_waits_less(agents: int, occupancy: float, cv: float, more: float) -> None:
    queue = ErlangC(occupancy * agents, 1, agents)
    for formula in (lee_longton, two_moment):
        assert 0 <= formula(queue, cv) <= formula(queue, cv + more) * (1 + 1e-12)
