"""How precisely a KPI is to be known: the half width of its 95 % interval, such as ``wait_p90: 5 %`` or ``csat: 0.05``.

Per cent are of the KPI's own mean; that means little near zero, where an absolute width takes over.
"""

import re
from math import inf
from typing import NamedTuple

from servsim.errors import nearest, shown
from servsim.scenario.kpis.declarations import KPIS, Unit
from servsim.scenario.values.units import duration

_NUMBER = r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_PER_CENT = re.compile(rf"\s*{_NUMBER}\s*%\s*")
_POINTS = re.compile(rf"\s*{_NUMBER}\s*points?\s*")
_PLAIN = re.compile(rf"\s*{_NUMBER}\s*")
FINE_ENOUGH: dict[Unit, float] = {
    "count": 0.5, "min": 0.05, "h": 0.05, "share": 0.005, "score": 0.0002, "csat": 0.01, "nps": 1.0,
    "perception": 0.02, "gap": 0.02, "satisfaction": 0.01, "money": 0.01,
}  # fmt: skip
"""A half width, in inner units, that nobody needs to go below unless stated (assumption): 3 s, half a per cent of
customers, a hundredth of a star. The score's is made for quality variance."""

ON_A_SCALE: dict[Unit, float] = {"csat": 0.05, "nps": 2.0, "perception": 0.05, "gap": 0.05, "satisfaction": 0.02}
"""Half widths of ratings unless stated (assumption): their zero is a convention, so per cent would mean nothing."""


class Width(NamedTuple):
    """The half width wanted of a KPI's interval: the larger of the two."""

    kpi: str
    relative: float
    """Share of the size of the KPI's mean."""
    absolute: float
    """In the KPI's inner unit."""

    def at(self, mean: float) -> float:
        """The half width wanted at a mean, in the KPI's inner unit."""
        return max(self.relative * abs(mean), self.absolute)


def relative_width(kpi: str, share: float) -> Width:
    """A share of the mean; near zero, what is fine enough for the KPI's unit."""
    return Width(kpi, share, FINE_ENOUGH[KPIS[kpi].unit])


def usual_width(kpi: str, share: float) -> Width:
    """The width of a KPI of which nobody has stated one: a share of the mean, or points on the scale of a rating."""
    unit = KPIS[kpi].unit
    return Width(kpi, 0.0, ON_A_SCALE[unit]) if unit in ON_A_SCALE else relative_width(kpi, share)


def parse_width(kpi: str, text: object) -> Width:
    """A width from a KPI's name and a text: per cent of the mean, or an absolute width in the KPI's unit.

    Shares are written ``"2 points"`` (percentage points) when absolute, since ``2 %`` means 2 % of the share. Raises
    ValueError for an unknown KPI, for anything that is no width, and for a width of nothing.
    """
    if kpi not in KPIS:
        raise ValueError(f"unknown KPI {shown(kpi)}; {nearest(kpi, tuple(KPIS))}")
    match = _PER_CENT.fullmatch(text) if isinstance(text, str) else None
    stated = _absolute(KPIS[kpi].unit, text) if match is None else float(match[1]) / 100
    if not 0 < stated < (inf if match is None else 1 + 1e-9):
        raise ValueError(f"found {shown(text)}; a width is more than 0, and at most 100 %")
    return Width(kpi, 0.0, stated) if match is None else relative_width(kpi, stated)


def _absolute(unit: Unit, text: object) -> float:
    """An absolute width in the inner unit of a KPI."""
    if unit in ("min", "h"):
        try:
            return duration(text) / (60 if unit == "h" else 1)
        except ValueError:
            raise _no_width(text, "30 s") from None
    number = isinstance(text, (int, float)) and not isinstance(text, bool)
    form = _POINTS if unit == "share" else _PLAIN
    match = form.fullmatch(str(text)) if isinstance(text, str) or (number and unit != "share") else None
    if match is None:
        raise _no_width(text, "2 points" if unit == "share" else "0.05")
    return float(match[1]) / (100 if unit == "share" else 1)


def _no_width(text: object, example: str) -> ValueError:
    return ValueError(f'found {shown(text)}; a width is a share of the mean ("5 %") or absolute ("{example}")')
