"""The observed values themselves as a distribution."""

import math
from typing import Annotated, Any, Self

import numpy as np
from pydantic import Field, PrivateAttr, ValidationInfo, computed_field, model_validator

from servsim.errors import shown
from servsim.scenario.values import quantiles
from servsim.scenario.values.base import Text
from servsim.scenario.values.families import Family, Floats, Moments
from servsim.scenario.values.quantiles import Law
from servsim.scenario.values.units import LONGEST, Minutes, duration
from servsim.tables import number, read_table


class Empirical(Family):
    """Empirical: the observed values themselves, equally likely; inline or a column of a CSV file."""

    values: Annotated[tuple[Minutes, ...], Field(strict=False, min_length=1)] | None = None
    """Observed durations, each with its unit."""
    file: str | None = None
    """A CSV file, relative to the scenario."""
    column: Text | None = None
    """The column of that file; empty cells are left out."""
    unit: str | None = Field(default=None, examples=["s"])
    """The unit of the numbers in that column: s, min, h, d."""

    _minutes: tuple[float, ...] = PrivateAttr(default=())

    @model_validator(mode="before")
    @classmethod
    def _short(cls, raw: Any) -> Any:
        return {"values": raw} if isinstance(raw, list) else raw

    @model_validator(mode="after")
    def _read(self, info: ValidationInfo) -> Self:
        from_file = (self.file, self.column, self.unit)
        if (self.values is None) == (None in from_file) or (self.values is not None and any(from_file)):
            raise ValueError("state either values, or all of file, column and unit")
        self._minutes = tuple(sorted(self._column(info) if self.values is None else self.values))
        if self._minutes[-1] <= 0:
            raise ValueError("at least one value must be above zero")
        return self

    def _column(self, info: ValidationInfo) -> list[float]:
        try:
            size = duration(f"1 {self.unit}")
        except ValueError:
            raise ValueError(f"found the unit {shown(self.unit)}; allowed: s, min, h, d") from None
        longest = LONGEST / size

        def measured(cell: str) -> float:
            value = number(cell)
            if value < 0 or value > longest:
                raise ValueError(f"found {shown(cell)}; a duration lies between 0 and 10 years")
            return value

        table = read_table(str(self.file), info)
        values = [value * size for value in table.read(str(self.column), measured) if not math.isnan(value)]
        if not values:
            raise ValueError(f"{self.file}: column {shown(self.column)} holds no number")
        return values

    @computed_field  # type: ignore[prop-decorator]
    @property
    def minutes(self) -> tuple[float, ...]:
        """All values, inline or read, in rising order; part of every dump, so that a fingerprint covers the file."""
        return self._minutes

    def moments(self) -> Moments:
        """Mean (minutes) and CV of the values themselves (divisor n)."""
        values = np.asarray(self._minutes)
        return Moments(float(values.mean()), float(values.std() / values.mean()))

    def minimum(self) -> float:
        """The smallest observed value, minutes."""
        return self._minutes[0]

    def law(self) -> Law:
        """One of the observed values, never a value between."""
        return Law(quantiles.OBSERVED, 0.0, float(len(self._minutes)))

    def points(self) -> Floats:
        """The observed values, minutes, in rising order."""
        return np.asarray(self._minutes)
