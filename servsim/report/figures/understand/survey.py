"""How exact the survey becomes with more weeks of answers, and how far it stays from the truth."""

from typing import TYPE_CHECKING

import numpy as np

from servsim.report.figures.style import INK, axes, colour
from servsim.report.parts.understand.survey import Kind, reading
from servsim.study.result import StudyResult
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WEEKS = 26
MEASURED = "#E69F00"


def survey_over_weeks(result: StudyResult, ax: "Axes | None" = None, *, kind: Kind = "csat") -> "Axes":
    """True value, and the band in which 95 % of surveys of so many weeks find it, today; empty without answers."""
    words, ax = wording(), axes(ax)
    found = reading(result, kind)
    if found is not None:
        weeks = np.geomspace(1.0, WEEKS, 60)
        margin = np.array([found.margin(number) for number in weeks.tolist()])
        low, high = found.measured - margin, found.measured + margin
        ax.fill_between(weeks, low, high, color=MEASURED, alpha=0.25, lw=0, label=words("figure.survey.band"))
        ax.axhline(found.measured, color=MEASURED, lw=1.6, label=words("figure.measured"))
        ax.axhline(found.true, color=colour(0), ls="--", lw=1.6, label=words("figure.true"))
        ax.set_xlim(1.0, WEEKS)
        ax.legend(loc="upper right")
    ax.set_xlabel(words("figure.survey.weeks"), color=INK)
    ax.set_ylabel(words("figure.csat") if kind == "csat" else words("figure.nps"))
    ax.grid(axis="y")
    return ax
