"""What the options change against today."""

from math import isfinite
from typing import TYPE_CHECKING

from servsim.report.figures.decide.comparison import THIN, facing
from servsim.report.figures.style import INK, axes, colour
from servsim.scenario.kpis.declarations import KPIS
from servsim.study.result import StudyResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes

THICK = 0.45


def changes(result: StudyResult, ax: "Axes | None" = None, *, kpi: str = "wait_p90") -> "Axes":
    """The change of a KPI by each option: its 95 % interval by chance (thick), the middle 95 % of the ranges (thin)."""
    ax = axes(ax)
    today = (kpi, KPIS[kpi].better, result.interval(kpi).mean)
    factor = facing(ax, result.scenario, today, result.options[1:])
    for row, option in enumerate(result.options[1:]):
        chance, tone = result.difference(kpi, option).difference, colour(row + 1)
        if result.uncertainty is not None:
            low, high, _ = result.uncertainty.difference(kpi, option)
            ax.plot([factor * low, factor * high], [row, row], "|-", color=tone, lw=THIN, ms=7)
        if isfinite(chance.half_width):  # else fewer than two periods have the KPI, and anything may be
            ax.barh(row, factor * (chance.high - chance.low), left=factor * chance.low, height=THICK, color=tone)
        ax.plot(factor * chance.mean, row, "|", color=INK, ms=12, mew=1.4)
    return ax
