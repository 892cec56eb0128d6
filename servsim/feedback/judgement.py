"""The judgement of one encounter: from what happened to what the customer felt, says and will do.

Every function of this room that a judgement needs takes numbers and named tuples of numbers and uses only arithmetic
and scalar ``math``, as :mod:`servsim.delivery.encounter` does, so that plain Python and compiled code run the same
source. No state, no clock, no randomness: the draws come in as moods.
"""

from math import isnan
from typing import Any, NamedTuple

from servsim.delivery.waited import IN_SERVICE, SERVED
from servsim.feedback.complaints import COMPLAINT_CURVE, ComplaintCurve, complaint_probability
from servsim.feedback.journey import JOURNEY_WEIGHTS, JourneyWeights
from servsim.feedback.loyalty import RETURN_CURVE, ReturnCurve
from servsim.feedback.ratings import RATING_CUTS, RatingCuts, csat, recommend
from servsim.feedback.response import RESPONSE, Response, responds, response_probability
from servsim.feedback.satisfaction import FORMATION, LEVELS, PREFERENCES, Formation, Levels, Preferences, satisfaction
from servsim.feedback.servqual import (
    DRIVER_SCORES,
    DriverScores,
    Experience,
    Five,
    Place,
    driver_scores,
    perceptions,
    servperf,
    servqual_gap,
    superiority,
)
from servsim.feedback.wait import WAIT_CURVE, WaitCurve, perceived_wait_min, tolerance_ratio, wait_score


class Yardstick(NamedTuple):
    """What the customers of a segment measure with."""

    tolerated_min: float  # tau: tolerated wait, perceived minutes, > 0
    levels: Levels = LEVELS


class Moods(NamedTuple):
    """The draws of one judgement."""

    csat: float  # standard normal: from feeling to rating
    recommend: float  # standard normal: from feeling to recommending
    respond: float  # uniform: answers below the probability of answering


class Criteria(NamedTuple):
    """How everybody judges; the same for all segments and touchpoints."""

    wait_curve: WaitCurve = WAIT_CURVE
    drivers: DriverScores = DRIVER_SCORES
    preferences: Preferences = PREFERENCES
    formation: Formation = FORMATION
    cuts: RatingCuts = RATING_CUTS
    response: Response = RESPONSE
    returning: ReturnCurve = RETURN_CURVE
    complaining: ComplaintCurve = COMPLAINT_CURVE
    journey: JourneyWeights = JOURNEY_WEIGHTS


class Tables(NamedTuple):
    """What a judgement needs beside the encounter; the tables are lists of tuples, or arrays."""

    places: Any
    """[touchpoint] the fields of Place."""
    yardsticks: Any
    """[segment] tolerated wait, five desired and five predicted levels."""
    criteria: Criteria


class Judgement(NamedTuple):
    """What one encounter left behind; the columns of :class:`servsim.feedback.rate.Feedback`."""

    waited_too_long: bool
    perceived: Five  # P, 1..7
    gap: Five  # perception minus desired level
    servqual_gap: float  # G
    servperf: float  # 1..7
    satisfaction: float  # S, -1..1
    csat: float  # 1..5
    recommend: float  # 0..10
    response_probability: float
    responded: bool
    complaint_probability: float


def judge(experience: Experience, place: Place, yardstick: Yardstick, moods: Moods, criteria: Criteria) -> Judgement:
    """One encounter that is over, judged by a customer who joined the queue."""
    perceived_min = perceived_wait_min(experience.wait_min, place.perception_factor)
    ratio = tolerance_ratio(perceived_min, yardstick.tolerated_min)
    scores = driver_scores(experience, wait_score(ratio, criteria.wait_curve), place, criteria.drivers)
    perceived, desired, weights = perceptions(scores), yardstick.levels.desired, criteria.preferences.weights
    felt = satisfaction(scores, yardstick.levels, criteria.preferences, criteria.formation)
    rated = felt + criteria.cuts.noise_sd * moods.csat
    answering = response_probability(rated if criteria.response.by_table else felt, criteria.response)
    return Judgement(
        waited_too_long=ratio > 1.0,
        perceived=perceived,
        gap=superiority(perceived, desired),
        servqual_gap=servqual_gap(perceived, desired, weights),
        servperf=servperf(perceived, weights),
        satisfaction=felt,
        csat=csat(felt, moods.csat, criteria.cuts),
        recommend=recommend(felt, moods.recommend, criteria.cuts),
        response_probability=answering,
        responded=responds(answering, moods.respond),
        complaint_probability=complaint_probability(felt, criteria.complaining),
    )


def is_rated(row: Any, wait_min: float) -> bool:
    """Whether a customer rates: joined the queue, and the encounter is over."""
    return not isnan(wait_min) and row.outcome != IN_SERVICE


def judge_row(row: Any, wait_min: float, moods: Moods, tables: Tables) -> Judgement:
    """The judgement of an encounter that is a row of the log; ``wait_min`` are minutes in the queue."""
    met = Experience(
        row.quality,
        row.fit,
        row.personalization,
        row.defect_made and not row.defect_caught,
        row.skill,
        row.load,
        wait_min,
        row.outcome == SERVED,
    )
    place, of = tables.places[row.touchpoint], tables.yardsticks[row.segment]
    levels = Levels((of[1], of[2], of[3], of[4], of[5]), (of[6], of[7], of[8], of[9], of[10]))
    return judge(met, Place(place[0], place[1], place[2]), Yardstick(of[0], levels), moods, tables.criteria)
