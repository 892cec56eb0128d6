"""Feedback against reference values; each important one with a twin that shows a wrong formula is noticed."""

from math import exp

import numpy as np
import pytest
from scipy.integrate import quad

from servsim.delivery.encounter.dials import adaptation, work_cv_ratio
from servsim.delivery.encounter.encounter import Need
from servsim.feedback.journey.complaints import complaint_probability
from servsim.feedback.journey.customer_base import churn_rate, half_life, next_base, settled_base
from servsim.feedback.journey.lifetime_value import future_value, lifetime_value
from servsim.feedback.journey.loyalty import return_probability
from servsim.feedback.perception.gaps import Gaps, Rescoring, RescoringModel, Standard, account_gaps
from servsim.feedback.perception.servqual import (
    DIMENSIONS,
    Expectation,
    Experience,
    Five,
    Surroundings,
    desired_level,
    driver_scores,
    perceptions,
    predicted_level,
    servperf,
    servqual_gap,
    update_expectation,
    weight_shares,
)
from servsim.feedback.perception.wait import WaitCurve, perceived_wait_min, tolerance_ratio, wait_score
from servsim.feedback.rating.net_promoter import net_promoter
from servsim.feedback.rating.ratings import expected_csat, expected_nps
from servsim.feedback.rating.response import response_probability
from servsim.feedback.satisfaction.kano import curve_of, kano_curve
from servsim.feedback.satisfaction.kano_questionnaire import Tally, category, coefficients, total_strength
from servsim.feedback.satisfaction.satisfaction import Levels, disconfirmation, kano_satisfaction, satisfaction
from tests.oracles.encounters import EFFECTS, delivered, dials_at, erlang_c, probability_of_a_defect
from tests.oracles.reference import Case, cases
from tests.survey_sample import measured_mean, nonresponse_bias

WEIGHTS = weight_shares()
GAP_FIELDS = {
    "gap1_knowledge": "knowledge",
    "gap2_standard": "standards",
    "gap3_delivery": "delivery",
    "gap4_promise": "communication",
    "ceiling": "ceiling",
}


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


def delivery_fields(params: dict[str, float]) -> dict[str, float]:
    served = delivered(params)
    return {
        "p_e": served.personalization,
        "phi": adaptation(served.personalization, params["s"], params["A"], EFFECTS.rigidity),
        "delta": served.distance,
        "e_fit": served.misfit,
        "y": served.deviation,
        "Q": served.quality,
        "F": served.fit,
        "defect_prob": probability_of_a_defect(params),
        "defect_made": served.defect_made,
        "defect_caught": served.defect_caught,
        "D": served.defect_made and not served.defect_caught,
        "r": work_cv_ratio(dials_at(params), served.personalization, EFFECTS),
        "T": served.handling_min,
        "unresolved": not served.resolved,
    }


def scores_of(params: dict[str, float], perception_factor: float) -> Five:
    served = delivered(params)
    experience = Experience(
        quality=served.quality,
        fit=served.fit,
        personalization=served.personalization,
        defect=served.defect_made and not served.defect_caught,
        skill=params["A"],
        load=params["C"],
    )
    ratio = tolerance_ratio(perceived_wait_min(params["wait"], perception_factor), params["tau"])
    return driver_scores(experience, wait_score(ratio), Surroundings(culture=params["c"]))


def replay_of(params: dict[str, float]) -> Rescoring:
    standard = Standard(
        standardization=params["s"],
        personalization=params["p"],
        target=params["target"],
        believed_need=params["belief"],
        true_need=params["true_mean"],
        wait_min=params["wait_std"],
    )
    need = Need(params["mu_g"], params["h"], params["Z1"], params["Z2"])
    place = Surroundings(culture=params["c"], perception_factor=params["psi"])
    allowed = perceived_wait_min(min(params["wait"], params["wait_std"]), params["psi"])
    return Rescoring(standard, need, wait_score(tolerance_ratio(allowed, params["tau"])), place)


def gaps_of(params: dict[str, float], scores: Five) -> Gaps:
    model = RescoringModel(EFFECTS.rigidity, EFFECTS.need_visibility)
    expectation = Expectation(promise=params["promise"])
    return account_gaps(perceptions(scores), replay_of(params), expectation, WEIGHTS, model)


