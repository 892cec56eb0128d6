import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.perception.wait import (
    WAIT_PERCEPTION,
    WaitCurve,
    perceived_wait_min,
    table_score,
    tolerance_ratio,
    wait_score,
)

MINUTES = st.floats(0.0, 1e5)
CURVES = st.builds(WaitCurve, st.floats(0.05, 1.0), st.floats(1.0, 5.0))


def test_idle_waits_feel_36_percent_longer() -> None:
    assert perceived_wait_min(10.0, WAIT_PERCEPTION.idle) == pytest.approx(13.6)
    assert perceived_wait_min(10.0, WAIT_PERCEPTION.both) == 10.0


def test_tolerance_ratio_is_perceived_over_tolerated() -> None:
    assert [tolerance_ratio(wait, 5.0) for wait in (0.0, 5.0, 10.0)] == [0.0, 1.0, 2.0]


def test_score_is_1_without_a_wait_and_60_percent_at_the_tolerated_wait() -> None:
    assert wait_score(0.0) == 1.0
    assert wait_score(1.0) == 0.6


def test_slopes_on_both_sides_of_the_kink_stand_in_the_ratio_of_loss_aversion() -> None:
    step, curve = 1e-7, WaitCurve(0.7, 3.0)
    before, at, after = (wait_score(ratio, curve) for ratio in (1.0 - step, 1.0, 1.0 + step))
    assert (at - after) / (before - at) == pytest.approx(3.0, rel=1e-5)


def test_endless_tolerance_and_very_long_waits_stay_in_range() -> None:
    assert wait_score(tolerance_ratio(1e6, math.inf)) == 1.0
    assert wait_score(tolerance_ratio(1e6, 0.1)) == 0.0


@given(wait=MINUTES, longer=MINUTES, tolerated=st.floats(0.1, 1e4), curve=CURVES)
def test_a_longer_wait_never_scores_better(wait: float, longer: float, tolerated: float, curve: WaitCurve) -> None:
    short, long = (wait_score(tolerance_ratio(minutes, tolerated), curve) for minutes in sorted((wait, longer)))
    assert 0.0 <= long <= short <= 1.0


@given(curve=CURVES)
def test_nothing_jumps_where_the_curve_bends(curve: WaitCurve) -> None:
    beyond = wait_score(math.nextafter(1.0, 2.0), curve)
    assert beyond <= wait_score(1.0, curve) <= wait_score(math.nextafter(1.0, 0.0), curve)
    assert beyond == pytest.approx(curve.score_at_tolerance)


def test_a_table_is_straight_between_its_points_and_flat_outside() -> None:
    points = [(0.0, 0.5), (1.0, 1.0), (5.0, 0.6), (15.0, 0.1), (2.0, 0.9)]
    scores = [table_score(minutes, points, 1, 4) for minutes in (0.0, 1.0, 3.0, 5.0, 10.0, 15.0, 99.0)]
    assert scores == pytest.approx([1.0, 1.0, 0.8, 0.6, 0.35, 0.1, 0.1])


def test_a_table_scores_perceived_minutes() -> None:
    assert table_score(perceived_wait_min(5.0, 1.36), [(0.0, 1.0), (10.0, 0.0)], 0, 2) == pytest.approx(0.32)


@given(wait=MINUTES, tolerated=st.floats(0.1, 1e3), curve=CURVES)
def test_a_table_of_the_curve_itself_scores_like_the_curve(wait: float, tolerated: float, curve: WaitCurve) -> None:
    """Straight up to the tolerated wait; a table that stops there agrees wherever the curve is straight."""
    points = [(0.0, 1.0), (tolerated, curve.score_at_tolerance)]
    inside = min(wait, tolerated)
    assert table_score(inside, points, 0, 2) == pytest.approx(wait_score(inside / tolerated, curve), abs=1e-9)
