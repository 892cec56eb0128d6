"""From the encounter log to what customers felt and said: columns aligned with the log.

Rated is everybody who joined the queue and whose encounter is over: the served, those who gave up, and those sent home
while waiting. Who walked past, found no place or found the doors closed has met no service and rates none (NaN).
"""

from dataclasses import dataclass
from math import nan
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from servsim.delivery import EncounterLog, Outcome, Plan
from servsim.demand import Draws
from servsim.feedback.judgement import Judgement, Moods, judge
from servsim.feedback.rating_plan import RatingPlan
from servsim.feedback.servqual import DIMENSIONS, Experience

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Feedback:
    """One row per encounter of the log; NaN (or False) where ``rated`` is False."""

    rated: Flags
    waited_too_long: Flags
    """The perceived wait was longer than the tolerated one."""
    perceived: Floats
    """(n, 5) perceptions P, 1..7."""
    gap: Floats
    """(n, 5) perception minus desired level."""
    servqual_gap: Floats
    """Weighted gap G."""
    servperf: Floats
    """Weighted perceptions, 1..7."""
    satisfaction: Floats
    """S, -1..1: what the customer feels."""
    csat: Floats
    """1..5: the rating the customer would give."""
    recommend: Floats
    """0..10: the likelihood to recommend the customer would state."""
    response_probability: Floats
    responded: Flags
    """Asked and answered: only these ratings are measured."""
    return_probability: Floats
    complaint_probability: Floats


BY_DIMENSION = ("perceived", "gap")
FLAGS = ("waited_too_long", "responded")


class Encounters(NamedTuple):
    """What judging the encounters of a log needs, column by column."""

    rated: Flags
    place: Ints
    """Index of the touchpoint."""
    yardstick: Ints
    """Index of the segment."""
    experience: Any
    """Experience, with a column in each field."""
    moods: Any
    """Moods, with a column in each field."""


def rate(plan: Plan, ratings: RatingPlan, draws: Draws, log: EncounterLog, *, compiled: bool = False) -> Feedback:
    """What customers felt and said; a pure function of the plan, the draws and the log.

    ``compiled`` gives the same numbers, to the bit, in machine code; it needs Numba.
    """
    encounters = _encounters(plan, draws, log)
    felt = _nothing_felt(len(log))
    if compiled:
        from servsim.feedback.compiled import judge_all, parameters

        judge_all(encounters, parameters(ratings), felt)
    else:
        _judge_each(encounters, ratings, felt)
    return Feedback(encounters.rated, **felt._asdict())


def _encounters(plan: Plan, draws: Draws, log: EncounterLog) -> Encounters:
    at = (plan.journey.first_contact[log.touchpoint] + log.contact, log.customer)
    wait, defect = log.wait, log.defect_made & ~log.defect_caught
    met = (log.quality, log.fit, log.personalization, defect, log.skill, log.load, wait, log.served)
    return Encounters(
        rated=~np.isnan(wait) & (log.outcome != Outcome.IN_SERVICE),
        place=log.touchpoint,
        yardstick=log.segment,
        experience=Experience._make(met),
        moods=Moods._make((draws.csat_noise[at], draws.recommend_noise[at], draws.respond[at])),
    )


def _nothing_felt(rows: int) -> Any:
    """Judgement, with a column in each field, as it stays where nobody rates."""
    shapes = {name: (rows, len(DIMENSIONS)) if name in BY_DIMENSION else (rows,) for name in Judgement._fields}
    return Judgement._make(np.full(shape, False if name in FLAGS else nan) for name, shape in shapes.items())


def _judge_each(encounters: Encounters, ratings: RatingPlan, felt: Any) -> None:
    """Judge all rated encounters in plain Python and fill the columns of ``felt``."""
    rows = np.flatnonzero(encounters.rated)
    met = zip(*(column[rows].tolist() for column in encounters.experience), strict=True)
    moods = zip(*(column[rows].tolist() for column in encounters.moods), strict=True)
    places = [ratings.places[number] for number in encounters.place[rows].tolist()]
    yardsticks = [ratings.yardsticks[number] for number in encounters.yardstick[rows].tolist()]
    judgements = [
        judge(Experience._make(facts), place, yardstick, Moods._make(mood), ratings.criteria)
        for facts, place, yardstick, mood in zip(met, places, yardsticks, moods, strict=True)
    ]
    for column, values in zip(felt, zip(*judgements, strict=True), strict=False):  # without a row there are no values
        column[rows] = values
