"""What quality costs: prevention, appraisal, internal and external failure of each option, end to end."""

from math import isnan
from typing import TYPE_CHECKING

from servsim.report.figures.style import INK, PALETTE, axes, option_label
from servsim.report.parts.numbers import Numbers
from servsim.study.result import StudyResult
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KINDS = ("prevention", "appraisal", "internal_failure", "contacts", "churn")
"""The parts of a bar: external failure is told in two, contacts and customers lost."""
TONES = (PALETTE[2], PALETTE[4], PALETTE[5], PALETTE[1], "#F0B27F")


def costs_of(result: StudyResult, option: str) -> tuple[float, ...]:
    """Mean costs of an option in the order of ``KINDS``; 0 where nothing is stated."""
    used = ("prevention", "appraisal", "internal_failure", "external_failure", "of_churn")
    means = [float(result.interval(f"cost_{kind}", option).mean) for kind in used]
    prevention, appraisal, internal, external, lost = (0.0 if isnan(mean) else mean for mean in means)
    return prevention, appraisal, internal, external - lost, lost


def cost_of_quality(result: StudyResult, ax: "Axes | None" = None) -> "Axes":
    """Cost of quality of each option by kind, in the scenario's currency per period, with the sum behind the bar."""
    words, ax = wording(), axes(ax)
    numbers = Numbers(words, result.scenario.currency)
    for row, option in enumerate(result.options):
        end = 0.0
        for kind, tone, cost in zip(KINDS, TONES, costs_of(result, option), strict=True):
            name = words(f"figure.cost.{kind}") if row == 0 else None
            ax.barh(row, cost, left=end, height=0.56, color=tone, label=name)
            end += cost
        summary = numbers.value("cost_of_quality", result.interval("cost_of_quality", option).mean)
        ax.annotate(summary, (end, row), (4, 0), textcoords="offset points", va="center", color=INK, fontsize=8.5)
    ax.set_yticks(range(len(result.options)), [option_label(option, words) for option in result.options])
    ax.set_ylim(len(result.options) - 0.45, -0.55)
    ax.set_xlabel(words("figure.cost", currency=result.scenario.currency))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.margins(x=0.2)
    ax.grid(axis="x")
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return ax
