"""SERVQUAL from facts: what happened becomes five driver scores, perceptions from 1 to 7, and gaps to expectations.

A *driver score* (u) runs from 0 to 1, a *perception* (P) and an *expectation* from 1 to 7. Arrays over the five
dimensions carry them on the **last axis**, in the order of :data:`DIMENSIONS`: shape (5,) for one encounter,
(encounters, 5) for a log. Everything else is a column of shape (encounters,) or a float.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

DIMENSIONS = ("reliability", "responsiveness", "assurance", "empathy", "tangibles")

WEIGHT_POINTS = (32.0, 22.0, 19.0, 16.0, 11.0)
"""Importance of the dimensions, 100 points: Zeithaml, Parasuraman & Berry (1990), via a secondary source."""

DESIRED_BASE = (6.3, 6.0, 6.1, 5.7, 5.2)
"""Desired level before any promise (E_base), 1..7; assumption."""

ADJUSTMENT_RATE = 0.1
"""Share of a surprise that moves the next expectation (alpha_E); form of Boulding et al. (1993), value assumed."""


class DriverScores(NamedTuple):
    """How facts turn into driver scores; the values are assumptions."""

    defect_penalty: float | Floats = 0.8  # xi: share of reliability lost to a defect the customer meets
    defect_doubt: float | Floats = 0.3  # xi_a: share of assurance lost to a defect the customer meets
    empathy_base: float | Floats = 0.45  # emp0: empathy without any personalization
    empathy_culture: float | Floats = 0.2  # added to the empathy base per unit of culture above neutral
    crowding_penalty: float | Floats = 0.2  # crowd: share of tangibles lost at full load


class Experience(NamedTuple):
    """What the customer met; one value per encounter, or one for all.

    Where ``served`` is false, the facts of a delivery (quality to skill) may hold anything, also NaN.
    """

    quality: float | Floats  # Q in (0, 1]
    fit: float | Floats  # F in (0, 1]
    personalization: float | Floats  # p_e: effective personalization, 0..1
    defect: ArrayLike  # D: true if a defect was made and not caught
    skill: float | Floats  # A: 1 = experienced
    load: float | Floats  # C, 0..1
    wait_score: float | Floats  # u_W, 0..1; of the time until giving up for those who abandoned
    tangibles: float | Floats = 0.75  # tan: planner's rating of the place, 0..1; default assumed
    culture: float | Floats = 0.5  # c, 0..1, 0.5 neutral
    served: ArrayLike = True  # false: abandoned


class Expectation(NamedTuple):
    """What customers of a segment expect; levels 1..7 with the dimensions on the last axis."""

    base: tuple[float, ...] | Floats = DESIRED_BASE  # E_base: desired before any promise
    promise: float | Floats = 0.0  # over-promising, scale points
    zone: float | Floats = 1.2  # z: width of the zone of tolerance, scale points; assumption


DRIVER_SCORES = DriverScores()
EXPECTATION = Expectation()


def weight_shares(points: Sequence[float] | Floats = WEIGHT_POINTS) -> Floats:
    """Weights that sum to 1 over the last axis (w), from points of any total.

    Raises ValueError when the last axis is not the five dimensions, for a negative weight and for a total of 0.
    """
    stated = np.asarray(points, dtype=np.float64)
    if stated.shape[-1:] != (len(DIMENSIONS),):
        raise ValueError(f"weights need one value for each of {', '.join(DIMENSIONS)}; found shape {stated.shape}")
    total: Floats = stated.sum(axis=-1, keepdims=True)
    if not (np.all(stated >= 0.0) and np.all(total > 0.0)):
        raise ValueError(f"weights must be 0 or more with at least one above 0; found {stated.tolist()}")
    return stated / total


def driver_scores(experience: Experience, drivers: DriverScores = DRIVER_SCORES) -> Floats:
    """Driver scores (u), 0..1, shape (..., 5).

    Whoever abandoned scores 0 for reliability, assurance and empathy; the wait and the place count as for others.
    """
    met = np.asarray(experience.defect, dtype=np.float64)
    base = np.clip(drivers.empathy_base + drivers.empathy_culture * (np.asarray(experience.culture) - 0.5), 0.0, 1.0)
    reliability = experience.quality * (1.0 - drivers.defect_penalty * met)
    assurance = np.minimum(1.0, experience.skill) * (1.0 - drivers.defect_doubt * met)
    empathy = base + (1.0 - base) * experience.personalization * experience.fit
    tangibles = experience.tangibles * (1.0 - drivers.crowding_penalty * np.asarray(experience.load))
    return np.stack(
        np.broadcast_arrays(
            np.where(experience.served, reliability, 0.0),
            experience.wait_score,
            np.where(experience.served, assurance, 0.0),
            np.where(experience.served, empathy, 0.0),
            tangibles,
        ),
        axis=-1,
    )


def perceptions(scores: Floats) -> Floats:
    """Perceptions (P = 1 + 6 u), 1..7, of the same shape as the driver scores."""
    return 1.0 + 6.0 * scores


def desired_level(expectation: Expectation = EXPECTATION) -> Floats:
    """What customers want to get (E), 1..7 plus the promise, shape (..., 5)."""
    return np.asarray(expectation.base, dtype=np.float64) + _by_dimension(expectation.promise)


def adequate_level(expectation: Expectation = EXPECTATION) -> Floats:
    """The least they accept, a zone of tolerance below desired (Parasuraman, Zeithaml & Berry 1994); shape (..., 5)."""
    return desired_level(expectation) - _by_dimension(expectation.zone)


def predicted_level(expectation: Expectation = EXPECTATION) -> Floats:
    """What a new customer expects to get (V): the middle of the zone, shape (..., 5)."""
    return desired_level(expectation) - 0.5 * _by_dimension(expectation.zone)


def update_expectation(predicted: Floats, perceived: Floats, rate: float | Floats = ADJUSTMENT_RATE) -> Floats:
    """Predicted level after one more encounter (V); ``rate`` (alpha_E) 0 = never learns, 1 = expects the last again.

    Expectation converges to perception, so an improvement buys a surprise that fades (Boulding et al. 1993;
    Chong, Lee & Tan 1999).
    """
    return predicted + rate * (perceived - predicted)


def weighted(levels: Floats, weights: Floats) -> Floats:
    """Weighted sum over the dimensions, shape of the leading axes."""
    total: Floats = np.sum(weights * levels, axis=-1)
    return total


def servperf(perceived: Floats, weights: Floats) -> Floats:
    """Weighted perception, 1..7: perceptions alone predict better than gaps (Cronin & Taylor 1992)."""
    return weighted(perceived, weights)


def servqual_gap(perceived: Floats, desired: Floats, weights: Floats) -> Floats:
    """Weighted perception minus desired level (G, gap 5), scale points; negative = falls short."""
    return weighted(perceived - desired, weights)


def superiority(perceived: Floats, desired: Floats) -> Floats:
    """Perception minus desired level by dimension, scale points."""
    return perceived - desired


def adequacy(perceived: Floats, adequate: Floats) -> Floats:
    """Perception minus adequate level by dimension, scale points; negative = not acceptable."""
    return perceived - adequate


def _by_dimension(column: float | Floats) -> Floats:
    return np.asarray(column, dtype=np.float64)[..., np.newaxis]
