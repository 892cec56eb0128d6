"""The axes of the pictures of a study, the same for all options."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.measures.counting.counters import BINS
from servsim.scenario.scenario import Scenario

Floats = NDArray[np.float64]

WAIT_BINS = BINS
SLOT = 15.0


class Slots(NamedTuple):
    """Slots of the day: ``number`` slots of ``width`` minutes from ``start`` (minutes after midnight) on."""

    start: float
    width: float
    number: int

    @property
    def edges(self) -> Floats:
        """(number + 1,) edges, minutes after midnight."""
        return np.asarray(self.start + self.width * np.arange(self.number + 1), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Frame:
    """The axes of the pictures, the same for all options of a study."""

    wait_edges: Floats
    """Edges of the bins of waits above 0, minutes; one bin before them: no wait, one behind: longer ones."""
    slots: Slots
    """Slots of the day that cover the opening hours."""
    segments: tuple[str, ...]
    """All segments of any option, those of the first first."""
    teams: tuple[str, ...]
    """All teams of any option, those of the first first."""
    by_day: bool = False
    """Whether somebody asks for numbers of single days; cells are kept apart by days, and kept at all, only then."""

    @classmethod
    def of(cls, scenarios: Sequence[Scenario]) -> "Frame":
        """Bins that reach to four times the longest tolerated wait, and slots of a quarter of an hour."""
        longest = max(segment.tolerated_wait for scenario in scenarios for segment in scenario.segments.values())
        width = _round_up(4.0 * longest / WAIT_BINS)
        opened = min(scenario.clock.open or 0.0 for scenario in scenarios)
        closed = max((scenario.clock.open or 0.0) + scenario.clock.open_minutes for scenario in scenarios)
        return cls(
            wait_edges=width * np.arange(WAIT_BINS + 1, dtype=np.float64),
            slots=Slots(opened, SLOT, int(-(-min(closed - opened, 1440.0) // SLOT))),
            segments=tuple(dict.fromkeys(name for scenario in scenarios for name in scenario.segments)),
            teams=tuple(dict.fromkeys(name for scenario in scenarios for name in scenario.teams)),
        )


def _round_up(width: float) -> float:
    """The next width of 1, 2 or 5 times a power of ten, in minutes or seconds."""
    candidates = [1 / 60, 2 / 60, 5 / 60, 10 / 60, 15 / 60, 30 / 60, 1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440]
    return next((float(candidate) for candidate in candidates if candidate >= width * 0.999), width)
