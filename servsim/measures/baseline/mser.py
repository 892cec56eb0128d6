"""MSER-5: how much of the beginning of a series is warm-up (White 1997; White, Cobb & Spratt 2000)."""

from typing import NamedTuple

import numpy as np

from servsim.measures.intervals import Floats

BATCH = 5


class Cut(NamedTuple):
    """Where a series is cut."""

    batches: int
    """Batches of five that are left out."""
    of: int
    """Batches that there are."""
    statistic: float
    """Squared standard error of the mean of the rest; it is smallest here."""
    mean: float
    """Mean of the rest."""

    @property
    def observations(self) -> int:
        """Observations that are left out."""
        return BATCH * self.batches

    @property
    def run_longer(self) -> bool:
        """Whether the series is too short to tell: the smallest statistic lies at the last cut that was tried."""
        return self.batches == self.of // 2


def mser5(series: Floats) -> Cut:
    """The cut of a series (at least 10 values) that makes the mean of the rest most certain; at most half is cut.

    A rest of five or six values that happen to be equal would always win, which is why no more than half is tried.
    """
    count = series.size // BATCH
    batches = series[: BATCH * count].reshape(count, BATCH).mean(axis=1)
    statistics = [_statistic(batches[cut:]) for cut in range(count // 2 + 1)]
    best = int(np.argmin(statistics))
    return Cut(best, count, statistics[best], float(batches[best:].mean()))


def _statistic(rest: Floats) -> float:
    return float(((rest - rest.mean()) ** 2).sum()) / rest.size**2
