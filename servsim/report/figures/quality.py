"""How even the quality is: between agents, and within one agent's work."""

from typing import TYPE_CHECKING

import numpy as np

from servsim.report.figures.style import INK, axes, colour, option_label
from servsim.study import StudyResult
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def quality_by_agent(result: StudyResult, ax: "Axes | None" = None) -> "Axes":
    """Mean quality (0 to 1) of each agent in the first replications, a row of dots for each option."""
    words, ax = wording(), axes(ax)
    for place, replications in enumerate(result.agents):
        dots = np.concatenate([agents.mean[agents.count >= 10] for agents in replications] or [np.empty(0)])
        spread = 0.28 * np.cos(np.arange(dots.size) * 2.399963)  # the golden angle keeps the dots apart
        ax.plot(dots, place + spread, "o", ms=4, mew=0, alpha=0.55, color=colour(place))
        if dots.size:
            ax.plot([dots.mean()] * 2, [place - 0.38, place + 0.38], color=INK, lw=1.4)
    _rows(result, ax)
    ax.set_xlabel(words("figure.agent.mean"))
    ax.grid(axis="x")
    return ax


def quality_components(result: StudyResult, ax: "Axes | None" = None) -> "Axes":
    """Variance of quality between agents and within an agent's work, with 95 % intervals, for each option."""
    words, ax = wording(), axes(ax)
    for place, option in enumerate(result.options):
        within = result.interval("quality_within", option)
        between = result.interval("quality_between", option)
        shown = max(0.0, between.mean)
        names = (words("figure.within"), words("figure.between")) if place == 0 else (None, None)
        ax.barh(place, within.mean, height=0.6, color="#9DB4C6", label=names[0], xerr=within.half_width, ecolor=INK)
        ax.barh(
            place, shown, left=within.mean, height=0.6, color="#D55E00", label=names[1], xerr=between.half_width,
            ecolor="#7A3300", capsize=2,
        )  # fmt: skip
    _rows(result, ax)
    ax.set_xlabel(words("figure.variance"))
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 1.14), ncols=2)
    return ax


def _rows(result: StudyResult, ax: "Axes") -> None:
    words = wording()
    ax.set_yticks(range(len(result.options)), [option_label(option, words) for option in result.options])
    ax.set_ylim(len(result.options) - 0.4, -0.6)
