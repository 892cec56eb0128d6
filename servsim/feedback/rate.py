"""From the encounter log to what customers felt and said: columns aligned with the log.

Rated is everybody who joined the queue and whose encounter is over: the served, those who gave up, and those sent home
while waiting. Who walked past, found no place or found the doors closed has met no service and rates none (NaN).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servsim.delivery import EncounterLog, Outcome, Plan
from servsim.demand import Draws
from servsim.feedback.complaints import complaint_probability
from servsim.feedback.loyalty import return_probability
from servsim.feedback.rating_plan import RatingPlan
from servsim.feedback.ratings import csat, recommend
from servsim.feedback.satisfaction import Levels, satisfaction
from servsim.feedback.servqual import (
    Expectation,
    Experience,
    desired_level,
    driver_scores,
    perceptions,
    predicted_level,
    servperf,
    servqual_gap,
    superiority,
)
from servsim.feedback.survey import responds, response_probability
from servsim.feedback.wait import Waits, tolerance_ratio, wait_score

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


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


def rate(plan: Plan, ratings: RatingPlan, draws: Draws, log: EncounterLog) -> Feedback:
    """What customers felt and said; a pure function of the plan, the draws and the log."""
    rated = log.joined_queue & (log.outcome != Outcome.WAITING) & (log.outcome != Outcome.IN_SERVICE)
    rows = np.flatnonzero(rated)
    known = log.where(rated)
    contact = plan.journey.first_contact[known.touchpoint] + known.contact
    at = (contact, known.customer)
    waits = Waits(known.wait, ratings.tolerated_min[known.segment], ratings.perception_factor[known.touchpoint])
    scores = driver_scores(_experience(known, ratings, wait_score(waits, ratings.wait_curve)), ratings.drivers)
    perceived, weights = perceptions(scores), ratings.preferences.weights
    expected = Expectation(*(np.asarray(level)[known.segment] for level in ratings.expectation))
    desired = desired_level(expected)
    levels = Levels(desired, predicted_level(expected))
    feeling = satisfaction(scores, levels, ratings.preferences, ratings.model, ratings.disconfirmation_weight)
    answering = response_probability(feeling, ratings.response, ratings.invited)

    def spread(column: Floats | Flags) -> Floats:
        result = np.full((len(log), *column.shape[1:]), np.nan)
        result[rows] = column
        return result

    return Feedback(
        rated=rated,
        waited_too_long=spread(tolerance_ratio(waits) > 1.0) == 1.0,
        perceived=spread(perceived),
        gap=spread(superiority(perceived, desired)),
        servqual_gap=spread(servqual_gap(perceived, desired, weights)),
        servperf=spread(servperf(perceived, weights)),
        satisfaction=spread(feeling),
        csat=spread(csat(feeling, draws.csat_noise[at], ratings.cuts).astype(np.float64)),
        recommend=spread(recommend(feeling, draws.recommend_noise[at], ratings.cuts).astype(np.float64)),
        response_probability=spread(answering),
        responded=spread(responds(answering, draws.respond[at])) == 1.0,
        return_probability=spread(return_probability(feeling, ratings.returning)),
        complaint_probability=spread(complaint_probability(feeling, ratings.complaining)),
    )


def _experience(log: EncounterLog, ratings: RatingPlan, score: Floats) -> Experience:
    return Experience(
        quality=log.quality,
        fit=log.fit,
        personalization=log.personalization,
        defect=log.defect_made & ~log.defect_caught,
        skill=log.skill,
        load=np.where(np.isnan(log.load), 0.0, log.load),
        wait_score=score,
        tangibles=ratings.tangibles[log.touchpoint],
        culture=ratings.culture[log.touchpoint],
        served=log.served,
    )
