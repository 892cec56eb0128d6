"""The upper part of a journey map: the stops as boxes, and the ways between them as arrows with shares."""

from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from servsim.report.figures.lettering import columns, wrapped
from servsim.report.figures.style import INK, label
from servsim.report.figures.understand.journey_layout import BOX, HARDLY, LANE, Lane, MapLayout
from servsim.report.parts.numbers import whole_percent
from servsim.report.parts.understand.journey import JourneyStop, SimulatedJourney
from servsim.wording import Wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

Point = tuple[float, float]
PAIN = "#D55E00"
PAIN_TEXT = "#A63F00"
ARROW = "#6B747C"
QUIET = "#5F6770"
CORNER = 0.07
"""Radius of the corners of ways, in inches."""
WIDEST_BOX = 1.7
ROOM = 0.8
"""Inches between two boxes in which a share has room on the arrow."""
LETTER = 0.07
"""Width of a letter in a box, in inches."""
MOST_LINES = 3


def draw_route(ax: "Axes", journey: SimulatedJourney, layout: MapLayout, words: Wording) -> None:
    """Boxes in a row; arrows between neighbours, over the boxes past others, and under them back."""
    half = min(0.41, 0.5 * WIDEST_BOX / layout.column)
    for place, stop in enumerate(journey.stops):
        _box(ax, layout, (place - half, place + half), stop, place == journey.lowest)
        _name(ax, layout, place, stop, words)
    for way in journey.ways:
        if way.end == way.start + 1 and way.share >= HARDLY:
            middle = layout.boxes.middle
            _arrow(ax, _path([(way.start + half, middle), (way.end - half, middle)], (0.0, 0.0)))
            on_it = (1 - 2 * half) * layout.column > ROOM
            level = middle if on_it else layout.boxes.high + 0.03 / layout.height
            _share(ax, way.start + 0.5, level, way.share, "center" if on_it else "bottom")
    for lane in layout.above:
        _around(ax, layout, lane, layout.boxes.high, 1.0)
    for lane in layout.below:
        _around(ax, layout, lane, layout.boxes.low, -1.0)


def _box(ax: "Axes", layout: MapLayout, sides: Point, stop: JourneyStop, lowest: bool) -> None:
    from matplotlib.patches import Rectangle

    pain = lowest or stop.displeases or stop.waits_hurt
    quiet = stop.self_service or stop.for_complaints
    low, high = layout.boxes
    ax.add_patch(
        Rectangle(
            (sides[0], low), sides[1] - sides[0], high - low, transform=ax.get_xaxis_transform(), zorder=3,
            facecolor="white" if quiet else "#E3E9EE", edgecolor=PAIN if pain else "#8A949C",
            linestyle="--" if quiet else "-", linewidth=1.8 if pain else 0.9,
        )
    )  # fmt: skip


def _name(ax: "Axes", layout: MapLayout, place: int, stop: JourneyStop, words: Wording) -> None:
    """The stop's name on as many lines as it takes, small enough to fit; below it, what kind of stop it is."""
    letters = int(min(0.82 * layout.column, WIDEST_BOX) / LETTER)
    lines = wrapped(label(stop.name), letters, break_long_words=False)
    size = 8 * min(1.0, letters / max(columns(line) for line in lines), MOST_LINES / len(lines))
    sized = [(line, size, INK) for line in lines]
    if stop.self_service or stop.for_complaints:
        hint = "self_service" if stop.self_service else "afterwards"
        sized.append((words(f"figure.journey.{hint}"), 6.8, QUIET))
    step = min(0.145, 0.9 * BOX / len(sized)) / layout.height
    for row, (text, points, tone) in enumerate(sized):
        y = layout.boxes.middle + (0.5 * (len(sized) - 1) - row) * step
        ax.text(
            place, y, text, ha="center", va="center_baseline", fontsize=points, color=tone, zorder=4,
            transform=ax.get_xaxis_transform(),
        )  # fmt: skip


def _around(ax: "Axes", layout: MapLayout, lane: Lane, edge: float, side: float) -> None:
    """A way out of the box, along its lane, and into the other box; ``side`` is 1 above the boxes and -1 below."""
    first = 0.06 + LANE if side > 0 else 0.02
    level = edge + side * (first + LANE * (lane.number - 0.35)) / layout.height
    corner = (min(CORNER / layout.column, 0.5 * abs(lane.arrive - lane.leave)), CORNER / layout.height)
    points = [(lane.leave, edge), (lane.leave, level), (lane.arrive, level), (lane.arrive, edge)]
    _arrow(ax, _path(points, corner))
    _share(ax, _free(lane), level, lane.share, "center")


def _free(lane: Lane) -> float:
    """Where the share of a way stands: midway, but between two boxes, where no other way goes up or down."""
    left, right = sorted((lane.leave, lane.arrive))
    return ceil(0.5 * (left + right)) - 0.5 if right - left > 0.5 else 0.5 * (left + right)


def _path(points: list[Point], corner: Point) -> "Path":
    """A path along points with level and upright legs, its corners rounded."""
    from matplotlib.path import Path

    vertices, codes = [points[0]], [Path.MOVETO]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        near, far = (_toward(here, other, corner) for other in (before, after))
        vertices += [near, here, far]
        codes += [Path.LINETO, Path.CURVE3, Path.CURVE3]
    return Path([*vertices, points[-1]], [*codes, Path.LINETO])


def _toward(here: Point, there: Point, corner: Point) -> Point:
    """The point as far as a corner reaches from here along a level or upright leg."""
    x, y = (float(np.sign(end - start)) for start, end in zip(here, there, strict=True))
    return here[0] + x * corner[0], here[1] + y * corner[1]


def _arrow(ax: "Axes", path: "Path") -> None:
    from matplotlib.patches import FancyArrowPatch

    ax.add_patch(
        FancyArrowPatch(
            path=path, arrowstyle="-|>", mutation_scale=8, color=ARROW, linewidth=1.1, fill=None,
            transform=ax.get_xaxis_transform(), zorder=2, clip_on=False, capstyle="butt", joinstyle="miter",
        )
    )  # fmt: skip


def _share(ax: "Axes", x: float, y: float, share: float, va: str) -> None:
    ax.text(
        x, y, whole_percent(share), ha="center", va=va, fontsize=7.5, color=INK, transform=ax.get_xaxis_transform(),
        zorder=5, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
    )  # fmt: skip
