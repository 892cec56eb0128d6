"""Meeting the targets: all of a scenario in the same replication, with at least a stated probability.

That is decided by the Wilson interval of the share of replications that meet all targets: met when the whole interval
lies above the probability, missed when it lies below, else open, and more replications can tell. The *slack* says how
far they are from being missed: of the relative distances to the target that is hardest to meet, replication by
replication, the quantile at which just the stated share is left. It is above 0 when that share meets all targets, and
unlike a share it moves a little with every little change: what a search needs.
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
Verdict = Literal["met", "missed", "open"]
MISSED = -1e3
"""Distance of a replication in which the KPI of a target has no value."""


class JointChance(NamedTuple):
    """The chance that an option meets all targets together."""

    share: Interval
    """Share of replications that meet all targets, with its Wilson interval."""
    slack: float
    verdict: Verdict


def chance_of_targets(result: StudyResult, option: str, probability: float) -> JointChance:
    """The chance that an option of a study meets all targets of its scenario."""
    targets = result.scenario.parsed_targets
    values = [result.values(target.kpi, option) for target in targets]
    share = wilson_interval(int(result.meets_targets(option).sum()), result.replications)
    distances = np.min([distance(target, row) for target, row in zip(targets, values, strict=True)], axis=0)
    return JointChance(share, float(np.quantile(distances, 1.0 - probability)), _verdict(share, probability))


def _verdict(share: Interval, probability: float) -> Verdict:
    if share.low >= probability:
        return "met"
    return "missed" if share.high < probability else "open"


def distance(target: Target, values: Floats) -> Floats:
    """How far values lie on the right side of a target, as a share of its size (of 1 for a target of 0)."""
    way = 1.0 if target.relation in (">", ">=") else -1.0
    relative = way * (values - target.value) / (abs(target.value) or 1.0)
    return np.where(np.isnan(relative), MISSED, relative)


def fewest_replications(probability: float) -> int:
    """The number of replications from which on targets can be found met at all, and a little more.

    The Wilson interval of n successes in n begins at n / (n + 3.84).
    """
    return max(20, ceil(1.15 * 3.8415 * probability / (1.0 - probability)))


def hardest(targets: Sequence[Target], result: StudyResult, option: str) -> Target:
    """The target that is met in the fewest replications; the first of equals by its mean distance."""

    def standing(target: Target) -> tuple[int, float]:
        values = result.values(target.kpi, option)
        return sum(target.met(float(one)) for one in values), float(distance(target, values).mean())

    return min(targets, key=standing)
