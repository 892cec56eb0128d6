"""The judgement of one encounter: from what happened to what the customer felt, says and will do.

Every function of this room that a judgement needs takes numbers and named tuples of numbers and uses only arithmetic
and scalar ``math``, as :mod:`servsim.delivery.encounter.encounter` does, so that plain Python and compiled code run the
same source. No state, no clock, no randomness: the draws come in.
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
    SURROUNDINGS,
    DriverScores,
    Experience,
    Five,
    Surroundings,
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
from servsim.feedback.satisfaction.satisfaction import (
    CURVES,
    FORMATION,
    Curves,
    Formation,
    Levels,
    Preferences,
    satisfaction,
)
from servsim.feedback.satisfaction.segment_preferences import SegmentPreferences


class RatingDraws(NamedTuple):
    """The draws of one judgement: three of its own, and the customer's needs, drawn at birth."""

    csat: float  # standard normal: from feeling to rating
    recommend: float  # standard normal: from feeling to recommending
    respond: float  # uniform: answers below the probability of answering
    visible: float = 0.0  # standard normal Z1: the need's part that can be seen
    hidden: float = 0.0  # standard normal Z2: the rest


def draws_of(row: int, columns: Any) -> RatingDraws:
    """The draws of one row, from RatingDraws with a column in each field."""
    return RatingDraws(
        csat=columns.csat[row],
        recommend=columns.recommend[row],
        respond=columns.respond[row],
        visible=columns.visible[row],
        hidden=columns.hidden[row],
    )


class Setting(NamedTuple):
    """Where an encounter takes place, and what was laid down for it."""

    surroundings: Surroundings = SURROUNDINGS
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
    """[Kano attribute] Attribute."""


class RatingTables(NamedTuple):
    """What a judgement needs beside the encounter; the tables are lists of named tuples, or records."""

    settings: Any
    """[touchpoint] Setting."""
    segments: Any
    """[segment] SegmentPreferences."""
    predicted: Any
    """[segment] the five levels that a new customer predicts."""
    criteria: Criteria


class Perspective(NamedTuple):
    """Who judges, and where. (Made where it is used: compiled functions cannot return records.)"""

    setting: Setting
    segment: SegmentPreferences
    predicted: Any  # V: the five levels that this customer predicted, 1..7


class Feeling(NamedTuple):
    """What an encounter felt like, before anything is said about it."""

    perceived_min: float  # the wait as it felt
    perceived: Five  # P, 1..7
    satisfaction: float  # S, -1..1


class Said(NamedTuple):
    """What a customer would say of an encounter."""

    csat: int  # 1..5
    recommend: int  # 0..10
    response_probability: float
    responded: bool
    complaint_probability: float


def feel(met: Experience, view: Perspective, criteria: Criteria) -> Feeling:
    """What one encounter that is over felt like."""
    surroundings, segment = view.setting.surroundings, view.segment
    perceived_min = perceived_wait_min(met.wait_min, surroundings.perception_factor)
    scores = driver_scores(met, score_of(perceived_min, segment, criteria), surroundings, criteria.drivers)
    further = attribute_points(criteria.attributes, met, perceived_min) / segment.points
    levels = Levels(desired_level(segment.expectation), view.predicted)
    preferences = Preferences(segment.weights, criteria.curves, segment.most)
    felt = satisfaction(scores, levels, preferences, criteria.formation, further)
    return Feeling(perceived_min, perceptions(scores), felt)


def judge(into: Any, met: Experience, view: Perspective, rating_draws: RatingDraws, criteria: Criteria) -> None:
    """One encounter that is over, judged by a customer who joined the queue; ``into`` is a row of Feedback.

    Everything is worked out before the first of it is written down: the compiler cannot know that a row which is
    written is none of those which are read, and would read them again after each value.
    """
    perceived_min, perceived, felt = feel(met, view, criteria)
    superior = superiority(perceived, desired_level(view.segment.expectation))
    tolerable = adequacy(perceived, adequate_level(view.segment.expectation))
    gaps = gaps_of(perceived, met.wait_min, view, rating_draws, criteria)
    said = say(felt, rating_draws, criteria)
    weighted_adequacy = weighted(tolerable, view.segment.weights)
    into.servperf = servperf(perceived, view.segment.weights)
    into.waited_too_long = tolerance_ratio(perceived_min, view.segment.tolerated_min) > 1.0
    into.weighted_adequacy = weighted_adequacy
    into.below_adequate = weighted_adequacy < 0.0
    into.satisfaction = felt
    into.servqual_gap = gaps.service
    into.gap_knowledge = gaps.knowledge
    into.gap_standards = gaps.standards
    into.gap_delivery = gaps.delivery
    into.gap_communication = gaps.communication
    into.gap_ceiling = gaps.ceiling
    into.csat = said.csat
    into.recommend = said.recommend
    into.response_probability = said.response_probability
    into.responded = said.responded
    into.complaint_probability = said.complaint_probability
    for dimension in range(5):
        into.perceived[dimension] = perceived[dimension]
        into.gap[dimension] = superior[dimension]
        into.adequacy[dimension] = tolerable[dimension]


def say(felt: float, rating_draws: RatingDraws, criteria: Criteria) -> Said:
    """What a customer who feels so would say, and whether the survey hears it."""
    rated = felt + criteria.cuts.noise_sd * rating_draws.csat
    answering = response_probability(rated if criteria.response.by_table else felt, criteria.response)
    return Said(
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


def gaps_of(perceived: Five, wait_min: float, view: Perspective, rating_draws: RatingDraws, criteria: Criteria) -> Gaps:
    """Who lost the points between what this customer wanted and got."""
    segment, surroundings, standard = view.segment, view.setting.surroundings, view.setting.standard
    allowed_min = perceived_wait_min(min(wait_min, standard.wait_min), surroundings.perception_factor)
    need = Need(segment.need_mean, segment.need_spread, rating_draws.visible, rating_draws.hidden)
    replay = Rescoring(standard, need, score_of(allowed_min, segment, criteria), surroundings)
    model = RescoringModel(criteria.rigidity, criteria.need_visibility, criteria.drivers)
    return account_gaps(perceived, replay, segment.expectation, segment.weights, model)


def learn(predicted: Any, perceived: Five, rate: float) -> None:
    """Move the five levels that a customer predicts towards what was perceived."""
    for dimension in range(5):
        predicted[dimension] = update_expectation(predicted[dimension], perceived[dimension], rate)


def experience_of(row: Any, wait_min: float, defect: bool, resolved: bool) -> Experience:
    """What the customer of a row of the log met, or would have met with or without a defect that is felt."""
    served = is_served(row.cause)
    return Experience(
        quality=row.quality,
        fit=row.fit,
        personalization=row.personalization,
        defect=defect,
        skill=row.skill,
        load=row.load,
        wait_min=wait_min,
        served=served,
        handling_min=row.ended - row.started,
        attempt=row.attempt,
        resolved=resolved,
        self_service=served and row.agent < 0,
        transferred=row.transferred,
    )


def met_in(row: Any, wait_min: float) -> Experience:
    """What the customer of a row of the log met; ``wait_min`` are minutes in the queue."""
    return experience_of(row, wait_min, felt_defect(row), row.resolved)


def felt_defect(row: Any) -> bool:
    """Whether a defect was made and not caught."""
    return row.defect_made and not row.defect_caught
