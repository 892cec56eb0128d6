"""Units: every form that is read, every form that is refused, and writing that reads back."""

import math
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servsim.scenario.values import units


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("4 min", 4), ("4min", 4), ("4 minutes", 4), ("1 minute", 1), (" 4  min ", 4), ("+4 min", 4), ("4. min", 4),
        ("20 s", 1 / 3), ("30 sec", 0.5), ("1 second", 1 / 60), ("90 seconds", 1.5), (".5 min", 0.5),
        ("1.5 h", 90), ("1 hour", 60), ("2 hours", 120), ("1 d", 1440), ("2 days", 2880), ("1 day", 1440),
        ("1 week", 10080), ("2 weeks", 20160), ("1e1 min", 10), ("0 s", 0), ("1.2e-1 h", 7.2), ("3660 d", 5270400),
        ("5\u00a0min", 5),
    ],
)  # fmt: skip
def test_durations(text: str, minutes: float) -> None:
    assert units.duration(text) == pytest.approx(minutes, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "per_minute"),
    [("28 per hour", 28 / 60), ("0.2 / min", 0.2), ("0.2/min", 0.2), ("0 per day", 0), ("7 per week", 7 / 10080),
     ("3per hour", 0.05), ("1 per s", 60)],
)  # fmt: skip
def test_rates(text: str, per_minute: float) -> None:
    assert units.rate(text) == pytest.approx(per_minute, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "value"), [("15 %", 0.15), ("0%", 0), ("100 %", 1), ("12.5 %", 0.125), ("1e1 %", 0.1)]
)
def test_shares(text: str, value: float) -> None:
    assert units.share(text) == pytest.approx(value)


@pytest.mark.parametrize(("stated", "value"), [("70 %", 0.7), (0.7, 0.7), (2, 2.0), (0, 0.0), ("250 %", 2.5)])
def test_ratios(stated: object, value: float) -> None:
    assert units.ratio(stated) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "minutes"), [("09:30", 570), ("9:30", 570), ("00:00", 0), ("24:00", 1440), (" 7:05 ", 425)]
)
def test_times_of_day(text: str, minutes: float) -> None:
    assert units.time_of_day(text) == minutes


def test_dates() -> None:
    assert units.calendar_day("1999-01-04") == date(1999, 1, 4)
    assert units.calendar_day(date(1999, 1, 4)) == date(1999, 1, 4)


