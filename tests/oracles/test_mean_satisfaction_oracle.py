"""The whole chain from facts to measured CSAT at once, over the customers of an M/M/c pool at its anchor."""

import numpy as np
import pytest
from encounters import EFFECTS, erlang_c, practice_of
from reference import Case, cases

from servsim.delivery.encounter import Chance, Condition, Need, serve
from servsim.feedback.kano import KANO_PROFILE
from servsim.feedback.loyalty import return_probability
from servsim.feedback.ratings import csat, expected_csat, expected_nps, net_promoter_of, recommend
from servsim.feedback.satisfaction import Levels, Preferences, kano_satisfaction, satisfaction
from servsim.feedback.servqual import (
    DIMENSIONS,
    Experience,
    desired_level,
    driver_scores,
    perceptions,
    predicted_level,
    servqual_gap,
    weight_shares,
)
from servsim.feedback.survey import responds, response_probability, survey_result
from servsim.feedback.wait import Waits, wait_score

WEIGHTS = weight_shares()
CUSTOMERS = 200_000


def pool_scores(params: dict[str, float]) -> np.ndarray:
    """Driver scores of customers of a stationary M/M/c pool: waits from their distribution, no queue simulated."""
    draw = np.random.default_rng(20240601)
    s, p, h = params["s"], params["p"], params["h"]
    waiting, rate = erlang_c({"lambda": params["lambda_per_min"], "mu": 1.0 / params["m"], "c": params["c"]})
    wait = np.where(draw.random(CUSTOMERS) < waiting, draw.exponential(1.0 / rate, CUSTOMERS), 0.0)
    visible, hidden, bias, variation = draw.standard_normal((4, CUSTOMERS))
    rows = zip(visible, hidden, bias, variation, draw.random(CUSTOMERS), strict=True)
    practice = practice_of(params | {"mu_g": 0.0, "target": 0.0, "s_obs": s, "p_obs": p})
    effects = EFFECTS._replace(detect_base=0.0, detect_standard=0.0)
    served = [
        serve(practice, Need(0.0, h, z1, z2), Chance(1.0, b, w, u, 1.0), Condition(), effects)
        for z1, z2, b, w, u in rows
    ]
    columns = np.array([(row.quality, row.fit, row.defect_made) for row in served])
    experience = Experience(
        quality=columns[:, 0],
        fit=columns[:, 1],
        personalization=p,
        defect=columns[:, 2],
        skill=1.0,
        load=0.0,
        wait_score=wait_score(Waits(wait, params["tau"], params["psi"])),
    )
    return driver_scores(experience)


def assert_mean(values: np.ndarray, expected: float, expected_error: float = 0.0) -> None:
    error = np.hypot(np.std(values) / np.sqrt(values.size), expected_error)
    assert abs(np.mean(values) - expected) < 4.0 * error


@pytest.mark.parametrize("case", cases("model_mean_satisfaction")[:1], ids=str)
def test_mean_satisfaction_of_a_pool(case: Case) -> None:
    values, sampled = case.values, case.values["monte_carlo"]
    scores = pool_scores(case.params)
    perceived, levels = perceptions(scores), Levels(desired_level(), predicted_level())
    felt = satisfaction(scores, levels)
    for name in ("reliability", "responsiveness", "empathy"):
        assert_mean(perceived[:, DIMENSIONS.index(name)], values[f"E_P_{name}"])
    assert_mean(servqual_gap(perceived, levels.desired, WEIGHTS), values["E_gap"])
    assert_mean(kano_satisfaction(scores), values["E_S_kano"])
    assert_mean(felt, values["E_S"])
    assert_mean(expected_csat(felt), sampled["E_csat"], sampled["se_E_csat"])
    assert_mean(expected_nps(felt), sampled["NPS"], sampled["se_NPS"])
    assert_mean(return_probability(felt), sampled["P_return"], 1e-4)
    assert_mean(response_probability(felt), sampled["response_rate"], 1e-4)
    assert_rated_and_surveyed(felt, sampled)


def assert_rated_and_surveyed(felt: np.ndarray, sampled: dict[str, float]) -> None:
    draw = np.random.default_rng(7)
    mood, other_mood = draw.standard_normal((2, felt.size))
    stars = csat(felt, mood).astype(float)
    assert_mean(stars, sampled["E_csat"], sampled["se_E_csat"])
    promoters = net_promoter_of(recommend(felt, other_mood))
    assert abs(promoters.points - sampled["NPS"]) < 4.0 * np.hypot(promoters.standard_error, sampled["se_NPS"])
    survey = survey_result(stars, responds(response_probability(felt), draw.random(felt.size)))
    error = 1.2 / np.sqrt(survey.response_rate * felt.size)
    assert abs(survey.measured_mean - sampled["measured_csat"]) < 4.0 * error
    assert survey.measured_mean > survey.true_mean + 0.1


def test_return_by_stars_is_as_documented() -> None:
    case = cases("model_mean_satisfaction")[0]
    felt = satisfaction(pool_scores(case.params), Levels(desired_level(), predicted_level()))
    stars = csat(felt, np.random.default_rng(1).standard_normal(felt.size))
    by_stars = [float(np.mean(return_probability(felt[stars == given]))) for given in (5, 4, 3, 2)]
    assert by_stars == pytest.approx([0.90, 0.79, 0.59, 0.44], abs=0.01)


def test_twin_taking_reliability_as_one_dimensional_is_noticed() -> None:
    case = cases("model_mean_satisfaction")[0]
    straight = Preferences(kano=KANO_PROFILE._replace(category=("O", "O", "O", "A", "A")))
    mean = float(np.mean(kano_satisfaction(pool_scores(case.params), straight)))
    assert abs(mean - case.values["E_S_kano"]) > 0.02
