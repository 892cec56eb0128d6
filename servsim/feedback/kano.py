"""Kano: not every attribute pays alike. A must-be only hurts when it fails, an attractive one only delights.

A customer answers each attribute twice, with it (*functional*) and without it (*dysfunctional*). The pairs give one of
six categories, written by their initials:

``M`` must-be, ``O`` one-dimensional, ``A`` attractive, ``I`` indifferent, ``R`` reverse, ``Q`` questionable.

The counts give two coefficients, the satisfaction of having it (CS, 0..1) and the dissatisfaction of lacking it
(DS, -1..0), and these the ends of a curve over fulfilment from 0 to 1: concave for M, straight for O, convex for A.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

ANSWERS = ("like", "must-be", "neutral", "live-with", "dislike")

CATEGORIES = "MOAIRQ"
"""In the order in which ties are decided: the most demanding wins."""

ANSWER_TABLE = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
"""Category by functional (rows) and dysfunctional answer (columns), both in the order of :data:`ANSWERS`."""

STRICT_ANSWER_TABLE = ("QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ")
"""The published variant that also doubts must-be with must-be, and live-with with live-with."""


class Tally(NamedTuple):
    """How many answer pairs fell in each category; floats, or arrays of one count per resample."""

    must_be: float | Floats = 0.0
    one_dimensional: float | Floats = 0.0
    attractive: float | Floats = 0.0
    indifferent: float | Floats = 0.0
    reverse: float | Floats = 0.0
    questionable: float | Floats = 0.0


class Coefficients(NamedTuple):
    """The two ends of an attribute's curve."""

    satisfaction: float | Floats  # CS, 0..1: satisfaction when fully there
    dissatisfaction: float | Floats  # DS, -1..0: satisfaction when not there at all


class KanoProfile(NamedTuple):
    """One Kano attribute per SERVQUAL dimension, on the last axis in the order of ``servqual.DIMENSIONS``.

    The defaults are assumptions: what is taken for granted (reliability), what counts both ways (responsiveness,
    assurance) and what delights (empathy, tangibles).
    """

    category: Sequence[str] | NDArray[np.str_] = ("M", "O", "O", "A", "A")
    satisfaction: tuple[float, ...] | Floats = (0.35, 0.55, 0.50, 0.65, 0.35)  # CS
    dissatisfaction: tuple[float, ...] | Floats = (-0.85, -0.65, -0.55, -0.20, -0.20)  # DS


KANO_PROFILE = KanoProfile()


def answer_category(functional: str, dysfunctional: str, strict: bool = False) -> str:
    """Category of one answer pair, each one of :data:`ANSWERS`; ``strict`` picks the variant table.

    Raises ValueError for another word.
    """
    for answer in (functional, dysfunctional):
        if answer not in ANSWERS:
            raise ValueError(f"a Kano answer is one of {', '.join(ANSWERS)}; found {answer!r}")
    table = STRICT_ANSWER_TABLE if strict else ANSWER_TABLE
    return table[ANSWERS.index(functional)][ANSWERS.index(dysfunctional)]


def tally(functional: Sequence[str], dysfunctional: Sequence[str], strict: bool = False) -> Tally:
    """Count the categories of answer pairs; raises ValueError when the two columns differ in length."""
    if len(functional) != len(dysfunctional):
        raise ValueError(f"Kano answers come in pairs; found {len(functional)} with and {len(dysfunctional)} without")
    found = [answer_category(*pair, strict=strict) for pair in zip(functional, dysfunctional, strict=True)]
    return Tally(*(float(found.count(category)) for category in CATEGORIES))


def category(counts: Tally) -> str:
    """The most frequent category of one attribute; ties go M > O > A > I > R > Q."""
    return CATEGORIES[int(np.argmax(np.asarray(counts)))]


def coefficients(counts: Tally) -> Coefficients:
    """CS and DS (Berger et al. 1993); reverse and questionable pairs are left out.

    Small samples decide little: give intervals by passing the counts of bootstrap resamples as arrays.
    Raises ValueError when every pair was reverse or questionable.
    """
    judged = np.asarray(counts.attractive) + counts.one_dimensional + counts.must_be + counts.indifferent
    if np.any(judged <= 0):
        raise ValueError("Kano coefficients need an answer pair that is neither reverse nor questionable; found none")
    return Coefficients(
        satisfaction=(counts.attractive + np.asarray(counts.one_dimensional)) / judged,
        dissatisfaction=-(counts.one_dimensional + np.asarray(counts.must_be)) / judged,
    )


def total_strength(counts: Tally) -> Floats:
    """Share of all pairs that care: (A + O + M) over everything, 0..1."""
    strong = np.asarray(counts.attractive) + counts.one_dimensional + counts.must_be
    return strong / (strong + counts.indifferent + counts.reverse + counts.questionable)


def counts_for_satisfaction(categories: ArrayLike) -> NDArray[np.bool_]:
    """True for M, O and A; indifferent, reverse and questionable attributes weigh nothing (report them)."""
    return np.isin(np.asarray(categories), ("M", "O", "A"))


def rise(categories: ArrayLike, fulfilment: float | Floats) -> Floats:
    """Share of the way from DS to CS at a fulfilment in 0..1: concave for M, straight for O, convex for A.

    Form of Wang & Ji (2010). ``categories`` broadcasts against ``fulfilment``; other categories give 0.
    """
    kinds, x = np.asarray(categories), np.asarray(fulfilment, dtype=np.float64)
    share = np.where(kinds == "O", x, 0.0)
    share = np.where(kinds == "A", np.expm1(x) / np.expm1(1.0), share)
    return np.where(kinds == "M", np.expm1(-x) / np.expm1(-1.0), share)


def kano_curve(categories: ArrayLike, ends: Coefficients, fulfilment: float | Floats) -> Floats:
    """Satisfaction with an attribute (K), -1..1, at a fulfilment in 0..1: DS at 0, CS at 1; 0 for I, R and Q."""
    span = np.asarray(ends.satisfaction) - ends.dissatisfaction
    curve = ends.dissatisfaction + span * rise(categories, fulfilment)
    return np.where(counts_for_satisfaction(categories), curve, 0.0)
