"""Sampling error beside parameter uncertainty, and what drives a result over the ranges."""

from typing import TYPE_CHECKING

from servsim.report.figures.lettering import wrapped
from servsim.report.figures.style import INK, PALE, axes, colour, option_label, whiskers
from servsim.report.parts.numbers import Numbers
from servsim.report.parts.trust.uncertainty import SHOWN, parameter_label
from servsim.study.result import StudyResult
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UNKNOWN = "#9DB4C6"
RISING, FALLING = "#0072B2", "#D55E00"
LETTERS = 62


def sampling_and_parameter_uncertainty(result: StudyResult, ax: "Axes | None" = None, *, kpi: str = "csat") -> "Axes":
    """A KPI of each option: its 95 % interval by chance (dark), and its middle 95 % over the ranges (wide, pale)."""
    words, ax = wording(), axes(ax)
    found = result.uncertainty
    factor, unit = Numbers(words, result.scenario.currency).scale(kpi, result.interval(kpi).mean)
    for index, option in enumerate(result.options if found is not None else ()):
        assert found is not None
        chance, spread = result.interval(kpi, option), found.spread(kpi, option)
        first = index == 0
        ax.barh(
            index, factor * (spread.high - spread.low), left=factor * spread.low, height=0.55, color=UNKNOWN,
            label=words("figure.uncertainty") if first else None,
        )  # fmt: skip
        ax.errorbar(
            factor * chance.mean, index, xerr=whiskers([chance], factor), fmt="o", ms=4, color=colour(index),
            elinewidth=3, capsize=4, label=words("figure.chance") if first else None,
        )  # fmt: skip
    ax.set_yticks(range(len(result.options)), [option_label(option, words) for option in result.options])
    ax.set_ylim(len(result.options) - 0.4, -0.6)
    ax.use_sticky_edges = False
    ax.margins(x=0.06)
    ax.set_title(words(f"kpi.{kpi}"))
    ax.set_xlabel(unit)
    ax.grid(axis="x")
    return ax


def drivers(result: StudyResult, ax: "Axes | None" = None, *, kpi: str = "csat") -> "Axes":
    """Today's KPI where a parameter lies in the lowest and in the highest third of its range; the strongest first.

    Pale bars cannot be told from chance.
    """
    words, ax = wording(), axes(ax, 9.0)
    found = result.uncertainty
    shown = [] if found is None else found.drivers(kpi)[:SHOWN]
    factor, unit = Numbers(words, result.scenario.currency).scale(kpi, result.interval(kpi).mean)
    for index, driver in enumerate(shown):
        tone = (RISING if driver.high > driver.low else FALLING) if driver.separable else PALE
        ax.barh(index, factor * (driver.high - driver.low), left=factor * driver.low, height=0.6, color=tone)
        ax.plot([factor * driver.high], [index], ">" if driver.high > driver.low else "<", color=INK, ms=5)
    ax.set_yticks(
        range(len(shown)), ["\n".join(wrapped(parameter_label(driver.parameter), LETTERS)) for driver in shown]
    )
    ax.set_ylim(len(shown) - 0.4, -0.6)
    ax.use_sticky_edges = False
    ax.margins(x=0.06)
    ax.set_xlabel(f"{words(f'kpi.{kpi}')} ({unit})" if unit else words(f"kpi.{kpi}"))
    ax.grid(axis="x")
    return ax
