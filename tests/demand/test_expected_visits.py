import numpy as np
import pytest

from servsim.demand.expected_visits import expected_visits
from tests.demand.demands import coming, demand

PARTS = {
    "door": {"handling": "1 min", "next": {"desk": "80 %", "bar": "20 %"}},
    "desk": {"handling": "1 min", "next": {"door": "10 %", "bar": "30 %"}},
    "bar": {"handling": "1 min", "next_by_segment": {"family": {"bar": "50 %"}}},
}


def test_visits_solve_the_traffic_equations() -> None:
    """By hand: door = 1 + 0.1 desk, desk = 0.8 door, bar = 0.2 door + 0.3 desk; the family comes to the bar twice."""
    segments = {"guests": coming(10), "family": coming(5, group_size=2)}
    clock = {"open": "09:00", "close": "12:00", "days": 2}
    visits = expected_visits(demand(segments, clock, touchpoints=PARTS, start="door"))
    door = 1.0 / 0.92
    once = np.array([door, 0.8 * door, 0.44 * door])
    assert visits[0] == pytest.approx(60.0 * once)
    assert visits[1] == pytest.approx(60.0 * once * [1, 1, 2])


def test_journeys_can_start_in_several_places() -> None:
    segments = {"guests": coming(10), "family": coming(10) | {"start": "bar"}}
    start = {"door": "75 %", "bar": "25 %"}
    visits = expected_visits(demand(segments, {"days": 1}, touchpoints=PARTS, start=start))
    assert visits[0] == pytest.approx(240.0 * np.array([0.75, 0.6, 0.33]) / 0.92 + [0, 0, 60.0])
    assert visits[1] == pytest.approx([0.0, 0.0, 480.0])
