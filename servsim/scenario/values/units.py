"""Text with a unit in, a plain number out: minutes, per minute, shares; and back.

Inside the program time is a float of minutes and a rate is per minute; units exist only at this border. A number
without a unit is refused where a unit is needed, because 5 may mean minutes to one reader and seconds to another.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema

from servsim.errors import shown

Auto = Literal["auto"]
AUTO: Auto = "auto"
"""What a planner writes to leave a value to servsim."""

MINUTES_PER_DAY = 1440.0
LONGEST = 3660 * MINUTES_PER_DAY
LARGEST = 1e12

_MINUTES = {
    "s": 1 / 60, "sec": 1 / 60, "second": 1 / 60, "seconds": 1 / 60,
    "min": 1.0, "minute": 1.0, "minutes": 1.0,
    "h": 60.0, "hour": 60.0, "hours": 60.0,
    "d": 1440.0, "day": 1440.0, "days": 1440.0,
    "week": 10080.0, "weeks": 10080.0,
}  # fmt: skip
_WRITTEN = (("min", 1.0), ("s", 1 / 60), ("h", 60.0), ("d", MINUTES_PER_DAY))
_PLUS = r"\+?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_DURATION = re.compile(rf"\s*({_NUMBER})\s*([a-zA-Z]+)\s*")
_RATE = re.compile(rf"\s*({_NUMBER})\s*(?:/|per)\s*([a-zA-Z]+)\s*")
_PERCENT = re.compile(rf"\s*({_NUMBER})\s*%\s*")
_TIME_OF_DAY = re.compile(r"\s*([0-9]{1,2}):([0-9]{2})\s*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _matched(pattern: re.Pattern[str], value: object) -> re.Match[str] | None:
    return pattern.fullmatch(value) if isinstance(value, str) else None


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def duration(value: object) -> float:
    """Minutes from a text such as ``"4 min"``, ``"20 s"``, ``"1.5 h"``, ``"2 days"``.

    Raises ValueError for a missing or unknown unit, for a negative duration and for one above ten years.
    """
    if _is_number(value):
        raise ValueError(f'found {shown(value)}, a number without a unit; a duration needs one: s, min, h, d ("4 min")')
    match = _matched(_DURATION, value)
    if match is None or match[2] not in _MINUTES:
        raise ValueError(f'found {shown(value)}; a duration is a number and one of s, min, h, d, week ("4 min")')
    minutes = float(match[1]) * _MINUTES[match[2]]
    if minutes < 0:
        raise ValueError(f"found {shown(value)}; a duration cannot be negative")
    if minutes > LONGEST:
        raise ValueError(f"found {shown(value)}; a duration is at most 10 years")
    return minutes


def duration_or_auto(value: object) -> float | Auto:
    """Minutes from a duration, or ``"auto"``.

    Raises ValueError for anything else.
    """
    return AUTO if value == AUTO else duration(value)


def rate(value: object) -> float:
    """A rate per minute from a text such as ``"28 per hour"`` or ``"0.2 / min"``.

    Raises ValueError for a missing or unknown unit, for a negative rate and for one above 1e12.
    """
    match = _matched(_RATE, value)
    if match is None or match[2] not in _MINUTES:
        raise ValueError(f'found {shown(value)}; a rate is a number "per" a unit of time ("24 per hour")')
    per_minute = float(match[1]) / _MINUTES[match[2]]
    if per_minute < 0:
        raise ValueError(f"found {shown(value)}; a rate cannot be negative")
    if per_minute > LARGEST:
        raise ValueError(f"found {shown(value)}; the number is too large")
    return per_minute


def share(value: object) -> float:
    """A share in [0, 1] from a text such as ``"15 %"``.

    Raises ValueError without the per cent sign and outside 0 % to 100 %.
    """
    match = _matched(_PERCENT, value)
    if match is None:
        raise ValueError(f'found {shown(value)}; a share is stated in per cent ("15 %")')
    result = float(match[1]) / 100.0
    if not 0.0 <= result <= 1.0:
        raise ValueError(f"found {shown(value)}; a share lies between 0 % and 100 %")
    return result


def ratio(value: object) -> float:
    """A ratio >= 0 such as a coefficient of variation, from ``0.7`` or ``"70 %"``.

    Raises ValueError for anything else, for a negative ratio and for one above 1e12.
    """
    match = _matched(_PERCENT, value)
    if match is not None:
        result = float(match[1]) / 100.0
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        result = float(value)
    else:
        raise ValueError(f'found {shown(value)}; a ratio is a number or per cent (0.7 or "70 %")')
    if not 0.0 <= result <= LARGEST:
        raise ValueError(f"found {shown(value)}; a ratio cannot be negative or endless")
    return result


def time_of_day(value: object) -> float:
    """Minutes after midnight from ``"09:30"``; ``"24:00"`` is the end of the day.

    Raises ValueError for anything that is not a time of day.
    """
    match = _matched(_TIME_OF_DAY, value)
    if match is None:
        raise ValueError(f'found {shown(value)}; a time of day is written "09:30"')
    minutes = int(match[1]) * 60 + int(match[2])
    if int(match[2]) > 59 or minutes > MINUTES_PER_DAY:
        raise ValueError(f"found {shown(value)}; a time of day lies between 00:00 and 24:00")
    return float(minutes)


def calendar_day(value: object) -> object:
    """A date from ``"1999-01-04"``.

    Raises ValueError for anything that is not a date.
    """
    if isinstance(value, date):
        return value
    if _matched(_DATE, value) is None:
        raise ValueError(f'found {shown(value)}; a date is written "1999-01-04"')
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"found {shown(value)}; there is no such day") from None


def show_duration(minutes: float) -> str:
    """``"20 s"``, ``"4 min"``, ``"2 h"`` or ``"7 d"`` from minutes: in the unit with the shortest number."""
    written = [(f"{minutes / size:.12g}", unit) for unit, size in _WRITTEN]
    number, unit = min(written, key=lambda one: len(one[0]))
    return f"{number} {unit}"


def show_rate(per_minute: float) -> str:
    """``"24 per hour"`` from a rate per minute."""
    return f"{per_minute * 60:.12g} per hour"


def show_share(value: float) -> str:
    """``"15 %"`` from a share."""
    return f"{100 * value:.12g} %"


def show_time_of_day(minutes: float) -> str:
    """``"09:30"`` from 570 minutes after midnight (of any day)."""
    whole = round(minutes) % 1440 if minutes != MINUTES_PER_DAY else 1440
    return f"{whole // 60:02d}:{whole % 60:02d}"


SHOW: dict[Callable[..., Any], Callable[[float], str]] = {
    duration: show_duration,
    duration_or_auto: show_duration,
    rate: show_rate,
    share: show_share,
    time_of_day: show_time_of_day,
}
"""For each reader, the writer that gives back what a planner would write."""


def _text(pattern: str, what: str, example: str, also: list[dict[str, Any]] | None = None) -> WithJsonSchema:
    message = f'{what} is needed, such as "{example}"'
    text = {"type": "string", "pattern": pattern, "examples": [example], "patternErrorMessage": message}
    return WithJsonSchema({"anyOf": [*also, text]} if also else text)


_UNIT = "(" + "|".join(sorted(_MINUTES, key=len, reverse=True)) + ")"
_AT_MOST_100 = r"\+?(0*(100(\.0*)?|[0-9]{1,2}(\.[0-9]*)?|\.[0-9]+)|[0-9.]+[eE][+-]?[0-9]+)"
_PER_CENT = rf"^\s*{_PLUS}\s*%\s*$"
DURATION = rf"{_PLUS}\s*{_UNIT}"
SHARE = rf"{_AT_MOST_100}\s*%"
TIME_OF_DAY = r"^\s*(([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)\s*$"
_RATE_TEXT = rf"^\s*{_PLUS}\s*(/|per)\s*{_UNIT}\s*$"
_ANY_RATIO = [{"type": "number", "minimum": 0}]

Minutes = Annotated[float, BeforeValidator(duration), _text(rf"^\s*{DURATION}\s*$", "a duration", "4 min")]
MinutesOrAuto = Annotated[
    Auto | float,
    BeforeValidator(duration_or_auto),
    _text(rf"^\s*(auto|{DURATION})\s*$", "a duration, or auto", "2 days"),
]
PerMinute = Annotated[float, BeforeValidator(rate), _text(_RATE_TEXT, "a rate", "24 per hour")]
Share = Annotated[float, BeforeValidator(share), _text(rf"^\s*{SHARE}\s*$", "a share in per cent", "15 %")]
Ratio = Annotated[float, BeforeValidator(ratio), _text(_PER_CENT, "a number or per cent", "70 %", also=_ANY_RATIO)]
TimeOfDay = Annotated[float, BeforeValidator(time_of_day), _text(TIME_OF_DAY, "a time of day", "09:30")]
Day = Annotated[date, BeforeValidator(calendar_day), _text(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a date", "1999-01-04")]
