"""The judgement of one encounter: from what happened to what the customer felt, says and will do.

Every function of this room that a judgement needs takes numbers and named tuples of numbers and uses only arithmetic
and scalar ``math``, as :mod:`servsim.delivery.encounter.encounter` does, so that plain Python and compiled code run the
same source. No state, no clock, no randomness: the draws come in as moods.
"""

from typing import Any, NamedTuple

from servsim.delivery.encounter.encounter import Need
from servsim.delivery.rules.outcomes import is_served
from servsim.feedback.journey.complaints import (
    COMPLAINT_CURVE,
    RECOVERY,
    ComplaintCurve,
    Recovery,
    complaint_probability,
)
from servsim.feedback.journey.journey import JOURNEY_WEIGHTS, JourneyWeights
from servsim.feedback.journey.loyalty import RETURN_CURVE, ReturnCurve
from servsim.feedback.perception.gaps import STANDARD, Gaps, Rescoring, RescoringModel, Standard, account_gaps
from servsim.feedback.perception.servqual import (
    DRIVER_SCORES,
    PLACE,
    DriverScores,
    Experience,
    Five,
    Place,
    adequacy,
    adequate_level,
    desired_level,
    driver_scores,
    perceptions,
    servperf,
    superiority,
    update_expectation,
    weighted,
)
from servsim.feedback.perception.wait import (
    WAIT_CURVE,
    WaitCurve,
    perceived_wait_min,
    table_score,
    tolerance_ratio,
    wait_score,
)
from servsim.feedback.rating.ratings import RATING_CUTS, RatingCuts, csat, recommend
from servsim.feedback.rating.response import RESPONSE, Response, responds, response_probability
from servsim.feedback.satisfaction.attributes import attribute_points
from servsim.feedback.satisfaction.satisfaction import CURVES, FORMATION, Curves, Formation, Levels, satisfaction
from servsim.feedback.satisfaction.segment_preferences import SegmentPreferences, preferences_from_row


class RatingDraws(NamedTuple):
    """The draws of one judgement: three of its own, and the customer's needs, drawn at birth."""

    csat: float  # standard normal: from feeling to rating
    recommend: float  # standard normal: from feeling to recommending
    respond: float  # uniform: answers below the probability of answering
    visible: float = 0.0  # standard normal Z1: the need's part that can be seen
    hidden: float = 0.0  # standard normal Z2: the rest


class Setting(NamedTuple):
    """Where an encounter takes place, and what was laid down for it."""

    place: Place = PLACE
    standard: Standard = STANDARD


class Criteria(NamedTuple):
    """How everybody judges; the same for all segments and touchpoints."""

    wait_curve: WaitCurve = WAIT_CURVE
    drivers: DriverScores = DRIVER_SCORES
    curves: Curves = CURVES
    formation: Formation = FORMATION
    cuts: RatingCuts = RATING_CUTS
    response: Response = RESPONSE
    returning: ReturnCurve = RETURN_CURVE
    complaining: ComplaintCurve = COMPLAINT_CURVE
    recovery: Recovery = RECOVERY
    journey: JourneyWeights = JOURNEY_WEIGHTS
    rigidity: float = 0.8  # omega: as in delivery
    need_visibility: float = 0.6  # zeta: as in delivery
    wait_points: Any = ()
    """[point of all wait tables] perceived minutes, score."""
    attributes: Any = ()
    """[Kano attribute] the fields of Attribute."""


class RatingTables(NamedTuple):
    """What a judgement needs beside the encounter; the tables are lists of tuples, or arrays."""

    places: Any
    """[touchpoint] the fields of Place, then of Standard."""
    segments: Any
    """[segment] as of yardstick.row_of."""
    predicted: Any
    """[segment] the five levels that a new customer predicts."""
    criteria: Criteria


class Judgement(NamedTuple):
    """What one encounter left behind; the columns of :class:`servsim.feedback.rate.Feedback`."""

    waited_too_long: bool
    perceived: Five  # P, 1..7
    gap: Five  # perception minus desired level
    adequacy: Five  # perception minus adequate level
    servqual_gap: float  # G
    weighted_adequacy: float
    below_adequate: bool
    servperf: float  # 1..7
    gap_knowledge: float
    gap_standards: float
    gap_delivery: float
    gap_communication: float
    gap_ceiling: float
    satisfaction: float  # S, -1..1
    csat: float  # 1..5
    recommend: float  # 0..10
    response_probability: float
    responded: bool
    complaint_probability: float


class Feeling(NamedTuple):
    """What an encounter felt like, before anything is said about it."""

    perceived_min: float  # the wait as it felt
    perceived: Five  # P, 1..7
    satisfaction: float  # S, -1..1


