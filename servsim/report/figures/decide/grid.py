"""Sweeps: heat maps over two factors, a curve over one, and what is traded for what."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from servsim.errors import ServsimError
from servsim.report.figures.style import INK, PALE, PALETTE, TODAY, axes, option_label, whiskers
from servsim.report.parts.numbers import Numbers
from servsim.scenario.kpis.declarations import KPIS
from servsim.scenario.parts.target import Target
from servsim.scenario.variants.factors import Factor
from servsim.study.sweeping.cells import Cell
from servsim.study.sweeping.sweep_result import SweepResult
from servsim.wording import wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_WRITTEN = 120
"""Cells up to which their values are written into a heat map."""
MOST_NAMED = 8
SKEWED = 4.0
TARGET = "#B22222"
EDGES = {"frontier": "-", "close": ":"}


def factor_label(path: str) -> str:
    """How a factor is called in front of people: its path without the section, without signs."""
    section, *rest = path.split(".")
    return " ".join(rest or [section]).replace("_", " ")


def heat_map(result: SweepResult, kpi: str, ax: "Axes | None" = None, *, at: Mapping[str, str] | None = None) -> "Axes":
    """A KPI's mean over two factors; a frame marks the cells on the efficient frontier (dotted: too close to tell), a
    red line where its target is met. ``at`` holds further factors at a level, by path, as that is written.

    Raises ServsimError unless exactly two factors are left.
    """
    at = at or {}
    ax, free = axes(ax), [place for place, factor in enumerate(result.factors) if factor.path not in at]
    if len(free) != 2:
        raise ServsimError(f"a heat map has two factors; {len(free)} are left to be shown")
    down, across = (result.factors[place] for place in free)
    cells = [
        (cell, standing)
        for cell, standing in zip(result.cells, result.standings(), strict=True)
        if _held(result, cell, at)
    ]
    scale, title = _scale(result, kpi)
    means = np.array([result.interval(kpi, cell).mean for cell, _ in cells]).reshape(
        len(down.levels), len(across.levels)
    )
    mesh = ax.pcolormesh(scale * means, cmap=_colours(kpi), norm=_norm(scale * result.values(kpi).mean(axis=1)))
    _target_line(ax, result, kpi, means)
    if means.size <= MOST_WRITTEN:
        _write(ax, result, kpi, (means, mesh))
    for place, (_, standing) in enumerate(cells):
        if standing in EDGES:
            _frame(ax, divmod(place, len(across.levels)), EDGES[standing])
    _ticks(ax, across, down)
    ax.set_title(title)
    return ax


def response_curve(result: SweepResult, kpi: str, ax: "Axes | None" = None) -> "Axes":
    """A KPI's mean with its 95 % interval over one factor; full points are on the efficient frontier, the dashed line
    is the base, a red one the target.

    Raises ServsimError when there are several factors.
    """
    if len(result.factors) != 1:
        raise ServsimError(f"a curve has one factor; this sweep has {len(result.factors)}")
    words, ax, [factor] = wording(), axes(ax), result.factors
    scale, title = _scale(result, kpi)
    numbers = [result.coordinates(cell)[factor.path] for cell in result.cells]
    plain = all(isinstance(number, float) for number in numbers)
    x: Any = numbers if plain else list(range(len(numbers)))
    means = [result.interval(kpi, cell) for cell in result.cells]
    y = [scale * one.mean for one in means]
    ax.errorbar(x, y, yerr=whiskers(means, scale), color=PALETTE[0], lw=1.4, capsize=2)
    for one, height, standing in zip(x, y, result.standings(), strict=True):
        ax.plot([one], [height], "o", ms=6, color=PALETTE[0], mfc=PALETTE[0] if standing == "frontier" else "white")
    ax.axhline(scale * result.today(kpi).mean, color=TODAY, ls="--", lw=1, label=option_label(result.option, words))
    for target in _targets(result, kpi):
        ax.axhline(scale * target.value, color=TARGET, lw=1.2, label=words("figure.target", target=target.text))
    if not plain:
        ax.set_xticks(x, [level.text for level in factor.levels])
    ax.set_xlabel(factor_label(factor.path))
    ax.set_title(title)
    ax.grid(axis="y")
    ax.legend()
    return ax


def cell_trade_off(result: SweepResult, x: str, y: str, ax: "Axes | None" = None) -> "Axes":
    """Two KPIs against each other, a point for each cell; those that are efficient on these two are joined and named.

    Intervals are 95 %; the star is the base. Raises ServsimError for a KPI of which neither more nor less is better.
    """
    words, ax = wording(), axes(ax)
    standings = result.standings((x, y))
    (wide, across), (high, along) = _scale(result, x), _scale(result, y)
    points = [(wide * result.interval(x, cell).mean, high * result.interval(y, cell).mean) for cell in result.cells]
    ax.plot([one for one, _ in points], [one for _, one in points], "o", ms=4.5, mew=0, color=PALE)
    best = sorted((place for place, one in enumerate(standings) if one == "frontier"), key=lambda place: points[place])
    ax.errorbar(
        [points[place][0] for place in best], [points[place][1] for place in best], fmt="o-", ms=5, lw=1, capsize=2,
        xerr=whiskers([result.interval(x, result.cells[place]) for place in best], wide),
        yerr=whiskers([result.interval(y, result.cells[place]) for place in best], high),
        color=PALETTE[0], label=words("figure.frontier"),
    )  # fmt: skip
    for place in best[:: -(-len(best) // MOST_NAMED) or 1]:
        name = " / ".join(level.text for level in result.cells[place].levels)
        ax.annotate(name, points[place], (6, 6), textcoords="offset points", fontsize=7.5)
    ax.plot(
        [wide * result.today(x).mean],
        [high * result.today(y).mean],
        "*",
        ms=11,
        color=TODAY,
        label=option_label(result.option, words),
    )
    ax.set_xlabel(across)
    ax.set_ylabel(along)
    ax.grid()
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return ax


def _held(result: SweepResult, cell: Cell, at: Mapping[str, str]) -> bool:
    pairs = zip(result.factors, cell.levels, strict=True)
    return all(at.get(factor.path, level.text) == level.text for factor, level in pairs)


def _scale(result: SweepResult, kpi: str) -> tuple[float, str]:
    """Factor and label in which all values of a KPI are shown."""
    largest = float(np.nanmax(np.abs(result.values(kpi).mean(axis=1)), initial=0.0))
    factor, unit = Numbers(wording(), result.base.currency).scale(kpi, largest)
    name = wording()(f"kpi.{kpi}")
    return factor, f"{name} ({unit})" if unit else name


def _colours(kpi: str) -> str:
    """Pale is better, whichever direction that is."""
    return "Blues" if KPIS[kpi].better != "higher" else "Blues_r"


def _norm(values: Any) -> Any:
    """Colours spread evenly over the values, or with the low ones spread when a few are very large."""
    from matplotlib.colors import Normalize, PowerNorm

    low, middle, high = np.nanmin(values), np.nanmedian(values), np.nanmax(values)
    skewed = low >= 0.0 and high > SKEWED * middle
    return PowerNorm(0.4, low, high) if skewed else Normalize(low, high)


def _targets(result: SweepResult, kpi: str) -> list[Target]:
    return [target for target in result.base.parsed_targets if target.kpi == kpi]


def _target_line(ax: "Axes", result: SweepResult, kpi: str, means: Any) -> None:
    if min(means.shape) < 2:
        return
    rows, columns = means.shape
    for target in _targets(result, kpi):
        if np.nanmin(means) < target.value < np.nanmax(means):
            middles = np.arange(columns) + 0.5, np.arange(rows) + 0.5
            ax.contour(*middles, means, levels=[target.value], colors=TARGET, linewidths=1.8)


def _write(ax: "Axes", result: SweepResult, kpi: str, drawn: tuple[Any, Any]) -> None:
    means, mesh = drawn
    numbers, largest = Numbers(wording(), result.base.currency), float(np.nanmax(np.abs(means)))
    for (row, column), mean in np.ndenumerate(means):
        dark = sum(mesh.cmap(mesh.norm(numbers.scale(kpi, largest)[0] * mean))[:3]) < 1.5
        text = numbers.value(kpi, float(mean), largest).partition("\u202f")[0]
        ax.text(column + 0.5, row + 0.5, text, ha="center", va="center", fontsize=7, color="white" if dark else INK)


def _frame(ax: "Axes", place: tuple[int, int], style: str) -> None:
    from matplotlib.patches import Rectangle

    row, column = place
    ax.add_patch(Rectangle((column + 0.04, row + 0.04), 0.92, 0.92, fill=False, ec="#E69F00", lw=2.2, ls=style))


def _ticks(ax: "Axes", across: Factor, down: Factor) -> None:
    ax.set_xticks(np.arange(len(across.levels)) + 0.5, [level.text for level in across.levels])
    ax.set_yticks(np.arange(len(down.levels)) + 0.5, [level.text for level in down.levels])
    ax.tick_params(length=0)
    ax.set_xlabel(factor_label(across.path))
    ax.set_ylabel(factor_label(down.path))
