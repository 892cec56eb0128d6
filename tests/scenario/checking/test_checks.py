"""Names that must exist elsewhere, and shares that must add up."""

import pytest

from tests.scenario.small import faults, small

NEXT = "{concierge: 15 %}"


@pytest.mark.parametrize(
    ("replaced", "expected"),
    [
        ([(NEXT, "{concierge: 60 %, check_in: 40 %}")], []),
        ([(NEXT, "{concierge: 60 %, check_in: 40.1 %}")], ["12:11 the shares add up to 100.1 %; at most 100 %"]),
        ([(NEXT, "{concierg: 5 %}")], ['12:12 unknown touchpoint "concierg"; did you mean "concierge"?']),
        ([(NEXT, "{elsewhere: 5 %}")], ['12:12 unknown touchpoint "elsewhere"; allowed: check_in, concierge']),
        ([("start: check_in", "start: {check_in: 50 %, concierge: 50 %}")], []),
        ([("start: check_in", "start: {check_in: 50 %, concierge: 49 %}")], ["16:8 the shares of starts add up to 99"]),
        ([("start: check_in", "start: {check_in: 50 %, concierge: half}")], ['16:36 found "half"; a share is stated']),
        ([("start: check_in", "start: {}")], ["16:8 found no entry; at least 1 needed"]),
        ([("start: check_in", "start: 7")], ['16:8 unknown touchpoint "7"; allowed: check_in, concierge']),
        ([("start: check_in\n", "")], ["8:1 there are several touchpoints: state where journeys start"]),
        ([("teams:\n  desk: {agents: 2}\n", ""), ("    team: desk\n    handling: {", "    handling: {")],
         ['11:11 unknown team "desk"; the scenario states no teams']),
        ([("handling: 3 min", "handling: {by_segment: {guests: 3 min}}")],
         ["15:16 no handling time for segment guest", '15:29 unknown segment "guests"; did you mean "guest"?']),
        ([("handling: 3 min", "handling: 3 min\n    next_by_segment: {all: {}}")], ['16:23 unknown segment "all"']),
        ([("handling: 3 min", "handling: 3 min\n    next_by_segment: {guest: {check_in: 160 %}}")],
         ["16:41 found \"160 %\"; a share lies between 0 % and 100 %"]),
        ([("touchpoints:", "touchpoint:")], ['1:1 "touchpoints" is missing here', '8:1 unknown key "touchpoint"']),
    ],
)  # fmt: skip
def test_names_and_shares(replaced: list[tuple[str, str]], expected: list[str]) -> None:
    found = faults(small(*replaced))
    assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected


def test_a_team_may_be_named_by_a_number() -> None:
    assert faults(small().replace("desk", "8")) == []
    assert faults(small(("desk: {", "8: {")).replace("team: desk", "team: 9")) == [
        '10:11 unknown team "9"; allowed: 8',
        '14:11 unknown team "9"; allowed: 8',
    ]


def test_segments_may_start_elsewhere() -> None:
    text = small(("start: check_in\n", ""), ("    tolerated_wait: 5 min", "    start: check_in"))
    assert faults(text) == []
    assert faults(text.replace("start: check_in", "start: checkin")) == [
        '5:12 unknown touchpoint "checkin"; did you mean "check_in"?'
    ]


SECTIONS = ["segments", "teams", "touchpoints", "start", "targets", "options", "uncertain", "clock"]
WRONG = ["5", "[a]", "[{a: b}]", "text", "null", "{a: 1}", "{a: null}", "{a: [b]}", "true"]


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("value", WRONG)
def test_no_check_stumbles_over_a_wrong_form(section: str, value: str) -> None:
    lines = small().splitlines()
    kept = [line for line in lines if not line.startswith(f"{section}:")] if section in ("clock", "start") else lines
    text = "\n".join(kept) + f"\n{section}x: 1\n".replace(f"{section}x: 1", f"{section}: {value}")
    assert all(line[0].isdigit() for line in faults(text))


@pytest.mark.parametrize("part", ["next", "next_by_segment", "handling", "patience", "team", "measured_at"])
@pytest.mark.parametrize("value", [*WRONG, "{guest: 5}", "{guest: null}", "{by_segment: 5}"])
def test_no_check_stumbles_over_a_wrong_touchpoint(part: str, value: str) -> None:
    text = small(("    handling: 3 min\n", f"    handling: 3 min\n    {part}: {value}\n"))
    assert all(line[0].isdigit() for line in faults(text))
