import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.theory import BalkingQueue, ErlangA, ErlangC, FiniteRoom, OverloadedError


def always(_: int) -> float:
    return 1.0


def test_when_everybody_joins_it_is_erlang_c() -> None:
    queue, same = BalkingQueue(9, 1, 10, always), ErlangC(9, 1, 10)
    assert queue.mean_wait == pytest.approx(same.mean_wait)
    assert queue.service_level(0.3) == pytest.approx(same.service_level(0.3))
    assert queue.walked_past == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("rate", [6.0, 10.0, 25.0])
def test_when_everybody_joins_and_some_give_up_it_is_erlang_a(rate: float) -> None:
    queue, same = BalkingQueue(rate, 1, 10, always, 0.5), ErlangA(rate, 1, 10, 2)
    assert queue.mean_wait == pytest.approx(same.mean_wait)
    assert queue.abandonment == pytest.approx(same.abandonment)
    assert queue.occupancy == pytest.approx(same.occupancy)
    assert queue.service_level(0.3) == pytest.approx(same.service_level(0.3))


@pytest.mark.parametrize("rate", [3.0, 12.0])
def test_a_line_that_nobody_joins_is_a_full_room(rate: float) -> None:
    queue, room = BalkingQueue(rate, 1, 5, lambda waiting: float(waiting < 4)), FiniteRoom(rate, 1, 5, 4)
    assert queue.walked_past == pytest.approx(room.turned_away)
    assert queue.mean_wait == pytest.approx(room.mean_wait)
    assert queue.service_level(0.4) == pytest.approx((1 - room.turned_away) * room.service_level(0.4))


@given(st.floats(0.1, 40), st.integers(1, 10), st.integers(0, 5), st.sampled_from([0.0, 1e-12, 0.01, 2.0]))
def test_nobody_is_lost_on_the_way(rate: float, agents: int, starts: int, give_up: float) -> None:
    queue = BalkingQueue(rate, 1, agents, lambda waiting: min(1.0, max(0.0, 1 - (waiting - starts + 1) / 8)), give_up)
    served = queue.joined - queue.abandonment
    assert served == pytest.approx(queue.occupancy * agents / rate)
    assert queue.service_level(1e5) == pytest.approx(served, rel=1e-6)


def test_who_always_join_an_overloaded_team_are_too_many() -> None:
    with pytest.raises(OverloadedError):
        BalkingQueue(3, 1, 2, always).mean_wait  # noqa: B018
    with pytest.raises(ValueError, match=r"found joining\(0\) = 0; it must be above 0"):
        BalkingQueue(3, 1, 2, lambda _: 0.0)
