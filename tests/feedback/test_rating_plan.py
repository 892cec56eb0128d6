from typing import Any

import pytest

from servsim.feedback import RatingPlan, compile_rating
from servsim.feedback.judgement import Criteria
from servsim.feedback.perception.servqual import DIMENSIONS, EXPECTATION, SURROUNDINGS, desired_level, predicted_level
from servsim.feedback.rating.ratings import RATING_CUTS
from servsim.feedback.rating.response import RESPONSE, Response, ResponseCurve, ResponseTable
from servsim.feedback.rating_plan import true_needs
from servsim.feedback.satisfaction.kano import curve_of
from servsim.feedback.satisfaction.satisfaction import KANO, LEVELS, PREFERENCES, SATISFACTION_MODELS
from servsim.scenario import Scenario
from servsim.scenario.parts.kano import FACTS
from tests.samples import Raw, smallest, town_hall


def plan(**sections: Any) -> RatingPlan:
    return compile_rating(Scenario.model_validate(town_hall(**sections)))


def test_the_defaults_of_the_scenario_are_those_of_the_formulas() -> None:
    found = plan()
    assert found.criteria == Criteria(response=RESPONSE._replace(table=found.criteria.response.table))
    assert [one.expectation for one in found.segments] == [EXPECTATION] * 2
    assert [one.surroundings for one in found.settings] == [SURROUNDINGS] * 3


def segments(**first: Any) -> Raw:
    raw = town_hall()["segments"]
    return {"walk_in": raw["walk_in"] | first, "regulars": raw["regulars"]}


def test_segments_stand_in_the_order_of_the_file() -> None:
    expectations = {"empathy": 6.6, "promise": 0.5, "zone": 2}
    found = plan(segments=segments(expectations=expectations))
    assert [one.tolerated_min for one in found.segments] == [5.0, 8.0]
    first, second = found.segments
    assert desired_level(first.expectation) == pytest.approx((6.8, 6.5, 6.6, 7.1, 5.7))
    assert predicted_level(first.expectation) == pytest.approx((5.8, 5.5, 5.6, 6.1, 4.7))
    assert (desired_level(second.expectation), predicted_level(second.expectation)) == LEVELS


@pytest.mark.parametrize(("felt", "factor"), [("idle", 1.36), ("informed", 1.2), ("occupied", 1.1), ("both", 1.0)])
def test_how_the_wait_is_spent_by_touchpoint(felt: str, factor: float) -> None:
    raw = town_hall()["touchpoints"]
    found = plan(touchpoints=raw | {"counter": raw["counter"] | {"wait_felt": felt}})
    assert [one.surroundings.perception_factor for one in found.settings] == [1.36, factor, 1.36]


def test_places_and_the_culture_of_their_teams() -> None:
    raw = town_hall()
    found = plan(
        touchpoints=raw["touchpoints"] | {"kiosk": raw["touchpoints"]["kiosk"] | {"tangibles": 0.9}},
        teams=raw["teams"] | {"desk": raw["teams"]["desk"] | {"culture": 0.8}},
    )
    assert [one.surroundings.tangibles for one in found.settings] == [0.9, 0.75, 0.75]
    assert [one.surroundings.culture for one in found.settings] == [0.5, 0.8, 0.5]  # nobody's culture at self-service


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
    found = plan(servqual=stated).criteria
    weights = plan(servqual=stated).segments[1].weights
    assert weights == (0.25, 0.0, 0.25, 0.25, 0.25)
    assert found.wait_curve == (0.5, 2.0)
    assert found.drivers == (0.7, 0.2, 0.3, 0.1, 0.4)


def test_what_the_planner_states_about_ratings_and_loyalty() -> None:
    found = plan(
        satisfaction={"model": "kano", "disconfirmation": 0.2, "csat_cuts": [-0.6, -0.3, 0, 0.5], "rating_noise": 0.1},
        loyalty={
            "return_low": 0.1, "return_high": 0.9, "return_midpoint": 0.2, "return_width": 0.3,
            "complain_most": 0.4, "complain_midpoint": -0.2, "complain_width": 0.1,
        },
    ).criteria  # fmt: skip
    assert found.formation == (KANO, 0.2)
    assert found.cuts.csat == (-0.6, -0.3, 0.0, 0.5)
    assert found.cuts.noise_sd == 0.1
    assert found.returning == (0.1, 0.9, 0.2, 0.3)
    assert found.complaining == (0.4, -0.2, 0.1)


@pytest.mark.parametrize("name", SATISFACTION_MODELS)
def test_the_models_of_satisfaction_by_name(name: str) -> None:
    assert plan(satisfaction={"model": name}).criteria.formation.model == SATISFACTION_MODELS.index(name)


def response(**survey: Any) -> Response:
    return plan(survey=survey).criteria.response


def test_the_three_ways_to_answer_a_survey() -> None:
    shares, cuts = ["10 %", "20 %", "30 %", "40 %", "50 %"], RATING_CUTS.csat
    table = response(response="table", table=shares)
    assert table.by_table
    assert table.table == ResponseTable(cuts, (0.1, 0.2, 0.3, 0.4, 0.5))
    nobody_silent = response(response="none", table=shares)
    assert nobody_silent.by_table
    assert nobody_silent.table == ResponseTable(cuts, (1.0, 1.0, 1.0, 1.0, 1.0))
    curve = response(logistic=[-2, 0.1, 3], invite="40 %", table=shares)
    assert not curve.by_table
    assert curve.curve == ResponseCurve(-2.0, 0.1, 3.0)
    assert curve.invited == 0.4


