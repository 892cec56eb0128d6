import numpy as np
import pytest

from servsim.theory import ErlangC, JacksonNetwork


def test_one_station_is_erlang_c() -> None:
    network = JacksonNetwork(np.array([4.0]), np.zeros((1, 1)), np.ones(1), (5,))
    assert network.journey_minutes == pytest.approx(ErlangC(4, 1, 5).mean_wait + 1)


def test_a_station_where_nobody_comes_or_waits() -> None:
    network = JacksonNetwork(np.array([4.0, 0.0]), np.zeros((2, 2)), np.array([3.0, 1.0]), (None, 1))
    assert network.queues == (None, None)
    assert network.journey_minutes == pytest.approx(3.0)


def test_who_goes_in_comes_out() -> None:
    routing = np.array([[0.1, 0.5, 0.2], [0.3, 0.0, 0.5], [0.0, 0.1, 0.2]])
    network = JacksonNetwork(np.array([1.0, 0.5, 0.2]), routing, np.ones(3), (9, 9, 9))
    leaving = network.arrivals * (1 - routing.sum(axis=1))
    assert leaving.sum() == pytest.approx(1.7)
