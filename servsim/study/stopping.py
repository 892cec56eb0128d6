"""When to stop replicating: as soon as everything that matters is known precisely enough, and stays so.

After each replication, in their order, every interval's half width is held against the width that was asked for. Mind
that looking often finds a narrow interval by luck sooner or later; so nothing is believed before ``START``
replications, and it has to be narrow at ``LOOK_AHEAD`` further looks too (Hoad, Robinson & Davies 2010). Law: Chow &
Robbins 1965.
"""

from math import ceil
from typing import NamedTuple

import numpy as np

from servsim.measures.intervals import FEWEST_FOR_SKEWNESS, arms
from servsim.study.selecting.quadrature import Floats

START = 10
LOOK_AHEAD = 5


class WidthGoals(NamedTuple):
    """The widths asked of several measures: the larger of the absolute one and a share of the size of a reference."""

    relative: Floats
    """(measures,) shares of the mean of the reference."""
    absolute: Floats
    """(measures,) in units of the measure."""
    reference: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    """(measures,) the measure whose mean it is; itself, or for a difference the level it is a difference of."""


class Stopping:
    """Looks at replications one after the other, and says when they are enough."""

    def __init__(self, asked: WidthGoals, at_most: int, start: int = START, look_ahead: int = LOOK_AHEAD) -> None:
        self.looks = 0
        """Replications seen."""
        self.reached = False
        """Whether all widths have been reached, and have stayed so."""
        self.forecast = min(at_most, start + look_ahead)
        """About how many replications it will take."""
        self._asked, self._at_most, self._start, self._look_ahead = asked, at_most, start, look_ahead
        self._narrow = 0
        measures = asked.absolute.size
        self._count, self._mean = np.zeros(measures), np.zeros(measures)
        self._squares, self._cubes = np.zeros(measures), np.zeros(measures)

    @property
    def enough(self) -> bool:
        """Whether no more replications are wanted: all is precise enough, or the cap is reached."""
        return self.reached or self.looks >= self._at_most

    def look(self, values: Floats) -> None:
        """Take in the values (measures,) of the next replication; NaN where a measure has none there."""
        self.looks += 1
        known = ~np.isnan(values)
        self._count += known
        number = np.maximum(self._count, 1)
        apart = np.where(known, values - self._mean, 0.0)
        step = apart / number
        added = apart * step * (number - 1)
        self._mean += step
        self._cubes += added * step * (number - 2) - 3 * step * self._squares
        self._squares += added
        if self.looks < self._start:
            return
        excess = self._excess()
        self._narrow = self._narrow + 1 if excess <= 1 else 0
        self.reached = self._narrow > self._look_ahead
        wanted = self.looks * min(excess, 1e4) ** 2 + (self._look_ahead if excess > 1 else self._left())
        self.forecast = min(self._at_most, max(self.looks, ceil(wanted)))

    def _left(self) -> float:
        return self._look_ahead + 1 - self._narrow

    def _excess(self) -> float:
        """How many times too wide the widest interval is; measures that never had a value are not waited for."""
        alive, count = self._count > 0, np.maximum(self._count, FEWEST_FOR_SKEWNESS)
        half = 0.5 * sum(arms(count, self._squares / count, self._cubes / count))
        half = np.where(self._count < FEWEST_FOR_SKEWNESS, np.inf, half)
        size = np.abs(self._mean[self._asked.reference])
        wanted = np.maximum(self._asked.relative * size, self._asked.absolute)
        ratio = np.divide(half, wanted, out=np.where(half > 0, np.inf, 0.0), where=wanted > 0)
        return float(ratio[alive].max(initial=0.0))