REFUSED: list[tuple[Callable[[object], object], object, str]] = [
    (units.duration, 5, 'found 5, a number without a unit; a duration needs one: s, min, h, d ("4 min")'),
    (units.duration, 5.5, "found 5.5, a number without a unit"),
    (units.duration, True, "found true; a duration is a number and one of s, min, h, d, week"),
    (units.duration, None, "found nothing; a duration is"),
    (units.duration, [4], "found a list; a duration is"),
    (units.duration, "4", 'found "4"; a duration is'),
    (units.duration, "4 mins", 'found "4 mins"; a duration is'),
    (units.duration, "4 m", 'found "4 m"'),
    (units.duration, "4 Min", 'found "4 Min"'),
    (units.duration, "4,5 min", 'found "4,5 min"'),
    (units.duration, "four min", 'found "four min"'),
    (units.duration, "min", 'found "min"'),
    (units.duration, "", 'found ""'),
    (units.duration, "1 2 min", 'found "1 2 min"'),
    (units.duration, "٤ min", 'found "٤ min"'),
    (units.duration, "-4 min", 'found "-4 min"; a duration cannot be negative'),
    (units.duration, "3661 d", 'found "3661 d"; a duration is at most 10 years'),
    (units.duration, "1e400 min", "a duration is at most 10 years"),
    (units.duration, "9" * 5000 + " s", 'found "999'),
    (units.rate, 28, 'found 28; a rate is a number "per" a unit of time ("24 per hour")'),
    (units.rate, "28", 'found "28"; a rate is'),
    (units.rate, "28 per fortnight", 'found "28 per fortnight"; a rate is'),
    (units.rate, "-1 per hour", "a rate cannot be negative"),
    (units.rate, "1e14 per hour", "the number is too large"),
    (units.rate, "1e400 per hour", "the number is too large"),
    (units.share, 0.15, 'found 0.15; a share is stated in per cent ("15 %")'),
    (units.share, "15", 'found "15"; a share is stated'),
    (units.share, "15 percent", 'found "15 percent"'),
    (units.share, "101 %", "a share lies between 0 % and 100 %"),
    (units.share, "-1 %", "a share lies between 0 % and 100 %"),
    (units.share, "1e400 %", "a share lies between 0 % and 100 %"),
    (units.ratio, "wide", 'found "wide"; a ratio is a number or per cent (0.7 or "70 %")'),
    (units.ratio, "0.7", 'found "0.7"; a ratio is'),
    (units.ratio, True, "found true; a ratio is"),
    (units.ratio, -0.1, "a ratio cannot be negative or endless"),
    (units.ratio, math.inf, "a ratio cannot be negative or endless"),
    (units.ratio, math.nan, "a ratio cannot be negative or endless"),
    (units.ratio, "1e400 %", "a ratio cannot be negative or endless"),
    (units.time_of_day, 9, 'found 9; a time of day is written "09:30"'),
    (units.time_of_day, "9", 'found "9"; a time of day is'),
    (units.time_of_day, "9:3", 'found "9:3"'),
    (units.time_of_day, "09:30:00", 'found "09:30:00"'),
    (units.time_of_day, "09:60", "a time of day lies between 00:00 and 24:00"),
    (units.time_of_day, "24:01", "a time of day lies between 00:00 and 24:00"),
    (units.calendar_day, "4.1.1999", 'found "4.1.1999"; a date is written "1999-01-04"'),
    (units.calendar_day, 19990104, "found 19990104; a date is written"),
    (units.calendar_day, "1999-02-29", 'found "1999-02-29"; there is no such day'),
]  # fmt: skip


@pytest.mark.parametrize(("reader", "found", "message"), REFUSED)
def test_refusals(reader: Callable[[object], object], found: object, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        reader(found)
    assert message in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 min"), (1 / 3, "20 s"), (4, "4 min"), (90, "90 min"), (60, "1 h"), (1440, "1 d"), (10080, "7 d"),
     (200 / 60, "200 s"), (1, "1 min"), (45, "45 min"), (720, "12 h"), (1.25, "75 s"), (0.5, "30 s")],
)  # fmt: skip
def test_durations_as_a_planner_writes_them(minutes: float, text: str) -> None:
    assert units.show_duration(minutes) == text


def test_other_values_as_a_planner_writes_them() -> None:
    assert units.show_rate(0.4) == "24 per hour"
    assert units.show_share(0.05) == "5 %"
    assert units.show_share(0.125) == "12.5 %"
    assert [units.show_time_of_day(minutes) for minutes in (570, 0, 1440, 1500, 569.6)] == [
        "09:30", "00:00", "24:00", "01:00", "09:30",
    ]  # fmt: skip


@given(st.floats(0, units.LONGEST))
def test_durations_read_back(minutes: float) -> None:
    assert units.duration(units.show_duration(minutes)) == pytest.approx(minutes, rel=1e-9, abs=1e-300)


@given(st.floats(0, 1e9))
def test_rates_read_back(per_minute: float) -> None:
    assert units.rate(units.show_rate(per_minute)) == pytest.approx(per_minute, rel=1e-9, abs=1e-300)


@given(st.floats(0, 1))
def test_shares_read_back(value: float) -> None:
    assert units.share(units.show_share(value)) == pytest.approx(value, rel=1e-9, abs=1e-300)


@given(st.integers(0, 1440))
def test_times_of_day_read_back(minutes: int) -> None:
    assert units.time_of_day(units.show_time_of_day(minutes)) == minutes


@given(st.floats(0, 1e6), st.sampled_from(["s", "min", "h", "d"]))
def test_repr_of_a_number_is_read(number: float, unit: str) -> None:
    size = {"s": 1 / 60, "min": 1, "h": 60, "d": 1440}[unit]
    if number * size <= units.LONGEST:
        assert units.duration(f"{number!r} {unit}") == number * size
