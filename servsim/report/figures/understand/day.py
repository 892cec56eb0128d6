"""Queue and staff over the day."""

from typing import TYPE_CHECKING

import numpy as np

from servsim.errors import ServsimError, nearest
from servsim.measures.counting.frame import Slots
from servsim.report.figures.style import PALE, axes, colour, label, line, option_label
from servsim.scenario.values.units import show_time_of_day
from servsim.study.result import StudyResult
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def queue_over_day(result: StudyResult, ax: "Axes | None" = None, *, team: str | None = None) -> "Axes":
    """Agents on duty, agents busy and customers waiting (numbers of people) of one team over the day.

    Averages in quarters of an hour; the queue also under each option. The first team when none is named. Raises
    ServsimError for a team that is in no option.
    """
    position = _team_index(result, team)
    words, ax = wording(), axes(ax)
    slots, today = result.frame.slots, result.profiles[0]
    edges = slots.edges - slots.start
    middle = 0.5 * (edges[1:] + edges[:-1])
    scheduled = today.scheduled[position] / today.replications
    ax.stairs(today.busy[position] / today.replications, edges, fill=True, color=PALE, label=words("figure.busy"))
    ax.stairs(scheduled, edges, color=colour(0), lw=1.8, label=words("figure.scheduled"), zorder=3)
    for number, option in enumerate(result.options):
        profile = result.profiles[number]
        text = (
            words("figure.waiting")
            if number == 0
            else words("figure.waiting.option", option=option_label(option, words))
        )
        tone = "#B22222" if number == 0 else colour(number)
        style = "-" if number == 0 else line(number)
        ax.plot(
            middle,
            profile.waiting[position] / profile.replications,
            ls=style,
            color=tone,
            lw=1.8 if not number else 1.2,
            label=text,
        )
    ax.set_title(label(result.frame.teams[position]))
    ax.set_ylabel(words("figure.people"))
    ax.set_xlabel(words("figure.time"))
    _hours(ax, slots)
    ax.set_ylim(0, None)
    ax.grid(axis="y")
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return ax


def _team_index(result: StudyResult, team: str | None) -> int:
    teams = result.frame.teams
    if not teams or (team is not None and team not in teams):
        raise ServsimError(f'unknown team "{team or ""}"; {nearest(team or "", teams)}')
    return 0 if team is None else teams.index(team)


def _hours(ax: "Axes", slots: Slots) -> None:
    """Whole hours on the axis of minutes since opening, about nine of them."""
    length = slots.width * slots.number
    step = 60.0 * max(1, round(length / 60.0 / 9))
    ticks = np.arange(-slots.start % step, length + 1, step)
    ax.set_xticks(ticks, [show_time_of_day(slots.start + tick) for tick in ticks])
    ax.set_xlim(0, length)
