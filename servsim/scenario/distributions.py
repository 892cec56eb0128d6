"""Distributions of durations, stated by what planners know, each knowing its own moments.

A family is a frozen value with three answers: its moments, its smallest value, and its quantile function. Drawing is
somebody else's work (:mod:`servsim.demand`): one uniform per draw goes through :meth:`Family.quantile`, so that the same
customer keeps the same place in the distribution when an option changes its parameters.
"""

import math
from functools import lru_cache
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, GetJsonSchemaHandler, ValidationInfo, field_validator, model_validator
from pydantic_core import CoreSchema

from servsim.scenario.base import Part
from servsim.scenario.table import read_column
from servsim.scenario.units import Minutes, Ratio, duration

Floats = NDArray[np.float64]


class Moments(NamedTuple):
    """Mean in minutes, and coefficient of variation (standard deviation / mean)."""

    mean: float
    cv: float


class Family(Part):
    """A family of distributions of a non-negative duration, in minutes."""

    def moments(self) -> Moments:
        """Mean (minutes) and coefficient of variation."""
        raise NotImplementedError

    def minimum(self) -> float:
        """The smallest possible value, minutes."""
        return 0.0

    def quantile(self, uniform: Floats) -> Floats:
        """Values (minutes) below which the given shares (in [0, 1)) of the distribution lie; same shape."""
        raise NotImplementedError

    def with_cv(self, cv: float) -> "Family | None":
        """The same mean with another coefficient of variation; None when the family cannot take it."""
        return self if cv == self.moments().cv else None


class _Positive(Family):
    mean: Minutes = Field(gt=0)
    """Mean duration."""


class Exponential(_Positive):
    """Exponential: no memory; the textbook service and patience (CV 1)."""

    def moments(self) -> Moments:
        """Mean (minutes) and CV 1."""
        return Moments(self.mean, 1.0)

    def quantile(self, uniform: Floats) -> Floats:
        """``-mean * log(1 - u)``."""
        return -self.mean * np.log1p(-uniform)

    def with_cv(self, cv: float) -> Family:
        """A gamma distribution with that CV (an exponential is the gamma with CV 1)."""
        return _gamma(self.mean, cv)


class Lognormal(_Positive):
    """Lognormal: what handling times of calls look like (Brown et al. 2005)."""

    cv: Ratio
    """Coefficient of variation (standard deviation / mean)."""

    def moments(self) -> Moments:
        """Mean (minutes) and CV as stated."""
        return Moments(self.mean, self.cv)

    def quantile(self, uniform: Floats) -> Floats:
        """``exp(m + s * z(u))`` with the normal quantile z."""
        from scipy.special import ndtri

        variance = math.log1p(self.cv**2)
        log_mean = math.log(self.mean) - 0.5 * variance
        return np.asarray(np.exp(log_mean + math.sqrt(variance) * ndtri(np.maximum(uniform, 1e-300))))

    def with_cv(self, cv: float) -> Family:
        """A lognormal with that CV."""
        return Lognormal.model_construct(mean=self.mean, cv=cv)


class Gamma(_Positive):
    """Gamma: flexible, with a lighter tail than the lognormal."""

    cv: Ratio
    """Coefficient of variation (standard deviation / mean)."""

    def moments(self) -> Moments:
        """Mean (minutes) and CV as stated."""
        return Moments(self.mean, self.cv)

    def quantile(self, uniform: Floats) -> Floats:
        """Inverse regularized incomplete gamma function; a constant when the CV is 0."""
        from scipy.special import gammaincinv

        if self.cv == 0:
            return np.full_like(uniform, self.mean)
        shape = self.cv**-2
        return np.asarray(self.mean / shape * gammaincinv(shape, uniform))

    def with_cv(self, cv: float) -> Family:
        """A gamma with that CV."""
        return _gamma(self.mean, cv)


def _gamma(mean: float, cv: float) -> Gamma:
    return Gamma.model_construct(mean=mean, cv=cv)


