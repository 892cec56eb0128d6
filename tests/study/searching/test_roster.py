import pytest

from servsim.errors import ServsimError
from servsim.scenario import Scenario
from servsim.study.searching.roster import RosterIntervals
from tests.measures.services import erlang_c


def test_the_intervals_of_a_roster(town: Scenario) -> None:
    roster = RosterIntervals.of(town, "desk")
    assert [roster.name(place) for place in range(3)] == ["09:00 to 10:00", "10:00 to 12:00", "12:00 to 12:30"]
    assert (roster.agents, roster.minutes) == ((2, 3, 2), (60.0, 120.0, 30.0))
    assert roster.stated((4, 5, 6)) == {"09:00": 4, "10:00": 5, "12:00": 6}
    assert town.with_changes({roster.path: roster.stated(roster.agents)}).teams == town.teams


def test_a_plain_number_stays_one(town: Scenario) -> None:
    roster = RosterIntervals.of(town, "office")
    assert (roster.agents, roster.stated((7,)), roster.name(0)) == ((1,), 7, "")


def test_what_is_stated_for_closed_hours_stays() -> None:
    clock = {"open": "22:00", "close": "06:00"}
    night = erlang_c(10, "3 min", {"22:00": 2, "02:00": 1, "06:00": 4}, clock=clock)
    roster = RosterIntervals.of(night, "desk")
    assert (roster.agents, roster.minutes, roster.outside) == ((2, 1), (240.0, 240.0), {"06:00": 4})
    assert roster.stated((5, 6)) == {"06:00": 4, "22:00": 5, "02:00": 6}
    assert [roster.name(place) for place in (0, 1)] == ["22:00 to 02:00", "02:00 to 06:00"]


def test_an_unknown_team(town: Scenario) -> None:
    with pytest.raises(ServsimError, match='unknown team "dsk"; did you mean "desk"'):
        RosterIntervals.of(town, "dsk")


def test_what_an_agent_costs_by_interval(town: Scenario) -> None:
    """24 an hour over one, two and half an hour; who is paid nothing weighs next to nothing."""
    assert RosterIntervals.of(town, "desk").prices == pytest.approx((24.0, 48.0, 12.0))
    volunteers = town.with_changes({"teams.desk.wage": "0 per hour"})
    assert 0.0 < max(RosterIntervals.of(volunteers, "desk").prices) < 1e-3
