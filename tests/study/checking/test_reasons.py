from typing import Any

import pytest

from servsim.measures.model import Model
from servsim.scenario import Scenario
from servsim.study.checking.formulas import stretches
from servsim.study.checking.reasons import REASONS, relevant
from tests.measures.services import erlang_c
from tests.samples import town_hall

PLAIN: dict[str, Any] = {"clock": {"days": 6, "warm_up": "1 day"}}
LINE = "segments.callers."
CHANGES: dict[str, dict[str, Any]] = {
    "days": {f"{LINE}arrivals.day_to_day_cv": "10 %"},
    "pressure": {"load.speed_up": 0.1},
    "paces": {"teams.desk.speed_cv": 0.1},
    "groups": {f"{LINE}arrivals.group_size": 2, f"{LINE}arrivals.per_hour": 20},
    "back": {"repeat": {}},
    "handling": {f"{LINE}patience": {"exponential": {"mean": "8 min"}}, "touchpoints.calls.handling": "2 min"},
    "patience": {f"{LINE}patience": {"lognormal": {"mean": "8 min", "cv": 1}}},
    "room": {f"{LINE}patience": {"exponential": {"mean": "8 min"}}, "teams.desk.queue_limit": 4},
    "fed": {"touchpoints.door": {"handling": "1 min", "next": {"calls": "100 %"}}, "start": "door"},
}


def why(scenario: Scenario) -> list[tuple[str, ...]]:
    return [part.why for part in stretches(Model.of(scenario))]


def test_a_textbook_service_leaves_nothing_out() -> None:
    assert why(erlang_c(40, "2.4 min", 2, **PLAIN)) == [()]


@pytest.mark.parametrize("reason", CHANGES)
def test_each_departure_is_named(reason: str) -> None:
    changed = erlang_c(40, "2.4 min", 2, **PLAIN).with_changes(CHANGES[reason])
    assert why(changed) == [(reason,)]


def test_an_empty_beginning_is_noticed_unless_it_is_cut_off() -> None:
    assert why(erlang_c(40, "2.4 min", 2, clock={"days": 6})) == [("rise",)]
    assert why(erlang_c(40, "2.4 min", 2, clock={"days": 6, "warm_up": "5 h"})) == [("rise",)]
    assert why(erlang_c(40, "2.4 min", 2, clock={"days": 6, "warm_up": "8 h"})) == [()]


def test_what_a_large_team_works_off_in_minutes_still_shows() -> None:
    """Its queue settles at once, but those who come in these minutes wait far longer than the others."""
    clock = {"open": "08:00", "close": "16:00"}
    rush, after = why(erlang_c({"08:00": 595, "12:00": 300}, "5 min", 50, clock=clock))
    assert "rise" in rush
    assert after == ("fall",)


def test_handling_times_beyond_what_a_formula_was_tested_on() -> None:
    wild = {"touchpoints.calls.handling": {"lognormal": {"mean": "2.4 min", "cv": 3}}}
    assert why(erlang_c(20, "2.4 min", 2, **PLAIN).with_changes(wild)) == [("handling",)]


def test_a_queue_that_waits_for_the_next_opening() -> None:
    clock = {"open": "08:00", "close": "20:00", "days": 2, "at_close": "keep_waiting"}
    assert why(erlang_c(40, "2.4 min", 2, clock=clock)) == [("rise", "overnight")]


def test_one_agent_has_no_colleagues_of_another_pace() -> None:
    assert why(erlang_c(15, "2.4 min", 1, **PLAIN).with_changes({"teams.desk.speed_cv": 0.1})) == [()]


def test_priorities_in_a_team() -> None:
    urgent = {"arrivals": {"per_hour": 5}, "priority": 1, "needs": {"spread": 0}}
    changes = {"segments.urgent": urgent, f"{LINE}priority": 2}
    assert why(erlang_c(30, "2.4 min", 2, **PLAIN).with_changes(changes)) == [("priorities",)]


def test_what_was_before_and_what_is_too_short() -> None:
    hours = {"09:00": 40, "13:00": 20, "15:00": 48, "15:30": 70}
    scenario = erlang_c(hours, "2.4 min", 2, clock={"open": "09:00", "close": "17:00", "at_close": "send_home"})
    empty_start, after_the_rush, short, overload = why(scenario)
    assert empty_start == ("rise", "sent_home")
    assert after_the_rush == ("fall", "sent_home")
    assert short == ("unsettled", "rise", "sent_home")
    assert "overload" in overload


def test_complaints_are_left_out_where_they_are_answered() -> None:
    places = {**town_hall()["touchpoints"], "complaints": {"team": "office", "handling": "6 min"}}
    raw = town_hall(touchpoints=places, complaints={"touchpoint": "complaints"})
    parts = stretches(Model.of(Scenario.model_validate(raw)))
    assert all(("complaints" in part.why) == (part.outlook.work.team == "office") for part in parts)


def test_what_tells_and_what_does_not() -> None:
    assert relevant(("rise", "fall", "days"), longer=True) == ("fall", "days")
    assert relevant(("rise", "fall", "days"), longer=False) == ("rise", "days")
    assert relevant(("sent_home",), longer=True) == ()
    assert relevant(("sent_home",), longer=False) == ("sent_home",)
    assert relevant(("unsettled", "rise"), longer=True) == ("unsettled",)
    assert relevant((), longer=True) == ()
    assert len(set(REASONS)) == len(REASONS)
