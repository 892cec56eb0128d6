import pytest

from servsim.theory import ErlangC, Transient


def test_after_long_it_is_erlang_c() -> None:
    queue = Transient(lambda _: 4.0, 1, 5, 400)
    assert queue.wait_probability(400) == pytest.approx(ErlangC(4, 1, 5).wait_probability, rel=1e-6)
    assert queue.wait_probability(1) < queue.wait_probability(10) < queue.wait_probability(400)
    assert queue.present(400) == pytest.approx(4 + ErlangC(4, 1, 5).mean_queue, rel=1e-6)


def test_it_begins_empty() -> None:
    assert Transient(lambda _: 4.0, 1, 5, 10).present(0) == pytest.approx(0, abs=1e-9)
