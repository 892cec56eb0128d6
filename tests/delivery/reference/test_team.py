"""Teams at work, followed by hand; minutes are counted from 9:00, opening time."""

from math import exp
from pathlib import Path

import numpy as np
import pytest

from servsim.delivery import EncounterLog, Outcome
from tests.delivery.small_services import Raw, arriving, counter, scenario_of, simulated, since_nine, team


def served(folder: Path, segments: Raw, agents: object, handling: object = "4 min", **more: object) -> EncounterLog:
    part = {"desk": counter(handling)}
    limit = {"queue_limit": more.pop("queue_limit")} if "queue_limit" in more else {}
    return simulated(scenario_of(folder, segments, {"desk": team(agents, **limit)}, part, **more))


def test_first_come_first_served_by_who_was_idle_longest(tmp_path: Path) -> None:
    log = served(tmp_path, {"all": arriving(tmp_path, "all", 0, 1, 2, 3, 9, 10)}, 2)
    assert since_nine(log.started) == [0.0, 1.0, 4.0, 5.0, 9.0, 10.0]
    assert log.agent.tolist() == [0, 1, 0, 1, 0, 1]
    assert log.ahead.tolist() == [0, 0, 0, 1, 0, 0]


def test_the_agent_who_was_idle_longest_serves_even_with_a_higher_number(tmp_path: Path) -> None:
    handling = {"by_segment": {"quick": "1 min", "slow": "6 min"}}
    segments = {"slow": arriving(tmp_path, "slow", 0), "quick": arriving(tmp_path, "quick", 1, 9)}
    log = served(tmp_path, segments, 3, handling)
    assert log.agent.tolist() == [0, 1, 2]


def test_a_higher_priority_is_served_before_those_who_came_earlier(tmp_path: Path) -> None:
    segments = {
        "guests": arriving(tmp_path, "guests", 0, 1, 2, priority=2),
        "members": arriving(tmp_path, "members", 3, priority=1),
    }
    log = served(tmp_path, segments, 1)
    assert log.segment.tolist() == [0, 0, 0, 1]
    assert since_nine(log.started) == [0.0, 8.0, 12.0, 4.0]


def test_who_finds_no_place_is_turned_away(tmp_path: Path) -> None:
    log = served(tmp_path, {"all": arriving(tmp_path, "all", 0, 1, 2, 4, 4.5)}, 1, queue_limit=1)
    assert [Outcome(n).name for n in log.outcome] == ["SERVED", "SERVED", "TURNED_AWAY", "SERVED", "TURNED_AWAY"]
    assert since_nine(log.ended) == [4.0, 8.0, 2.0, 12.0, 4.5]


def test_without_a_place_to_wait_only_idle_agents_serve(tmp_path: Path) -> None:
    log = served(tmp_path, {"all": arriving(tmp_path, "all", 0, 1, 4)}, 1, queue_limit=0)
    assert (log.outcome == [Outcome.SERVED, Outcome.TURNED_AWAY, Outcome.SERVED]).all()


def test_from_a_certain_length_on_everybody_walks_past(tmp_path: Path) -> None:
    balking = {"starts_at": 0, "certain_at": 1}
    minutes = [0.25 * step for step in range(60)]
    log = served(tmp_path, {"all": arriving(tmp_path, "all", *minutes, balking=balking)}, 1, "60 min")
    refused = log.outcome == Outcome.BALKED
    assert log.ahead.max() == 1
    assert refused[log.ahead == 1].all()
    alone = np.flatnonzero(log.ahead == 0)
    assert alone[0] == 0
    assert not refused[0]
    assert refused[alone[1:-1]].all()  # who finds nobody waiting but the agent busy stays with probability 1/2
    assert not refused[alone[-1]]


@pytest.mark.parametrize(("patience", "wait", "outcome"), [("2.9 min", 2.9, 1), ("3 min", 3.0, 0), ("0 min", 0.0, 1)])
def test_patience_that_ends_with_the_wait_is_enough(tmp_path: Path, patience: str, wait: float, outcome: int) -> None:
    """The agent is free at minute 4; who came at minute 1 and waits three minutes is still served then."""
    segments = {"all": arriving(tmp_path, "all", 0, 1, patience=patience)}
    log = served(tmp_path, segments, 1)
    assert log.outcome.tolist() == [Outcome.SERVED, outcome]
    assert log.wait[1] == pytest.approx(wait)