def feel(met: Experience, place: Place, segment: SegmentPreferences, criteria: Criteria) -> Feeling:
    """What one encounter that is over felt like."""
    perceived_min = perceived_wait_min(met.wait_min, place.perception_factor)
    scores = driver_scores(met, score_of(perceived_min, segment, criteria), place, criteria.drivers)
    further = attribute_points(criteria.attributes, met, perceived_min) / segment.points
    levels = Levels(desired_level(segment.expectation), segment.predicted)
    felt = satisfaction(scores, levels, segment.preferences, criteria.formation, further)
    return Feeling(perceived_min, perceptions(scores), felt)


def judge(
    met: Experience,
    setting: Setting,
    segment: SegmentPreferences,
    rating_draws: RatingDraws,
    criteria: Criteria,
) -> Judgement:
    """One encounter that is over, judged by a customer who joined the queue."""
    perceived_min, perceived, felt = feel(met, setting.place, segment, criteria)
    expectation, weights = segment.expectation, segment.preferences.weights
    tolerable = adequacy(perceived, adequate_level(expectation))
    gaps = gaps_of(perceived, met.wait_min, setting, segment, (rating_draws, criteria))
    rated = felt + criteria.cuts.noise_sd * rating_draws.csat
    answering = response_probability(rated if criteria.response.by_table else felt, criteria.response)
    return Judgement(
        waited_too_long=tolerance_ratio(perceived_min, segment.tolerated_min) > 1.0,
        perceived=perceived,
        gap=superiority(perceived, desired_level(expectation)),
        adequacy=tolerable,
        servqual_gap=gaps.service,
        weighted_adequacy=weighted(tolerable, weights),
        below_adequate=weighted(tolerable, weights) < 0.0,
        servperf=servperf(perceived, weights),
        gap_knowledge=gaps.knowledge,
        gap_standards=gaps.standards,
        gap_delivery=gaps.delivery,
        gap_communication=gaps.communication,
        gap_ceiling=gaps.ceiling,
        satisfaction=felt,
        csat=csat(felt, rating_draws.csat, criteria.cuts),
        recommend=recommend(felt, rating_draws.recommend, criteria.cuts),
        response_probability=answering,
        responded=responds(answering, rating_draws.respond),
        complaint_probability=complaint_probability(felt, criteria.complaining),
    )


def score_of(perceived_min: float, segment: SegmentPreferences, criteria: Criteria) -> float:
    """Score of a wait, by the planner's table for the segment where there is one, else by the curve."""
    if segment.table_end > segment.table_first:
        return table_score(perceived_min, criteria.wait_points, segment.table_first, segment.table_end)
    return wait_score(tolerance_ratio(perceived_min, segment.tolerated_min), criteria.wait_curve)


def gaps_of(
    perceived: Five,
    wait_min: float,
    setting: Setting,
    segment: SegmentPreferences,
    judging: tuple[RatingDraws, Criteria],
) -> Gaps:
    """Who lost the points between what this customer wanted and got."""
    place, standard = setting
    rating_draws, criteria = judging
    allowed_min = perceived_wait_min(min(wait_min, standard.wait_min), place.perception_factor)
    need = Need(segment.need_mean, segment.need_spread, rating_draws.visible, rating_draws.hidden)
    replay = Rescoring(standard, need, score_of(allowed_min, segment, criteria), place)
    model = RescoringModel(criteria.rigidity, criteria.need_visibility, criteria.drivers)
    return account_gaps(perceived, replay, segment.expectation, segment.preferences.weights, model)


def learn(predicted: Any, perceived: Five, rate: float) -> None:
    """Move the five levels that a customer predicts towards what was perceived."""
    for dimension in range(5):
        predicted[dimension] = update_expectation(predicted[dimension], perceived[dimension], rate)


def experience_of(row: Any, wait_min: float) -> Experience:
    """What the customer of a row of the log met."""
    served = is_served(row.cause)
    return Experience(
        row.quality,
        row.fit,
        row.personalization,
        row.defect_made and not row.defect_caught,
        row.skill,
        row.load,
        wait_min,
        served,
        row.ended - row.started,
        row.attempt,
        row.resolved,
        served and row.agent < 0,
        row.transferred,
    )


def setting_of(row: Any) -> Setting:
    """The setting of a touchpoint, from its row of the table of places."""
    standard = Standard(row[3], row[4], row[5], row[6], row[7], row[8])
    return Setting(Place(row[0], row[1], row[2]), standard)


def judge_row(row: Any, wait_min: float, rating_draws: RatingDraws, tables: RatingTables, predicted: Any) -> Judgement:
    """The judgement of an encounter that is a row of the log; ``wait_min`` are minutes in the queue.

    ``predicted`` are the five levels that this customer predicted.
    """
    criteria = tables.criteria
    segment = preferences_from_row(tables.segments[row.segment], predicted, criteria.curves)
    return judge(
        experience_of(row, wait_min),
        setting_of(tables.places[row.touchpoint]),
        segment,
        rating_draws,
        criteria,
    )
