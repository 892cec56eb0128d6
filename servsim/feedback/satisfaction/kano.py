"""Kano: not every attribute pays alike. A must-be only hurts when it fails, an attractive one only delights.

Satisfaction with an attribute runs over its fulfilment (0..1) from the dissatisfaction of lacking it (DS, -1..0) to the
satisfaction of having it (CS, 0..1): concave for a must-be (M), straight for a one-dimensional (O), convex for an
attractive (A) one. Indifferent (I), reverse (R) and questionable (Q) attributes weigh nothing; report them. Categories
and coefficients come from the answers to :mod:`servsim.feedback.satisfaction.kano_questionnaire`.
"""

from math import exp
from typing import NamedTuple

BENDS = {"M": -1.0, "O": 0.0, "A": 1.0}
"""How the curves of those categories bend that count: concave below 0, convex above."""

CONCAVE_END, CONVEX_END = 1.0 - exp(-1.0), exp(1.0) - 1.0


class KanoCurve(NamedTuple):
    """The curve of one attribute; all 0 for one that weighs nothing."""

    bend: float  # -1 must-be, 0 one-dimensional, 1 attractive
    satisfaction: float  # CS, 0..1: satisfaction when fully there
    dissatisfaction: float  # DS, -1..0: satisfaction when not there at all


class KanoProfile(NamedTuple):
    """One Kano attribute per SERVQUAL dimension, in the order of ``servqual.DIMENSIONS``.

    The defaults are assumptions: what is taken for granted (reliability), what counts both ways (responsiveness,
    assurance) and what delights (empathy, tangibles).
    """

    category: tuple[str, ...] = ("M", "O", "O", "A", "A")
    satisfaction: tuple[float, ...] = (0.35, 0.55, 0.50, 0.65, 0.35)  # CS
    dissatisfaction: tuple[float, ...] = (-0.85, -0.65, -0.55, -0.20, -0.20)  # DS


KANO_PROFILE = KanoProfile()


def curve_of(category: str, satisfaction: float, dissatisfaction: float) -> KanoCurve:
    """The curve of an attribute of this category (one letter) with these coefficients CS and DS."""
    if category in BENDS:
        return KanoCurve(BENDS[category], satisfaction, dissatisfaction)
    return KanoCurve(0.0, 0.0, 0.0)


def rise(bend: float, fulfilment: float) -> float:
    """Share of the way from DS to CS at a fulfilment in 0..1. Form of Wang & Ji (2010)."""
    if bend < 0.0:
        return (1.0 - exp(-fulfilment)) / CONCAVE_END
    if bend > 0.0:
        return (exp(fulfilment) - 1.0) / CONVEX_END
    return fulfilment


def kano_curve(curve: KanoCurve, fulfilment: float) -> float:
    """Satisfaction with an attribute (K), -1..1, at a fulfilment in 0..1: DS at 0, CS at 1."""
    return curve.dissatisfaction + (curve.satisfaction - curve.dissatisfaction) * rise(curve.bend, fulfilment)
