from hypothesis import given
from hypothesis import strategies as st

from servsim.feedback.perception.servqual import Expectation
from servsim.feedback.satisfaction.segment_preferences import SegmentPreferences
from servsim.records import as_records

NUMBER = st.floats(-10.0, 10.0)
FIVE = st.tuples(*[NUMBER] * 5)
PREFERENCES = st.builds(
    SegmentPreferences,
    tolerated_min=NUMBER,
    need_mean=NUMBER,
    need_spread=NUMBER,
    expectation=st.builds(Expectation, FIVE, NUMBER, NUMBER),
    adjustment=NUMBER,
    weights=FIVE,
    most=NUMBER,
    points=NUMBER,
    table_first=st.integers(0, 100),
    table_end=st.integers(0, 100),
)


@given(PREFERENCES)
def test_a_record_holds_all_that_a_customer_measures_with(segment: SegmentPreferences) -> None:
    record = as_records([segment], SegmentPreferences)[0]
    assert record["tolerated_min"] == segment.tolerated_min
    assert tuple(record["expectation"]["base"]) == segment.expectation.base
    assert tuple(record["weights"]) == segment.weights
    assert record["table_end"] == segment.table_end
