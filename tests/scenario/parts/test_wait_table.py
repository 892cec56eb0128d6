"""A planner's own scores of waits."""

import pytest

from tests.scenario.small import faults, loaded, small


def table(points: str) -> str:
    return small(more=f"servqual: {{wait_table: {points}}}\n")


def test_points_stand_in_the_order_of_the_waits() -> None:
    made = loaded(table("{1 h: 0, 0 min: 1, 30 s: 0.9}"))
    assert list((made.servqual.wait_table or {}).items()) == [(0.0, 1), (0.5, 0.9), (60.0, 0)]


def test_without_a_table_there_is_the_curve() -> None:
    assert loaded(small()).servqual.wait_table is None


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("{0 min: 1}", "17:24 found 1 entry; at least 2 needed"),
        ("{60 s: 1, 1 min: 0.5}", '17:24 found "60 s" and "1 min", which are the same wait'),
        ("{0 min: 0.5, 5 min: 0.6}", "17:24 found 0.6 at 5 min above 0.5 at 0 min; a longer wait cannot score better"),
        ("{0 min: 1, 5: 0.5}", '17:35 found "5"; a duration is a number'),
        ("{0 min: 1.5, 5 min: 0.5}", "17:32 found 1.5; at most 1 is possible"),
    ],
)
def test_refusals(points: str, expected: str) -> None:
    assert [line[: len(expected)] for line in faults(table(points))] == [expected]
