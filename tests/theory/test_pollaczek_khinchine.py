import pytest

from servsim.theory import ErlangC, SingleAgent


def test_exponential_handling_is_erlang_c_of_one_agent() -> None:
    queue, same = SingleAgent(0.8, 1, 1), ErlangC(0.8, 1, 1)
    assert queue.mean_wait == pytest.approx(same.mean_wait)
    assert queue.mean_queue == pytest.approx(same.mean_queue)
    assert queue.wait_variance(6) == pytest.approx(same.wait_variance)


def test_constant_handling_halves_the_wait() -> None:
    assert SingleAgent(0.8, 1, 0).mean_wait == pytest.approx(SingleAgent(0.8, 1, 1).mean_wait / 2)
