"""SERVQUAL from facts: what happened becomes five driver scores, perceptions from 1 to 7, and gaps to expectations.

A *driver score* (u) runs from 0 to 1, a *perception* (P) and an *expectation* from 1 to 7. Each comes as five numbers,
one for each dimension, in the order of :data:`DIMENSIONS`; where they are read, a field of a record will do as well.
"""

from collections.abc import Sequence
from math import isnan
from typing import NamedTuple

from servsim.feedback.satisfaction.curves import clipped

Five = tuple[float, float, float, float, float]

DIMENSIONS = ("reliability", "responsiveness", "assurance", "empathy", "tangibles")

WEIGHT_POINTS = (32.0, 22.0, 19.0, 16.0, 11.0)
"""Importance of the dimensions, 100 points: Zeithaml, Parasuraman & Berry (1990), via a secondary source."""

DESIRED_BASE = (6.3, 6.0, 6.1, 5.7, 5.2)
"""Desired level before any promise (E_base), 1..7; assumption."""

ADJUSTMENT_RATE = 0.1
"""Share of a surprise that moves the next expectation (alpha_E); form of Boulding et al. (1993), value assumed."""


class DriverScores(NamedTuple):
    """How facts turn into driver scores; the values are assumptions."""

    defect_penalty: float = 0.8  # xi: share of reliability lost to a defect the customer meets
    defect_doubt: float = 0.3  # xi_a: share of assurance lost to a defect the customer meets
    empathy_base: float = 0.45  # emp0: empathy without any personalization
    empathy_culture: float = 0.2  # added to the empathy base per unit of culture above neutral
    crowding_penalty: float = 0.2  # crowd: share of tangibles lost at full load


class Experience(NamedTuple):
    """What the customer met. Where ``served`` is false, the facts of a delivery (quality to skill, and
    the handling time) may be NaN."""

    quality: float  # Q in (0, 1]
    fit: float  # F in (0, 1]
    personalization: float  # p_e: effective personalization, 0..1
    defect: bool  # D: made and not caught
    skill: float  # A: 1 = experienced
    load: float = 0.0  # C, 0..1; NaN where it was not measured
    wait_min: float = 0.0  # W: minutes by the clock, until giving up for those who abandoned
    served: bool = True  # false: abandoned
    handling_min: float = 0.0  # T: minutes
    attempt: int = 0  # how often the issue had come back
    resolved: bool = True
    self_service: bool = False
    transferred: bool = False  # sent on from another touchpoint


class Surroundings(NamedTuple):
    """Where it was met: what is the same for all encounters at a touchpoint."""

    tangibles: float = 0.75  # tan: planner's rating of the surroundings, 0..1; default assumed
    culture: float = 0.5  # c: service culture of the team, 0..1, 0.5 neutral
    perception_factor: float = 1.36  # psi: perceived over real minutes of waiting, see wait.WaitPerception


class Expectation(NamedTuple):
    """What customers of a segment expect."""

    base: Five = DESIRED_BASE  # E_base: desired before any promise, 1..7
    promise: float = 0.0  # over-promising, scale points
    zone: float = 1.2  # z: width of the zone of tolerance, scale points; assumption


DRIVER_SCORES = DriverScores()
SURROUNDINGS = Surroundings()
EXPECTATION = Expectation()


def weight_shares(points: Sequence[float] = WEIGHT_POINTS) -> Five:
    """Weights that sum to 1 (w), from points of any total.

    Raises ValueError for other than five points, for a negative one and for a total of 0.
    """
    if len(points) != len(DIMENSIONS):
        raise ValueError(f"weights need one value for each of {', '.join(DIMENSIONS)}; found {len(points)}")
    total = sum(points)
    if not (all(point >= 0.0 for point in points) and total > 0.0):
        raise ValueError(f"weights must be 0 or more with at least one above 0; found {list(points)}")
    first, second, third, fourth, fifth = (float(point / total) for point in points)
    return first, second, third, fourth, fifth


