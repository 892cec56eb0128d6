from typing import Any

import numpy as np
import pytest
from samples import Raw, smallest, town_hall

from servsim.feedback import RatingPlan, compile_rating
from servsim.feedback.complaints import COMPLAINT_CURVE
from servsim.feedback.kano import KANO_PROFILE
from servsim.feedback.loyalty import RETURN_CURVE
from servsim.feedback.ratings import RATING_CUTS
from servsim.feedback.servqual import DESIRED_BASE, DRIVER_SCORES, weight_shares
from servsim.feedback.survey import RESPONSE_CURVE, ResponseCurve, ResponseTable
from servsim.feedback.wait import WAIT_CURVE
from servsim.scenario import Scenario


def plan(**sections: Any) -> RatingPlan:
    return compile_rating(Scenario.model_validate(town_hall(**sections)))


def test_the_defaults_of_the_scenario_are_those_of_the_formulas() -> None:
    found = plan()
    assert found.wait_curve == WAIT_CURVE
    assert found.drivers == DRIVER_SCORES
    assert found.cuts == RATING_CUTS
    assert found.response == RESPONSE_CURVE
    assert found.returning == RETURN_CURVE
    assert found.complaining == COMPLAINT_CURVE
    assert (found.preferences.weights == weight_shares()).all()
    assert tuple(found.preferences.kano.category) == tuple(KANO_PROFILE.category)
    assert found.preferences.kano.satisfaction == KANO_PROFILE.satisfaction
    assert found.preferences.kano.dissatisfaction == KANO_PROFILE.dissatisfaction
    assert (found.model, found.disconfirmation_weight, found.invited) == ("blend", 0.5, 1.0)
    assert (found.expectation.base == np.array([DESIRED_BASE, DESIRED_BASE])).all()
    assert (found.expectation.zone == 1.2).all()
    assert (found.expectation.promise == 0.0).all()


def segments(**first: Any) -> Raw:
    raw = town_hall()["segments"]
    return {"walk_in": raw["walk_in"] | first, "regulars": raw["regulars"]}


def test_segments_stand_in_the_order_of_the_file() -> None:
    expectations = {"empathy": 6.6, "promise": 0.5, "zone": 2}
    found = plan(segments=segments(expectations=expectations))
    assert found.tolerated_min.tolist() == [5.0, 8.0]
    assert found.expectation.base[0].tolist() == [6.3, 6.0, 6.1, 6.6, 5.2]
    assert found.expectation.promise.tolist() == [0.5, 0.0]
    assert found.expectation.zone.tolist() == [2.0, 1.2]


@pytest.mark.parametrize(("felt", "factor"), [("idle", 1.36), ("informed", 1.2), ("occupied", 1.1), ("both", 1.0)])
def test_how_the_wait_is_spent_by_touchpoint(felt: str, factor: float) -> None:
    raw = town_hall()["touchpoints"]
    found = plan(touchpoints=raw | {"counter": raw["counter"] | {"wait_felt": felt}})
    assert found.perception_factor.tolist() == [1.36, factor, 1.36]


def test_places_and_the_culture_of_their_teams() -> None:
    raw = town_hall()
    found = plan(
        touchpoints=raw["touchpoints"] | {"kiosk": raw["touchpoints"]["kiosk"] | {"tangibles": 0.9}},
        teams=raw["teams"] | {"desk": raw["teams"]["desk"] | {"culture": 0.8}},
    )
    assert found.tangibles.tolist() == [0.9, 0.75, 0.75]
    assert found.culture.tolist() == [0.5, 0.8, 0.5]  # nobody's culture at self-service


def test_what_the_planner_states_about_servqual() -> None:
    stated = {
        "weights": {"reliability": 10, "responsiveness": 0, "assurance": 10, "empathy": 10, "tangibles": 10},
        "score_at_tolerance": 0.5,
        "loss_aversion": 2,
        "defect_penalty": 0.7,
        "assurance_penalty": 0.2,
        "empathy_base": 0.3,
        "empathy_culture": 0.1,
        "crowding": 0.4,
    }
    found = plan(servqual=stated)
    assert found.preferences.weights.tolist() == [0.25, 0.0, 0.25, 0.25, 0.25]
    assert found.wait_curve == (0.5, 2.0)
    assert found.drivers == (0.7, 0.2, 0.3, 0.1, 0.4)


def test_what_the_planner_states_about_ratings_and_loyalty() -> None:
    found = plan(
        satisfaction={"model": "kano", "disconfirmation": 0.2, "csat_cuts": [-0.6, -0.3, 0, 0.5], "rating_noise": 0.1},
        loyalty={
            "return_low": 0.1, "return_high": 0.9, "return_midpoint": 0.2, "return_width": 0.3,
            "complain_most": 0.4, "complain_midpoint": -0.2, "complain_width": 0.1,
        },
    )  # fmt: skip
    assert (found.model, found.disconfirmation_weight) == ("kano", 0.2)
    assert found.cuts.csat == (-0.6, -0.3, 0.0, 0.5)
    assert found.cuts.noise_sd == 0.1
    assert found.returning == (0.1, 0.9, 0.2, 0.3)
    assert found.complaining == (0.4, -0.2, 0.1)


def test_the_three_ways_to_answer_a_survey() -> None:
    assert plan(survey={"response": "none"}).response is None
    assert plan(survey={"logistic": [-2, 0.1, 3], "invite": "40 %"}).response == ResponseCurve(-2.0, 0.1, 3.0)
    assert plan(survey={"invite": "40 %"}).invited == 0.4
    shares = ["10 %", "20 %", "30 %", "40 %", "50 %"]
    found = plan(survey={"response": "table", "table": shares})
    assert found.response == ResponseTable(found.cuts.csat, (0.1, 0.2, 0.3, 0.4, 0.5))


def test_kano_from_classes_and_from_the_tally_of_a_survey() -> None:
    found = plan(
        kano={
            "reliability": {"tally": {"A": 10, "O": 30, "M": 50, "I": 10, "Q": 3}},
            "empathy": {"kind": "indifferent", "better": 0.1, "worse": -0.1},
            "tangibles": {"tally": {"I": 6, "R": 9}},
        }
    ).preferences.kano
    assert "".join(found.category) == "MOOIR"
    assert found.satisfaction == pytest.approx((0.4, 0.55, 0.50, 0.1, 0.0))
    assert found.dissatisfaction == pytest.approx((-0.8, -0.65, -0.55, -0.1, 0.0))


def test_without_teams_everything_is_neutral() -> None:
    raw = smallest(teams={}, touchpoints={"website": {"handling": "3 min"}})
    assert compile_rating(Scenario.model_validate(raw)).culture.tolist() == [0.5]
