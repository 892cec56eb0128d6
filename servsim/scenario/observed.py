"""What was measured in reality, to be set beside the simulation."""

from typing import NamedTuple, Self

from pydantic import Field, PrivateAttr, ValidationInfo, model_validator

from servsim.errors import nearest
from servsim.scenario.base import Part
from servsim.scenario.kpis import KPIS
from servsim.scenario.table import pick, read_rows
from servsim.scenario.units import duration, time_of_day


class ObservedHour(NamedTuple):
    """One measured value: the hour (minutes after midnight), in the KPI's inner unit, with its standard error."""

    kpi: str
    hour: float
    value: float
    error: float


class ObservedColumn(Part):
    """Where one KPI stands in the file."""

    column: str
    """The column with the measured value."""
    unit: str | None = None
    """For durations: s, min or h. Shares are stated from 0 to 1."""
    standard_error: str | None = None
    """The column with its standard error, in the same unit."""


class ObservedByHour(Part):
    """A CSV file with one row for each hour of the day."""

    file: str
    """The CSV file, relative to the scenario."""
    hour: str = "hour"
    """The column with the hour, such as "07:00"."""
    kpis: dict[str, ObservedColumn] = Field(min_length=1)
    """The measured KPIs and their columns."""

    _values: tuple[ObservedHour, ...] = PrivateAttr(default=())

    @model_validator(mode="after")
    def _read(self, info: ValidationInfo) -> Self:
        result = []
        for kpi, stated in self.kpis.items():
            if kpi not in KPIS:
                raise ValueError(f'unknown KPI "{kpi}"; {nearest(kpi, tuple(KPIS))}')
            if KPIS[kpi].unit == "min" and stated.unit is None:
                raise ValueError(f'"{kpi}" is a duration; state its unit: s, min or h')
            scale = duration(f"1 {stated.unit}") if stated.unit else 1.0
            for row in read_rows(self.file, info):
                error = pick(row, stated.standard_error, self.file) if stated.standard_error else "nan"
                try:
                    hour = time_of_day(pick(row, self.hour, self.file))
                    value = float(pick(row, stated.column, self.file)) * scale
                    result.append(ObservedHour(kpi, hour, value, float(error) * scale))
                except ValueError as problem:
                    raise ValueError(f'{self.file}, column "{stated.column}": {problem}') from None
        self._values = tuple(result)
        return self

    @property
    def values(self) -> tuple[ObservedHour, ...]:
        """All measured values."""
        return self._values


class Observed(Part):
    """Measurements of the real service."""

    source: str
    """Who measured what, where and when."""
    note: str = ""
    """What the reader should know about differences between the measurement and the simulation."""
    by_hour: ObservedByHour
    """KPIs by hour of the day."""
