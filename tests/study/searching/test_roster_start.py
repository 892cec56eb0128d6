from math import ceil, sqrt

from servsim.scenario import Scenario
from servsim.study.searching.roster import RosterIntervals
from servsim.study.searching.roster_start import square_root_roster
from tests.measures.services import erlang_c
from tests.samples import smallest

CLOCK = {"open": "08:00", "close": "16:00"}


def start(scenario: Scenario, team: str = "desk") -> tuple[int, ...]:
    return square_root_roster(scenario, RosterIntervals.of(scenario, team))


def test_offered_load_and_its_square_root() -> None:
    for load in (0.4, 4.0, 16.0, 100.0):
        assert start(erlang_c(20 * load, "3 min", 1)) == (ceil(round(load + sqrt(load), 9)),)


def test_each_interval_by_the_arrivals_in_it() -> None:
    rates = {"08:00": 80, "11:00": 320, "12:00": 0}
    roster = {"08:00": 1, "10:00": 1, "12:00": 1}
    found = start(erlang_c(rates, "3 min", roster, clock=CLOCK))
    assert found == (ceil(4 + 2), ceil(10 + sqrt(10)), 0)  # 10: half of the time 80, half of it 320 an hour


def test_routing_and_groups_bring_work(town: Scenario) -> None:
    visits = 0.6 * 14 + (22 * 120 + 36 * 90) / 210  # to the counter, an hour: from the kiosk, and straight
    load = 0.25 * visits * 5 / 60
    assert start(town, "office") == (ceil(load + sqrt(load)),)


def test_handling_that_differs_by_segment() -> None:
    """30 an hour bring 2 minutes of work, 60 an hour bring 6: 7 erlang."""
    handling = {"by_segment": {"short": "2 min", "long": "6 min"}}
    service = Scenario.model_validate(
        smallest(
            segments={"short": {"arrivals": {"per_hour": 30}}, "long": {"arrivals": {"per_hour": 60}}},
            touchpoints={"check_in": {"team": "desk", "handling": handling}},
        )
    )
    assert start(service) == (ceil(7 + sqrt(7)),)


def test_a_team_that_no_routing_leads_to_keeps_what_is_stated() -> None:
    teams = {"desk": {"agents": 2}, "complaints": {"agents": 3}}
    touchpoints = {
        "check_in": {"team": "desk", "handling": "4 min"},
        "answer": {"team": "complaints", "handling": "9 min"},
    }
    service = Scenario.model_validate(
        smallest(teams=teams, touchpoints=touchpoints, start="check_in", complaints={"touchpoint": "answer"})
    )
    assert start(service, "complaints") == (3,)
