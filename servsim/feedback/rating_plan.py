"""How a scenario's customers rate: its statements compiled to the parameters of the formulas in this room."""

from dataclasses import dataclass
from itertools import accumulate

from servsim.demand.expected_visits import expected_visits
from servsim.feedback.journey.complaints import RECOVERY, ComplaintCurve, Recovery
from servsim.feedback.journey.journey import JourneyWeights
from servsim.feedback.journey.loyalty import ReturnCurve
from servsim.feedback.judgement import Criteria, Setting
from servsim.feedback.perception.gaps import Standard
from servsim.feedback.perception.servqual import (
    DIMENSIONS,
    DriverScores,
    Expectation,
    Surroundings,
    weight_shares,
)
from servsim.feedback.perception.wait import WaitCurve, WaitPerception
from servsim.feedback.rating.ratings import RatingCuts
from servsim.feedback.rating.response import Response, ResponseCurve, everybody_answers, response_table
from servsim.feedback.satisfaction.attributes import Attribute
from servsim.feedback.satisfaction.kano import KanoCurve, KanoProfile, curve_of
from servsim.feedback.satisfaction.kano_questionnaire import Tally, category, coefficients
from servsim.feedback.satisfaction.satisfaction import Formation, Preferences, curves_of, model_number, preferences_of
from servsim.feedback.satisfaction.segment_preferences import SegmentPreferences
from servsim.scenario.parts.kano import FACTS, KanoEntry
from servsim.scenario.parts.people import Segment
from servsim.scenario.parts.touchpoint import Touchpoint
from servsim.scenario.scenario import Scenario

LETTERS = {"must_be": "M", "one_dimensional": "O", "attractive": "A", "indifferent": "I", "reverse": "R"}


@dataclass(frozen=True, slots=True)
class RatingPlan:
    """Everything a judgement needs beside the encounter and the draws."""

    settings: tuple[Setting, ...]
    """One per touchpoint."""
    segments: tuple[SegmentPreferences, ...]
    """One per segment."""
    criteria: Criteria


def compile_rating(scenario: Scenario, cuts: RatingCuts | None = None) -> RatingPlan:
    """The rating parameters of a scenario; ``cuts`` take the place of those it states or leaves at their defaults."""
    criteria = _criteria(scenario, cuts or _stated_cuts(scenario))
    return RatingPlan(_settings(scenario), _segments(scenario), criteria)


def _settings(scenario: Scenario) -> tuple[Setting, ...]:
    touchpoints = zip(scenario.touchpoints.values(), true_needs(scenario), strict=True)
    return tuple(Setting(_surroundings(part, scenario), _standard(part, need)) for part, need in touchpoints)


def _surroundings(part: Touchpoint, scenario: Scenario) -> Surroundings:
    neutral = Surroundings().culture  # nobody's culture at self-service
    culture = scenario.teams[part.team].culture if part.team else neutral
    return Surroundings(part.tangibles, culture, WaitPerception()._asdict()[part.wait_felt])


def _standard(part: Touchpoint, true_need: float) -> Standard:
    return Standard(
        standardization=part.standardization,
        personalization=part.personalization,
        target=part.target,
        believed_need=part.target if part.believed_need is None else part.believed_need,
        true_need=true_need,
        wait_min=part.standard_wait,
    )


def true_needs(scenario: Scenario) -> list[float]:
    """The mean need at each touchpoint over all who are expected to come there, functional-limit units.

    Where nobody is expected, all segments count alike.
    """
    means = [segment.needs.mean for segment in scenario.segments.values()]
    needs = []
    for visits in expected_visits(scenario).T.tolist():
        weights = visits if sum(visits) > 0.0 else [1.0] * len(means)
        needs.append(sum(weight * mean for weight, mean in zip(weights, means, strict=True)) / sum(weights))
    return needs


def _segments(scenario: Scenario) -> tuple[SegmentPreferences, ...]:
    ends = list(accumulate((len(points) for points in _wait_tables(scenario)), initial=0))
    segments = []
    for number, segment in enumerate(scenario.segments.values()):
        stated = segment.expectations
        expectation = Expectation(stated.desired, stated.promise, stated.zone)
        points = (segment.weights or scenario.servqual.weights).points
        preferences = _preferences(scenario, points)
        segments.append(
            SegmentPreferences(
                tolerated_min=segment.tolerated_wait,
                need_mean=segment.needs.mean,
                need_spread=segment.needs.spread,
                expectation=expectation,
                adjustment=stated.adjustment,
                weights=preferences.weights,
                most=preferences.most,
                points=float(sum(points)),
                table_first=ends[number],
                table_end=ends[number + 1],
            )
        )
    return tuple(segments)


