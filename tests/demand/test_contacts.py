from servsim.demand.contacts import contact_limits, on_loops
from servsim.scenario import Scenario
from tests.demand.demands import Raw, coming, demand

GUESTS = {"guests": coming(10), "family": coming(5)}


def journey(touchpoints: Raw, **more: object) -> Scenario:
    parts = {name: {"handling": "1 min", **part} for name, part in touchpoints.items()}
    return demand(GUESTS, touchpoints=parts, start=next(iter(parts)), **more)


LINE = {"a": {"next": {"b": "50 %"}}, "b": {"next": {"c": "50 %"}}, "c": {}}
LOOP = {"a": {"next": {"b": "50 %"}}, "b": {"next": {"a": "10 %", "c": "50 %"}, "visits_at_most": 5}, "c": {}}


def test_a_line_is_walked_once() -> None:
    assert on_loops(journey(LINE)) == set()
    assert contact_limits(journey(LINE)) == [1, 1, 1]


def test_a_loop_is_walked_as_often_as_visits_allow() -> None:
    assert on_loops(journey(LOOP)) == {"a", "b"}
    assert contact_limits(journey(LOOP)) == [3, 5, 1]


def test_coming_back_and_trying_again_need_more_room_everywhere() -> None:
    repeat, redial = {"attempts_at_most": 2}, {"attempts_at_most": 4}
    assert contact_limits(journey(LOOP, repeat=repeat)) == [5, 7, 3]
    assert contact_limits(journey(LOOP, repeat=repeat, redial=redial)) == [9, 11, 7]


def test_a_loop_of_one_segment_counts() -> None:
    own = {"a": {"next": {"b": "50 %"}, "next_by_segment": {"family": {"a": "20 %"}}}, "b": {}}
    assert on_loops(journey(own)) == {"a"}


def test_a_way_with_no_share_is_no_way() -> None:
    closed = {"a": {"next": {"b": "50 %"}}, "b": {"next": {"a": "0 %"}}}
    assert on_loops(journey(closed)) == set()