class Weibull(_Positive):
    """Weibull: patience whose hazard rises (CV < 1) or falls (CV > 1)."""

    cv: Ratio = Field(gt=0.01, lt=20)
    """Coefficient of variation (standard deviation / mean)."""

    def moments(self) -> Moments:
        """Mean (minutes) and CV as stated."""
        return Moments(self.mean, self.cv)

    def quantile(self, uniform: Floats) -> Floats:
        """``scale * (-log(1 - u)) ** (1 / shape)``."""
        shape = _weibull_shape(self.cv)
        scale = self.mean / math.gamma(1 + 1 / shape)
        return np.asarray(scale * (-np.log1p(-uniform)) ** (1 / shape))

    def with_cv(self, cv: float) -> Family:
        """A Weibull with that CV."""
        return Weibull.model_construct(mean=self.mean, cv=cv)


@lru_cache(maxsize=256)
def _weibull_shape(cv: float) -> float:
    from scipy.optimize import brentq
    from scipy.special import gammaln

    def excess(log_shape: float) -> float:
        inverse = math.exp(-log_shape)
        return float(gammaln(1 + 2 * inverse) - 2 * gammaln(1 + inverse) - math.log1p(cv * cv))

    return math.exp(float(brentq(excess, math.log(0.05), math.log(500.0), xtol=1e-13)))


class Erlang(_Positive):
    """Erlang: a number of exponential phases in a row."""

    phases: int = Field(ge=1, le=1000)
    """Number of phases; the CV is 1 / sqrt(phases)."""

    def moments(self) -> Moments:
        """Mean (minutes) and CV 1 / sqrt(phases)."""
        return Moments(self.mean, self.phases**-0.5)

    def quantile(self, uniform: Floats) -> Floats:
        """Quantile of the gamma distribution with whole shape."""
        return _gamma(self.mean, self.phases**-0.5).quantile(uniform)

    def with_cv(self, cv: float) -> Family:
        """A gamma distribution with that CV."""
        return _gamma(self.mean, cv)


class _Bounded(Family):
    low: Minutes
    """Smallest value."""
    high: Minutes
    """Largest value."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low < self.high:
            raise ValueError(f"low ({self.low:g} min) must be below high ({self.high:g} min)")
        likely = getattr(self, "likely", None)
        if likely is not None and not self.low <= likely <= self.high:
            raise ValueError(
                f"likely ({likely:g} min) must lie between low ({self.low:g}) and high ({self.high:g} min)"
            )
        return self

    def minimum(self) -> float:
        """The smallest possible value, minutes."""
        return self.low


class Uniform(_Bounded):
    """Uniform: anything between two bounds, equally likely."""

    def moments(self) -> Moments:
        """Mean (minutes) and CV."""
        mean = 0.5 * (self.low + self.high)
        return Moments(mean, (self.high - self.low) / math.sqrt(12.0) / mean)

    def quantile(self, uniform: Floats) -> Floats:
        """Straight line from low to high."""
        return np.asarray(self.low + (self.high - self.low) * uniform)


class Triangular(_Bounded):
    """Triangular: what an expert says: at least, most often, at most."""

    likely: Minutes
    """Most likely value."""

    def moments(self) -> Moments:
        """Mean (minutes) and CV."""
        a, c, b = self.low, self.likely, self.high
        mean = (a + b + c) / 3
        variance = (a * a + b * b + c * c - a * b - a * c - b * c) / 18
        return Moments(mean, math.sqrt(variance) / mean)

    def quantile(self, uniform: Floats) -> Floats:
        """Two square-root branches that meet at the most likely value."""
        a, c, b = self.low, self.likely, self.high
        rising = a + np.sqrt(uniform * (b - a) * (c - a))
        falling = b - np.sqrt((1 - uniform) * (b - a) * (b - c))
        return np.where(uniform < (c - a) / (b - a), rising, falling)


class Pert(_Bounded):
    """PERT: a smooth version of the triangular (beta distribution, weight 4 on the most likely value)."""

    likely: Minutes
    """Most likely value."""

    def _shapes(self) -> tuple[float, float]:
        width = self.high - self.low
        return 1 + 4 * (self.likely - self.low) / width, 1 + 4 * (self.high - self.likely) / width

    def moments(self) -> Moments:
        """Mean ``(low + 4 likely + high) / 6`` (minutes) and CV."""
        alpha, beta = self._shapes()
        mean = (self.low + 4 * self.likely + self.high) / 6
        deviation = (self.high - self.low) * math.sqrt(alpha * beta / ((alpha + beta) ** 2 * (alpha + beta + 1)))
        return Moments(mean, deviation / mean)

    def quantile(self, uniform: Floats) -> Floats:
        """Inverse regularized incomplete beta function, scaled to [low, high]."""
        from scipy.special import betaincinv

        alpha, beta = self._shapes()
        return np.asarray(self.low + (self.high - self.low) * betaincinv(alpha, beta, uniform))


class Constant(Family):
    """Constant: always the same."""

    value: Minutes
    """The duration."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, raw: Any) -> Any:
        return raw if isinstance(raw, dict) else {"value": raw}

    def moments(self) -> Moments:
        """The value (minutes) and CV 0."""
        return Moments(self.value, 0.0)

    def minimum(self) -> float:
        """The value, minutes."""
        return self.value

    def quantile(self, uniform: Floats) -> Floats:
        """The value, whatever the share."""
        return np.full_like(uniform, self.value)


