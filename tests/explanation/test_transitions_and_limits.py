import numpy as np
import pytest

from servsim.demand import expected_visits
from servsim.explanation.transitions import visits_per_customer
from servsim.scenario import Scenario
from servsim.scenario.reading.gallery import gallery_path
from servsim.scenario.reading.load import load
from tests.samples import smallest


def looping(share: str, at_most: int) -> Scenario:
    raw = smallest()
    raw["touchpoints"]["check_in"].update(next={"check_in": share}, visits_at_most=at_most)
    return Scenario.model_validate(raw)


@pytest.mark.parametrize("at_most", [1, 2, 3, 50])
def test_a_loop_is_a_geometric_sum_cut_off(at_most: int) -> None:
    assert visits_per_customer(looping("40 %", at_most)) == pytest.approx((1 - 0.4**at_most) / 0.6)


def test_without_limits_in_reach_it_solves_the_traffic_equations(town: Scenario) -> None:
    endless = looping("10 %", 50)
    customers = endless.segments["guests"].arrivals.expected_customers(endless.clock)
    assert visits_per_customer(endless) * customers == pytest.approx(expected_visits(endless))


def test_the_hospital_by_hand() -> None:
    """Half of the first visits go to diagnostics once and see the doctor again; the traffic equations say twice."""
    hospital = load(gallery_path("hospital_outpatients"))
    visits = visits_per_customer(hospital)[list(hospital.segments).index("first_visit")]
    found = dict(zip(hospital.touchpoints, visits, strict=True))
    assert found["first_consultation"] == pytest.approx(1.5)
    assert found["diagnostics"] == pytest.approx(0.5)
    assert found["pharmacy"] == pytest.approx(1.5 * 0.35)
    assert found["follow_up_consultation"] == 0


def test_several_starts_share_the_customers(town: Scenario) -> None:
    visits = visits_per_customer(town)
    assert visits.shape == (len(town.segments), len(town.touchpoints))
    assert np.all(visits >= 0)
