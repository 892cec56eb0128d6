"""Targets: a KPI, a direction and a value with its unit, such as ``wait_p90: "<= 8 min"``."""

import operator
import re
from collections.abc import Callable, Sequence
from math import isfinite
from typing import NamedTuple

from servsim.errors import ServsimError, nearest, shown
from servsim.scenario.kpis.declarations import KPIS, Unit
from servsim.scenario.values.units import duration, share

_FORM = re.compile(r"\s*(<=|>=|<|>)\s*([^\s<>=].*?)\s*")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


class Target(NamedTuple):
    """``kpi relation value``; the value in the KPI's inner unit (minutes, share, points)."""

    kpi: str
    relation: str
    value: float
    text: str

    def met(self, value: float) -> bool:
        """Whether a value of the KPI meets the target (never for NaN)."""
        return _HOLDS[self.relation](value, self.value)


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text) or not isfinite(float(text)):
        raise ValueError(f"found {shown(text)}; this KPI has no unit, a plain number is needed")
    return float(text)


def _hours(text: str) -> float:
    return duration(text) / 60


_READ: dict[Unit, Callable[[str], float]] = {"min": duration, "h": _hours, "share": share}


def parse_target(kpi: str, text: object) -> Target:
    """A target from its KPI's name and its text.

    Raises ValueError for an unknown KPI, a missing relation and a wrong or missing unit.
    """
    if kpi not in KPIS:
        raise ValueError(f"unknown KPI {shown(kpi)}; {nearest(kpi, tuple(KPIS))}")
    match = _FORM.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError(f'found {shown(text)}; a target is a relation and a value ("<= 8 min", ">= 4.3", ">= 80 %")')
    read = _READ.get(KPIS[kpi].unit, _number)
    return Target(kpi, match[1], read(match[2]), " ".join(str(text).split()))


def check_stated(targets: Sequence[Target]) -> None:
    """Raise ServsimError when a scenario from which targets are needed has none."""
    if not targets:
        raise ServsimError(
            'the scenario has no targets; state what is to be met, such as targets: {wait_p90: "<= 8 min"}'
        )
