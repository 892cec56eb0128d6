"""What was measured in reality, to be set beside the simulation."""

from math import isnan, nan
from typing import Annotated, NamedTuple, Self

from pydantic import AfterValidator, Field, PrivateAttr, ValidationInfo, model_validator

from servsim.errors import nearest, shown
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.values.base import Part, Text
from servsim.scenario.values.units import duration, time_of_day
from servsim.tables import Table, number, read_table


class ObservedHour(NamedTuple):
    """One measured value: the hour (minutes after midnight), in the KPI's inner unit, with its standard error."""

    kpi: str
    hour: float
    value: float
    error: float


def _known(kpi: str) -> str:
    if kpi not in KPIS:
        raise ValueError(f"unknown KPI {shown(kpi)}; {nearest(kpi, tuple(KPIS))}")
    return kpi


class ObservedColumn(Part):
    """Where one KPI stands in the file."""

    column: Text
    """The column with the measured value; empty cells are left out."""
    unit: str | None = None
    """For durations: s, min or h. Shares are stated from 0 to 1."""
    standard_error: Text | None = None
    """The column with its standard error, in the same unit."""


class ObservedByHour(Part):
    """A CSV file with one row for each hour of the day."""

    file: str
    """The CSV file, relative to the scenario."""
    hour: Text = "hour"
    """The column with the hour, such as "07:00"."""
    kpis: dict[Annotated[str, AfterValidator(_known)], ObservedColumn] = Field(min_length=1)
    """The measured KPIs and their columns."""

    _values: tuple[ObservedHour, ...] = PrivateAttr(default=())

    @model_validator(mode="after")
    def _read(self, info: ValidationInfo) -> Self:
        table = read_table(self.file, info)
        hours = table.read(self.hour, time_of_day)
        self._values = tuple(
            entry for kpi, stated in self.kpis.items() for entry in _measured(table, hours, kpi, stated)
        )
        return self

    @property
    def values(self) -> tuple[ObservedHour, ...]:
        """All measured values."""
        return self._values


def _measured(table: Table, hours: list[float], kpi: str, stated: ObservedColumn) -> list[ObservedHour]:
    size = _size(kpi, stated.unit)
    values = table.read(stated.column, number)
    errors = table.read(stated.standard_error, number) if stated.standard_error else [nan] * len(values)
    return [
        ObservedHour(kpi, hour, value * size, error * size)
        for hour, value, error in zip(hours, values, errors, strict=True)
        if not isnan(value)
    ]


def _size(kpi: str, unit: str | None) -> float:
    """Size of the stated unit in the KPI's inner unit."""
    inner = KPIS[kpi].unit
    if inner not in ("min", "h"):
        if unit is not None:
            raise ValueError(f'"{kpi}" is not a duration; it is stated without a unit (shares from 0 to 1)')
        return 1.0
    if unit is None:
        raise ValueError(f'"{kpi}" is a duration; state its unit: s, min or h')
    try:
        return duration(f"1 {unit}") / duration(f"1 {inner}")
    except ValueError:
        raise ValueError(f"found the unit {shown(unit)}; allowed: s, min, h") from None


class Observed(Part):
    """Measurements of the real service."""

    source: Text
    """Who measured what, where and when."""
    note: Text = ""
    """What the reader should know about differences between the measurement and the simulation."""
    by_hour: ObservedByHour
    """KPIs by hour of the day."""
