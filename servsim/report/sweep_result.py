"""Sweeps as an analyst asks for them: simulated, with their tables and figures."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from servsim.report.figures.decide.grid import cell_trade_off, heat_map, response_curve
from servsim.scenario import Scenario
from servsim.study.settings import by_field
from servsim.study.sweeping.grid import GridResult
from servsim.study.sweeping.sweep import Sweep, SweepSettings

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class SweepResult(GridResult):
    """What a sweep found: a tidy ``table()``, ``replications()``, the efficient ``frontier()``, and figures."""

    def heatmap(self, kpi: str, ax: "Axes | None" = None, at: Mapping[str, str] | None = None) -> "Axes":
        """A KPI's mean over two factors, its target and the efficient frontier; ``at`` holds further factors.

        Raises ServsimError unless two factors are left.
        """
        return heat_map(self, kpi, ax, at=at)

    def curve(self, kpi: str, ax: "Axes | None" = None) -> "Axes":
        """A KPI's mean with 95 % interval over the only factor; raises ServsimError when there are several."""
        return response_curve(self, kpi, ax)

    def tradeoff(self, x: str = "wait_p90", y: str = "csat", ax: "Axes | None" = None) -> "Axes":
        """Two KPIs against each other, a point for each cell, the efficient ones joined.

        Raises ServsimError for a KPI of which neither more nor less is better.
        """
        return cell_trade_off(self, x, y, ax)


def summary(found: GridResult) -> SweepResult:
    """What a grid found, with its figures."""
    return SweepResult(found.base, found.factors, found.cells, found.kpis, found.study, found.option)


@by_field(SweepSettings)
def sweep(scenario: Scenario, settings: SweepSettings) -> SweepResult:
    """Simulate every combination of levels of some values of a scenario, all on the same customers.

    ``vary`` maps paths such as ``"teams.desk.agents"`` to levels: ``"3:8"``, ``"0:1:0.1"``, ``"4 min,6 min"``,
    ``"+0:+4"`` (added to what is stated, in every interval of a roster), or a list of values written as in the file.
    ``kpis`` chooses what the tables show, ``option`` what is varied (the baseline). The others are those of ``run``.

    Raises ServsimError with all faults of the factors at once, for more than 1,000 cells, and as ``run`` does.
    """
    return summary(Sweep(scenario, settings).run())
