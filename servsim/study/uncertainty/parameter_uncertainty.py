"""What nobody has measured does to the results: the options of a study at many points of the ranges."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.measures.kpi_table import COLUMN
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.options import BASELINE
from servsim.study.uncertainty.design import Design
from servsim.study.uncertainty.parameter_ranking import Driver, drivers
from servsim.study.uncertainty.variance_split import Nested, Spread, denoised, nested, predictive

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
INNER = 2
"""Replications at each point: few, at many points, show best what lies between points (Sun, Apley & Staum 2011)."""


class Plain(NamedTuple):
    """What a study found with the single values: its seed, and (options, replications, KPIs) of everybody."""

    seed: int
    tables: Floats


def replications(design: Design, known: int) -> NDArray[np.int64]:
    """(points, replications) the numbers of the replications at each point, among those known with single values."""
    blocks = known // INNER
    groups = np.arange(len(design.values)) // design.together
    return (groups % blocks)[:, None] * INNER + np.arange(INNER)


@dataclass(frozen=True)
class ParameterUncertainty:
    """KPIs of every option at every point; all options meet the same points and, at each, the same customers."""

    design: Design
    options: tuple[str, ...]
    values: Floats
    """(points, options, replications, KPIs) of everybody, in inner units."""
    plain: Floats
    """(options, replications, KPIs) of everybody, with the single values of the scenario."""
    overloaded: NDArray[np.bool_]
    """(points, options) whether the queue would grow for ever."""
    asked: int
    """Number of points asked for."""
    unsound: int = 0
    """Number of points left out because parameters contradict each other there."""

    @property
    def points(self) -> int:
        """Number of points that were simulated."""
        return len(self.values)

    @property
    def interrupted(self) -> bool:
        """Whether fewer points were simulated than could have been."""
        return self.points + self.unsound < self.asked

    def overload_share(self, option: str) -> float:
        """Share of the ranges in which the queue of an option would grow for ever; left out of all that follows."""
        return float(self.overloaded[:, self.options.index(option)].mean())

    def at_points(self, kpi: str, option: str = BASELINE) -> Floats:
        """(points, replications) a KPI in inner units; NaN where there is none or the option is overloaded.

        The same customers were met with the single values, too. What they did to the result there is taken out, so
        that a busy day is not mistaken for an unfavourable point (a control variate). Where those had no value, there
        is none here either.
        """
        index = self.options.index(option)
        found, plain = self.values[:, index, :, COLUMN[kpi]], self.plain[index, :, COLUMN[kpi]]
        known = _known(plain)
        chance = plain - known.mean() if known.size else plain
        steady = found - chance[replications(self.design, len(plain))]
        return np.where(self.overloaded[:, index, None], np.nan, steady)

    def differences(self, kpi: str, option: str) -> Floats:
        """(points, replications) option minus baseline, at the same points on the same customers."""
        return self.at_points(kpi, option) - self.at_points(kpi)

    def components(self, kpi: str, option: str = BASELINE) -> Nested:
        """Parameter uncertainty of a KPI, and what noise is left at a point."""
        return nested(self.at_points(kpi, option))

    def share(self, kpi: str, option: str = BASELINE) -> float:
        """Share of parameter uncertainty in the variance of a replication at an unknown point; the rest is noise."""
        known = _known(self.plain[self.options.index(option), :, COLUMN[kpi]])
        noise = float(known.var(ddof=1)) if known.size > 1 else np.nan
        uncertainty = _variance(self.at_points(kpi, option))
        return uncertainty / (uncertainty + noise) if uncertainty + noise > 0 else np.nan

    def spread(self, kpi: str, option: str = BASELINE) -> Spread:
        """Where the true mean of a KPI lies over the ranges."""
        return predictive(self.at_points(kpi, option))

    def difference(self, kpi: str, option: str) -> Spread:
        """Where the true difference to the baseline lies over the ranges."""
        return predictive(self.differences(kpi, option))

    def cancelled(self, kpi: str, option: str) -> float:
        """How much of the uncertainty of two options cancels in their difference: 0 none, 1 all; NaN without any."""
        apart = sum(_variance(self.at_points(kpi, one)) for one in (option, BASELINE))
        left = _variance(self.differences(kpi, option))
        return 1.0 - left / apart if apart > 0 else np.nan

    def best(self, kpi: str) -> dict[str, float]:
        """Share of the ranges in which each option has the best mean; options that are equal there share.

        An overloaded option is never best. All NaN for a KPI of which neither more nor less is better.
        """
        sign = {"lower": -1.0, "higher": 1.0, "neither": np.nan}[KPIS[kpi].better]
        means = np.stack([sign * self.at_points(kpi, option).mean(axis=1) for option in self.options], axis=1)
        means = means[~np.isnan(means).all(axis=1)]
        if not len(means):
            return dict.fromkeys(self.options, np.nan)
        first = means == np.nanmax(means, axis=1, keepdims=True)
        shares = (first / first.sum(axis=1, keepdims=True)).mean(axis=0)
        return dict(zip(self.options, shares.tolist(), strict=True))

    def drivers(self, kpi: str, option: str | None = None) -> list[Driver]:
        """What moves a KPI of the baseline, or the difference that an option makes: the strongest first."""
        values = self.at_points(kpi) if option is None else self.differences(kpi, option)
        return drivers(self.design, denoised(values))

    def table(self) -> "pd.DataFrame":
        """One row per option and KPI: mean and middle 95 % over the ranges, variances, and the same of the difference.

        Values are in inner units (minutes, shares, points) like those of ``StudyResult.summary``.
        """
        import pandas as pd

        best = {kpi: self.best(kpi) for kpi in KPIS}
        return pd.DataFrame([self._row(option, kpi, best) for option in self.options for kpi in KPIS])

    def _row(self, option: str, kpi: str, best: dict[str, dict[str, float]]) -> dict[str, object]:
        found, spread = self.components(kpi, option), self.spread(kpi, option)
        row: dict[str, object] = {
            "option": option, "kpi": kpi, "unit": KPIS[kpi].unit, "mean": found.mean, "low": spread.low,
            "high": spread.high, "standard_error": found.standard_error, "ignorance_variance": found.uncertainty,
            "ignorance_share": self.share(kpi, option), "best_share": best[kpi][option],
            "overload_share": self.overload_share(option), "points_n": found.points,
        }  # fmt: skip
        if option != BASELINE:
            change = self.difference(kpi, option)
            row |= {
                "difference": nested(self.differences(kpi, option)).mean, "difference_low": change.low,
                "difference_high": change.high, "above_zero_share": change.above_zero,
                "cancelled_share": self.cancelled(kpi, option),
            }  # fmt: skip
        return row


def _known(values: Floats) -> Floats:
    return np.asarray(values[~np.isnan(values)])


def _variance(values: Floats) -> float:
    """Parameter uncertainty of what (points, replications) tell, not below 0; NaN where it is not known."""
    return float(np.maximum(0.0, nested(values).uncertainty))
