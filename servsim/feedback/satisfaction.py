"""Satisfaction: five driver scores become one number between -1 and 1, with 0 for neither pleased nor displeased.

Performance and surprise both count (Oliver 1980; Anderson & Sullivan 1993). Performance is bent by Kano, surprise is
the distance from the *predicted* level, not from the desired one (Zeithaml, Berry & Parasuraman 1993).
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.feedback.kano import KANO_PROFILE, Coefficients, KanoProfile, counts_for_satisfaction, kano_curve
from servsim.feedback.servqual import perceptions, servperf, servqual_gap, weight_shares, weighted

Floats = NDArray[np.float64]

SatisfactionModel = Literal["servperf", "servqual", "kano", "blend"]

SATISFACTION_MODELS: tuple[SatisfactionModel, ...] = ("servperf", "servqual", "kano", "blend")

DISCONFIRMATION_WEIGHT = 0.5
"""Share of surprise in the blend (beta_D), 0..1; assumption."""


class Levels(NamedTuple):
    """What perceptions are compared with, 1..7, the dimensions on the last axis."""

    desired: Floats  # E, for model "servqual"
    predicted: Floats  # V, for model "blend"


class Preferences(NamedTuple):
    """What customers care about, the dimensions on the last axis."""

    weights: Floats = weight_shares()  # w, sum 1 over the last axis
    kano: KanoProfile = KANO_PROFILE


class JourneyWeights(NamedTuple):
    """What a journey's satisfaction is made of; the weights sum to 1.

    Average and best touchpoint matter, the end does not help (Verhoef, Antonides & de Hoog 2002, 2004). The worst
    touchpoint's weight is an assumption after Mittal, Ross & Baldasare (1998), as are the sizes.
    """

    mean: float = 0.7
    best: float = 0.15
    worst: float = 0.15
    last: float = 0.0


PREFERENCES = Preferences()
JOURNEY_WEIGHTS = JourneyWeights()


def kano_satisfaction(scores: Floats, preferences: Preferences = PREFERENCES) -> Floats:
    """Satisfaction with performance (S_K), -1..1: weighted Kano curves over the driver scores, shape of the rows.

    Divided by the larger of what perfect service gains and no service loses, so that 0 stays neutral. It is 0 when no
    dimension counts.
    """
    profile, weights = preferences.kano, preferences.weights
    categories = np.asarray(profile.category)
    gain, loss = np.asarray(profile.satisfaction), np.asarray(profile.dissatisfaction)
    counted = np.where(counts_for_satisfaction(categories), weights, 0.0)
    scale = np.maximum(weighted(gain, counted), -weighted(loss, counted))
    moved = weighted(kano_curve(categories, Coefficients(gain, loss), scores), weights)
    return moved / np.where(scale > 0.0, scale, 1.0)


def disconfirmation(perceived: Floats, predicted: Floats, weights: Floats) -> Floats:
    """Surprise: weighted perception minus predicted level, in units of half the scale (3 points)."""
    return weighted(perceived - predicted, weights) / 3.0


def satisfaction(
    scores: Floats,
    levels: Levels,
    preferences: Preferences = PREFERENCES,
    model: SatisfactionModel = "blend",
    disconfirmation_weight: float | Floats = DISCONFIRMATION_WEIGHT,
) -> Floats:
    """Satisfaction with an encounter (S), -1..1, from driver scores of shape (..., 5); shape of the leading axes.

    ``servperf`` takes the weighted perception, ``servqual`` the gap to the desired level (3 points = 1), ``kano``
    performance bent by Kano, ``blend`` that and surprise. Every model is clipped to -1..1.
    Raises ValueError for another model.
    """
    perceived, weights = perceptions(scores), preferences.weights
    if model == "servperf":
        felt = (servperf(perceived, weights) - 4.0) / 3.0
    elif model == "servqual":
        felt = servqual_gap(perceived, levels.desired, weights) / 3.0
    elif model == "kano":
        felt = kano_satisfaction(scores, preferences)
    elif model == "blend":
        surprise = disconfirmation(perceived, levels.predicted, weights)
        performance = kano_satisfaction(scores, preferences)
        felt = (1.0 - disconfirmation_weight) * performance + disconfirmation_weight * surprise
    else:
        raise ValueError(f"the satisfaction model is one of {', '.join(SATISFACTION_MODELS)}; found {model!r}")
    return np.clip(felt, -1.0, 1.0)


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