def test_kano_from_classes_and_from_the_tally_of_a_survey() -> None:
    found = plan(
        kano={
            "reliability": {"tally": {"A": 10, "O": 30, "M": 50, "I": 10, "Q": 3}},
            "empathy": {"kind": "indifferent", "better": 0.1, "worse": -0.1},
            "tangibles": {"tally": {"I": 6, "R": 9}},
        }
    )
    reliability, responsiveness, _, empathy, tangibles = found.criteria.curves
    assert reliability == pytest.approx(curve_of("M", 0.4, -0.8))
    assert responsiveness == curve_of("O", 0.55, -0.65)
    assert empathy == curve_of("I", 0.1, -0.1)
    assert tangibles == curve_of("R", 0.0, 0.0)
    assert found.segments[0].most == pytest.approx(0.32 * 0.8 + 0.22 * 0.65 + 0.19 * 0.55)


def numbers(part: Any) -> list[type]:
    return [kind for one in part for kind in (numbers(one) if isinstance(one, tuple) else [type(one)])]


def test_whole_numbers_of_the_planner_become_floats_so_that_one_compilation_fits_all() -> None:
    stated = plan(
        satisfaction={"csat_cuts": [-1, 0, 1, 2], "disconfirmation": 1, "rating_noise": 0},
        survey={"logistic": [-2, 0, 3], "invite": "100 %", "response": "table", "table": ["0 %", *["100 %"] * 4]},
        servqual={"loss_aversion": 2, "crowding": 0, "weights": {"empathy": 0}},
        kano={"empathy": {"kind": "attractive", "better": 1, "worse": 0}},
        segments=segments(expectations={"empathy": 6, "promise": 1, "zone": 1}),
    )
    assert numbers(stated.criteria) == numbers(plan().criteria)
    assert numbers(stated.segments) == numbers(plan().segments)


def test_without_teams_everything_is_neutral() -> None:
    raw = smallest(teams={}, touchpoints={"website": {"handling": "3 min"}})
    assert compile_rating(Scenario.model_validate(raw)).settings[0].surroundings == SURROUNDINGS


def test_weights_of_a_segment_and_those_of_everybody_else() -> None:
    own = dict(zip(DIMENSIONS, (10, 20, 30, 40, 0), strict=True))
    first, second = plan(segments=segments(weights=own)).segments
    assert first.weights == pytest.approx((0.1, 0.2, 0.3, 0.4, 0.0))
    assert first.points == 100.0
    assert (second.weights, second.most) == (PREFERENCES.weights, PREFERENCES.most)


def test_the_standards_and_what_is_believed() -> None:
    raw = town_hall()["touchpoints"]
    stated = {"target": 0.3, "believed_need": 0.1, "standard_wait": "2 min", "standardization": 0.7}
    found = plan(touchpoints=raw | {"counter": raw["counter"] | stated})
    kiosk, counter, _ = (one.standard for one in found.settings)
    assert counter[:4] == (0.7, 0.5, 0.3, 0.1)
    assert counter.wait_min == 2.0
    assert kiosk.believed_need == kiosk.target == 0.0


def test_who_states_no_belief_believes_in_the_target() -> None:
    raw = town_hall()["touchpoints"]
    found = plan(touchpoints=raw | {"counter": raw["counter"] | {"target": 0.3}})
    counter = found.settings[1].standard
    assert counter.believed_need == counter.target == 0.3


def test_the_true_need_is_the_mean_over_those_who_come() -> None:
    """Walk-ins (need 0) start at the counter; regulars (need 0.2) at the kiosk, of whom 60 % go on to the counter."""
    walk_in, regulars = 2 * (2 * 22 + 1.5 * 36), 2 * 3.5 * 14
    kiosk, counter, office = true_needs(Scenario.model_validate(town_hall()))
    assert kiosk == pytest.approx(0.2)
    assert counter == office == pytest.approx(0.2 * 0.6 * regulars / (walk_in + 0.6 * regulars))


def test_where_nobody_comes_all_segments_count_alike() -> None:
    raw = town_hall()["segments"]
    nobody = {name: part | {"start": "back_office"} for name, part in raw.items()}
    assert true_needs(Scenario.model_validate(town_hall(segments=nobody)))[0] == pytest.approx(0.1)


def test_wait_tables_by_segment() -> None:
    everybody, own = {"0 min": 1, "10 min": 0.2}, {"1 h": 0, "30 s": 1, "5 min": 0.5}
    found = plan(servqual={"wait_table": everybody}, segments=segments(wait_table=own))
    assert found.criteria.wait_points == ((0.5, 1.0), (5.0, 0.5), (60.0, 0.0), (0.0, 1.0), (10.0, 0.2))
    assert [(one.table_first, one.table_end) for one in found.segments] == [(0, 3), (3, 5)]
    assert [(one.table_first, one.table_end) for one in plan().segments] == [(0, 0), (0, 0)]


def test_attributes_of_the_planner() -> None:
    short = {"fact": "wait", "good": "0 min", "bad": "10 min", "weight": 10}
    stated = {
        "short_wait": short | {"kind": "must_be", "better": 0.2, "worse": -0.9},
        "solved": {"fact": "resolved_first", "tally": {"O": 3, "I": 1}, "weight": 50},
    }
    found = plan(kano={"attributes": stated})
    assert found.criteria.attributes == (
        (0, 10.0, 0.0, -1.0, 0.2, -0.9, 10.0),
        (list(FACTS).index("resolved_first"), 0.0, 1.0, 0.0, 0.75, -0.75, 50.0),
    )
    plain = plan().segments[0].most
    assert found.segments[0].most == pytest.approx(plain + 0.1 * 0.9 + 0.5 * 0.75)
