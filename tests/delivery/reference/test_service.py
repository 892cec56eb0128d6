"""Trajectories that can be followed by hand: openings, walks, returns. Minutes are counted from 9:00, opening time."""

from pathlib import Path

import numpy as np
import pytest

from servsim.delivery import EncounterLog, Outcome
from tests.delivery.small_services import NINE, Raw, arriving, counter, scenario_of, simulated, since_nine, team

DAY = 1440.0


def outcomes(log: EncounterLog) -> list[str]:
    return [Outcome(outcome).name for outcome in log.outcome.tolist()]


def alone(folder: Path, clock: Raw, *minutes: float, **more: object) -> EncounterLog:
    """One agent who needs 20 minutes for each of these customers."""
    segments = {"all": arriving(folder, "all", *minutes)}
    teams = {"desk": team(1)}
    return simulated(scenario_of(folder, segments, teams, {"desk": counter("20 min", **more)}, clock=clock))


HOUR = {"open": "09:00", "close": "10:00", "days": 2}


def test_those_inside_are_served_after_closing_time(tmp_path: Path) -> None:
    log = alone(tmp_path, HOUR, -5, 50, 55, 60)
    assert outcomes(log) == ["CLOSED", "SERVED", "SERVED", "CLOSED"]
    assert since_nine(log.started) == [-1.0, 50.0, 70.0, -1.0]
    assert since_nine(log.ended) == [-5.0, 70.0, 90.0, 60.0]


def test_who_waits_at_closing_time_is_sent_home(tmp_path: Path) -> None:
    log = alone(tmp_path, HOUR | {"at_close": "send_home"}, 50, 55, 60)
    assert outcomes(log) == ["SERVED", "CLOSED", "CLOSED"]
    assert since_nine(log.ended) == [70.0, 60.0, 60.0]
    assert log.wait[1] == 5.0
    assert np.isnan(log.wait[2])


def test_the_queue_waits_for_the_next_opening(tmp_path: Path) -> None:
    log = alone(tmp_path, HOUR | {"at_close": "keep_waiting"}, 50, 55, 600)
    assert outcomes(log) == ["SERVED", "SERVED", "SERVED"]
    assert since_nine(log.started) == [50.0, DAY, DAY + 20]
    assert log.wait.tolist() == [0.0, DAY - 55, DAY + 20 - 600]


def test_around_the_clock_nobody_is_sent_home_between_two_days(tmp_path: Path) -> None:
    clock = {"open": "09:00", "close": "09:00", "days": 2, "at_close": "send_home"}
    segments = {"all": arriving(tmp_path, "all", 0, 1)}
    parts = {"desk": counter("1441 min")}
    log = simulated(scenario_of(tmp_path, segments, {"desk": team(1)}, parts, clock=clock))
    assert outcomes(log) == ["SERVED", "SERVED"]
    assert since_nine(log.started) == [0.0, 1441.0]


def test_after_the_last_day_the_queue_is_left_waiting(tmp_path: Path) -> None:
    log = alone(tmp_path, HOUR | {"at_close": "keep_waiting", "days": 1}, 50, 55)
    assert outcomes(log) == ["SERVED", "WAITING"]
    assert np.isnan(log.ended[1])


def test_a_service_that_never_closes_is_cut_at_its_horizon(tmp_path: Path) -> None:
    last = DAY - NINE
    log = alone(tmp_path, {"days": 1}, last - 30, last - 15, last - 12)
    assert outcomes(log) == ["SERVED", "IN_SERVICE", "WAITING"]
    assert since_nine(log.started) == [last - 30, last - 10, -1.0]
    assert since_nine(log.ended) == [last - 10, -1.0, -1.0]
    assert np.isnan(log.quality[1:]).all()


def test_what_would_end_exactly_at_the_horizon_does_not(tmp_path: Path) -> None:
    log = alone(tmp_path, {"days": 1}, DAY - NINE - 20)
    assert outcomes(log) == ["IN_SERVICE"]


TWO_STEPS: Raw = {
    "desk": counter("4 min", next={"bar": "100 %"}),
    "bar": {"handling": "3 min", "defects": "0 %"},
}


def test_walking_on_takes_no_time(tmp_path: Path) -> None:
    segments = {"all": arriving(tmp_path, "all", 0, 1)}
    log = simulated(scenario_of(tmp_path, segments, {"desk": team(1)}, TWO_STEPS, start="desk"))
    assert log.customer.tolist() == [0, 1, 0, 1]
    assert log.touchpoint.tolist() == [0, 0, 1, 1]
    assert since_nine(log.joined) == [0.0, 1.0, 4.0, 8.0]
    assert since_nine(log.ended) == [4.0, 8.0, 7.0, 11.0]
    assert log.agent.tolist() == [0, 0, -1, -1]


