"""What a service that began empty took to settle."""

from typing import TYPE_CHECKING

import numpy as np

from servsim.errors import ServsimError
from servsim.report.figures.style import axes, colour, line, option_label
from servsim.study.result import StudyResult
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def warm_up(result: StudyResult, ax: "Axes | None" = None) -> "Axes":
    """Customers inside from the beginning on, mean of the pilot runs by option; left of the line nobody is counted.

    Raises ServsimError when the warm-up was stated, so that there were no pilot runs.
    """
    found = result.baseline.warm_up
    if found is None:
        raise ServsimError("the warm-up of this study was stated; there is nothing to show of how it was found")
    words, ax = wording(), axes(ax)
    for index, option in enumerate(result.options):
        series = found.inside[index]
        days = np.arange(series.size) * result.scenario.clock.days / series.size
        ax.plot(days, series, color=colour(index), ls=line(index), lw=1.4, label=option_label(option, words))
    ax.axvline(found.minutes / 1440.0, color="#B22222", lw=1.2, ls="--", label=words("figure.warm_up"))
    ax.set_xlabel(words("figure.days"))
    ax.set_ylabel(words("figure.inside"))
    ax.set_ylim(bottom=0)
    ax.legend()
    return ax
