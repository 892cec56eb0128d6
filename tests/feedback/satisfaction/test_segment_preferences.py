from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.perception.servqual import Expectation
from servsim.feedback.satisfaction.kano import KanoCurve
from servsim.feedback.satisfaction.satisfaction import CURVES, Curves, Preferences
from servsim.feedback.satisfaction.segment_preferences import (
    ADJUSTMENT,
    SegmentPreferences,
    preferences_from_row,
    row_of,
)

NUMBER = st.floats(-10.0, 10.0)
FIVE = st.tuples(*[NUMBER] * 5)
YARDSTICKS = st.builds(
    SegmentPreferences,
    tolerated_min=NUMBER,
    need_mean=NUMBER,
    need_spread=NUMBER,
    expectation=st.builds(Expectation, FIVE, NUMBER, NUMBER),
    predicted=FIVE,
    adjustment=NUMBER,
    preferences=st.builds(Preferences, FIVE, st.just(CURVES), NUMBER),
    points=NUMBER,
    table_first=st.integers(0, 100),
    table_end=st.integers(0, 100),
)


@given(YARDSTICKS)
def test_a_row_holds_all_of_a_yardstick_but_what_the_customer_predicts(segment: SegmentPreferences) -> None:
    row = row_of(segment)
    assert preferences_from_row(row, segment.predicted, CURVES) == segment
    assert row[ADJUSTMENT] == segment.adjustment


def test_the_curves_are_those_that_are_given() -> None:
    flat: Curves = (KanoCurve(0.0, 0.0, 0.0),) * 5
    assert preferences_from_row(row_of(SegmentPreferences(5.0)), (4.0,) * 5, flat).preferences.curves == flat
