import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.theory import Backlog, ErlangA

RATES = st.floats(0, 50)


def test_it_grows_by_the_surplus_and_drains_by_what_is_left() -> None:
    assert Backlog(3, 2).after(5, 60) == pytest.approx(65)
    assert Backlog(1, 2).after(65, 60) == pytest.approx(5)
    assert Backlog(1, 2).after(65, 90) == 0
    assert Backlog(1, 2).minutes_to_empty(65) == pytest.approx(65)
    assert Backlog(2, 2).minutes_to_empty(1) == float("inf")
    assert Backlog(1, 2).waited_minutes(10, 90) == pytest.approx(50)


def test_with_giving_up_it_settles_where_erlang_a_does_under_overload() -> None:
    settled = Backlog(150, 100, 0.5).after(0, 1000)
    assert settled == pytest.approx(100)
    assert ErlangA(150, 1, 100, 2).mean_queue == pytest.approx(settled, rel=0.01)


@given(RATES, RATES, st.sampled_from([0.0, 1e-12, 0.001, 0.1, 2.0]), st.floats(0, 200), st.floats(0, 100))
def test_nothing_is_lost(arrivals: float, capacity: float, give_up: float, waiting: float, minutes: float) -> None:
    """Who came is served, gone or still waiting, as long as the queue does not run empty."""
    flow = Backlog(arrivals, capacity, give_up)
    length = min(minutes, flow.minutes_to_empty(waiting))
    left = give_up * flow.waited_minutes(waiting, length)
    assert flow.after(waiting, length) >= 0
    balance = waiting + (arrivals - capacity) * length - left
    assert flow.after(waiting, length) == pytest.approx(balance, abs=1e-6, rel=1e-6)


def test_halves_of_an_hour_make_an_hour() -> None:
    flow = Backlog(3, 2, 0.01)
    assert flow.after(flow.after(7, 30), 30) == pytest.approx(flow.after(7, 60))
