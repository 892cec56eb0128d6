"""The whole chain from facts to measured CSAT at once, over the customers of an M/M/c pool at its anchor."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import numpy as np
import pytest

from servsim.delivery.encounter.encounter import Chance, Condition, Need, serve
from servsim.delivery.encounter.person import USUAL
from servsim.delivery.encounter.practice import practice_of
from servsim.feedback.journey.loyalty import return_probability
from servsim.feedback.perception.servqual import (
    DIMENSIONS,
    Experience,
    Five,
    driver_scores,
    perceptions,
    servqual_gap,
    weight_shares,
)
from servsim.feedback.perception.wait import perceived_wait_min, tolerance_ratio, wait_score
from servsim.feedback.rating.net_promoter import net_promoter_of
from servsim.feedback.rating.ratings import csat, expected_csat, expected_nps, recommend
from servsim.feedback.rating.response import responds, response_probability
from servsim.feedback.satisfaction.kano import KANO_PROFILE
from servsim.feedback.satisfaction.satisfaction import (
    LEVELS,
    curves_of,
    kano_satisfaction,
    preferences_of,
    satisfaction,
)
from tests.oracles.encounters import EFFECTS, dials_at, erlang_c
from tests.oracles.reference import Case, cases
from tests.survey_sample import survey_result

WEIGHTS = weight_shares()
CUSTOMERS = 200_000


@cache
def pool_scores(number: int) -> list[Five]:
    """Driver scores of customers of a stationary M/M/c pool: waits from their distribution, no queue simulated."""
    params = cases("model_mean_satisfaction")[number].params
    draw = np.random.default_rng(20240601)
    s, p, h = params["s"], params["p"], params["h"]
    waiting, rate = erlang_c({"lambda": params["lambda_per_min"], "mu": 1.0 / params["m"], "c": params["c"]})
    wait = np.where(draw.random(CUSTOMERS) < waiting, draw.exponential(1.0 / rate, CUSTOMERS), 0.0)
    rows = np.stack([*draw.standard_normal((4, CUSTOMERS)), draw.random(CUSTOMERS), wait], axis=-1)
    dials = dials_at(params | {"mu_g": 0.0, "target": 0.0, "s_obs": s, "p_obs": p})
    practice = practice_of(dials, EFFECTS._replace(detect_base=0.0, detect_standard=0.0))
    scores = []
    for visible, hidden, bias, variation, defect, minutes in rows.tolist():
        chance = Chance(1.0, bias, variation, defect, 1.0)
        served = serve(practice, USUAL, Need(0.0, h, visible, hidden), chance, Condition())
        experience = Experience(served.quality, served.fit, p, served.defect_made, skill=1.0)
        ratio = tolerance_ratio(perceived_wait_min(minutes, params["psi"]), params["tau"])
        scores.append(driver_scores(experience, wait_score(ratio)))
    return scores


def column(function: Callable[..., float], *columns: Iterable[Any]) -> np.ndarray:
    return np.array(list(map(function, *columns)))


def assert_mean(values: np.ndarray, expected: float, expected_error: float = 0.0) -> None:
    error = np.hypot(np.std(values) / np.sqrt(values.size), expected_error)
    assert abs(np.mean(values) - expected) < 4.0 * error


@pytest.mark.parametrize("case", cases("model_mean_satisfaction")[:1], ids=str)
def test_mean_satisfaction_of_a_pool(case: Case) -> None:
    values, sampled = case.values, case.values["monte_carlo"]
    scores = pool_scores(case.number)
    perceived, felt = column(perceptions, scores), column(satisfaction, scores).tolist()
    for name in ("reliability", "responsiveness", "empathy"):
        assert_mean(perceived[:, DIMENSIONS.index(name)], values[f"E_P_{name}"])
    gaps = [servqual_gap(perceptions(found), LEVELS.desired, WEIGHTS) for found in scores]
    assert_mean(np.array(gaps), values["E_gap"])
    assert_mean(column(kano_satisfaction, scores), values["E_S_kano"])
    assert_mean(np.array(felt), values["E_S"])
    assert_mean(column(expected_csat, felt), sampled["E_csat"], sampled["se_E_csat"])
    assert_mean(column(expected_nps, felt), sampled["NPS"], sampled["se_NPS"])
    assert_mean(column(return_probability, felt), sampled["P_return"], 1e-4)
    assert_mean(column(response_probability, felt), sampled["response_rate"], 1e-4)
    assert_rated_and_surveyed(felt, sampled)


def assert_rated_and_surveyed(felt: list[float], sampled: dict[str, float]) -> None:
    draw = np.random.default_rng(7)
    mood, other_mood = draw.standard_normal((2, len(felt))).tolist()
    stars = column(csat, felt, mood).astype(float)
    assert_mean(stars, sampled["E_csat"], sampled["se_E_csat"])
    promoters = net_promoter_of(column(recommend, felt, other_mood))
    assert abs(promoters.points - sampled["NPS"]) < 4.0 * np.hypot(promoters.standard_error, sampled["se_NPS"])
    answered = column(responds, map(response_probability, felt), draw.random(len(felt)).tolist())
    survey = survey_result(stars, answered)
    error = 1.2 / np.sqrt(survey.response_rate * len(felt))
    assert abs(survey.measured_mean - sampled["measured_csat"]) < 4.0 * error
    assert survey.measured_mean > survey.true_mean + 0.1


def test_return_by_stars_is_as_documented() -> None:
    felt = column(satisfaction, pool_scores(0)).tolist()
    stars = column(csat, felt, np.random.default_rng(1).standard_normal(len(felt)).tolist())
    returning = column(return_probability, felt)
    by_stars = [float(np.mean(returning[stars == given])) for given in (5, 4, 3, 2)]
    assert by_stars == pytest.approx([0.90, 0.79, 0.59, 0.44], abs=0.01)


def test_twin_taking_reliability_as_one_dimensional_is_noticed() -> None:
    case = cases("model_mean_satisfaction")[0]
    straight = preferences_of(WEIGHTS, curves_of(KANO_PROFILE._replace(category=("O", "O", "O", "A", "A"))))
    mean = float(np.mean([kano_satisfaction(scores, straight) for scores in pool_scores(case.number)]))
    assert abs(mean - case.values["E_S_kano"]) > 0.02
