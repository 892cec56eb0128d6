"""Kano's questionnaire: each attribute is asked twice, with it (*functional*) and without it (*dysfunctional*).

The pairs of answers give one of six categories, written by their initials:

``M`` must-be, ``O`` one-dimensional, ``A`` attractive, ``I`` indifferent, ``R`` reverse, ``Q`` questionable.

The counts give two coefficients, the satisfaction of having it (CS, 0..1) and the dissatisfaction of lacking it
(DS, -1..0), the ends of its curve (:mod:`servsim.feedback.satisfaction.kano`).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

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
    """The two ends of an attribute's curve; floats, or arrays of one value per resample."""

    satisfaction: float | Floats  # CS, 0..1: satisfaction when fully there
    dissatisfaction: float | Floats  # DS, -1..0: satisfaction when not there at all


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


def pair_numbers(functional: Numbers, dysfunctional: Numbers, strict: bool = False) -> Numbers:
    """The category of each answer pair as its place in :data:`CATEGORIES`.

    Answers are places in :data:`ANSWERS`, in two arrays of the same shape (such as people by attributes).
    """
    table = STRICT_ANSWER_TABLE if strict else ANSWER_TABLE
    numbers = np.array([[CATEGORIES.index(letter) for letter in row] for row in table])
    return np.asarray(numbers[functional, dysfunctional])


def category(counts: Tally) -> str:
    """The most frequent category of one attribute; ties go M > O > A > I > R > Q."""
    return CATEGORIES[int(np.argmax(np.asarray(counts)))]


def coefficients(counts: Tally) -> Coefficients:
    """CS and DS (Berger et al. 1993); reverse and questionable pairs are left out.

    Small samples decide little: :mod:`servsim.calibration.surveys.kano_intervals` gives the intervals.
    Raises ValueError when every pair was reverse or questionable.
    """
    if np.any(_judged(counts) <= 0):
        raise ValueError("Kano coefficients need an answer pair that is neither reverse nor questionable; found none")
    return known_coefficients(counts)


def known_coefficients(counts: Tally) -> Coefficients:
    """CS and DS as by :func:`coefficients`, but NaN where every pair was reverse or questionable."""
    judged = np.where(_judged(counts) > 0, _judged(counts), np.nan)
    return Coefficients(
        satisfaction=(counts.attractive + np.asarray(counts.one_dimensional)) / judged,
        dissatisfaction=-(counts.one_dimensional + np.asarray(counts.must_be)) / judged,
    )


def _judged(counts: Tally) -> Floats:
    return np.asarray(counts.attractive) + counts.one_dimensional + counts.must_be + counts.indifferent


def total_strength(counts: Tally) -> Floats:
    """Share of all pairs that care: (A + O + M) over everything, 0..1."""
    strong = np.asarray(counts.attractive) + counts.one_dimensional + counts.must_be
    return strong / (strong + counts.indifferent + counts.reverse + counts.questionable)
