"""A grid: many cells of a scenario on the same customers, and what that found."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from servsim.errors import ServsimError, nearest
from servsim.feedback.rating.ratings import RatingCuts
from servsim.measures.intervals import Interval, Paired
from servsim.measures.scopes import EVERYBODY
from servsim.scenario import BASELINE, Scenario
from servsim.scenario.kpis.declarations import KPIS, headlines
from servsim.scenario.variants.factors import Factor
from servsim.study.result import StudyResult
from servsim.study.study import Study
from servsim.study.sweeping.cells import Cell, with_cells
from servsim.study.sweeping.frontier import Floats, Standing, standings

if TYPE_CHECKING:
    import pandas as pd

FRONTIER = ("wait_p90", "csat", "labour_cost")
"""The KPIs of the efficient frontier unless others are named: waiting, satisfaction, money. Chosen here: with a fourth
dimension, nearly every cell would be efficient."""
SHOWN = headlines("main")
"""What is kept of each cell unless other KPIs are named."""


class Grid(Study):
    """The cells of a scenario, to be replicated like options; the scenario itself is the baseline.

    Only KPIs of the whole service are kept, so that memory does not grow with segments, teams and hours. Raises
    ServsimError with the faults of all cells that are no sound scenario.
    """

    def __init__(
        self,
        base: Scenario,
        cells: Sequence[Cell],
        folder: str | Path | None = None,
        cuts: RatingCuts | None = None,
    ) -> None:
        super().__init__(with_cells(base, cells), folder=folder, cuts=cuts)
        self.scopes = (EVERYBODY,)

    def rows(self, place: int) -> list[int]:  # noqa: ARG002 - the same for all
        """Everybody, for each cell."""
        return [0]


@dataclass(frozen=True)
class GridResult:
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
        return {factor.path: _coordinate(factor, place) for factor, level in pairs for place in [_at(factor, level)]}

    def today(self, kpi: str) -> Interval:
        """The same KPI of the base."""
        return self.study.interval(kpi, BASELINE)


def known_kpis(kpis: Sequence[str]) -> tuple[str, ...]:
    """The KPIs, each once; raises ServsimError with all names that there are not."""
    unknown = [f'unknown KPI "{kpi}"; {nearest(kpi, tuple(KPIS))}' for kpi in kpis if kpi not in KPIS]
    if unknown:
        raise ServsimError("\n".join(unknown))
    return tuple(dict.fromkeys(kpis))


def _turn(kpi: str) -> float:
    better = KPIS[kpi].better
    if better == "neither":
        raise ServsimError(f'of "{kpi}" neither more nor less is better; a frontier needs a KPI with a direction')
    return 1.0 if better == "higher" else -1.0


def _at(factor: Factor, level: object) -> int:
    return next(place for place, one in enumerate(factor.levels) if one is level)


def _coordinate(factor: Factor, place: int) -> object:
    numbers = [level.number for level in factor.levels]
    level = factor.levels[place]
    if level.added:
        return float(level.text)
    return level.text if None in numbers else numbers[place]
