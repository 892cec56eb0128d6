import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.wait import (
    WAIT_PERCEPTION,
    WaitCurve,
    Waits,
    perceived_wait_min,
    tolerance_ratio,
    wait_score,
    wait_table,
)

MINUTES = st.floats(0.0, 1e5)
CURVES = st.builds(WaitCurve, st.floats(0.05, 1.0), st.floats(1.0, 5.0))


def test_idle_waits_feel_36_percent_longer() -> None:
    assert perceived_wait_min(10.0, WAIT_PERCEPTION.idle) == pytest.approx(13.6)
    assert perceived_wait_min(10.0, WAIT_PERCEPTION.both) == 10.0


def test_tolerance_ratio_is_perceived_over_tolerated() -> None:
    assert tolerance_ratio(Waits(np.array([0.0, 2.5, 5.0]), 5.0, 2.0)) == pytest.approx([0.0, 1.0, 2.0])


def test_score_is_1_without_a_wait_and_60_percent_at_the_tolerated_wait() -> None:
    assert wait_score(Waits(np.array([0.0, 5.0]), 5.0, 1.0)) == pytest.approx([1.0, 0.6])


def test_slopes_on_both_sides_of_the_kink_stand_in_the_ratio_of_loss_aversion() -> None:
    step = 1e-7
    before, at, after = wait_score(Waits(np.array([1.0 - step, 1.0, 1.0 + step]), 1.0, 1.0), WaitCurve(0.7, 3.0))
    assert (at - after) / (before - at) == pytest.approx(3.0, rel=1e-5)


def test_each_row_has_its_own_tolerance_perception_and_curve() -> None:
    together = wait_score(
        Waits(np.array([3.0, 3.0]), np.array([2.0, 6.0]), np.array([1.0, 1.36])),
        WaitCurve(np.array([0.6, 0.5]), np.array([2.25, 1.5])),
    )
    alone = [wait_score(Waits(3.0, 2.0, 1.0), WaitCurve(0.6, 2.25)), wait_score(Waits(3.0, 6.0, 1.36), WaitCurve(0.5))]
    assert together == pytest.approx(alone)
    assert together[0] < together[1]


def test_endless_tolerance_and_very_long_waits_stay_in_range() -> None:
    assert wait_score(Waits(1e6, np.inf, 1.36)) == 1.0
    assert wait_score(Waits(1e6, 0.1, 1.36)) == 0.0


@given(wait=MINUTES, longer=MINUTES, tolerated=st.floats(0.1, 1e4), curve=CURVES)
def test_a_longer_wait_never_scores_better(wait: float, longer: float, tolerated: float, curve: WaitCurve) -> None:
    short, long = wait_score(Waits(np.sort([wait, longer]), tolerated, 1.36), curve)
    assert 0.0 <= long <= short <= 1.0


def test_a_table_replaces_the_curve_straight_between_points_and_flat_outside() -> None:
    table = wait_table([(1, 1), (5, 0.6), (15, 0.1)])
    assert wait_score(Waits(np.array([0.0, 3.0, 10.0, 99.0]), 5.0, 1.0), table) == pytest.approx([1.0, 0.8, 0.35, 0.1])


def test_a_table_scores_perceived_minutes() -> None:
    table = wait_table([(0, 1), (10, 0)])
    assert wait_score(Waits(5.0, 99.0, 1.36), table) == pytest.approx(0.32)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([(0, 1)], "at least two points, found 1"),
        ([(0, 1), (0, 0.5)], "must rise from 0 or more"),
        ([(-1, 1), (2, 0.5)], "must rise from 0 or more"),
        ([(0, 1), (float("nan"), 0.5)], "must rise from 0 or more"),
        ([(0, 1), (float("inf"), 0.5)], "must rise from 0 or more"),
        ([(0, 1.2), (2, 0.5)], "between 0 and 1"),
        ([(0, 1), (2, float("nan"))], "between 0 and 1"),
        ([(0, 0.5), (2, 0.6)], "a longer wait cannot score better"),
    ],
)
def test_a_wrong_table_is_refused(points: list[tuple[float, float]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        wait_table(points)
