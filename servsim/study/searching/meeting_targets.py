"""A promise: all targets of a scenario are met in the same period, with at least a stated probability.

Whether it is kept is decided by the Wilson interval of the share of periods that meet all targets: kept when the whole
interval lies above the probability, broken when it lies below, else open, and more periods can tell. The *slack* says
how far a promise is from breaking: of the relative distances to the target that is hardest to meet, period by period,
the quantile at which just the promised share is left. It is above 0 when that share meets all targets, and unlike
a share it moves a little with every little change: what a search needs.
"""

from collections.abc import Sequence
from math import ceil
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.measures.intervals import Interval, wilson_interval
from servsim.scenario.parts.target import Target
from servsim.study.result import StudyResult

Floats = NDArray[np.float64]
Verdict = Literal["kept", "broken", "open"]
MISSED = -1e3
"""Distance of a period in which the KPI of a target has no value."""


class Kept(NamedTuple):
    """How an option keeps a promise."""

    share: Interval
    """Share of periods that meet all targets, with its Wilson interval."""
    slack: float
    verdict: Verdict


def promise(result: StudyResult, option: str, probability: float) -> Kept:
    """How an option of a study keeps the promise of the scenario's targets."""
    targets = result.scenario.parsed_targets
    values = [result.values(target.kpi, option) for target in targets]
    share = wilson_interval(int(result.keeps(option).sum()), result.replications)
    distances = np.min([distance(target, row) for target, row in zip(targets, values, strict=True)], axis=0)
    return Kept(share, float(np.quantile(distances, 1.0 - probability)), _verdict(share, probability))


def _verdict(share: Interval, probability: float) -> Verdict:
    if share.low >= probability:
        return "kept"
    return "broken" if share.high < probability else "open"


def distance(target: Target, values: Floats) -> Floats:
    """How far values lie on the right side of a target, as a share of its size (of 1 for a target of 0)."""
    way = 1.0 if target.relation in (">", ">=") else -1.0
    relative = way * (values - target.value) / (abs(target.value) or 1.0)
    return np.where(np.isnan(relative), MISSED, relative)


def fewest_periods(probability: float) -> int:
    """The number of periods from which on the promise can be found kept at all, and a little more.

    The Wilson interval of n successes in n begins at n / (n + 3.84).
    """
    return max(20, ceil(1.15 * 3.8415 * probability / (1.0 - probability)))


def hardest(targets: Sequence[Target], result: StudyResult, option: str) -> Target:
    """The target that is met in the fewest periods; the first of equals by its mean distance."""

    def standing(target: Target) -> tuple[int, float]:
        values = result.values(target.kpi, option)
        return sum(target.met(float(one)) for one in values), float(distance(target, values).mean())

    return min(targets, key=standing)
