"""What a sound scenario must still not ask for."""

from pathlib import Path

import pytest

from tests.scenario.small import SMALL, faults, loaded, small

AGENTS = "agents: 2"
RATE = "per_hour: 10"


@pytest.mark.parametrize(
    ("replaced", "expected"),
    [
        ([(RATE, "per_hour: 125000")], []),
        ([(RATE, "per_hour: 125001")], ["2:1 about 5,000,040 customers would come in one replication"]),
        ([(RATE, "per_hour: 6250, group_size: 21")], ["2:1 about 5,250,000 customers would come"]),
        ([(AGENTS, "agents: 100000")], []),
        ([(AGENTS, 'agents: {"09:00": 60000, "10:00": 90000}'), ("teams:", "teams:\n  back: {agents: 10001}")],
         ["6:1 found 100,001 agents; at most 100,000 can be simulated"]),
        ([(AGENTS, 'agents: {"08:00": 2}')], []),
        ([(AGENTS, 'agents: {"17:00": 2}')], ["7:18 all of this lies outside the opening hours 09:00 to 17:00"]),
        ([(AGENTS, 'agents: {"17:00": 0}')], []),
        ([(RATE, 'per_hour: {"08:00": 3, "09:00": 0}')], ["4:26 all of this lies outside the opening hours"]),
        ([(RATE, 'per_hour: {"18:00": 3}'), ('open: "09:00", close: "17:00", ', "")], []),
    ],
)  # fmt: skip
def test_sizes_and_hours(replaced: list[tuple[str, str]], expected: list[str]) -> None:
    found = faults(small(*replaced))
    assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected


def test_expected_customers() -> None:
    made = loaded(small((RATE, 'per_hour: {"09:00": 10, "16:30": 60}, group_size: {1: 50 %, 3: 50 %}')))
    assert made.segments["guest"].arrivals.expected_customers(made.clock) == pytest.approx(5 * (75 + 30) * 2)


def test_an_option_is_limited_too() -> None:
    text = small(more="options:\n  crowd: {segments.guest.arrivals.per_hour: 900000}\n")
    message = (
        "about 36,000,000 customers would come in one replication; at most 5,000,000: lower the arrivals or the days"
    )
    assert faults(text) == [f"18:11 {message}"]


@pytest.mark.parametrize(
    ("clock", "stamps", "expected"),
    [
        ("{days: 5}", "1999-01-01 10:00 1999-01-05 23:59", []),
        ("{days: 5}", "1999-01-01 10:00 1999-01-06 00:00", ["the last arrival is on day 6, the clock has 5 days"]),
        ("{days: 1}", "1999-01-01 10:00 1999-01-31 10:00", ["the last arrival is on day 31, the clock has 1 day"]),
        ("{days: 31}", "1999-01-01 10:00 1999-01-31 10:00", []),
        ('{open: "20:00", close: "04:00", days: 1}', "1999-01-01 22:00 1999-01-02 03:59", []),
        ('{open: "20:00", close: "04:00", days: 1}', "1999-01-01 22:00 1999-01-02 04:00", ["the last arrival is on"]),
        ("{days: 9, first_day: 1999-01-02}", "1999-01-01 10:00 1999-01-02 03:59",
         ["the first arrival is on 1999-01-01, before the first day 1999-01-02"]),
    ],
)  # fmt: skip
def test_replays_and_days(tmp_path: Path, clock: str, stamps: str, expected: list[str]) -> None:
    words = stamps.split()
    lines = [f"{day} {time}" for day, time in zip(words[::2], words[1::2], strict=True)]
    (tmp_path / "calls.csv").write_text("\n".join(["time", *lines, ""]))
    text = SMALL.replace('{open: "09:00", close: "17:00", days: 5}', clock)
    found = faults(text.replace("{per_hour: 10}", "{replay: {file: calls.csv, time: time}}"), tmp_path)
    assert [line[: len(start) + 5] for line, start in zip(found, expected, strict=True)] == [
        f"4:24 {s}" for s in expected
    ]


def test_replayed_customers_count(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text("time,calls\n10:00,999999999\n")
    text = SMALL.replace("{per_hour: 10}", "{replay: {file: calls.csv, time: time, count: calls, interval: 1 h}}")
    assert faults(text, tmp_path)[0].startswith("2:1 about 999,999,999 customers would come in one replication")
