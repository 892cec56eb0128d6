"""Where the gap is made: the points lost and won between what customers want and what they got, by cause."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from servsim.measures.scopes import EVERYBODY, Scope
from servsim.report.figures.style import INK, PALETTE, axes, label, option_label
from servsim.scenario.options import BASELINE
from servsim.study.result import StudyResult
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CAUSES = ("knowledge", "standards", "delivery", "communication", "ceiling")
"""Gaps 1 to 4 and what an ideal standard misses; as KPIs they are called ``gap_CAUSE``."""
TONES = (PALETTE[4], PALETTE[0], PALETTE[1], PALETTE[3], "#B9BEC4")


class Gap(NamedTuple):
    """One bar: its name, the mean points of each cause in the order of ``CAUSES``, and the whole."""

    name: str
    points: tuple[float, ...]
    whole: float


def gap_of(result: StudyResult, option: str = BASELINE, scope: Scope = EVERYBODY, name: str = "") -> Gap:
    """The SERVQUAL gap of an option in a scope, by cause; scale points, means over the replications."""
    points = tuple(float(result.interval(f"gap_{cause}", option, scope).mean) for cause in CAUSES)
    return Gap(name, points, float(result.interval("servqual_gap", option, scope).mean))


def gap_sources(result: StudyResult, ax: "Axes | None" = None) -> "Axes":
    """The SERVQUAL gap of each option by cause: points lost left of zero, won right of it, and what they add up to."""
    words = wording()
    return _bars([gap_of(result, option, name=option_label(option, words)) for option in result.options], ax)


def gap_sources_by_segment(result: StudyResult, ax: "Axes | None" = None, *, option: str = BASELINE) -> "Axes":
    """The same for each segment under one option."""
    segments = [scope for scope in result.scopes if scope.kind == "segment"]
    ax = _bars([gap_of(result, option, scope, label(scope.name)) for scope in segments], ax)
    ax.set_title(option_label(option, wording()))
    return ax


def _bars(gaps: Sequence[Gap], ax: "Axes | None") -> "Axes":
    words, ax = wording(), axes(ax)
    for row, gap in enumerate(gaps):
        lost = won = 0.0
        for cause, tone, points in zip(CAUSES, TONES, gap.points, strict=True):
            name = words(f"figure.cause.{cause}") if row == 0 else None
            ax.barh(row, points, left=lost if points < 0 else won, height=0.56, color=tone, label=name)
            lost, won = lost + min(0.0, points), won + max(0.0, points)
        ax.plot(
            gap.whole, row, "D", color=INK, ms=6, mec="white", label=words("figure.cause.sum") if row == 0 else None
        )
    ax.axvline(0.0, color=INK, lw=1)
    ax.set_yticks(range(len(gaps)), [gap.name for gap in gaps])
    ax.set_ylim(len(gaps) - 0.45, -0.55)
    ax.set_xlabel(words("figure.gap"))
    ax.grid(axis="x")
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return ax
