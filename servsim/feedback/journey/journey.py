"""Satisfaction with a whole journey, from that with its encounters.

:func:`whole_satisfaction` is plain scalar Python, for one journey inside a replication; :func:`journey_satisfaction`
does the same for columns of a log, for analysis.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class JourneyWeights(NamedTuple):
    """What a journey's satisfaction is made of; the weights sum to 1.

    Average and best touchpoint matter, the end does not help (Verhoef, Antonides & de Hoog 2002, 2004). The worst
    touchpoint's weight is an assumption after Mittal, Ross & Baldasare (1998), as are the sizes.
    """

    mean: float = 0.7
    best: float = 0.15
    worst: float = 0.15
    last: float = 0.0


JOURNEY_WEIGHTS = JourneyWeights()


class JourneySummary(NamedTuple):
    """The satisfactions of one journey: of all its rated encounters, the best, the worst and the last, -1..1."""

    mean: float
    best: float
    worst: float
    last: float


def whole_satisfaction(journey_state: JourneySummary, weights: JourneyWeights = JOURNEY_WEIGHTS) -> float:
    """Satisfaction with a journey (S_J), -1..1."""
    peaks = weights.best * journey_state.best + weights.worst * journey_state.worst
    return weights.mean * journey_state.mean + peaks + weights.last * journey_state.last


def journey_satisfaction(
    satisfactions: Floats, journey: NDArray[np.intp], weights: JourneyWeights = JOURNEY_WEIGHTS
) -> Floats:
    """Satisfaction with each journey (S_J), -1..1, one value per journey number.

    ``journey`` numbers the journeys 0, 1, ... without a hole and says to which one each row belongs; the rows of one
    journey stand in the order in which they were lived. Raises ValueError for a number without a row.
    """
    count = np.bincount(journey)
    if np.any(count == 0):
        raise ValueError(f"journeys must be numbered without a hole; no row for journey {int(np.argmin(count))}")
    mean = np.bincount(journey, weights=satisfactions) / count
    best, worst, last = np.full(count.shape, -np.inf), np.full(count.shape, np.inf), np.empty(count.shape)
    np.maximum.at(best, journey, satisfactions)
    np.minimum.at(worst, journey, satisfactions)
    last[journey] = satisfactions
    return weights.mean * mean + weights.best * best + weights.worst * worst + weights.last * last
