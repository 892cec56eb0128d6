from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.report.figures.understand.journey_layout import MARGIN, MapLayout, lanes
from servsim.report.parts.understand.journey import JourneyLink, SimulatedJourney, journey
from servsim.study import StudyResult

WAYS = st.builds(JourneyLink, st.integers(0, 9), st.integers(0, 9), st.just(0.5))


@given(st.lists(WAYS, max_size=30, unique=True))
def test_no_two_ways_in_a_lane_overlap(ways: list[JourneyLink]) -> None:
    for direction in (1, -1):
        these = [way for way in ways if (1 if way.end > way.start else -1) == direction]
        found = lanes(these)
        assert len(found) == len(these)
        for one in found:
            for other in found:
                if one is not other and one.number == other.number:
                    assert max(one[:2]) <= min(other[:2]) or max(other[:2]) <= min(one[:2])


def test_short_ways_lie_next_to_the_boxes() -> None:
    found = lanes([JourneyLink(0, 5, 0.1), JourneyLink(1, 3, 0.2), JourneyLink(3, 5, 0.3)])
    assert [(lane.share, lane.number) for lane in found] == [(0.2, 1), (0.3, 1), (0.1, 2)]


def test_a_way_back_to_the_same_box_is_wide_enough_to_see() -> None:
    [loop] = lanes([JourneyLink(4, 4, 0.1)])
    assert loop.arrive - loop.leave == pytest.approx(0.48)
    assert loop.arrive + loop.leave == pytest.approx(8.0)


def test_the_bands_fill_the_map_from_top_to_bottom(town_study: StudyResult) -> None:
    layout = MapLayout.of(journey(town_study))
    bands = [layout.boxes, layout.come, layout.emotion, layout.times, *layout.rows.values()]
    edges = [edge for band in bands for edge in (band.high, band.low)]
    assert edges == sorted(edges, reverse=True)
    assert edges[0] < 1.0
    assert edges[-1] == pytest.approx(0.0, abs=1e-12)


def test_rows_tell_what_happens_and_nothing_else(town_study: StudyResult, tiny_study: StudyResult) -> None:
    told = ["wait_too_long", "abandonment_rate", "balk_rate", "turned_away_rate", "ends"]
    assert list(MapLayout.of(journey(town_study)).rows) == told
    assert list(MapLayout.of(journey(tiny_study)).rows) == ["wait_too_long", "ends"]


def test_many_stops_make_the_map_wider_and_ways_make_it_higher(town_study: StudyResult) -> None:
    found = journey(town_study)
    stop = found.stops[0]
    many = MapLayout.of(replace(found, stops=(stop,) * 12, links=()))
    assert many.width == pytest.approx(12 + MARGIN)
    assert many.column == pytest.approx(1.0)
    crossed = MapLayout.of(
        replace(
            found, stops=(stop,) * 12, links=(JourneyLink(0, 5, 1.0), JourneyLink(1, 3, 0.5), JourneyLink(7, 2, 0.004))
        )
    )
    assert [lane.number for lane in crossed.above] == [1, 2]
    assert crossed.below == ()  # hardly anybody goes back
    assert crossed.height > many.height


def test_nobody_came() -> None:
    assert MapLayout.of(SimulatedJourney((), ())).rows == {"ends": MapLayout.of(SimulatedJourney((), ())).rows["ends"]}