def driver_scores(
    experience: Experience,
    wait_score: float,
    surroundings: Surroundings = SURROUNDINGS,
    drivers: DriverScores = DRIVER_SCORES,
) -> Five:
    """Driver scores (u), 0..1.

    Whoever abandoned scores 0 for reliability, assurance and empathy; wait and surroundings count as for others.
    """
    load = 0.0 if isnan(experience.load) else experience.load
    tangibles = surroundings.tangibles * (1.0 - drivers.crowding_penalty * load)
    if not experience.served:
        return 0.0, wait_score, 0.0, 0.0, tangibles
    reliability, assurance = experience.quality, min(1.0, experience.skill)
    if experience.defect:
        reliability *= 1.0 - drivers.defect_penalty
        assurance *= 1.0 - drivers.defect_doubt
    base = clipped(drivers.empathy_base + drivers.empathy_culture * (surroundings.culture - 0.5), 0.0, 1.0)
    empathy = base + (1.0 - base) * experience.personalization * experience.fit
    return reliability, wait_score, assurance, empathy, tangibles


def perceptions(scores: Five) -> Five:
    """Perceptions (P = 1 + 6 u), 1..7."""
    a, b, c, d, e = scores
    return 1.0 + 6.0 * a, 1.0 + 6.0 * b, 1.0 + 6.0 * c, 1.0 + 6.0 * d, 1.0 + 6.0 * e


def desired_level(expectation: Expectation = EXPECTATION) -> Five:
    """What customers want to get (E), 1..7 plus the promise."""
    return raised(expectation.base, expectation.promise)


def adequate_level(expectation: Expectation = EXPECTATION) -> Five:
    """The least they accept, a zone of tolerance below desired (Parasuraman, Zeithaml & Berry 1994)."""
    return raised(desired_level(expectation), -expectation.zone)


def predicted_level(expectation: Expectation = EXPECTATION) -> Five:
    """What a new customer expects to get (V): the middle of the zone."""
    return raised(desired_level(expectation), -0.5 * expectation.zone)


def update_expectation(predicted: float, perceived: float, rate: float = ADJUSTMENT_RATE) -> float:
    """Predicted level (V) of one dimension after one more encounter.

    ``rate`` (alpha_E) 0 = never learns, 1 = expects the last again. Expectation converges to perception, so an
    improvement buys a surprise that fades (Boulding et al. 1993; Chong, Lee & Tan 1999).
    """
    return predicted + rate * (perceived - predicted)


def raised(levels: Five, by: float) -> Five:
    """All five levels raised by the same scale points."""
    return levels[0] + by, levels[1] + by, levels[2] + by, levels[3] + by, levels[4] + by


def weighted(levels: Five, weights: Five) -> float:
    """Weighted sum over the dimensions."""
    first = weights[0] * levels[0] + weights[1] * levels[1] + weights[2] * levels[2]
    return first + weights[3] * levels[3] + weights[4] * levels[4]


def servperf(perceived: Five, weights: Five) -> float:
    """Weighted perception, 1..7: perceptions alone predict better than gaps (Cronin & Taylor 1992)."""
    return weighted(perceived, weights)


def servqual_gap(perceived: Five, desired: Five, weights: Five) -> float:
    """Weighted perception minus desired level (G, gap 5), scale points; negative = falls short."""
    return weighted(superiority(perceived, desired), weights)


def superiority(perceived: Five, desired: Five) -> Five:
    """Perception minus desired level by dimension, scale points."""
    return (
        perceived[0] - desired[0],
        perceived[1] - desired[1],
        perceived[2] - desired[2],
        perceived[3] - desired[3],
        perceived[4] - desired[4],
    )


def adequacy(perceived: Five, adequate: Five) -> Five:
    """Perception minus adequate level by dimension, scale points; negative = not acceptable."""
    return superiority(perceived, adequate)
