"""How a scenario's customers rate: its statements compiled to the parameters of the formulas in this room."""

from dataclasses import dataclass

from servsim.feedback.complaints import ComplaintCurve
from servsim.feedback.journey import JourneyWeights
from servsim.feedback.judgement import Criteria, Yardstick
from servsim.feedback.kano import KanoProfile
from servsim.feedback.kano_questionnaire import Tally, category, coefficients
from servsim.feedback.loyalty import ReturnCurve
from servsim.feedback.ratings import RatingCuts
from servsim.feedback.response import Response, ResponseCurve, everybody_answers, response_table
from servsim.feedback.satisfaction import Formation, Levels, model_number, preferences_of
from servsim.feedback.servqual import (
    DIMENSIONS,
    DriverScores,
    Expectation,
    Place,
    desired_level,
    predicted_level,
    weight_shares,
)
from servsim.feedback.wait import WaitCurve, WaitPerception
from servsim.scenario import Scenario
from servsim.scenario.rating import KanoEntry

LETTERS = {"must_be": "M", "one_dimensional": "O", "attractive": "A", "indifferent": "I", "reverse": "R"}


@dataclass(frozen=True, slots=True)
class RatingPlan:
    """Everything a judgement needs beside the encounter and the draws."""

    places: tuple[Place, ...]
    """One per touchpoint."""
    yardsticks: tuple[Yardstick, ...]
    """One per segment."""
    criteria: Criteria


def compile_rating(scenario: Scenario, cuts: RatingCuts | None = None) -> RatingPlan:
    """The rating parameters of a scenario; ``cuts`` take the place of those it states or leaves at their defaults."""
    return RatingPlan(_places(scenario), _yardsticks(scenario), _criteria(scenario, cuts or _stated_cuts(scenario)))


def _places(scenario: Scenario) -> tuple[Place, ...]:
    factor = WaitPerception()._asdict()
    neutral = Place().culture  # nobody's culture at self-service
    return tuple(
        Place(part.tangibles, scenario.teams[part.team].culture if part.team else neutral, factor[part.wait_felt])
        for part in scenario.touchpoints.values()
    )


def _yardsticks(scenario: Scenario) -> tuple[Yardstick, ...]:
    yardsticks = []
    for segment in scenario.segments.values():
        stated = segment.expectations
        expectation = Expectation(stated.desired, stated.promise, stated.zone)
        levels = Levels(desired_level(expectation), predicted_level(expectation))
        yardsticks.append(Yardstick(segment.tolerated_wait, levels))
    return tuple(yardsticks)


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
        preferences=preferences_of(weight_shares(servqual.weights.points), _kano_profile(scenario)),
        formation=Formation(model_number(satisfaction.model), satisfaction.disconfirmation),
        cuts=cuts._replace(noise_sd=satisfaction.rating_noise),
        response=_response(scenario, cuts.csat),
        returning=ReturnCurve(loyalty.return_low, loyalty.return_high, loyalty.return_midpoint, loyalty.return_width),
        complaining=ComplaintCurve(loyalty.complain_most, loyalty.complain_midpoint, loyalty.complain_width),
        journey=JourneyWeights(*satisfaction.journey.weights),
    )


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
