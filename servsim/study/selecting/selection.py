"""Which option is best in one KPI: each against the best of the others, and which of them may be the best."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.errors import ServsimError
from servsim.measures.intervals import CONFIDENCE, Interval
from servsim.scenario.kpis.declarations import KPIS, Better
from servsim.study.selecting.comparisons_with_the_best import best_set, mcb_intervals, paired_widths

Floats = NDArray[np.float64]


class SubsetSelection(NamedTuple):
    """What replications say about the best option; all its statements hold at once with its confidence."""

    kpi: str
    better: Better
    """Which direction was taken as better."""
    options: tuple[str, ...]
    """Those that have values, the leader first."""
    means: tuple[float, ...]
    against_best: tuple[Interval, ...]
    """The KPI of each option minus that of the best other one, in inner units."""
    contenders: tuple[str, ...]
    """The options that are not significantly worse than the best; never fewer than one."""
    variance_ratio: float
    """Median over pairs: variance of a difference with independent customers over that with the same ones."""
    confidence: float
    replications: int


def direction_of(kpi: str, better: Better | None = None) -> Better:
    """Which direction is better; raises ServsimError when nobody says so."""
    found = better or KPIS[kpi].better
    if found not in ("lower", "higher"):
        raise ServsimError(f'nobody says which direction of {kpi} is better; say "lower" or "higher"')
    return found


def ranking(
    kpi: str,
    values: Floats,
    options: Sequence[str],
    better: Better | None = None,
    confidence: float = CONFIDENCE,
) -> SubsetSelection:
    """The ranking from the values (options, replications) of a KPI on the same customers.

    Replications in which an option has no value are left out for all, options that never have one altogether. With
    fewer than two options or replications left nobody is worse than anybody. Raises ServsimError for a KPI without a
    better direction.
    """
    way = direction_of(kpi, better)
    known = ~np.isnan(values)
    present = np.flatnonzero(known.any(axis=1))
    common = values[present][:, known[present].all(axis=0)]
    sign = 1.0 if way == "higher" else -1.0
    means = common.mean(axis=1) if common.shape[1] else np.full(present.size, np.nan)
    order = np.argsort(-sign * means, kind="stable")
    names = tuple(options[index] for index in present[order])
    against, contenders = _against_best(sign * common[order], sign, confidence)
    leading = tuple(float(mean) for mean in means[order])
    contender_names = tuple(names[index] for index in contenders)
    return SubsetSelection(
        kpi, way, names, leading, against, contender_names, variance_gain(common), confidence, common.shape[1]
    )


def _against_best(values: Floats, sign: float, confidence: float) -> tuple[tuple[Interval, ...], list[int]]:
    """Intervals in the KPI's own direction, and the numbers of those who may be the best; larger values are better."""
    options, count = values.shape
    if options < 2 or count < 2:
        return (Interval(np.nan, -np.inf, np.inf, count),) * options, list(range(options))
    means, widths = values.mean(axis=1), paired_widths(values, confidence)
    found = mcb_intervals(means, widths, count)
    if sign < 0:
        found = [one.turned() for one in found]
    return tuple(found), best_set(means, widths)


def variance_gain(values: Floats) -> float:
    """What common customers gain, the median over pairs of options; values (options, replications), NaN for fewer.

    Variance of a difference with independent customers over that with the same ones.
    """
    options, count = values.shape
    if options < 2 or count < 2:
        return np.nan
    first, second = np.triu_indices(options, 1)
    together = (values[first] - values[second]).var(axis=1, ddof=1)
    variances = values.var(axis=1, ddof=1)
    differ = together > 0
    apart = variances[first] + variances[second]
    return float(np.median(apart[differ] / together[differ])) if differ.any() else np.nan
