"""A grid: many cells of a scenario on the same customers."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from servsim.errors import ServsimError, nearest
from servsim.feedback.rating.ratings import RatingCuts
from servsim.measures.scopes import EVERYBODY
from servsim.scenario.kpis.declarations import KPIS, headlines
from servsim.scenario.scenario import Scenario
from servsim.study.study import Study
from servsim.study.sweeping.cells import Cell, with_cells

if TYPE_CHECKING:
    pass

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

    def rows(self, index: int) -> list[int]:  # noqa: ARG002 - the same for all
        """Everybody, for each cell."""
        return [0]


def known_kpis(kpis: Sequence[str]) -> tuple[str, ...]:
    """The KPIs, each once; raises ServsimError with all names that there are not."""
    unknown = [f'unknown KPI "{kpi}"; {nearest(kpi, tuple(KPIS))}' for kpi in kpis if kpi not in KPIS]
    if unknown:
        raise ServsimError("\n".join(unknown))
    return tuple(dict.fromkeys(kpis))
