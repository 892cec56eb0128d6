"""Durations in compiled code: the laws of all touchpoints and segments, and the known values they need."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.compiling import inner
from servsim.demand.compiled import quantile
from servsim.scenario.distributions import Family
from servsim.scenario.quantiles import GRID, OBSERVED

FOREVER = -1

LAW = np.dtype([("kind", np.int64), ("a", np.float64), ("b", np.float64), ("c", np.float64), ("mean", np.float64)])


class Laws(NamedTuple):
    """The durations of one purpose."""

    by: NDArray[Any]
    """(touchpoints, segments) kind of the quantile function, or FOREVER; its parameters; the mean."""
    points: NDArray[np.float64]
    """The known values of all laws, one after the other."""


def laws_of(families: Sequence[Sequence[Family | None]]) -> Laws:
    """The durations of a purpose, by the families of the plan."""
    by = np.zeros((len(families), len(families[0])), LAW)
    points, known = [np.empty(0)], 0
    for touchpoint, row in enumerate(families):
        for segment, family in enumerate(row):
            if family is None:
                by[touchpoint, segment]["kind"] = FOREVER
                continue
            kind, a, b, c = family.law()
            if kind in {GRID, OBSERVED}:
                a = known
                points.append(family.points())
                known += points[-1].size
            by[touchpoint, segment] = (kind, a, b, c, family.moments().mean)
    return Laws(by, np.concatenate(points))


@inner
def duration(laws: Laws, touchpoint: int, segment: int, number: float) -> float:
    """Minutes at a uniform number."""
    law = laws.by[touchpoint, segment]
    return float(quantile((law.kind, law.a, law.b, law.c), laws.points, number))
