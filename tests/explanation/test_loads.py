from math import exp
from pathlib import Path
from typing import Any

import pytest

from servsim.explanation.loads import Workload, share_in_time, workloads
from servsim.scenario import Scenario, from_text
from tests.samples import smallest

PLAIN = {"time": {"personal_cost": 0, "distance_cost": 0}, "defect": {"rework": "0 %"}}


def of(**changes: Any) -> list[Workload]:
    raw = smallest() | PLAIN
    raw["teams"]["desk"]["speed_cv"] = 0
    for path, value in changes.items():
        *around, key = path.split("__")
        inner = raw
        for part in around:
            inner = inner.setdefault(part, {})
        inner[key] = value
    return list(workloads(Scenario.model_validate(raw)))


def test_the_smallest_service_by_hand() -> None:
    [work] = of()
    assert (work.team, work.start, work.end, work.agents, work.queue_limit) == ("desk", 0, 180, 2, None)
    assert work.arrivals == pytest.approx(1 / 3)
    assert work.handling == pytest.approx(4)
    assert work.handling_cv == pytest.approx(1)
    assert work.load == pytest.approx(4 / 3)
    assert (work.clumping, work.give_up, work.balking) == (1, 0, False)


def test_a_stretch_ends_where_the_roster_or_arrivals_change() -> None:
    works = of(
        segments__guests__arrivals__per_hour={"08:00": 10, "10:00": 30},
        teams__desk__agents={"09:00": 1, "09:30": 2, "10:00": 3},
    )
    assert [(work.start, work.end, work.agents) for work in works] == [(0, 30, 1), (30, 60, 2), (60, 180, 3)]
    assert [60 * work.arrivals for work in works] == pytest.approx([10, 10, 30])


def test_groups_count_their_members_and_clump() -> None:
    [work] = of(segments__guests__arrivals__group_size={"1": "50 %", "3": "50 %"})
    assert 60 * work.arrivals == pytest.approx(40)
    assert work.clumping == pytest.approx((0.5 + 4.5) / 2)


def test_patience_is_a_rate_of_giving_up_and_may_be_endless_for_some() -> None:
    raw = smallest()
    raw["segments"]["regulars"] = {"arrivals": {"per_hour": 10}}
    raw["segments"]["guests"]["patience"] = {"exponential": {"mean": "12 min"}}
    [work] = workloads(Scenario.model_validate(raw))
    assert work.give_up == pytest.approx(2 / 3 / 12)


def test_who_walks_past_is_an_average_over_segments() -> None:
    [work] = of(segments__guests__balking={"starts_at": 2, "certain_at": 4}, teams__desk__queue_limit=3)
    assert [work.joining(waiting) for waiting in range(5)] == pytest.approx([1, 1, 2 / 3, 0, 0])


def test_unresolved_issues_come_back_as_far_as_there_is_time() -> None:
    [first] = of()
    [work] = of(repeat={"probability": "50 %", "delay": "60 min", "attempts_at_most": 1})
    unresolved = work.streams[0].usual.unresolved
    in_time = 1 - 60 / 180 * (1 - exp(-3))
    assert 0.05 < unresolved < 0.5
    assert work.arrivals == pytest.approx(first.arrivals * (1 + 0.5 * unresolved * in_time))


def test_the_share_in_time_tends_to_all_and_none() -> None:
    scenario = Scenario.model_validate(smallest())
    assert share_in_time(scenario, 0.01) == pytest.approx(1, abs=1e-4)
    assert share_in_time(scenario, 1e6) == pytest.approx(0, abs=1e-4)


def test_replayed_arrivals_are_counted_by_hours_of_an_average_day(tmp_path: Path) -> None:
    times = ["2024-01-01 09:10:00", "2024-01-01 09:20:00", "2024-01-02 09:50:00", "2024-01-02 11:05:00"]
    (tmp_path / "log.csv").write_text("\n".join(["at", *times]), encoding="utf-8")
    text = """
clock: {open: "09:00", close: "11:30", days: 2}
segments: {guests: {arrivals: {replay: {file: log.csv, time: at}}}}
teams: {desk: {agents: 2}}
touchpoints: {check_in: {team: desk, handling: 4 min}}
"""
    works = list(workloads(from_text(text.encode(), "log.yaml", tmp_path)))
    assert [(work.start, work.end) for work in works] == [(0, 60), (60, 120), (120, 150)]
    assert [work.arrivals * work.minutes for work in works] == pytest.approx([1.5, 0, 0.5])


def test_self_service_is_no_work_for_a_team(town: Scenario) -> None:
    named = {work.team for work in workloads(town)}
    assert named == set(town.teams)
    for work in workloads(town):
        assert work.load == pytest.approx(sum(s.rate * s.usual.handling for s in work.streams))
