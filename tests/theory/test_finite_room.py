import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.theory import ErlangC, FiniteRoom, erlang_b
from tests.theory.teams import AGENTS


@given(AGENTS, st.floats(0.05, 3), st.integers(0, 400))
def test_limits_and_balance(agents: int, load: float, places: int) -> None:
    room = FiniteRoom(load * agents, 1, agents, places)
    assert 0 <= room.turned_away <= 1
    assert 0 <= room.mean_queue <= places
    assert room.occupancy <= 1 + 1e-9
    assert FiniteRoom(load * agents, 1, agents, places + 1).turned_away <= room.turned_away * (1 + 1e-9)


@pytest.mark.parametrize(("load", "agents"), [(0.7, 1), (5, 6), (12, 6), (950, 1000)])
def test_without_places_it_is_erlang_b(load: float, agents: int) -> None:
    room = FiniteRoom(load, 1, agents, 0)
    assert room.turned_away == pytest.approx(erlang_b(load, agents))
    assert room.wait_probability == pytest.approx(0, abs=1e-12)
    assert room.service_level(0) == 1


def test_with_endless_places_it_is_erlang_c() -> None:
    room, queue = FiniteRoom(9, 1, 10, 2000), ErlangC(9, 1, 10)
    assert room.turned_away < 1e-80
    assert room.mean_wait == pytest.approx(queue.mean_wait)
    assert room.wait_probability == pytest.approx(queue.wait_probability)
    assert room.service_level(0.7) == pytest.approx(queue.service_level(0.7))


def test_a_flood_keeps_the_room_full() -> None:
    room = FiniteRoom(1000, 1, 10, 20)
    assert room.mean_queue == pytest.approx(20, abs=0.02)
    assert room.mean_wait == pytest.approx(2, rel=0.01)
    assert room.service_level(1.0) < 0.05
    assert room.service_level(3.0) > 0.9


def test_two_states_by_hand() -> None:
    """One agent, one place: weights 1, a, a^2."""
    room = FiniteRoom(2, 1, 1, 1)
    assert room.turned_away == pytest.approx(4 / 7)
    assert room.wait_probability == pytest.approx(2 / 3)
    assert room.service_level(1) == pytest.approx(1 - 2 / 3 * 2.718281828459045**-1)
