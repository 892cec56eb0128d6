from math import exp

import pytest

from servsim.theory import ErlangC, RenewalArrivals


@pytest.mark.parametrize("rho", [0.01, 0.5, 0.9, 0.999])
def test_poisson_arrivals_are_erlang_c_of_one_agent(rho: float) -> None:
    queue = RenewalArrivals(rho, 1, lambda s: rho / (rho + s))
    assert queue.wait_probability == pytest.approx(rho)
    assert queue.mean_wait == pytest.approx(ErlangC(rho, 1, 1).mean_wait)


def test_regular_arrivals_wait_less_and_hardly_ever_when_they_are_rare() -> None:
    assert RenewalArrivals(0.8, 1, lambda s: exp(-s / 0.8)).mean_wait < ErlangC(0.8, 1, 1).mean_wait
    assert RenewalArrivals(0.001, 1, lambda s: exp(-s / 0.001)).wait_probability < 1e-9
