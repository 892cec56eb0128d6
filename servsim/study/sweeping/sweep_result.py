"""What a sweep found: tables, the efficient frontier, and figures by whoever draws them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from servsim.errors import ServsimError
from servsim.measures.intervals import Interval, Paired
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.options import BASELINE
from servsim.scenario.scenario import Scenario
from servsim.scenario.variants.factors import Factor
from servsim.study.result import StudyResult
from servsim.study.sweeping.cells import Cell
from servsim.study.sweeping.frontier import Floats, Standing, standings
from servsim.study.sweeping.grid import FRONTIER, known_kpis

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


class SweepFigures(Protocol):
    """Who draws a sweep. A study does not know how: who shows its results says so."""

    def heat_map(
        self, result: "SweepResult", kpi: str, ax: "Axes | None" = None, *, at: Mapping[str, str] | None = None
    ) -> "Axes":
        """A KPI over two factors."""

    def response_curve(self, result: "SweepResult", kpi: str, ax: "Axes | None" = None) -> "Axes":
        """A KPI over the only factor."""

    def cell_trade_off(self, result: "SweepResult", x: str, y: str, ax: "Axes | None" = None) -> "Axes":
        """Two KPIs against each other."""


@dataclass(frozen=True)
class SweepResult:
    """KPIs of the cells of a sweep, all of them on the same customers."""

    base: Scenario
    """What was varied."""
    factors: tuple[Factor, ...]
    cells: tuple[Cell, ...]
    kpis: tuple[str, ...]
    """The KPIs that tables show."""
    study: StudyResult
    """All KPIs of all cells (its options) and of the base (its baseline), replication by replication."""
    option: str = BASELINE
    """The name of the base: that of the option that was varied, or ``baseline``."""
    drawing: SweepFigures | None = None
    """Who draws the figures; those of ``servsim.sweep`` have one."""

    def interval(self, kpi: str, cell: Cell) -> Interval:
        """Mean of a KPI (inner units) over the replications, with its 95 % interval."""
        return self.study.interval(kpi, cell.name)

    def difference(self, kpi: str, cell: Cell) -> Paired:
        """Cell minus base on the same customers, with its 95 % interval."""
        return self.study.difference(kpi, cell.name)

    def values(self, kpi: str) -> Floats:
        """(cells, replications) a KPI in inner units."""
        return np.array([self.study.values(kpi, cell.name) for cell in self.cells])

    def table(self) -> "pd.DataFrame":
        """One row per cell and KPI: the factors, the mean in inner units (minutes, shares) with its 95 % interval, the
        difference to the base on the same customers with its own, and how the cell stands to the frontier."""
        import pandas as pd

        rows = []
        for cell, standing in zip(self.cells, self.standings(), strict=True):
            for kpi in self.kpis:
                mean, difference = self.interval(kpi, cell), self.difference(kpi, cell).difference
                rows.append(
                    {
                        **self.coordinates(cell), "kpi": kpi, "unit": KPIS[kpi].unit,
                        "mean": mean.mean, "low": mean.low, "high": mean.high, "replications_n": mean.count,
                        "difference": difference.mean, "difference_low": difference.low,
                        "difference_high": difference.high, "standing": standing,
                    }
                )  # fmt: skip
        return pd.DataFrame(rows)

    def replications(self) -> "pd.DataFrame":
        """One row per cell and replication, one column per KPI with its unit in the name."""
        import pandas as pd

        parts = []
        for cell in self.cells:
            known = {self.study.column_name(kpi): self.study.values(kpi, cell.name) for kpi in self.kpis}
            number = {"replication": np.arange(self.study.replications)}
            parts.append(pd.DataFrame({**self.coordinates(cell), **number, **known}))
        return pd.concat(parts, ignore_index=True)

    def standings(self, kpis: Sequence[str] = FRONTIER) -> list[Standing]:
        """How each cell stands to the efficient frontier on these KPIs (:mod:`servsim.study.sweeping.frontier`).

        Raises ServsimError for an unknown KPI, and for one of which neither more nor less is better.
        """
        turned = [_turn(kpi) * self.values(kpi) for kpi in known_kpis(kpis)]
        return standings(np.stack(turned, axis=2))

    def frontier(self, kpis: Sequence[str] = FRONTIER) -> "pd.DataFrame":
        """The cells on the efficient frontier and those too close to tell: factors, means (inner units), standing.

        Raises ServsimError as :meth:`standings` does.
        """
        import pandas as pd

        rows = [
            {**self.coordinates(cell), **{kpi: self.interval(kpi, cell).mean for kpi in kpis}, "standing": standing}
            for cell, standing in zip(self.cells, self.standings(kpis), strict=True)
            if standing in ("frontier", "close")
        ]
        return pd.DataFrame(rows)

    def coordinates(self, cell: Cell) -> dict[str, object]:
        """The level of each factor, by path: the number in it, or its text where there is none."""
        pairs = zip(self.factors, cell.levels, strict=True)
        return {factor.path: _coordinate(factor, number) for factor, level in pairs for number in [_at(factor, level)]}

    def today(self, kpi: str) -> Interval:
        """The same KPI of the base."""
        return self.study.interval(kpi, BASELINE)

    def heatmap(self, kpi: str, ax: "Axes | None" = None, at: Mapping[str, str] | None = None) -> "Axes":
        """A KPI's mean over two factors, its target and the efficient frontier; ``at`` holds further factors.

        Raises ServsimError unless two factors are left.
        """
        return self._figures.heat_map(self, kpi, ax, at=at)

    def curve(self, kpi: str, ax: "Axes | None" = None) -> "Axes":
        """A KPI's mean with 95 % interval over the only factor; raises ServsimError when there are several."""
        return self._figures.response_curve(self, kpi, ax)

    def tradeoff(self, x: str = "wait_p90", y: str = "csat", ax: "Axes | None" = None) -> "Axes":
        """Two KPIs against each other, a point for each cell, the efficient ones joined.

        Raises ServsimError for a KPI of which neither more nor less is better.
        """
        return self._figures.cell_trade_off(self, x, y, ax)

    @property
    def _figures(self) -> SweepFigures:
        if self.drawing is None:
            raise ServsimError("nobody was named who draws this sweep; servsim.sweep gives one with figures")
        return self.drawing


def _turn(kpi: str) -> float:
    better = KPIS[kpi].better
    if better == "neither":
        raise ServsimError(f'of "{kpi}" neither more nor less is better; a frontier needs a KPI with a direction')
    return 1.0 if better == "higher" else -1.0


def _at(factor: Factor, level: object) -> int:
    return next(number for number, one in enumerate(factor.levels) if one is level)


def _coordinate(factor: Factor, number: int) -> object:
    numbers = [level.number for level in factor.levels]
    level = factor.levels[number]
    if level.added:
        return float(level.text)
    return level.text if None in numbers else numbers[number]
