"""The customer journey map: where customers go, how they feel, how long it takes and where they are lost."""

from typing import TYPE_CHECKING

import numpy as np

from servsim.report.figures.style import INK, PALE, axes, option_label
from servsim.report.figures.understand.journey_layout import Band, MapLayout
from servsim.report.figures.understand.journey_route import PAIN, PAIN_TEXT, draw_route
from servsim.report.parts.numbers import MINUS, Numbers, whole_percent
from servsim.report.parts.understand.journey import HAPPENED, TOO_MANY_WAIT, JourneyStop, SimulatedJourney, journey
from servsim.scenario.options import BASELINE
from servsim.study.result import StudyResult
from servsim.wording import Wording, wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STEP = 0.25
"""Points of satisfaction between two lines of the scale."""
LABEL = 0.08
"""Points of satisfaction that a number beside an interval takes."""
WAITED = "#8A949C"
WIDEST_BAR = 0.8
"""Inches."""


def journey_map(result: StudyResult, ax: "Axes | None" = None, *, option: str = BASELINE) -> "Axes":
    """The journey under one option: ways, satisfaction (-1 to 1, 95 % intervals), minutes, and who is lost where.

    Touchpoints stand in the order of the walk, with the share of customers who come. Pain points are marked: the
    lowest satisfaction, any below 0, and waits that one in four finds too long. Raises UnknownNameError for an unknown
    option.
    """
    words, found = wording(), journey(result, option)
    layout = MapLayout.of(found)
    ax = axes(ax, layout.width, layout.height)
    ax.set_title(option_label(option, words), loc="left")
    _bare(ax)
    ax.set_xlim(-0.5, max(1, len(found.stops)) - 0.5)
    for index in range(0, len(found.stops), 2):
        ax.axvspan(index - 0.5, index + 0.5, ymax=layout.come.high, color="#F5F7F9", zorder=-2, lw=0)
    draw_route(ax, found, layout, words)
    _emotion(ax, found, layout.emotion, words)
    _times(ax, found, layout, Numbers(words, result.scenario.currency))
    _row(
        ax, layout.come, words("figure.journey.come"), [(whole_percent(stop.come.mean), False) for stop in found.stops]
    )
    for name, band in layout.rows.items():
        _row(ax, band, words(f"figure.journey.{name}"), [_summary(stop, name) for stop in found.stops])
    return ax


def _summary(stop: JourneyStop, name: str) -> tuple[str, bool]:
    """A share below the map, and whether it is a pain point; nothing where there is nothing."""
    share = stop.ends if name == "ends" else stop.mean(name)
    if np.isnan(share) or share < HAPPENED or (name == "ends" and stop.for_complaints):
        return "", False
    return whole_percent(share), name == "wait_too_long" and share >= TOO_MANY_WAIT


def _row(ax: "Axes", band: Band, name: str, cells: list[tuple[str, bool]]) -> None:
    across = ax.get_xaxis_transform()
    ax.annotate(
        name, (0.0, band.middle), (-6, 0), xycoords="axes fraction", textcoords="offset points", ha="right",
        va="center", fontsize=8.5,
    )  # fmt: skip
    for index, (text, pain) in enumerate(cells):
        ax.text(
            index, band.middle, text, ha="center", va="center", fontsize=8.5, transform=across,
            color=PAIN_TEXT if pain else INK, weight="bold" if pain else "normal",
        )  # fmt: skip


