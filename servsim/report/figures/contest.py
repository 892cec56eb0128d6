"""Every option against the best of the others: what reaches across zero may be the best."""

from typing import TYPE_CHECKING

from servsim.report.figures.style import INK, PALE, PALETTE, axes, option_label
from servsim.report.numbers import Numbers
from servsim.study import Comparison
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BAND = "#EDF1F4"


def against_the_best(found: Comparison, ax: "Axes | None" = None, *, kpi: str | None = None) -> "Axes":
    """A KPI of each option minus the best other one, with intervals that hold all at once; the first KPI by default.

    Options that may be the best are dark; the pale band is the smallest difference worth acting on. Raises
    ServsimError for a KPI that did not decide.
    """
    words, ax = wording(), axes(ax, 7.0)
    placing = found.placings[0] if kpi is None else found.placing(kpi)
    factor, unit = Numbers(words, found.scenario.currency).scale(placing.kpi, placing.means[0].mean)
    delta = factor * placing.indifference
    ax.axvspan(-delta, delta, color=BAND, lw=0, zorder=-1)
    ax.axvline(0.0, color=INK, lw=0.8)
    for place, (option, interval) in enumerate(zip(placing.options, placing.against_best, strict=True)):
        mean, low, high = (factor * part for part in interval[:3])
        tone = PALETTE[0] if option in placing.able else PALE
        ax.plot([low, high], [place, place], color=tone, lw=5, solid_capstyle="butt")
        ax.plot([mean], [place], "o", color=INK if option in placing.able else "#7A858F", ms=5)
    ax.set_yticks(range(len(placing.options)), [option_label(option, words) for option in placing.options])
    ax.set_ylim(len(placing.options) - 0.5, -0.5)
    ax.margins(x=0.05)
    name = words(f"kpi.{placing.kpi}")
    ax.set_title(name)
    label = words("figure.against")
    ax.set_xlabel(f"{label} ({unit})" if unit else label)
    ax.grid(axis="x")
    return ax
