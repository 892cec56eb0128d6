"""How even the quality is: between agents, and within one agent's work."""

from typing import TYPE_CHECKING

import numpy as np

from servsim.report.figures.style import INK, axes, colour, option_label, whiskers
from servsim.study.result import StudyResult
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def quality_by_agent(result: StudyResult, ax: "Axes | None" = None) -> "Axes":
    """Mean quality (0 to 1) of each agent in the first replications, a row of dots for each option."""
    words, ax = wording(), axes(ax)
    for index, replications in enumerate(result.agents):
        dots = np.concatenate([agents.mean[agents.count >= 10] for agents in replications] or [np.empty(0)])
        spread = 0.28 * np.cos(np.arange(dots.size) * 2.399963)  # the golden angle keeps the dots apart
        ax.plot(dots, index + spread, "o", ms=4, mew=0, alpha=0.55, color=colour(index))
        if dots.size:
            ax.plot([dots.mean()] * 2, [index - 0.38, index + 0.38], color=INK, lw=1.4)
    _rows(result, ax)
    ax.set_xlabel(words("figure.agent.mean"))
    ax.grid(axis="x")
    return ax


def quality_component(result: StudyResult, ax: "Axes | None" = None, *, part: str = "between") -> "Axes":
    """Quality variance ``between`` agents or ``within`` one agent's work, with 95 % intervals, for each option."""
    words, ax = wording(), axes(ax)
    tone = {"between": "#D55E00", "within": "#9DB4C6"}[part]
    for index, option in enumerate(result.options):
        interval = result.interval(f"quality_{part}", option)
        if np.isnan(interval.mean):  # between agents, where there is only one
            ax.annotate("–", (0.0, index), (6, 0), textcoords="offset points", va="center")
            continue
        ax.barh(index, interval.mean, height=0.6, color=tone, xerr=whiskers([interval]), ecolor=INK, capsize=2)
    ax.axvline(0.0, color=INK, lw=0.8)
    ax.set_title(words(f"figure.{part}"))
    _rows(result, ax)
    ax.set_xlabel(words("figure.variance"))
    ax.locator_params(axis="x", nbins=3)
    return ax


def _rows(result: StudyResult, ax: "Axes") -> None:
    words = wording()
    ax.set_yticks(range(len(result.options)), [option_label(option, words) for option in result.options])
    ax.set_ylim(len(result.options) - 0.4, -0.6)
