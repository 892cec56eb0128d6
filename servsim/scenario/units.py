"""Text with a unit in, a plain number out: minutes, per minute, shares.

Inside the program time is a float of minutes and a rate is per minute; units exist only at this border. A number
without a unit is refused where a unit is needed, because 5 may mean minutes to one reader and seconds to another.
"""

import math
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

MINUTES_PER_DAY = 1440.0

_MINUTES = {
    "s": 1 / 60, "sec": 1 / 60, "second": 1 / 60, "seconds": 1 / 60,
    "min": 1.0, "minute": 1.0, "minutes": 1.0,
    "h": 60.0, "hour": 60.0, "hours": 60.0,
    "d": 1440.0, "day": 1440.0, "days": 1440.0,
    "week": 10080.0, "weeks": 10080.0,
}  # fmt: skip
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_DURATION = re.compile(rf"\s*({_NUMBER})\s*([a-zA-Z]+)\s*")
_RATE = re.compile(rf"\s*({_NUMBER})\s*(?:/|per)\s*([a-zA-Z]+)\s*")
_PERCENT = re.compile(rf"\s*({_NUMBER})\s*%\s*")
_TIME_OF_DAY = re.compile(r"\s*(\d{1,2}):(\d{2})\s*")


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _finite(number: str, value: object) -> float:
    result = float(number)
    if not math.isfinite(result):
        raise ValueError(f"found {_shown(value)}; the number is too large")
    return result


def duration(value: object) -> float:
    """Minutes from a text such as ``"4 min"``, ``"20 s"``, ``"1.5 h"``, ``"2 days"``.

    Raises ValueError for a missing or unknown unit and for a negative duration.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise ValueError(f'found {value!r}, a number without a unit; a duration needs one of s, min, h, d ("4 min")')
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None or match[2] not in _MINUTES:
        raise ValueError(f'found {_shown(value)}; a duration is a number and one of s, min, h, d, week ("4 min")')
    minutes = _finite(match[1], value) * _MINUTES[match[2]]
    if minutes < 0:
        raise ValueError(f"found {_shown(value)}; a duration cannot be negative")
    return minutes


def rate(value: object) -> float:
    """A rate per minute from a text such as ``"28 per hour"`` or ``"0.2 / min"``.

    Raises ValueError for a missing or unknown unit and for a negative rate.
    """
    match = _RATE.fullmatch(value) if isinstance(value, str) else None
    if match is None or match[2] not in _MINUTES:
        raise ValueError(f'found {_shown(value)}; a rate is a number "per" a unit of time ("24 per hour")')
    per_minute = _finite(match[1], value) / _MINUTES[match[2]]
    if per_minute < 0:
        raise ValueError(f"found {_shown(value)}; a rate cannot be negative")
    return per_minute


def share(value: object) -> float:
    """A share in [0, 1] from a text such as ``"15 %"``.

    Raises ValueError without the per cent sign and outside 0 % to 100 %.
    """
    match = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'found {_shown(value)}; a share is stated in per cent ("15 %")')
    result = _finite(match[1], value) / 100.0
    if not 0.0 <= result <= 1.0:
        raise ValueError(f"found {_shown(value)}; a share lies between 0 % and 100 %")
    return result


def ratio(value: object) -> float:
    """A ratio >= 0 such as a coefficient of variation, from ``0.7`` or ``"70 %"``.

    Raises ValueError for anything else and for a negative ratio.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        result = float(value)
    else:
        match = _PERCENT.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            raise ValueError(f'found {_shown(value)}; a ratio is a number or per cent (0.7 or "70 %")')
        result = _finite(match[1], value) / 100.0
    if not math.isfinite(result) or result < 0:
        raise ValueError(f"found {_shown(value)}; a ratio cannot be negative or endless")
    return result


def time_of_day(value: object) -> float:
    """Minutes after midnight from ``"09:30"``; ``"24:00"`` is the end of the day.

    Raises ValueError for anything that is not a time of day.
    """
    match = _TIME_OF_DAY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'found {_shown(value)}; a time of day is written "09:30"')
    minutes = int(match[1]) * 60 + int(match[2])
    if int(match[2]) > 59 or minutes > MINUTES_PER_DAY:
        raise ValueError(f"found {_shown(value)}; a time of day lies between 00:00 and 24:00")
    return float(minutes)


def show_time_of_day(minutes: float) -> str:
    """``"09:30"`` from 570 minutes after midnight (of any day)."""
    whole = round(minutes) % 1440 if minutes != MINUTES_PER_DAY else 1440
    return f"{whole // 60:02d}:{whole % 60:02d}"


def _text(pattern: str, example: str, also: list[dict[str, Any]] | None = None) -> WithJsonSchema:
    text = {"type": "string", "pattern": pattern, "examples": [example]}
    return WithJsonSchema({"anyOf": [*also, text]} if also else text)


_UNIT = "(" + "|".join(sorted(_MINUTES, key=len, reverse=True)) + ")"
_PLUS = r"\+?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"

Minutes = Annotated[float, BeforeValidator(duration), _text(rf"^\s*{_PLUS}\s*{_UNIT}\s*$", "4 min")]
PerMinute = Annotated[float, BeforeValidator(rate), _text(rf"^\s*{_PLUS}\s*(/|per)\s*{_UNIT}\s*$", "24 per hour")]
Share = Annotated[float, BeforeValidator(share), _text(rf"^\s*{_PLUS}\s*%\s*$", "15 %")]
Ratio = Annotated[
    float,
    BeforeValidator(ratio),
    _text(rf"^\s*{_PLUS}\s*%\s*$", "70 %", also=[{"type": "number", "minimum": 0}]),
]
TimeOfDay = Annotated[float, BeforeValidator(time_of_day), _text(r"^\s*\d{1,2}:[0-5]\d\s*$", "09:30")]
