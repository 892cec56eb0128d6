"""Formulas beside the simulation, by time of day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from servsim.errors import ServsimError, nearest
from servsim.report.figures.style import INK, TODAY, axes, label
from servsim.report.parts.numbers import Numbers
from servsim.scenario.values.units import time_of_day
from servsim.study.checking.check import FORMULA, Check
from servsim.study.result import StudyResult
from servsim.wording import Wording, wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Look(NamedTuple):
    """How a verdict is drawn: colour, marker, and whether the marker is filled."""

    colour: str
    marker: str
    filled: bool = True


HEADROOM = 1.3
"""Space above the data for the legend."""
LOOKS = {
    "agrees": Look("#0072B2", "o"),
    "expected": Look("#D55E00", "s"),
    "open": Look("#7A5195", "D"),
    "failed": Look("#B22222", "X"),
    "none": Look(TODAY, "o", filled=False),
}


def formula_waits(result: StudyResult, ax: "Axes | None" = None, *, team: str | None = None) -> "Axes":
    """Mean wait of a team by time of day (baseline): what a formula says, and what was simulated with 95 % intervals.

    No line where no formula applies. The first team when none is named. Raises ServsimError for a team to which nobody
    comes, or which is not there.
    """
    checks = _of_team(result, team)
    words, ax = wording(), axes(ax)
    shown = [value for one in checks for value in (one.simulated, one.expected if one.verdict != "none" else 0.0)]
    factor, unit = Numbers(words, result.scenario.currency).scale("wait_mean", max(shown))
    spans = list(_spans(checks))
    for one, (start, end) in zip(checks, spans, strict=True):
        if one.verdict != "none":
            ax.plot([start, end], [factor * one.expected] * 2, color=INK, lw=1.6, zorder=2)
    for verdict, look in LOOKS.items():
        rows = [(one, sum(span) / 2) for one, span in zip(checks, spans, strict=True) if one.verdict == verdict]
        if rows:
            _points(ax, rows, look, (factor, words(f"figure.formulas.{verdict}")))
    ax.set_title(label(checks[0].team))
    ax.set_ylim(0, HEADROOM * ax.get_ylim()[1])
    ax.set_ylabel(f"{words('figure.wait')} ({unit})")
    ax.set_xlabel(words("figure.time"))
    _times(ax, spans)
    _legend(ax, words)
    return ax


def _of_team(result: StudyResult, team: str | None) -> list[Check]:
    found = result.checked.named(FORMULA)
    teams = tuple(dict.fromkeys(one.team for one in found))
    if not teams or (team is not None and team not in teams):
        raise ServsimError(f'no formula says anything about a team "{team or ""}"; {nearest(team or "", teams)}')
    return [one for one in found if one.team == (team or teams[0])]


def _spans(checks: list[Check]) -> Iterator[tuple[float, float]]:
    """From when until when, hours after the first midnight."""
    reached = 0.0
    for check in checks:
        start, end = (time_of_day(part) / 60.0 for part in check.hour.split("–"))
        start += 24.0 * (start < reached)
        reached = end + 24.0 * (end <= start)
        yield start, reached


def _points(ax: "Axes", rows: list[tuple[Check, float]], look: Look, scale: tuple[float, str]) -> None:
    factor, text = scale
    middle = [index for _, index in rows]
    mean, low, high = factor * np.array([(one.simulated, one.low, one.high) for one, _ in rows]).T
    known = np.isfinite(low)
    error = np.where(known, [mean - np.maximum(low, 0.0), high - mean], 0.0)
    ax.errorbar(
        middle, mean, yerr=error, fmt=look.marker, color=look.colour, ms=5, lw=1.2, capsize=2, zorder=3, label=text,
        mfc=look.colour if look.filled else "white",
    )  # fmt: skip


def _times(ax: "Axes", spans: list[tuple[float, float]]) -> None:
    """Whole hours, about eight of them."""
    first, last = spans[0][0], spans[-1][1]
    step = max(1, round((last - first) / 8))
    ticks = np.arange(np.ceil(first), last + 0.01, step)
    ax.set_xticks(ticks, [f"{int(tick % 24):02d}:00" for tick in ticks])
    ax.set_xlim(first, last)
    ax.grid(axis="y")


def _legend(ax: "Axes", words: Wording) -> None:
    from matplotlib.lines import Line2D

    handles, texts = ax.get_legend_handles_labels()
    line = Line2D([], [], color=INK, lw=1.6)
    ax.legend([line, *handles], [words("figure.formulas.line"), *texts], fontsize=7.5, loc="upper left", ncols=2)
