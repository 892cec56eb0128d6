import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.theory import ErlangC, SingleAgent, preemptive_times, priority_waits, priority_waits_single
from tests.theory.teams import AGENTS, OCCUPANCY

SHARES = st.lists(st.floats(0.05, 1), min_size=1, max_size=5)


@given(AGENTS, OCCUPANCY, SHARES)
def test_the_order_of_service_leaves_the_mean_wait_as_it_is(agents: int, occupancy: float, shares: list[float]) -> None:
    total = occupancy * agents
    rates = [total * share / sum(shares) for share in shares]
    waits = priority_waits(rates, 1, agents)
    mean = sum(rate * wait for rate, wait in zip(rates, waits, strict=True)) / total
    assert mean == pytest.approx(ErlangC(total, 1, agents).mean_wait, rel=1e-6)
    assert waits == sorted(waits)


@given(OCCUPANCY, SHARES, st.floats(0, 3))
def test_kleinrocks_conservation_law(occupancy: float, shares: list[float], cv: float) -> None:
    """However urgent whom: the waits weighed with the loads add up to the same."""
    means = [1.0 + place for place in range(len(shares))]
    loads = [occupancy * share / sum(shares) for share in shares]
    rates = [load / mean for load, mean in zip(loads, means, strict=True)]
    seconds = [mean**2 * (1 + cv**2) for mean in means]
    waits = priority_waits_single(rates, means, seconds)
    weighed = sum(load * wait for load, wait in zip(loads, waits, strict=True))
    residual = 0.5 * sum(rate * second for rate, second in zip(rates, seconds, strict=True))
    assert weighed == pytest.approx(sum(loads) * residual / (1 - sum(loads)), rel=1e-6)


def test_who_interrupts_does_not_notice_the_others() -> None:
    times = preemptive_times([0.3, 0.4], [1, 1], [2, 2])
    assert times[0] == pytest.approx(SingleAgent(0.3, 1, 1).mean_wait + 1)
