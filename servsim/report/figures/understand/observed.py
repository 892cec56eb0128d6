"""Simulated and measured values by hour of the day."""

from typing import TYPE_CHECKING

import numpy as np

from servsim.errors import ServsimError
from servsim.measures.intervals import Interval
from servsim.measures.scopes import Scope
from servsim.report.figures.style import axes, colour, whiskers
from servsim.report.parts.numbers import Numbers
from servsim.scenario.parts.observed import ObservedHour
from servsim.scenario.values.units import show_time_of_day
from servsim.study.result import StudyResult
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def measured_hours(result: StudyResult, kpi: str) -> tuple[list[ObservedHour], list[Interval]]:
    """What was measured of a KPI in the hours that are simulated, and what the simulation (baseline) gives there."""
    observed = result.scenario.observed
    values, simulated = [], []
    for value in observed.by_hour.values if observed else ():
        scope = Scope("hour", show_time_of_day(value.hour))
        if value.kpi == kpi and scope in result.scopes:
            values.append(value)
            simulated.append(result.interval(kpi, scope=scope))
    return values, simulated


def observed_by_hour(result: StudyResult, ax: "Axes | None" = None, *, kpi: str) -> "Axes":
    """A KPI by hour of the day: measured with two standard errors, simulated (baseline) with 95 % intervals.

    Raises ServsimError when the scenario states no measurements of that KPI in its opening hours.
    """
    values, simulated = measured_hours(result, kpi)
    if not values:
        raise ServsimError(f'the scenario states no measured "{kpi}" in its opening hours (key observed)')
    words, ax = wording(), axes(ax)
    hours = [show_time_of_day(value.hour) for value in values]
    factor, unit = Numbers(words, result.scenario.currency).scale(kpi, max(value.value for value in values))
    index = np.arange(len(hours))
    ax.errorbar(
        index, [factor * value.value for value in values], yerr=[2 * factor * value.error for value in values],
        fmt="s", color="#D55E00", ms=5, capsize=2, lw=1.2, label=words("figure.observed"),
    )  # fmt: skip
    mean = factor * np.asarray([interval.mean for interval in simulated])
    below, above = whiskers(simulated, factor)
    ax.plot(index, mean, color=colour(1), lw=1.8, label=words("figure.simulated"))
    ax.fill_between(index, mean - below, mean + above, color=colour(1), alpha=0.25, lw=0)
    shown = hours if len(hours) <= 12 else [hour if number % 3 == 0 else "" for number, hour in enumerate(hours)]
    ax.set_xticks(index, shown)
    ax.set_ylim(0, None)
    ax.set_title(words(f"kpi.{kpi}"))
    ax.set_ylabel(unit)
    ax.set_xlabel(words("figure.hour"))
    ax.grid(axis="y")
    ax.legend()
    return ax
