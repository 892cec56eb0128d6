"""How figures look: colours that colour-blind readers can tell apart, quiet axes, the same line for the same option."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from servsim.measures.intervals import Interval
from servsim.report.figures.lettering import families
from servsim.scenario.options import BASELINE
from servsim.wording import Wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe & Ito (2008), with grey for the baseline; the yellow is left out, being too pale on white.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#7A5195", "#8C564B")
TODAY = "#4D4D4D"
PALE = "#C9D3DC"
INK = "#222222"
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
LINES: tuple[Any, ...] = ("-", "--", "-.", ":", (0, (3, 1, 1, 1, 1, 1)), (0, (5, 1)), (0, (1, 1)), (0, (4, 2, 1, 2)))

SETTINGS: dict[Any, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": "#888888",
    "axes.labelcolor": INK,
    "axes.labelsize": 9,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 10,
    "font.size": 9,
    "grid.color": "#E4E4E4",
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "xtick.labelsize": 8.5,
    "ytick.color": INK,
    "ytick.labelsize": 8.5,
}


def settings() -> dict[Any, Any]:
    """The settings of a figure that is drawn with the fonts of this machine."""
    return {**SETTINGS, "font.family": families()}


def option_label(option: str, words: Wording) -> str:
    """How an option is called in front of people."""
    return words("baseline") if option == BASELINE else option.replace("_", " ")


def label(name: str) -> str:
    """How a segment, team or touchpoint is called in front of people."""
    return name.replace("_", " ")


def whiskers(intervals: Sequence[Interval], factor: float = 1.0) -> NDArray[np.float64]:
    """(2, intervals) how far they reach below and above their means, for error bars."""
    return factor * np.array([interval.reach for interval in intervals]).reshape(-1, 2).T


def colour(index: int) -> str:
    """Colour of the option at a place; the baseline (place 0) is grey."""
    return TODAY if index == 0 else PALETTE[(index - 1) % len(PALETTE)]


def marker(index: int) -> str:
    """Marker of the option at a place."""
    return MARKERS[index % len(MARKERS)]


def line(index: int) -> Any:
    """Line style of the option at a place."""
    return LINES[index % len(LINES)]


def axes(ax: "Axes | None", width: float = 6.0, height: float = 3.4) -> "Axes":
    """The given axes, or new ones of that size (inches)."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    from servsim.report.figures.own_figure import OwnFigure

    with plt.rc_context(settings()):
        return plt.figure(figsize=(width, height), layout="constrained", FigureClass=OwnFigure).add_subplot()