def test_who_is_sent_home_does_not_walk_on_after_closing_time(tmp_path: Path) -> None:
    segments = {"all": arriving(tmp_path, "all", 58)}
    for rule, last in (("send_home", "CLOSED"), ("serve_those_inside", "SERVED"), ("keep_waiting", "SERVED")):
        clock = {"open": "09:00", "close": "10:00", "at_close": rule}
        log = simulated(scenario_of(tmp_path, segments, {"desk": team(1)}, TWO_STEPS, start="desk", clock=clock))
        assert outcomes(log) == ["SERVED", last]


def test_a_loop_ends_with_the_last_visit_allowed(tmp_path: Path) -> None:
    loop = {
        "desk": counter("4 min", next={"bar": "100 %"}, visits_at_most=3),
        "bar": {"handling": "1 min", "defects": "0 %", "next": {"desk": "99.9999999 %"}, "visits_at_most": 5},
    }
    segments = {"all": arriving(tmp_path, "all", 0)}
    log = simulated(scenario_of(tmp_path, segments, {"desk": team(1)}, loop, start="desk"))
    assert log.touchpoint.tolist() == [0, 1, 0, 1, 0, 1]
    assert log.contact.tolist() == [0, 0, 1, 1, 2, 2]
    assert since_nine(log.joined) == [0.0, 4.0, 5.0, 9.0, 10.0, 14.0]


def test_an_unresolved_issue_comes_back_with_the_same_need(tmp_path: Path) -> None:
    part = counter("2 min", personalization=0.0) | {"defects": "100 %"}
    repeat = {"probability": 1, "delay": "5 min", "attempts_at_most": 2}
    segments = {"all": arriving(tmp_path, "all", 0) | {"needs": {"spread": 1}}}
    more = {"repeat": repeat, "defect": {"detect_base": 0, "detect_standard": 0}, "clock": {"days": 2}}
    log = simulated(scenario_of(tmp_path, segments, {"desk": team(1)}, {"desk": part}, **more))
    assert log.comes_back.tolist() == [True, True, False]
    assert log.attempt.tolist() == [0, 1, 2]
    assert log.issue.tolist() == [0, 0, 0]
    assert log.contact.tolist() == [0, 1, 2]
    assert np.unique(log.distance).size == 1
    assert np.unique(log.deviation).size == 3
    assert not log.resolved.any()
    assert (log.joined[1:] > log.ended[:-1]).all()


def test_the_last_tries_again_until_none_is_left(tmp_path: Path) -> None:
    segments = {"all": arriving(tmp_path, "all", 0, patience="3 min")}
    redial = {"probability": 1, "delay": "2 min", "attempts_at_most": 2}
    teams, parts = {"desk": team(0)}, {"desk": counter("1 min")}
    log = simulated(scenario_of(tmp_path, segments, teams, parts, redial=redial, clock={"days": 1}))
    assert outcomes(log) == ["ABANDONED"] * 3
    assert log.comes_back.tolist() == [True, True, False]
    assert log.attempt.tolist() == [0, 0, 0]
    assert log.issue.tolist() == [0, 0, 0]
    assert log.wait == pytest.approx([3.0] * 3)


def test_who_comes_back_from_closed_hours_does_so_in_the_next_opening(tmp_path: Path) -> None:
    segments = {"all": arriving(tmp_path, "all", 59)}
    part = counter("2 min") | {"defects": "100 %"}
    more = {"repeat": {"probability": 1, "delay": "3 h", "attempts_at_most": 1}, "clock": HOUR}
    log = simulated(scenario_of(tmp_path, segments, {"desk": team(1)}, {"desk": part}, **more), seed=4)
    assert log.comes_back.tolist() == [True, False]
    assert DAY <= since_nine(log.joined)[1] < DAY + 60
    once = scenario_of(tmp_path, segments, {"desk": team(1)}, {"desk": part}, **(more | {"clock": HOUR | {"days": 1}}))
    assert simulated(once, seed=4).comes_back.tolist() == [False]


def test_nobody_at_all_is_an_empty_log(tmp_path: Path) -> None:
    nobody = {"all": {"arrivals": {"per_hour": 0}}}
    log = simulated(scenario_of(tmp_path, nobody, {"desk": team(1)}, {"desk": counter("1 min")}))
    assert len(log) == 0
    assert log.joined.dtype == np.float64
    assert log.outcome.dtype == np.int64
    assert log.resolved.dtype == bool