def _preferences(scenario: Scenario, points: tuple[float, ...]) -> Preferences:
    """What customers with these points care about, attributes of the planner's own among it."""
    further = [
        (one.points / sum(points), KanoCurve(one.bend, one.satisfaction, one.dissatisfaction))
        for one in _attributes(scenario)
    ]
    return preferences_of(weight_shares(points), curves_of(_kano_profile(scenario)), further)


def _wait_tables(scenario: Scenario) -> list[list[tuple[float, float]]]:
    """For each segment the points of its wait table, none where the curve holds."""
    return [_points(segment, scenario) for segment in scenario.segments.values()]


def _points(segment: Segment, scenario: Scenario) -> list[tuple[float, float]]:
    return list((segment.wait_table or scenario.servqual.wait_table or {}).items())


def _stated_cuts(scenario: Scenario) -> RatingCuts:
    stated = scenario.satisfaction
    return RatingCuts(stated.csat_cuts, stated.recommend_cuts, stated.rating_noise)


def _criteria(scenario: Scenario, cuts: RatingCuts) -> Criteria:
    servqual, satisfaction, loyalty = scenario.servqual, scenario.satisfaction, scenario.loyalty
    return Criteria(
        wait_curve=WaitCurve(servqual.score_at_tolerance, servqual.loss_aversion),
        drivers=DriverScores(
            defect_penalty=servqual.defect_penalty,
            defect_doubt=servqual.assurance_penalty,
            empathy_base=servqual.empathy_base,
            empathy_culture=servqual.empathy_culture,
            crowding_penalty=servqual.crowding,
        ),
        curves=curves_of(_kano_profile(scenario)),
        formation=Formation(model_number(satisfaction.model), satisfaction.disconfirmation),
        cuts=cuts._replace(noise_sd=satisfaction.rating_noise),
        response=_response(scenario, cuts.csat),
        returning=ReturnCurve(loyalty.return_low, loyalty.return_high, loyalty.return_midpoint, loyalty.return_width),
        complaining=ComplaintCurve(loyalty.complain_most, loyalty.complain_midpoint, loyalty.complain_width),
        recovery=_recovery(scenario),
        rigidity=scenario.fit.rigidity,
        need_visibility=scenario.fit.need_visibility,
        wait_points=tuple(point for points in _wait_tables(scenario) for point in points),
        attributes=_attributes(scenario),
        journey=JourneyWeights(*satisfaction.journey.weights),
    )


def _attributes(scenario: Scenario) -> tuple[Attribute, ...]:
    attributes = []
    for stated in scenario.kano.attributes.values():
        curve, ends = curve_of(*_kano_entry(stated)), stated.ends
        attributes.append(Attribute(list(FACTS).index(stated.fact), ends.bad, ends.good, *curve, stated.weight))
    return tuple(attributes)


def _recovery(scenario: Scenario) -> Recovery:
    stated = scenario.complaints
    if stated is None:
        return RECOVERY
    touchpoint = list(scenario.touchpoints).index(stated.touchpoint)
    shares = stated.recovered_quick, stated.recovered_slow, stated.recovered_failed
    return Recovery(touchpoint, stated.quick_within, *shares)


def _response(scenario: Scenario, cuts: tuple[float, ...]) -> Response:
    """Always with a table of five classes, so that all scenarios are judged by the same compiled code."""
    survey = scenario.survey
    table = everybody_answers(cuts)
    if survey.answering is not None:
        table = response_table(cuts, survey.answering)
    return Response(survey.invite, survey.response != "logistic", ResponseCurve(*survey.logistic), table)


def _kano_profile(scenario: Scenario) -> KanoProfile:
    entries = [_kano_entry(getattr(scenario.kano, dimension)) for dimension in DIMENSIONS]
    letters, better, worse = zip(*entries, strict=True)
    return KanoProfile(letters, better, worse)


def _kano_entry(entry: KanoEntry) -> tuple[str, float, float]:
    if entry.tally is None:
        assert entry.kind is not None
        assert entry.better is not None
        assert entry.worse is not None
        return LETTERS[entry.kind], entry.better, entry.worse
    counts = Tally(*(float(entry.tally.get(letter, 0)) for letter in ("M", "O", "A", "I", "R", "Q")))
    ends = coefficients(counts)
    return category(counts), float(ends.satisfaction), float(ends.dissatisfaction)
