"""What quality costs: prevention, appraisal, internal and external failure of each option, end to end."""

from math import isnan
from typing import TYPE_CHECKING

from servsim.report.figures.style import INK, PALETTE, axes, option_label
from servsim.report.numbers import Numbers
from servsim.study import StudyResult
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KINDS = ("prevention", "appraisal", "internal_failure", "external_failure")
"""As KPIs they are called ``cost_KIND``."""
TONES = (PALETTE[2], PALETTE[4], PALETTE[5], PALETTE[1])


def cost_of_quality(result: StudyResult, ax: "Axes | None" = None) -> "Axes":
    """Cost of quality of each option by kind, in the scenario's currency per period, with the sum behind the bar."""
    words, ax = wording(), axes(ax)
    numbers = Numbers(words, result.scenario.currency)
    for row, option in enumerate(result.options):
        end = 0.0
        for kind, tone in zip(KINDS, TONES, strict=True):
            cost = float(result.interval(f"cost_{kind}", option).mean)
            name = words(f"figure.cost.{kind}") if row == 0 else None
            ax.barh(row, 0.0 if isnan(cost) else cost, left=end, height=0.56, color=tone, label=name)
            end += 0.0 if isnan(cost) else cost
        told = numbers.value("cost_of_quality", result.interval("cost_of_quality", option).mean)
        ax.annotate(told, (end, row), (4, 0), textcoords="offset points", va="center", color=INK, fontsize=8.5)
    ax.set_yticks(range(len(result.options)), [option_label(option, words) for option in result.options])
    ax.set_ylim(len(result.options) - 0.45, -0.55)
    ax.set_xlabel(words("figure.cost", currency=result.scenario.currency))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.margins(x=0.14)
    ax.grid(axis="x")
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return ax