class Empirical(Family):
    """Empirical: the observed values themselves, equally likely; inline or a column of a CSV file."""

    values: tuple[Minutes, ...] | None = Field(None, min_length=1)
    """Observed durations, each with its unit."""
    file: str | None = None
    """A CSV file, relative to the scenario."""
    column: str | None = None
    """The column of that file."""
    unit: str | None = Field(None, json_schema_extra={"examples": ["s"]})
    """The unit of the numbers in that column: s, min, h, d."""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, raw: Any, info: ValidationInfo) -> Any:
        if isinstance(raw, (list, tuple)):
            return {"values": list(raw)}
        if not isinstance(raw, dict) or not raw.get("file"):
            return raw
        if raw.get("values") is not None or not raw.get("column") or not raw.get("unit"):
            raise ValueError("state either values, or all of file, column and unit")
        minutes = duration(f"1 {raw['unit']}")
        numbers = read_column(str(raw["file"]), str(raw["column"]), info)
        return {**raw, "values": [f"{number * minutes!r} min" for number in numbers]}

    @field_validator("values", mode="after")
    @classmethod
    def _sorted(cls, values: tuple[float, ...] | None) -> tuple[float, ...] | None:
        return None if values is None else tuple(sorted(values))

    @model_validator(mode="after")
    def _stated(self) -> Self:
        if self.values is None:
            raise ValueError("state either values, or all of file, column and unit")
        if sum(self.values) <= 0:
            raise ValueError("at least one value must be above zero")
        return self

    def _array(self) -> Floats:
        return np.asarray(self.values, dtype=np.float64)

    def moments(self) -> Moments:
        """Mean (minutes) and CV of the values themselves (divisor n)."""
        values = self._array()
        return Moments(float(values.mean()), float(values.std() / values.mean()))

    def minimum(self) -> float:
        """The smallest observed value, minutes."""
        return float(self._array()[0])

    def quantile(self, uniform: Floats) -> Floats:
        """One of the observed values, never a value between."""
        values = self._array()
        place = np.minimum((np.asarray(uniform) * values.size).astype(np.int64), values.size - 1)
        return np.asarray(values[place])


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
        if len(self._stated()) != 1:
            names = ", ".join(Distribution.model_fields)
            raise ValueError(f"state exactly one of {names}; found {len(self._stated())}")
        return self

    def _stated(self) -> list[Family]:
        families = (getattr(self, name) for name in Distribution.model_fields)
        return [family for family in families if family is not None]

    @property
    def family(self) -> Family:
        """The family that was stated."""
        return self._stated()[0]

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core))
        schema["minProperties"] = schema["maxProperties"] = 1
        short = duration_schema()
        return {"anyOf": [schema, short], "description": schema.pop("description", "")}


def duration_schema() -> dict[str, Any]:
    """The JSON Schema of a duration written as text."""
    from pydantic import TypeAdapter

    return TypeAdapter(Minutes).json_schema()


class BySegment(Distribution):
    """A distribution for everybody, or ``by_segment`` with one for each segment."""

    by_segment: dict[str, Distribution] | None = None
    """One distribution for each segment, by its name."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        if len(self._stated()) + (self.by_segment is not None) != 1:
            names = ", ".join(Distribution.model_fields)
            raise ValueError(f"state exactly one of {names}, or by_segment")
        return self

    def of(self, segment: str) -> Family | None:
        """The family that holds for a segment; None when ``by_segment`` leaves it out."""
        if self.by_segment is None:
            return self.family
        stated = self.by_segment.get(segment)
        return None if stated is None else stated.family
