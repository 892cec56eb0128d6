from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pytest

from servsim.measures.counting.frame import Frame, Slots
from servsim.measures.counting.scheduled_minutes import Schedule
from servsim.measures.profile import Profile, profile
from servsim.measures.summary import summary_of
from servsim.scenario import Scenario
from servsim.study import Replication, simulate
from tests.measures.minute_by_minute import count_minutes, on_schedule, waiting_and_busy
from tests.samples import Raw, smallest, town_hall

BUSY: Raw = {"guests": {"arrivals": {"per_hour": 40}}}
ROSTER: Raw = {"desk": {"agents": {"09:00": 2, "10:30": 3, "11:00": 1}}}
NIGHT: Raw = {"desk": {"agents": {"22:00": 1, "23:30": 3, "02:00": 2}}}

RULES: dict[str, Raw] = {
    "serve_those_inside": {"clock": {"open": "09:00", "close": "12:00", "days": 2}},
    "send_home": {"clock": {"open": "09:00", "close": "12:00", "days": 2, "at_close": "send_home"}},
    "keep_waiting": {"clock": {"open": "09:00", "close": "12:00", "days": 3, "at_close": "keep_waiting"}},
    "overnight": {"clock": {"open": "22:00", "close": "04:00", "days": 2}, "teams": NIGHT},
    "round_the_clock": {"clock": {"open": "06:00", "close": "06:00", "days": 2, "at_close": "send_home"}},
    "never_closes": {"clock": {"days": 2}, "teams": {"desk": {"agents": {"00:00": 2, "12:00": 4, "18:00": 3}}}},
    "after_a_warm_up": {
        "clock": {"days": 2, "warm_up": "6 h"},
        "teams": {"desk": {"agents": {"00:00": 2, "12:00": 4}}},
    },
}


def replication(rule: str) -> Replication:
    return simulate(Scenario.model_validate(smallest(**{"segments": BUSY, "teams": ROSTER, **RULES[rule]})), seed=4)


class Workload(NamedTuple):
    scheduled: float
    overtime: float
    busy: float


def workload(done: Replication, team: int) -> Workload:
    summary = summary_of(done)
    busy, on_schedule = summary.work[0, team]
    return Workload(summary.on_schedule[team], busy - on_schedule, busy)


def day_profile(done: Replication, slots: Slots) -> Profile:
    return profile(summary_of(done, replace(Frame.of([done.model.scenario]), slots=slots)))


@pytest.mark.parametrize("rule", RULES)
def test_duty_is_the_roster_within_opening_hours(rule: str) -> None:
    done = replication(rule)
    scenario = done.model.scenario
    duty = Schedule.of(done.model.plan, 0)
    minutes = np.arange((scenario.clock.days + 2) * 1440 + 1, dtype=float)
    roster = np.array([on_schedule(scenario, "desk", int(minute)) for minute in minutes[:-1]])
    assert np.diff(duty.total(minutes)) == pytest.approx(roster, abs=1e-9)
    for place in range(4):
        assert np.diff(duty.scheduled(place, minutes)) == pytest.approx((roster > place) * 1.0, abs=1e-9)


@pytest.mark.parametrize("rule", RULES)
def test_workload_counted_minute_by_minute(rule: str) -> None:
    done = replication(rule)
    found, counted = workload(done, 0), count_minutes(done, "desk")
    assert (found.scheduled, found.overtime, found.busy) == pytest.approx(counted, abs=1e-6)
    assert counted.busy > 0.5 * counted.scheduled  # busy enough to mean something


def test_rules_of_closing_make_the_overtime_that_they_should() -> None:
    inside, home, waiting = (
        workload(done, 0) for done in map(replication, ("serve_those_inside", "send_home", "keep_waiting"))
    )
    assert inside.overtime > home.overtime > 0.0  # those in service are served to the end
    assert waiting.overtime > 0.0
    assert inside.scheduled == home.scheduled == 2 * (90 * 2 + 30 * 3 + 60)


def test_a_service_that_never_closes_with_one_roster_has_no_overtime() -> None:
    raw = smallest(segments=BUSY, teams={"desk": {"agents": 3}}, clock={"days": 1, "warm_up": "2 h"})
    done = simulate(Scenario.model_validate(raw), seed=1)
    found = workload(done, 0)
    assert found.scheduled == 3 * 22 * 60
    assert found.overtime == pytest.approx(0.0, abs=1e-9)


def test_each_team_has_its_own_workload(town: Scenario) -> None:
    done = simulate(town, seed=2)
    for index, team in enumerate(town.teams):
        found, counted = workload(done, index), count_minutes(done, team)
        assert (found.scheduled, found.overtime, found.busy) == pytest.approx(counted, abs=1e-6)


def test_nobody_on_duty_is_paid_nothing() -> None:
    done = simulate(Scenario.model_validate(smallest(teams={"desk": {"agents": 0}})), seed=1)
    found = workload(done, 0)
    assert found == (0.0, 0.0, 0.0)


def test_slots_start_where_they_should() -> None:
    assert Slots(540.0, 15.0, 3).edges.tolist() == [540.0, 555.0, 570.0, 585.0]


def profile_by_hand(done: Replication, slots: Slots, days: range) -> dict[str, np.ndarray]:
    log, scenario = done.log, done.model.scenario
    shape = (len(scenario.teams), slots.number)
    result = {name: np.zeros(shape) for name in ("waiting", "busy", "scheduled")}
    for index, team in enumerate(scenario.teams):
        rows = done.model.plan.journey.team[log.touchpoint] == index
        for day in days:
            edges = 1440.0 * day + slots.edges
            waiting, busy = waiting_and_busy(log, rows, edges)
            result["waiting"][index] += waiting / len(days)
            result["busy"][index] += busy / len(days)
            minutes = [on_schedule(scenario, team, minute) for minute in range(int(edges[0]), int(edges[-1]))]
            result["scheduled"][index] += np.reshape(minutes, (slots.number, -1)).mean(axis=1) / len(days)
    return result


CASES: list[tuple[Raw, Slots, range]] = [
    (town_hall(), Slots(540.0, 15.0, 14), range(2)),
    (town_hall(), Slots(510.0, 15.0, 20), range(2)),  # slots that reach beyond the opening hours
    (smallest(segments=BUSY, clock={"days": 3, "warm_up": "18 h"}), Slots(0.0, 15.0, 96), range(1, 3)),
    (
        smallest(segments=BUSY, teams=NIGHT, clock={"open": "22:00", "close": "04:00"}),
        Slots(1320.0, 15.0, 24),
        range(1),
    ),
]


@pytest.mark.parametrize(("raw", "slots", "days"), CASES)
def test_profile_of_the_day_counted_by_hand(raw: Raw, slots: Slots, days: range) -> None:
    done = simulate(Scenario.model_validate(raw), seed=3)
    found: Any = day_profile(done, slots)
    for name, expected in profile_by_hand(done, slots, days).items():
        assert getattr(found, name) == pytest.approx(expected, abs=1e-9), name
    assert found.busy.sum() > 0.0


def test_without_teams_there_is_no_profile() -> None:
    raw = smallest(teams={}, touchpoints={"website": {"handling": "3 min"}})
    done = simulate(Scenario.model_validate(raw), seed=3)
    assert day_profile(done, Slots(540.0, 15.0, 12)).waiting.shape == (0, 12)
