"""Measurements of the real service, by hour."""

import math
from pathlib import Path

import pytest

from servsim.scenario.parts.observed import ObservedHour
from tests.scenario.small import faults, loaded, small

HOURS = "hour,wait,error,level,late,fast\n07:00,30,3,0.8,0.5,x\n08:00,45,,0.7,1,x\n09:00,,,0.6,2,x\n"


def observed(by_hour: str) -> str:
    return small(more=f"observed:\n  source: A week of logs\n  by_hour: {by_hour}\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hours.csv").write_text(HOURS)
    return tmp_path


def values(folder: Path, kpis: str) -> tuple[ObservedHour, ...]:
    made = loaded(observed(f"{{file: hours.csv, kpis: {{{kpis}}}}}"), folder).observed
    assert made is not None
    return made.by_hour.values


def test_durations_are_read_in_their_unit(folder: Path) -> None:
    found = values(folder, "wait_mean: {column: wait, unit: s, standard_error: error}")
    assert [(entry.kpi, entry.hour, entry.value) for entry in found] == [
        ("wait_mean", 420, 0.5),
        ("wait_mean", 480, 0.75),
    ]
    assert found[0].error == 0.05
    assert math.isnan(found[1].error)


def test_other_units(folder: Path) -> None:
    assert [entry.value for entry in values(folder, "service_level: {column: level}")] == [0.8, 0.7, 0.6]
    assert [entry.value for entry in values(folder, "overtime: {column: late, unit: h}")] == [0.5, 1, 2]
    assert [entry.value for entry in values(folder, "overtime: {column: wait, unit: min}")] == [0.5, 0.75]


@pytest.mark.parametrize(
    ("by_hour", "expected"),
    [
        ("{FILE, kpis: {wait_men: {column: wait}}}", '19:37 unknown KPI "wait_men"; did you mean "wait_mean"?'),
        ("{FILE, kpis: {wait_mean: {column: wait}}}", '19:12 "wait_mean" is a duration; state its unit: s,'),
        ("{FILE, kpis: {overtime: {column: late, unit: '%'}}}", '19:12 found the unit "%"; allowed: s, min, h'),
        ("{FILE, kpis: {csat: {column: wait, unit: s}}}", '19:12 "csat" is not a duration; it is stat'),
        ("{FILE, kpis: {csat: {column: fast}}}", '19:12 hours.csv, row 2, column "fast": found "x"; a num'),
        ("{FILE, kpis: {csat: {column: slow}}}", '19:12 hours.csv has no column "slow"; allowed: error'),
        ("{FILE, hour: fast, kpis: {csat: {column: level}}}", 'row 2, column "fast": found "x"; a time'),
        ("{file: gone.csv, kpis: {csat: {column: level}}}", '19:12 cannot find the file "gone.csv" in the fol'),
        ("{FILE, kpis: {}}", "19:36 found no entry; at least 1 needed"),
        ("{kpis: {csat: {column: level}}}", '19:3 "file" is missing here'),
    ],
)  # fmt: skip
def test_refusals(folder: Path, by_hour: str, expected: str) -> None:
    found = faults(observed(by_hour.replace("FILE", "file: hours.csv")), folder)
    assert len({fault.rpartition("row ")[2][1:] for fault in found}) == 1, "one thing is wrong, perhaps in every row"
    assert expected in found[0]
