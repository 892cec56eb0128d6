"""The journey of a study: order, shares and pain points, against the study's own numbers."""

import numpy as np
import pytest

from servsim.measures.scopes import Scope
from servsim.report.parts.understand.journey import SHOWN, journey
from servsim.scenario import Scenario
from servsim.study import StudyResult, run, simulate
from tests.altered import with_values
from tests.samples import smallest, town_hall

SELF = {"handling": "2 min"}
CLINIC = {
    "pay": SELF,
    "tests": {**SELF, "next": {"doctor": "100 %"}, "visits_at_most": 1},
    "doctor": {"team": "desk", **SELF, "next": {"tests": "50 %", "pay": "40 %"}, "visits_at_most": 2},
}


def at(name: str) -> Scope:
    return Scope("touchpoint", name)


def test_stops_stand_in_the_order_of_the_walk_with_the_numbers_of_the_study(town_study: StudyResult) -> None:
    found = journey(town_study, "script_it")
    assert [stop.name for stop in found.stops] == ["kiosk", "counter", "back_office"]
    assert [stop.self_service for stop in found.stops] == [True, False, False]
    assert not any(stop.for_complaints for stop in found.stops)
    for stop in found.stops:
        for kpi in SHOWN:
            expected = town_study.interval(kpi, "script_it", at(stop.name))
            assert stop.kpis[kpi] == pytest.approx(expected, nan_ok=True)
        share = town_study.values("customers", "script_it", at(stop.name)) / town_study.values("customers", "script_it")
        assert stop.come.mean == pytest.approx(share.mean())


def test_ways_and_ends_are_shares_of_those_served(town_study: StudyResult) -> None:
    found = journey(town_study)
    assert [(way.start, way.end) for way in found.links] == [(0, 1), (1, 2)]
    assert [way.share for way in found.links] == pytest.approx([0.6, 0.25])
    assert [stop.ends for stop in found.stops] == pytest.approx([0.4, 0.75, 1.0])


def test_shares_of_ways_are_those_that_the_engine_walks() -> None:
    """After the second look at the results nobody may go to the tests again: 1 in 3 go there, not 1 in 2."""
    guests, desk = {"guests": {"arrivals": {"per_hour": 300}}}, {"desk": {"agents": 30}}
    scenario = Scenario.model_validate(smallest(touchpoints=CLINIC, start="doctor", segments=guests, teams=desk))
    found = journey(run(scenario, replications=2))
    assert [stop.name for stop in found.stops] == ["doctor", "tests", "pay"]
    shares = {(way.start, way.end): way.share for way in found.links}
    assert shares == {(0, 1): pytest.approx(1 / 3), (0, 2): pytest.approx(0.4), (1, 0): pytest.approx(1.0)}
    log = simulate(scenario, seed=2).log
    visits = [float((log.touchpoint == list(CLINIC).index(stop.name)).sum()) for stop in found.stops]
    error = np.sqrt(shares[0, 1] * (1 - shares[0, 1]) / visits[0])
    assert visits[1] / visits[0] == pytest.approx(shares[0, 1], abs=4 * error)


def test_segments_count_with_their_customers() -> None:
    others = {"regular": {"arrivals": {"per_hour": 60}}, "rare": {"arrivals": {"per_hour": 20}}}
    parts = {"door": {**SELF, "next": {"bar": "50 %"}, "next_by_segment": {"rare": {}}}, "bar": SELF}
    result = run(Scenario.model_validate(smallest(touchpoints=parts, segments=others, start="door")), replications=3)
    regular, rare = (result.values("customers", scope=Scope("segment", name)).mean() for name in others)
    [way] = journey(result).links
    assert way.share == pytest.approx(0.5 * regular / (regular + rare))


def test_touchpoints_where_nobody_comes_are_left_out() -> None:
    option = {"app": {"segments.guests.start": "app"}}
    parts = {"counter": SELF, "app": {**SELF, "next": {"counter": "100 %"}}}
    segments = {"guests": {"arrivals": {"per_hour": 20}}, "others": {"arrivals": {"per_hour": 0}, "start": "app"}}
    raw = smallest(touchpoints=parts, start="counter", segments=segments, options=option)
    result = run(Scenario.model_validate(raw), replications=2)
    assert [stop.name for stop in journey(result).stops] == ["counter"]
    assert [stop.name for stop in journey(result, "app").stops] == ["app", "counter"]


def test_complaints_stand_last_when_there_are_any_and_are_no_pain_point() -> None:
    raw = town_hall(complaints={"touchpoint": "listener"}, options={})
    raw["touchpoints"]["listener"] = {"team": "office", **SELF}
    result = run(Scenario.model_validate(raw), replications=2)
    silent = with_values(result, "customers", 0.0, scope=at("listener"))
    assert [stop.name for stop in journey(silent).stops] == ["kiosk", "counter", "back_office"]
    heard = with_values(result, "customers", 3.0, scope=at("listener"))
    found = journey(with_values(heard, "satisfaction", -0.9, scope=at("listener")))
    assert [stop.for_complaints for stop in found.stops] == [False, False, False, True]
    assert found.lowest != 3
    assert all(3 not in (way.start, way.end) for way in found.links)


@pytest.mark.parametrize(("value", "lowest"), [(-0.9, 0), (0.9, 1), (np.nan, 1)])
def test_the_lowest_satisfaction(town_study: StudyResult, value: float, lowest: int) -> None:
    result = with_values(town_study, "satisfaction", value, scope=at("kiosk"))
    for name, other in (("counter", 0.1), ("back_office", 0.2)):
        result = with_values(result, "satisfaction", other, scope=at(name))
    assert journey(result).lowest == lowest
    assert journey(result).stops[0].displeases == (value < 0)


@pytest.mark.parametrize(("share", "hurts"), [(0.24, False), (0.25, True), (np.nan, False)])
def test_from_one_in_four_on_waits_hurt(town_study: StudyResult, share: float, hurts: bool) -> None:
    result = with_values(town_study, "wait_too_long", share, scope=at("counter"))
    assert journey(result).stops[1].waits_hurt == hurts


def test_where_nobody_comes_there_is_no_journey() -> None:
    result = run(Scenario.model_validate(smallest(segments={"guests": {"arrivals": {"per_hour": 0}}})), replications=2)
    assert journey(result).stops == ()
    assert journey(result).lowest is None