def test_who_gives_up_no_longer_counts(tmp_path: Path) -> None:
    segments = {
        "hasty": arriving(tmp_path, "hasty", 1, 1.5, patience="1 min"),
        "calm": arriving(tmp_path, "calm", 0, 3),
    }
    log = served(tmp_path, segments, 1)
    assert log.ahead.tolist() == [0, 0, 1, 0]
    assert since_nine(log.ended) == [4.0, 2.0, 2.5, 8.0]


def test_an_agent_finishes_the_encounter_at_hand_before_leaving(tmp_path: Path) -> None:
    roster = {"09:00": 2, "09:02": 1, "09:10": 2}
    log = served(tmp_path, {"all": arriving(tmp_path, "all", 0, 1, 1.5, 6, 7)}, roster)
    assert log.agent.tolist() == [0, 1, 0, 0, 1]
    assert since_nine(log.started) == [0.0, 1.0, 4.0, 8.0, 10.0]
    assert since_nine(log.ended) == [4.0, 5.0, 8.0, 12.0, 14.0]


def test_who_comes_on_duty_starts_at_once_and_with_the_first_in_line(tmp_path: Path) -> None:
    log = served(tmp_path, {"all": arriving(tmp_path, "all", 0, 1, 2)}, {"09:00": 0, "09:03": 2, "09:20": 0})
    assert since_nine(log.started) == [3.0, 3.0, 7.0]
    assert log.agent.tolist() == [0, 1, 0]


def test_who_is_called_back_before_the_end_stays(tmp_path: Path) -> None:
    roster = {"09:00": 1, "09:01": 0, "09:03": 1}
    log = served(tmp_path, {"all": arriving(tmp_path, "all", 0, 2)}, roster)
    assert since_nine(log.started) == [0.0, 4.0]


def test_self_service_has_no_queue(tmp_path: Path) -> None:
    balking = {"starts_at": 0, "certain_at": 1}
    segments = {"all": arriving(tmp_path, "all", *[0.0] * 5, patience="0 min", balking=balking)}
    kiosk = {"kiosk": {"handling": "5 min", "defects": "0 %"}}
    log = simulated(scenario_of(tmp_path, segments, {}, kiosk))
    assert (log.outcome == Outcome.SERVED).all()
    assert since_nine(log.ended) == [5.0] * 5
    assert (log.agent == -1).all()
    assert (log.load == 0.0).all()
    assert (log.skill == 1.0).all()


def test_load_is_the_line_per_agent_without_oneself(tmp_path: Path) -> None:
    load = {"queue_per_agent": 4, "speed_up": 0, "overwork_slowdown": 0, "discretion_cut": 0}
    log = served(tmp_path, {"all": arriving(tmp_path, "all", *[0.0] * 12)}, 2, load=load)
    assert log.load.tolist() == [0.0, 0.0, 1.0, 1.0, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125, 0.0][:12]


def test_load_speeds_up_and_cuts_what_is_personal(tmp_path: Path) -> None:
    load = {"queue_per_agent": 1, "speed_up": 0.2, "overwork_slowdown": 0, "discretion_cut": 0.5}
    log = served(tmp_path, {"all": arriving(tmp_path, "all", 0, 0, 0)}, 1, "10 min", load=load)
    assert log.load.tolist() == [0.0, 1.0, 0.0]
    assert log.personalization.tolist() == [0.5, 0.25, 0.5]
    assert (log.ended - log.started).tolist() == pytest.approx([10.0, 8.0, 10.0])


def test_overwork_is_recent_occupancy_above_the_threshold(tmp_path: Path) -> None:
    load = {"overwork_above": 0.1, "overwork_memory": "30 min", "overwork_slowdown": 1, "speed_up": 0}
    log = served(tmp_path, {"all": arriving(tmp_path, "all", 0, 0, 25)}, 1, "10 min", load=load)
    first = 1.0 - exp(-10 / 30) - 0.1
    assert log.overwork[:2].tolist() == pytest.approx([0.0, first])
    assert (log.ended - log.started)[1] == pytest.approx(10.0 * (1.0 + first))
    busy = 20.0 + 10.0 * first
    assert log.overwork[2] == pytest.approx((1.0 - exp(-busy / 30)) * exp(-(25.0 - busy) / 30) - 0.1)


def test_a_quick_agent_needs_less_time(tmp_path: Path) -> None:
    segments = {"all": arriving(tmp_path, "all", *range(0, 60, 5))}
    parts = {"desk": counter("4 min")}
    scenario = scenario_of(tmp_path, segments, {"desk": team(3) | {"speed_cv": 0.3}}, parts)
    log = simulated(scenario)
    times = (log.ended - log.started).round(9)
    assert [np.unique(times[log.agent == agent]).size for agent in range(3)] == [1, 1, 1]
    assert np.unique(times).size == 3
