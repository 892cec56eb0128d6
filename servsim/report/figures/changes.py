"""The options compared: their changes against today, and each against the best of the others."""

from typing import TYPE_CHECKING

from servsim.report.comparison import rankings
from servsim.report.figures.style import INK, axes, colour, option_label
from servsim.report.numbers import Numbers
from servsim.scenario.kpis import KPIS
from servsim.study import StudyResult
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

THICK, THIN = 0.45, 1.4
TICKS = 6


def changes(result: StudyResult, ax: "Axes | None" = None, *, kpi: str = "wait_p90") -> "Axes":
    """The change of a KPI by each option: its 95 % interval by chance (thick), the middle 95 % of the ranges (thin)."""
    ax, factor = _framed(result, ax, kpi, result.options[1:])
    for row, option in enumerate(result.options[1:]):
        chance, tone = result.difference(kpi, option).difference, colour(row + 1)
        if result.ignorance is not None:
            low, high, _ = result.ignorance.difference(kpi, option)
            ax.plot([factor * low, factor * high], [row, row], "|-", color=tone, lw=THIN, ms=7)
        ax.barh(row, factor * (chance.high - chance.low), left=factor * chance.low, height=THICK, color=tone)
        ax.plot(factor * chance.mean, row, "|", color=INK, ms=12, mew=1.4)
    return ax


def against_best(result: StudyResult, ax: "Axes | None" = None, *, kpi: str = "wait_p90") -> "Axes":
    """Each option minus the best of the others, all at once with 95 %; full points may be the best."""
    [found] = [one for one in rankings(result) if one.kpi == kpi]
    ax, factor = _framed(result, ax, kpi, found.options)
    for row, (option, against) in enumerate(zip(found.options, found.against_best, strict=True)):
        tone, able = colour(result.place(option)), option in found.able
        ax.plot([factor * against.low, factor * against.high], [row, row], color=tone, lw=THIN + 1)
        ax.plot(factor * against.mean, row, "o", color=tone, mfc=tone if able else "white", ms=7)
    return ax


def _framed(result: StudyResult, ax: "Axes | None", kpi: str, options: tuple[str, ...]) -> tuple["Axes", float]:
    """Axes with a row for each option and a line at no difference, and the factor into the unit that is shown."""
    words, ax = wording(), axes(ax)
    numbers, today = Numbers(words, result.scenario.currency), result.interval(kpi).mean
    way = words(f"contest.way.{KPIS[kpi].better}")
    ax.axvline(0.0, color=INK, lw=1)
    ax.set_yticks(range(len(options)), [option_label(option, words) for option in options])
    ax.set_ylim(len(options) - 0.4, -0.6)
    ax.set_title(words("contest.title", kpi=words(f"kpi.{kpi}"), way=way))
    ax.set_xlabel(numbers.unit_of_change(kpi, today))
    ax.grid(axis="x")
    ax.use_sticky_edges = False
    ax.margins(x=0.06)
    ax.locator_params(axis="x", nbins=TICKS)
    return ax, numbers.scale(kpi, today)[0]
