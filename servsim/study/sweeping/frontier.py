"""The efficient frontier: what cannot be bettered on one KPI without losing on another, and how sure that is.

A cell is *dominated* when another one is at least as good on every KPI and better on one. That is judged twice: by the
means, and by the paired differences on the same customers, each with its own 95 % interval (not all of them at once).
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from servsim.measures.intervals import CONFIDENCE, t_quantile

Floats = NDArray[np.float64]
Standing = Literal["frontier", "close", "dominated", "unknown"]
TIE = 1e-9
"""Relative difference up to which two means are a tie: sums in another order differ by as much."""


def standings(values: Floats) -> list[Standing]:
    """How each cell stands, from (cells, replications, KPIs) values turned so that more is better.

    ``frontier``: no mean dominates it; equal cells stand there together. ``close``: dominated by the means, but by no
    other cell beyond noise. ``dominated``: some other cell is nowhere worse and somewhere better, beyond noise.
    ``unknown``: a KPI has no value.
    """
    means = values.mean(axis=1)
    return [_standing(index, values, means) for index in range(len(values))]


def _standing(index: int, values: Floats, means: Floats) -> Standing:
    if np.isnan(values[index]).any():
        return "unknown"
    known = ~np.isnan(means).any(axis=1)
    slack = TIE * np.maximum(1.0, np.abs(means[index]))
    ahead = means - means[index]
    rivals = known & (ahead >= -slack).all(axis=1) & (ahead > slack).any(axis=1)
    if not rivals.any():
        return "frontier"
    return (
        "dominated"
        if any(_surely(values[rival] - values[index], slack) for rival in np.flatnonzero(rivals))
        else "close"
    )


def _surely(differences: Floats, slack: Floats) -> bool:
    """Whether the differences (replications, KPIs) are all ties or gains beyond noise, with a gain among them."""
    number = len(differences)
    mean = differences.mean(axis=0)
    half = t_quantile(number - 1, 0.5 + 0.5 * CONFIDENCE) * differences.std(axis=0, ddof=1) / np.sqrt(number)
    tie = np.abs(differences).max(axis=0) <= slack
    gain = ~tie & (mean - half > 0.0)
    return bool((tie | gain).all() and gain.any())
