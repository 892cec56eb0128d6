"""A distribution as a planner states it: one family with its parameters, a constant, or one for each segment."""

from collections.abc import Iterator
from typing import Any, Self

from pydantic import Field, model_validator

from servsim.scenario.values.base import Part
from servsim.scenario.values.bounded import Constant, Pert, Triangular, Uniform
from servsim.scenario.values.empirical import Empirical
from servsim.scenario.values.families import Erlang, Exponential, Family, Floats, Gamma, Lognormal, Moments, Weibull

__all__ = [
    "BySegment",
    "Constant",
    "Distribution",
    "Empirical",
    "Erlang",
    "Exponential",
    "Family",
    "Floats",
    "Gamma",
    "Lognormal",
    "Moments",
    "Pert",
    "Triangular",
    "Uniform",
    "Weibull",
]


class Distribution(Part):
    """One family with its parameters, such as ``{lognormal: {mean: 6 min, cv: 0.7}}``; or a constant: ``4 min``."""

    exponential: Exponential | None = None
    """No memory, CV 1: mean."""
    lognormal: Lognormal | None = None
    """Right-skewed: mean, cv."""
    gamma: Gamma | None = None
    """Right-skewed, lighter tail: mean, cv."""
    weibull: Weibull | None = None
    """Rising or falling hazard: mean, cv."""
    erlang: Erlang | None = None
    """Phases in a row: mean, phases."""
    uniform: Uniform | None = None
    """Between two bounds: low, high."""
    triangular: Triangular | None = None
    """An expert's three values: low, likely, high."""
    pert: Pert | None = None
    """The same three values, smoother: low, likely, high."""
    constant: Constant | None = None
    """Always the same."""
    empirical: Empirical | None = None
    """Observed values, inline or from a CSV column."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, raw: Any) -> Any:
        return {"constant": raw} if isinstance(raw, (str, int, float)) and not isinstance(raw, bool) else raw

    @model_validator(mode="after")
    def _one(self) -> Self:
        found = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(found) != 1:
            names = ", ".join(type(self).model_fields)
            raise ValueError(f"found {' and '.join(found) or 'none'}; state exactly one of {names}")
        return self

    @property
    def family(self) -> Family:
        """The family that was stated."""
        families: Iterator[Family | None] = (getattr(self, name) for name in Distribution.model_fields)
        return next(family for family in families if family is not None)


class BySegment(Distribution):
    """A distribution for everybody, or ``by_segment`` with one for each segment."""

    by_segment: dict[str, Distribution] | None = Field(default=None, min_length=1)
    """One distribution for each segment, by its name."""

    def of(self, segment: str) -> Family | None:
        """The family that holds for a segment; None when ``by_segment`` leaves it out."""
        if self.by_segment is None:
            return self.family
        stated = self.by_segment.get(segment)
        return None if stated is None else stated.family
