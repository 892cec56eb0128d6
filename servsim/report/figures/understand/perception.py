"""What customers expected, perceived, felt and said."""

from typing import TYPE_CHECKING

import numpy as np

from servsim.feedback.perception.servqual import DIMENSIONS
from servsim.measures.intervals import Interval
from servsim.measures.scopes import Scope
from servsim.report.figures.style import INK, PALE, axes, colour, label, marker, option_label, whiskers
from servsim.report.parts.numbers import Numbers
from servsim.study.result import StudyResult
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def servqual_gaps(result: StudyResult, ax: "Axes | None" = None) -> "Axes":
    """Perception minus desired level (points on the 1 to 7 scale) by SERVQUAL dimension and option, 95 % intervals."""
    words, ax = wording(), axes(ax)
    for index, option in enumerate(result.options):
        for row, dimension in enumerate(DIMENSIONS):
            interval = result.interval(f"gap_{dimension}", option)
            name = option_label(option, words) if row == 0 else None
            _point(ax, interval, row + _offset(index, len(result.options)), index, name)
    ax.axvline(0.0, color=INK, lw=1)
    ax.set_yticks(range(len(DIMENSIONS)), [words(f"dimension.{dimension}") for dimension in DIMENSIONS])
    ax.set_ylim(len(DIMENSIONS) - 0.45, -0.55)
    ax.set_xlabel(words("figure.gap"))
    ax.grid(axis="x")
    _stripes(ax, len(DIMENSIONS))
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return ax


def rating_distribution(result: StudyResult, ax: "Axes | None" = None, *, option: str = "baseline") -> "Axes":
    """Share (per cent) of ratings 1 to 5 among all rated customers and among those who answer the survey."""
    words, ax = wording(), axes(ax)
    counts = result.profiles[result.index_of(option)].csat
    shares = 100.0 * counts / np.maximum(1.0, counts.sum(axis=1, keepdims=True))
    ratings = np.arange(1, 6)
    ax.bar(ratings - 0.2, shares[0], width=0.38, color=colour(0), label=words("figure.true"))
    ax.bar(ratings + 0.2, shares[1], width=0.38, color="#E69F00", label=words("figure.measured"))
    ax.set_xticks(ratings)
    ax.set_xlabel(words("figure.csat"))
    ax.set_ylabel(f"{words('figure.wait.share')} (%)")
    ax.grid(axis="y")
    ax.legend(loc="upper left")
    return ax


def csat_true_and_measured(result: StudyResult, ax: "Axes | None" = None) -> "Axes":
    """True and measured CSAT (1 to 5) of each option, with 95 % intervals."""
    words, ax = wording(), axes(ax)
    for index, option in enumerate(result.options):
        true, measured = result.interval("csat", option), result.interval("csat_measured", option)
        ax.plot([true.mean, measured.mean], [index, index], color=PALE, lw=4, zorder=0)
        for interval, tone, shape, text in (
            (true, TONE_TRUE, "o", words("figure.true")),
            (measured, "#E69F00", "s", words("figure.measured")),
        ):
            ax.errorbar(
                interval.mean, index, xerr=whiskers([interval]), fmt=shape, color=tone, ms=6, capsize=2,
                label=text if index == 0 else None,
            )  # fmt: skip
    ax.set_yticks(range(len(result.options)), [option_label(option, words) for option in result.options])
    ax.set_ylim(len(result.options) - 0.4, -0.6)
    ax.set_xlabel(words("figure.csat"))
    ax.grid(axis="x")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 1.14), ncols=2)
    return ax


TONE_TRUE = colour(0)


def segment_changes(result: StudyResult, ax: "Axes | None" = None) -> "Axes":
    """Change of CSAT (points) against the baseline, by segment and option, with 95 % intervals."""
    words, ax = wording(), axes(ax)
    segments = list(result.scenario.segments)
    for index, option in enumerate(result.options[1:], start=1):
        for row, segment in enumerate(segments):
            interval = result.difference("csat", option, Scope("segment", segment)).difference
            name = option_label(option, words) if row == 0 else None
            _point(ax, interval, row + _offset(index - 1, len(result.options) - 1), index, name)
    ax.axvline(0.0, color=INK, lw=1)
    ax.set_yticks(range(len(segments)), [label(segment) for segment in segments])
    ax.set_ylim(len(segments) - 0.45, -0.55)
    ax.set_xlabel(words("figure.csat.change"))
    ax.grid(axis="x")
    _stripes(ax, len(segments))
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return ax


def trade_off(result: StudyResult, ax: "Axes | None" = None) -> "Axes":
    """Average wait against CSAT (1 to 5) for each option, with 95 % intervals and the labour cost of a period."""
    words, ax = wording(), axes(ax)
    numbers = Numbers(words, result.scenario.currency)
    today = result.interval("wait_mean")
    factor, unit = numbers.scale("wait_mean", today.mean)
    for index, option in enumerate(result.options):
        wait, csat = result.interval("wait_mean", option), result.interval("csat", option)
        cost = numbers.value("labour_cost", result.interval("labour_cost", option).mean)
        ax.errorbar(
            wait.mean * factor, csat.mean, xerr=whiskers([wait], factor), yerr=whiskers([csat]), fmt=marker(index),
            color=colour(index), ms=7, capsize=2, lw=1.2, label=f"{option_label(option, words)}: {cost}",
        )  # fmt: skip
    ax.set_xlabel(f"{words('kpi.wait_mean')} ({unit})")
    ax.set_ylabel(words("figure.csat"))
    ax.margins(0.18)
    ax.set_xlim(left=max(0.0, ax.get_xlim()[0]))
    ax.grid()
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return ax


def _offset(index: int, count: int) -> float:
    return 0.0 if count <= 1 else 0.56 * (index / (count - 1) - 0.5)


def _point(ax: "Axes", interval: Interval, row: float, index: int, name: str | None) -> None:
    ax.errorbar(
        interval.mean, row, xerr=whiskers([interval]), fmt=marker(index), color=colour(index), ms=5.5, capsize=2,
        lw=1.2, label=name,
    )  # fmt: skip


def _stripes(ax: "Axes", rows: int) -> None:
    for row in range(0, rows, 2):
        ax.axhspan(row - 0.5, row + 0.5, color="#F5F7F9", zorder=-1, lw=0)
