"""Families of distributions of durations, each knowing its own moments.

A family is a frozen value with three answers: its moments, its smallest value, and its quantile function. Drawing is
somebody else's work (:mod:`servsim.demand`): one uniform per draw goes through :meth:`Family.quantile`, so that the
same customer keeps the same place in the distribution when an option changes its parameters.
"""

import math
from functools import lru_cache
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from servsim.scenario.values import quantiles
from servsim.scenario.values.base import Part
from servsim.scenario.values.quantiles import Law
from servsim.scenario.values.units import Minutes, Ratio

Floats = NDArray[np.float64]
Cv = Annotated[Ratio, Field(le=20)]
NO_SPREAD = 1e-6
SMALLEST_SHARE = 2.0**-53
_WEIBULL_CV = (0.01, 1000.0)


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

    def law(self) -> Law:
        """The scalar quantile function with its parameters, places of :meth:`points` counted from 0."""
        return Law(quantiles.GRID)

    def points(self) -> Floats:
        """Known values (minutes) that the law uses: for a law on a grid, the quantiles at its shares."""
        return _on_grid(self) if self.law().kind == quantiles.GRID else np.empty(0)

    def exact_quantile(self, uniform: Floats) -> Floats:
        """Quantiles (minutes) by a special function, for families with a law on a grid; same shape."""
        raise NotImplementedError

    def quantile(self, uniform: Floats) -> Floats:
        """Values (minutes) below which the given shares (inside (0, 1)) of the distribution lie; same shape."""
        law, points = self.law(), self.points().tolist()
        each = np.frompyfunc(lambda share: quantiles.quantile(law, points, float(share)), 1, 1)
        return np.asarray(each(np.asarray(uniform)), dtype=np.float64)

    def with_cv(self, cv: float) -> "Family | None":
        """The same mean with another coefficient of variation; None when the family cannot take it."""
        return self if cv == self.moments().cv else None


@lru_cache(maxsize=256)
def _on_grid(family: Family) -> Floats:
    """The quantiles of a family at the shares of the grid; every chunk of a study asks for them."""
    shares = np.asarray(quantiles.grid_shares())
    found = family.exact_quantile(np.clip(shares, SMALLEST_SHARE, 1.0 - SMALLEST_SHARE))
    found.setflags(write=False)
    return found


class _Positive(Family):
    mean: Minutes = Field(gt=0)
    """Mean duration."""


class Exponential(_Positive):
    """Exponential: no memory; the textbook service and patience (CV 1)."""

    def moments(self) -> Moments:
        """Mean (minutes) and CV 1."""
        return Moments(self.mean, 1.0)

    def law(self) -> Law:
        """``-mean * log(1 - u)``."""
        return Law(quantiles.EXPONENTIAL, self.mean)

    def with_cv(self, cv: float) -> Family:
        """A gamma distribution with that CV (an exponential is the gamma with CV 1)."""
        return _gamma(self.mean, cv)


class Lognormal(_Positive):
    """Lognormal: what handling times of calls look like (Brown et al. 2005)."""

    cv: Cv
    """Coefficient of variation (standard deviation / mean)."""

    def moments(self) -> Moments:
        """Mean (minutes) and CV as stated."""
        return Moments(self.mean, self.cv)

    def law(self) -> Law:
        """``exp(m + s * z(u))`` with the normal quantile z."""
        variance = math.log1p(self.cv**2)
        return Law(quantiles.LOGNORMAL, math.log(self.mean) - 0.5 * variance, math.sqrt(variance))

    def with_cv(self, cv: float) -> Family:
        """A lognormal with that CV."""
        return Lognormal.model_construct(mean=self.mean, cv=cv)


class Gamma(_Positive):
    """Gamma: flexible, with a lighter tail than the lognormal."""

    cv: Cv
    """Coefficient of variation (standard deviation / mean)."""

    def moments(self) -> Moments:
        """Mean (minutes) and CV as stated."""
        return Moments(self.mean, self.cv)

    def law(self) -> Law:
        """On a grid; a constant when the CV is (next to) 0."""
        return Law(quantiles.CONSTANT, self.mean) if self.cv < NO_SPREAD else Law(quantiles.GRID)

    def exact_quantile(self, uniform: Floats) -> Floats:
        """Inverse regularized incomplete gamma function."""
        from scipy.special import gammaincinv

        shape = self.cv**-2
        return np.asarray(self.mean / shape * gammaincinv(shape, uniform))

    def with_cv(self, cv: float) -> Family:
        """A gamma with that CV."""
        return _gamma(self.mean, cv)


def _gamma(mean: float, cv: float) -> Gamma:
    return Gamma.model_construct(mean=mean, cv=cv)


class Weibull(_Positive):
    """Weibull: patience whose hazard rises (CV < 1) or falls (CV > 1)."""

    cv: Annotated[Ratio, Field(ge=_WEIBULL_CV[0], le=20)]
    """Coefficient of variation (standard deviation / mean)."""

    def moments(self) -> Moments:
        """Mean (minutes) and CV as stated."""
        return Moments(self.mean, self.cv)

    def law(self) -> Law:
        """``scale * (-log(1 - u)) ** (1 / shape)``."""
        shape = _weibull_shape(self.cv)
        return Law(quantiles.WEIBULL, self.mean / math.gamma(1 + 1 / shape), 1 / shape)

    def with_cv(self, cv: float) -> Family | None:
        """A Weibull with that CV; None below 0.01 and above 1000."""
        fits = _WEIBULL_CV[0] <= cv <= _WEIBULL_CV[1]
        return Weibull.model_construct(mean=self.mean, cv=cv) if fits else None


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

    def exact_quantile(self, uniform: Floats) -> Floats:
        """Quantile of the gamma distribution with whole shape."""
        return _gamma(self.mean, self.phases**-0.5).exact_quantile(uniform)

    def with_cv(self, cv: float) -> Family:
        """A gamma distribution with that CV."""
        return _gamma(self.mean, cv)
