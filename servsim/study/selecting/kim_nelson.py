"""Kim & Nelson (2001): replication by replication, drop who falls behind. For many options on the same customers."""

from collections.abc import Callable, Sequence
from math import floor
from typing import NamedTuple

import numpy as np

from servsim.study.selecting.quadrature import Floats

MoreValues = Callable[[Sequence[int], int], Floats]
"""``more(options, replication)`` gives the values (options,) of these options in one replication."""


class Constants(NamedTuple):
    """The two numbers of the procedure."""

    eta: float
    h2: float


class KimNelson(NamedTuple):
    """How the race ended."""

    left: tuple[int, ...]
    """Who was not dropped: the best option alone, or several when the cap came first."""
    counts: tuple[int, ...]
    """Replications that each option was given."""
    means: tuple[float, ...]
    """Mean over those."""


def constants(risk: float, first: int) -> Constants:
    """Constants for a risk per comparison: alpha / (k - 1) on the same customers, first stage of n0 >= 2."""
    eta = 0.5 * ((2 * risk) ** (-2 / (first - 1)) - 1)
    return Constants(eta, 2 * eta * (first - 1))


def kim_nelson(first: Floats, more: MoreValues, indifference: float, confidence: float, at_most: int) -> KimNelson:
    """Select the best of the options in ``first`` (k >= 2, n0 >= 2), the others at least ``indifference`` behind.

    The variance that counts is that of the differences of a pair in the first stage. (Some implementations look it up
    at a wrong place for half of the pairs.)
    """
    options, count = first.shape
    h2 = constants((1 - confidence) / (options - 1), count).h2
    variances = (first[:, None, :] - first[None, :, :]).var(axis=2, ddof=1)
    last = floor(h2 * float(variances.max()) / indifference**2)
    left, sums, counts = list(range(options)), first.sum(axis=1), np.full(options, count)
    while True:
        left = _kept(left, sums / count, _lead(h2 * variances, indifference, count))
        if count > last:
            left = [max(left, key=lambda one: sums[one])]
        if len(left) == 1 or count >= at_most:
            return KimNelson(tuple(left), tuple(counts.tolist()), tuple((sums / counts).tolist()))
        sums[left] += more(left, count)
        count += 1
        counts[left] = count


def _lead(h2_variances: Floats, indifference: float, count: int) -> Floats:
    """(k, k) the lead with which one option drops another one; it falls to zero with the replications."""
    lead = indifference / (2 * count) * (h2_variances / indifference**2 - count)
    return np.maximum(0.0, lead)


def _kept(left: list[int], means: Floats, lead: Floats) -> list[int]:
    return [one for one in left if all(means[one] >= means[other] - lead[one, other] for other in left)]
