"""Durations in compiled code: the laws of all touchpoints and segments, and the known values they need."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from servsim.compiling import inner
from servsim.demand.compiled import quantile
from servsim.scenario.values.distributions import Family
from servsim.scenario.values.quantiles import GRID, OBSERVED

FOREVER = -1

LAW = np.dtype([("kind", np.int64), ("a", np.float64), ("b", np.float64), ("c", np.float64), ("mean", np.float64)])
"""Kind of the quantile function, or FOREVER; its parameters; the mean, minutes."""


class Points:
    """The known values of laws, one after the other."""

    def __init__(self) -> None:
        self._parts = [np.empty(0)]

    @property
    def values(self) -> NDArray[np.float64]:
        """All values."""
        return np.concatenate(self._parts)

    def law(self, family: Family | None) -> tuple[int, float, float, float, float]:
        """The law of a family, its values added to the others."""
        if family is None:
            return (FOREVER, 0.0, 0.0, 0.0, 0.0)
        kind, a, b, c = family.law()
        if kind in {GRID, OBSERVED}:
            a = sum(part.size for part in self._parts)
            self._parts.append(family.points())
        return (kind, a, b, c, family.moments().mean)


@inner
def duration(law: Any, points: NDArray[np.float64], number: float) -> float:
    """Minutes at a uniform number."""
    return float(quantile((law.kind, law.a, law.b, law.c), points, number))
