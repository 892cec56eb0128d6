"""How long customers wait: today's distribution, and who waits longer than what under each option."""

from typing import TYPE_CHECKING

import numpy as np

from servsim.measures.profile import Floats, Profile
from servsim.report.figures.style import INK, PALE, axes, colour, label, line, option_label
from servsim.study.result import StudyResult
from servsim.wording import Wording, wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

AT_ONCE = "#8A949C"


def _unit(result: StudyResult, words: Wording) -> tuple[float, str]:
    return (60.0, words("unit.s")) if result.frame.wait_edges[-1] < 4.0 else (1.0, words("unit.min"))


def wait_histogram(result: StudyResult, ax: "Axes | None" = None, *, option: str = "baseline") -> "Axes":
    """Distribution of waits (minutes, or seconds when short) of everybody who joined a queue under one option."""
    words, ax = wording(), axes(ax)
    profile = result.profiles[result.index_of(option)]
    factor, unit = _unit(result, words)
    at_once, share = _shares(profile)
    edges = result.frame.wait_edges * factor
    width = edges[1]
    below = [at_once] + [0.0] * (share.size - 1)
    ax.bar(edges, share, width=0.92 * width, align="edge", color=PALE, edgecolor="none", bottom=below)
    ax.bar(0.0, at_once, width=0.92 * width, align="edge", color=AT_ONCE)
    ax.bar(edges[-1:] + 0.5 * width, share[-1:], width=0.92 * width, align="edge", color=colour(0))
    if _reach(result) == result.frame.wait_edges[-1]:
        index = (edges[-1] + width, share[-1])
        ax.annotate(words("figure.wait.over"), index, (0, 3), textcoords="offset points", ha="center", fontsize=8)
    _marks(result, ax, factor, words)
    ax.set_xlabel(f"{words('figure.wait')} ({unit})")
    ax.set_ylabel(f"{words('figure.wait.share')} (%)")
    ax.set_xlim(0, _reach(result) * factor + 2.5 * width)
    return ax


def wait_exceedance(result: StudyResult, ax: "Axes | None" = None) -> "Axes":
    """Share of customers (per cent) who waited longer than each time, one curve per option.

    At 0 stands the share who waited at all.
    """
    words, ax = wording(), axes(ax)
    factor, unit = _unit(result, words)
    edges = result.frame.wait_edges * factor
    for index, option in enumerate(result.options):
        _, share = _shares(result.profiles[index])
        longer = np.cumsum(share[::-1])[::-1]
        ax.plot(edges, longer, ls=line(index), color=colour(index), label=option_label(option, words), lw=1.8)
    _marks(result, ax, factor, words, named=False)
    ax.set_xlabel(f"{words('figure.wait')} ({unit})")
    ax.set_ylabel(f"{words('figure.wait.longer')} (%)")
    ax.set_xlim(0, _reach(result) * factor)
    ax.set_ylim(0, None)
    ax.grid(axis="y")
    ax.legend()
    return ax


def _shares(profile: Profile) -> tuple[float, Floats]:
    """Per cent of those who joined a queue: who did not wait at all; and who waited, by bin."""
    counts = profile.waits.sum(axis=0)
    at_once, *share = 100.0 * counts / max(1.0, counts.sum())
    return at_once, np.array(share)


def _reach(result: StudyResult) -> float:
    """How far (minutes) the axis of waits must go: beyond what 99 of 100 customers wait, and beyond every mark."""
    edges = result.frame.wait_edges
    needed = 1.1 * max(segment.tolerated_wait for segment in result.scenario.segments.values())
    for profile in result.profiles:
        at_once, share = _shares(profile)
        reached = at_once + np.cumsum(share)
        needed = max(needed, edges[min(int(np.searchsorted(reached, 99.0)) + 1, edges.size - 1)])
    return float(min(needed, edges[-1]))


def _marks(result: StudyResult, ax: "Axes", factor: float, words: Wording, named: bool = True) -> None:
    """Lines at the tolerated waits of the segments and at the targets on waits."""
    tolerated: dict[float, list[str]] = {}
    for name, segment in result.scenario.segments.items():
        tolerated.setdefault(segment.tolerated_wait, []).append(label(name))
    lines = [
        (
            wait,
            words("figure.tolerated", segment=", ".join(names) if len(names) < 4 else f"{len(names)}"),
            "#888888",
            ":",
        )
        for wait, names in sorted(tolerated.items())
    ]
    lines += [
        (
            target.value,
            words("figure.target", target=f"{words('kpi.' + target.kpi)} {target.text.replace('<=', '≤')}"),
            INK,
            "--",
        )
        for target in result.scenario.parsed_targets
        if target.kpi.startswith("wait_p") or target.kpi == "wait_mean"
    ]
    top = 0.98
    for wait, text, tone, style in lines:
        if wait > result.frame.wait_edges[-1]:
            continue
        ax.axvline(wait * factor, color=tone, ls=style, lw=1.2, zorder=0 if named else 1)
        if named:
            ax.annotate(
                text, (wait * factor, top), (4, 0), xycoords=("data", "axes fraction"), textcoords="offset points",
                va="top", fontsize=8, color=tone,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.8},
            )  # fmt: skip
            top -= 0.08
