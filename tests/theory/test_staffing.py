import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servsim.theory import ErlangA, ErlangC, halfin_whitt, smallest_team, square_root_staffing


@settings(deadline=None, max_examples=40)
@given(st.floats(0.05, 400), st.floats(0.1, 0.99))
def test_the_smallest_team_meets_the_goal_and_one_agent_less_does_not(load: float, goal: float) -> None:
    def met(agents: int) -> bool:
        return ErlangC(load, 1, agents).service_level(0.1) >= goal

    agents = smallest_team(load, met)
    assert met(agents)
    assert agents - 1 <= load or not met(agents - 1)


def test_with_patience_a_team_may_be_smaller_than_the_load() -> None:
    agents = smallest_team(50, lambda count: ErlangA(50, 1, count, 2).abandonment <= 0.2)
    assert agents < 50
    assert ErlangA(50, 1, agents - 1, 2).abandonment > 0.2


def test_nonsense_in_a_goal_is_told() -> None:
    with pytest.raises(ValueError, match="found handling = -1"):
        smallest_team(1, lambda agents: ErlangC(1, -1, agents).occupancy < 0.5)


def test_the_rule_rounds_up() -> None:
    assert square_root_staffing(100, 1) == 110
    assert square_root_staffing(101, 1) == 112


@pytest.mark.parametrize("hedge", [0.1, 0.5, 1, 2])
def test_erlang_c_tends_to_the_limit(hedge: float) -> None:
    gaps = []
    for agents in (100, 1000, 10_000):
        load = ((-hedge + (hedge**2 + 4 * agents) ** 0.5) / 2) ** 2  # so that agents = load + hedge sqrt(load)
        gaps.append(abs(ErlangC(load, 1, agents).wait_probability - halfin_whitt(hedge)))
    assert gaps[0] > 2 * gaps[1] > 4 * gaps[2]
    assert gaps[2] < 0.002
