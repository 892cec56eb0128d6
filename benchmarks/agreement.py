"""Whether the contenders simulate the same thing: what makes a race fair.

The recursion is exact and quick enough to be run many times, so it says what to expect of one run and how far a run
strays. The mean over a contender's runs may differ from that by 4 standard errors. Logarithms are compared, since the
waits of a queue near saturation are skewed from run to run.
"""

from collections.abc import Sequence
from math import log, sqrt
from statistics import fmean, stdev
from typing import NamedTuple

from benchmarks.records import measures
from benchmarks.rivals import recursion
from benchmarks.workloads import Workload

FIRST_SEED, REFERENCE_RUNS = 1_000, 40
LIMIT = 4.0

Measured = dict[str, float]


class Reference(NamedTuple):
    """A measure over independent runs: its mean, and mean and standard deviation of its logarithm."""

    mean: float
    log_mean: float
    log_sd: float
    runs: int

    @classmethod
    def of(cls, values: Sequence[float]) -> "Reference":
        """Of the values of the runs, all above 0."""
        logs = [log(value) for value in values]
        return cls(fmean(values), fmean(logs), stdev(logs), len(values))

    def strays(self, values: Sequence[float]) -> float:
        """How many standard errors the mean of other runs lies away."""
        error = self.log_sd * sqrt(1.0 / len(values) + 1.0 / self.runs)
        return (fmean(log(value) for value in values) - self.log_mean) / error


def references(work: Workload, who: int = recursion.LAST, runs: int = REFERENCE_RUNS) -> dict[str, Reference]:
    """What the recursion says about each measure."""
    rows = [measures(work, recursion.run(work, FIRST_SEED + run, who)) for run in range(runs)]
    return {name: Reference.of(values) for name, values in _columns(rows).items()}


def strays(expected: dict[str, Reference], rows: Sequence[Measured]) -> dict[str, float]:
    """For each measure, how many standard errors the runs lie away from the reference."""
    return {name: expected[name].strays(values) for name, values in _columns(rows).items()}


def _columns(rows: Sequence[Measured]) -> dict[str, list[float]]:
    return {name: [row[name] for row in rows] for name in rows[0]}
