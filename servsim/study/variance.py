"""How much of the quality variance lies between agents, and how much within one agent's own work."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Components(NamedTuple):
    """Variance components of a one-way random effects model."""

    between: float
    """Between groups; estimates below zero are kept, since cutting them off would bias the mean over replications."""
    within: float


def variance_components(values: Floats, group: Ints) -> Components:
    """ANOVA estimates of the components of ``values`` by ``group`` (whole numbers >= 0), unbalanced groups allowed.

    ``within = MS_W``, ``between = (MS_B - MS_W) / n0`` with ``n0 = (n - sum n_j^2 / n) / (k - 1)``. ``between`` is
    NaN when there is only one group, both are when no group has two values.
    """
    counts = np.bincount(group)
    sums = np.bincount(group, weights=values)
    present = counts > 0
    sizes = counts[present].astype(np.float64)
    groups, total = sizes.size, float(sizes.sum())
    if groups < 2 or total <= groups:
        return Components(np.nan, float(values.var(ddof=1)) if groups == 1 and total > 1 else np.nan)
    means = sums[present] / sizes
    grand = float(values.mean())
    between = float((sizes * (means - grand) ** 2).sum()) / (groups - 1)
    centred = values - (sums / np.maximum(counts, 1))[group]
    within = float((centred**2).sum()) / (total - groups)
    typical = (total - float((sizes**2).sum()) / total) / (groups - 1)
    return Components((between - within) / typical, within)
