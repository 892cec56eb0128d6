"""Satisfaction: five driver scores become one number between -1 and 1, with 0 for neither pleased nor displeased.

Performance and surprise both count (Oliver 1980; Anderson & Sullivan 1993). Performance is bent by Kano, surprise is
the distance from the *predicted* level, not from the desired one (Zeithaml, Berry & Parasuraman 1993).
"""

from collections.abc import Sequence
from typing import NamedTuple

from servsim.feedback.perception.servqual import (
    Five,
    desired_level,
    perceptions,
    predicted_level,
    servperf,
    servqual_gap,
    superiority,
    weight_shares,
    weighted,
)
from servsim.feedback.satisfaction.curves import clipped
from servsim.feedback.satisfaction.kano import KANO_PROFILE, KanoCurve, KanoProfile, curve_of, kano_curve

Curves = tuple[KanoCurve, KanoCurve, KanoCurve, KanoCurve, KanoCurve]
"""One Kano curve per dimension."""

SATISFACTION_MODELS = ("servperf", "servqual", "kano", "blend")
SERVPERF, SERVQUAL, KANO, BLEND = range(len(SATISFACTION_MODELS))


class Levels(NamedTuple):
    """What perceptions are compared with, 1..7."""

    desired: Five  # E, for the model "servqual"
    predicted: Five  # V, for the model "blend"


class Preferences(NamedTuple):
    """What customers care about; made by :func:`preferences_of`."""

    weights: Five  # w, sum 1
    curves: Curves
    most: float  # the larger of what perfect service gains and no service loses; 1 when nothing counts


class Formation(NamedTuple):
    """How satisfaction is formed."""

    model: int = BLEND  # SERVPERF, SERVQUAL, KANO or BLEND
    disconfirmation_weight: float = 0.5  # beta_D: share of surprise in the blend, 0..1; assumption


def curves_of(profile: KanoProfile = KANO_PROFILE) -> Curves:
    """The curve of each dimension."""
    first, second, third, fourth, fifth = (curve_of(*attribute) for attribute in zip(*profile, strict=True))
    return first, second, third, fourth, fifth


CURVES = curves_of()


def preferences_of(
    weights: Five, curves: Curves = CURVES, further: Sequence[tuple[float, KanoCurve]] = ()
) -> Preferences:
    """What customers care about: weights (sum 1), a Kano curve per dimension, further weights with their curves."""
    counted = [*zip(weights, curves, strict=True), *further]
    gain = sum(weight * curve.satisfaction for weight, curve in counted)
    loss = sum(weight * curve.dissatisfaction for weight, curve in counted)
    return Preferences(weights, curves, max(gain, -loss) or 1.0)


LEVELS = Levels(desired_level(), predicted_level())
PREFERENCES = preferences_of(weight_shares())
FORMATION = Formation()


def kano_satisfaction(scores: Five, preferences: Preferences = PREFERENCES, further: float = 0.0) -> float:
    """Satisfaction with performance (S_K), -1..1: weighted Kano curves over the driver scores.

    Divided by the larger of what perfect service gains and no service loses, so that 0 stays neutral. It is 0 when no
    dimension counts. ``further`` is what other attributes than the dimensions add, weighted.
    """
    (a, b, c, d, e), (v, w, x, y, z) = scores, preferences.curves
    felt = kano_curve(v, a), kano_curve(w, b), kano_curve(x, c), kano_curve(y, d), kano_curve(z, e)
    return (weighted(felt, preferences.weights) + further) / preferences.most


def disconfirmation(perceived: Five, predicted: Five, weights: Five) -> float:
    """Surprise: weighted perception minus predicted level, in units of half the scale (3 points)."""
    return weighted(superiority(perceived, predicted), weights) / 3.0


def satisfaction(
    scores: Five,
    levels: Levels = LEVELS,
    preferences: Preferences = PREFERENCES,
    formation: Formation = FORMATION,
    further: float = 0.0,
) -> float:
    """Satisfaction with an encounter (S), -1..1, from its driver scores.

    ``servperf`` takes the weighted perception, ``servqual`` the gap to the desired level (3 points = 1), ``kano``
    performance bent by Kano, ``blend`` that and surprise. Every model is clipped to -1..1. ``further`` is as of
    :func:`kano_satisfaction`.
    """
    perceived, weights, model = perceptions(scores), preferences.weights, formation.model
    if model == SERVPERF:
        felt = (servperf(perceived, weights) - 4.0) / 3.0
    elif model == SERVQUAL:
        felt = servqual_gap(perceived, levels.desired, weights) / 3.0
    else:
        felt = kano_satisfaction(scores, preferences, further)
        if model == BLEND:
            surprise = disconfirmation(perceived, levels.predicted, weights)
            felt = (1.0 - formation.disconfirmation_weight) * felt + formation.disconfirmation_weight * surprise
    return clipped(felt, -1.0, 1.0)


def model_number(name: str) -> int:
    """The number of a model of satisfaction. Raises ValueError for an unknown name."""
    if name not in SATISFACTION_MODELS:
        raise ValueError(f"the satisfaction model is one of {', '.join(SATISFACTION_MODELS)}; found {name!r}")
    return SATISFACTION_MODELS.index(name)
