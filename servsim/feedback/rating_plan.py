"""How a scenario's customers rate: its statements compiled to the parameters of the formulas in this room."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from servsim.feedback.complaints import ComplaintCurve
from servsim.feedback.kano import KanoProfile, Tally, category, coefficients
from servsim.feedback.loyalty import ReturnCurve
from servsim.feedback.ratings import RatingCuts
from servsim.feedback.satisfaction import Preferences
from servsim.feedback.servqual import DIMENSIONS, DriverScores, Expectation, weight_shares
from servsim.feedback.survey import ResponseCurve, ResponseTable
from servsim.feedback.wait import WaitCurve, WaitPerception
from servsim.scenario import Scenario
from servsim.scenario.rating import KanoEntry

Floats = NDArray[np.float64]
LETTERS = {"must_be": "M", "one_dimensional": "O", "attractive": "A", "indifferent": "I", "reverse": "R"}


@dataclass(frozen=True, slots=True)
class RatingPlan:
    """s segments, m touchpoints, five dimensions."""

    tolerated_min: Floats
    """(s,) tolerated wait, minutes."""
    perception_factor: Floats
    """(m,) perceived over real minutes of waiting (psi)."""
    tangibles: Floats
    """(m,)"""
    culture: Floats
    """(m,) service culture of the team; neutral for self-service."""
    expectation: Expectation
    """base (s, 5), promise and zone (s,)."""
    wait_curve: WaitCurve
    drivers: DriverScores
    preferences: Preferences
    model: Literal["servperf", "servqual", "kano", "blend"]
    disconfirmation_weight: float
    cuts: RatingCuts
    response: ResponseCurve | ResponseTable | None
    invited: float
    returning: ReturnCurve
    complaining: ComplaintCurve


def compile_rating(scenario: Scenario) -> RatingPlan:
    """The rating parameters of a scenario."""
    segments = list(scenario.segments.values())
    touchpoints = list(scenario.touchpoints.values())
    servqual, satisfaction, loyalty = scenario.servqual, scenario.satisfaction, scenario.loyalty
    felt = WaitPerception()._asdict()
    culture = [scenario.teams[part.team].culture if part.team else 0.5 for part in touchpoints]
    return RatingPlan(
        tolerated_min=np.asarray([segment.tolerated_wait for segment in segments]),
        perception_factor=np.asarray([felt[part.wait_felt] for part in touchpoints]),
        tangibles=np.asarray([part.tangibles for part in touchpoints]),
        culture=np.asarray(culture),
        expectation=Expectation(
            base=np.asarray([segment.expectations.desired for segment in segments]),
            promise=np.asarray([segment.expectations.promise for segment in segments]),
            zone=np.asarray([segment.expectations.zone for segment in segments]),
        ),
        wait_curve=WaitCurve(servqual.score_at_tolerance, servqual.loss_aversion),
        drivers=DriverScores(
            defect_penalty=servqual.defect_penalty,
            defect_doubt=servqual.assurance_penalty,
            empathy_base=servqual.empathy_base,
            empathy_culture=servqual.empathy_culture,
            crowding_penalty=servqual.crowding,
        ),
        preferences=Preferences(weight_shares(servqual.weights.points), _kano_profile(scenario)),
        model=satisfaction.model,
        disconfirmation_weight=satisfaction.disconfirmation,
        cuts=RatingCuts(satisfaction.csat_cuts, satisfaction.recommend_cuts, satisfaction.rating_noise),
        response=_response(scenario),
        invited=scenario.survey.invite,
        returning=ReturnCurve(loyalty.return_low, loyalty.return_high, loyalty.return_midpoint, loyalty.return_width),
        complaining=ComplaintCurve(loyalty.complain_most, loyalty.complain_midpoint, loyalty.complain_width),
    )


def _response(scenario: Scenario) -> ResponseCurve | ResponseTable | None:
    survey = scenario.survey
    if survey.response == "none":
        return None
    if survey.response == "table" and survey.table is not None:
        return ResponseTable(scenario.satisfaction.csat_cuts, survey.table)
    return ResponseCurve(*survey.logistic)


def _kano_profile(scenario: Scenario) -> KanoProfile:
    entries = [_kano_entry(getattr(scenario.kano, dimension)) for dimension in DIMENSIONS]
    letters, better, worse = zip(*entries, strict=True)
    return KanoProfile(letters, tuple(better), tuple(worse))


def _kano_entry(entry: KanoEntry) -> tuple[str, float, float]:
    if entry.tally is None:
        assert entry.kind is not None
        assert entry.better is not None
        assert entry.worse is not None
        return LETTERS[entry.kind], entry.better, entry.worse
    counts = Tally(*(float(entry.tally.get(letter, 0)) for letter in ("M", "O", "A", "I", "R", "Q")))
    ends = coefficients(counts)
    return category(counts), float(ends.satisfaction), float(ends.dissatisfaction)
