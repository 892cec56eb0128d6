"""Sweeps as an analyst asks for them: simulated, with their tables and figures."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from servsim.report.figures.decide.grid import cell_trade_off, heat_map, response_curve
from servsim.scenario.scenario import Scenario
from servsim.study.session import Session
from servsim.study.settings import by_field
from servsim.study.sweeping.sweep import SweepSettings, run_sweep
from servsim.study.sweeping.sweep_result import SweepResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class ReportFigures:
    """Draws sweeps as the pages do; a value without state, so that results can be pickled."""

    def heat_map(
        self, result: SweepResult, kpi: str, ax: "Axes | None" = None, *, at: Mapping[str, str] | None = None
    ) -> "Axes":
        """A KPI over two factors."""
        return heat_map(result, kpi, ax, at=at)

    def response_curve(self, result: SweepResult, kpi: str, ax: "Axes | None" = None) -> "Axes":
        """A KPI over the only factor."""
        return response_curve(result, kpi, ax)

    def cell_trade_off(self, result: SweepResult, x: str, y: str, ax: "Axes | None" = None) -> "Axes":
        """Two KPIs against each other."""
        return cell_trade_off(result, x, y, ax)


@by_field(SweepSettings)
def sweep(scenario: Scenario, settings: SweepSettings) -> SweepResult:
    """Simulate every combination of levels of some values of a scenario, all on the same customers.

    ``vary`` maps paths such as ``"teams.desk.agents"`` to levels: ``"3:8"``, ``"0:1:0.1"``, ``"4 min,6 min"``,
    ``"+0:+4"`` (added to what is stated, in every interval of a roster), or a list of values written as in the file.
    ``kpis`` chooses what the tables show, ``option`` what is varied (the baseline). The others are those of ``run``.

    Raises ServsimError with all faults of the factors at once, for more than 1,000 cells, and as ``run`` does.
    """
    return Session(run_sweep, scenario, replace(settings, drawing=settings.drawing or ReportFigures())).run()
