"""Ranges: each leads to a number, and both of its ends to a sound scenario."""

import pytest

from servsim.scenario import load
from servsim.scenario.checking.uncertain_checks import number_at
from tests.scenario.small import GOOD, faults, loaded, small


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ("time.standard_saving: {between: [0, 0.35]}", []),
        ("touchpoints.check_in.handling.lognormal.mean: {between: [3 min, 300 s]}", []),
        ("touchpoints.concierge.handling: {between: [2 min, 4 min]}", []),
        ("touchpoints.check_in.next.concierge: {between: [10 %, 20 %]}", []),
        ("teams.desk.agents: {between: [2, 4]}", []),
        ("segments.guest.arrivals.per_hour: {between: [8, 12]}", []),
        ("repeat.probability: {between: [0, 1]}", ['18:3 "repeat" is not stated in this scenario']),
        ("teams.desk.queue_limit: {between: [5, 9]}", ['18:3 "teams.desk.queue_limit" is not stated in this scenario']),
        ("teams.desk.agents: {between: [2, 2]}", ["18:32 found 2 and 2; the first must be below the second"]),
        ("teams.desk.agents: {between: [2, 4.5]}", ["18:36 found 4.5; a whole number is needed"]),
        ("teams.dsk.agents: {between: [2, 4]}", ['18:3 there is no "dsk" in teams; did you mean "desk"?']),
        ("teams.desk.agents.12:00: {between: [2, 4]}", ['18:3 there is no "12:00" in teams.desk.agents']),
        ("touchpoints.check_in.handling.gamma.mean: {between: [3 min, 4 min]}",
         ['18:3 "touchpoints.check_in.handling.gamma" is not stated in this scenario']),
        ("touchpoints.check_in.handling: {between: [3 min, {gamma: {mean: 4 min, cv: 1}}]}",
         ["18:3 only a number can be uncertain"]),
        ("touchpoints.check_in.wait_felt: {between: [idle, informed]}", ["18:3 only a number can be uncertain"]),
        ("satisfaction.csat_cuts.0: {between: [-1, 0]}", ['18:3 there is no "0" in satisfaction.csat_cuts; nothing']),
        ("touchpoints.check_in.next.concierge: {between: [10 %, 120 %]}", ['18:57 found "120 %"; a share lies']),
        ("time: {between: [0, 1]}", ["18:20 found 0; a mapping of keys is needed", "18:23 found 1; a"]),
        ("standard_saving: {between: [0, 1]}", ['18:3 there is no "standard_saving" here; allowed']),
        ("study.seed: {between: [0, 1]}", ['18:3 "study" cannot be uncertain']),
        ("options.a: {between: [0, 1]}", ['18:3 "options" cannot be uncertain']),
        ("time..standard_saving: {between: [0, 1]}", ['18:3 there is no "" in time; allowed: cv_personal']),
        ("time.standard_saving: {between: [null, 1]}", ["18:35 found nothing; state the lowest and the highest value"]),
        ("time.standard_saving: {between: [[0], 0.1]}", ["18:36 found a list; a plain number is needed, without unit"]),
        ("time.standard_saving: {between: 0.1}", ["18:35 found 0.1; a list is needed"]),
        ("time.standard_saving: {low: 0.1}", ['18:3 "between" is missing here', '18:26 unknown key "low"; all']),
        ("clock.days: {between: [1, 9999]}", ["18:29 found 9999; at most 3660 is possible"]),
    ],
)  # fmt: skip
def test_ranges(ranges: str, expected: list[str]) -> None:
    found = faults(small(more=f"uncertain:\n  {ranges}\n"))
    assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected


def test_ranges_are_read_although_the_rest_is_wrong() -> None:
    text = small(
        ("agents: 2", "agents: two"),
        more="uncertain:\n  clock.dys: {between: [1, 2]}\n  clock.days: {between: [2, 1]}\n",
    )
    assert faults(text) == [
        '7:18 found "two"; a whole number is needed',
        '18:3 there is no "dys" in clock; did you mean "days"?',
    ]


def test_numbers_at_paths() -> None:
    rich = load(next(path for path in GOOD if path.stem == "rich"))
    for path, number in {
        "teams.counter.agents.12:00": 2,
        "teams.counter.agents.08:00": 3,
        "service_level.within": 10,
        "segments.citizen.arrivals.group_size.2": 0.2,
        "touchpoints.phone.team": None,
        "touchpoints.counter.handling": None,
        "touchpoints.counter.handling.by_segment.citizen.lognormal.cv": 0.7,
        "clock": None,
    }.items():
        assert number_at(rich, tuple(path.split("."))) == number
    assert number_at(loaded(small()), ("touchpoints", "concierge", "handling")) == 3


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ("{between: [0, 0.35], shape: triangular}", []),
        ("{between: [0.25, 0.35], shape: triangular}",
         ["18:56 the scenario's own value lies outside the range; it must be inside"]),
        ("{between: [0, 0.35], shape: round}", ['18:53 found "round"; allowed: triangular, uniform']),
    ],
)  # fmt: skip
def test_shapes_of_ranges(ranges: str, expected: list[str]) -> None:
    assert faults(small(more=f"uncertain:\n  time.standard_saving: {ranges}\n")) == expected
