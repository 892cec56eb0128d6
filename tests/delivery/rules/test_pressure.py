from math import exp

import pytest

from servsim.delivery.rules.pressure import felt_occupancy, load_of, overwork_of


def test_felt_occupancy_moves_towards_work_or_rest_with_its_memory() -> None:
    assert felt_occupancy(0.0, True, 30.0, 60.0) == pytest.approx(1.0 - exp(-0.5))
    assert felt_occupancy(1.0, False, 60.0, 60.0) == pytest.approx(exp(-1.0))
    half = felt_occupancy(felt_occupancy(0.2, True, 10.0, 60.0), True, 20.0, 60.0)
    assert half == pytest.approx(felt_occupancy(0.2, True, 30.0, 60.0))


def test_load_grows_with_the_line_for_each_agent_up_to_one() -> None:
    assert [load_of(waiting, 2.0, 3) for waiting in (0, 3, 6, 60)] == [0.0, 0.5, 1.0, 1.0]


def test_overwork_begins_above_the_threshold() -> None:
    assert overwork_of(0.7, 0.85) == 0.0
    assert overwork_of(0.95, 0.85) == pytest.approx(0.1)