def feedback_fields(params: dict[str, float], perception_factor: float) -> dict[str, float]:
    scores = scores_of(params, perception_factor)
    perceived = perceptions(scores)
    expectation = Expectation(promise=params["promise"])
    levels = Levels(desired_level(expectation), predicted_level(expectation))
    felt = satisfaction(scores, levels)
    gaps = gaps_of(params, scores)
    return {
        **{f"u_{name}": score for name, score in zip(DIMENSIONS, scores, strict=True)},
        **{f"P_{name}": level for name, level in zip(DIMENSIONS, perceived, strict=True)},
        "S_kano": kano_satisfaction(scores),
        "disconfirmation": disconfirmation(perceived, levels.predicted, WEIGHTS),
        "servqual_gap": servqual_gap(perceived, levels.desired, WEIGHTS),
        "servperf": servperf(perceived, WEIGHTS),
        "S": felt,
        "E_csat": expected_csat(felt),
        "E_nps_points": expected_nps(felt),
        "P_return": return_probability(felt),
        "P_respond": response_probability(felt),
        "P_complain": complaint_probability(felt),
        **{name: getattr(gaps, field) for name, field in GAP_FIELDS.items()},
    }


@pytest.mark.parametrize("case", cases("model_encounter"), ids=lambda case: case.params["name"])
def test_every_field_of_a_reference_encounter(case: Case) -> None:
    got = delivery_fields(case.params) | feedback_fields(case.params, case.params["psi"])
    assert set(got) == set(case.values)
    for field, expected in case.values.items():
        assert float(got[field]) == close(expected), field


@pytest.mark.parametrize("case", cases("model_encounter"), ids=lambda case: case.params["name"])
def test_gaps_of_a_reference_encounter_sum_to_the_whole(case: Case) -> None:
    gaps = gaps_of(case.params, scores_of(case.params, case.params["psi"]))
    assert sum(gaps[:5]) == pytest.approx(gaps.service, abs=1e-12)


def test_twin_forgetting_that_waits_feel_longer_is_noticed() -> None:
    typical = cases("model_encounter")[1]
    forgotten = feedback_fields(typical.params, 1.0)
    assert float(forgotten["S"]) != close(typical.values["S"])


def test_twin_crediting_a_wrong_standard_to_delivery_is_noticed() -> None:
    wrong = cases("model_encounter")[3]
    known_best = wrong.params | {"target": wrong.params["true_mean"], "belief": wrong.params["true_mean"]}
    gaps = gaps_of(known_best, scores_of(wrong.params, wrong.params["psi"]))
    assert gaps.delivery != close(wrong.values["gap3_delivery"])
    assert sum(gaps[:5]) == pytest.approx(gaps.service, abs=1e-12)


def mean_wait_score(params: dict[str, float], perception_factor: float, loss_aversion: float) -> float:
    """Mean of ``wait_score`` over the wait of M/M/c by integration, the kink as a break point."""
    waiting, rate = erlang_c(params)
    curve = WaitCurve(params["ua"], loss_aversion)

    def density(wait: float) -> float:
        score = wait_score(tolerance_ratio(perceived_wait_min(wait, perception_factor), params["tau"]), curve)
        return score * rate * exp(-rate * wait)

    kink = params["tau"] / perception_factor
    parts = [quad(density, *limits, epsabs=1e-13, epsrel=1e-12)[0] for limits in ((0, kink), (kink, np.inf))]
    return 1.0 - waiting + waiting * sum(parts)


@pytest.mark.parametrize("case", cases("model_wait_score"), ids=str)
def test_mean_wait_score_in_an_mmc_queue(case: Case) -> None:
    params, expected = case.params, case.values
    waiting, rate = erlang_c(params)
    curve = WaitCurve(params["ua"], params["lambda_L"])
    at_mean_wait = wait_score(perceived_wait_min(waiting / rate, params["psi"]) / params["tau"], curve)
    assert mean_wait_score(params, params["psi"], params["lambda_L"]) == close(expected["E_u"])
    assert waiting * exp(-rate * params["tau"] / params["psi"]) == close(expected["P_beyond_tolerance"])
    assert at_mean_wait == close(expected["u_at_mean_wait"])
    assert abs(expected["E_u"] - at_mean_wait) > 0.03  # the score of the mean wait is not the mean score


@pytest.mark.parametrize("case", [case for case in cases("model_wait_score") if case.params["psi"] > 1], ids=str)
def test_twin_wait_scores_without_perception_or_loss_aversion_are_noticed(case: Case) -> None:
    expected = case.values["E_u"]
    assert mean_wait_score(case.params, 1.0, case.params["lambda_L"]) > expected + 0.01
    assert mean_wait_score(case.params, case.params["psi"], 1.0) > expected + 0.01


def points(case: Case, prefix: str) -> dict[float, float]:
    return {
        float(name[len(prefix) + 1 : -1]): value for name, value in case.values.items() if name.startswith(prefix + "(")
    }


