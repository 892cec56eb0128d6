"""How much of the quality variance lies between agents, and how much within one agent's own work."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Components(NamedTuple):
    """Variance components of one-way random effects models, one model in each place of the leading axes."""

    between: Floats
    """Between groups; estimates below zero are kept, since cutting them off would bias the mean over replications."""
    within: Floats


def variance_components(count: Floats, total: Floats, squares: Floats) -> Components:
    """ANOVA estimates of the components from the number, sum and sum of squares of each group (on the last axis).

    ``within = MS_W``, ``between = (MS_B - MS_W) / n0`` with ``n0 = (n - sum n_j^2 / n) / (k - 1)``; unbalanced groups
    are allowed, empty ones do not count. ``between`` is NaN when there is only one group, both are when no group has
    two values.
    """
    number, groups = count.sum(axis=-1), (count > 0).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.where(count > 0, total / count, 0.0)
        inside = np.maximum((squares - total * means).sum(axis=-1), 0.0)
        within = np.where(number > groups, inside / (number - groups), np.nan)
        grand = total.sum(axis=-1) / number
        apart = (count * (means - grand[..., None]) ** 2).sum(axis=-1) / (groups - 1)
        typical = (number - (count * count).sum(axis=-1) / number) / (groups - 1)
        between = np.where(groups > 1, (apart - within) / typical, np.nan)
    return Components(between, within)
