import numpy as np
import pytest

from servsim.measures.intervals import mean_interval
from servsim.study.stopping import LOOK_AHEAD, START, Stopping, WidthGoals


def rule(relative: float, absolute: float = 0.0, at_most: int = 1000) -> Stopping:
    return Stopping(WidthGoals(np.array([relative]), np.array([absolute]), np.array([0])), at_most)


def run(stopping: Stopping, values: np.ndarray) -> int:
    for place, value in enumerate(values, start=1):
        stopping.look(np.atleast_1d(value))
        if stopping.enough:
            return place
    return -1


def test_it_stops_at_the_sixth_narrow_interval_in_a_row() -> None:
    values = np.random.default_rng(1).normal(10, 3, 1000)
    narrow = 0
    for count in range(START, 1000):
        found = mean_interval(values[:count])
        narrow = narrow + 1 if found.half_width <= 0.05 * found.mean else 0
        if narrow == LOOK_AHEAD + 1:
            break
    assert run(rule(0.05), values) == count > 50


def test_certain_values_stop_after_the_first_looks() -> None:
    assert run(rule(0.05), np.full(100, 3.0)) == START + LOOK_AHEAD
    assert run(rule(0.05), np.zeros(100)) == START + LOOK_AHEAD


def test_near_zero_the_absolute_width_counts() -> None:
    values = np.random.default_rng(2).normal(0, 1, 1000)
    assert run(rule(0.05, absolute=0.3), values) < 100
    stopping = rule(0.05)
    assert run(stopping, values) == 1000
    assert not stopping.reached


def test_the_cap_stops_it_and_says_so() -> None:
    stopping = rule(0.001, at_most=40)
    assert run(stopping, np.random.default_rng(1).normal(10, 3, 1000)) == 40
    assert not stopping.reached


def test_all_measures_have_to_be_narrow_and_silent_ones_are_not_waited_for() -> None:
    chance = np.random.default_rng(3)
    quick, slow, silent = chance.normal(10, 1, 1000), chance.normal(10, 3, 1000), np.full(1000, np.nan)
    asked = WidthGoals(np.full(3, 0.05), np.zeros(3), np.arange(3))
    assert run(Stopping(asked, 1000), np.column_stack([quick, slow, silent])) == run(rule(0.05), slow)


def test_missing_values_are_left_out() -> None:
    values = np.random.default_rng(4).normal(10, 2, 600)
    holes = np.full(1200, np.nan)
    holes[::2] = values
    assert run(rule(0.05), holes) == pytest.approx(2 * run(rule(0.05), values), abs=2 * LOOK_AHEAD + 2)


def test_a_difference_is_measured_by_the_level_it_belongs_to() -> None:
    chance = np.random.default_rng(5)
    level = chance.normal(10, 0.1, 1000)
    difference = chance.normal(0, 1, 1000)
    asked = WidthGoals(np.full(2, 0.05), np.zeros(2), np.array([0, 0]))
    stopped = run(Stopping(asked, 1000), np.column_stack([level, difference]))
    assert mean_interval(difference[:stopped]).half_width <= 0.5
    assert stopped < 60


def test_the_forecast_comes_close_and_ends_where_it_stops() -> None:
    values = np.random.default_rng(1).normal(10, 3, 1000)
    stopping, forecasts = rule(0.05), []
    for value in values:
        stopping.look(np.atleast_1d(value))
        forecasts.append(stopping.forecast)
        if stopping.enough:
            break
    assert forecasts[-1] == stopping.looks
    assert forecasts[60] == pytest.approx(stopping.looks, rel=0.3)


def test_a_twin_that_believes_the_first_narrow_interval_stops_earlier() -> None:
    stops = []
    for seed in range(40):
        values = np.random.default_rng(seed).normal(10, 3, 1000)
        asked = WidthGoals(np.array([0.1]), np.zeros(1), np.zeros(1, int))
        stops.append((run(Stopping(asked, 1000, 3, 0), values), run(rule(0.1), values)))
    early, ours = np.array(stops).T
    assert early.min() < 10
    assert (early <= ours).all()
    assert early.mean() < ours.mean() - LOOK_AHEAD
