"""The variance of quality, and how much of it lies between and within agents."""

import numpy as np
from numpy.typing import NDArray

from servsim.measures.counted import Counted, by_team, with_everybody
from servsim.measures.variance import variance_components

VARIANCES = ("quality_variance", "quality_between", "quality_within")


def variances(counted: Counted) -> dict[str, NDArray[np.float64]]:
    """Variance of quality and its two components, for everybody, each segment, touchpoint and team."""
    by_agent = counted.summary.qualities
    touchpoints = by_agent.sum(axis=1)
    groups = np.concatenate(
        [with_everybody(touchpoints)[:, :1], by_agent.sum(axis=2), touchpoints, by_team(counted.summary, touchpoints)],
        axis=1,
    )
    count, total, squares = np.moveaxis(groups.sum(axis=2), -1, 0)
    variance = np.maximum(0.0, squares - total * total / count) / (count - 1)
    components = variance_components(*np.moveaxis(groups[:, :, 1:], -1, 0))
    found = dict(zip(VARIANCES, (np.where(count > 1, variance, np.nan), *components), strict=True))
    values = {kpi: counted.nowhere() for kpi in found}
    for kpi, value in found.items():
        values[kpi][:, : groups.shape[1]] = value
    return values
