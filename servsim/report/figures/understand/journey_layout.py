"""Where the parts of a journey map lie: bands from top to bottom, lanes for ways that lead past other stops."""

from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

from servsim.report.parts.understand.journey import HAPPENED, LOSSES, JourneyLink, JourneyStop, SimulatedJourney

HEAD, LANE, BOX, GAP = 0.08, 0.21, 0.52, 0.1
EMOTION, LEGEND, TIMES, ROW = 1.55, 0.34, 1.0, 0.21
"""Heights in inches."""
MARGIN = 1.7
"""Inches beside the columns, for the names of the rows."""
NARROWEST, COLUMN = 10.0, 1.0
FOOT = 0.15
"""How far from the middle of a box ways leave and arrive, in columns: onward right and left, back the other way."""
LOOP = 0.24
"""The same for ways that come back to the same box at once."""
HARDLY = 0.005
"""Ways that fewer take are not drawn."""


class Band(NamedTuple):
    """A horizontal part of the map, from bottom to top, as fractions of its height."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """Its middle."""
        return 0.5 * (self.low + self.high)


class Lane(NamedTuple):
    """A way that leads past other stops or back: where it leaves and arrives, and its lane, 1 next to the boxes."""

    leave: float
    arrive: float
    number: int
    share: float


class MapLayout(NamedTuple):
    """The whole map: its size in inches and the bands from top to bottom."""

    width: float
    height: float
    column: float
    """Width of a column in inches."""
    above: tuple[Lane, ...]
    below: tuple[Lane, ...]
    boxes: Band
    come: Band
    emotion: Band
    times: Band
    rows: dict[str, Band]
    """The shares of customers that are told below: by KPI, and ``ends``."""

    @classmethod
    def of(cls, journey: SimulatedJourney) -> "MapLayout":
        """The layout for a journey."""
        links = [way for way in journey.links if way.share >= HARDLY]
        above = lanes([way for way in links if way.end > way.start + 1])
        below = lanes([way for way in links if way.end <= way.start])
        rows = _rows(journey.stops)
        high = HEAD + LANE * (1 + max((lane.number for lane in above), default=0))
        heights = {
            "": high, "boxes": BOX, "lanes": GAP + LANE * max((lane.number for lane in below), default=0), "come": ROW,
            "gap": GAP, "emotion": EMOTION, "legend": LEGEND, "times": TIMES, "space": GAP,
            **{f"row {name}": ROW for name in rows},
        }  # fmt: skip
        total = sum(heights.values())
        bands, top = {}, total
        for name, height in heights.items():
            bands[name] = Band((top - height) / total, top / total)
            top -= height
        width = max(NARROWEST, MARGIN + COLUMN * len(journey.stops))
        column = (width - MARGIN) / max(1, len(journey.stops))
        shown = {name: bands[f"row {name}"] for name in rows}
        drawn = (bands["boxes"], bands["come"], bands["emotion"], bands["times"])
        return cls(width, total, column, above, below, *drawn, shown)


def lanes(links: Sequence[JourneyLink]) -> tuple[Lane, ...]:
    """A lane for each way, short ways next to the boxes; no two in a lane overlap."""
    taken: dict[int, list[tuple[float, float]]] = {}
    result = []
    for way in sorted(links, key=lambda way: (abs(way.end - way.start), min(way.start, way.end))):
        foot = FOOT if way.end > way.start else -FOOT if way.end < way.start else -LOOP
        leave, arrive = way.start + foot, way.end - foot
        left, right = sorted((leave, arrive))
        free = (
            number
            for number in count(1)
            if not any(begin < right and left < end for begin, end in taken.get(number, ()))
        )
        number = next(free)
        taken.setdefault(number, []).append((left, right))
        result.append(Lane(leave, arrive, number, way.share))
    return tuple(result)


def _rows(stops: Sequence[JourneyStop]) -> list[str]:
    """What is told below the map: what hurts anywhere, and where journeys end."""
    shares = ("wait_too_long", *LOSSES)
    return [*[kpi for kpi in shares if any(stop.mean(kpi) >= HAPPENED for stop in stops)], "ends"]