@pytest.mark.parametrize("case", cases("model_wait_score_points"), ids=str)
def test_wait_score_points(case: Case) -> None:
    expected = points(case, "u")
    curve = WaitCurve(case.params["ua"], case.params["lambda_L"])
    assert [wait_score(ratio, curve) for ratio in expected] == close(list(expected.values()))
    assert [wait_score(ratio, WaitCurve(0.6, 1.0)) for ratio in expected] != close(list(expected.values()))


@pytest.mark.parametrize("case", cases("kano_curves"), ids=str)
def test_kano_curves(case: Case) -> None:
    expected = points(case, "S")

    def curve(x: float) -> float:
        return kano_curve(curve_of(case.params["kind"], case.params["CS"], case.params["DS"]), x)

    assert [curve(x) for x in expected] == close(list(expected.values()))
    assert quad(curve, 0.0, 1.0)[0] == close(case.values["mean_over_x"])
    assert (curve(1e-6) - curve(0.0)) / 1e-6 == pytest.approx(case.values["slope0"], rel=1e-5)


def test_twin_swapped_must_be_and_attractive_curves_are_noticed() -> None:
    must_be = cases("kano_curves")[0]
    swapped = kano_curve(curve_of("A", must_be.params["CS"], must_be.params["DS"]), 0.5)
    assert swapped < must_be.values["S(0.5)"] - 0.1


@pytest.mark.parametrize("case", cases("kano_coefficients"), ids=str)
def test_kano_coefficients(case: Case) -> None:
    counts = Tally(*(case.params[letter] for letter in "MOAIRQ"))
    ends = coefficients(counts)
    assert float(ends.satisfaction) == close(case.values["CS"])
    assert float(ends.dissatisfaction) == close(case.values["DS"])
    assert category(counts) == case.values["category_mode"]
    assert float(total_strength(counts)) == close(case.values["total_strength"])


@pytest.mark.parametrize("case", cases("survey_bias"), ids=str)
def test_survey_bias(case: Case) -> None:
    shares, response = np.array(case.params["shares"]), np.array(case.params["response"])
    stars, top = np.arange(1.0, 6.0), np.array([0.0, 0.0, 0.0, 0.0, 1.0])
    assert float(np.average(response, weights=shares)) == close(case.values["response_rate"])
    assert measured_mean(stars, np.ones(5), shares) == close(case.values["true_mean"])
    assert measured_mean(stars, response, shares) == close(case.values["measured_mean"])
    assert nonresponse_bias(stars, response, shares) == close(case.values["bias"])
    assert measured_mean(top, np.ones(5), shares) == close(case.values["true_top_box"])
    assert measured_mean(top, response, shares) == close(case.values["measured_top_box"])


@pytest.mark.parametrize("case", cases("nps"), ids=str)
def test_net_promoter_score_and_its_error(case: Case) -> None:
    got = net_promoter(case.params["promoters"], case.params["passives"], case.params["detractors"])
    assert float(got.points) == close(case.values["NPS"])
    assert float(got.standard_error) == close(case.values["se"])


def test_twin_a_binomial_error_of_the_net_promoter_score_is_noticed() -> None:
    case = cases("nps")[0]
    promoters, n = case.params["promoters"], sum(case.params.values())
    binomial = 100.0 * np.sqrt(promoters / n * (1.0 - promoters / n) / n)
    assert binomial != pytest.approx(case.values["se"], rel=0.2)


@pytest.mark.parametrize("case", cases("customer_base"), ids=str)
def test_customer_base_and_lifetime_value(case: Case) -> None:
    customers, retention, won, margin, discount = (case.params[name] for name in ("N0", "r", "a", "m", "d"))
    after = [customers]
    for _ in range(10):
        after.append(next_base(after[-1], churn_rate(retention) * after[-1], won))
    assert (after[1], after[10]) == (close(case.values["N_1"]), close(case.values["N_10"]))
    assert settled_base(won, retention) == close(case.values["N_inf"])
    assert half_life(retention) == close(case.values["half_life"])
    assert lifetime_value(margin, retention, discount) == close(case.values["CLV_incl"])
    assert future_value(margin, retention, discount) == close(case.values["CLV_excl"])


def test_twin_forgetting_the_current_margin_is_noticed() -> None:
    case = cases("customer_base")[0]
    margin, retention, discount = (case.params[name] for name in ("m", "r", "d"))
    assert future_value(margin, retention, discount) != close(case.values["CLV_incl"])


@pytest.mark.parametrize("case", cases("expectation_update"), ids=str)
def test_expectation_update(case: Case) -> None:
    predicted = case.params["V0"]
    for _ in range(case.params["k"]):
        predicted = update_expectation(predicted, case.params["P"], case.params["alpha"])
    assert predicted == close(case.values["V"])