def _emotion(ax: "Axes", found: SimulatedJourney, band: Band, words: Wording) -> None:
    """Satisfaction at each stop with its interval, on the part of the axis that belongs to it."""
    from matplotlib.patheffects import withStroke

    intervals = [stop.kpis["satisfaction"] for stop in found.stops]
    mean, low, high = (np.asarray([interval[part] for interval in intervals], dtype=float) for part in range(3))
    low, high = np.clip(low, -1.0, 1.0), np.clip(high, -1.0, 1.0)
    known = ~np.isnan(mean)
    bottom = STEP * np.floor(np.min(low[known] - LABEL, initial=0.0) / STEP)
    top = STEP * np.ceil(np.max(high[known] + LABEL, initial=STEP) / STEP)
    scale = (top - bottom) / (band.high - band.low)
    ax.set_ylim(bottom - band.low * scale, bottom + (1.0 - band.low) * scale)
    ticks = np.arange(max(-1.0, bottom), min(1.0, top) + 0.5 * STEP, STEP)
    ax.set_yticks(ticks, [f"{tick:.2f}".replace("-", MINUS) for tick in ticks])
    ax.set_ylabel(words("figure.journey.satisfaction"), y=band.middle)
    for tick in ticks:
        ax.axhline(tick, color=INK if tick == 0 else "#E4E4E4", lw=0.9 if tick == 0 else 0.8, zorder=-1)
    walked = [index for index, stop in enumerate(found.stops) if not stop.for_complaints]
    ax.plot(walked, mean[walked], color=WAITED, lw=1.6, zorder=2)
    for index in np.flatnonzero(known):
        pain = index == found.lowest or found.stops[index].displeases
        ends = [[mean[index] - low[index]], [high[index] - mean[index]]]
        tone, size = (PAIN, 8) if pain else (INK, 6)
        ax.errorbar(index, mean[index], yerr=ends, fmt="o", ms=size, color=tone, capsize=2, lw=1.2, zorder=4)
        ax.annotate(
            f"{mean[index]:.2f}".replace("-", MINUS), (index, high[index]), (0, 6), textcoords="offset points",
            ha="center", fontsize=8.5, color=PAIN_TEXT if pain else INK, weight="bold" if pain else "normal", zorder=5,
            path_effects=[withStroke(linewidth=2.5, foreground="white")],
        )  # fmt: skip


def _times(ax: "Axes", found: SimulatedJourney, layout: MapLayout, numbers: Numbers) -> None:
    """Mean wait and handling time, stacked."""
    low, high = layout.times
    inset = ax.inset_axes((0.0, low, 1.0, high - low))
    wait, handling = (np.asarray([stop.mean(kpi) for stop in found.stops]) for kpi in ("wait_mean", "aht"))
    whole = np.nan_to_num(wait) + np.nan_to_num(handling)
    largest = float(np.max(whole, initial=0.0))
    factor, unit = numbers.scale("wait_mean", largest)
    width = min(0.42, WIDEST_BAR / layout.column)
    for index, stop in enumerate(found.stops):
        parts = [minutes for minutes in (wait[index], handling[index]) if not np.isnan(minutes)]
        inset.bar(index, factor * np.nan_to_num(wait[index]), width, color=PAIN if stop.waits_hurt else WAITED)
        inset.bar(
            index, factor * np.nan_to_num(handling[index]), width, factor * np.nan_to_num(wait[index]), color=PALE
        )
        inset.annotate(
            " + ".join(numbers.half("wait_mean", minutes, largest) for minutes in parts),
            (index, factor * whole[index]), (0, 2), textcoords="offset points", ha="center", fontsize=8,
        )  # fmt: skip
    inset.set_xlim(*ax.get_xlim())
    inset.set_ylim(0, 1.25 * factor * max(largest, 1e-9))
    inset.set_ylabel(f"{numbers.words('figure.journey.time')} ({unit})")
    inset.locator_params(axis="y", nbins=4)
    _bare(inset)
    kinds = {"wait": WAITED, "wait.hurts": PAIN, "handling": PALE}
    for kind, tone in kinds.items():
        if kind != "wait.hurts" or any(stop.waits_hurt for stop in found.stops):
            inset.bar(0, 0, color=tone, label=numbers.words(f"figure.journey.{kind}"))
    inset.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=3, borderaxespad=0.1, handlelength=1.2)


def _bare(ax: "Axes") -> None:
    """Nothing but a scale on the left; the columns are named in the boxes."""
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    ax.set_xticks([])
    ax.patch.set_alpha(0.0)
