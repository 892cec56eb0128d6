import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.theory import (
    ErlangC,
    SingleAgent,
    Variability,
    allen_cunneen,
    kingman,
    kingman_bound,
    kraemer_langenbach_belz,
    two_moment,
)
from tests.theory.teams import OCCUPANCY

SQUARES = st.floats(0, 6)


@given(OCCUPANCY, SQUARES)
def test_poisson_arrivals_are_pollaczek_khinchine(occupancy: float, square: float) -> None:
    exact = SingleAgent(occupancy, 1, square**0.5).mean_wait
    assert kingman(occupancy, 1, Variability(1, square)) == pytest.approx(exact)
    assert kraemer_langenbach_belz(occupancy, 1, Variability(1, square)) == pytest.approx(exact)


@given(OCCUPANCY, SQUARES, SQUARES)
def test_no_approximation_is_beyond_kingmans_bound(occupancy: float, arrivals: float, handling: float) -> None:
    variability = Variability(arrivals, handling)
    bound = kingman_bound(occupancy, 1, variability) * (1 + 1e-12)
    assert kraemer_langenbach_belz(occupancy, 1, variability) <= kingman(occupancy, 1, variability) * (1 + 1e-12)
    assert kingman(occupancy, 1, variability) <= bound or arrivals < 1


def test_without_any_variability_nobody_waits() -> None:
    assert kraemer_langenbach_belz(0.9, 1, Variability(0, 0)) == 0
    assert kingman(0.9, 1, Variability(0, 0)) == 0


def test_teams_scale_with_variability_and_meet_the_known_ends() -> None:
    queue = ErlangC(9, 1, 10)
    assert allen_cunneen(queue, Variability(1, 1)) == pytest.approx(queue.mean_wait)
    assert allen_cunneen(queue, Variability(1, 0.25)) == pytest.approx(two_moment(queue, 0.5))
    one = ErlangC(0.9, 1, 1)
    assert allen_cunneen(one, Variability(2, 0.5)) == pytest.approx(kingman(0.9, 1, Variability(2, 0.5)))
