"""What changes make of a scenario: told at the change in a file, at the path in Python."""

import numpy as np
import pytest

from tests.scenario.small import change_faults, faults, loaded, small

OPTIONS = "options:\n  try: "


def option_faults(option: str, *replaced: tuple[str, str], more: str = "") -> list[str]:
    return faults(small(*replaced, more=OPTIONS + option + "\n" + more))


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("{}", []),
        ("{about: nothing yet}", []),
        ("{teams.desk.agents: 3}", []),
        ("{teams: {desk: {agents: 3, wage: null}}}", []),
        ("{segments.guest.tolerated_wait: null}", []),
        ("{clock: null}", []),
        ("{teams.back: {agents: 1}, touchpoints.concierge.team: back}", []),
        ("{touchpoints.concierge: {team: null}}", []),
        ("{segments.vip: {arrivals: {per_hour: 1}}}", []),
        ("{time.standard_saving: 0.1, study.seed: 5, targets.csat: '>= 4'}", []),
        ("null", ["18:8 found nothing; a mapping of keys is needed"]),
        ("{teams.desk.agents: null}", ['18:9 "agents" is missing here']),
        ("{teams.desk.agents: 3, clock.day: 2}", ['18:31 unknown key "day"; did you mean "days"?']),
        ("{clock: {day: 2}}", ['18:17 unknown key "day"; did you mean "days"?']),
        ("{clock: {close: null}}", ["18:24 state both open and close, or neither for a service that never closes"]),
        ("{clock: {days: {a: 1}}}", ["18:23 found a mapping of keys; a whole number is needed"]),
        ("{start.check_in: 100 %}", ['18:9 "start" is a plain value; nothing can be changed below it']),
        ("{touchpoints.concierge: null}", ['18:3 with this change, touchpoints.check_in.next.concierge: unknown']),
        ("{touchpoints.check_in.next: null}", ["18:3 with this change, touchpoints.concierge: no customer"]),
        ("{touchpoints.check_in.nxt: null}", ['18:9 there is no "nxt" to take away; did you mean "next"?']),
        ("{teams.dsk: null}", ['18:9 there is no "dsk" to take away; did you mean "desk"?']),
        ("{survy: null}", ['18:9 there is no "survy" to take away; did you mean "survey"?']),
        ("{survey: null, redial.delay: null}", []),
        ("{teams.dsk.agents: null}", ['18:9 there is no "dsk" to take away; did you mean "desk"?']),
        ("{touchpoints.check_in.next.concierge: null, touchpoints.concierge: null}", []),
        ("{touchpoints.check_in.next.concirge: null}", ['18:9 there is no "concirge" to take away; did you mean']),
        ("{teams.dsk: {agents: 3}}", ['18:21 there is no team "dsk" to change; did you mean "desk"? (a new']),
        ("{segments.vip.priority: 2}", ['18:9 there is no segment "vip" to change; allowed: guest (a new']),
        ("{touchpoints.desk: {team: desk}}", ['18:28 there is no touchpoint "desk" to change']),
        ("{survey.response: table}", ["18:26 response: table needs the key table with five share"]),
        ("{teams.desk: {agents: '3'}, start: chek_in}",
         ['18:30 found "3"; a whole number is needed', '18:43 unknown touchpoint "chek_in"; did you mean']),
    ],
)  # fmt: skip
def test_faults_of_an_option_stand_at_the_option(option: str, expected: list[str]) -> None:
    found = option_faults(option)
    assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected


def test_without_any_team_a_new_one_has_no_likeness() -> None:
    text = small(("teams:\n  desk: {agents: 2}\n", "")).replace("    team: desk\n", "")
    assert faults(text + "options: {try: {teams.desk.agents: 2}}\n") == [
        '13:17 there is no team "desk" to change; a new one needs a touchpoint that it serves'
    ]


def test_faults_of_the_baseline_are_not_told_again_for_its_options() -> None:
    text = small(
        ("team: desk\n    handling: {", "team: dsk\n    handling: {"), more=OPTIONS + "{teams.desk.agents: x}\n"
    )
    assert faults(text) == [
        '10:11 unknown team "dsk"; did you mean "desk"?',
        '18:28 found "x"; a whole number is needed',
    ]


def test_a_fault_in_a_combined_option_is_told_once() -> None:
    assert option_faults("{teams.desk.agents: x}", more="  both: {combine: [try], clock.days: 2}\n") == [
        '18:28 found "x"; a whole number is needed'
    ]


def test_options_that_fit_alone_and_not_together() -> None:
    text = small(more="options:\n  a: {touchpoints.check_in.next: {concierge: 100 %}}\n")
    text += "  b: {touchpoints.concierge.next: {check_in: 100 %}}\n  both: {combine: [a, b]}\n"
    message = "from here no way leads out: in every cycle some share of customers must leave"
    assert faults(text) == [f"18:34 {message}", f"19:35 {message}"]


def test_many_options_in_a_pyramid_are_read_in_time() -> None:
    lines = ["options:", "  o0: {clock.days: 2}"]
    lines += [f"  o{i}: {{combine: [{', '.join(f'o{j}' for j in range(i))}]}}" for i in range(1, 60)]
    assert faults(small(more="\n".join(lines) + "\n")) == []


PYTHON = [
    ({"teams.desk.agents": 5}, []),
    ({"teams.desk.agents": np.int64(5), "time.standard_saving": np.float64(0.1)}, []),
    ({"teams": {"desk": {"agents": {"09:00": np.int32(2)}}}, "satisfaction.csat_cuts": (-0.5, -0.2, 0.1, 0.4)}, []),
    ({"segments.guest.arrivals": {"per_hour": 10, "group_size": {1: "50 %", 2: "50 %"}}}, []),
    ({"teams.desk.agents": 5.5}, ["teams.desk.agents: found 5.5; a whole number is needed"]),
    ({"teams.desk.agents": float("inf")}, ["teams.desk.agents: found inf; a whole number is needed"]),
    ({"time.standard_saving": float("nan")}, ["time.standard_saving: found nan; a finite number is needed"]),
    ({"teams.dsk.agents": 5}, ['teams.dsk: there is no team "dsk" to change; did you mean "desk"?']),
    ({"teams.desk.agents.noon": 5}, ['teams.desk.agents.noon: "teams.desk.agents" is a plain value; nothing']),
    ({"touchpoints.check_in.nxt": None}, ['touchpoints.check_in.nxt: there is no "nxt" to take away']),
    ({"tim.standard_saving": 0.1}, ['tim: unknown key "tim"; did you mean "time"?']),
    ({"segments.guest.arrivals.per_hour": 10**6, "clock.days": 9}, ["segments: about 72,000,000 customers would come"]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), PYTHON)
def test_faults_of_changes_in_python(changes: dict[str, object], expected: list[str]) -> None:
    found = change_faults(loaded(small()), changes)
    assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected
