"""Families between two bounds, and the constant."""

import math
from typing import Any, Self

import numpy as np
from pydantic import model_validator

from servsim.scenario.values import quantiles
from servsim.scenario.values.families import Family, Floats, Moments
from servsim.scenario.values.quantiles import Law
from servsim.scenario.values.units import Minutes, show_duration


class _Bounded(Family):
    low: Minutes
    """Smallest value."""
    high: Minutes
    """Largest value."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low < self.high:
            raise ValueError(f"low ({show_duration(self.low)}) must be below high ({show_duration(self.high)})")
        return self

    def minimum(self) -> float:
        """The smallest possible value, minutes."""
        return self.low


class _Peaked(_Bounded):
    likely: Minutes
    """Most likely value."""

    @model_validator(mode="after")
    def _between(self) -> Self:
        if not self.low <= self.likely <= self.high:
            bounds = f"low ({show_duration(self.low)}) and high ({show_duration(self.high)})"
            raise ValueError(f"likely ({show_duration(self.likely)}) must lie between {bounds}")
        return self


class Uniform(_Bounded):
    """Uniform: anything between two bounds, equally likely."""

    def moments(self) -> Moments:
        """Mean (minutes) and CV."""
        mean = 0.5 * (self.low + self.high)
        return Moments(mean, (self.high - self.low) / math.sqrt(12.0) / mean)

    def law(self) -> Law:
        """Straight line from low to high."""
        return Law(quantiles.UNIFORM, self.low, self.high - self.low)


class Triangular(_Peaked):
    """Triangular: what an expert says: at least, most often, at most."""

    def moments(self) -> Moments:
        """Mean (minutes) and CV."""
        a, c, b = self.low, self.likely, self.high
        mean = (a + b + c) / 3
        variance = (a * a + b * b + c * c - a * b - a * c - b * c) / 18
        return Moments(mean, math.sqrt(variance) / mean)

    def law(self) -> Law:
        """Two square-root branches that meet at the most likely value."""
        return Law(quantiles.TRIANGULAR, self.low, self.likely, self.high)


class Pert(_Peaked):
    """PERT: a smooth version of the triangular (beta distribution, weight 4 on the most likely value)."""

    def _shapes(self) -> tuple[float, float]:
        width = self.high - self.low
        return 1 + 4 * (self.likely - self.low) / width, 1 + 4 * (self.high - self.likely) / width

    def moments(self) -> Moments:
        """Mean ``(low + 4 likely + high) / 6`` (minutes) and CV."""
        alpha, beta = self._shapes()
        mean = (self.low + 4 * self.likely + self.high) / 6
        deviation = (self.high - self.low) * math.sqrt(alpha * beta / ((alpha + beta) ** 2 * (alpha + beta + 1)))
        return Moments(mean, deviation / mean)

    def exact_quantile(self, uniform: Floats) -> Floats:
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

    def law(self) -> Law:
        """The value, whatever the share."""
        return Law(quantiles.CONSTANT, self.value)
