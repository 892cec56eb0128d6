"""Every option against the best of the others: what reaches across zero may be the best."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from servsim.errors import ServsimError
from servsim.report.figures.style import INK, axes, colour, option_label
from servsim.report.parts.decide.comparison import rankings
from servsim.report.parts.numbers import Numbers
from servsim.scenario.kpis.declarations import Better
from servsim.scenario.scenario import Scenario
from servsim.study.result import StudyResult
from servsim.study.selecting.comparison import Comparison, Placing
from servsim.study.selecting.selection import SubsetSelection
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

THIN = 1.4
BAND = "#EDF1F4"
TICKS = 4


def against_best(found: StudyResult | Comparison, ax: "Axes | None" = None, *, kpi: str | None = None) -> "Axes":
    """A KPI of each option minus the best of the others, with intervals that hold all at once; the first one if none.

    Of a study or of a selection (:func:`servsim.compare`). Full points may be the best; the pale band is the smallest
    difference worth acting on, where one was stated. Raises ServsimError for a KPI that did not decide.
    """
    ax, placing = axes(ax), _placing(found, kpi)
    today = found.placing(placing.kpi).means[0] if isinstance(found, Comparison) else found.interval(placing.kpi)
    factor = facing(ax, found.scenario, (placing.kpi, placing.better, today.mean), placing.options)
    if isinstance(placing, Placing):
        ax.axvspan(-factor * placing.indifference, factor * placing.indifference, color=BAND, lw=0, zorder=-1)
    for row, (option, against) in enumerate(zip(placing.options, placing.against_best, strict=True)):
        tone, able = colour(found.options.index(option)), option in placing.contenders
        ax.plot([factor * against.low, factor * against.high], [row, row], color=tone, lw=THIN + 1)
        ax.plot(factor * against.mean, row, "o", color=tone, mfc=tone if able else "white", ms=7)
    return ax


def _placing(found: StudyResult | Comparison, kpi: str | None) -> SubsetSelection | Placing:
    if isinstance(found, Comparison):
        return found.placings[0] if kpi is None else found.placing(kpi)
    ranked = {one.kpi: one for one in rankings(found)}
    if kpi is None and ranked:
        return next(iter(ranked.values()))
    if kpi not in ranked:
        raise ServsimError(f"{kpi or 'nothing'} did not decide in this study; it was {', '.join(ranked) or 'nothing'}")
    return ranked[kpi]


def facing(ax: "Axes", scenario: Scenario, kpi: tuple[str, Better, float], options: Sequence[str]) -> float:
    """Give axes a row for each option and a line at no difference; the factor into the unit that is shown.

    ``kpi`` is its name, which direction is better, and today's value, which chooses the unit.
    """
    words, (name, way, today) = wording(), kpi
    numbers = Numbers(words, scenario.currency)
    ax.axvline(0.0, color=INK, lw=1)
    ax.set_yticks(range(len(options)), [option_label(option, words) for option in options])
    ax.set_ylim(len(options) - 0.4, -0.6)
    title = words(f"kpi.{name}")
    ax.set_title(title if way == "neither" else words("selection.title", kpi=title, way=words(f"selection.way.{way}")))
    ax.set_xlabel(numbers.unit_of_change(name, today))
    ax.grid(axis="x")
    ax.use_sticky_edges = False
    ax.margins(x=0.06)
    ax.locator_params(axis="x", nbins=TICKS)
    return numbers.scale(name, today)[0]
