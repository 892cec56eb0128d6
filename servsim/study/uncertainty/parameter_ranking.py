"""Which parameters drive a result, rows from the points that are there already: rank correlations, and no more runs."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.measures.intervals import t_quantile
from servsim.scenario.variants.parameters import Parameter
from servsim.study.uncertainty.design import Design

Floats = NDArray[np.float64]
ERROR = 0.05


class Driver(NamedTuple):
    """A parameter and what moves with it."""

    parameter: Parameter
    correlation: float
    """Spearman's rank correlation with the result."""
    low: float
    """Mean of the result in the lowest third of the parameter's range."""
    high: float
    """Mean of the result in the highest third."""
    separable: bool
    """Whether the correlation is more than chance makes of so many parameters at so few points (5 %, Bonferroni)."""


def drivers(design: Design, results: Floats) -> list[Driver]:
    """All parameters with their correlation to the results (points,), the strongest first; NaN points are left out."""
    known = ~np.isnan(results)
    values, results = design.values[known], results[known]
    if len(results) < 6:
        return []
    found = _correlations(values, results)
    least = _least(len(results), values.shape[1])
    thirds = [_thirds(values[:, column], results) for column in range(values.shape[1])]
    rows = zip(design.parameters, found.tolist(), thirds, strict=True)
    made = [Driver(one, rank, *ends, abs(rank) > least) for one, rank, ends in rows]
    return sorted(made, key=lambda driver: -abs(driver.correlation))


def _correlations(values: Floats, results: Floats) -> Floats:
    """(parameters,) rank correlations; 0 for what does not vary."""
    from scipy.stats import rankdata

    ranks, rank = rankdata(values, axis=0), rankdata(results)
    ranks, rank = ranks - ranks.mean(axis=0), rank - rank.mean()
    sizes = np.sqrt((ranks * ranks).sum(axis=0) * (rank @ rank))
    found = np.zeros(values.shape[1])
    np.divide(rank @ ranks, sizes, out=found, where=sizes > 0)
    return found


def _least(points: int, parameters: int) -> float:
    """The smallest correlation that is more than chance (t approximation)."""
    t = t_quantile(points - 2, 1.0 - 0.5 * ERROR / max(1, parameters))
    return float(t / np.sqrt(points - 2 + t * t))


def _thirds(values: Floats, results: Floats) -> tuple[float, float]:
    order, third = np.argsort(values, kind="stable"), len(values) // 3
    return float(results[order[:third]].mean()), float(results[order[-third:]].mean())
